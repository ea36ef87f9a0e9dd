// Package model is the words and the rules: the mailbox of a citizen and everything in it.
//
// Start reading at Mailbox. Its methods are the rules (Deliver, Open, ReportStatus, Wake, Settle,
// …): pure functions on one struct, without clock, randomness or I/O, each safe to apply twice. A
// rule about citizens' letters stands here, once. The package imports the standard library only.
package model
