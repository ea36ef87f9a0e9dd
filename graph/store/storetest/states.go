package storetest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// states wants the states to be those of the mailboxes as they are saved, and nothing of who has none.
func (s *suite) states(ctx context.Context, t *testing.T) {
	db := s.Open(t)
	ids := citizenIDs(store.MaxBatch)
	none, err := db.States(ctx, ids)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("%d states in an empty store", len(none))
	}
	none, err = db.States(ctx, nil)
	must(t, err)
	if len(none) > 0 {
		t.Errorf("%d states of nobody", len(none))
	}
	if _, err := db.States(ctx, citizenIDs(store.MaxBatch+1)); err == nil {
		t.Error("more than a batch was taken")
	}
	bare, full := newMailbox(ids[0]), newMailbox(ids[1])
	full.Letters.Turns, full.Dossiers.Turns = []time.Time{at(1), at(3)}, []time.Time{at(2)}
	full.Reminders.Turns = []time.Time{at(-1), at(3), at(4)}
	saveAll(ctx, t, db, []*model.Mailbox{bare, full})
	compare := func(mailboxes ...*model.Mailbox) {
		t.Helper()
		found, err := db.States(ctx, ids)
		must(t, err)
		want := map[model.CitizenID]model.MailboxState{}
		for _, m := range mailboxes {
			want[m.ID] = m.State()
			for _, now := range []time.Time{at(-2), at(-1), at(2), at(3).Add(time.Millisecond), at(9)} {
				if got := found[m.ID].Token(now); got != m.Token(now) {
					t.Errorf("at %s the token is %+v, want %+v", now, got, m.Token(now))
				}
			}
		}
		if !reflect.DeepEqual(found, want) {
			t.Errorf("found %+v, want %+v", found, want)
		}
	}
	compare(bare, full)
	later := next(full)
	later.Life, later.Letters.Turns = "after a restore", nil
	must(t, save(ctx, t, db, later))
	wantConflict(t, "the same save again", save(ctx, t, db, next(full)))
	compare(bare, later)
	if got := later.State().NextTurn(at(-1)); !got.Equal(at(2)) {
		t.Errorf("the next turn is at %s", got)
	}
}
