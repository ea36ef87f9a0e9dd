package resolvers_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"go.uber.org/goleak"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/sqlite"
	"burgerbode/graph/store/storetest"
	"burgerbode/resolvers"
)

// Each test has a service of its own: a real HTTP server around the API, a store in memory, an
// issuer that publishes its keys over HTTP. Start reading at newService and caller.

func TestMain(m *testing.M) {
	storetest.Main(m, goleak.Cleanup(func(code int) {
		for _, line := range logbook.leaks() {
			fmt.Fprintln(os.Stderr, "the log gives away what was sent:", line)
			code = 1
		}
		os.Exit(code)
	}))
}

// opening is when every test begins: a Monday, 12:00 in Belgium, six days before the election.
var opening = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

const electionDay = "2026-06-07"

// The organisations of every service.
const (
	mechelen = "OVO001001" // a municipality: NIS 12025
	kraainem = "OVO001002" // a municipality with facilities: NIS 23099
	agency   = "OVO001003" // Flemish, for all municipalities
	supplier = "OVO001004" // sends for others only
	rival    = "OVO001005" // likewise
	stranger = "OVO009999" // in no directory
)

func organisations() []*model.Organisation {
	return []*model.Organisation{
		{Code: mechelen, Name: "Stad Mechelen", Level: model.LevelMunicipal, NIS: []model.NIS{"12025"}, Contact: model.Contact{Phone: "015 12 34 56"},
			Products: []model.ProductOf{{Product: "4711", Procedure: model.ProcedureAdministration}}},
		{Code: kraainem, Name: "Gemeente Kraainem", Level: model.LevelMunicipal, NIS: []model.NIS{"23099"}},
		{Code: agency, Name: "Agentschap Voorbeeld", Level: model.LevelFlemish},
		{Code: supplier, Name: "Voorbeeldsoftware", Level: model.LevelMunicipal, Supplier: true},
		{Code: rival, Name: "Andere Software", Level: model.LevelMunicipal, Supplier: true},
	}
}

// person is a citizen, by a number that the register gives to nobody.
type person string

const (
	an   person = "85010100016"
	bram person = "70010199960"
	cleo person = "12061599938"
)

// clock is the time of one service; it moves when a test says so.
type clock struct{ passed atomic.Int64 }

func (c *clock) now() time.Time          { return opening.Add(time.Duration(c.passed.Load())) }
func (c *clock) advance(d time.Duration) { c.passed.Add(int64(d)) }
func (c *clock) moveTo(t time.Time)      { c.passed.Store(int64(t.Sub(opening))) }

// service is the API with all that it needs.
type service struct {
	url       string
	api       *resolvers.API
	http      *http.Client
	clock     *clock
	issuer    *issuer
	keys      model.Keyring
	store     *watched         // what the API writes passes through here
	mailboxes *store.Mailboxes // as a notifier would change them
	log       *journal
}

// setup is what a test may want otherwise.
type setup struct {
	config resolvers.Config
	wrap   func(store.Store) store.Store // stands between the API and the store
	issuer *issuer
	auth   func(*resolvers.AuthConfig)
	life   context.Context // of the API
	around func(http.Handler) http.Handler
}

type option func(*setup)

func wrapped(wrap func(store.Store) store.Store) option { return func(s *setup) { s.wrap = wrap } }
func development(s *setup)                              { s.config.Development = true }

func keyring(t testing.TB) model.Keyring {
	t.Helper()
	keys, err := model.NewKeyring([]byte("the same secret in every test, 32 bytes"))
	must(t, err)
	return keys
}

func newService(t testing.TB, options ...option) *service {
	t.Helper()
	s := &service{clock: &clock{}, keys: keyring(t), log: &journal{}}
	memory, err := sqlite.Open(t.Context(), "sqlite::memory:", s.logger())
	must(t, err)
	t.Cleanup(func() { must(t, memory.Close(context.Background())) })
	for _, organisation := range organisations() {
		must(t, store.Save(t.Context(), memory, organisation))
	}
	s.store = &watched{Store: memory, calls: map[string]int{}, written: map[string]map[string]bool{}}
	s.mailboxes = &store.Mailboxes{Store: s.store, Now: s.clock.now, Log: s.logger()}
	return s.again(t, options...)
}

