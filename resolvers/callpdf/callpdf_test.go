package callpdf_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/ledongthuc/pdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"burgerbode/graph/model"
	"burgerbode/resolvers/callpdf"
)

// letter is a call letter with every field filled.
func letter() callpdf.Letter {
	return callpdf.Letter{
		Letter: &model.Letter{
			ID: "brief-1", Run: "verkiezingen-2026", Reference: "MEC-2026-0010234", Kind: model.KindCallLetter,
			Subject: "Oproepingsbrief voor de verkiezingen van zondag 7 juni 2026", Service: "Dienst Burgerzaken", NIS: "12025",
			ReceivedAt: time.Date(2026, 5, 12, 22, 30, 0, 0, time.UTC), // already 13 May in Belgium
			Call: &model.CallLetter{
				VoterName: "Šimůnek-D’Hondt Zoë Łucja İpek", VoterAddress: "Onze-Lieve-Vrouwestraat 12 bus 3, 2800 Mechelen", VoterNumber: "10234",
				Election: model.Election{ID: "2026-06-07-voorbeeld", Name: "Voorbeeldverkiezing", Day: "2026-06-07"},
				NIS:      "12025", Bureau: "12", PlaceName: "Voorbeeldschool – turnzaal", PlaceAddress: "Schoolstraat 2, 2800 Mechelen",
				Opens: "08:00", Closes: "14:30", SuggestedFrom: "10:00", SuggestedUntil: "11:00", Compulsory: true,
				Assemblies: []string{"Vlaams Parlement", "Kamer van volksvertegenwoordigers", "Europees Parlement"},
				Bring:      []string{"Uw identiteitskaart", "Deze brief, op papier of op uw smartphone"},
				Proxy:      "U kunt iemand anders in uw plaats laten stemmen. Vul samen het volmachtformulier in.",
				Duplicate:  "Een duplicaat krijgt u in het Huis van de Mechelaar, tot de stembureaus sluiten.",

				Arrondissement: "Arrondissement-Zuid", Seats: []int{124, 1, 22}, Signatories: []string{"Łucja Öz, secretaris", "Zoë D’Hondt, burgemeester"},
			},
		},
		Sender: &model.Organisation{
			Code: "OVO002022", Name: "Stad Mechelen", Level: model.LevelMunicipal, NIS: []model.NIS{"12025"},
			Contact: model.Contact{
				Name: "Team Verkiezingen", Desk: "Huis van de Mechelaar", Address: "Reuzenstraat 1, 2800 Mechelen", Phone: "015 12 34 56",
				Email: "verkiezingen@mechelen.example", Website: "https://mechelen.example", OpeningHours: "Elke werkdag van 9 tot 12 uur",
			},
		},
	}
}

// longest is a call letter in which every text is as long as the contract allows, which is more than the 1,500 bytes
// that a voter's block may take together.
func longest() callpdf.Letter {
	long := letter()
	words := func(n int) string {
		return strings.TrimSpace(string([]rune(strings.Repeat("Langerwoordje ŵ ", n))[:n]))
	}
	call := long.Letter.Call
	long.Letter.Reference, long.Letter.Service = strings.Repeat("R", 80), model.OptionalText(words(80))
	call.VoterName, call.VoterAddress, call.VoterNumber = strings.Repeat("Ŵ", 120), words(160), strings.Repeat("8", 20)
	call.Election.Name, call.Bureau, call.PlaceName, call.PlaceAddress = strings.Repeat("W", 100), strings.Repeat("M", 20), words(120), strings.Repeat("m", 160)
	call.Assemblies, call.Bring = nil, nil
	for range 6 {
		call.Assemblies, call.Bring = append(call.Assemblies, strings.Repeat("W", 80)), append(call.Bring, words(80))
	}
	call.Proxy, call.Duplicate = words(300), strings.Repeat("W", 200)
	call.Arrondissement, call.Seats = model.OptionalText(strings.Repeat("W", 60)), slices.Repeat([]int{999}, 6)
	call.Signatories = []string{words(100), strings.Repeat("W", 100)}
	long.Sender.Name = strings.Repeat("W", 120)
	long.Sender.Contact.Address, long.Sender.Contact.OpeningHours = model.OptionalText(words(300)), model.OptionalText(strings.Repeat("M", 300))
	return long
}

