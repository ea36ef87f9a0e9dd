package resolvers_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

const handOutPaper = `mutation ($input: HandOutPaperInput!) { handOutPaper(input: $input) {
	complete letters { reference letterId reason pull withdrawnAt paidAt } } }`

const confirmPaper = `mutation ($input: ConfirmPaperInput!) { confirmPaper(input: $input) { batch { id count at printedAt } } }`

const askPaper = `query ($run: String!, $first: Int = 100, $after: String) { run(name: $run) {
	counts { accepted digital paper both withdrawn paid toPrint handedOut printed opened pushed }
	batches { id count printedAt }
	paper(first: $first, after: $after) { nodes { reference reason paperDueAt } pageInfo { hasNextPage endCursor } } } }`

// batch are the letters that a batch hands out.
func (c caller) batch(t testing.TB, id string, limit int) (references []string, complete bool) {
	t.Helper()
	a := c.ask(t, handOutPaper, m{"input": m{"run": run, "batch": id, "limit": limit}})
	complete, _ = a.at("handOutPaper.complete").(bool)
	return a.each("handOutPaper.letters", "reference"), complete
}

// toPrint is the list of what is to be printed, page by page.
func (c caller) toPrint(t testing.TB, first int) (references []string) {
	t.Helper()
	variables := m{"run": run, "first": first}
	for {
		a := c.ask(t, askPaper, variables)
		references = append(references, a.each("run.paper.nodes", "reference")...)
		if a.at("run.paper.pageInfo.hasNextPage") != true {
			return references
		}
		variables["after"] = a.text("run.paper.pageInfo.endCursor")
	}
}

func (c caller) openRun(t testing.TB, more m) answer {
	t.Helper()
	input := m{"name": run}
	maps.Copy(input, more)
	return c.try(t, `mutation ($input: OpenRunInput!) { openRun(input: $input) { run { name policy days service kind sandbox organisation { code } openedBy { code } } } }`, m{"input": input})
}

func numbered(count int, to person) []m {
	letters := make([]m, count)
	for i := range letters {
		letters[i] = letter(fmt.Sprintf("brief-%03d", i), to)
	}
	return letters
}

// learn writes down what a notifier would have of a letter.
func (s *service) learn(t testing.TB, reference string, event model.LetterEvent, shared bool) {
	t.Helper()
	_, err := store.ChangeRecord(t.Context(), s.store, model.LetterID(mechelen, run, reference), func(l *model.LetterRecord) (bool, error) {
		return l.Note(event, s.clock.now(), shared), nil
	})
	must(t, err)
}

