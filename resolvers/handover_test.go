package resolvers_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

const newToken = "fcm-token-nieuw"

// held are the tokens by which a citizen's phones ring.
func (s *service) held(t testing.TB, p person) []string {
	t.Helper()
	tokens := []string{}
	box := s.mailbox(t, p)
	for _, d := range box.Push.Devices {
		claims, err := store.Find[model.DeviceClaim](t.Context(), s.store.Store, []string{d.Token.Hash()})
		must(t, err)
		if claims[d.Token.Hash()].Holds(box.ID, &d) {
			tokens = append(tokens, d.Token.Secret())
		}
	}
	return tokens
}

func TestAPhoneWithANewTokenHasOneOwnerToo(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(bram).register(t, phone, token)
	s.as(bram).register(t, "installatie-2", "fcm-token-van-toestel-2")
	s.as(an).register(t, phone, newToken)
	want(t, s.held(t, an), []string{newToken})
	want(t, s.held(t, bram), []string{"fcm-token-van-toestel-2"})
	want(t, s.as(bram).devices(t), 1)
	// And back again, with the first token.
	s.as(bram).register(t, phone, token)
	want(t, s.held(t, an), []string{})
	want(t, s.held(t, bram), []string{"fcm-token-van-toestel-2", token})
}

// A token that another installation took over since is that one's.
func TestATokenOfAnotherInstallationIsLeftAlone(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(bram).register(t, phone, token)
	s.as(bram).register(t, "installatie-2", token) // the app was installed anew
	s.as(an).register(t, phone, newToken)
	want(t, s.held(t, bram), []string{token})
	want(t, s.held(t, an), []string{newToken})
}

// eachCutOff registers Bram's phone, each time in a service of its own, lets somebody register it with another
// token, with one call to the store after the other the last that works, and checks what holds then. before is
// what the store held until then.
func eachCutOff(t *testing.T, who person, fresh string, check func(t *testing.T, s *service, before string)) {
	t.Helper()
	begin := func(t *testing.T) *service {
		t.Helper()
		s := newService(t)
		s.know(t, an, bram)
		s.as(bram).register(t, phone, token)
		return s
	}
	input := m{"input": device(phone, fresh)}
	var calls callBook
	calm := begin(t).again(t, wrapped(func(inner store.Store) store.Store { return storetest.Failing(inner, calls.note) }))
	opening := calls.count()
	calm.as(who).ask(t, registerDevice, input)
	all := newSideBySide()
	defer all.cases.Wait()
	for n := opening + 1; n <= calls.count(); n++ {
		all.run(t, fmt.Sprintf("%s, cut off at call %d", fresh, n-opening), func(t *testing.T) {
			s := begin(t)
			before := s.store.dump(t)
			cut := s.again(t, wrapped(func(inner store.Store) store.Store { return storetest.Failing(inner, storetest.From(n)) }))
			cut.as(who).try(t, registerDevice, input)
			check(t, s, before)
		})
	}
}

// Whatever call to the store is the last that works: once anything of the hand-over is written, the
// phone does not ring for the old owner, and registering again ends it.
func TestAHandOverThatIsCutOffNeverRingsForTheOldOwner(t *testing.T) {
	t.Parallel()
	for _, fresh := range []string{token, newToken} {
		eachCutOff(t, an, fresh, func(t *testing.T, s *service, before string) {
			if s.store.dump(t) != before && len(s.held(t, bram)) > 0 {
				t.Error("the phone rings for the old owner")
			}
			s.as(an).register(t, phone, fresh)
			if got := s.held(t, an); len(got) != 1 || got[0] != fresh || s.as(bram).devices(t) != 0 {
				t.Errorf("in the end the phone rings for %v, and the old owner has %d phones", got, s.as(bram).devices(t))
			}
		})
	}
}

// A refresh that was cut off leaves the old token in the mailbox, by which the phone rings on. Another
// citizen who signs in on that phone, with a third token, ends that too.
func TestAHandOverAfterARefreshThatWasCutOff(t *testing.T) {
	t.Parallel()
	eachCutOff(t, bram, newToken, func(t *testing.T, s *service, _ string) {
		if got := s.held(t, bram); len(got) != 1 {
			t.Errorf("the phone rings by %v", got)
		}
		s.as(an).register(t, phone, "fcm-token-nog-nieuwer")
		if got := s.held(t, bram); len(got) > 0 {
			t.Errorf("the phone rings for its old owner by %v", got)
		}
		want(t, s.held(t, an), []string{"fcm-token-nog-nieuwer"})
	})
}

// between is a store that does something once, right before the first record of a collection is saved.
type between struct {
	store.Store
	collection string
	once       *sync.Once
	do         func()
}

func (b between) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if collection == b.collection {
		b.once.Do(b.do)
	}
	return b.Store.SaveRecords(ctx, collection, rows)
}

// Of two who register one installation at the same time, with a token each, the later one has it.
func TestTwoRegistrationsOfOnePhoneAtTheSameTime(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.know(t, an, bram)
	racing := s.again(t, wrapped(func(inner store.Store) store.Store {
		return between{inner, "devices", new(sync.Once), func() { s.as(bram).register(t, phone, newToken) }}
	}))
	wantError(t, racing.as(an).try(t, registerDevice, m{"input": device(phone, token)}), model.CodeConflict)
	want(t, s.held(t, an), []string{})
	want(t, s.held(t, bram), []string{newToken})
	s.as(an).register(t, phone, token)
	want(t, s.held(t, an), []string{token})
	want(t, s.held(t, bram), []string{})
}

// The old owner's app registers again right after its token was taken from it: the new owner takes it
// once more.
func TestAnOldOwnerWhoRegistersAgainDuringTheHandOver(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.know(t, an, bram)
	s.as(bram).register(t, phone, token)
	racing := s.again(t, wrapped(func(inner store.Store) store.Store {
		return between{inner, "installations", new(sync.Once), func() { s.as(bram).register(t, phone, token) }}
	}))
	racing.as(an).register(t, phone, newToken)
	want(t, s.held(t, an), []string{newToken})
	want(t, s.held(t, bram), []string{})
	want(t, s.as(bram).devices(t), 0)
}
