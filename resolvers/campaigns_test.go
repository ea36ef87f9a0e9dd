package resolvers_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// communicator is somebody of an organisation's communication team.
func (s *service) communicator(org, role, name string) caller {
	return s.with(issuerKeys()["ES256"].sign(claimsAt(s.clock.now(), jwt.MapClaims{
		"vo_doelgroepcode": "LB", "vo_orgcode": org, "burgerbode_role": role, "sub": name})))
}

func (s *service) author() caller   { return s.communicator(mechelen, "author", "els") }
func (s *service) approver() caller { return s.communicator(mechelen, "approver", "piet") }

const (
	campaignFields = `{ campaign { id state hash startsAt waitsForConfirmation endedAt author editors submitted { by } approval { by hash audience }
		problems { path } log { did by to note } } }`
	createCampaign = `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) ` + campaignFields + ` }`
	updateCampaign = `mutation ($input: UpdateCampaignInput!) { updateCampaign(input: $input) ` + campaignFields + ` }`
	dryRun         = `mutation ($input: CampaignDryRunInput!) { campaignDryRun(input: $input) { hash people rings feedOnly unreachable leftOut
		unreachableBy { municipality { nis } count } reasons { reason count } curve { from until count } problems { path } } }`
	testCampaign = `mutation ($input: SendCampaignTestInput!) { sendCampaignTest(input: $input) { results { installationId error { code } } } }`
)

