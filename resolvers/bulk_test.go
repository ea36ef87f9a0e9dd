package resolvers_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// streamed is one line of the answer to a stream.
type streamed struct {
	Line      int           `json:"line"`
	Reference string        `json:"reference"`
	LetterID  string        `json:"letterId"`
	Channel   model.Channel `json:"channel"`
	Reason    string        `json:"reason"`
	Error     *struct {
		Code       model.Code         `json:"code"`
		Fields     []model.FieldError `json:"fields"`
		RetryAfter int                `json:"retryAfter"`
	} `json:"error"`

	Done     *bool `json:"done"` // on the last line only, as the next three
	Lines    int   `json:"lines"`
	Accepted int   `json:"accepted"`
	Errors   int   `json:"errors"`
}

// startStream begins to stream letters in.
func (c caller) startStream(ctx context.Context, t testing.TB, run string, body io.Reader) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/bulk/letters?run="+url.QueryEscape(run), body)
	must(t, err)
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	must(t, err)
	t.Cleanup(func() { response.Body.Close() })
	return response
}

// stream streams lines in and answers what came back, the last line apart.
func (c caller) stream(t testing.TB, lines []byte) (answers []streamed, last streamed) {
	t.Helper()
	response := c.startStream(t.Context(), t, run, bytes.NewReader(lines))
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(response.Body)
		t.Fatalf("HTTP %d: %s", response.StatusCode, short(text))
	}
	decoder := json.NewDecoder(response.Body)
	for {
		var line streamed
		err := decoder.Decode(&line)
		if errors.Is(err, io.EOF) {
			break
		}
		must(t, err)
		answers = append(answers, line)
	}
	if len(answers) == 0 || answers[len(answers)-1].Done == nil {
		t.Fatalf("the answer has no last line: %+v", answers)
	}
	return answers[:len(answers)-1], answers[len(answers)-1]
}

// linesOf writes letters as a stream has them.
func linesOf(t testing.TB, letters ...m) []byte {
	t.Helper()
	var text bytes.Buffer
	for _, letter := range letters {
		logbook.hideAll(letter)
		line, err := json.Marshal(letter)
		must(t, err)
		text.Write(line)
		text.WriteByte('\n')
	}
	return text.Bytes()
}

// crowd is so many people who do not exist, each at most one letter's worth.
func crowd(t testing.TB, n int) []person {
	t.Helper()
	people := make([]person, n)
	day := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range people {
		number, err := model.DemoINSZ(day.Year(), int(day.Month()), day.Day(), i%2*999)
		must(t, err)
		people[i] = person(number.Digits())
		day = day.AddDate(0, 0, i%2)
	}
	return people
}

func TestABadLineStopsNoOther(t *testing.T) {
	t.Parallel()
	s := newService(t)
	good := func(reference string) m { return callLetter(reference, an) }
	text := bytes.Join([][]byte{
		linesOf(t, good("een")),
		[]byte("this is no JSON\n"),
		linesOf(t, change(good("drie"), "kind", "POSTCARD")),
		[]byte("\n"), // an empty line has a number and no answer
		linesOf(t, change(change(change(good("vijf"), "colour", "red"), "kind", absent{}), "body.0.language", 7)),
		linesOf(t, change(change(good("zes"), "recipient.insz", "85010100017"), "subject", "")),
		linesOf(t, change(good("zeven"), "callLetter.election.day", "2026-02-30")),
		[]byte("[1, 2]\n"),
		linesOf(t, change(good("negen"), "recipient", m{"insz": string(an), "enterpriseNumber": "0403.170.701"})),
		linesOf(t, change(good("tien"), "recipient", m{})),
		bytes.TrimSpace(linesOf(t, good("elf"))), // no newline at the end
	}, nil)
	answers, last := s.sender(mechelen).stream(t, text)
	want(t, *last.Done, true)
	want(t, []int{last.Lines, last.Accepted, last.Errors}, []int{10, 2, 8})
	wrong := map[int][]string{
		2: nil, 3: {"kind"}, 5: {"body[0].language", "colour", "kind"}, 6: {"recipient.insz", "subject"}, 7: {"callLetter.election.day"}, 8: nil,
		9: {"recipient"}, 10: {"recipient"},
	}
	for _, answer := range answers {
		fields, bad := wrong[answer.Line]
		switch {
		case !bad && (answer.Error != nil || answer.Channel != model.ChannelBoth || answer.Reason != "PAPER_ALWAYS" || answer.LetterID == ""):
			t.Errorf("line %d: %+v", answer.Line, answer)
		case bad && (answer.Error == nil || answer.Error.Code != model.CodeInvalid || answer.LetterID != ""):
			t.Errorf("line %d was taken in: %+v", answer.Line, answer)
		case bad:
			wantFields(t, answer.Error.Fields, fields)
		}
	}
	if got := len(s.mailbox(t, an).Letters.Entries); got != 2 {
		t.Errorf("%d letters arrived", got)
	}
}

