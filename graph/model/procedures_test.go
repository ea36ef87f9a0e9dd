package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The texts are those that citizens read: plain, in the u form, with sentences under 20 words.
func TestTheTextsOfTheProceduresArePlain(t *testing.T) {
	t.Parallel()
	catalogue := KnownProcedures()
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\d\.\d+$`).MatchString(catalogue.Version) {
		t.Errorf("the version is %q", catalogue.Version)
	}
	ends := regexp.MustCompile(`[.?!:](\s|$)`)
	stiff := regexp.MustCompile(`(?i)\b(gelieve|indien|teneinde|dien(t|en)|reeds|moet u|u moet|je|jij|jouw|jullie|uwe)\b`)
	page := regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?( \(.+\))?$`)
	for _, info := range catalogue.Procedures {
		sentences := []string{info.Summary, string(info.Validity)}
		for _, step := range info.Steps {
			sentences = append(sentences, step.Text)
		}
		for _, d := range info.Deadlines {
			sentences = append(sentences, d.Text)
		}
		for _, text := range sentences {
			if text != "" && !strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q does not end in a full stop", info.Procedure, text)
			}
			for _, sentence := range ends.Split(text, -1) {
				if words := len(strings.Fields(sentence)); words >= 20 {
					t.Errorf("%s: %d words in %q", info.Procedure, words, sentence)
				}
			}
		}
		names := append([]string{info.Title}, info.Bring...)
		for _, step := range info.Steps {
			names = append(names, step.Title)
		}
		for _, text := range append(sentences, names...) {
			if found := stiff.FindString(text); found != "" || strings.TrimSpace(text) != text {
				t.Errorf("%s: %q has %q", info.Procedure, text, found)
			}
		}
		for _, source := range info.Sources {
			if !page.MatchString(source) {
				t.Errorf("%s: %q is no web page", info.Procedure, source)
			}
		}
	}
}

// A number that can be counted with stands in the text beside it.
func TestATermsNumberStandsInItsText(t *testing.T) {
	t.Parallel()
	number := regexp.MustCompile(`\d+`)
	for _, info := range KnownProcedures().Procedures {
		for _, d := range info.Deadlines {
			if d.Amount != 0 && !slices.Contains(number.FindAllString(d.Text, -1), strconv.Itoa(d.Amount)) {
				t.Errorf("%s: %d is not in %q", info.Procedure, d.Amount, d.Text)
			}
		}
	}
}

func TestACatalogueThatIsNotRightIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"no version":        {`"2026-11-26.2"`, `""`},
		"twice":             {`"PASSPORT_APPLICATION"`, `"EID_APPLICATION"`},
		"not a process":     {`"PASSPORT_APPLICATION"`, `"REPORT"`},
		"an empty text":     {`"Reispaspoort"`, `" "`},
		"an unknown unit":   {`"unit": "WORKING_DAY"`, `"unit": "FORTNIGHT"`},
		"no unit":           {`, "unit": "WORKING_DAY"`, ``},
		"a unit alone":      {`"amount": 4, `, ``},
		"nothing to count":  {`"amount": 4`, `"amount": -1`},
		"an unknown field":  {`"summary"`, `"sumary"`},
		"an empty source":   {`"turnhout.be/reispas"`, `""`},
		"an empty step":     {`"Uw paspoort wordt gemaakt."`, `""`},
		"an empty deadline": {`"Een dringende aanvraag duurt 1 werkdag."`, `""`},
	} {
		changed := strings.Replace(proceduresJSON, change[0], change[1], 1)
		if changed == proceduresJSON {
			t.Errorf("%s: %s is not there to change", name, change[0])
		}
		if _, err := parseCatalogue(changed); err == nil {
			t.Errorf("%s: it is read all the same", name)
		}
	}
	if _, err := parseCatalogue("{}"); err == nil || !strings.Contains(err.Error(), "version") || !strings.Contains(err.Error(), "EID_APPLICATION") {
		t.Errorf("not all that is wrong is told: %v", err)
	}
}

func TestOffersAreTheMunicipalitysOwn(t *testing.T) {
	t.Parallel()
	o := &Organisation{Procedures: []ProcedureOffer{
		{Procedure: ProcedurePassport, StartURL: "https://paspoort.example"}, {Procedure: ProcedureSlaughter, Declined: true},
	}}
	if offer := o.Offer(ProcedurePassport); offer.Declined || offer.StartURL != "https://paspoort.example" {
		t.Errorf("passport: %+v", offer)
	}
	if !o.Offer(ProcedureSlaughter).Declined || o.Offer(ProcedureEID).Declined {
		t.Error("what is not offered is wrong")
	}
}