// again is another API on the same documents.
func (s *service) again(t testing.TB, options ...option) *service {
	t.Helper()
	other := *s
	log := s.logger()
	wanted := setup{
		config: resolvers.Config{Keys: s.keys, Log: log, Webhooks: webhookRules(), AnyDocument: true},
		wrap:   func(inner store.Store) store.Store { return inner },
		issuer: s.issuer,
		auth:   func(*resolvers.AuthConfig) {},
		life:   t.Context(),
		around: func(inner http.Handler) http.Handler { return inner },
	}
	for _, option := range options {
		option(&wanted)
	}
	if other.issuer = wanted.issuer; other.issuer == nil {
		other.issuer = newIssuer(t)
	}
	wanted.config.Mailboxes = &store.Mailboxes{Store: wanted.wrap(s.store), Now: s.clock.now, Log: log}
	auth := resolvers.AuthConfig{Issuer: issuerName, Audience: audience, JWKSURL: other.issuer.url}
	wanted.auth(&auth)
	var err error
	wanted.config.Auth, err = resolvers.NewAuth(t.Context(), auth, s.keys, wanted.config.Mailboxes.Store, s.clock.now, log)
	must(t, err)
	other.api, err = resolvers.New(wanted.life, wanted.config)
	must(t, err)
	t.Cleanup(func() { must(t, other.api.Drain(context.Background())) })
	server := httptest.NewServer(wanted.around(other.api.Handler()))
	t.Cleanup(server.Close)
	other.url, other.http = server.URL, server.Client()
	return &other
}

// webhookRules are as a command hands them on, but for the look at the address and the sending: those are
// tested with the notifier.
func webhookRules() resolvers.WebhookRules {
	return resolvers.WebhookRules{
		CheckURL: func(text string) error {
			if !strings.HasPrefix(text, "https://") {
				return errors.New("it does not begin with https://")
			}
			return nil
		},
		NewSecret: func(id string) (string, model.WebhookSecret, error) {
			secret := "whsec_" + rand.Text()
			return secret, model.WebhookSecret("sealed for " + id + ": " + secret), nil
		},
		Send: func(_ context.Context, hook *model.Webhook, _ string, _ []byte, _ time.Time) (int, string, error) {
			switch {
			case strings.HasSuffix(hook.URL, "/klaar"):
				return http.StatusNoContent, "", nil
			case strings.HasSuffix(hook.URL, "/weg"):
				return 0, "the host was not found", nil
			}
			return 0, "", errors.New("it cannot be signed")
		},
	}
}

func (s *service) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(io.MultiWriter(s.log, &logbook), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// know gives citizens ids before anyone writes or signs in: the same ones in every service, so that
// what two services hold can be compared.
func (s *service) know(t testing.TB, people ...person) {
	t.Helper()
	ids := map[string]model.CitizenID{}
	for _, p := range people {
		ids[s.keyOf(t, p)] = model.CitizenID(model.HashID("test", string(p)))
	}
	_, err := s.store.AddCitizens(t.Context(), ids)
	must(t, err)
}

func (s *service) keyOf(t testing.TB, p person) string {
	t.Helper()
	number, err := model.ParseINSZ(string(p))
	must(t, err)
	return s.keys.CitizenKey(number)
}

// citizen is the id that a person has by now.
func (s *service) citizen(t testing.TB, p person) model.CitizenID {
	t.Helper()
	key := s.keyOf(t, p)
	found, err := s.store.Store.Citizens(t.Context(), []string{key})
	must(t, err)
	return found[key]
}

// mailbox is what the store holds for a person.
func (s *service) mailbox(t testing.TB, p person) *model.Mailbox {
	t.Helper()
	m, err := s.mailboxes.Get(t.Context(), s.citizen(t, p))
	must(t, err)
	return m
}

// record is what the store holds of a letter; nil when there is none.
func (s *service) record(t testing.TB, org, run, reference string) *model.LetterRecord {
	t.Helper()
	id := model.LetterID(model.OrgCode(org), run, reference)
	found, err := store.Find[model.LetterRecord](t.Context(), s.store.Store, []model.EntryID{id})
	must(t, err)
	return found[id]
}

// caller is somebody who asks, with a token or without.
type caller struct {
	*service
	token        string
	installation string // of the app, as the header says; empty: it says nothing
}

// on is the same caller on an installation of the app.
func (c caller) on(installation string) caller { c.installation = installation; return c }

func (s *service) as(p person) caller       { return s.with(s.issuer.citizen(s.clock.now(), p)) }
func (s *service) sender(org string) caller { return s.with(s.issuer.sender(s.clock.now(), org)) }
func (s *service) senderWith(org string, more jwt.MapClaims) caller {
	claims := senderClaims(s.clock.now(), org)
	maps.Copy(claims, more)
	return s.with(issuerKeys()["ES256"].sign(claims))
}
func (s *service) sandbox(org string) caller {
	return s.senderWith(org, jwt.MapClaims{"scope": "openid burgerbode_send burgerbode_sandbox"})
}
func (s *service) anonymous() caller        { return s.with("") }
func (s *service) with(token string) caller { logbook.hide(token); return caller{s, token, ""} }
func (c caller) ask(t testing.TB, query string, variables ...m) answer {
	t.Helper()
	a := c.try(t, query, variables...)
	if len(a.Errors) > 0 || a.status != http.StatusOK {
		t.Fatalf("HTTP %d: %s\nfor %s", a.status, short(a.raw), short([]byte(query)))
	}
	return a
}

// try asks and answers errors too.
func (c caller) try(t testing.TB, query string, variables ...m) answer {
	t.Helper()
	body := m{"query": query}
	if len(variables) > 0 {
		logbook.hideAll(variables[0])
		body["variables"] = variables[0]
	}
	encoded, err := json.Marshal(body)
	must(t, err)
	return c.post(t, encoded)
}

// post sends a body as it is.
func (c caller) post(t testing.TB, body []byte) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	return c.send(t, request)
}

