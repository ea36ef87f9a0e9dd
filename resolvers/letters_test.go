package resolvers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const run = "voorjaar-2026"

// letter is one that stays on paper until the recipient has chosen digital post.
func letter(reference string, to person) m {
	return m{
		"reference": reference,
		"recipient": m{"insz": string(to)},
		"kind":      "INFORMATION",
		"subject":   "Werken in uw straat",
		"body":      []any{m{"language": "NL", "markdown": "Beste,\n\nvanaf **maandag** werken we in uw straat."}},
	}
}

// callLetter is one that reaches everybody, beside paper.
func callLetter(reference string, to person) m {
	return m{
		"reference": reference,
		"recipient": m{"insz": string(to)},
		"kind":      "CALL_LETTER",
		"subject":   "Oproepingsbrief voor de verkiezingen van zondag 7 juni 2026",
		"preview":   "Op zondag 7 juni 2026 stemt u in de Voorbeeldschool.",
		"body":      []any{m{"language": "NL", "markdown": "Beste An Voorbeeld,\n\nop zondag 7 juni 2026 stemt u."}},
		"service":   "Burgerzaken",
		"nis":       "12025",
		"callLetter": m{
			"voterName": "Voorbeeld An", "voterAddress": "Voorbeeldstraat 1, 2800 Mechelen", "voterNumber": "10234",
			"election":     m{"id": "2026-06-07-voorbeeld", "name": "Voorbeeldverkiezing", "day": electionDay},
			"municipality": "12025", "bureau": "12", "placeName": "Voorbeeldschool", "placeAddress": "Schoolstraat 2, 2800 Mechelen",
			"opens": "08:00", "closes": "14:00", "suggestedFrom": "10:00", "suggestedUntil": "11:00", "compulsory": true,
			"assemblies": []any{"Vlaams Parlement", "Kamer"}, "bring": []any{"Uw identiteitskaart", "Deze brief"},
			"proxy": "Wie in uw plaats stemt, heeft uw brief op papier nodig.", "duplicate": "Tot 12 uur op de dag van de stemming.",
		},
	}
}

const deliverLetters = `mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results {
	reference letterId channel error { code message fields { path message } } } } }`

// delivered is what became of one letter.
type delivered struct {
	Reference string           `json:"reference"`
	LetterID  string           `json:"letterId"`
	Channel   model.Channel    `json:"channel"`
	Error     *graph.ItemError `json:"error"`
}

// deliver hands letters over in one call.
func (c caller) deliver(t testing.TB, letters ...m) []delivered {
	t.Helper()
	return c.deliverRun(t, run, letters...)
}

func (c caller) deliverRun(t testing.TB, run string, letters ...m) []delivered {
	t.Helper()
	a := c.ask(t, deliverLetters, m{"input": m{"run": run, "letters": letters}})
	var got struct {
		DeliverLetters struct{ Results []delivered } `json:"deliverLetters"`
	}
	into(t, a.Data, &got)
	if len(got.DeliverLetters.Results) != len(letters) {
		t.Fatalf("%d results for %d letters", len(got.DeliverLetters.Results), len(letters))
	}
	return got.DeliverLetters.Results
}

// deliverOne hands one letter over, which must be accepted, and answers its id.
func (c caller) deliverOne(t testing.TB, letter m) string {
	t.Helper()
	result := c.deliver(t, letter)[0]
	if result.Error != nil || result.LetterID == "" {
		t.Fatalf("%s was not accepted: %+v", result.Reference, result.Error)
	}
	return result.LetterID
}

func into(t testing.TB, data, target any) {
	t.Helper()
	raw, err := json.Marshal(data)
	must(t, err)
	must(t, json.Unmarshal(raw, target))
}

// wantRefused wants an item to be refused with that code and exactly those fields.
func wantRefused(t testing.TB, got *graph.ItemError, code model.Code, fields ...string) {
	t.Helper()
	if got == nil || got.Code != code {
		t.Errorf("want %s, got %+v", code, got)
		return
	}
	var wrong []model.FieldError
	for _, field := range got.Fields {
		wrong = append(wrong, *field)
	}
	wantFields(t, wrong, fields)
}

