package campaign_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/notify"
	"burgerbode/notify/campaign"
	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"
)

const (
	stad     = model.OrgCode("OVO002067")
	author   = model.PersonID("an")
	approver = model.PersonID("bert")
	meant    = model.BirthBand("1955-1959") // whom the campaign is for
	patience = 3 * time.Minute
	bookAge  = 100 * time.Millisecond // for so long a notifier may not know of a pause
)

// world is a store with citizens, a fake FCM, and a clock that runs on from noon on a Wednesday.
type world struct {
	t        *testing.T
	store    store.Store
	boxes    *store.Mailboxes
	fake     *fcmtest.Server
	endpoint string
	began    time.Time
	frozen   bool          // the clock stands still
	wait     time.Duration // of a canary
	rest     time.Duration // between two rounds of walks
	log      *slog.Logger

	all      []model.CitizenID        // who was there from the beginning
	audience []model.CitizenID        // for whom the campaign is, known from outside
	rings    map[model.CitizenID]bool // of those: who has a phone and wants it
}

// Of this many citizens more than 1,000 are meant, so that there is a canary; of few it is confirmed instead.
const many, few = 1120, 220

func newWorld(t *testing.T, options fcmtest.Options, citizens int) *world {
	t.Helper()
	w := &world{t: t, began: time.Now(), wait: 200 * time.Millisecond, rest: time.Second, rings: map[model.CitizenID]bool{}, log: slog.New(slog.DiscardHandler)}
	s, err := sqlite.Open(t.Context(), "sqlite::memory:", w.log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
	w.store, w.boxes = s, &store.Mailboxes{Store: s, Now: w.now, Log: w.log}
	w.fake, w.endpoint = fcmtest.Start(t, options)
	if _, err := store.Add(t.Context(), s, []*model.Organisation{{Code: stad, Name: "Stad Mechelen", NIS: []model.NIS{"12025"}}}); err != nil {
		t.Fatal(err)
	}
	w.settle(citizens)
	return w
}

func (w *world) now() time.Time {
	if w.frozen {
		return model.Day("2026-05-20").At(12, 0)
	}
	return model.Day("2026-05-20").At(12, 0).Add(time.Since(w.began))
}

// settle makes citizens: of ten, nine are in the audience; of seven, one has no phone and another one wants
// no campaigns.
func (w *world) settle(count int) {
	w.t.Helper()
	for from := 0; from < count; from += store.MaxBatch {
		var boxes []*model.Mailbox
		var claims []*model.DeviceClaim
		for n := from; n < min(from+store.MaxBatch, count); n++ {
			id, err := model.NewCitizenID(bytes.NewReader(fmt.Appendf(nil, "%016d", n)))
			if err != nil {
				w.t.Fatal(err)
			}
			m, claim := w.citizen(id, n)
			w.all = append(w.all, id)
			boxes = append(boxes, m)
			if claim != nil {
				claims = append(claims, claim)
			}
		}
		if _, err := w.store.SaveMailboxes(w.t.Context(), boxes); err != nil {
			w.t.Fatal(err)
		}
		if _, err := store.SaveMany(w.t.Context(), w.store, claims); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) citizen(id model.CitizenID, n int) (*model.Mailbox, *model.DeviceClaim) {
	w.t.Helper()
	m, err := model.NewMailbox(id, rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	wanted := m.Preferences
	wanted.Residence, wanted.Campaigns = "12025", n%7 != 1
	m.SetPreferences(wanted, w.now())
	if n%10 > 0 {
		m.NoteBirth(meant)
		w.audience = append(w.audience, id)
		w.rings[id] = n%7 > 1
	} else {
		m.NoteBirth("1990-1994")
	}
	var claim *model.DeviceClaim
	if n%7 != 0 {
		claim = &model.DeviceClaim{ID: token(id).Hash()}
		claim.Take(id, "app")
		m.RegisterDevice(model.Device{
			InstallationID: "app", Token: token(id), Generation: claim.Generation, Platform: model.PlatformAndroid, AppVersion: "1.0",
			Permission: true, AppLanguage: model.Dutch,
		}, w.now())
	}
	m.Seal(w.now())
	return m, claim
}

func token(id model.CitizenID) model.FCMToken { return model.FCMToken("token-" + string(id)) }

// scope is what bounds the organisation's rules.
func scope(list *model.ReferenceList) model.Scope {
	return model.Scope{Org: &model.Organisation{Code: stad, Name: "Stad Mechelen", NIS: []model.NIS{"12025"}}, List: list}
}

// schedule has a campaign for the audience start now.
func (w *world) schedule(perMinute int) model.CampaignID {
	w.t.Helper()
	return w.scheduleFor(&model.Rule{Born: []model.BirthBand{meant}}, nil, perMinute)
}

// confirmed has a campaign for too few people for a canary under way.
func (w *world) confirmed(perMinute int) model.CampaignID {
	w.t.Helper()
	id := w.schedule(perMinute)
	w.confirm(id)
	return id
}

func (w *world) confirm(id model.CampaignID) {
	w.t.Helper()
	w.untilState(id, model.CampaignPaused)
	w.change(id, func(c *model.Campaign) (bool, error) { return c.Resume(approver, w.now()) })
}

// scheduleFor has a campaign for those who meet a rule start now, approved for the audience.
func (w *world) scheduleFor(rule *model.Rule, list *model.ReferenceList, perMinute int) model.CampaignID {
	w.t.Helper()
	now, scope, references := w.now(), scope(list), ""
	if list != nil {
		references = list.ID
	}
	c := model.NewCampaign(stad, "oproep", author, model.CampaignDraft{
		Title: "Uw pas ligt klaar", Text: "U kunt uw pas afhalen in het stadhuis.", PushText: "{afzender} heeft nieuws voor u.",
		Rule: rule.Text(), References: references, Window: model.DefaultWindow(), PerMinute: perMinute, ExpiresAt: now.AddDate(0, 0, 10),
	}, now)
	for what, operation := range []func() (bool, error){
		func() (bool, error) { return c.Submit(author, scope, now) },
		func() (bool, error) { return c.Approve(approver, c.Draft.Hash(), len(w.audience), scope, now) },
		func() (bool, error) { return c.Schedule(author, now, scope, now) },
	} {
		if _, err := operation(); err != nil {
			w.t.Fatalf("operation %d: %v", what, err)
		}
	}
	if _, err := store.Add(w.t.Context(), w.store, []*model.Campaign{c}); err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

// process is a notifier and an engine, as they run together.
type process struct {
	stop  context.CancelFunc
	ended sync.WaitGroup
}

func (w *world) run(name string) *process {
	w.t.Helper()
	client, err := fcm.New(w.t.Context(), fcm.Config{Project: "burgerbode", Endpoint: w.endpoint, Timeout: time.Minute}, w.log)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(client.Close)
	book := campaign.NewBook(w.store, bookAge)
	bell := store.NewBell(10_000)
	boxes := &store.Mailboxes{Store: w.store, Now: w.now, Log: w.log, Saved: bell.Ring}
	// The store in memory does one thing at a time, and under the race detector each takes milliseconds: more on a
	// busy machine, where nobody is to be taken for dead.
	n, err := notify.New(notify.Config{
		Name: name, Mailboxes: boxes, Sender: client, Bell: bell, Log: w.log, Campaigns: book, Ramp: time.Millisecond, Concurrency: 32,
		Beat: 200 * time.Millisecond, Fence: 20 * time.Second, Dead: 100 * time.Second, Timeout: time.Minute, Idle: 200 * time.Millisecond,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	e, err := campaign.New(campaign.Config{
		Mailboxes: boxes, Book: book, Holds: n.Holds, Log: w.log,
		Wait: w.wait, Look: 100 * time.Millisecond, Count: 500 * time.Millisecond, Rest: w.rest, Spare: 1,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(w.t.Context())
	p := &process{stop: stop}
	for _, run := range []func(context.Context) error{n.Run, e.Run} {
		p.ended.Go(func() {
			if err := run(ctx); err != nil {
				w.t.Errorf("run: %v", err)
			}
		})
	}
	w.t.Cleanup(p.halt)
	return p
}

func (p *process) halt() {
	p.stop()
	p.ended.Wait()
}

func (w *world) campaign(id model.CampaignID) *model.Campaign {
	w.t.Helper()
	c, err := store.Get[model.Campaign](w.t.Context(), w.store, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) change(id model.CampaignID, operation func(c *model.Campaign) (bool, error)) {
	w.t.Helper()
	if _, err := store.ChangeRecord(w.t.Context(), w.store, id, operation); err != nil {
		w.t.Fatal(err)
	}
}

// until waits for something to become so.
func (w *world) until(what string, is func() bool) {
	w.t.Helper()
	deadline, tick := time.After(patience), time.NewTicker(100*time.Millisecond) // looking costs, too
	defer tick.Stop()
	for !is() {
		select {
		case <-deadline:
			w.t.Fatalf("still not so: %s", what)
		case <-tick.C:
		}
	}
}

func (w *world) untilState(id model.CampaignID, state model.CampaignState) {
	w.t.Helper()
	w.until(fmt.Sprintf("the campaign is %s", state), func() bool {
		c := w.campaign(id)
		if c.State.Ended() && c.State != state {
			w.t.Fatalf("it is %s, %s", c.State, c.Why)
		}
		return c.State == state
	})
}

// rung are the push ids with which each phone was rung, of the requests that the fake took.
func (w *world) rung() map[string][]string {
	w.t.Helper()
	rung := map[string][]string{}
	for _, r := range w.fake.Log() {
		if r.Message == nil || r.Outcome != fcmtest.Accepted {
			continue
		}
		var message struct{ Data map[string]string }
		if err := json.Unmarshal(r.Message, &message); err != nil {
			w.t.Fatal(err)
		}
		rung[r.Token] = append(rung[r.Token], message.Data["pushId"])
	}
	return rung
}

// waiting is how many pushes of the campaign are not settled.
func (w *world) waiting(id model.CampaignID) int {
	w.t.Helper()
	waiting := 0
	for _, m := range w.told(id) {
		if push, err := m.PushByID(model.NewPushID(m.ID, model.AnnouncementID(m.ID, id), model.StepAnnounced)); err != nil || !push.State.Settled() {
			waiting++
		}
	}
	return waiting
}

// tally is what the engine last saved of how the campaign goes.
func (w *world) tally(id model.CampaignID) *model.CampaignTally {
	w.t.Helper()
	tally, err := store.Get[model.CampaignTally](w.t.Context(), w.store, id)
	if errors.Is(err, store.ErrNotFound) {
		return &model.CampaignTally{}
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return tally
}

// told are the citizens who have the campaign's record.
func (w *world) told(id model.CampaignID) map[model.CitizenID]*model.Mailbox {
	w.t.Helper()
	told := map[model.CitizenID]*model.Mailbox{}
	for part := range slices.Chunk(w.all, store.MaxBatch) {
		found, err := w.store.Mailboxes(w.t.Context(), part)
		if err != nil {
			w.t.Fatal(err)
		}
		for citizen, m := range found {
			if _, err := m.ToldOf(id); err == nil {
				told[citizen] = m
			}
		}
	}
	return told
}

// onceEach fails the test unless everybody in the audience, and nobody else, was told once: the entry, and a
// ring with one push id for whoever has a phone and wants it. Without repeats each rang only once, too.
func (w *world) onceEach(id model.CampaignID, repeats bool) {
	w.t.Helper()
	told, rung := w.told(id), w.rung()
	twice, missed, foreign := 0, 0, len(told)-len(w.audience)
	for _, citizen := range w.audience {
		m := told[citizen]
		if m == nil {
			missed++
			continue
		}
		if _, err := m.Reminder(model.AnnouncementID(citizen, id)); err != nil {
			missed++
		}
		ids := rung[token(citizen).Secret()]
		delete(rung, token(citizen).Secret())
		if w.rings[citizen] == (len(ids) == 0) {
			missed++
		}
		for i, other := range ids {
			if other != ids[0] || (i > 0 && !repeats) {
				twice++
			}
		}
	}
	w.t.Logf("audience %d, told twice %d, missed %d, strangers told %d, strange phones rung %d", len(w.audience), twice, missed, foreign, len(rung))
	if twice != 0 || missed != 0 || foreign != 0 || len(rung) != 0 {
		w.t.Error("not everybody was told once")
	}
}
