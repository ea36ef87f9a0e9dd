package model

// ChainStep is a named point of the chain from an arriving letter to a ringing phone at which a
// crash is survived. A test ends the process at each.
type ChainStep string

// The points, in the order of the chain.
const (
	ChainLetterStored  ChainStep = "letter-stored"  // the text is stored, the mailbox is not saved
	ChainMailboxSaved  ChainStep = "mailbox-saved"  // the entry and its push are saved, the sender has no answer
	ChainBeatSaved     ChainStep = "beat-saved"     // a notifier has said that it lives
	ChainWoken         ChainStep = "woken"          // it is decided what to send, nothing is sent
	ChainSent          ChainStep = "sent"           // FCM has answered, nothing is written down
	ChainSettled       ChainStep = "settled"        // what became of it is written down
	ChainDeviceClaimed ChainStep = "device-claimed" // a phone has a new owner, whose mailbox does not know it
	ChainDeviceOwned   ChainStep = "device-owned"   // the new owner's mailbox knows it, the old owner's still does
)

// ChainSteps lists the points.
func ChainSteps() []ChainStep {
	return []ChainStep{
		ChainLetterStored, ChainMailboxSaved, ChainBeatSaved, ChainWoken, ChainSent, ChainSettled,
		ChainDeviceClaimed, ChainDeviceOwned,
	}
}