func (c caller) activate(t testing.TB) {
	t.Helper()
	c.ask(t, `mutation { activateDigitalPost(input: {understood: true}) { rev } }`)
}

func TestDeliveryReachesTheFeed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	sent := callLetter("brief-1", an)
	sent["body"] = []any{
		m{"language": "FR", "markdown": "Chère An, vous votez dimanche."},
		m{"language": "NL", "markdown": "Beste An Voorbeeld, u stemt zondag."},
	}
	sent["why"], sent["expiresAt"] = "U staat op de kiezerslijst.", "2026-06-07T14:00:00+02:00"
	sent["deadline"] = m{"date": electionDay, "consequence": "Wie niet stemt, kan een boete krijgen."}
	sent["about"] = m{"relation": "SELF"}
	sent = change(change(change(sent, "callLetter.arrondissement", "Mechelen"), "callLetter.seats", []any{124, 150}),
		"callLetter.signatories", []any{"Jan Voorbeeld, secretaris", "Els Voorbeeld, burgemeester"})
	result := s.sender(agency).deliver(t, sent)[0]
	want(t, result, m{"reference": "brief-1", "letterId": string(model.LetterID(agency, run, "brief-1")), "channel": "BOTH", "error": nil})

	shown := s.as(an).ask(t, `{ viewer { counts { unread toDo } feed { totalCount edges { sortAt cursor } nodes { __typename ... on Letter {
		id kind kindTitle subject preview languages service reference receivedAt firstOpenedAt read archived expiresAt why withdrawnAt
		sender { code name level contact { phone } } municipality { nis name postcode } about { displayName relation }
		deadline { date consequence } supersededBy { id } supersedes { id } dossier { id }
		nl: body { language markdown } fr: body(language: FR) { language markdown } en: body(language: EN) { language markdown }
		callLetter { voterName voterAddress voterNumber election { id name day } municipality { nis } bureau placeName placeAddress
			opens closes opensAt closesAt suggestedFrom suggestedUntil compulsory assemblies seats bring proxy duplicate arrondissement signatories } } } } } }`)
	want(t, shown.at("viewer.counts"), m{"unread": 1, "toDo": 1})
	want(t, shown.at("viewer.feed.totalCount"), 1)
	want(t, shown.at("viewer.feed.edges.0.sortAt"), "2026-06-01T10:00:00Z")
	dutch := m{"language": "NL", "markdown": "Beste An Voorbeeld, u stemt zondag."}
	want(t, shown.at("viewer.feed.nodes.0"), m{
		"__typename": "Letter", "id": result.LetterID, "kind": "CALL_LETTER", "kindTitle": "Oproepingsbrief",
		"subject": sent["subject"], "preview": sent["preview"], "languages": []string{"NL", "FR"}, "service": "Burgerzaken",
		"reference": "brief-1", "receivedAt": "2026-06-01T10:00:00Z", "firstOpenedAt": nil, "read": false, "archived": false,
		"expiresAt": "2026-06-07T12:00:00Z", "why": "U staat op de kiezerslijst.", "withdrawnAt": nil,
		"sender":       m{"code": agency, "name": "Agentschap Voorbeeld", "level": "FLEMISH", "contact": m{"phone": nil}},
		"municipality": m{"nis": "12025", "name": "Mechelen", "postcode": "2800"}, "about": m{"displayName": nil, "relation": "SELF"},
		"deadline": sent["deadline"], "supersededBy": nil, "supersedes": nil, "dossier": nil,
		"nl": dutch, "fr": m{"language": "FR", "markdown": "Chère An, vous votez dimanche."}, "en": dutch,
		"callLetter": change(change(change(sent["callLetter"].(m), "opensAt", "2026-06-07T06:00:00Z"),
			"closesAt", "2026-06-07T12:00:00Z"), "municipality", m{"nis": "12025"}),
	})
}

