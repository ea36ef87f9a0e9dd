package model

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// The longest texts of a campaign, in characters, with the placeholders filled in at their longest.
const (
	MaxCampaignTitle = 100
	MaxCampaignText  = 2000
	// MaxPushText is what an iPhone shows of a notification; Android shows more.
	MaxPushText = 178
	maxLink     = 500
)

// Placeholder is what stands in a campaign's text for something of each citizen's own.
type Placeholder string

// The placeholders that a text may have.
const (
	PlaceholderMunicipality Placeholder = "{gemeente}"   // where the citizen lives
	PlaceholderElection     Placeholder = "{verkiezing}" // of the call letter that it is about
	PlaceholderDay          Placeholder = "{datum}"      // of that election
	PlaceholderDeadline     Placeholder = "{termijn}"    // the last day for what the letter or dossier asks
	PlaceholderSender       Placeholder = "{afzender}"   // the organisation
)

// Placeholders lists the placeholders.
func Placeholders() []Placeholder {
	return []Placeholder{PlaceholderMunicipality, PlaceholderElection, PlaceholderDay, PlaceholderDeadline, PlaceholderSender}
}

// Meaning says in Dutch what the placeholder stands for, to who writes a text.
func (p Placeholder) Meaning() string {
	switch p {
	case PlaceholderMunicipality:
		return "De gemeente waar de burger woont."
	case PlaceholderElection:
		return "De verkiezing uit de kiesbrief."
	case PlaceholderDay:
		return "De dag van die verkiezing."
	case PlaceholderDeadline:
		return "De laatste dag voor wat de brief of het dossier vraagt."
	default:
		return "De naam van uw organisatie."
	}
}

// CampaignWords are a campaign's texts as one citizen reads them.
type CampaignWords struct {
	Title, Text, PushText string
}

// Render fills the placeholders in for the owner of the mailbox. about is the entry that the campaign
// reminds of; empty for none. What is not known of this citizen is said in general words.
func (d CampaignDraft) Render(m *Mailbox, org *Organisation, about EntryID) CampaignWords {
	words := CampaignWords{Title: d.Title, Text: d.Text, PushText: d.PushText}
	if !strings.Contains(d.Title+d.Text+d.PushText, "{") {
		return words
	}
	known := generalWords(org)
	if home := m.Preferences.Municipality(); home != nil {
		known[PlaceholderMunicipality] = home.Name
	}
	var deadline Day
	if l, err := m.Letter(about); err == nil {
		if l.Call != nil {
			known[PlaceholderElection], known[PlaceholderDay] = l.Call.Election.Name, l.Call.Election.Day.Dutch()
		}
		if l.Payment != nil {
			deadline = l.Payment.DueOn
		}
		if l.Deadline != nil {
			deadline = l.Deadline.Date
		}
	}
	if dossier, err := m.Dossier(about); err == nil {
		deadline = dossier.Status().ActionBefore
	}
	if deadline != "" {
		known[PlaceholderDeadline] = deadline.Dutch()
	}
	return words.filled(known)
}

// Preview fills the placeholders in with examples, for an editor.
func (d CampaignDraft) Preview(org *Organisation, now time.Time) CampaignWords {
	return CampaignWords{Title: d.Title, Text: d.Text, PushText: d.PushText}.filled(ExampleWords(org, now))
}

// ExampleWords are an example of each placeholder, for an editor. Days lie ahead of now, since an author who
// reads one that is over takes it for a fault: the election's is a Sunday in four weeks or a little later.
func ExampleWords(org *Organisation, now time.Time) map[Placeholder]string {
	known := generalWords(org)
	ahead := DayOf(now).AddDays(28)
	sunday := ahead.AddDays((7 - int(ahead.Weekday())) % 7)
	known[PlaceholderElection], known[PlaceholderDay] = "Voorbeeldverkiezing", sunday.Dutch()
	known[PlaceholderDeadline] = ahead.Dutch()
	if len(org.NIS) > 0 {
		if home := municipality(org.NIS[0].Current()); home != nil {
			known[PlaceholderMunicipality] = home.Name
		}
	}
	return known
}

// generalWords are what a text says where something is not known.
func generalWords(org *Organisation) map[Placeholder]string {
	return map[Placeholder]string{
		PlaceholderMunicipality: "uw gemeente", PlaceholderElection: "de verkiezing", PlaceholderDay: "de dag in uw brief",
		PlaceholderDeadline: "de laatste dag", PlaceholderSender: org.Name,
	}
}

// longestWords are the longest that a text may get; an election's name is held to be short enough.
func longestWords(org *Organisation) map[Placeholder]string {
	longest := generalWords(org)
	longest[PlaceholderMunicipality] = longestMunicipality()
	longest[PlaceholderElection] = strings.Repeat("x", 40)
	longest[PlaceholderDay], longest[PlaceholderDeadline] = Day("2026-09-30").Dutch(), Day("2026-09-30").Dutch() // woensdag 30 september 2026
	return longest
}

var longestMunicipality = sync.OnceValue(func() string {
	var longest string
	for _, m := range Municipalities() {
		if utf8.RuneCountInString(m.Name) > utf8.RuneCountInString(longest) {
			longest = m.Name
		}
	}
	return longest
})

// filled is the texts with the placeholders filled in. What is filled in is not looked at again.
func (w CampaignWords) filled(known map[Placeholder]string) CampaignWords {
	var pairs []string
	for _, p := range Placeholders() {
		pairs = append(pairs, string(p), known[p])
	}
	replace := strings.NewReplacer(pairs...)
	return CampaignWords{Title: replace.Replace(w.Title), Text: replace.Replace(w.Text), PushText: replace.Replace(w.PushText)}
}