// A sender may wait for an answer before sending on.
func TestAStreamIsAnsweredWhileItComes(t *testing.T) {
	t.Parallel()
	s := newService(t)
	body, lines := io.Pipe()
	logbook.hide(string(an))
	go func() { _, _ = lines.Write(linesOf(t, callLetter("een", an))) }()
	response := s.sender(mechelen).startStream(t.Context(), t, run, body)
	answers := bufio.NewScanner(response.Body)
	for _, reference := range []string{"een", "twee", "drie"} {
		if reference != "een" {
			_, err := lines.Write(linesOf(t, callLetter(reference, an)))
			must(t, err)
		}
		if !answers.Scan() || !strings.Contains(answers.Text(), `"reference":"`+reference+`"`) {
			t.Fatalf("to %s the answer is %s, %v", reference, answers.Text(), answers.Err())
		}
	}
	must(t, lines.Close())
	if !answers.Scan() || !strings.Contains(answers.Text(), `"done":true,"lines":3`) || answers.Scan() {
		t.Errorf("the last line is %s, %v", answers.Text(), answers.Err())
	}
}

// A stream lasts for hours. What an organisation decides meanwhile holds for the lines that come later.
func TestAStreamEndsWithItsMandate(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).grant(t, supplier)
	bound := s.senderWith(supplier, m{"burgerbode_on_behalf_of": mechelen})
	body, lines := io.Pipe()
	logbook.hide(string(an))
	go func() { _, _ = lines.Write(linesOf(t, callLetter("een", an))) }()
	response := bound.startStream(t.Context(), t, run, body)
	answers := bufio.NewScanner(response.Body)
	if !answers.Scan() || !strings.Contains(answers.Text(), `"channel":"BOTH"`) {
		t.Fatalf("with a mandate: %s, %v", answers.Text(), answers.Err())
	}
	s.sender(mechelen).ask(t, revoke, m{"input": m{"supplier": supplier}})
	_, err := lines.Write(linesOf(t, callLetter("twee", an)))
	must(t, err)
	if !answers.Scan() || !strings.Contains(answers.Text(), `"done":false,"lines":1`) || !strings.Contains(answers.Text(), `"FORBIDDEN"`) {
		t.Errorf("after it: %s, %v", answers.Text(), answers.Err())
	}
	_ = lines.Close()
}

func TestWhoMayStream(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, row := range map[string]struct {
		who    caller
		run    string
		status int
		code   model.Code
	}{
		"nobody":         {s.anonymous(), run, http.StatusUnauthorized, model.CodeUnauthenticated},
		"a citizen":      {s.as(an), run, http.StatusForbidden, model.CodeForbidden},
		"an unknown org": {s.sender(stranger), run, http.StatusForbidden, model.CodeForbidden},
		"without a run":  {s.sender(mechelen), "", http.StatusBadRequest, model.CodeInvalid},
	} {
		response := row.who.startStream(t.Context(), t, row.run, bytes.NewReader(linesOf(t, callLetter("een", an))))
		var answer struct{ Error struct{ Code model.Code } }
		must(t, json.NewDecoder(response.Body).Decode(&answer))
		if response.StatusCode != row.status || answer.Error.Code != row.code {
			t.Errorf("%s: HTTP %d %s, want %d %s", name, response.StatusCode, answer.Error.Code, row.status, row.code)
		}
	}
}