func TestThePreviewIsTheBeginningOfTheTextUnlessGiven(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	long := "# Titel\n\nBeste [An](https://example.be),\nvanaf **maandag** is er *iets* nieuws.\n\n- één\n- twee\n\n" + strings.Repeat("woord ", 60)
	s.sender(mechelen).deliverOne(t, change(letter("a", an), "body.0.markdown", long))
	preview := s.as(an).ask(t, `{ viewer { feed { nodes { ... on Letter { preview } } } } }`).text("viewer.feed.nodes.0.preview")
	if !strings.HasPrefix(preview, "Titel Beste An, vanaf maandag is er iets nieuws. één twee woord woord") ||
		!strings.HasSuffix(preview, "…") || len([]rune(preview)) > 141 {
		t.Errorf("the preview is %q", preview)
	}
}

func TestBadLettersAreRefusedFieldByField(t *testing.T) {
	t.Parallel()
	body := func(markdown string) m { return change(letter("x", an), "body.0.markdown", markdown) }
	texts := func(languages ...string) m {
		var all []any
		for _, language := range languages {
			all = append(all, m{"language": language, "markdown": "Tekst, texte, Text."})
		}
		return change(letter("x", an), "body", all)
	}
	letterWith := func(path string, value any) m { return change(letter("x", an), path, value) }
	callWith := func(path string, value any) m { return change(callLetter("x", an), path, value) }
	long := func(n int) string { return strings.Repeat("é", n) }
	for name, test := range map[string]struct {
		letter m
		fields []string
	}{
		"check digits":                  {letterWith("recipient.insz", "85010100017"), []string{"recipient.insz"}},
		"no number at all":              {letterWith("recipient.insz", ""), []string{"recipient.insz"}},
		"blank reference":               {letterWith("reference", "  "), []string{"reference"}},
		"long reference":                {letterWith("reference", long(81)), []string{"reference"}},
		"blank subject":                 {letterWith("subject", " \t "), []string{"subject"}},
		"long subject":                  {letterWith("subject", long(151)), []string{"subject"}},
		"control character":             {letterWith("subject", "Kies\u0007brief"), []string{"subject"}},
		"line end in a subject":         {letterWith("subject", "Kies\nbrief"), []string{"subject"}},
		"zero character":                {letterWith("service", "Burger\u0000zaken"), []string{"service"}},
		"replacement character":         {letterWith("why", "U staat op de \uFFFD"), []string{"why"}},
		"empty preview":                 {letterWith("preview", ""), []string{"preview"}},
		"long preview":                  {letterWith("preview", long(201)), []string{"preview"}},
		"unknown NIS":                   {letterWith("nis", "99999"), []string{"nis"}},
		"empty NIS":                     {letterWith("nis", ""), []string{"nis"}},
		"outside the territory":         {letterWith("nis", "44021"), []string{"nis"}},
		"no text":                       {letterWith("body", []any{}), []string{"body"}},
		"no Dutch text":                 {texts("FR"), []string{"body", "body[0].language"}},
		"two texts in a language":       {texts("NL", "NL"), []string{"body[1].language"}},
		"English by a municipality":     {texts("NL", "EN"), []string{"body[1].language"}},
		"French without facilities":     {texts("NL", "FR"), []string{"body[1].language"}},
		"blank text":                    {body(" \n "), []string{"body[0].markdown"}},
		"long text":                     {body(long(20_001)), []string{"body[0].markdown"}},
		"script":                        {body("Beste\n\n<script>alert(1)</script>"), []string{"body[0].markdown"}},
		"HTML in a line":                {body("Beste <b>An</b>"), []string{"body[0].markdown"}},
		"HTML comment":                  {body("Beste <!-- An -->"), []string{"body[0].markdown"}},
		"HTML block in a list":          {body("- een\n\n  <div onclick=x>\n"), []string{"body[0].markdown"}},
		"javascript link":               {body("[klik](javascript:alert(1))"), []string{"body[0].markdown"}},
		"javascript link, disguised":    {body("[klik](JaVa&#115;cript:alert(1))"), []string{"body[0].markdown"}},
		"javascript link, by reference": {body("[klik][x]\n\n[x]: javascript:alert(1)"), []string{"body[0].markdown"}},
		"javascript autolink":           {body("<javascript:alert(1)>"), []string{"body[0].markdown"}},
		"lost characters":               {body("Beste Jos\ufffd"), []string{"body[0].markdown"}},
		"data link":                     {body("[klik](data:text/html;base64,PHNjcmlwdD4=)"), []string{"body[0].markdown"}},
		"http link":                     {body("[klik](http://example.be)"), []string{"body[0].markdown"}},
		"relative link":                 {body("[klik](//example.be)"), []string{"body[0].markdown"}},
		"mail link":                     {body("<iemand@example.be>"), []string{"body[0].markdown"}},
		"link with a user":              {body("[klik](https://mechelen.be@example.be)"), []string{"body[0].markdown"}},
		"link with a line end":          {body("[klik](https:&#10;//example.be)"), []string{"body[0].markdown"}},
		"image":                         {body("![foto](https://example.be/x.png)"), []string{"body[0].markdown"}},
		"image in a link":               {body("[![foto](https://example.be/x.png)](https://example.be)"), []string{"body[0].markdown"}},
		"about a child without a name":  {letterWith("about", m{"relation": "CHILD"}), []string{"about.displayName"}},
		"about oneself with a name":     {letterWith("about", m{"relation": "SELF", "displayName": "An"}), []string{"about.displayName"}},
		"supersedes itself":             {letterWith("supersedes", m{"reference": "x"}), []string{"supersedes"}},
		"supersedes itself, by its run": {letterWith("supersedes", m{"reference": "x", "run": run}), []string{"supersedes"}},
		"dossier without a source":      {letterWith("dossier", m{"source": "geen uri", "number": "1"}), []string{"dossier.source"}},
		"deadline without consequence":  {letterWith("deadline", m{"date": "2026-06-30", "consequence": ""}), []string{"deadline.consequence"}},
		"call letter without a block":   {callWith("callLetter", absent{}), []string{"callLetter"}},
		"block on another letter":       {callWith("kind", "INFORMATION"), []string{"callLetter"}},
		"closes before it opens":        {callWith("callLetter.closes", "07:59"), []string{"callLetter.closes"}},
		"closes when it opens":          {callWith("callLetter.closes", "08:00"), []string{"callLetter.closes"}},
		"half a quiet hour":             {callWith("callLetter.suggestedUntil", nil), []string{"callLetter.suggestedUntil"}},
		"voter outside the territory":   {callWith("callLetter.municipality", "44021"), []string{"callLetter.municipality"}},
		"voter in no municipality":      {callWith("callLetter.municipality", "x"), []string{"callLetter.municipality"}},
		"no assemblies":                 {callWith("callLetter.assemblies", []any{}), []string{"callLetter.assemblies"}},
		"seats of some assemblies":      {callWith("callLetter.seats", []any{124}), []string{"callLetter.seats"}},
		"an assembly without seats":     {callWith("callLetter.seats", []any{0, 150}), []string{"callLetter.seats[0]"}},
		"three signatories":             {callWith("callLetter.signatories", []any{"a", "b", "c"}), []string{"callLetter.signatories"}},
		"blank thing to bring":          {callWith("callLetter.bring.1", " "), []string{"callLetter.bring[1]"}},
		"seven assemblies":              {callWith("callLetter.assemblies", slices.Repeat([]any{"Kamer"}, 7)), []string{"callLetter.assemblies"}},
		"a block of too many bytes": {callWith("callLetter.assemblies", slices.Repeat([]any{long(80)}, 6)),
			[]string{"callLetter"}},
		"everything at once": {m{
			"reference": "", "recipient": m{"insz": "123"}, "kind": "CALL_LETTER", "subject": "", "nis": "00000",
			"body": []any{m{"language": "FR", "markdown": "<b>"}}, "deadline": m{"date": "2026-06-30", "consequence": " "},
		}, []string{"reference", "recipient.insz", "subject", "nis", "body[0].markdown", "body", "body[0].language",
			"deadline.consequence", "callLetter"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			before := s.store.dump(t)
			result := s.sender(mechelen).deliver(t, test.letter)[0]
			wantRefused(t, result.Error, model.CodeInvalid, test.fields...)
			want(t, []any{result.LetterID, result.Channel}, []any{"", ""})
			want(t, s.store.dump(t), before)
		})
	}
}

