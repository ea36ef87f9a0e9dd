package model

// ChainStep is a named point on the way from an arriving letter, or a registering phone, to a
// ringing phone. Right after each of them a process can be killed or a connection cut without
// losing anything: tests do so at every one. Transition.After names them too.
type ChainStep string

// The steps, in the order in which one letter passes them.
const (
	ChainLetterStored ChainStep = "letter-stored" // the letter's record is written, its mailbox is not
	ChainMailboxSaved ChainStep = "mailbox-saved" // entry and push are saved, the sender has no answer
	ChainBeatSaved    ChainStep = "beat-saved"    // a notifier saved its beat and its slots
	ChainWoken        ChainStep = "woken"         // a notifier decided, nothing is sent or saved
	ChainSent         ChainStep = "sent"          // FCM answered for every phone of a mailbox, nothing is saved
	ChainTold         ChainStep = "told"          // what senders are to learn is written down, the mailboxes do not know
	ChainSettled      ChainStep = "settled"       // what FCM answered is saved

	ChainInstallationMoved ChainStep = "installation-moved" // the phone's installation names its new token, the old one is no other citizen's
	ChainDeviceClaimed     ChainStep = "device-claimed"     // a phone's claim names its new owner, no mailbox knows
	ChainDeviceOwned       ChainStep = "device-owned"       // the new owner's mailbox has the phone, the old owner's has it too
)

// ChainSteps lists the steps.
func ChainSteps() []ChainStep {
	return []ChainStep{
		ChainLetterStored, ChainMailboxSaved, ChainBeatSaved, ChainWoken, ChainSent, ChainTold, ChainSettled,
		ChainInstallationMoved, ChainDeviceClaimed, ChainDeviceOwned,
	}
}
