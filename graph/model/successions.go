package model

import "time"

// Succession says that a letter took another one's place, for the same citizen. It is written before the
// other letter's record is looked at, and looked for after that record is written: whichever of the two
// letters comes first, and wherever a call is cut off, the older one learns of it. It is written once.
type Succession struct {
	ID        string    `bson:"_id"` // SuccessionKey(Letter, Recipient)
	Rev       int64     `bson:"rev"`
	Letter    EntryID   `bson:"letter"` // whose place was taken
	By        EntryID   `bson:"by"`
	Recipient CitizenID `bson:"recipient"`
	At        time.Time `bson:"at"` // when By was accepted
}

// SuccessionKey names the succession of a citizen's letter. A letter of somebody else by the same
// reference is another one's.
func SuccessionKey(letter EntryID, recipient CitizenID) string {
	return HashID("succession", string(letter), string(recipient))
}

// Succession is that of the letter whose place this one took; nil for none.
func (r *LetterRecord) Succession() *Succession {
	if r.Supersedes == "" {
		return nil
	}
	return &Succession{
		ID: SuccessionKey(r.Supersedes, r.Recipient), Letter: r.Supersedes, By: r.ID, Recipient: r.Recipient, At: r.AcceptedAt,
	}
}

// Replace notes that another letter took this one's place. It answers whether that is news. Of two that
// name each other, the later stands.
func (r *LetterRecord) Replace(s *Succession) bool {
	later := r.Supersedes == s.By && !r.AcceptedAt.Before(s.At)
	if s.Letter != r.ID || s.Recipient != r.Recipient || !r.Facts.SupersededAt.IsZero() || later {
		return false
	}
	r.Facts.SupersededAt, r.Facts.SupersededBy = moment(s.At), s.By
	return true
}

// SupersededAt is when the letter that took its place was accepted; zero when none did.
func (r *LetterRecord) SupersededAt() time.Time { return r.Facts.SupersededAt }

// Collection implements Record.
func (*Succession) Collection() string { return successionsCollection }

// Key implements Record.
func (s *Succession) Key() string { return s.ID }

// Revision implements Record.
func (s *Succession) Revision() *int64 { return &s.Rev }

// Lists implements Record: none.
func (*Succession) Lists() []string { return nil }
