package resolvers_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph/model"
)

const follow = `subscription ($id: ID!) { campaignProgress(id: $id) { id state effect { told } } }`

// stream is an answer as server-sent events.
type stream struct {
	response *http.Response
	lines    *bufio.Scanner
	leave    func()
}

// subscribe asks for events. The stream is left at the end of the test.
func (c caller) subscribe(t testing.TB, query string, variables m) *stream {
	t.Helper()
	body, err := json.Marshal(m{"query": query, "variables": variables})
	must(t, err)
	return c.postEvents(t, body)
}

func (c caller) postEvents(t testing.TB, body []byte) *stream {
	t.Helper()
	ctx, leave := context.WithTimeout(t.Context(), 5*time.Minute) // for all that it hears
	t.Cleanup(leave)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	must(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	return &stream{response, bufio.NewScanner(response.Body), leave}
}

// next is the next event: "next" with an answer, or "complete"; "" at the end.
func (s *stream) next(t testing.TB) (event string, got answer) {
	t.Helper()
	for s.lines.Scan() {
		name, text, _ := strings.Cut(s.lines.Text(), ": ")
		switch {
		case name == "event":
			event = text
		case name == "data":
			got.raw = []byte(text)
			must(t, json.Unmarshal(got.raw, &got))
		case name == "" && event != "":
			return event, got
		}
	}
	return event, got
}

// wantNext wants the campaign to be told of so.
func (s *stream) wantNext(t testing.TB, state model.CampaignState, told any) {
	t.Helper()
	event, got := s.next(t)
	var effect any
	if told != nil {
		effect = m{"told": told}
	}
	progress := asMap(asMap(got.Data)["campaignProgress"])
	want(t, []any{event, progress["state"], progress["effect"]}, []any{"next", state, effect})
}

// wantEnd wants nothing more but that it is complete.
func (s *stream) wantEnd(t testing.TB) {
	t.Helper()
	event, _ := s.next(t)
	more, _ := s.next(t)
	want(t, []string{event, more}, []string{"complete", ""})
}

// wantRefused wants one error and the end.
func (s *stream) wantRefused(t testing.TB, code model.Code) {
	t.Helper()
	event, got := s.next(t)
	want(t, event, "next")
	wantError(t, got, code)
	s.wantEnd(t)
}

func TestACampaignIsFollowedUntilItEnds(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.people(t, 8)
	c := s.underway(t, campaignDraft())
	events := s.approver().subscribe(t, follow, m{"id": c.ID})
	want(t, events.response.Header.Get("Content-Type"), "text/event-stream")
	events.wantNext(t, "RUNNING", nil)
	s.counted(t, c, model.EffectCount{Told: 38})
	events.wantNext(t, "RUNNING", 40)
	wantState(t, s.author().does(t, "pauseCampaign", string(c.ID)), "PAUSED")
	events.wantNext(t, "PAUSED", 40)
	wantState(t, s.author().does(t, "cancelCampaign", string(c.ID)), "CANCELLED")
	events.wantNext(t, "CANCELLED", 40)
	events.wantEnd(t)
	again := s.author().subscribe(t, follow, m{"id": c.ID})
	again.wantNext(t, "CANCELLED", 40)
	again.wantEnd(t)
}

func TestWhoMayFollowACampaign(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	for code, callers := range map[model.Code][]caller{
		model.CodeUnauthenticated: {s.anonymous(), s.with("geen.token.dus")},
		model.CodeForbidden:       {s.as(an), s.sender(mechelen)},
		model.CodeNotFound:        {s.communicator(kraainem, "author", "els")},
	} {
		for _, who := range callers {
			who.subscribe(t, follow, m{"id": id}).wantRefused(t, code)
		}
	}
	s.author().subscribe(t, follow, m{"id": "nergens"}).wantRefused(t, model.CodeNotFound)
}

// A subscription ends with the token that it was asked with.
func TestASubscriptionEndsWithItsToken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	now := s.clock.now()
	short := s.with(issuerKeys()["ES256"].sign(claimsAt(now, jwt.MapClaims{
		"vo_doelgroepcode": "LB", "vo_orgcode": mechelen, "burgerbode_role": "author", "sub": "els", "exp": now.Add(time.Minute).Unix()})))
	ending, lasting := short.subscribe(t, follow, m{"id": id}), s.author().subscribe(t, follow, m{"id": id})
	ending.wantNext(t, "DRAFT", nil)
	lasting.wantNext(t, "DRAFT", nil)
	s.clock.advance(time.Minute)
	ending.wantEnd(t)
	s.clock.advance(30 * time.Minute)
	wantState(t, s.author().does(t, "cancelCampaign", id), "CANCELLED")
	lasting.wantNext(t, "CANCELLED", nil)
	lasting.wantEnd(t)
}