func TestEveryFieldCanBeReadAsText(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]callpdf.Letter{"usual": letter(), "longest": longest()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := squeezed(textOf(t, render(t, l)))
			call, contact := l.Letter.Call, l.Sender.Contact
			want := []string{
				"DIGITAAL DUPLICAAT", "Oproepingsbrief", l.Sender.Name, string(l.Letter.Service), l.Letter.Reference, "woensdag 13 mei 2026",
				call.VoterName, call.VoterAddress, call.VoterNumber, call.Election.Name, "zondag 7 juni 2026", "Mechelen (2800)",
				call.Bureau, call.PlaceName, call.PlaceAddress, "van 8 uur tot 14.30 uur", "niet bindend", "van 10 uur tot 11 uur",
				"Stemmen is verplicht.", call.Proxy, call.Duplicate, "Wie met een volmacht in uw plaats stemt, heeft deze brief op papier nodig.", "Een afdruk van deze brief is ook goed.",
				string(call.Arrondissement), "Namens het college van burgemeester en schepenen",
				string(contact.Name), string(contact.Desk), string(contact.Address), string(contact.Phone), string(contact.Email),
				string(contact.Website), string(contact.OpeningHours),
			}
			for _, field := range slices.Concat(want, call.Assemblies, call.Bring, call.Signatories) {
				if !strings.Contains(text, squeezed(field)) {
					t.Errorf("the page does not say %q", field)
				}
			}
		})
	}
}

func TestAUsualLetterTakesOnePage(t *testing.T) {
	t.Parallel()
	if pages := open(t, render(t, letter())).NumPage(); pages != 1 {
		t.Errorf("a usual letter takes %d pages", pages)
	}
}

func TestNothingIsWrittenOffThePage(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]callpdf.Letter{"usual": letter(), "longest": longest()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, state := range []callpdf.State{callpdf.Stands, callpdf.Withdrawn} {
				l.State = state
				file := open(t, render(t, l))
				for number := 1; number <= file.NumPage(); number++ {
					checkInside(t, file.Page(number))
				}
			}
		})
	}
}

// checkInside finds rows outside the margins of an A4 page. All measures are in points.
func checkInside(t *testing.T, page pdf.Page) {
	t.Helper()
	const wide, high, side, edge = 595.28, 841.89, 20 * 72 / 25.4, 8 * 72 / 25.4
	box := page.V.Key("MediaBox")
	if box.IsNull() {
		box = page.V.Key("Parent").Key("MediaBox")
	}
	if box.Index(2).Float64() != wide || box.Index(3).Float64() != high {
		t.Errorf("the page is %v large", box)
	}
	for _, row := range rowsOf(t, page) {
		if row.x < side-1 || row.x+row.width > wide-side+1 || row.y < edge || row.y+row.size > high-edge {
			t.Errorf("%q stands at %.0f, %.0f and ends at %.0f", row.text, row.x, row.y, row.x+row.width)
		}
	}
}

func TestTheSameLetterGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	never := letter()
	never.Letter.ReceivedAt = time.Time{}
	for _, l := range []callpdf.Letter{letter(), longest(), never} {
		first := render(t, l)
		for range 5 {
			if !bytes.Equal(first, render(t, l)) {
				t.Fatal("the same letter was drawn in two ways")
			}
		}
	}
	other := letter()
	other.Letter.Call.Bureau = "13"
	if bytes.Equal(render(t, letter()), render(t, other)) {
		t.Error("another polling station gives the same bytes")
	}
}