// campaignDraft is one that may be submitted: for who lives in Mechelen and has not chosen digital post.
func campaignDraft() m {
	return m{
		"title": "Uw post digitaal in {gemeente}?", "text": "U kiest zelf hoe u uw post krijgt.", "link": "https://mechelen.example/post",
		"pushText": "U kunt nu kiezen voor digitale post.", "rule": m{"not": m{"digital": true}}, "perMinute": 600,
		"window":    m{"days": []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"}, "from": "10:00", "until": "19:00"},
		"expiresAt": opening.AddDate(0, 1, 0),
	}
}

// create makes a campaign and answers its id and hash.
func (c caller) create(t testing.TB, draft m) (id, hash string) {
	t.Helper()
	made := c.ask(t, createCampaign, m{"input": m{"clientId": "campagne-1", "draft": draft}})
	return made.text("createCampaign.campaign.id"), made.text("createCampaign.campaign.hash")
}

// does is one step of a campaign.
func (c caller) does(t testing.TB, step, id string, more ...m) answer {
	t.Helper()
	input := m{"id": id}
	for _, fields := range more {
		maps.Copy(input, fields)
	}
	query := fmt.Sprintf(`mutation ($input: %s%sInput!) { %s(input: $input) %s }`, strings.ToUpper(step[:1]), step[1:], step, campaignFields)
	return c.try(t, query, m{"input": input})
}

// wantState wants a step to have led there.
func wantState(t testing.TB, a answer, state model.CampaignState) {
	t.Helper()
	for _, payload := range asMap(a.Data) {
		want(t, payload.(m)["campaign"].(m)["state"], state)
	}
	if len(a.Errors) > 0 {
		t.Errorf("want %s: %s", state, short(a.raw))
	}
}

func asMap(data any) m {
	object, _ := data.(m)
	return object
}

// people gives so many citizens of Mechelen a mailbox; every second one has a phone.
func (s *service) people(t testing.TB, count int) {
	t.Helper()
	for i := range count {
		id := model.CitizenID(model.HashID("inhabitant", fmt.Sprint(i)))
		_, err := s.mailboxes.Update(t.Context(), id, func(box *model.Mailbox) error {
			preferences := box.Preferences
			preferences.Residence, preferences.Campaigns = "12025", true
			box.SetPreferences(preferences, s.clock.now())
			if i%2 == 0 {
				box.RegisterDevice(model.Device{InstallationID: "phone", Token: model.FCMToken(id), Platform: model.PlatformAndroid, Permission: true}, s.clock.now())
			}
			return nil
		})
		must(t, err)
	}
}

func TestACampaignPassesThroughItsStates(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 12)
	author, approver := s.author(), s.approver()
	id, hash := author.create(t, campaignDraft())
	again, _ := author.create(t, campaignDraft())
	want(t, again, id)
	for range 2 { // each step may be repeated
		wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED")
	}
	wantError(t, author.does(t, "approveCampaign", id, m{"hash": hash}), model.CodeForbidden)
	wantState(t, approver.does(t, "rejectCampaign", id, m{"note": "Nog eens nalezen"}), "DRAFT")
	wantError(t, approver.does(t, "approveCampaign", id, m{"hash": hash}), model.CodeConflict)
	wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED")
	for range 2 {
		approved := approver.does(t, "approveCampaign", id, m{"hash": hash})
		wantState(t, approved, "APPROVED")
		want(t, approved.at("approveCampaign.campaign.approval"), m{"by": "piet", "hash": hash, "audience": 10})
	}
	wantError(t, s.communicator(mechelen, "approver", "joris").does(t, "approveCampaign", id, m{"hash": hash}), model.CodeConflict)
	wantError(t, author.does(t, "scheduleCampaign", id, m{"at": opening.Add(-time.Hour)}), model.CodeInvalid, "at")
	wantState(t, author.does(t, "scheduleCampaign", id, m{"at": opening.Add(time.Hour)}), "SCHEDULED")
	wantError(t, author.does(t, "pauseCampaign", id), model.CodeConflict)

	start := func(rule func(c *model.Campaign) (bool, error)) { // as the engine does
		_, err := store.ChangeRecord(t.Context(), s.store, model.CampaignID(id), rule)
		must(t, err)
	}
	s.clock.advance(time.Hour)
	start(func(c *model.Campaign) (bool, error) { return c.StartCanary(12, time.Hour, s.clock.now()) })
	waits := author.ask(t, `query ($id: ID!) { campaign(id: $id) { state waitsForConfirmation canary { audience share until } } }`, m{"id": id})
	want(t, waits.at("campaign"), m{"state": "PAUSED", "waitsForConfirmation": true, "canary": m{"audience": 10, "share": 0, "until": nil}})
	for range 2 {
		wantState(t, approver.does(t, "resumeCampaign", id), "RUNNING")
	}
	wantError(t, author.does(t, "updateCampaign", id, m{"draft": change(campaignDraft(), "title", "Anders")}), model.CodeConflict)
	wantState(t, author.does(t, "pauseCampaign", id), "PAUSED")
	wantState(t, author.does(t, "cancelCampaign", id), "CANCELLED")
	ended := author.does(t, "cancelCampaign", id)
	wantState(t, ended, "CANCELLED")
	wantError(t, author.does(t, "resumeCampaign", id), model.CodeConflict)
	want(t, ended.each("cancelCampaign.campaign.log", "did"), []string{
		"Create", "Submit", "Reject", "Submit", "Approve", "Schedule", "StartCanary", "Resume", "Pause", "Cancel"})
	want(t, ended.each("cancelCampaign.campaign.log", "by"), []string{
		"els", "els", "piet", "els", "piet", "els", "<nil>", "piet", "els", "els"})
}