func (c caller) send(t testing.TB, request *http.Request) answer {
	t.Helper()
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.installation != "" {
		request.Header.Set("Burgerbode-Installation", c.installation)
	}
	response, err := c.http.Do(request)
	must(t, err)
	defer response.Body.Close()
	a := answer{status: response.StatusCode, header: response.Header}
	a.raw, err = io.ReadAll(response.Body)
	must(t, err)
	if err := json.Unmarshal(a.raw, &a); err != nil {
		t.Fatalf("HTTP %d is no JSON: %s", a.status, short(a.raw))
	}
	return a
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	raw    []byte
	Data   any        `json:"data"`
	Errors []apiError `json:"errors"`

	Extensions m `json:"extensions"`
}

type apiError struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code      string             `json:"code"`
		Fields    []model.FieldError `json:"fields"`
		RequestID string             `json:"requestId"`
		After     int                `json:"retryAfter"`
		Limit     struct {
			Name           string `json:"name"`
			Value, Maximum int
		} `json:"limit"`
	} `json:"extensions"`
}

// at is the part of the data at a path such as "viewer.feed.nodes.0.subject"; nil for none.
func (a answer) at(path string) any {
	part := a.Data
	for step := range strings.SplitSeq(path, ".") {
		switch inner := part.(type) {
		case map[string]any:
			part = inner[step]
		case []any:
			at, err := strconv.Atoi(step)
			if err != nil || at >= len(inner) {
				return nil
			}
			part = inner[at]
		default:
			return nil
		}
	}
	return part
}

// text is the text at a path; "" for none.
func (a answer) text(path string) string {
	text, _ := a.at(path).(string)
	return text
}

// list is the list at a path.
func (a answer) list(path string) []any {
	list, _ := a.at(path).([]any)
	return list
}

// each is one field of every element of the list at a path.
func (a answer) each(path, field string) []string {
	values := []string{}
	for i := range a.list(path) {
		values = append(values, fmt.Sprint(a.at(fmt.Sprintf("%s.%d.%s", path, i, field))))
	}
	return values
}

