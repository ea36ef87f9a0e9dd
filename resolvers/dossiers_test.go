package resolvers_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

const source = "https://dossiers.mechelen.example"

// status is one of a dossier about an identity card.
func status(number, code string, to ...person) m {
	recipients := []any{}
	for _, p := range to {
		recipients = append(recipients, m{"insz": string(p)})
	}
	return m{
		"source": source, "number": number, "recipients": recipients, "procedure": "EID_APPLICATION",
		"title": "Aanvraag identiteitskaart", "at": "2026-06-01T09:00:00Z", "phase": "BEHANDELING", "code": code,
		"label": "In behandeling bij de stad",
	}
}

// statusAt is one of an hour of the day before.
func statusAt(number, code string, hour int, to ...person) m {
	return change(status(number, code, to...), "at", fmt.Sprintf("2026-05-31T%02d:00:00Z", hour))
}

const reportStatuses = `mutation ($input: ReportDossierStatusesInput!) { reportDossierStatuses(input: $input) { results {
	source number dossierId error { code message fields { path message } } } } }`

// reported is what became of one status.
type reported struct {
	Source    string           `json:"source"`
	Number    string           `json:"number"`
	DossierID string           `json:"dossierId"`
	Error     *graph.ItemError `json:"error"`
}

func (c caller) report(t testing.TB, statuses ...m) []reported {
	t.Helper()
	a := c.ask(t, reportStatuses, m{"input": m{"statuses": statuses}})
	var got struct {
		ReportDossierStatuses struct{ Results []reported } `json:"reportDossierStatuses"`
	}
	into(t, a.Data, &got)
	if len(got.ReportDossierStatuses.Results) != len(statuses) {
		t.Fatalf("%d results for %d statuses", len(got.ReportDossierStatuses.Results), len(statuses))
	}
	return got.ReportDossierStatuses.Results
}

// reportAll reports statuses, all of which must be accepted, and answers the last one's dossier.
func (c caller) reportAll(t testing.TB, statuses ...m) string {
	t.Helper()
	id := ""
	for _, result := range c.report(t, statuses...) {
		if result.Error != nil || result.DossierID == "" {
			t.Fatalf("%s was not accepted: %+v", result.Number, result.Error)
		}
		id = result.DossierID
	}
	return id
}

func TestAStatusReachesTheFeed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	sent := status("1", "DossierOnvolledig", an)
	maps.Copy(sent, m{
		"nis": "12025", "about": m{"relation": "CHILD", "displayName": "Lotte"}, "detail": "Er ontbreekt een foto.",
		"actionRequired": true, "actionText": "Bezorg ons een foto.", "actionBefore": "2026-06-20", "at": "2026-06-01T11:00:00.5+02:00",
		"link": "https://mechelen.be/dossier/1",
		"manager": m{"name": "Jan Voorbeeld", "desk": "Burgerzaken", "address": "Grote Markt 1", "phone": "015 12 34 56",
			"email": "burgerzaken@mechelen.example", "website": "https://mechelen.be", "openingHours": "Van 9 tot 12 uur."},
	})
	id := s.sender(mechelen).reportAll(t, sent)
	want(t, id, model.DossierID(source, "1"))
	letter := s.sender(mechelen).deliverOne(t, change(callLetter("brief", an), "dossier", m{"source": source, "number": "1"}))

	shown := s.as(an).ask(t, `query ($id: ID!) { viewer { counts { unread toDo } pinned { totalCount } dossiers { totalCount } } node(id: $id) { id ... on Dossier {
		level organisation { code } source number procedure title municipality { name } about { displayName relation } link changedAt read archived
		manager { name desk address phone email website openingHours } letters { id dossier { id } } pushes { topic state }
		status { at phase code label detail actionRequired actionText actionBefore } history { code } } } }`, m{"id": id})
	want(t, shown.at("viewer"), m{"counts": m{"unread": 2, "toDo": 1}, "pinned": m{"totalCount": 2}, "dossiers": m{"totalCount": 1}})
	want(t, shown.at("node"), m{
		"id": id, "level": "MUNICIPAL", "organisation": m{"code": mechelen}, "source": source, "number": "1", "procedure": "EID_APPLICATION",
		"title": sent["title"], "municipality": m{"name": "Mechelen"}, "about": sent["about"], "link": sent["link"],
		"changedAt": "2026-06-01T09:00:00.5Z", "read": false, "archived": false, "manager": sent["manager"],
		"letters": []m{{"id": letter, "dossier": m{"id": id}}}, "pushes": []m{{"topic": "ACTION", "state": "PLANNED"}},
		"status": m{"at": "2026-06-01T09:00:00.5Z", "phase": "BEHANDELING", "code": "DossierOnvolledig", "label": sent["label"],
			"detail": sent["detail"], "actionRequired": true, "actionText": sent["actionText"], "actionBefore": "2026-06-20"},
		"history": []m{{"code": "DossierOnvolledig"}},
	})
}

