package resolvers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

// faulty is a store whose mailboxes and letters cannot be read, or saved, for a reason.
type faulty struct {
	store.Store
	read, saved error
	panics      bool
}

func (f faulty) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	if f.read != nil {
		return nil, f.read
	}
	return f.Store.Mailboxes(ctx, ids)
}

func (f faulty) SaveMailboxes(ctx context.Context, boxes []*model.Mailbox) ([]error, error) {
	if f.saved == nil {
		return f.Store.SaveMailboxes(ctx, boxes)
	}
	results := make([]error, len(boxes))
	for i := range results {
		results[i] = f.saved
	}
	return results, nil
}

func (f faulty) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	if f.panics && collection == "letters" {
		panic("the shelf fell down")
	}
	return f.Store.FindRecords(ctx, collection, keys)
}

func (f faulty) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	if f.panics && collection == "receipts" {
		panic("the shelf fell down")
	}
	return f.Store.SaveRecords(ctx, collection, rows)
}

func unreadable(err error) option {
	return wrapped(func(inner store.Store) store.Store { return faulty{Store: inner, read: err} })
}

func unsavable(err error) option {
	return wrapped(func(inner store.Store) store.Store { return faulty{Store: inner, saved: err} })
}

func TestEveryCodeReachesTheClient(t *testing.T) {
	t.Parallel()
	for _, code := range model.Codes() {
		s := newService(t, unreadable(model.Because(errors.New("secret cause"), code, "as told")))
		got := s.as(an).try(t, viewerID)
		wantError(t, got, code)
		want(t, got.Errors[0].Message, "as told")
		if strings.Contains(string(got.raw), "secret cause") {
			t.Errorf("%s: the answer tells the cause: %s", code, got.raw)
		}
	}
}

// Where an input is wrong stands in `fields`; the path of an error leads into the answer, as the specification has it.
func TestThePathOfAnErrorLeadsIntoTheAnswer(t *testing.T) {
	t.Parallel()
	an := newService(t).as(an)
	set := `mutation ($input: UpdatePreferencesInput!) { changed: updatePreferences(input: $input) { rev } }`
	hours := func(from any) m {
		return m{"input": m{"quietHours": m{"on": true, "from": from, "until": "07:00", "weekendUntil": "09:00"}}}
	}
	for _, test := range []struct {
		query     string
		variables m
		field     string
		path      []any
	}{
		{set, hours("25:00"), "quietHours.from", []any{"changed"}},
		{set, m{"input": m{"quietHours": "none"}}, "quietHours", nil},
		{set, m{"input": m{"loud": true}}, "loud", nil},
		{`query ($first: Int) { viewer { feed(first: $first) { totalCount } } }`, m{"first": "ten"}, "first", nil},
		{`query ($first: Int) { viewer { all: feed(first: $first) { totalCount } } }`, m{"first": 101}, "first", []any{"viewer", "all"}},
	} {
		got := an.try(t, test.query, test.variables)
		wantError(t, got, model.CodeInvalid, test.field)
		want(t, got.Errors[0].Path, test.path)
	}
}

func TestEveryCodeIsInTheContract(t *testing.T) {
	t.Parallel()
	var names []string
	for _, value := range contract(t).Types["ErrorCode"].EnumValues {
		names = append(names, value.Name)
	}
	want(t, names, model.Codes())
}

func TestAFaultOfOursIsMaskedAndLoggedOnce(t *testing.T) {
	t.Parallel()
	s := newService(t, unreadable(errors.New("the disk is on fire")))
	got := s.as(an).try(t, `{ viewer { id } me: viewer { rev } }`)
	if len(got.Errors) == 0 || strings.Contains(string(got.raw), "fire") {
		t.Fatalf("the answer is %s", got.raw)
	}
	s = newService(t, unreadable(errors.New("the disk is on fire")))
	got = s.as(an).try(t, viewerID)
	wantError(t, got, model.CodeInternal)
	id := got.Errors[0].Extensions.RequestID
	want(t, id, got.header.Get("X-Request-Id"))
	want(t, got.Errors[0].Message, "something went wrong on our side")
	lines := s.log.errors()
	if len(lines) != 1 || lines[0]["request"] != id || id == "" || !strings.Contains(fmt.Sprint(lines[0]["error"]), "the disk is on fire") {
		t.Errorf("the log has %v", lines)
	}
}