// What looks dangerous and is not stays allowed.
func TestGoodLettersAreAccepted(t *testing.T) {
	t.Parallel()
	s := newService(t)
	french := change(letter("fr", an), "body", []any{
		m{"language": "FR", "markdown": "Des travaux."}, m{"language": "NL", "markdown": "Werken."},
	})
	for name, one := range map[string]struct {
		sender string
		letter m
	}{
		"rich text":                {mechelen, change(letter("rich", an), "body.0.markdown", "# Kop\n\n> citaat\n\n1. *een*\n2. **twee**\n\n[site](https://mechelen.be/x?y=1#z) <https://mechelen.be> `code <b>` 1 < 2 & 3 > 2")},
		"a link that is only text": {mechelen, change(letter("text", an), "body.0.markdown", "Typ nooit javascript:alert(1) over.")},
		"the longest fields":       {mechelen, change(change(letter("long", an), "subject", strings.Repeat("é", 150)), "body.0.markdown", strings.Repeat("é", 20_000))},
		"French with facilities":   {kraainem, change(french, "nis", "23099")},
		"English by an agency":     {agency, change(change(french, "body.0.language", "EN"), "reference", "en")},
		"any town, by an agency":   {agency, change(letter("gent", an), "nis", "44021")},
		"about a child":            {mechelen, change(letter("child", an), "about", m{"relation": "CHILD", "displayName": "Lotte"})},
		"a number with dots":       {mechelen, change(letter("dots", an), "recipient.insz", "85.01.01-000.16")},
	} {
		if result := s.sender(one.sender).deliver(t, one.letter)[0]; result.Error != nil {
			t.Errorf("%s: %+v", name, result.Error)
		}
	}
}