func TestASubscriptionLivesAnHourAtMost(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	events := s.author().subscribe(t, follow, m{"id": id})
	events.wantNext(t, "DRAFT", nil)
	s.clock.advance(time.Hour)
	events.wantEnd(t)
}

// When the process is told to end, subscriptions do at once: nobody waits for them. It holds behind a wrapper
// of the answer that counts requests, too.
func TestSubscriptionsEndWithTheProcess(t *testing.T) {
	t.Parallel()
	life, end := context.WithCancel(t.Context())
	defer end()
	s := newService(t, func(s *setup) {
		s.life = life
		s.around = func(inner http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { inner.ServeHTTP(wrapper{w}, r) })
		}
	})
	id, _ := s.author().create(t, campaignDraft())
	events := s.author().subscribe(t, follow, m{"id": id})
	events.wantNext(t, "DRAFT", nil)
	end()
	events.wantEnd(t)
}

// wrapper hides what the writer below can do but from http.ResponseController.
type wrapper struct{ http.ResponseWriter }

func (w wrapper) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func TestOneViewerHoldsFewSubscriptions(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	var held []*stream
	for range 10 {
		events := s.author().subscribe(t, follow, m{"id": id})
		events.wantNext(t, "DRAFT", nil)
		held = append(held, events)
	}
	s.author().subscribe(t, follow, m{"id": id}).wantRefused(t, model.CodeRateLimited)
	s.approver().subscribe(t, follow, m{"id": id}).wantNext(t, "DRAFT", nil) // who has places of his own
	waitFor(t, func() bool { return s.api.Open() == 11 })                    // who was refused has gone
	held[0].leave()
	waitFor(t, func() bool { return s.api.Open() == 10 }) // the server notices that somebody left when it does
	s.author().subscribe(t, follow, m{"id": id}).wantNext(t, "DRAFT", nil)
}

// What is no subscription is not answered as events, and the reverse; a body that is none stands in no log.
func TestWhatIsAnsweredAsEvents(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	wantError(t, s.author().try(t, follow, m{"id": id}), model.CodeInvalid)
	s.author().subscribe(t, `{ campaigns { totalCount } }`, nil).wantRefused(t, model.CodeInvalid)
	s.author().subscribe(t, `mutation ($input: SubmitCampaignInput!) { submitCampaign(input: $input) { campaign { state } } }`,
		m{"input": m{"id": id}}).wantRefused(t, model.CodeInvalid)
	s.author().subscribe(t, `subscription ($id: ID!) { campaignProgress(id: $id) { rubbish } }`, m{"id": id}).wantRefused(t, model.CodeInvalid)
	s.author().subscribe(t, fmt.Sprintf(`subscription { campaignProgress(id: %q) { %s id } }`, id, strings.Repeat("id ", 1300)), nil).wantRefused(t, model.CodeTooComplex)
	s.author().subscribe(t, `subscription ($id: ID!) { campaignProgress(id: $id) { effect { `+
		repeat(11, func(i int) string { return fmt.Sprintf("a%d: curve { from until count } ", i) })+`} } }`, m{"id": id}).wantRefused(t, model.CodeTooComplex)
	for body, status := range map[string]int{
		`85010100016`: http.StatusBadRequest, `{"query": 85010100016}`: http.StatusBadRequest, strings.Repeat(" ", 100_000): http.StatusBadRequest,
	} {
		events := s.author().postEvents(t, []byte(body))
		want(t, []any{events.response.StatusCode, events.response.Header.Get("Content-Type")}, []any{status, "application/json"})
	}
	for _, accepted := range []string{"application/json, text/event-stream", "text/event-stream, application/graphql-response+json, application/json"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", strings.NewReader(`{"query": "{ campaigns { totalCount } }"}`))
		must(t, err)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", accepted)
		want(t, s.author().send(t, request).at("campaigns.totalCount"), 1)
	}
}