func sorted(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

func TestEachLetterIsHandedOutOnceHoweverManyAsk(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	for _, result := range city.deliver(t, numbered(500, an)...) {
		if result.Error != nil || result.Channel != model.ChannelPaper {
			t.Fatalf("a letter is %+v", result)
		}
	}
	listed := city.toPrint(t, 100)
	if again := city.toPrint(t, 37); len(listed) != 500 || !slices.Equal(listed, again) {
		t.Fatalf("%d letters are to be printed, in another order the second time: %v", len(listed), !slices.Equal(listed, again))
	}
	var answers [8][2][]string // each batch is asked for by two at the same time
	var asking sync.WaitGroup
	for i := range answers {
		for j := range answers[i] {
			asking.Go(func() { answers[i][j], _ = city.batch(t, fmt.Sprintf("partij-%d", i), 60) })
		}
	}
	asking.Wait()
	var all []string
	for i, both := range answers {
		letters, _ := city.batch(t, fmt.Sprintf("partij-%d", i), 1) // the limit is of no importance any more
		if len(letters) != 60 || !slices.Equal(letters, both[0]) || !slices.Equal(letters, both[1]) {
			t.Errorf("batch %d has %d letters, and two others answer %d and %d", i, len(letters), len(both[0]), len(both[1]))
		}
		all = append(all, letters...)
	}
	last, complete := city.batch(t, "rest", 500)
	all = append(all, last...)
	if distinct := slices.Compact(sorted(all)); len(all) != 500 || len(distinct) != 500 || !complete {
		t.Errorf("%d letters were handed out, %d different ones; complete: %v", len(all), len(distinct), complete)
	}
	if letters, complete := city.batch(t, "leeg", 500); len(letters) != 0 || !complete {
		t.Errorf("after all of them, %d letters are handed out", len(letters))
	}
	a := city.ask(t, askPaper, m{"run": run})
	want(t, a.at("run.counts"), m{"accepted": 500, "digital": 0, "paper": 500, "both": 0, "withdrawn": 0, "paid": 0, "toPrint": 0, "handedOut": 500, "printed": 0, "opened": 5, "pushed": 5})
	if ids := a.each("run.batches", "id"); len(ids) != 9 || slices.Contains(ids, "leeg") {
		t.Errorf("the batches are %q", ids)
	}
}

// A batch is tried with the store failing at its first, second, … call, once or from then on, while
// another batch takes letters after that. Made again it comes to an end, and no letter is in two.
func TestABatchSurvivesEveryFailure(t *testing.T) {
	t.Parallel()
	prepared := func(t *testing.T) *service {
		t.Helper()
		s := newService(t)
		s.sender(mechelen).deliver(t, numbered(12, an)...)
		return s
	}
	input := m{"input": m{"run": run, "batch": "partij", "limit": 7}}
	confirm := m{"input": m{"run": run, "batch": "partij"}}
	counting := &storetest.FailingStore{}
	calm := prepared(t).again(t, wrapped(func(inner store.Store) store.Store {
		counting = storetest.Failing(inner, func(int, string) bool { return false })
		return counting
	}))
	before := counting.Calls()
	calm.sender(mechelen).ask(t, handOutPaper, input)
	calm.sender(mechelen).ask(t, confirmPaper, confirm)
	cases := newSideBySide()
	defer cases.cases.Wait()
	for n := before + 1; n <= counting.Calls(); n++ {
		for how, fails := range map[string]func(int, string) bool{"once": storetest.Nth(n), "from then on": storetest.From(n)} {
			cases.run(t, fmt.Sprintf("call %d, %s", n, how), func(t *testing.T) {
				s := prepared(t)
				failing := s.again(t, wrapped(func(inner store.Store) store.Store { return storetest.Failing(inner, fails) })).sender(mechelen)
				for _, a := range []answer{failing.try(t, handOutPaper, input), failing.try(t, confirmPaper, confirm)} {
					for _, code := range a.problems() {
						if code != string(model.CodeUnavailable) && code != string(model.CodeNotFound) {
							t.Errorf("%s", a.raw)
						}
					}
				}
				city := s.sender(mechelen)
				other, _ := city.batch(t, "andere", 500)
				first, complete := city.batch(t, "partij", 7)
				again, _ := city.batch(t, "partij", 500)
				if len(first) == 0 {
					first, complete = again, true // the other batch was first, so that nothing was left
				}
				rest, _ := city.batch(t, "rest", 500)
				all := sorted(slices.Concat(first, other, rest))
				if len(all) != 12 || len(slices.Compact(all)) != 12 || !slices.Equal(first, again) || !complete {
					t.Errorf("%q and %q and %q; again %q", first, other, rest, again)
				}
				if len(first) > 0 {
					city.ask(t, confirmPaper, confirm)
				}
			})
		}
	}
}

func TestWhatIsToBePrintedFollowsWhatHappens(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	s.as(an).activate(t)
	s.as(an).ask(t, `mutation { updatePreferences(input: {sharesReceiptsWith: ["`+mechelen+`"]}) { preferences { sharesReceiptsWith { code } } } }`)
	if a := city.openRun(t, m{"policy": "IF_UNOPENED", "days": 5}); a.at("openRun.run.days") != 5.0 {
		t.Fatalf("%s", a.raw)
	}
	reasons := map[string]string{}
	for _, name := range []string{"ongeopend", "geopend", "betaald", "ingetrokken"} {
		s.as(an).ask(t, `{ viewer { id } }`)
		a := city.ask(t, strings.Replace(deliverLetters, "channel", "channel reason", 1), m{"input": m{"run": run, "letters": []m{letter(name, an), letter(name+"-bram", bram)}}})
		for i, reference := range a.each("deliverLetters.results", "reference") {
			reasons[reference] = a.text(fmt.Sprintf("deliverLetters.results.%d.reason", i))
		}
	}
	if reasons["ongeopend"] != "UNTIL_OPENED" || reasons["ongeopend-bram"] != "NOT_ACTIVATED" {
		t.Fatalf("the reasons are %v", reasons)
	}
	paper := func(wanted ...string) {
		t.Helper()
		if got := sorted(city.toPrint(t, 100)); !slices.Equal(got, sorted(wanted)) {
			t.Errorf("to be printed is %q, want %q", got, wanted)
		}
	}
	all := []string{"ongeopend-bram", "geopend-bram", "betaald-bram", "ingetrokken-bram"}
	paper(all...)
	// Bram chooses digital post: what was decided stays, what comes is digital.
	s.as(bram).activate(t)
	s.as(bram).ask(t, `mutation { updatePreferences(input: {sharesReceiptsWith: ["`+mechelen+`"]}) { rev } }`)
	city.deliver(t, letter("later-bram", bram))
	paper(all...)

	s.learn(t, "geopend", model.EventOpened, true)
	s.learn(t, "betaald-bram", model.EventPaid, true)
	paper("ongeopend-bram", "geopend-bram", "ingetrokken-bram")
	s.learn(t, "ingetrokken-bram", model.EventWithdrawn, true)
	paper("ongeopend-bram", "geopend-bram")
	s.clock.advance(6 * 24 * time.Hour)
	city = s.sender(mechelen)
	s.learn(t, "ongeopend", model.EventPaperDue, true)
	paper("ongeopend", "ongeopend-bram", "geopend-bram")

	// What is withdrawn or paid after it was handed out stays in the batch, flagged.
	first, _ := city.batch(t, "partij", 500)
	s.learn(t, "ongeopend-bram", model.EventPaid, true)
	s.learn(t, "geopend-bram", model.EventWithdrawn, true)
	a := city.ask(t, handOutPaper, m{"input": m{"run": run, "batch": "partij"}})
	if again := a.each("handOutPaper.letters", "reference"); !slices.Equal(first, again) || len(first) != 3 {
		t.Errorf("the batch was %q and is %q", first, again)
	}
	for i, reference := range first {
		place := fmt.Sprintf("handOutPaper.letters.%d.", i)
		if pull := a.at(place + "pull"); pull != (reference != "ongeopend") {
			t.Errorf("%s is to be pulled: %v", reference, pull)
		}
		if reference == "ongeopend" && a.text(place+"reason") != "UNTIL_OPENED" {
			t.Errorf("%s goes by post because of %s", reference, a.text(place+"reason"))
		}
	}
	paper()

	confirmed := city.ask(t, confirmPaper, m{"input": m{"run": run, "batch": "partij"}})
	s.clock.advance(time.Hour)
	again := city.ask(t, confirmPaper, m{"input": m{"run": run, "batch": "partij"}})
	want(t, again.Data, confirmed.Data)
	want(t, confirmed.at("confirmPaper.batch.count"), 3)
	status := city.ask(t, `{ letterStatus(run: "`+run+`", reference: "ongeopend") { batch printedAt paperDueAt openedAt channel } }`)
	want(t, status.at("letterStatus"), m{"batch": "partij", "printedAt": "2026-06-07T10:00:00Z", "paperDueAt": "2026-06-07T10:00:00Z", "openedAt": nil, "channel": "DIGITAL"})
	wantError(t, city.try(t, confirmPaper, m{"input": m{"run": run, "batch": "geen"}}), model.CodeNotFound)
	for _, wrong := range []m{{"run": run, "batch": "x", "limit": 0}, {"run": run, "batch": "x", "limit": 501}} {
		wantError(t, city.try(t, handOutPaper, m{"input": wrong}), model.CodeInvalid, "limit")
	}
}

func TestNothingIsPrintedUnderNever(t *testing.T) {
	t.Parallel()
	s := newService(t)
	city := s.sender(mechelen)
	city.openRun(t, m{"policy": "NEVER"})
	city.deliver(t, letter("brief", an))
	a := city.ask(t, askPaper, m{"run": run})
	want(t, a.at("run.counts.paper"), 1)
	want(t, a.at("run.paper.nodes"), []any{})
	if letters, complete := city.batch(t, "partij", 500); len(letters) != 0 || !complete {
		t.Errorf("%q are handed out", letters)
	}
}