func TestAnEditVoidsTheApproval(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 8)
	author, approver := s.author(), s.approver()
	id, hash := author.create(t, campaignDraft())
	wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED")
	wantState(t, approver.does(t, "approveCampaign", id, m{"hash": hash}), "APPROVED")
	other := change(campaignDraft(), "text", "U kiest zelf. Het kan vandaag nog.")
	edited := author.does(t, "updateCampaign", id, m{"draft": other, "hash": hash})
	wantState(t, edited, "DRAFT")
	if edited.at("updateCampaign.campaign.approval") != nil || edited.text("updateCampaign.campaign.hash") == hash {
		t.Errorf("the approval stands: %s", edited.raw)
	}
	wantState(t, author.does(t, "updateCampaign", id, m{"draft": other, "hash": hash}), "DRAFT") // the answer was lost
	wantError(t, author.does(t, "updateCampaign", id, m{"draft": campaignDraft(), "hash": "x"}), model.CodeConflict)
	wantState(t, author.does(t, "submitCampaign", id), "SUBMITTED")
	wantError(t, approver.does(t, "approveCampaign", id, m{"hash": hash}), model.CodeConflict)
	wantState(t, approver.does(t, "approveCampaign", id, m{"hash": edited.text("updateCampaign.campaign.hash")}), "APPROVED")
	// Who once wrote some of it approves none of it, in whatever role.
	wantError(t, s.communicator(mechelen, "approver", "els").does(t, "approveCampaign", id, m{"hash": edited.text("updateCampaign.campaign.hash")}), model.CodeForbidden)
	wantError(t, author.try(t, createCampaign, m{"input": m{"clientId": "campagne-1", "draft": other}}), model.CodeConflict)
}

func TestWhoMayDoWhatWithCampaigns(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, hash := s.author().create(t, campaignDraft())
	foreign := s.communicator(kraainem, "author", "els")
	for _, step := range []struct {
		caller caller
		name   string
		more   m
	}{
		{foreign, "submitCampaign", nil}, {foreign, "updateCampaign", m{"draft": campaignDraft()}}, {foreign, "pauseCampaign", nil},
		{foreign, "resumeCampaign", nil}, {foreign, "cancelCampaign", nil}, {foreign, "scheduleCampaign", m{"at": opening.Add(time.Hour)}},
		{s.communicator(kraainem, "approver", "piet"), "approveCampaign", m{"hash": hash}},
		{s.communicator(kraainem, "approver", "piet"), "rejectCampaign", m{"note": "Neen"}},
	} {
		wantError(t, step.caller.does(t, step.name, id, step.more), model.CodeNotFound)
	}
	one := `query ($id: ID!) { campaign(id: $id) { id } }`
	wantError(t, foreign.try(t, one, m{"id": id}), model.CodeNotFound)
	wantError(t, s.author().try(t, one, m{"id": "nergens"}), model.CodeNotFound)
	wantError(t, foreign.try(t, dryRun, m{"input": m{"id": id}}), model.CodeNotFound)
	wantError(t, foreign.try(t, testCampaign, m{"input": m{"id": id, "clientId": "proef-0001", "installationIds": []string{phone}}}), model.CodeNotFound)
	wantError(t, foreign.try(t, createCampaign, m{"input": m{"clientId": "campagne-2", "draft": change(campaignDraft(), "minus", []string{id})}}),
		model.CodeInvalid, "draft.minus[0]")
	want(t, foreign.ask(t, `{ campaigns { totalCount } }`).at("campaigns"), m{"totalCount": 0})

	approver := s.approver()
	wantError(t, approver.try(t, createCampaign, m{"input": m{"clientId": "campagne-2", "draft": campaignDraft()}}), model.CodeForbidden)
	wantError(t, approver.does(t, "submitCampaign", id), model.CodeForbidden)
	wantError(t, s.author().does(t, "rejectCampaign", id, m{"note": "Neen"}), model.CodeForbidden)
	for _, other := range []caller{s.as(an), s.sender(mechelen)} {
		wantError(t, other.try(t, one, m{"id": id}), model.CodeForbidden)
	}
	wantError(t, s.communicator(supplier, "author", "els").try(t, `{ campaigns { totalCount } }`), model.CodeForbidden)
	wantError(t, s.communicator(stranger, "author", "els").try(t, `{ campaigns { totalCount } }`), model.CodeForbidden)
	wantError(t, s.communicator(mechelen, "author", "").try(t, `{ campaigns { totalCount } }`), model.CodeUnauthenticated)
}

