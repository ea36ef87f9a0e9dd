package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// SyncToken is the state of a mailbox that a phone has seen: its life, its revision, and the latest
// moment at which something changed by itself.
type SyncToken struct {
	Life   string
	Rev    int64
	Turned time.Time // UTC, whole milliseconds; zero: none
}

// Changes are what a phone must take over to be equal to the mailbox again.
type Changes struct {
	Entries     []Entry   // new, changed, or shown differently because of the time
	Removed     []EntryID // gone
	Preferences bool      // the preferences or digital post changed
	Token       SyncToken // for the next question
}

// Token is the state of the mailbox at now.
func (m *Mailbox) Token(now time.Time) SyncToken {
	return SyncToken{Life: m.Life, Rev: m.Rev, Turned: m.Turned(now)}
}

// String is the token's opaque form.
func (t SyncToken) String() string {
	turned := int64(0)
	if !t.Turned.IsZero() {
		turned = t.Turned.UnixMilli()
	}
	return fmt.Sprintf("%s.%d.%d", t.Life, t.Rev, turned)
}

// ParseSyncToken reads what String wrote; INVALID otherwise.
func ParseSyncToken(text string) (SyncToken, error) {
	invalid := Invalid([]FieldError{{Path: "since", Message: "is not a token that this service gave"}})
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return SyncToken{}, invalid
	}
	rev, revErr := strconv.ParseInt(parts[1], 10, 64)
	turned, turnedErr := strconv.ParseInt(parts[2], 10, 64)
	if revErr != nil || turnedErr != nil || rev < 0 || turned < 0 || parts[0] == "" {
		return SyncToken{}, invalid
	}
	token := SyncToken{Life: parts[0], Rev: rev}
	if turned > 0 {
		token.Turned = time.UnixMilli(turned).UTC()
	}
	return token, nil
}

// Changes is all that changed or was removed since, at now. RESYNC_REQUIRED when the token is of
// another life of the mailbox, ahead of it, or older than what is remembered.
func (m *Mailbox) Changes(since SyncToken, now time.Time) (Changes, error) {
	if since.Life != m.Life || since.Rev < m.Floor || since.Rev > m.Rev {
		return Changes{}, Errorf(CodeResyncRequired, "this token is too old: load the mailbox again")
	}
	changes := Changes{
		Token:       m.Token(now),
		Preferences: max(m.Preferences.Rev, m.DigitalPost.Rev) > since.Rev,
	}
	turned := func(moments ...time.Time) bool {
		for _, t := range moments {
			if t.After(since.Turned) && !t.After(now) {
				return true
			}
		}
		return false
	}
	for _, l := range m.Letters.Entries {
		if l.Rev > since.Rev || turned(l.turns()...) {
			changes.Entries = append(changes.Entries, InboxLetter{l, m})
		}
	}
	for _, d := range m.Dossiers.Entries {
		if d.Rev > since.Rev || turned(d.turns()...) {
			changes.Entries = append(changes.Entries, InboxDossier{d, m})
		}
	}
	for _, r := range m.Reminders.Entries {
		if r.Rev > since.Rev || (!r.Completed() && turned(r.turns()...)) {
			changes.Entries = append(changes.Entries, InboxReminder{r, m})
		}
	}
	for _, t := range m.Tombstones {
		if t.Rev > since.Rev {
			changes.Removed = append(changes.Removed, t.ID)
		}
	}
	sortEntries(changes.Entries)
	return changes, nil
}
