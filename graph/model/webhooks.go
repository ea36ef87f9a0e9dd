package model

import (
	"log/slog"
	"slices"
	"time"
)

// RotationTime is for how long after a rotation messages are signed with the former secret too.
const RotationTime = 24 * time.Hour

// MaxWebhooks is how many webhooks an organisation, or a supplier of it, has on one feed. Each may have a
// request under way, whatever the others do.
const MaxWebhooks = 10

// TestPause is how long a webhook that was tested is not tested again.
const TestPause = 15 * time.Second

// WebhookSecret signs the messages of a webhook. In the store it is sealed; secrets of before there were
// keys to seal them stand there as Standard Webhooks writes them ("whsec_…"). Whoever has one can send in
// our name: it is redacted wherever it is logged or encoded but in the store.
type WebhookSecret string

// String is the same redacted text for every secret.
func (WebhookSecret) String() string { return "WebhookSecret(redacted)" }

// GoString is the same redacted text for every secret.
func (WebhookSecret) GoString() string { return "WebhookSecret(redacted)" }

// LogValue is the redacted text.
func (WebhookSecret) LogValue() slog.Value { return slog.StringValue("WebhookSecret(redacted)") }

// MarshalJSON is the redacted text.
func (WebhookSecret) MarshalJSON() ([]byte, error) { return []byte(`"WebhookSecret(redacted)"`), nil }

// Webhook is an address that is sent what stands in a sender's feed. How far it has come is its cursor:
// a message that is under way has an end of its own, so that a repetition after a crash is the same.
type Webhook struct {
	ID           string        `bson:"_id"` // WebhookKey(Org, Reader(), Name)
	Rev          int64         `bson:"rev"`
	Org          OrgCode       `bson:"org"`               // whose feed
	By           OrgCode       `bson:"by"`                // who set it: Org itself, or its supplier, which gets what it handed over
	Sandbox      bool          `bson:"sandbox,omitempty"` // set by a sandbox of it, and tells of that only
	Name         string        `bson:"name"`              // its owner's own id for it
	URL          string        `bson:"url"`
	Secret       WebhookSecret `bson:"secret"`
	Previous     WebhookSecret `bson:"previous,omitempty"` // signs too until PreviousTill
	PreviousTill time.Time     `bson:"previousTill,omitempty"`
	Active       bool          `bson:"active"`
	CreatedAt    time.Time     `bson:"createdAt"`
	Cursor       FeedCursor    `bson:"cursor"`            // all before it has arrived
	Pending      *FeedCursor   `bson:"pending,omitempty"` // where the message that is under way ends
	BegunAt      time.Time     `bson:"begunAt,omitempty"` // when that message was made
	Failures     int           `bson:"failures,omitempty"`
	FailingSince time.Time     `bson:"failingSince,omitempty"`
	LastError    OptionalText  `bson:"lastError,omitempty"`
	NextAt       time.Time     `bson:"nextAt,omitempty"` // not before then; zero: at once
	LastTest     *WebhookTest  `bson:"lastTest,omitempty"`
}

// WebhookTest is a message that its owner had sent to see whether it arrives. It has no place in the feed.
type WebhookTest struct {
	Message string       `bson:"message"` // its id
	At      time.Time    `bson:"at"`
	Status  int          `bson:"status,omitempty"` // what the endpoint answered; 0: nothing
	Reason  OptionalText `bson:"reason,omitempty"` // why it was not accepted, in English
}

// Accepted tells whether the endpoint took it.
func (t *WebhookTest) Accepted() bool { return t.Reason == "" }

// StatusCode is what the endpoint answered; nil for nothing.
func (t *WebhookTest) StatusCode() *int {
	if t.Status == 0 {
		return nil
	}
	return &t.Status
}

// BeginTest notes that a test is under way, and names its message. RATE_LIMITED within TestPause after the
// one before.
func (w *Webhook) BeginTest(now time.Time) error {
	if w.LastTest != nil {
		if wait := w.LastTest.At.Add(TestPause).Sub(now); wait > 0 {
			return RateLimited(wait, "this webhook was tested just now")
		}
	}
	at := moment(now)
	w.LastTest = &WebhookTest{
		Message: "test_" + HashID("test", w.ID, at.Format(time.RFC3339Nano)), At: at, Reason: "the test was cut off before the endpoint answered",
	}
	return nil
}

// EndTest notes what became of a test. It answers false where another one has begun since.
func (w *Webhook) EndTest(test *WebhookTest) bool {
	if w.LastTest == nil || w.LastTest.Message != test.Message {
		return false
	}
	*w.LastTest = *test
	return true
}