// braces are whatever looks like a placeholder.
var braces = regexp.MustCompile(`\{[^{}]*\}?|\}`)

// checkWords refuses texts that are empty or too long, placeholders that are not known or never have a
// value, and a push text that looks like phishing.
func (d CampaignDraft) checkWords(org *Organisation, rule *Rule) []FieldError {
	var wrong faults
	longest := CampaignWords{Title: d.Title, Text: d.Text, PushText: d.PushText}.filled(longestWords(org))
	for _, field := range []struct {
		path, called, text, longest string
		most                        int
	}{
		{"title", "De titel", d.Title, longest.Title, MaxCampaignTitle}, {"text", "De tekst", d.Text, longest.Text, MaxCampaignText},
		{"pushText", "De tekst voor de telefoon", d.PushText, longest.PushText, MaxPushText},
	} {
		if strings.TrimSpace(field.text) == "" {
			wrong.refuse(field.path, field.called+" is leeg. Schrijf een tekst in het Nederlands.", "must have a Dutch text")
		}
		if count := utf8.RuneCountInString(field.longest); count > field.most {
			wrong.refuse(field.path, tooLong(field.called, field.text != field.longest, count-field.most, field.most),
				"has up to %d characters with its placeholders filled in; at most %d", count, field.most)
		}
		for _, p := range braces.FindAllString(field.text, -1) {
			if !slices.Contains(Placeholders(), Placeholder(p)) {
				wrong.refuse(field.path, fmt.Sprintf("Het invulwoord %s bestaat niet. Kies een invulwoord uit de lijst.", p),
					"has %s, which is no placeholder: those are %v", p, Placeholders())
			} else if !rule.gives(Placeholder(p)) {
				wrong.refuse(field.path, fmt.Sprintf("Het invulwoord %s past niet bij deze doelgroep. Kies een ander, of een doelgroep met een brief of dossier.", p),
					"has %s, which is known only of a campaign about a letter or dossier that has it", p)
			}
		}
	}
	for _, sign := range phishing(d.PushText) {
		wrong.refuse("pushText", sign.advice, "%s", sign.says)
	}
	if d.Link != "" && (!HTTPSLink(string(d.Link)) || len(d.Link) > maxLink) {
		wrong.refuse("link", "Gebruik een volledig adres dat begint met https://.", "must be an https address of at most %d bytes", maxLink)
	}
	return wrong
}

// tooLong says by how much a text is too long.
func tooLong(called string, filled bool, over, most int) string {
	advice := fmt.Sprintf("%s is %d tekens te lang (hoogstens %d).", called, over, most)
	if over == 1 {
		advice = fmt.Sprintf("%s is 1 teken te lang (hoogstens %d).", called, most)
	}
	if filled {
		advice += " De ingevulde woorden tellen mee."
	}
	return advice
}

// gives tells whether citizens whom the rule finds may have a value for the placeholder.
func (r *Rule) gives(p Placeholder) bool {
	switch p {
	case PlaceholderElection, PlaceholderDay:
		return slices.ContainsFunc(r.subjects(), func(s *Rule) bool { return s.Listed != nil || (s.Letter != nil && s.Letter.Kind.Rules().Call) })
	case PlaceholderDeadline:
		return len(r.subjects()) > 0
	default:
		return true
	}
}

// What a push never says: whoever got used to it would follow a forged one. Telephone numbers of fewer
// than nine digits pass, as days are written so too.
var phishingSigns = []phishingSign{
	{regexp.MustCompile(`(?i)\bhttps?:|\bwww\.|[\p{L}\d-]\.(be|com|eu|net|org|nl|fr|de|info|io|me|ly|link|app|site|online|vlaanderen|brussels|gent)\b|[^\s@]@[^\s@]`),
		"must not have an address: it looks like phishing; the entry has the link", "Zet geen website of e-mailadres in deze tekst: dat lijkt op phishing. Zet het adres bij de link."},
	{regexp.MustCompile(`\+?\d(?:[ ./()-]{0,3}\d){8,}`), "must not have a telephone or account number: it looks like phishing", "Zet geen telefoonnummer of rekeningnummer in deze tekst: dat lijkt op phishing."},
	{regexp.MustCompile(`(?i)€|\b(?:\d[\d.,]*\s*(?:euro?|cent)|eur\s*\d)`), "must not have an amount: it looks like phishing", "Zet geen bedrag in deze tekst: dat lijkt op phishing."},
	{regexp.MustCompile(`(?i)\b[a-z]{2}\d{2}(?:\s?[a-z\d]{4}){2,}|\biban\b`), "must not have an IBAN: it looks like phishing", "Zet geen rekeningnummer (IBAN) in deze tekst: dat lijkt op phishing."},
	{regexp.MustCompile(`(?i)betaal|betal(?:en|ing)`), `must not speak of paying ("betaal"): it looks like phishing`, "Schrijf hier niet over betalen: dat lijkt op phishing. In het bericht zelf mag het wel."},
}

type phishingSign struct {
	sign   *regexp.Regexp
	says   string
	advice string // Dutch
}

// phishing says what in a push text looks like phishing.
func phishing(text string) []phishingSign {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r), r == '\u00ad': // such as a zero-width space between the digits
			return -1
		case unicode.IsSpace(r):
			return ' '
		case r >= '！' && r <= '～': // full-width forms of ASCII
			return r - '！' + '!'
		case unicode.Is(unicode.Pd, r):
			return '-'
		default:
			return r
		}
	}, text)
	var found []phishingSign
	for _, s := range phishingSigns {
		if s.sign.MatchString(plain) {
			found = append(found, s)
		}
	}
	return found
}
