// Package notify makes phones ring: it finds the mailboxes that are due, lets them decide, sends
// what is left through FCM, and writes down what became of it.
//
// It promises:
//
//   - A push that is due is sent at least once, and never after its expiry. Nothing is kept but in
//     the mailboxes: a process may be killed at any step of the chain (model.ChainSteps), and the
//     next notifier goes on. What is sent again carries the same push id.
//   - A push rings only on phones whose claim names the mailbox' citizen.
//   - Notifiers share the slots of the mailboxes evenly, and no two send for one mailbox at a time:
//     one takes over from another only once that one can no longer send.
//   - One mailbox, message or phone that fails holds up no other, and neither does FCM or the store
//     being away: sends wait, memory stays bounded, and the work goes on by itself.
//   - A campaign's push is asked for again when it is due (Campaigns): what is held is handed back with its entry,
//     and whoever the campaign is not meant for any more is not rung.
//   - FCM is treated as it asks: a share of the project's quota, a slow start, at most as many messages
//     at once as it answers quickly, first retries after ten seconds. When it refuses for a quota all
//     notifiers wait; when it is away one message at a time finds out whether it is back. Letters and
//     statuses go before mass pushes, which keep a tenth.
//   - Whoever stops a notifier by its context leaves no slot held and no answer unsaved.
//
// Start reading at Run in loop.go: what is due is found there (listen, look) and admitted to the work
// (work.go), decided (wake.go), sent (send.go) and saved (settle.go), while keep (sheet.go) keeps the
// slots. How fast is one matter of pace.go, with crowd.go for how many at once, and gate.go stops
// everything for a while. What is decided without I/O stands apart and is pure: who holds which slot
// (slots.go), what a message looks like (message.go), and when it is tried again (retry.go).
// What was done is counted in figures.go.
//
// A push passes from state to state as follows; the rules on the right do it, and nothing else does
// (model.Transitions). What is SENT stays so.
//
//	(new)
//	├─▶ PLANNED   ReportStatus, Deliver, CreateReminder, RequestTestPush, Announce; withdrawals: Settle, ReleaseDevice, RegisterDevice, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//	├─▶ DROPPED   Deliver
//	├─▶ RETRYING  Settle
//	├─▶ SENT      Settle
//	└─▶ MERGED    Settle
//
//	PLANNED
//	├─▶ DEFERRED  Settle
//	├─▶ RETRYING  Settle
//	├─▶ SENT      Settle
//	├─▶ MERGED    Settle
//	├─▶ FAILED    Settle
//	└─▶ DROPPED   Settle, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//
//	DEFERRED
//	├─▶ DEFERRED  Settle
//	├─▶ RETRYING  Settle
//	├─▶ SENT      Settle, ReleaseDevice, RegisterDevice, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//	├─▶ MERGED    Settle
//	├─▶ FAILED    Settle, ReleaseDevice, RegisterDevice
//	└─▶ DROPPED   Settle, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//
//	RETRYING
//	├─▶ RETRYING  Settle
//	├─▶ DEFERRED  Settle
//	├─▶ SENT      Settle, ReleaseDevice, RegisterDevice, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//	├─▶ FAILED    Settle, ReleaseDevice, RegisterDevice
//	└─▶ DROPPED   Settle, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//
//	MERGED
//	├─▶ SENT      Settle
//	├─▶ FAILED    Settle, ReleaseDevice, RegisterDevice
//	└─▶ DROPPED   Settle, Open, MarkRead, MarkFeedRead, Withdraw, SettlePayment, Deliver, ReportStatus, RemoveDossier, CompleteReminder, DeleteReminder, OpenAnnouncement, Excuse
//
//	DROPPED
//	├─▶ SENT      Settle
//	└─▶ MERGED    Settle
//
//	FAILED
//	├─▶ SENT      Settle
//	└─▶ MERGED    Settle
package notify
