package model

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
)

// OutcomeWindow is how many entries of one part of a feed are written at a time. Where that was cut
// off, numbers are missing among so many at the end, and nowhere else.
const OutcomeWindow = 50

// Outcome is what a sender learns of one letter: an entry of the sender's feed, written once and in
// an order that skips nothing. A feed has Slots parts, each numbered from 1 without gaps.
type Outcome struct {
	ID        string       `bson:"_id"` // OutcomeKey(Sender, slot, number)
	Rev       int64        `bson:"rev"`
	Notice    string       `bson:"notice,omitempty"` // Notice.ID, by which a repetition is found; empty: it only fills a gap
	Sender    OrgCode      `bson:"sender"`
	By        OrgCode      `bson:"by,omitempty"`      // who handed the letter over
	Sandbox   bool         `bson:"sandbox,omitempty"` // its run reaches test citizens only
	Run       string       `bson:"run,omitempty"`
	Reference string       `bson:"reference,omitempty"`
	Letter    EntryID      `bson:"letter,omitempty"`
	Event     LetterEvent  `bson:"event,omitempty"`
	At        time.Time    `bson:"at,omitempty"` // when it happened, UTC
	Service   OptionalText `bson:"service,omitempty"`
}

// NewOutcome is the entry for a notice about the letter of r, without its place in the feed.
func NewOutcome(n Notice, r *LetterRecord) *Outcome {
	return &Outcome{
		Notice: n.ID, Sender: r.Sender, By: r.By, Sandbox: r.Sandbox, Run: r.Run, Reference: r.Reference, Letter: r.ID,
		Event: n.Event, At: n.At, Service: r.Service,
	}
}

// OutcomeKey names the entry with that number, from 1, of one part of a sender's feed.
func OutcomeKey(sender OrgCode, slot int, number int64) string {
	return fmt.Sprintf("%s/%02d/%013d", sender, slot, number)
}

// Collection implements Record.
func (*Outcome) Collection() string { return outcomesCollection }

// Key implements Record.
func (o *Outcome) Key() string { return o.ID }

// Revision implements Record.
func (o *Outcome) Revision() *int64 { return &o.Rev }

// Lists implements Record: the one of its notice, so that a repetition is found.
func (o *Outcome) Lists() []string {
	if o.Notice == "" {
		return nil
	}
	return []string{OutcomeList(o.Notice)}
}

// OutcomeList names the list on which the outcome of a notice stands alone.
func OutcomeList(notice string) string { return "notice:" + notice }

// FeedReader is who reads a sender's feed.
type FeedReader struct {
	Org     OrgCode // the sender itself, or its supplier
	Sandbox bool    // with a token that reaches test citizens only
}

// Reader is the viewer as one who reads feeds.
func (v *Viewer) Reader() FeedReader { return FeedReader{v.Org, v.Sandbox} }

// SeenBy tells whether reader learns of it from the feed: the sender learns all, a supplier what
// became of the letters that it handed over itself, and a sandbox of both what is for test citizens only.
func (o *Outcome) SeenBy(reader FeedReader) bool {
	return o.Notice != "" && (reader.Org == o.Sender || reader.Org == o.By) && (o.Sandbox || !reader.Sandbox)
}

// FeedCursor is a place in a sender's feed: how many entries of each of its parts came before. The
// zero cursor is the beginning.
type FeedCursor [Slots]int64

// maxOutcome bounds the numbers within a part: what OutcomeKey has room for.
const maxOutcome = 9_999_999_999_999

// Text is the cursor's opaque form, for that sender's feed only.
func (c *FeedCursor) Text(sender OrgCode) string {
	plain := feedMark(sender)
	for _, number := range c {
		plain = binary.AppendUvarint(plain, uint64(number))
	}
	return base64.RawURLEncoding.EncodeToString(plain)
}

// ParseFeedCursor reads what Text made for that sender. INVALID, at path, for anything else.
func ParseFeedCursor(text string, sender OrgCode, path string) (FeedCursor, error) {
	var c FeedCursor
	invalid := Invalid([]FieldError{{Path: path, Message: "is not a cursor of this feed"}})
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return c, invalid
	}
	rest, ours := bytes.CutPrefix(plain, feedMark(sender))
	if !ours {
		return c, invalid
	}
	for slot := range c {
		number, size := binary.Uvarint(rest)
		if size <= 0 || number > maxOutcome {
			return FeedCursor{}, invalid
		}
		c[slot], rest = int64(number), rest[size:]
	}
	if c.Text(sender) != text {
		return FeedCursor{}, invalid
	}
	return c, nil
}

// feedMark begins the cursors of a sender's feed, so that another one's is found out.
func feedMark(sender OrgCode) []byte { return []byte(HashID("feed", string(sender))[:4]) }