func TestEveryWrongFieldOfACampaignAtOnce(t *testing.T) {
	t.Parallel()
	s := newService(t)
	draft := m{
		"title": "", "text": "", "link": "http://mechelen.example", "pushText": "Betaal op www.mechelen.example",
		"perMinute": 0, "expiresAt": opening.Add(-time.Hour), "references": "geen-lijst",
		"window": m{"days": []string{}, "from": "19:00", "until": "10:00"},
		"rule": m{"all": []m{
			{"letter": m{"kind": "GAS_FINE"}}, {"not": m{"any": []m{{"municipality": "23099"}, {"born": []string{"1955-1958"}}}}}, {"digital": true, "phone": true},
		}},
	}
	id, _ := s.author().create(t, draft)
	wrong := []string{
		"title", "text", "link", "pushText", "pushText", "perMinute", "expiresAt", "references", "window",
		"rule.all[0].letter.kind", "rule.all[1].not.any[0].municipality", "rule.all[1].not.any[1].born[0]", "rule.all[2]",
	}
	submitted := s.author().does(t, "submitCampaign", id)
	wantError(t, submitted, model.CodeInvalid, wrong...)
	shown := s.author().ask(t, `query ($id: ID!) { campaign(id: $id) { problems { path } draft { rule { all { letter { kind run opened } digital not { any { municipality born } } } } references } } }`, m{"id": id})
	want(t, len(shown.list("campaign.problems")), len(wrong))
	want(t, shown.at("campaign.draft.rule.all.1.not.any"), []m{{"municipality": "23099", "born": nil}, {"municipality": nil, "born": []string{"1955-1958"}}})
	want(t, shown.at("campaign.draft.rule.all.0.letter"), m{"kind": "GAS_FINE", "run": nil, "opened": nil})
	wantError(t, s.author().try(t, dryRun, m{"input": m{"id": id}}), model.CodeInvalid, wrong[5:]...)

	for _, placeholder := range []string{"{naam}", "{termijn}"} { // unknown, and never known here
		edited := s.author().does(t, "updateCampaign", id, m{"draft": change(campaignDraft(), "text", "Beste "+placeholder)})
		want(t, edited.at("updateCampaign.campaign.problems"), []m{{"path": "text"}})
	}
	for name, kind := range map[string]string{"fine": "GAS_FINE", "dunning": "DUNNING", "assessor": "ASSESSOR_LETTER", "jury": "JURY_CARD"} {
		made := s.author().ask(t, createCampaign, m{"input": m{"clientId": "campagne-" + name, "draft": change(campaignDraft(), "rule", m{"letter": m{"kind": kind}})}})
		refused := s.author().does(t, "submitCampaign", made.text("createCampaign.campaign.id"))
		wantError(t, refused, model.CodeInvalid, "rule.letter.kind")
	}
}

func TestADryRunIsRounded(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 13)
	id, hash := s.author().create(t, campaignDraft())
	run := s.author().ask(t, dryRun, m{"input": m{"id": id}})
	want(t, run.at("campaignDryRun.hash"), hash)
	want(t, []any{run.at("campaignDryRun.people"), run.at("campaignDryRun.rings"), run.at("campaignDryRun.feedOnly"), run.at("campaignDryRun.unreachable")}, []int{15, 5, 5, 5})
	want(t, run.at("campaignDryRun.unreachableBy"), []m{{"municipality": m{"nis": "12025"}, "count": 5}})
	want(t, run.at("campaignDryRun.curve"), []m{{"from": opening, "until": opening.Add(time.Hour), "count": 15}})
	want(t, run.at("campaignDryRun.leftOut"), 0)
	want(t, run.list("campaignDryRun.problems"), []m{})
	for i := range run.list("campaignDryRun.reasons") {
		if count := run.at(fmt.Sprintf("campaignDryRun.reasons.%d.count", i)).(float64); count < 5 || int(count)%5 != 0 {
			t.Errorf("a count of %v", count)
		}
	}
	nobody := s.communicator(kraainem, "author", "an")
	other, _ := nobody.create(t, campaignDraft())
	run = nobody.ask(t, dryRun, m{"input": m{"id": other, "startsAt": opening.Add(24 * time.Hour)}})
	want(t, run.at("campaignDryRun.people"), 5)
	want(t, run.each("campaignDryRun.problems", "path"), []string{"rule"})
	wantError(t, nobody.try(t, dryRun, m{"input": m{"id": other, "startsAt": opening.Add(-time.Hour)}}), model.CodeInvalid, "startsAt")
	wantState(t, nobody.does(t, "submitCampaign", other), "SUBMITTED")
	approver := s.communicator(kraainem, "approver", "bo")
	campaign := nobody.ask(t, `query ($id: ID!) { campaign(id: $id) { hash } }`, m{"id": other})
	wantError(t, approver.does(t, "approveCampaign", other, m{"hash": campaign.text("campaign.hash")}), model.CodeInvalid, "rule")
}