func TestAStoreThatIsAwayIsUnavailable(t *testing.T) {
	t.Parallel()
	for _, err := range []error{fmt.Errorf("read: %w", store.ErrUnavailable), context.DeadlineExceeded} {
		s := newService(t, unreadable(err))
		got := s.as(an).try(t, viewerID)
		wantError(t, got, model.CodeUnavailable)
		want(t, len(s.log.errors()), 1)
	}
}

func TestOneItemsFaultIsMaskedToo(t *testing.T) {
	t.Parallel()
	s := newService(t, unsavable(errors.New("the disk is on fire")))
	for _, result := range s.sender(mechelen).deliver(t, callLetter("1", an), callLetter("2", bram)) {
		wantRefused(t, result.Error, model.CodeInternal)
		if result.Error.Message != "something went wrong on our side" || result.LetterID != "" {
			t.Errorf("%+v", result)
		}
	}
	wantRefused(t, s.sender(mechelen).report(t, status("1", "Ingediend", an))[0].Error, model.CodeInternal)
	for _, line := range s.log.errors() {
		if !strings.Contains(fmt.Sprint(line["error"]), "the disk is on fire") {
			t.Errorf("the log does not say why: %v", line)
		}
	}
	want(t, len(s.log.errors()), 3)

	s = newService(t, unsavable(store.ErrConflict)) // others are always faster
	wantRefused(t, s.sender(mechelen).deliver(t, callLetter("1", an))[0].Error, model.CodeUnavailable)
}

func TestAPanicEndsOneAnswerOnly(t *testing.T) {
	t.Parallel()
	calm := newService(t)
	id := calm.sender(mechelen).deliverOne(t, callLetter("1", an))
	s := calm.again(t, wrapped(func(inner store.Store) store.Store { return faulty{Store: inner, panics: true} }))
	for _, query := range []string{
		`{ node(id: "` + id + `") { ... on Letter { body { markdown } } } }`,
		`mutation { reportPushes(input: {events: [{pushId: "a", event: OPENED, at: "2026-06-01T10:00:00Z"}]}) { accepted } }`,
	} {
		before := len(s.log.errors())
		got := s.as(an).try(t, query)
		wantError(t, got, model.CodeInternal)
		if strings.Contains(string(got.raw), "shelf") || strings.Contains(string(got.raw), "goroutine") {
			t.Errorf("the answer tells why: %s", got.raw)
		}
		lines := s.log.errors()[before:]
		if len(lines) != 1 || !strings.Contains(fmt.Sprint(lines[0]["stack"]), "errors_test.go") {
			t.Errorf("the log does not say where: %v", lines)
		}
	}
	s.as(an).ask(t, `{ node(id: "`+id+`") { id } }`) // writes nothing and reads no text
}

// A citizen who puts the phone away is no fault of the service.
func TestACallerWhoWentAwayIsNotLogged(t *testing.T) {
	t.Parallel()
	ctx, leave := context.WithCancel(t.Context())
	s := newService(t, wrapped(func(inner store.Store) store.Store { return leaving{inner, leave} }))
	body, err := json.Marshal(m{"query": viewerID})
	must(t, err)
	request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+s.as(an).token)
	s.api.Handler().ServeHTTP(httptest.NewRecorder(), request)
	want(t, s.log.errors(), []m(nil))
}

// leaving is a store during whose answer the caller leaves.
type leaving struct {
	store.Store
	leave func()
}