// A line that is too long has a number and an answer as every bad line has.
func TestALongLineStopsNoOther(t *testing.T) {
	t.Parallel()
	s := newService(t)
	long := func(size int) []byte { return append(bytes.Repeat([]byte(" "), size), '\n') }
	text := bytes.Join([][]byte{
		linesOf(t, callLetter("een", an)), long(512<<10 - 1), // blank, and as long as a line may be
		long(512 << 10), long(3 << 20), linesOf(t, callLetter("vijf", an)), bytes.Repeat([]byte("x"), 1<<20),
	}, nil)
	answers, last := s.sender(mechelen).stream(t, text)
	want(t, []any{*last.Done, last.Lines, last.Accepted, last.Errors}, []any{true, 5, 2, 3})
	var good, bad []int
	for _, answer := range answers {
		if answer.Error == nil {
			good = append(good, answer.Line)
			continue
		}
		bad = append(bad, answer.Line)
		want(t, answer.Error.Code, model.CodeInvalid)
	}
	want(t, [][]int{good, bad}, [][]int{{1, 5}, {3, 4, 6}})
}

func TestALineWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	s := newService(t)
	text := append(linesOf(t, callLetter("een", an)), bytes.Repeat([]byte("x"), 32<<20+1)...)
	answers, last := s.sender(mechelen).stream(t, text)
	if len(answers) != 1 || answers[0].Error != nil {
		t.Errorf("before it: %+v", answers)
	}
	if *last.Done || last.Error == nil || last.Error.Code != model.CodeInvalid {
		t.Errorf("the last line says %+v", last)
	}
}

// Older programs write Latin-1, and others put a mark before UTF-8.
func TestAStreamIsUTF8(t *testing.T) {
	t.Parallel()
	s := newService(t)
	text := bytes.Join([][]byte{
		append([]byte("\ufeff"), linesOf(t, callLetter("een", an))...), bytes.ReplaceAll(linesOf(t, change(callLetter("twee", an), "body.0.markdown", "Beste José")), []byte("é"), []byte{0xe9}),
		bytes.ReplaceAll(linesOf(t, callLetter("drie", an)), []byte("\n"), []byte("\r\n")),
	}, nil)
	answers, last := s.sender(mechelen).stream(t, text)
	want(t, []int{last.Accepted, last.Errors}, []int{2, 1})
	if bad := answers[1].Error; bad == nil || bad.Code != model.CodeInvalid {
		t.Errorf("Latin-1 is answered %+v", answers[1])
	}
}

// A compressed stream would be answered as so many bad lines.
func TestACompressedStreamIsRefused(t *testing.T) {
	t.Parallel()
	c := newService(t).sender(mechelen)
	for encoding, status := range map[string]int{"gzip": http.StatusBadRequest, "identity": http.StatusOK} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/bulk/letters?run=a", http.NoBody)
		must(t, err)
		request.Header.Set("Authorization", "Bearer "+c.token)
		request.Header.Set("Content-Encoding", encoding)
		response, err := c.http.Do(request)
		must(t, err)
		must(t, response.Body.Close())
		want(t, response.StatusCode, status)
	}
}

// A run that is cut anywhere and sent again, in any order, ends as one that was not cut.
func TestACutStreamSentAgainEndsAsAnUncutOne(t *testing.T) {
	t.Parallel()
	letters, cuts, people := 1_200, 6, crowd(t, 700)
	if testing.Short() { // still several batches, and some who get two letters
		letters, cuts, people = 700, 4, people[:400]
	}
	var all []m
	for i := range letters {
		to := people[i%len(people)] // some get two
		one := callLetter(fmt.Sprintf("brief-%d", i), to)
		if i%5 == 1 {
			one = letter(fmt.Sprintf("brief-%d", i), to) // on paper, as nobody has chosen
		}
		if i%7 == 2 {
			one["supersedes"] = m{"reference": fmt.Sprintf("brief-%d", (i+len(people))%letters)}
		}
		all = append(all, one)
	}
	uncut, cut := newService(t), newService(t)
	for _, s := range []*service{uncut, cut} {
		s.know(t, people[:len(people)/2]...)
		s.know(t, people[len(people)/2:]...)
	}
	sent := linesOf(t, all...)
	_, last := uncut.sender(mechelen).stream(t, sent)
	want(t, []int{last.Lines, last.Accepted}, []int{letters, letters})
	random := rand.New(rand.NewPCG(3, 7))
	for range cuts {
		cut.sender(mechelen).cutStream(t, sent, random)
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		sent = linesOf(t, all...)
	}
	_, last = cut.sender(mechelen).stream(t, sent)
	want(t, []int{last.Lines, last.Accepted}, []int{letters, letters})
	want(t, orderless(t, cut.store.dump(t)), orderless(t, uncut.store.dump(t)))
}