// WebhookKey names a webhook that by set on org's feed.
func WebhookKey(org OrgCode, by FeedReader, name string) string {
	parts := []string{"webhook", string(org), string(by.Org), name}
	if by.Sandbox {
		parts = append(parts, "sandbox")
	}
	return HashID(parts...)
}

// Reader is for whom it reads the feed: who set it.
func (w *Webhook) Reader() FeedReader { return FeedReader{w.By, w.Sandbox} }

// Collection implements Record.
func (*Webhook) Collection() string { return webhooksCollection }

// Key implements Record.
func (w *Webhook) Key() string { return w.ID }

// Revision implements Record.
func (w *Webhook) Revision() *int64 { return &w.Rev }

// Lists implements Record.
func (w *Webhook) Lists() []string {
	lists := []string{WebhooksOf(w.Org, w.Reader())}
	if w.Active {
		lists = append(lists, ActiveWebhooks)
	}
	slices.Sort(lists)
	return lists
}

// ActiveWebhooks is the list of all webhooks that are sent to.
const ActiveWebhooks = "active"

// WebhooksOf is the list of the webhooks that by set on org's feed.
func WebhooksOf(org OrgCode, by FeedReader) string {
	list := "org:" + string(org) + ":" + string(by.Org)
	if by.Sandbox {
		list += ":sandbox"
	}
	return list
}

// Slot is the part of the work that the webhook belongs to.
func (w *Webhook) Slot() int { return CitizenID(w.ID).Slot() }

// MessageID names the message that is under way: the same for each attempt.
func (w *Webhook) MessageID() string {
	if w.Pending == nil {
		return ""
	}
	return "msg_" + HashID("message", w.ID, w.Cursor.Text(w.Org), w.Pending.Text(w.Org))
}

// Begin notes that a message up to end is under way. It answers whether that is news; false where
// another one is, or the webhook was set back meanwhile.
func (w *Webhook) Begin(from, end FeedCursor, now time.Time) bool {
	if w.Pending != nil || w.Cursor != from || !w.Active {
		return false
	}
	w.Pending, w.BegunAt = &end, moment(now)
	return true
}

// underWay tells whether a message is the one under way.
func (w *Webhook) underWay(message string) bool { return w.Pending != nil && w.MessageID() == message }

// Abandon lets go of a message that can no longer be made, as after a restore of the store; the next
// one begins at the same place. It answers false where it is not the one under way any more.
func (w *Webhook) Abandon(message string) bool {
	if !w.underWay(message) {
		return false
	}
	w.Pending = nil
	return true
}

// Arrived notes that a message has arrived. It answers false where it is not the one under way any more.
func (w *Webhook) Arrived(message string) bool {
	if !w.underWay(message) {
		return false
	}
	w.Cursor, w.Pending = *w.Pending, nil
	w.forgetFailures()
	return true
}

// Failed notes that a message has not arrived, why, and when to try again; gone switches the webhook
// off. It answers false where the message is not the one under way any more.
func (w *Webhook) Failed(message, why string, gone bool, next, now time.Time) bool {
	if !w.underWay(message) {
		return false
	}
	w.Failures++
	w.LastError, w.NextAt = OptionalText(why), moment(next)
	if w.FailingSince.IsZero() {
		w.FailingSince = moment(now)
	}
	w.Active = !gone
	return true
}

// Replay sets the webhook to a place in the feed; what follows is sent again, also after 410.
func (w *Webhook) Replay(after FeedCursor) {
	w.Cursor, w.Pending, w.Active = after, nil, true
	w.forgetFailures()
}

func (w *Webhook) forgetFailures() {
	w.Failures, w.FailingSince, w.LastError, w.NextAt = 0, time.Time{}, "", time.Time{}
}

// Reseal replaces a secret of the webhook by the same one, sealed with another key. It answers whether the
// webhook has it.
func (w *Webhook) Reseal(old, sealed WebhookSecret) bool {
	found := false
	for _, held := range []*WebhookSecret{&w.Secret, &w.Previous} {
		if *held == old {
			*held, found = sealed, true
		}
	}
	return found
}

// Rotate gives the webhook another secret; the former one signs too for RotationTime.
func (w *Webhook) Rotate(secret WebhookSecret, now time.Time) {
	w.Previous, w.PreviousTill = w.Secret, moment(now).Add(RotationTime)
	w.Secret = secret
}