func (l leaving) Mailboxes(ctx context.Context, _ []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	l.leave()
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestHealth(t *testing.T) {
	t.Parallel()
	get := func(s *service, path string) int {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, http.NoBody)
		must(t, err)
		response, err := s.http.Do(request)
		must(t, err)
		defer response.Body.Close()
		return response.StatusCode
	}
	s := newService(t)
	away := s.again(t, wrapped(func(inner store.Store) store.Store {
		return storetest.Failing(inner, func(_ int, method string) bool { return method == "Ping" })
	}))
	want(t, []int{get(s, "/healthz"), get(s, "/readyz"), get(away, "/healthz"), get(away, "/readyz")}, []int{204, 204, 204, 503})
}

// operation is one that is tried while the store fails: what is there before, and the call.
type operation struct {
	prepare func(t *testing.T, s *service)
	call    func(t *testing.T, s *service) answer
}

func operations() map[string]operation {
	letterID := string(model.LetterID(mechelen, run, "1"))
	dossierID := string(model.DossierID(source, "1"))
	letters := func(t *testing.T, s *service) {
		s.sender(mechelen).deliver(t, callLetter("1", an), callLetter("2", an))
	}
	bills := func(t *testing.T, s *service) { // one in a mailbox and one on paper
		s.as(an).activate(t)
		s.sender(mechelen).deliver(t, bill("1", an), bill("2", bram))
	}
	asAn := func(query string, variables m) func(*testing.T, *service) answer {
		return func(t *testing.T, s *service) answer { t.Helper(); return s.as(an).try(t, query, variables) }
	}
	input := func(mutation, input, selection string) func(*testing.T, *service) answer {
		return asAn(fmt.Sprintf(`mutation { %s(input: %s) { %s } }`, mutation, input, selection), m{})
	}
	reminder := m{"clientId": "herinnering-1", "title": "Stemmen!", "dueAt": "2026-06-07T06:00:00Z"}
	withReminder := func(t *testing.T, s *service) { s.as(an).ask(t, createReminder, m{"input": reminder}) }
	reminderID := string(model.ReminderID(model.CitizenID(model.HashID("test", string(an))), "herinnering-1"))
	withPhone := func(t *testing.T, s *service) { s.as(an).register(t, phone, token) }
	return map[string]operation{
		"first sign-in": {nil, func(t *testing.T, s *service) answer { t.Helper(); return s.as(cleo).try(t, viewerID) }},
		"open the app":  {letters, asAn(page, m{})},
		"read a letter": {letters, asAn(`query ($id: ID!) { node(id: $id) { ... on Letter { body { markdown } } } }`, m{"id": letterID})},
		"deliver letters": {func(t *testing.T, s *service) { s.as(an).activate(t) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, deliverLetters, m{"input": m{"run": run, "letters": []m{callLetter("1", an), letter("2", an), letter("3", cleo), callLetter("4", bram)}}})
		}},
		"report statuses": {func(t *testing.T, s *service) {
			s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an, bram))
		}, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, reportStatuses, m{"input": m{"statuses": []m{statusAt("1", "Beslist", 9), statusAt("2", "Ingediend", 8, an, bram)}}})
		}},
		"remove dossiers": {func(t *testing.T, s *service) {
			s.sender(mechelen).reportAll(t, statusAt("1", "Ingediend", 8, an, bram), statusAt("2", "Ingediend", 8, an))
		}, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, removeDossiers, m{"input": m{"dossiers": []m{{"source": source, "number": "1"}, {"source": source, "number": "2"}}}})
		}},
		"report a source": {nil, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, reportSource, m{"input": m{"source": source, "asOf": "2026-06-01T10:00:00Z", "unavailableSince": "2026-06-01T10:00:00Z"}})
		}},
		"see how fresh": {func(t *testing.T, s *service) { s.sender(mechelen).reportAll(t, status("1", "Ingediend", an)) },
			asAn(`{ viewer { dossiers { nodes { asOf sourceText } } } }`, m{})},
		"report payments": {bills, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).tryPayments(t, paid("1"), paid("2"))
		}},
		"withdraw letters": {bills, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).tryWithdraw(t, "1", "2")
		}},
		"open a letter":  {letters, input("openLetter", `{id: "`+letterID+`"}`, "rev")},
		"open it late":   {letters, input("openLetter", `{id: "`+letterID+`", stamp: {id: "daad-0001", at: "2026-06-01T09:00:00Z"}}`, "rev")},
		"remove early":   {nil, input("deleteReminder", `{clientId: "herinnering-1"}`, "rev")},
		"follow":         {letters, asAn(askChanges, m{"first": 1})},
		"mark as read":   {letters, input("markRead", `{ids: ["`+letterID+`"], read: true}`, "rev")},
		"mark all read":  {letters, input("markFeedRead", `{before: "2026-06-01T10:00:00Z"}`, "rev")},
		"archive":        {func(t *testing.T, s *service) { s.sender(mechelen).reportAll(t, status("1", "Ingediend", an)) }, input("archiveEntries", `{ids: ["`+dossierID+`"], archived: true}`, "rev")},
		"set a reminder": {nil, asAn(createReminder, m{"input": reminder})},
		"tick it off":    {withReminder, input("completeReminder", `{id: "`+reminderID+`"}`, "rev")},
		"remove it":      {withReminder, input("deleteReminder", `{id: "`+reminderID+`"}`, "rev")},
		"prefer":         {nil, input("updatePreferences", `{municipality: "12025", detail: DETAILED}`, "rev")},
		"choose digital": {nil, input("activateDigitalPost", `{understood: true}`, "rev")},
		"back to paper":  {func(t *testing.T, s *service) { s.as(an).activate(t) }, input("deactivateDigitalPost", `{}`, "rev")},
		"register":       {nil, asAn(registerDevice, m{"input": device(phone, token)})},
		"take over":      {func(t *testing.T, s *service) { s.as(bram).register(t, phone, token) }, asAn(registerDevice, m{"input": device(phone, token)})},
		"take over with a new token": {func(t *testing.T, s *service) { s.as(bram).register(t, phone, token) },
			asAn(registerDevice, m{"input": device(phone, "fcm-token-nieuw")})},
		"refresh the token": {withPhone, asAn(registerDevice, m{"input": device(phone, "fcm-token-nieuw")})},
		"see the receipts": {func(t *testing.T, s *service) {
			withPhone(t, s)
			letters(t, s)
			s.ring(t, an)
		}, asAn(`{ viewer { pushes { receipts { event } } } }`, m{})},
		"test push":     {withPhone, asAn(testPush, m{"input": m{"clientId": "proef-0001", "installationId": phone}})},
		"report pushes": {nil, input("reportPushes", `{events: [{pushId: "a", event: OPENED, at: "2026-06-01T10:00:00Z"}]}`, "accepted")},
		"unregister": {withPhone, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.anonymous().unregister(t, phone, s.secretOf(t))
		}},
		"end a takeover": {func(t *testing.T, s *service) { s.as(bram).register(t, phone, token); withPhone(t, s) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.anonymous().unregister(t, phone, s.secretOf(t))
		}},
		"open a run": {nil, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).openRun(t, m{"policy": "NEVER"})
		}},
		"grant": {nil, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, grant, m{"input": m{"supplier": supplier}})
		}},
		"go digital": {func(t *testing.T, s *service) {
			s.sender(mechelen).ask(t, setService, m{"input": m{"id": "gas", "name": "GAS"}})
		}, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, setDigitalFrom, m{"input": m{"service": "gas", "kind": "GAS_FINE", "from": "2026-06-02"}})
		}},
		"hand out": {func(t *testing.T, s *service) { s.sender(mechelen).deliver(t, numbered(3, an)...) }, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, handOutPaper, m{"input": m{"run": run, "batch": "partij", "limit": 2}})
		}},
		"see the organisation": {letters, func(t *testing.T, s *service) answer { t.Helper(); return s.sender(mechelen).try(t, askOrganisation) }},
		"see a run": {letters, func(t *testing.T, s *service) answer {
			t.Helper()
			return s.sender(mechelen).try(t, askPaper, m{"run": run})
		}},
		"list the runs": {letters, func(t *testing.T, s *service) answer { t.Helper(); return s.sender(mechelen).try(t, askRuns) }},
		"app status":    {nil, func(t *testing.T, s *service) answer { t.Helper(); return s.anonymous().try(t, appStatus) }},
	}
}