func TestTheFirstStatusNamesWhomItConcernsAndLaterOnesNeedNot(t *testing.T) {
	t.Parallel()
	s := newService(t)
	nobody := s.sender(mechelen).report(t, status("1", "Ingediend"))[0]
	wantRefused(t, nobody.Error, model.CodeInvalid, "recipients")
	// Within one call too the later ones find those whom the first named.
	s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an, bram), statusAt("1", "InBehandeling", 9))
	s.sender(mechelen).reportAll(t, statusAt("1", "Beslist", 10, cleo))
	s.sender(mechelen).reportAll(t, statusAt("1", "Goedgekeurd", 11))
	for p, codes := range map[person][]string{
		an:   {"Goedgekeurd", "Beslist", "InBehandeling", "Ingediend"},
		bram: {"Goedgekeurd", "Beslist", "InBehandeling", "Ingediend"},
		cleo: {"Goedgekeurd", "Beslist", "InBehandeling", "Ingediend"}, // who is named later sees what was before
	} {
		shown := s.as(p).ask(t, `{ viewer { counts { unread } dossiers { nodes { history { code } } } } }`)
		want(t, shown.each("viewer.dossiers.nodes.0.history", "code"), codes)
		want(t, shown.at("viewer.counts.unread"), 1)
	}
}

// The end is the same in whatever order statuses come, and however often.
func TestStatusesComeRepeatedAndInAnyOrder(t *testing.T) {
	t.Parallel()
	statuses := []m{
		statusAt("1", "Ingediend", 8, an), statusAt("1", "InBehandeling", 9, an), statusAt("1", "Beslist", 10, an),
		change(statusAt("1", "Goedgekeurd", 11, an), "phase", "AFGEROND"), change(statusAt("1", "InWacht", 9, an), "notify", "SILENT"),
	}
	seen := func(s *service) any {
		return s.as(an).ask(t, `{ viewer { feed { nodes { ... on Dossier { changedAt read status { code } history { code at phase } } } } } }`).at("viewer.feed.nodes")
	}
	ordered := newService(t)
	ordered.sender(mechelen).reportAll(t, statuses...)
	wanted := seen(ordered)
	for seed := range uint64(8) {
		s := newService(t)
		random := rand.New(rand.NewPCG(seed, 0))
		for range 2 {
			for _, i := range random.Perm(len(statuses)) {
				s.sender(mechelen).reportAll(t, statuses[i])
			}
		}
		want(t, seen(s), wanted)
		before := s.store.dump(t)
		s.clock.advance(time.Minute)
		s.sender(mechelen).reportAll(t, statuses...)
		want(t, s.store.dump(t), before)
	}
}