func TestTheCallAsAWholeIsRefused(t *testing.T) {
	t.Parallel()
	s := newService(t)
	before := s.store.dump(t)
	sender := s.sender(mechelen)
	many := make([]m, 501)
	for i := range many {
		many[i] = letter(fmt.Sprint(i), an)
	}
	try := func(run string, letters any) answer {
		return sender.try(t, deliverLetters, m{"input": m{"run": run, "letters": letters}})
	}
	wantError(t, try(run, []m{}), model.CodeInvalid, "letters")
	wantError(t, try(run, many), model.CodeInvalid, "letters")
	wantError(t, try(" ", many[:1]), model.CodeInvalid, "run")
	wantError(t, try(strings.Repeat("x", 81), many), model.CodeInvalid, "run", "letters")
	// What is no value of its type makes the whole call wrong, and names where.
	wantError(t, try(run, []m{change(many[0], "kind", "BOETE")}), model.CodeInvalid, "letters[0].kind")
	day := try(run, []m{many[0], change(callLetter("y", an), "callLetter.election.day", "2026-02-30")})
	wantError(t, day, model.CodeInvalid, "letters[1].callLetter.election.day")
	wantError(t, try(run, []m{change(callLetter("y", an), "callLetter.opens", "24:00")}), model.CodeInvalid, "letters[0].callLetter.opens")
	wantError(t, try(run, []m{change(many[0], "expiresAt", "morgen")}), model.CodeInvalid, "letters[0].expiresAt")
	want(t, s.store.dump(t), before)
	if lines := s.log.errors(); len(lines) > 0 {
		t.Errorf("a wrong input is no fault of the service: %v", lines)
	}
}