func TestCountsAreAuditedAndLimited(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 6)
	id, _ := s.author().create(t, campaignDraft())
	for range 100 {
		s.clock.advance(time.Second)
		s.author().ask(t, dryRun, m{"input": m{"id": id}})
	}
	limited := s.author().try(t, dryRun, m{"input": m{"id": id}})
	wantError(t, limited, model.CodeRateLimited)
	if after := limited.Errors[0].Extensions.After; after < 11*3600 || after > 12*3600 {
		t.Errorf("try again after %d s", after)
	}
	s.communicator(mechelen, "author", "rik").ask(t, dryRun, m{"input": m{"id": id}}) // has a hundred of its own
	audit := s.sender(mechelen).ask(t, `{ organisation { audit(first: 100) { nodes { action subject person by { code } } } } }`)
	want(t, len(audit.list("organisation.audit.nodes")), 100)
	want(t, audit.at("organisation.audit.nodes.5"), m{"action": "AUDIENCE_COUNTED", "subject": id, "person": "els", "by": m{"code": mechelen}})
	s.clock.advance(24 * time.Hour)
	s.author().ask(t, dryRun, m{"input": m{"id": id}})
}

// crowding lets the first callers go on from a count of records only once all of them have it.
type crowding struct {
	store.Store
	arrived *sync.WaitGroup
	places  chan struct{}
}

func (c crowding) CountRecords(ctx context.Context, collection, list string) (int, error) {
	count, err := c.Store.CountRecords(ctx, collection, list)
	select {
	case <-c.places:
		c.arrived.Done()
		c.arrived.Wait()
	default:
	}
	return count, err
}

// Whoever asks many times at once gets no more than one after the other.
func TestTheLimitHoldsForManyAtOnce(t *testing.T) {
	t.Parallel()
	const left, atOnce = 3, 8
	crowd := crowding{arrived: &sync.WaitGroup{}, places: make(chan struct{}, atOnce)}
	crowd.arrived.Add(atOnce)
	for range atOnce {
		crowd.places <- struct{}{}
	}
	s := newService(t, wrapped(func(inner store.Store) store.Store { crowd.Store = inner; return crowd }))
	s.people(t, 6)
	for i := range 100 - left {
		entry := model.NewPersonAudit(mechelen, "els", model.AuditCounted, fmt.Sprint("eerder-", i), s.clock.now())
		_, err := store.Add(t.Context(), s.store.Store, []*model.Audit{entry})
		must(t, err)
	}
	var asking sync.WaitGroup
	answers := make([]answer, atOnce)
	for i := range answers {
		rule := m{"born": []string{fmt.Sprintf("%d-%d", 1950+5*i, 1954+5*i)}} // each another one
		asking.Go(func() { answers[i] = s.author().try(t, countAudience, m{"input": m{"rule": rule}}) })
	}
	asking.Wait()
	counted := 0
	for _, a := range answers {
		if len(a.Errors) == 0 {
			counted++
			continue
		}
		wantError(t, a, model.CodeRateLimited)
	}
	if counted > left {
		t.Errorf("%d counts were left, and %d were made", left, counted)
	}
	want(t, s.author().ask(t, askDesk).at("campaignDesk.countsLeft"), 0)
}

