package model_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// wrongDrafts are drafts with every problem that a campaign can have, by what is wrong with each.
func wrongDrafts(t *testing.T) map[string]struct {
	draft  model.CampaignDraft
	scope  model.Scope
	path   string
	advice string // some of it
} {
	t.Helper()
	type wrong = struct {
		draft  model.CampaignDraft
		scope  model.Scope
		path   string
		advice string
	}
	yes, no := true, false
	list, err := model.NewReferenceList(mechelen().Code, "run", []string{"1"})
	if err != nil {
		t.Fatal(err)
	}
	listed := model.Scope{Org: mechelen(), List: list}
	all := map[string]wrong{}
	add := func(name, path, advice string, scope model.Scope, change func(*model.CampaignDraft)) {
		draft := draftOf(unopenedCall())
		change(&draft)
		all[name] = wrong{draft, scope, path, advice}
	}
	ruled := func(name, path, advice string, rule *model.Rule) {
		add(name, path, advice, scopeOf(), func(d *model.CampaignDraft) { d.Rule = rule.Text() })
	}
	add("empty title", "title", "De titel is leeg.", scopeOf(), func(d *model.CampaignDraft) { d.Title = " " })
	add("empty text", "text", "De tekst is leeg.", scopeOf(), func(d *model.CampaignDraft) { d.Text = "" })
	add("empty push text", "pushText", "De tekst voor de telefoon is leeg.", scopeOf(), func(d *model.CampaignDraft) { d.PushText = "" })
	add("long title", "title", "De titel is 12 tekens te lang (hoogstens 100).", scopeOf(), func(d *model.CampaignDraft) { d.Title = strings.Repeat("x", 112) })
	add("long title by one", "title", "De titel is 1 teken te lang", scopeOf(), func(d *model.CampaignDraft) { d.Title = strings.Repeat("x", 101) })
	add("long with placeholders", "pushText", "De ingevulde woorden tellen mee.", scopeOf(), func(d *model.CampaignDraft) { d.PushText = strings.Repeat("x", 170) + "{gemeente}" })
	add("unknown placeholder", "text", "Het invulwoord {naam} bestaat niet.", scopeOf(), func(d *model.CampaignDraft) { d.Text = "Dag {naam}" })
	add("placeholder without a value", "text", "{datum} past niet", scopeOf(), func(d *model.CampaignDraft) {
		d.Text, d.Rule = "Op {datum}", (&model.Rule{Phone: &yes}).Text()
	})
	for text, advice := range map[string]string{
		"Kijk op mechelen.be": "website", "Bel 015 29 76 54 1": "telefoonnummer", "U krijgt 20 euro": "bedrag", "Uw IBAN": "IBAN", "Betaal nu": "betalen",
	} {
		add(text, "pushText", advice, scopeOf(), func(d *model.CampaignDraft) { d.PushText = text })
	}
	add("no https", "link", "https://", scopeOf(), func(d *model.CampaignDraft) { d.Link = "http://mechelen.be" })
	add("no days", "window", "Kies minstens één dag.", scopeOf(), func(d *model.CampaignDraft) { d.Window.Days = nil })
	add("hours the wrong way round", "window", "vóór het einduur", scopeOf(), func(d *model.CampaignDraft) { d.Window.From, d.Window.Until = "19:00", "10:00" })
	add("no pace", "perMinute", "tempo", scopeOf(), func(d *model.CampaignDraft) { d.PerMinute = 0 })
	add("no end", "expiresAt", "Kies tot wanneer", scopeOf(), func(d *model.CampaignDraft) { d.ExpiresAt = time.Time{} })
	add("past end", "expiresAt", "al voorbij", scopeOf(), func(d *model.CampaignDraft) { d.ExpiresAt = noon().Add(-time.Hour) })
	add("far end", "expiresAt", "180 dagen", scopeOf(), func(d *model.CampaignDraft) { d.ExpiresAt = noon().AddDate(1, 0, 0) })
	add("end within the window", "expiresAt", "om 19 uur", scopeOf(), func(d *model.CampaignDraft) {
		d.Window, d.ExpiresAt = model.CampaignWindow{Days: model.Weekdays(), From: "10:00", Until: "19:00"}, noon().Add(time.Minute)
	})
	add("no rule", "rule", "Kies voor wie", scopeOf(), func(d *model.CampaignDraft) { d.Rule = "" })
	add("no such list", "references", "Laad de lijst opnieuw op.", scopeOf(), func(d *model.CampaignDraft) { d.References = "weg" })
	add("too many campaigns off", "minus", "hoogstens 20", scopeOf(), func(d *model.CampaignDraft) {
		for i := range 21 {
			d.Minus = append(d.Minus, model.CampaignID(fmt.Sprint(i)))
		}
	})
	add("list of no use", "rule", "gebruikt ze niet", listed, func(d *model.CampaignDraft) { d.References = list.ID })
	add("list and letters", "rule", "geen brieven of dossiers", listed, func(d *model.CampaignDraft) {
		d.References, d.Rule = list.ID, (&model.Rule{All: []model.Rule{*unopenedCall(), {Listed: &model.ListCriterion{Run: "run"}}}}).Text()
	})
	add("list of another run", "rule.listed.run", `"run"`, listed, func(d *model.CampaignDraft) {
		d.References, d.Rule = list.ID, (&model.Rule{Listed: &model.ListCriterion{Run: "ander"}}).Text()
	})
	ruled("no list", "rule", "Laad eerst een lijst op.", &model.Rule{Listed: &model.ListCriterion{Run: "run"}})
	ruled("empty rule", "rule", "één voorwaarde", &model.Rule{})
	ruled("everybody", "rule", "iedereen", &model.Rule{Any: []model.Rule{{Digital: &yes}, {Digital: &no}, {Not: &model.Rule{Digital: &yes}}}})
	ruled("nobody", "rule", "niemand", &model.Rule{All: []model.Rule{{Digital: &yes}, {Not: &model.Rule{Digital: &yes}}}})
	ruled("elsewhere", "rule.municipality", "hoort niet bij", &model.Rule{Municipality: "23099"})
	ruled("sensitive kind", "rule.letter.kind", "te gevoelig", &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindGASFine}})
	ruled("election of no call letter", "rule.letter.election", "kiesbrief", &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindInvoice, Election: "x"}})
	ruled("strange opening", "rule.letter.opened", "geopend", &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindInvoice, Opened: "HALF"}})
	ruled("sensitive procedure", "rule.dossier.procedure", "te gevoelig", &model.Rule{Dossier: &model.DossierCriterion{Procedure: model.ProcedureAdministration}})
	ruled("strange phase", "rule.dossier.phase", "fase", &model.Rule{Dossier: &model.DossierCriterion{Procedure: model.ProcedurePolio, Phase: "HALF"}})
	ruled("strange years", "rule.born[0]", "geboortejaren", &model.Rule{Born: []model.BirthBand{"1955-1958"}})
	deep := &model.Rule{Digital: &yes}
	for range model.MaxRuleDepth {
		deep = &model.Rule{Not: deep}
	}
	ruled("too deep", "rule.not.not.not.not.not", "te diep", deep)
	many, criteria := &model.Rule{}, &model.Rule{}
	for i := range model.MaxRuleParts {
		many.Any = append(many.Any, model.Rule{Digital: &yes})
		criteria.Any = append(criteria.Any, model.Rule{Born: []model.BirthBand{model.BirthBands(noon())[i%(model.MaxRuleCriteria+1)]}})
	}
	criteria.Any = criteria.Any[:model.MaxRuleCriteria+1]
	ruled("too many parts", "rule", "te veel voorwaarden", many)
	ruled("too many criteria", "rule", "te veel verschillende", criteria)
	return all
}