func TestABodyOverTheLimitIsRefusedClearly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	before := s.store.dump(t)
	huge := change(letter("x", an), "body.0.markdown", strings.Repeat("x", 17<<20))
	refused := s.sender(mechelen).try(t, deliverLetters, m{"input": m{"run": run, "letters": []m{huge}}})
	wantError(t, refused, model.CodeTooComplex)
	if len(refused.raw) > 1000 || refused.status != http.StatusRequestEntityTooLarge {
		t.Errorf("the answer is %s", short(refused.raw))
	}
	want(t, s.store.dump(t), before)
}

func TestOneBadLetterDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	results := s.sender(mechelen).deliver(t,
		callLetter("1", an), change(letter("2", an), "subject", ""), letter("3", bram), letter("4", an), letter("3", an))
	want(t, []any{results[0].Channel, results[2].Channel, results[3].Channel}, []any{"BOTH", "PAPER", "DIGITAL"})
	wantRefused(t, results[1].Error, model.CodeInvalid, "subject")
	wantRefused(t, results[4].Error, model.CodeConflict) // the same reference within one call, for somebody else
	want(t, s.as(an).ask(t, `{ viewer { feed { totalCount } } }`).at("viewer.feed.totalCount"), 2)
	want(t, s.mailbox(t, an).Rev, 2) // digital post, then both letters in one save
}

func TestAFullCallIsTaken(t *testing.T) {
	t.Parallel()
	s := newService(t)
	many := make([]m, 500)
	for i := range many {
		p, err := model.DemoINSZ(1950+i/300, 1+i%12, 1+i/12%28, 0)
		must(t, err)
		many[i] = callLetter(fmt.Sprint(i), person(p.Digits()))
	}
	for _, result := range s.sender(mechelen).deliver(t, many...) {
		if result.Error != nil || result.Channel != model.ChannelBoth {
			t.Fatalf("%+v", result)
		}
	}
}

func TestARepeatChangesNothing(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(bram).activate(t)
	call := change(callLetter("1", an), "expiresAt", "2026-06-07T12:00:00Z")
	first := s.sender(mechelen).deliver(t, call, letter("2", bram), letter("3", an), letter("2", bram))
	before := s.store.dump(t)
	s.clock.advance(30 * time.Minute)
	sameMoment := change(call, "expiresAt", "2026-06-07T14:00:00+02:00")
	sameNumber := change(letter("2", bram), "recipient.insz", "70.01.01-999.60")
	want(t, s.sender(mechelen).deliver(t, sameMoment, sameNumber, letter("3", an), letter("2", bram)), first)
	want(t, s.store.dump(t), before)
}

func TestAnotherContentIsAConflict(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliver(t, callLetter("1", an), letter("2", an))
	before := s.store.dump(t)
	for name, other := range map[string]m{
		"recipient": callLetter("1", bram),
		"text":      change(callLetter("1", an), "body.0.markdown", "Iets anders."),
		"polls":     change(callLetter("1", an), "callLetter.closes", "15:00"),
		"preview":   change(callLetter("1", an), "preview", absent{}),
		"deadline":  change(callLetter("1", an), "deadline", m{"date": electionDay, "consequence": "Boete."}),
		"on paper":  change(letter("2", an), "subject", "Iets anders"),
	} {
		result := s.sender(mechelen).deliver(t, other)[0]
		if result.Error == nil || result.Error.Code != model.CodeConflict || result.LetterID != "" || result.Channel != "" {
			t.Errorf("%s: %+v", name, result)
		}
	}
	want(t, withoutCitizen(t, s, bram), before)
	// In another run, or of another sender, the reference is another letter's.
	if result := s.sender(mechelen).deliverRun(t, "najaar-2026", callLetter("1", bram))[0]; result.Error != nil {
		t.Errorf("another run: %+v", result.Error)
	}
	if result := s.sender(agency).deliver(t, callLetter("1", bram))[0]; result.Error != nil {
		t.Errorf("another sender: %+v", result.Error)
	}
}

// withoutCitizen is the dump without the id that an address lookup gave a person.
func withoutCitizen(t *testing.T, s *service, p person) string {
	t.Helper()
	var all m
	must(t, json.Unmarshal([]byte(s.store.dump(t)), &all))
	delete(all["citizens"].(m), s.keyOf(t, p))
	return canonical(t, all)
}