func TestATestReachesOnlyThePhonesNamed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	s.as(bram).register(t, "pixel-van-bram", "fcm-token-bram")
	id, _ := s.author().create(t, campaignDraft())
	input := m{"id": id, "clientId": "proef-0001", "installationIds": []string{phone, "geen-telefoon"}}
	for range 2 {
		tested := s.author().ask(t, testCampaign, m{"input": input})
		want(t, tested.at("sendCampaignTest.results"), []m{{"installationId": phone, "error": nil}, {"installationId": "geen-telefoon", "error": m{"code": "NOT_FOUND"}}})
	}
	box := s.mailbox(t, an)
	want(t, len(box.Push.Outbox), 1)
	want(t, []any{box.Push.Outbox[0].Topic, box.Push.Outbox[0].Device}, []any{"TEST", box.Push.Devices[0].Registration})
	want(t, len(box.Told), 0)
	want(t, len(s.mailbox(t, bram).Push.Outbox), 0)
	feed := s.as(an).ask(t, `{ viewer { feed { nodes { ... on Reminder { title announcement { text } } } } } }`)
	want(t, feed.at("viewer.feed.nodes.0.title"), "TEST: Uw post digitaal in uw gemeente?")
	if text := feed.text("viewer.feed.nodes.0.announcement.text"); !strings.HasPrefix(text, "Dit is een test") {
		t.Errorf("the text is %q", text)
	}
	input["clientId"] = "proef-0002"
	want(t, s.author().ask(t, testCampaign, m{"input": input}).at("sendCampaignTest.results.0.error"), m{"code": "RATE_LIMITED"})
	phishing, _ := s.communicator(kraainem, "author", "an").create(t, change(campaignDraft(), "pushText", "Betaal nu"))
	wantError(t, s.communicator(kraainem, "author", "an").try(t, testCampaign, m{"input": m{"id": phishing, "clientId": "proef-0003", "installationIds": []string{phone}}}),
		model.CodeInvalid, "pushText")
}

func TestAnUploadedListIsARule(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliver(t, numbered(3, an)...)
	upload := `mutation ($input: UploadCampaignReferencesInput!) { uploadCampaignReferences(input: $input) { id count } }`
	input := m{"run": run, "references": []string{"1", "2", "2"}}
	list := s.author().ask(t, upload, m{"input": input})
	want(t, list.at("uploadCampaignReferences.count"), 2)
	want(t, s.author().ask(t, upload, m{"input": input}).Data, list.Data)
	wantError(t, s.author().try(t, upload, m{"input": m{"run": "nergens", "references": []string{"1"}}}), model.CodeInvalid, "run")
	draft := change(change(campaignDraft(), "rule", m{"listed": m{"run": run, "opened": "UNOPENED"}}), "references", list.text("uploadCampaignReferences.id"))
	id, _ := s.author().create(t, draft)
	wantState(t, s.author().does(t, "submitCampaign", id), "SUBMITTED")
	foreign := s.communicator(kraainem, "author", "an")
	stolen, _ := foreign.create(t, draft)
	if got := foreign.does(t, "submitCampaign", stolen); got.status != http.StatusOK || len(got.Errors) != 1 {
		t.Errorf("another organisation's list: %s", got.raw)
	}
}

func TestCampaignsAreListedNewestFirst(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var ids []string
	for i := range 5 {
		made := s.author().ask(t, createCampaign, m{"input": m{"clientId": fmt.Sprintf("campagne-%d", i), "draft": campaignDraft()}})
		ids = append([]string{made.text("createCampaign.campaign.id")}, ids...)
		s.clock.advance(time.Minute)
	}
	list := `query ($after: String, $states: [CampaignState!]) { campaigns(first: 2, after: $after, states: $states) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`
	var seen []string
	var after any
	for range 3 {
		page := s.approver().ask(t, list, m{"after": after})
		want(t, page.at("campaigns.totalCount"), 5)
		seen = append(seen, page.each("campaigns.nodes", "id")...)
		after = page.at("campaigns.pageInfo.endCursor")
	}
	want(t, seen, ids)
	wantState(t, s.author().does(t, "cancelCampaign", ids[2]), "CANCELLED")
	want(t, s.author().ask(t, list, m{"states": []string{"CANCELLED"}}).each("campaigns.nodes", "id"), []string{ids[2]})
	wantError(t, s.author().try(t, list, m{"after": "x"}), model.CodeInvalid, "after")
}