// want compares by JSON, so that numbers, maps and structs compare by what they say.
func want(t testing.TB, got, wanted any) {
	t.Helper()
	if g, w := canonical(t, got), canonical(t, wanted); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func canonical(t testing.TB, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	must(t, err)
	var plain any
	must(t, json.Unmarshal(raw, &plain))
	pretty, err := json.MarshalIndent(plain, "", " ")
	must(t, err)
	return string(pretty)
}

// wantError wants one error, with that code and, for INVALID, exactly those fields.
func wantError(t testing.TB, a answer, code model.Code, fields ...string) {
	t.Helper()
	if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != string(code) {
		t.Errorf("want one %s, got HTTP %d: %s", code, a.status, short(a.raw))
		return
	}
	wantFields(t, a.Errors[0].Extensions.Fields, fields)
}

// placeholders are what a message of a campaign's text may name.
var placeholders = strings.NewReplacer("{gemeente}", "", "{verkiezing}", "", "{datum}", "", "{termijn}", "", "{afzender}", "", "{naam}", "")

func wantFields(t testing.TB, got []model.FieldError, fields []string) {
	t.Helper()
	var paths []string
	for _, field := range got {
		paths = append(paths, field.Path)
		if field.Message == "" || strings.ContainsAny(placeholders.Replace(field.Message), "{%") {
			t.Errorf("%s: the message %q explains nothing", field.Path, field.Message)
		}
	}
	slices.Sort(paths)
	fields = slices.Sorted(slices.Values(fields))
	if !slices.Equal(paths, fields) {
		t.Errorf("wrong fields are %q, want %q: %v", paths, fields, got)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func short(text []byte) []byte { return text[:min(len(text), 2000)] }

// m is a JSON object.
type m = map[string]any

// absent removes a field.
type absent struct{}

// change is a copy of an object in which the value at a path such as "body.0.markdown" differs.
func change(object m, path string, value any) m {
	var copied any
	raw, _ := json.Marshal(object)
	_ = json.Unmarshal(raw, &copied)
	step, rest, deeper := strings.Cut(path, ".")
	whole := copied.(m)
	if deeper {
		whole[step] = changeIn(whole[step], rest, value)
	} else if _, remove := value.(absent); remove {
		delete(whole, step)
	} else {
		whole[step] = value
	}
	return whole
}

func changeIn(part any, path string, value any) any {
	switch part := part.(type) {
	case []any:
		step, rest, deeper := strings.Cut(path, ".")
		at, _ := strconv.Atoi(step)
		if deeper {
			part[at] = changeIn(part[at], rest, value)
		} else {
			part[at] = value
		}
		return part
	case m:
		return change(part, path, value)
	default:
		return change(m{}, path, value)
	}
}

// journal is the log of one service.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(line)
}

// errors are the lines at level ERROR.
func (j *journal) errors() []m {
	j.mu.Lock()
	defer j.mu.Unlock()
	var lines []m
	for line := range strings.Lines(j.text.String()) {
		var entry m
		if json.Unmarshal([]byte(line), &entry) == nil && entry["level"] == "ERROR" {
			lines = append(lines, entry)
		}
	}
	return lines
}

// logbook holds the logs of all services, and what may not stand in them: every token, and from
// every variable that was sent the personal parts.
var logbook secrets

type secrets struct {
	journal
	hidden sync.Map
}

var personal = regexp.MustCompile(
	`^(insz|token|secret|subject|preview|markdown|why|title|label|detail|actionText|consequence|displayName|voter.*|place.*|clientId|iban|beneficiary|structuredReference)$`)

func (s *secrets) hide(text string) {
	if len(text) >= 8 {
		s.hidden.Store(text, true)
	}
}

func (s *secrets) hideAll(value any) {
	switch value := value.(type) {
	case m:
		for name, inner := range value {
			if text, ok := inner.(string); ok && personal.MatchString(name) {
				s.hide(text)
			}
			s.hideAll(inner)
		}
	case []any:
		for _, inner := range value {
			s.hideAll(inner)
		}
	case []m:
		for _, inner := range value {
			s.hideAll(inner)
		}
	}
}

// leaks are the lines of the log with something hidden in them.
func (s *secrets) leaks() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.text.String()
	var lines []string
	s.hidden.Range(func(hidden, _ any) bool {
		if at := strings.Index(text, hidden.(string)); at >= 0 {
			start := strings.LastIndexByte(text[:at], '\n') + 1
			lines = append(lines, strings.SplitN(text[start:], "\n", 2)[0])
		}
		return true
	})
	return lines
}

// watched counts the calls of a store and remembers which documents were written, so that all of
// them can be compared.
type watched struct {
	store.Store
	mu      sync.Mutex
	calls   map[string]int
	written map[string]map[string]bool // kind of document: ids
}

func (w *watched) note(method, kind string, ids ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls[method]++
	if w.written[kind] == nil {
		w.written[kind] = map[string]bool{}
	}
	for _, id := range ids {
		w.written[kind][id] = true
	}
}

// counted runs do and answers how often each method was called meanwhile.
func (w *watched) counted(do func()) map[string]int {
	w.mu.Lock()
	clear(w.calls)
	w.mu.Unlock()
	do()
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.calls)
}

func (w *watched) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	w.note("Mailboxes", "")
	return w.Store.Mailboxes(ctx, ids)
}

func (w *watched) States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error) {
	w.note("States", "")
	return w.Store.States(ctx, ids)
}

func (w *watched) SaveMailboxes(ctx context.Context, boxes []*model.Mailbox) ([]error, error) {
	for _, box := range boxes {
		w.note("SaveMailboxes", "mailbox", string(box.ID))
	}
	return w.Store.SaveMailboxes(ctx, boxes)
}

func (w *watched) FindRecords(ctx context.Context, collection string, keys []string) ([]store.Found, error) {
	w.note("FindRecords "+collection, "")
	return w.Store.FindRecords(ctx, collection, keys)
}

