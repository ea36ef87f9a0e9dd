package resolvers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const outcomesQuery = `query ($after: String, $first: Int, $org: ID) { outcomes(after: $after, first: $first, onBehalfOf: $org) { cursor hasMore
	events { id event at run reference letterId service } } }`

// tell writes entries of a feed down, as a notifier does.
func (s *service) tell(t *testing.T, org model.OrgCode, slot int, from int64, references ...string) {
	t.Helper()
	var outcomes []*model.Outcome
	for i, reference := range references {
		letter := model.LetterID(org, run, reference)
		outcomes = append(outcomes, &model.Outcome{
			ID: model.OutcomeKey(org, slot, from+int64(i)), Notice: model.NoticeID(letter, model.EventPaid), Sender: org, By: org,
			Run: run, Reference: reference, Letter: letter, Event: model.EventPaid, At: s.clock.now(), Service: "Financiën",
		})
	}
	_, err := store.Add(t.Context(), s.store.Store, outcomes)
	must(t, err)
}

func TestTheFeedSkipsNothingAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var want []string
	for slot := range 7 {
		var references []string
		for i := range 9 {
			references = append(references, fmt.Sprintf("brief-%d-%d", slot, i))
		}
		s.tell(t, mechelen, slot, 1, references...)
		want = append(want, references...)
	}
	s.tell(t, kraainem, 3, 1, "van een ander")
	var got []string
	variables := m{"first": 10}
	for {
		a := s.sender(mechelen).ask(t, outcomesQuery, variables)
		again := s.sender(mechelen).ask(t, outcomesQuery, variables)
		wantSame(t, string(a.raw), string(again.raw))
		got = append(got, a.each("outcomes.events", "reference")...)
		variables = m{"first": 10, "after": a.text("outcomes.cursor")}
		if a.at("outcomes.hasMore") != true {
			break
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("read\n%v\nwant\n%v", got, want)
	}
	s.tell(t, mechelen, 2, 10, "later")
	later := s.sender(mechelen).ask(t, outcomesQuery, variables)
	if got := later.each("outcomes.events", "reference"); !slices.Equal(got, []string{"later"}) || later.at("outcomes.events.0.service") != "Financiën" {
		t.Errorf("then came %s", later.raw)
	}
	wantError(t, s.sender(kraainem).try(t, outcomesQuery, variables), model.CodeInvalid, "after") // another's cursor
	wantError(t, s.sender(mechelen).try(t, outcomesQuery, m{"first": 501}), model.CodeInvalid, "first")
	wantError(t, s.sender(agency).try(t, outcomesQuery, m{"org": mechelen}), model.CodeForbidden)
	wantError(t, s.as(an).try(t, outcomesQuery), model.CodeForbidden)
}

func wantSame(t *testing.T, first, second string) {
	t.Helper()
	if first != second {
		t.Errorf("asked twice:\n%s\n%s", first, second)
	}
}

const webhookFields = `webhook { id url active failures failingSince lastError } `