// Who fills in the form is no IT person: each problem says in Dutch what to do, in short sentences.
func TestEveryProblemOfACampaignHasAdvice(t *testing.T) {
	t.Parallel()
	for name, wrong := range wrongDrafts(t) {
		found := false
		for _, field := range wrong.draft.Check(wrong.scope, noon()) {
			wantDutch(t, name, field)
			found = found || (field.Path == wrong.path && strings.Contains(string(field.Advice), wrong.advice))
		}
		if !found {
			t.Errorf("%s: nothing at %s says %q: %v", name, wrong.path, wrong.advice, wrong.draft.Check(wrong.scope, noon()))
		}
	}
	draft := draftOf(unopenedCall())
	draft.PerMinute = 1
	for _, field := range (&model.Totals{People: 1_000_000}).Check(draft, noon()) {
		wantDutch(t, "a slow campaign", field)
	}
	nobody := (&model.Totals{}).Check(draft, noon())
	if len(nobody) != 1 || nobody[0].Path != "rule" {
		t.Errorf("nobody: %v", nobody)
	}
	wantDutch(t, "nobody", nobody[0])
}

var sentences = regexp.MustCompile(`[.!?:]+(?:\s|$)`)

func wantDutch(t *testing.T, name string, field model.FieldError) {
	t.Helper()
	advice := string(field.Advice)
	if advice == "" || !strings.HasSuffix(advice, ".") || strings.Contains(advice, "%!") || strings.Contains(field.Message, "%!") {
		t.Errorf("%s: %s: the advice is %q, the message %q", name, field.Path, advice, field.Message)
	}
	for _, sentence := range sentences.Split(advice, -1) {
		if len(strings.Fields(sentence)) > 20 {
			t.Errorf("%s: more than 20 words: %q", name, sentence)
		}
	}
	for _, word := range []string{" je ", " jij ", "gelieve", "indien", " must ", " is not "} {
		if strings.Contains(strings.ToLower(advice), word) {
			t.Errorf("%s: %q has %q", name, advice, word)
		}
	}
}

func TestAStartThatIsRefusedHasAdvice(t *testing.T) {
	t.Parallel()
	c := model.NewCampaign(mechelen().Code, "campagne", "els", draftOf(unopenedCall()), noon())
	if _, err := c.Submit("els", scopeOf(), noon()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Approve("piet", c.Draft.Hash(), 100, scopeOf(), noon()); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]time.Time{"past": noon().Add(-time.Hour), "too late": c.Draft.ExpiresAt.Add(-time.Minute)} {
		_, err := c.Schedule("els", at, scopeOf(), noon())
		refused, ok := err.(*model.Error) //nolint:errorlint // as Schedule gives it
		if !ok || len(refused.Fields) != 1 || refused.Fields[0].Path != "at" {
			t.Fatalf("%s: %v", name, err)
		}
		wantDutch(t, name, refused.Fields[0])
	}
}
