package cmd_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/notify/fcm/fcmtest"
)

const (
	campaignOrg  = model.OrgCode("OVO002067")
	campaignBand = model.BirthBand("1955-1959") // whom the campaign is for
)

// The notifier is killed ten times while it tells citizens of a campaign, whatever it is doing. Nobody is told twice, that
// is with two push ids, and nobody is missed: judged from the audience, known from outside, and the fake FCM's log. With a
// server in BURGERBODE_TEST_MONGODB it is shown on that as well.
func TestACampaignSurvivesKills(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		killDuringACampaign(t, "sqlite://"+filepath.Join(t.TempDir(), "campaign.db"))
	})
	if uri := os.Getenv("BURGERBODE_TEST_MONGODB"); uri != "" {
		t.Run("mongodb", func(t *testing.T) {
			t.Parallel()
			killDuringACampaign(t, freshDatabase(t, uri, "campaign"))
		})
	}
}

func killDuringACampaign(t *testing.T, storeURL string) {
	citizens, kills := 20_000, 10
	if testing.Short() {
		citizens, kills = 1360, 2
	}
	w := newCampaignWorld(t, storeURL, citizens)
	id := w.schedule()
	for kill := range kills {
		n := w.notifier()
		target := 20 + kill*len(w.phones)/(kills+1) // the first in the canary, the others spread over what follows
		w.until("some were rung", func() bool { return len(w.fake.Log()) >= target || w.campaign(id).State.Ended() })
		<-time.After(time.Duration(mathrand.IntN(200)) * time.Millisecond)
		if err := n.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Error(err)
		}
		<-n.ended
		if w.campaign(id).State.Ended() {
			t.Fatalf("it was over before kill %d: %s", kill+1, w.campaign(id).Why)
		}
	}
	n := w.notifier()
	w.until("the campaign is done", func() bool { return w.campaign(id).State.Ended() })
	n.stop(t)
	t.Logf("%d kills", kills)
	w.judge(id)
}

// campaignWorld is a store on disk, a fake FCM and a clock, around notifiers that are killed.
type campaignWorld struct {
	t        *testing.T
	url      string
	store    store.Store
	clock    *jumpyClock
	binary   string
	fake     *fcmtest.Server
	endpoint string
	audience []model.CitizenID
	phones   map[string]model.CitizenID // token → of those, who is to be rung
}