// cutStream sends a part of the stream and goes away after some answers, or before the first.
func (c caller) cutStream(t *testing.T, sent []byte, random *rand.Rand) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	part := sent[:random.IntN(len(sent))] // the last line is torn
	response := c.startStream(ctx, t, run, io.MultiReader(bytes.NewReader(part), stall{ctx}))
	answers := bufio.NewScanner(response.Body)
	for range random.IntN(bytes.Count(part, []byte("\n")) + 1) {
		if !answers.Scan() {
			break
		}
	}
}

// stall never gives anything until its context ends.
type stall struct{ ctx context.Context }

func (s stall) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

// orderless is a dump without what depends on how often and in which order things were saved: the
// revisions, and the order of what came at the same moment.
func orderless(t *testing.T, dump string) any {
	t.Helper()
	var plain any
	must(t, json.Unmarshal([]byte(dump), &plain))
	return withoutOrder(t, plain)
}

func withoutOrder(t *testing.T, value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, inner := range value {
			if name == "Rev" {
				delete(value, name)
				continue
			}
			value[name] = withoutOrder(t, inner)
		}
		return value
	case []any:
		byText := map[string]any{}
		for _, inner := range value {
			inner = withoutOrder(t, inner)
			text, err := json.Marshal(inner)
			must(t, err)
			byText[string(text)] = inner
		}
		return byText
	default:
		return value
	}
}

func TestAStreamAboveTheQuotaSaysWhenToGoOn(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city, err := store.Get[model.Organisation](t.Context(), s.store.Store, mechelen)
	must(t, err)
	city.Quota.LettersPerDay = 3
	must(t, store.Save(t.Context(), s.store.Store, city))
	s = s.again(t)
	var letters []m
	for i := range 5 {
		letters = append(letters, callLetter(fmt.Sprint("brief ", i), an))
	}
	response := s.sender(mechelen).startStream(t.Context(), t, run, bytes.NewReader(linesOf(t, letters...)))
	if response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") != "43200" { // noon: half a day
		t.Errorf("HTTP %d, Retry-After %s", response.StatusCode, response.Header.Get("Retry-After"))
	}
	answers, _ := s.sender(mechelen).stream(t, linesOf(t, letters[:3]...))
	want(t, len(answers), 3)
	s.clock.advance(time.Minute)
	_, last := s.sender(mechelen).stream(t, linesOf(t, letters[:3]...)) // again: nothing new
	want(t, []int{last.Accepted, last.Errors}, []int{3, 0})

	body, lines := io.Pipe() // too late for a status: the lines say it
	go func() { _, _ = lines.Write(linesOf(t, letters[0])) }()
	late := s.sender(mechelen).startStream(t.Context(), t, run, body)
	scanner := bufio.NewScanner(late.Body)
	if !scanner.Scan() || strings.Contains(scanner.Text(), "error") {
		t.Fatalf("the answer is %s", scanner.Text())
	}
	_, err = lines.Write(linesOf(t, letters[4]))
	must(t, err)
	var refused streamed
	if !scanner.Scan() {
		t.Fatal(scanner.Err())
	}
	must(t, json.Unmarshal(scanner.Bytes(), &refused))
	if refused.Error == nil || refused.Error.Code != model.CodeRateLimited || refused.Error.RetryAfter != 43140 {
		t.Errorf("above the quota: %s", scanner.Text())
	}
	must(t, lines.Close())
}

func TestLettersAreStreamedByPostOnly(t *testing.T) {
	t.Parallel()
	response := newService(t).sender(mechelen).get(t, "/bulk/letters")
	want(t, []any{response.StatusCode, response.Header.Get("Allow")}, []any{http.StatusMethodNotAllowed, http.MethodPost})
}