func TestItIsNotedInWhichYearsACitizenWasBorn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliver(t, callLetter("1", an))
	s.sender(mechelen).reportAll(t, status("1", "Ingediend", bram))
	s.as(cleo).ask(t, updatePreferences, m{"input": m{"municipality": "12025"}})
	want(t, []any{s.mailbox(t, an).Born, s.mailbox(t, bram).Born, s.mailbox(t, cleo).Born}, []string{"1985-1989", "1970-1974", "2010-2014"})
}

// withCampaign is a campaign in a state, and its id.
func (s *service) withCampaign(t testing.TB, state model.CampaignState) (id, hash string) {
	t.Helper()
	id, hash = s.author().create(t, campaignDraft())
	if state == model.CampaignDrafted {
		return id, hash
	}
	s.people(t, 6)
	wantState(t, s.author().does(t, "submitCampaign", id), "SUBMITTED")
	if state == model.CampaignSubmitted {
		return id, hash
	}
	s.asEngine(t, id, func(c *model.Campaign) (bool, error) { // without a walk through all slots: many tests begin here
		return c.Approve("piet", hash, 6, model.Scope{Org: organisations()[0]}, s.clock.now())
	})
	if state == model.CampaignApproved {
		return id, hash
	}
	_, err := store.ChangeRecord(t.Context(), s.store, model.CampaignID(id), func(c *model.Campaign) (bool, error) {
		c.State, c.Resumes, c.Canary = state, model.CampaignRunning, &model.CampaignCanary{StartedAt: s.clock.now(), Audience: 6}
		return true, nil
	})
	must(t, err)
	return id, hash
}