func newCampaignWorld(t *testing.T, storeURL string, citizens int) *campaignWorld {
	t.Helper()
	folder := t.TempDir()
	w := &campaignWorld{t: t, url: storeURL, phones: map[string]model.CitizenID{}}
	w.binary = build(t, folder, "notifier")
	w.clock = &jumpyClock{t: t, path: filepath.Join(folder, "clock")}
	day := model.DayOf(time.Now())
	for model.WeekdayOf(day) != model.Wednesday {
		day = day.AddDays(1)
	}
	w.clock.set(time.Until(day.At(11, 0)))
	var err error
	if w.store, err = stores.Open(t.Context(), w.url, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	w.fake, w.endpoint = fcmtest.Start(t, fcmtest.Options{})
	if _, err := store.Add(t.Context(), w.store, []*model.Organisation{{Code: campaignOrg, Name: "Stad Mechelen", NIS: []model.NIS{"12025"}}}); err != nil {
		t.Fatal(err)
	}
	for from := 0; from < citizens; from += store.MaxBatch {
		w.settle(from, min(from+store.MaxBatch, citizens))
	}
	return w
}

// settle makes citizens. Of four, three are in the audience; of five, one wants no campaigns and has the entry only.
func (w *campaignWorld) settle(from, to int) {
	w.t.Helper()
	var boxes []*model.Mailbox
	var claims []*model.DeviceClaim
	for n := from; n < to; n++ {
		id := model.CitizenID(model.HashID("campaign citizen", fmt.Sprint(n)))
		m, err := model.NewMailbox(id, rand.Reader)
		if err != nil {
			w.t.Fatal(err)
		}
		wanted := m.Preferences
		wanted.Residence, wanted.Campaigns = "12025", n%5 > 0
		m.SetPreferences(wanted, w.clock.now())
		token := model.FCMToken("token-" + string(id))
		claim := &model.DeviceClaim{ID: token.Hash()}
		claim.Take(id, "app")
		m.RegisterDevice(model.Device{
			InstallationID: "app", Token: token, Generation: claim.Generation, Platform: model.PlatformAndroid, AppVersion: "1.0",
			Permission: true, AppLanguage: model.Dutch,
		}, w.clock.now())
		if n%4 > 0 {
			m.NoteBirth(campaignBand)
			w.audience = append(w.audience, id)
			if wanted.Campaigns {
				w.phones[token.Secret()] = id
			}
		}
		m.Seal(w.clock.now())
		boxes, claims = append(boxes, m), append(claims, claim)
	}
	if _, err := w.store.SaveMailboxes(w.t.Context(), boxes); err != nil {
		w.t.Fatal(err)
	}
	if _, err := store.SaveMany(w.t.Context(), w.store, claims); err != nil {
		w.t.Fatal(err)
	}
}

// schedule has a campaign start now.
func (w *campaignWorld) schedule() model.CampaignID {
	w.t.Helper()
	now := w.clock.now()
	scope := model.Scope{Org: &model.Organisation{Code: campaignOrg, Name: "Stad Mechelen", NIS: []model.NIS{"12025"}}}
	rule, perMinute := &model.Rule{Born: []model.BirthBand{campaignBand}}, model.MaxPerMinute
	if testing.Short() { // few citizens: there is to be time for the kills
		perMinute = 6_000
	}
	c := model.NewCampaign(campaignOrg, "kills", "an", model.CampaignDraft{
		Title: "Uw pas ligt klaar", Text: "U kunt uw pas afhalen in het stadhuis.", PushText: "{afzender} heeft nieuws voor u.",
		Rule: rule.Text(), Window: model.DefaultWindow(), PerMinute: perMinute, ExpiresAt: now.AddDate(0, 0, 10),
	}, now)
	_, submitted := c.Submit("an", scope, now)
	_, approved := c.Approve("bert", c.Draft.Hash(), len(w.audience), scope, now)
	_, scheduled := c.Schedule("an", now, scope, now)
	_, added := store.Add(w.t.Context(), w.store, []*model.Campaign{c})
	if err := errors.Join(submitted, approved, scheduled, added); err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

func (w *campaignWorld) notifier() *program {
	w.t.Helper()
	return startWith(w.t, w.binary, []string{"BURGERBODE_CRASH_AT=", "BURGERBODE_CRASH_CLOCK=" + w.clock.path},
		"--name", "crash", "--admin-addr", "", "--store", w.url, "--fcm-project", "demo", "--fcm-endpoint", w.endpoint, "--log-level", "warn",
		"--idle", "50ms", "--beat", "100ms", "--fence", "500ms", "--timeout", "1s", "--dead", "1600ms", "--ramp", "1s", "--canary-wait", "300ms")
}

func (w *campaignWorld) campaign(id model.CampaignID) *model.Campaign {
	w.t.Helper()
	c, err := store.Get[model.Campaign](w.t.Context(), w.store, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// rung are the push ids with which each phone was rung.
func (w *campaignWorld) rung() map[string]map[string]bool {
	w.t.Helper()
	rung := map[string]map[string]bool{}
	for _, r := range w.fake.Log() {
		if r.Message == nil || r.Outcome != fcmtest.Accepted {
			continue
		}
		var message struct{ Data map[string]string }
		if err := json.Unmarshal(r.Message, &message); err != nil {
			w.t.Fatal(err)
		}
		if rung[r.Token] == nil {
			rung[r.Token] = map[string]bool{}
		}
		rung[r.Token][message.Data["pushId"]] = true
	}
	return rung
}

func (w *campaignWorld) until(what string, is func() bool) {
	w.t.Helper()
	deadline, tick := time.After(3*time.Minute), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-deadline:
			w.t.Fatalf("still not so: %s; %d of %d phones rang", what, len(w.rung()), len(w.phones))
		case <-tick.C:
		}
	}
}

// judge counts who was told twice and who was missed.
func (w *campaignWorld) judge(id model.CampaignID) {
	w.t.Helper()
	if c := w.campaign(id); c.State != model.CampaignDone {
		w.t.Fatalf("the campaign is %s: %s", c.State, c.Why)
	}
	rung, twice, missed := w.rung(), 0, 0
	for token, ids := range rung {
		if len(ids) > 1 || w.phones[token] == "" {
			twice++
		}
	}
	for token := range w.phones {
		if len(rung[token]) == 0 {
			missed++
		}
	}
	for from := 0; from < len(w.audience); from += store.MaxBatch {
		part := w.audience[from:min(from+store.MaxBatch, len(w.audience))]
		found, err := w.store.Mailboxes(w.t.Context(), part)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, citizen := range part {
			if _, err := found[citizen].Reminder(model.AnnouncementID(citizen, id)); err != nil {
				missed++
			}
		}
	}
	requests := len(w.fake.Log())
	w.t.Logf("audience %d, phones %d, requests %d; told twice %d, missed %d", len(w.audience), len(w.phones), requests, twice, missed)
	if twice > 0 || missed > 0 {
		w.t.Error("not everybody was told once")
	}
}