func TestALetterThatDoesNotStandSaysSo(t *testing.T) {
	t.Parallel()
	marks := map[callpdf.State]string{callpdf.Superseded: "VERVANGEN", callpdf.Withdrawn: "INGETROKKEN", callpdf.Expired: "VERLOPEN"}
	for _, state := range []callpdf.State{callpdf.Stands, callpdf.Superseded, callpdf.Withdrawn, callpdf.Expired} {
		l := letter()
		l.State, l.Letter.WithdrawnAt = state, time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC)
		text := textOf(t, render(t, l))
		for owner, word := range marks {
			if got := strings.Contains(text, word); got != (owner == state) {
				t.Errorf("state %d: the page says %s: %t", state, word, got)
			}
		}
		if state != callpdf.Stands && strings.Index(text, marks[state]) > strings.Index(text, "Oproepingsbrief") {
			t.Errorf("state %d: the mark stands below the title", state)
		}
	}
	l := letter()
	l.State, l.Letter.WithdrawnAt = callpdf.Withdrawn, time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC)
	want := squeezed("Stad Mechelen heeft deze brief op woensdag 20 mei 2026 ingetrokken. U hoeft niets te doen.")
	if !strings.Contains(squeezed(textOf(t, render(t, l))), want) {
		t.Errorf("a withdrawn letter does not say %q", want)
	}
}

func TestStateFollowsTheLetter(t *testing.T) {
	t.Parallel()
	closing := letter().Letter.Call.ClosesAt()
	before := closing.Add(-time.Second)
	for name, row := range map[string]struct {
		change func(*model.Letter)
		now    time.Time
		want   callpdf.State
	}{
		"open polls":          {func(*model.Letter) {}, before, callpdf.Stands},
		"closed polls":        {func(*model.Letter) {}, closing, callpdf.Expired},
		"ended before":        {func(l *model.Letter) { l.ExpiresAt = before }, before, callpdf.Expired},
		"replaced":            {func(l *model.Letter) { l.SupersededBy = "2" }, before, callpdf.Superseded},
		"replaced, then over": {func(l *model.Letter) { l.SupersededBy = "2" }, closing, callpdf.Superseded},
		"withdrawn":           {func(l *model.Letter) { l.SupersededBy, l.WithdrawnAt = "2", before }, closing, callpdf.Withdrawn},
	} {
		l := letter().Letter
		row.change(l)
		if got := callpdf.StateOf(l, row.now); got != row.want {
			t.Errorf("%s: %d, want %d", name, got, row.want)
		}
	}
}

func TestAVoteThatIsNotCompulsoryNeverSaysMust(t *testing.T) {
	t.Parallel()
	l := letter()
	l.Letter.Kind, l.Letter.Call.Compulsory = model.KindInvitationLetter, false
	text := textOf(t, render(t, l))
	if !strings.Contains(text, "Uitnodigingsbrief") || !strings.Contains(text, "U kunt stemmen.") {
		t.Errorf("an invitation reads %q", text)
	}
	for _, word := range []string{"Oproepingsbrief", "Stemmen is verplicht.", "moet"} {
		if strings.Contains(text, word) {
			t.Errorf("an invitation says %q", word)
		}
	}
}

func TestWhatIsOptionalMayBeAbsent(t *testing.T) {
	t.Parallel()
	l := letter()
	l.Letter.Service, l.Sender.Contact = "", model.Contact{}
	l.Letter.Call.SuggestedFrom, l.Letter.Call.SuggestedUntil, l.Letter.Call.NIS = "", "", "99999"
	text := textOf(t, render(t, l))
	if strings.Contains(text, "Rustig moment") || !strings.Contains(text, "99999") {
		t.Errorf("a sparse letter reads %q", text)
	}
}

// A name loses no letter without a trace.
func TestCharactersOfNamesDoNotVanish(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Żółć Øystein Ñandú Ťažký Șerban Ğ": "Żółć Øystein Ñandú Ťažký Șerban Ğ",
		"Νίκος Παπαδόπουλος":                "Νίκος Παπαδόπουλος",
		"Жанна Щербакова":                   "Жанна Щербакова",
		norm.NFD.String("Zoë Šimůnek"):      "Zoë Šimůnek",
		"Nguyễn Thị Hạnh":                   "Nguyễn Thị Hạnh",
		"An 李 \U0001F600 B":                 "An □ □ B",
	} {
		l := letter()
		l.Letter.Call.VoterName = name
		if text := squeezed(textOf(t, render(t, l))); !strings.Contains(text, squeezed(want)) {
			t.Errorf("%s is not on the page as %s", name, want)
		}
	}
}