func TestALetterOnPaperLeavesNoContentAndStaysOnPaper(t *testing.T) {
	t.Parallel()
	s := newService(t)
	sent := change(letter("1", an), "kind", "GAS_FINE")
	want(t, s.sender(mechelen).deliver(t, sent)[0].Channel, "PAPER")
	record := s.record(t, mechelen, run, "1")
	if record == nil || len(record.Body) != 0 || record.Channel != model.ChannelPaper {
		t.Fatalf("the record is %+v", record)
	}
	for _, kept := range []string{"straat", "Werken", "maandag"} {
		if strings.Contains(s.store.dump(t), kept) {
			t.Errorf("%q is kept", kept)
		}
	}
	s.as(an).activate(t)
	want(t, s.sender(mechelen).deliver(t, sent)[0].Channel, "PAPER")
	want(t, s.as(an).ask(t, `{ viewer { feed { totalCount } } }`).at("viewer.feed.totalCount"), 0)

	// From now on letters are digital, also when they are repeated after the citizen went back to paper.
	want(t, s.sender(mechelen).deliver(t, letter("2", an))[0].Channel, "DIGITAL")
	s.as(an).ask(t, `mutation { deactivateDigitalPost(input: {}) { rev } }`)
	results := s.sender(mechelen).deliver(t, letter("2", an), letter("3", an))
	want(t, []any{results[0].Channel, results[1].Channel}, []any{"DIGITAL", "PAPER"})
	want(t, s.as(an).ask(t, `{ viewer { feed { totalCount } } }`).at("viewer.feed.totalCount"), 1)
}

func TestALetterTakesAnothersPlace(t *testing.T) {
	t.Parallel()
	s := newService(t)
	old := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	s.clock.advance(time.Hour)
	result := s.sender(mechelen).deliverRun(t, "verplaatst",
		change(callLetter("1", an), "supersedes", m{"reference": "1", "run": run}))[0]
	shown := s.as(an).ask(t, `{ viewer { counts { unread } pinned { totalCount } feed { nodes { ... on Letter {
		id read next supersedes { id } supersededBy { id } pushes { state reason } } } } } }`)
	want(t, shown.at("viewer.counts.unread"), 1)
	want(t, shown.at("viewer.pinned.totalCount"), 1)
	want(t, shown.at("viewer.feed.nodes.0.supersedes.id"), old)
	want(t, shown.at("viewer.feed.nodes.1.supersededBy.id"), result.LetterID)
	want(t, shown.at("viewer.feed.nodes.1.read"), true)
	want(t, shown.at("viewer.feed.nodes.1.next"), "Een nieuwe brief vervangt deze brief. U hoeft niets te doen.")
	for i := range shown.list("viewer.feed.nodes.1.pushes") {
		want(t, shown.at(fmt.Sprintf("viewer.feed.nodes.1.pushes.%d", i)), m{"state": "DROPPED", "reason": "SUPERSEDED"})
	}
}

func TestASenderMustBeInTheDirectory(t *testing.T) {
	t.Parallel()
	s := newService(t)
	input := m{"input": m{"run": run, "letters": []m{letter("1", an)}}}
	wantError(t, s.sender(stranger).try(t, deliverLetters, input), model.CodeForbidden)

	// One that is added later is found without a restart.
	must(t, store.Save(t.Context(), s.store, &model.Organisation{Code: stranger, Name: "Stad Nieuw", Level: model.LevelMunicipal}))
	s.sender(stranger).ask(t, deliverLetters, input)
}

