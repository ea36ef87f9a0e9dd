// Package campaign tells citizens of an organisation's campaign: one entry in each feed, and a push as each
// citizen wants it. The rules are in the model (Campaign, Audience); here is what does them.
//
// Every process that runs a notifier may run an Engine. What it works on are the slots that its notifier
// holds, so that several share each campaign as they share the sends, and go on for one that died.
//
//   - A walk per slot visits the mailboxes of the audience. One visit is one save: entry, push and record.
//     The place is kept in memory alone; the record in the mailbox decides, so that a walk may begin again
//     anywhere, at any time, and tells nobody twice.
//   - A walk is paced, and tells no more than is sent within about five seconds.
//   - Paused, cancelled or stopped: the walks stand still within a second, and notifiers hand back what is not
//     sent (Book.Judge). Resumed: the walks begin again, and meet whoever was handed back.
//   - The canary, the pauses and the end are the business of one engine, that which holds the slot of the
//     campaign's id (lead). It decides by nothing but recounts of the mailboxes: of a sample while many are told, of
//     all once the walker beside it has nobody left. What it counted it saves for the desk (model.CampaignTally), and
//     nobody decides by that.
//   - A campaign is done once a look over all slots finds nobody who is still to be told and no push that still
//     waits. Nobody reports how far he is: a report could be older than a pause that handed something back, the
//     mailboxes cannot. What is settled is never handed back, so that what such a look found stays so.
//
// Start reading at Engine.Run. The states are model.CampaignTransitions, each with the operations that lead
// there:
//
//	(new)
//	└─▶ DRAFT     Create
//
//	DRAFT
//	├─▶ DRAFT     Edit
//	├─▶ SUBMITTED Submit
//	└─▶ CANCELLED Cancel
//
//	SUBMITTED
//	├─▶ DRAFT     Edit, Reject
//	├─▶ APPROVED  Approve
//	└─▶ CANCELLED Cancel
//
//	APPROVED
//	├─▶ DRAFT     Edit, Reject
//	├─▶ SCHEDULED Schedule
//	└─▶ CANCELLED Cancel
//
//	SCHEDULED
//	├─▶ DRAFT     Edit
//	├─▶ SCHEDULED Schedule
//	├─▶ CANARY    StartCanary
//	├─▶ PAUSED    StartCanary
//	├─▶ FAILED    StartCanary, Stop
//	└─▶ CANCELLED Cancel
//
//	CANARY
//	├─▶ RUNNING   Pass
//	├─▶ PAUSED    Pause
//	├─▶ FAILED    Stop
//	├─▶ DONE      Finish
//	└─▶ CANCELLED Cancel
//
//	RUNNING
//	├─▶ PAUSED    Pause
//	├─▶ FAILED    Stop
//	├─▶ DONE      Finish
//	└─▶ CANCELLED Cancel
//
//	PAUSED
//	├─▶ CANARY    Resume
//	├─▶ RUNNING   Resume
//	├─▶ DONE      Finish
//	└─▶ CANCELLED Cancel
//
//	DONE, for ever
//
//	CANCELLED, for ever
//
//	FAILED, for ever
package campaign
