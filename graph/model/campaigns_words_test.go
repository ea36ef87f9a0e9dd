package model_test

import (
	"strings"
	"testing"

	"burgerbode/graph/model"
)

// pushOnly says what is wrong with a push text.
func pushOnly(text string) []string {
	draft := draftOf(unopenedCall())
	draft.PushText = text
	var wrong []string
	for _, field := range draft.Check(scopeOf(), noon()) {
		wrong = append(wrong, field.Path+": "+field.Message)
	}
	return wrong
}

func TestAPushThatLooksLikePhishingIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Kijk op https://mechelen.be/stem", "Kijk op www.mechelen", "Kijk op mechelen.be.", "Mail info@mechelen", "Ga naar stem.vlaanderen nu", "Bel 015 29 76 54",
		"Bel +32 470 12 34 56", "Bel 0800/12.345", "Bel 015\u200b29\u00a076\u200b54 1", "U krijgt € 20", "U krijgt 20 euro", "Het kost 12,50 EUR", "Van EUR 20",
		"Stort op BE71 0961 2345 6769", "Stort op be71096123456769", "Uw IBAN is nodig", "Betaal nu", "Uw brief is onbetaald", "Uw betaling", "U moet BETALEN",
		"Kijk op ｍechelen．ｂｅ", "Be\u200btaal", "Be\u00adtaal",
	} {
		if wrong := pushOnly(text); len(wrong) == 0 {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{
		"Uw kiesbrief wacht op u.", "Op zondag 7 juni 2026 zijn er verkiezingen.", "Kom langs op 07/06/2026 om 13.30 uur.", "{afzender}: uw brief van {datum} wacht.",
		"Dit is klaar.Kijk in Burgerbode.", "We zoeken 1200 bijzitters.", "Bel gerust 1700.",
	} {
		if wrong := pushOnly(text); len(wrong) > 0 {
			t.Errorf("%q is refused: %v", text, wrong)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{
		"{gemeente}": true, "{afzender}": true, "{verkiezing}": true, "{datum}": true, "{termijn}": true, "{naam}": false, "{Gemeente}": false, "{gemeente": false, "gemeente}": false, "{}": false,
	} {
		if wrong := pushOnly(text); (len(wrong) == 0) != ok {
			t.Errorf("%s: %v", text, wrong)
		}
	}
	phone := true
	draft := draftOf(&model.Rule{Phone: &phone})
	if wrong := draft.Check(scopeOf(), noon()); len(wrong) != 2 || wrong[0].Path != "text" {
		t.Errorf("an election of a campaign about no letter: %v", wrong)
	}
}

// Each citizen reads the own values, general words where there are none, and never somebody's braces twice.
func TestTextsAreRenderedForEachCitizen(t *testing.T) {
	t.Parallel()
	org := mechelen()
	draft := model.CampaignDraft{Title: "{afzender}", Text: "{gemeente}, {verkiezing}, {datum}, {termijn}", PushText: "{termijn}"}
	m := newMailbox(t)
	if words := draft.Render(m, org, ""); words.Text != "uw gemeente, de verkiezing, de dag in uw brief, de laatste dag" {
		t.Errorf("nothing is known, and it says %q", words.Text)
	}
	l := callLetter("1")
	l.Deadline = &model.Deadline{Date: "2026-06-01"}
	delivered := deliver(t, m, l, noon())
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = "12025" }), noon())
	org.Name = "{datum}"
	words := draft.Render(m, org, delivered.ID)
	if words.Title != "{datum}" || words.Text != "Mechelen, Voorbeeldverkiezing, zondag 7 juni 2026, maandag 1 juni 2026" || words.PushText != "maandag 1 juni 2026" {
		t.Errorf("it says %+v", words)
	}
	if words := draft.Preview(mechelen(), noon()); words.Text != "Mechelen, Voorbeeldverkiezing, zondag 21 juni 2026, woensdag 17 juni 2026" {
		t.Errorf("the preview says %q", words.Text)
	}
}

func TestWarningsAboutStyle(t *testing.T) {
	t.Parallel()
	plain := draftOf(unopenedCall())
	if warnings := plain.Warnings(); len(warnings) > 0 {
		t.Errorf("a plain text is warned of: %+v", warnings)
	}
	draft := model.CampaignDraft{
		Title: "Jouw brief", Text: "Gelieve uw brief te lezen indien u dat nog niet deed. Om 13.30 uur dient u te komen. " + strings.Repeat("woord ", 21) + ".",
		PushText: "Reeds gelezen?",
	}
	count := map[model.StyleKind]int{}
	for _, warning := range draft.Warnings() {
		count[warning.Kind]++
		if warning.Path == "" || warning.Excerpt == "" || !strings.Contains(warning.Message, ".") {
			t.Errorf("a warning says %+v", warning)
		}
	}
	if count[model.StyleMixedAddress] != 1 || count[model.StyleLongSentence] != 1 || count[model.StyleOfficialese] != 4 {
		t.Errorf("warnings are %v", draft.Warnings())
	}
}