func TestAnotherCitizensLetterIsNotThere(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	before := s.mailbox(t, an)
	for _, query := range []string{
		`query ($id: ID!) { node(id: $id) { id ... on Letter { subject body { markdown } } } }`,
		`mutation ($id: ID!) { openLetter(input: {id: $id}) { letter { id } } }`,
		`mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { rev } }`,
		`mutation ($id: ID!) { archiveEntries(input: {ids: [$id], archived: true}) { rev } }`,
		`mutation ($id: ID!) { createReminder(input: {clientId: "herinnering-1", title: "Stemmen", dueAt: "2026-06-06T10:00:00Z", entryId: $id}) { rev } }`,
	} {
		refused := s.as(bram).try(t, query, m{"id": id})
		wantError(t, refused, model.CodeNotFound)
		if bytes.Contains(refused.raw, []byte("Oproepingsbrief")) {
			t.Errorf("the answer gives the letter away: %s", refused.raw)
		}
	}
	wantError(t, s.as(bram).try(t, `query ($id: ID!) { node(id: $id) { id } }`, m{"id": string(before.ID)}), model.CodeNotFound)
	want(t, s.mailbox(t, an), before)
	want(t, s.mailbox(t, bram).Rev, 0)
}

// The fingerprint tells the same letter from another one for as long as letters are kept. Where this
// fails, what senders repeat after an upgrade would become CONFLICT: keep the form, or give the new
// one another version and compare with both.
func TestTheFingerprintIsTheSameInEveryRelease(t *testing.T) {
	t.Parallel()
	s := newService(t)
	full := callLetter("1", an)
	maps.Copy(full, m{
		"about": m{"relation": "CHILD", "displayName": "Lotte <& Jef>"}, "expiresAt": "2026-06-07T14:00:00.5+02:00",
		"deadline": m{"date": electionDay, "consequence": "Boete."}, "why": "U staat op de kiezerslijst.",
		"supersedes": m{"reference": "0", "run": "winter"}, "dossier": m{"source": "https://bron.example/x", "number": "7"},
	})
	for reference, one := range map[string]struct {
		letter m
		print  string
	}{
		"1": {full, "1:hj5yloc7gupyaxjtdhi7e2giitgmhylu2zq7nhcvmwx7q5qyyioa"},
		"3": {bill("3", an), "1:3zs33jfrr4eftnfgtjg7wcqmapzmc3jzff5v4weigvi2zqf46dia"},
		"2": {letter("2", an), "1:e6ct7n7pcxqvvoekbquwurgcdlp5que2kqfjlpfsco3r473kovfq"},
	} {
		s.sender(mechelen).deliverOne(t, one.letter)
		want(t, s.record(t, mechelen, run, reference).Fingerprint, one.print)
	}
}

func TestALetterThatIsTooLateIsRefusedEachTimeItIsNamed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	old := change(letter("oud", an), "expiresAt", "2020-01-01T00:00:00Z")
	for i, result := range s.sender(mechelen).deliver(t, old, letter("nieuw", an), old) {
		if late := i != 1; (result.Error != nil) != late {
			t.Errorf("letter %d: %+v", i, result.Error)
		}
	}
}

// What is of no use any more is refused when it is new, and harmless when it was accepted in time.
func TestALetterThatIsTooLateIsRefusedUnlessItWasAccepted(t *testing.T) {
	t.Parallel()
	s := newService(t)
	soon := change(callLetter("snel", an), "expiresAt", s.clock.now().Add(30*time.Minute))
	first := s.sender(mechelen).deliver(t, soon)
	s.clock.advance(time.Hour)
	want(t, s.sender(mechelen).deliver(t, soon), first)
	for field, wrong := range map[string]m{
		"payment.dueOn":           change(bill("oud", an), "payment.dueOn", "2026-05-31"),
		"expiresAt":               change(letter("oud", an), "expiresAt", "2020-01-01T00:00:00Z"),
		"deadline.date":           change(letter("oud", an), "deadline", m{"date": "2020-01-01", "consequence": "U bent te laat."}),
		"callLetter.election.day": change(callLetter("oud", an), "callLetter.election.day", "2020-06-07"),
	} {
		result := s.sender(mechelen).deliver(t, wrong)[0]
		if result.Error == nil {
			t.Fatalf("%s: it was accepted", field)
		}
		want(t, result.Error.Fields, []m{{"path": field, "message": "lies in the past"}})
	}
}