func TestTheDocumentNamesItself(t *testing.T) {
	t.Parallel()
	file := open(t, render(t, letter()))
	if got := file.Trailer().Key("Root").Key("Lang").RawString(); got != "nl-BE" {
		t.Errorf("its language is %q", got)
	}
	if got := file.Trailer().Key("Info").Key("Title").Text(); got != "Oproepingsbrief – Voorbeeldverkiezing" {
		t.Errorf("its title is %q", got)
	}
}

func TestOnlyCallLettersAreDrawn(t *testing.T) {
	t.Parallel()
	l := letter()
	l.Letter.Call = nil
	for _, l := range []callpdf.Letter{l, {}} {
		var page bytes.Buffer
		if err := callpdf.Render(&page, l); !errors.Is(err, callpdf.ErrNoCall) || page.Len() > 0 {
			t.Errorf("%v, %d bytes", err, page.Len())
		}
	}
}

func render(t testing.TB, l callpdf.Letter) []byte {
	t.Helper()
	var page bytes.Buffer
	if err := callpdf.Render(&page, l); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

func open(t testing.TB, content []byte) *pdf.Reader {
	t.Helper()
	file, err := pdf.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// textOf is the text of all pages, as another program finds it, a line a row.
func textOf(t testing.TB, content []byte) string {
	t.Helper()
	var text strings.Builder
	file := open(t, content)
	for number := 1; number <= file.NumPage(); number++ {
		for _, row := range rowsOf(t, file.Page(number)) {
			text.WriteString(row.text + "\n")
		}
	}
	return text.String()
}

// row is one text on the page: where it starts and how wide it is, in points.
type row struct {
	text              string
	x, y, size, width float64
}

// rowsOf reads the drawing of a page. The fonts map each pair of bytes to the character of the same number, as is
// checked here; the library maps the lower byte only. How wide a text is, the typeface itself tells.
func rowsOf(t testing.TB, page pdf.Page) []row {
	t.Helper()
	var rows []row
	var at row
	var face *sfnt.Font
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, operator string) {
		values := make([]pdf.Value, stack.Len())
		for i := len(values) - 1; i >= 0; i-- {
			values[i] = stack.Pop()
		}
		switch operator {
		case "Tf":
			face, at.size = faceOf(t, page.Font(values[0].Name())), values[1].Float64()
		case "Td":
			at.x, at.y = values[0].Float64(), values[1].Float64()
		case "Tj":
			at.text = fromUTF16(values[0].RawString())
			at.width = widthOf(t, face, at.text, at.size)
			rows = append(rows, at)
		case "TJ", "'", "\"", "Tm", "Tw", "Tc", "cm":
			t.Errorf("the page is drawn with %s, which this test does not read", operator)
		}
	})
	if len(rows) == 0 {
		t.Error("the page is empty")
	}
	return rows
}

func faceOf(t testing.TB, of pdf.Font) *sfnt.Font {
	t.Helper()
	toUnicode, err := io.ReadAll(of.V.Key("ToUnicode").Reader())
	if err != nil || !bytes.Contains(toUnicode, []byte("<0000> <FFFF> <0000>")) || of.V.Key("Encoding").Name() != "Identity-H" {
		t.Fatalf("font %s does not map to characters by their numbers: %v", of.BaseFont(), err)
	}
	file := liberationsansregular.TTF
	if strings.HasSuffix(of.BaseFont(), "B") {
		file = liberationsansbold.TTF
	}
	face, err := sfnt.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

func fromUTF16(raw string) string {
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

func widthOf(t testing.TB, face *sfnt.Font, text string, size float64) float64 {
	t.Helper()
	const em = 1000
	total := 0.0
	for _, r := range text {
		glyph, err := face.GlyphIndex(nil, r)
		if err != nil || glyph == 0 {
			t.Errorf("the typeface has no %q: %v", r, err)
		}
		advance, err := face.GlyphAdvance(&sfnt.Buffer{}, glyph, fixed.I(em), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		total += float64(advance) / 64 / em * size
	}
	return total
}

// squeezed is the text without its spaces, which lines that are broken do not keep.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
