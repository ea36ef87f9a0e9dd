// Package webhook delivers events to the endpoints of senders as Standard Webhooks describes
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, version 1.0.0).
//
// It promises:
//
//   - A delivery is signed with the endpoint's [Secret], and while that is being changed with the previous one too, so
//     that a receiver can verify with either.
//   - No endpoint makes us talk to a machine of our own network. [CheckURL] refuses the address that a sender names, and
//     the address that its name leads to is checked again when the connection is made: a name that leads elsewhere by then
//     gains nothing. Redirects are not followed and no proxy is used.
//   - A [Client.Send] lets the endpoint see one request, ends within [Config.Timeout] and reads at most 4 KiB of an
//     answer's body, whatever the endpoint does.
//   - What became of it is one [Outcome] with one [Kind], whose reason is made of fixed words: no address, secret or
//     answer is in it. Types that hold a secret or what an event says redact it where they are printed or logged.
//
// The package keeps nothing: which events there are, when they are due and when an endpoint is switched off is the
// caller's, who asks [Next] how long to wait.
//
// Start reading at [Client.Send] in client.go. What is decided without I/O stands apart and is pure: which addresses are
// allowed (url.go, addresses.go), what an answer means (outcome.go), when it is tried again (retry.go).
package webhook