func TestWebhooksAreSetShownRotatedReplayedAndRemoved(t *testing.T) {
	t.Parallel()
	s := newService(t)
	set := func(url string) answer {
		return s.sender(mechelen).try(t, `mutation ($url: String!) { setWebhook(input: {id: "zaaksysteem", url: $url}) { secret `+webhookFields+`} }`, m{"url": url})
	}
	first := set("https://zaken.mechelen.example/uitkomsten")
	secret := first.text("setWebhook.secret")
	if !strings.HasPrefix(secret, "whsec_") || first.at("setWebhook.webhook.active") != true {
		t.Errorf("set: %s", first.raw)
	}
	again := set("https://zaken.mechelen.example/elders")
	if again.at("setWebhook.secret") != nil || again.text("setWebhook.webhook.url") != "https://zaken.mechelen.example/elders" {
		t.Errorf("changed: %s", again.raw)
	}
	wantError(t, set("http://127.0.0.1/"), model.CodeInvalid, "url")
	rotated := s.sender(mechelen).ask(t, `mutation { rotateWebhookSecret(input: {id: "zaaksysteem"}) { secret } }`).text("rotateWebhookSecret.secret")
	if !strings.HasPrefix(rotated, "whsec_") || rotated == secret {
		t.Error("the secret is not another one")
	}
	held, err := store.Get[model.Webhook](t.Context(), s.store.Store, model.WebhookKey(mechelen, model.FeedReader{Org: mechelen}, "zaaksysteem"))
	must(t, err)
	if !strings.HasSuffix(string(held.Previous), secret) || strings.Contains(fmt.Sprintf("%v %+v %#v", held, *held, held.Secret), rotated) {
		t.Error("the former secret is gone, or the new one is printed")
	}
	s.tell(t, mechelen, 0, 1, "een", "twee")
	cursor := s.sender(mechelen).ask(t, outcomesQuery, m{"first": 1}).text("outcomes.cursor")
	s.sender(mechelen).ask(t, `mutation ($after: String) { replayWebhook(input: {id: "zaaksysteem", after: $after}) { `+webhookFields+`} }`, m{"after": cursor})
	held, err = store.Get[model.Webhook](t.Context(), s.store.Store, held.ID)
	must(t, err)
	if held.Cursor.Text(mechelen) != cursor {
		t.Error("it does not go on where it was set")
	}
	list := func(who caller) []string { return who.ask(t, `{ webhooks { id } }`).each("webhooks", "id") }
	want(t, list(s.sender(mechelen)), []string{"zaaksysteem"})
	want(t, list(s.sender(kraainem)), []string{})
	wantError(t, s.sender(kraainem).try(t, `mutation { rotateWebhookSecret(input: {id: "zaaksysteem"}) { secret } }`), model.CodeNotFound)
	for range 2 { // removed, and removed again
		s.sender(mechelen).ask(t, `mutation { removeWebhook(input: {id: "zaaksysteem"}) { id } }`)
	}
	want(t, list(s.sender(mechelen)), []string{})
}

// What is tried in a sandbox stays apart from what real citizens do.
func TestASandboxLearnsOfItsOwnLettersOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	letter := model.LetterID(mechelen, "proef", "proef-1")
	tried := &model.Outcome{
		ID: model.OutcomeKey(mechelen, 1, 1), Notice: model.NoticeID(letter, model.EventPaid), Sender: mechelen, By: mechelen, Sandbox: true,
		Run: "proef", Reference: "proef-1", Letter: letter, Event: model.EventPaid, At: s.clock.now(),
	}
	_, err := store.Add(t.Context(), s.store.Store, []*model.Outcome{tried})
	must(t, err)
	s.tell(t, mechelen, 2, 1, "echt")
	told := func(who caller) []string { return who.ask(t, outcomesQuery).each("outcomes.events", "reference") }
	want(t, told(s.sandbox(mechelen)), []string{"proef-1"})
	want(t, told(s.sender(mechelen)), []string{"proef-1", "echt"})

	set := `mutation ($url: String!) { setWebhook(input: {id: "zaaksysteem", url: $url}) { webhook { url } } }`
	s.sender(mechelen).ask(t, set, m{"url": "https://zaken.mechelen.example/"})
	s.sandbox(mechelen).ask(t, set, m{"url": "https://test.mechelen.example/"})
	hooks := func(who caller) []string { return who.ask(t, `{ webhooks { url } }`).each("webhooks", "url") }
	want(t, hooks(s.sandbox(mechelen)), []string{"https://test.mechelen.example/"})
	want(t, hooks(s.sender(mechelen)), []string{"https://zaken.mechelen.example/"})
	s.sandbox(mechelen).ask(t, `mutation { removeWebhook(input: {id: "zaaksysteem"}) { id } }`)
	want(t, hooks(s.sender(mechelen)), []string{"https://zaken.mechelen.example/"})
	held, err := store.Get[model.Webhook](t.Context(), s.store.Store, model.WebhookKey(mechelen, model.FeedReader{Org: mechelen}, "zaaksysteem"))
	must(t, err)
	want(t, held.Reader(), model.FeedReader{Org: mechelen})

	// Whether a letter is for a sandbox stands in its record, from which the feed is written.
	s.sandbox(mechelen).deliver(t, callLetter("proef-2", an))
	record := s.record(t, mechelen, run, "proef-2")
	if outcome := model.NewOutcome(model.Notice{ID: "x", Event: model.EventPaid}, record); !outcome.Sandbox {
		t.Errorf("the letter of a sandbox is told of as %+v", outcome)
	}
}