// secretOf is the secret of the one phone.
func (s *service) secretOf(t *testing.T) string {
	t.Helper()
	claim, err := store.Find[model.DeviceClaim](t.Context(), s.store.Store, []string{model.FCMToken(token).Hash()})
	must(t, err)
	return claim[model.FCMToken(token).Hash()].Secret(s.keys.DeviceKey())
}

// begin is a service in which an operation can be tried.
func (o operation) begin(t *testing.T) *service {
	t.Helper()
	s := newService(t)
	s.know(t, an, bram)
	if o.prepare != nil {
		o.prepare(t, s)
	}
	return s
}

// end is what the store holds in the end; ids that are made up are given a name.
func (s *service) end(t *testing.T) string {
	t.Helper()
	dump := s.store.dump(t) + s.store.desk(t)
	if id := string(s.citizen(t, cleo)); id != "" {
		seen := model.NewSeen(model.CitizenID(id), s.clock.now()).ID
		dump = strings.ReplaceAll(strings.ReplaceAll(dump, id, "cleo"), seen, "cleo was here")
	}
	return dump
}

// problems are the codes in an answer, those of items too.
func (a answer) problems() []string {
	var codes []string
	for _, err := range a.Errors {
		codes = append(codes, err.Extensions.Code)
	}
	for _, list := range []string{
		"deliverLetters.results", "reportDossierStatuses.results", "removeDossiers.results", "reportPayments.results", "withdrawLetters.results", "sendCampaignTest.results",
	} {
		for i := range a.list(list) {
			if code := a.text(fmt.Sprintf("%s.%d.error.code", list, i)); code != "" {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// callBook notes the calls of a store, none of which fails.
type callBook struct {
	mu      sync.Mutex
	methods []string
}

func (b *callBook) note(_ int, method string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.methods = append(b.methods, method)
	return false
}

func (b *callBook) count() int { return len(b.methods) }

// telling are the calls after the opening ones that it is worth to fail, from 0. A walk through all slots
// asks the same of each: its first calls and its last stand for the others.
func (b *callBook) telling(opening int) []int {
	var calls []int
	of := map[string][]int{}
	for n, method := range b.methods[opening:] {
		of[method] = append(of[method], n)
	}
	for _, same := range of {
		if len(same) > walked {
			same = append(same[:3:3], same[len(same)-1])
		}
		calls = append(calls, same...)
	}
	slices.Sort(calls)
	return calls
}

// walked is above how many calls of one method an operation walks through the slots.
const walked = 20

// sideBySide runs parts of a test at once: most of their time is waiting for a store to come back, which
// t.Parallel would let only as many do as there are processors.
type sideBySide struct {
	cases  sync.WaitGroup // to be waited for
	places chan struct{}
}

func newSideBySide() *sideBySide { return &sideBySide{places: make(chan struct{}, 64)} }

func (s *sideBySide) run(t *testing.T, name string, part func(t *testing.T)) {
	t.Helper()
	s.cases.Go(func() {
		s.places <- struct{}{}
		defer func() { <-s.places }()
		t.Run(name, part)
	})
}

// Each operation is tried with the store failing at its first, second, … call, once or from then on,
// and with each write's answer lost. It says UNAVAILABLE or succeeds, tells nothing about the store,
// and made again it comes to the same end.
func TestEveryOperationSurvivesEveryFailure(t *testing.T) {
	t.Parallel()
	cases := newSideBySide()
	defer cases.cases.Wait()
	all := operations()
	maps.Copy(all, campaignOperations())
	for name, o := range all {
		s := o.begin(t)
		var calls callBook
		calm := s.again(t, wrapped(func(inner store.Store) store.Store { return storetest.Failing(inner, calls.note) }))
		opening := calls.count() // reads the organisations
		if got := o.call(t, calm); len(got.problems()) > 0 {
			t.Fatalf("%s: %s", name, got.raw)
		}
		wanted := s.end(t)
		try := func(how string, times int, wrap func(store.Store) store.Store) {
			cases.run(t, name+"/"+how, func(t *testing.T) { o.survives(t, times, wrap, wanted) })
		}
		for _, n := range calls.telling(opening) {
			once, from := storetest.Nth(opening+n+1), storetest.From(opening+n+1)
			try(fmt.Sprintf("call %d once", n+1), 2, func(inner store.Store) store.Store { return storetest.Failing(inner, once) })
			try(fmt.Sprintf("from call %d on", n+1), 1, func(inner store.Store) store.Store { return storetest.Failing(inner, from) })
		}
		try("lost answers", 3, storetest.DropAnswers)
	}
}

// survives calls the operation at most so many times on the store that fails: each write's answer may be lost
// once, and a store that stays away answers the second call as it did the first. Then it calls it once more
// on the store as it is.
func (o operation) survives(t *testing.T, times int, wrap func(store.Store) store.Store, wanted string) {
	t.Helper()
	s := o.begin(t)
	failing := s.again(t, wrapped(wrap))
	for range times {
		got := o.call(t, failing)
		for _, code := range got.problems() {
			if code != string(model.CodeUnavailable) && code != string(model.CodeInternal) {
				t.Errorf("%s: %s", code, got.raw)
			}
		}
		// None is so short that it may stand in a random id.
		for _, inside := range []string{"on purpose", "sqlite", "Mailboxes", "Citizens", "Records", "conflict"} {
			if bytes.Contains(got.raw, []byte(inside)) {
				t.Errorf("the answer tells of the store: %s", got.raw)
			}
		}
		if len(got.problems()) == 0 {
			break
		}
	}
	if got := o.call(t, s); len(got.problems()) > 0 {
		t.Errorf("again: %s", got.raw)
	}
	if end := s.end(t); end != wanted {
		t.Errorf("the end is\n%s\nwant\n%s", end, wanted)
	}
}

func TestARequestDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	seen := make(chan time.Duration, 1)
	s := newService(t, wrapped(func(inner store.Store) store.Store {
		return watching{inner, func(ctx context.Context) {
			end, _ := ctx.Deadline()
			seen <- time.Until(end)
		}}
	}))
	s.as(an).ask(t, viewerID)
	if left := <-seen; left <= 0 || left > time.Minute {
		t.Errorf("a request may take %s", left)
	}
}

// watching is a store that is told each context with which mailboxes are read.
type watching struct {
	store.Store
	see func(ctx context.Context)
}

func (w watching) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	w.see(ctx)
	return w.Store.Mailboxes(ctx, ids)
}

// The check at the end of all tests, TestMain's, is worth what this finds.
func TestWhatIsHiddenIsFoundInALog(t *testing.T) {
	t.Parallel()
	book := &secrets{}
	book.hideAll(m{"input": m{"letters": []m{{"recipient": m{"insz": "85010100016"}, "body": []any{m{"markdown": "Beste mevrouw"}}, "kind": "INFORMATION"}}}})
	_, _ = book.Write([]byte("{\"error\":\"of kind INFORMATION\"}\n{\"error\":\"for 85010100016\"}\n{\"error\":\"Beste mevrouw, x\"}\n"))
	if lines := book.leaks(); len(lines) != 2 || strings.Contains(strings.Join(lines, ""), "INFORMATION") {
		t.Errorf("found %q", lines)
	}
}