func TestASilentStatusNeitherMovesNorMarks(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an))
	s.sender(mechelen).reportAll(t, statusAt("2", "Ingediend", 9, an))
	s.as(an).ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { rev } archiveEntries(input: {ids: [$id], archived: true}) { rev } }`, m{"id": id})
	s.sender(mechelen).reportAll(t, change(statusAt("1", "InBehandeling", 10), "notify", "SILENT"))
	query := `{ viewer { counts { unread } feed { nodes { ... on Dossier { number } } } archived: feed(filter: {archived: true}) {
		nodes { ... on Dossier { read changedAt status { code } pushes { state } } } } } }`
	shown := s.as(an).ask(t, query)
	want(t, shown.at("viewer"), m{"counts": m{"unread": 1}, "feed": m{"nodes": []m{{"number": "2"}}}, "archived": m{"nodes": []m{{
		"read": true, "changedAt": "2026-05-31T08:00:00Z", "status": m{"code": "InBehandeling"}, "pushes": []m{{"state": "DROPPED"}}}}}})

	// The next one that is to be seen brings it back, up and unread; FEED does not ring.
	s.sender(mechelen).reportAll(t, change(statusAt("1", "Beslist", 11), "notify", "FEED"))
	shown = s.as(an).ask(t, query)
	want(t, shown.each("viewer.feed.nodes", "number"), []string{"1", "2"})
	want(t, shown.at("viewer.counts.unread"), 2)
	want(t, len(s.mailbox(t, an).PushesAbout(model.EntryID(id))), 1)
}

func TestBadStatusesAreRefusedFieldByField(t *testing.T) {
	t.Parallel()
	with := func(path string, value any) m { return change(status("x", "Ingediend", an), path, value) }
	eleven := []any{}
	for range 11 {
		eleven = append(eleven, m{"insz": string(an)})
	}
	for name, test := range map[string]struct {
		status m
		fields []string
	}{
		"unknown code":              {status("x", "InBehandelingg", an), []string{"code"}},
		"in the future":             {with("at", "2026-06-01T10:05:01Z"), []string{"at"}},
		"action without a text":     {with("actionRequired", true), []string{"actionText"}},
		"action with a blank text":  {change(with("actionRequired", true), "actionText", " "), []string{"actionText"}},
		"no source":                 {with("source", ""), []string{"source"}},
		"source that is no URI":     {with("source", "bron"), []string{"source"}},
		"blank number":              {with("number", " "), []string{"number"}},
		"wrong recipient":           {with("recipients.0.insz", "85010100017"), []string{"recipients[0].insz"}},
		"eleven recipients":         {with("recipients", eleven), []string{"recipients"}},
		"blank title":               {with("title", ""), []string{"title"}},
		"unknown NIS":               {with("nis", "1"), []string{"nis"}},
		"outside the territory":     {with("nis", "44021"), []string{"nis"}},
		"link that is not https":    {with("link", "javascript:alert(1)"), []string{"link"}},
		"website that is not https": {with("manager", m{"website": "http://mechelen.be", "email": "x"}), []string{"manager.website", "manager.email"}},
		"child without a name":      {with("about", m{"relation": "CHILD"}), []string{"about.displayName"}},
		"oneself with a name":       {with("about", m{"relation": "SELF", "displayName": "An"}), []string{"about.displayName"}},
		"long label":                {with("label", strings.Repeat("é", 101)), []string{"label"}},
		"everything at once": {change(change(with("actionRequired", true), "code", "x"), "recipients.0.insz", ""),
			[]string{"actionText", "code", "recipients[0].insz"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			results := s.sender(mechelen).report(t, test.status, status("good", "Ingediend", bram))
			wantRefused(t, results[0].Error, model.CodeInvalid, test.fields...)
			if results[0].DossierID != "" || results[1].Error != nil {
				t.Errorf("%+v", results)
			}
			want(t, s.as(an).ask(t, `{ viewer { dossiers { totalCount } } }`).at("viewer.dossiers.totalCount"), 0)
		})
	}
}

func TestStatusesAsAWholeAreRefused(t *testing.T) {
	t.Parallel()
	s := newService(t)
	many := make([]m, 501)
	for i := range many {
		many[i] = status("1", "Ingediend", an)
	}
	for _, statuses := range [][]m{{}, many} {
		wantError(t, s.sender(mechelen).try(t, reportStatuses, m{"input": m{"statuses": statuses}}), model.CodeInvalid, "statuses")
	}
	wantError(t, s.sender(stranger).try(t, reportStatuses, m{"input": m{"statuses": many[:1]}}), model.CodeForbidden)
	wrongDay := change(many[0], "actionBefore", "2026-13-01")
	wantError(t, s.sender(mechelen).try(t, reportStatuses, m{"input": m{"statuses": []m{wrongDay}}}), model.CodeInvalid, "statuses[0].actionBefore")
}

func TestASourcesClockMayBeSomeMinutesAhead(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).reportAll(t, change(status("1", "Ingediend", an), "at", "2026-06-01T10:05:00Z"))
}

func TestADossierBelongsToTheFirstThatReportsOnIt(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an))
	before := s.store.dump(t)
	results := s.sender(agency).report(t, statusAt("1", "Beslist", 9, an, bram), statusAt("1", "Beslist", 9), statusAt("none", "Beslist", 9))
	wantRefused(t, results[0].Error, model.CodeNotFound)
	wantRefused(t, results[1].Error, model.CodeInvalid, "recipients")
	want(t, results[1].Error, results[2].Error) // who names nobody does not learn which dossiers others have
	want(t, withoutCitizen(t, s, bram), before)
	s.sender(agency).reportAll(t, change(statusAt("1", "Beslist", 9, an), "source", "https://bron.example"))
}

func TestGuardianshipIsShownAndNeverRings(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).ask(t, registerDevice, m{"input": device("toestel-van-an", "token-van-an")})
	s.sender(mechelen).reportAll(t, change(statusAt("1", "Ingediend", 8, an), "procedure", "PROVISIONAL_ADMINISTRATION"))
	s.ring(t, an)
	shown := s.as(an).ask(t, `{ viewer { feed { totalCount } pushes { state reason explanation } } }`)
	want(t, shown.at("viewer"), m{"feed": m{"totalCount": 1}, "pushes": []m{{
		"state": "DROPPED", "reason": "CONFIDENTIAL", "explanation": "Over dit dossier sturen we nooit een melding."}}})
}

// ring does what a notifier does with a mailbox, for an FCM that takes everything.
func (s *service) ring(t testing.TB, p person) {
	t.Helper()
	s.ringWith(t, p, func(send model.Send) model.Result {
		return model.Result{State: model.PhoneAccepted, Name: "projects/x/messages/1"}
	})
}

func (s *service) ringWith(t testing.TB, p person, fcm func(model.Send) model.Result) {
	t.Helper()
	round := s.mailbox(t, p).Wake(s.clock.now())
	var results []model.Result
	for _, send := range round.Sends {
		result := fcm(send)
		result.Push, result.Registration, result.TokenHash = send.Push, send.Device.Registration, send.Device.Token.Hash()
		result.Attempt, result.At = send.Attempt, s.clock.now()
		results = append(results, result)
	}
	_, err := s.mailboxes.Update(t.Context(), s.citizen(t, p), func(m *model.Mailbox) error {
		m.Settle(round, results, s.clock.now())
		return nil
	})
	must(t, err)
}