// campaignOperations are those on campaigns that are tried while the store fails.
func campaignOperations() map[string]operation {
	id := string(model.NewCampaignID(mechelen, "campagne-1"))
	step := func(state model.CampaignState, asked func(*service) caller, name string, more m) operation {
		return operation{
			func(t *testing.T, s *service) { s.withCampaign(t, state) },
			func(t *testing.T, s *service) answer { t.Helper(); return asked(s).does(t, name, id, more) },
		}
	}
	author, approver := (*service).author, (*service).approver
	return map[string]operation{
		"create a campaign": {nil, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, createCampaign, m{"input": m{"clientId": "campagne-1", "draft": campaignDraft()}})
		}},
		"edit a campaign":     step(model.CampaignSubmitted, author, "updateCampaign", m{"draft": change(campaignDraft(), "title", "Anders")}),
		"submit a campaign":   step(model.CampaignDrafted, author, "submitCampaign", nil),
		"reject a campaign":   step(model.CampaignSubmitted, approver, "rejectCampaign", m{"note": "Neen"}),
		"schedule a campaign": step(model.CampaignApproved, author, "scheduleCampaign", m{"at": opening.Add(time.Hour)}),
		"pause a campaign":    step(model.CampaignRunning, author, "pauseCampaign", nil),
		"resume a campaign":   step(model.CampaignPaused, author, "resumeCampaign", nil),
		"cancel a campaign":   step(model.CampaignRunning, author, "cancelCampaign", nil),
		"approve a campaign": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignSubmitted) }, func(t *testing.T, s *service) answer {
			t.Helper()
			looked := s.approver().try(t, `query ($id: ID!) { campaign(id: $id) { hash } }`, m{"id": id})
			if len(looked.Errors) > 0 {
				return looked
			}
			return s.approver().does(t, "approveCampaign", id, m{"hash": looked.text("campaign.hash")})
		}},
		"count a campaign": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignSubmitted) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, dryRun, m{"input": m{"id": id}})
		}},
		"report a campaign": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignRunning) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, askReport, m{"id": id})
		}},
		"see how it goes": {func(t *testing.T, s *service) { s.withCount(t, id) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, `query ($id: ID!) { campaign(id: $id) { effect { told } } }`, m{"id": id})
		}},
		"follow a campaign": {func(t *testing.T, s *service) { s.withCount(t, id) }, func(t *testing.T, s *service) answer {
			t.Helper()
			events := s.author().subscribe(t, follow, m{"id": id})
			defer events.leave()
			_, got := events.next(t)
			return got
		}},
		"list the campaigns": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignDrafted) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, `{ campaigns { nodes { id problems { path } } } }`)
		}},
		"count a rule": {func(t *testing.T, s *service) { s.people(t, 6) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, countAudience, m{"input": m{"rule": m{"not": m{"digital": true}}}})
		}},
		"see the desk": {func(t *testing.T, s *service) { s.sender(mechelen).deliver(t, callLetter("1", an)) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, askDesk)
		}},
		"see the calendar": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignApproved) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, askCalendar, m{"from": "2026-06-01", "until": "2026-06-30"})
		}},
		"see the switch": {func(t *testing.T, s *service) { s.people(t, 3) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, `{ digitalSwitch(from: "2026-06") { avoidedCents } }`)
		}},
		"see the audit": {func(t *testing.T, s *service) { s.withCampaign(t, model.CampaignDrafted) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, askCampaignAudit)
		}},
		"upload references": {func(t *testing.T, s *service) { s.sender(mechelen).deliver(t, callLetter("1", an)) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.author().try(t, `mutation ($input: UploadCampaignReferencesInput!) { uploadCampaignReferences(input: $input) { id } }`,
				m{"input": m{"run": run, "references": []string{"1"}}})
		}},
		"test a campaign": {func(t *testing.T, s *service) {
			s.withCampaign(t, model.CampaignDrafted)
			s.as(an).register(t, phone, token)
		},
			func(t *testing.T, s *service) answer {
				t.Helper()
				return s.author().try(t, testCampaign, m{"input": m{"id": id, "clientId": "proef-0001", "installationIds": []string{phone}}})
			}},
		"open an announcement": {announced, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.as(an).try(t, openAnnouncement, m{"input": m{"id": model.AnnouncementID(s.citizen(t, an), "digitaal")}})
		}},
	}
}

const openAnnouncement = `mutation ($input: OpenAnnouncementInput!) { openAnnouncement(input: $input) { reminder { announcement { firstOpenedAt } } } }`

// announced tells An of a campaign.
func announced(t *testing.T, s *service) {
	t.Helper()
	_, err := s.mailboxes.Update(t.Context(), s.citizen(t, an), func(box *model.Mailbox) error {
		return box.Announce("Uw post digitaal?", model.Announcement{
			Campaign: "digitaal", Sender: mechelen, Text: "Kies zelf.", ExpiresAt: s.clock.now().AddDate(0, 1, 0),
		}, "", s.clock.now(), s.clock.now())
	})
	must(t, err)
}

func TestACitizenOpensAnAnnouncement(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.know(t, an)
	announced(t, s)
	id := model.AnnouncementID(s.citizen(t, an), "digitaal")
	for range 2 {
		opened := s.as(an).ask(t, openAnnouncement, m{"input": m{"id": id}})
		want(t, opened.at("openAnnouncement.reminder.announcement.firstOpenedAt"), opening)
		s.clock.advance(time.Hour)
	}
	told, err := s.mailbox(t, an).ToldOf("digitaal")
	must(t, err)
	want(t, told.OpenedAt, opening)
	wantError(t, s.as(bram).try(t, openAnnouncement, m{"input": m{"id": id}}), model.CodeNotFound)
	s.as(an).ask(t, `mutation ($input: DeleteReminderInput!) { deleteReminder(input: $input) { id } }`, m{"input": m{"id": id}})
	wantError(t, s.as(an).try(t, openAnnouncement, m{"input": m{"id": id}}), model.CodeGone)
}
