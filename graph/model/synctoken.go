package model

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// SyncToken is the state of a mailbox that a phone has seen: its life, and a place in the order of its
// revisions and in that of the moments at which something changed by itself. The zero token is that
// of a phone that holds nothing.
type SyncToken struct {
	Life string

	Rev   int64   // all up to this revision is known,
	After EntryID // or where this is not empty: of this revision only up to that id
	Base  int64   // of a phone that began with nothing, until it reached it: the revision then; what was removed before it never held

	Turned    time.Time // UTC, whole milliseconds: all turns up to then are known; zero: none
	AfterTurn EntryID   // or where this is not empty: of that moment only up to that id
}

// tokenVersion begins the opaque form of a token, so that the form of another release is found out.
const tokenVersion = "1"

// String is the token's opaque form.
func (t SyncToken) String() string {
	turned := int64(0)
	if !t.Turned.IsZero() {
		turned = t.Turned.UnixMilli()
	}
	plain := fmt.Sprintf("%s|%s|%d|%s|%d|%d|%s", tokenVersion, t.Life, t.Rev, t.After, t.Base, turned, t.AfterTurn)
	return base64.RawURLEncoding.EncodeToString([]byte(plain))
}

// ParseSyncToken reads what String wrote. RESYNC_REQUIRED for what another release wrote, as while releases
// change: who holds it loads all again and goes on. INVALID, at since, for anything else.
func ParseSyncToken(text string) (SyncToken, error) {
	invalid := Invalid([]FieldError{{Path: "since", Message: "is not a token that this service gave"}})
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return SyncToken{}, invalid
	}
	parts := strings.Split(string(plain), "|")
	if version, err := strconv.ParseUint(parts[0], 10, 16); err == nil && len(parts) > 1 && parts[0] != tokenVersion && version > 0 {
		return SyncToken{}, errResync()
	}
	if len(parts) != 7 || parts[0] != tokenVersion || parts[1] == "" {
		return SyncToken{}, invalid
	}
	token := SyncToken{Life: parts[1], After: EntryID(parts[3]), AfterTurn: EntryID(parts[6])}
	numbers := [3]int64{}
	for i, part := range []string{parts[2], parts[4], parts[5]} {
		if numbers[i], err = strconv.ParseInt(part, 10, 64); err != nil || numbers[i] < 0 {
			return SyncToken{}, invalid
		}
	}
	token.Rev, token.Base = numbers[0], numbers[1]
	if numbers[2] > 0 {
		token.Turned = time.UnixMilli(numbers[2]).UTC()
	}
	if token.String() != text {
		return SyncToken{}, invalid
	}
	return token, nil
}

// errResync is what a token is answered with which says nothing any more.
func errResync() error {
	return Errorf(CodeResyncRequired, "this token is too old: load the mailbox again")
}

// changed tells whether what a revision changed lies beyond the token.
func (t SyncToken) changed(rev int64, id EntryID) bool {
	return rev > t.Rev || (rev == t.Rev && t.After != "" && id > t.After)
}

// turned tells whether the latest turn of an entry lies beyond the token.
func (t SyncToken) turned(turn time.Time, id EntryID) bool {
	return turn.After(t.Turned) || (!turn.IsZero() && turn.Equal(t.Turned) && t.AfterTurn != "" && id > t.AfterTurn)
}

// lost tells whether removals beyond the token are forgotten: all up to the revision floor are.
func (t SyncToken) lost(floor int64) bool {
	known := max(t.Rev, t.Base)
	return known < floor || (known == floor && t.Rev == floor && t.After != "" && t.Base < floor)
}