func (w *watched) SaveRecords(ctx context.Context, collection string, rows []store.Row) ([]error, error) {
	for _, row := range rows {
		w.note("SaveRecords "+collection, collection, row.Key)
	}
	return w.Store.SaveRecords(ctx, collection, rows)
}

func (w *watched) Citizens(ctx context.Context, keys []string) (map[string]model.CitizenID, error) {
	w.note("Citizens", "")
	return w.Store.Citizens(ctx, keys)
}

func (w *watched) AddCitizens(ctx context.Context, citizens map[string]model.CitizenID) (map[string]model.CitizenID, error) {
	w.note("AddCitizens", "citizen", slices.Collect(maps.Keys(citizens))...)
	return w.Store.AddCitizens(ctx, citizens)
}

// dump is every document that was written, as it is now. The random part of a mailbox is left out.
func (w *watched) dump(t testing.TB) string {
	t.Helper()
	w.mu.Lock()
	ids := func(kind string) []string { return slices.Sorted(maps.Keys(w.written[kind])) }
	citizens, boxes, letters := ids("citizen"), ids("mailbox"), ids("letters")
	dossiers, claims, receipts := ids("dossiers"), ids("devices"), ids("receipts")
	sources, intakes, installations := ids("sources"), ids("intakes"), ids("installations")
	w.mu.Unlock()
	all := m{}
	var err error
	all["citizens"] = inParts(t, citizens, func(part []string) (map[string]model.CitizenID, error) {
		return w.Store.Citizens(t.Context(), part)
	})
	found := inParts(t, convert[model.CitizenID](boxes), func(part []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
		return w.Store.Mailboxes(t.Context(), part)
	})
	for _, box := range found {
		box.Life = ""
	}
	all["mailboxes"] = found
	all["letters"] = inParts(t, convert[model.EntryID](letters), func(part []model.EntryID) (map[model.EntryID]*model.LetterRecord, error) {
		return store.Find[model.LetterRecord](t.Context(), w.Store, part)
	})
	all["dossiers"], err = store.Find[model.DossierRecord](t.Context(), w.Store, dossiers)
	must(t, err)
	all["claims"], err = store.Find[model.DeviceClaim](t.Context(), w.Store, claims)
	must(t, err)
	all["installations"], err = store.Find[model.Installation](t.Context(), w.Store, installations)
	must(t, err)
	all["receipts"], err = store.Find[model.Receipt](t.Context(), w.Store, receipts)
	must(t, err)
	all["sources"] = inParts(t, sources, func(part []string) (map[string]*model.Source, error) {
		return store.Find[model.Source](t.Context(), w.Store, part)
	})
	all["intakes"] = inParts(t, intakes, func(part []string) (map[string]*model.Intake, error) {
		return store.Find[model.Intake](t.Context(), w.Store, part)
	})
	return canonical(t, all)
}

// desk is what was written of senders' runs and organisations, as it is now.
func (w *watched) desk(t testing.TB) string {
	t.Helper()
	w.mu.Lock()
	ids := func(kind string) []string { return slices.Sorted(maps.Keys(w.written[kind])) }
	runs, places, audits, organisations := ids("runs"), ids("runorder"), ids("audit"), ids("organisations")
	campaigns, lists := ids("campaigns"), ids("references")
	w.mu.Unlock()
	all := m{}
	var err error
	all["runs"], err = store.Find[model.LetterRun](t.Context(), w.Store, runs)
	must(t, err)
	all["places"], err = store.Find[model.RunEntry](t.Context(), w.Store, places)
	must(t, err)
	all["audits"], err = store.Find[model.Audit](t.Context(), w.Store, audits)
	must(t, err)
	all["campaigns"], err = store.Find[model.Campaign](t.Context(), w.Store, campaigns)
	must(t, err)
	all["references"], err = store.Find[model.ReferenceList](t.Context(), w.Store, lists)
	must(t, err)
	all["organisations"], err = store.Find[model.Organisation](t.Context(), w.Store, organisations)
	must(t, err)
	return canonical(t, all)
}

// inParts reads many documents, as many at once as a store allows.
func inParts[K comparable, V any](t testing.TB, keys []K, read func(part []K) (map[K]V, error)) map[K]V {
	t.Helper()
	all := map[K]V{}
	for part := range slices.Chunk(keys, store.MaxBatch) {
		found, err := read(part)
		must(t, err)
		maps.Copy(all, found)
	}
	return all
}

func convert[T ~string](texts []string) []T {
	converted := make([]T, len(texts))
	for i, text := range texts {
		converted[i] = T(text)
	}
	return converted
}
