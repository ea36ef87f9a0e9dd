package model

import (
	"fmt"
	"time"
)

// maxMinus is how many campaigns may be taken off.
const maxMinus = 20

// Check is all that is wrong with a draft, each with its path; none when it may be submitted. Each says in
// Dutch what to do about it: an author is no IT person.
func (d CampaignDraft) Check(scope Scope, now time.Time) []FieldError {
	wrong := append(d.checkPlan(now), d.CheckAudience(scope)...)
	rule, err := d.Rule.Rule()
	if err != nil {
		rule = new(Rule)
	}
	return append(wrong, d.checkWords(scope.Org, rule)...)
}

// CheckAudience is all that is wrong with whom a draft is for, each with its path.
func (d CampaignDraft) CheckAudience(scope Scope) []FieldError {
	var wrong faults
	if rule, err := d.Rule.Rule(); err != nil {
		wrong.refuse("rule", "Kies voor wie de campagne is.", "must say whom the campaign is for")
	} else {
		wrong = append(wrong, rule.Check(scope)...)
	}
	if (d.References == "") != (scope.List == nil) || (scope.List != nil && (scope.List.ID != d.References || scope.List.Org != scope.Org.Code)) {
		wrong.refuse("references", "We vinden deze lijst niet. Laad de lijst opnieuw op.", "must be a list that the organisation uploaded")
	}
	if len(d.Minus) > maxMinus {
		wrong.refuse("minus", fmt.Sprintf("U sluit te veel campagnes uit. Kies er hoogstens %d.", maxMinus), "must be at most %d campaigns", maxMinus)
	}
	return wrong
}

// checkAudience refuses an audience of nobody. How few it is otherwise is not told.
func checkAudience(audience int) []FieldError {
	var wrong faults
	if audience < MinAudience {
		wrong.refuse("rule", fmt.Sprintf("Deze campagne bereikt niemand, of minder dan %d mensen. Maak de doelgroep ruimer.", MinAudience),
			"it is for nobody, or for fewer than %d people", MinAudience)
	}
	return wrong
}

// checkPlan refuses a window that never opens, a pace of none and an end that lies too near or too far.
func (d CampaignDraft) checkPlan(now time.Time) []FieldError {
	var wrong faults
	if !d.Window.opens() {
		wrong.refuse("window", d.Window.advice(),
			"it never opens: name at least one day, and hours of which the first is the earlier one, such as 10:00 and 19:00")
	}
	if d.PerMinute < 1 || d.PerMinute > MaxPerMinute {
		wrong.refuse("perMinute", fmt.Sprintf("Kies een tempo van 1 tot %d mensen per minuut.", MaxPerMinute),
			"must be from 1 to %d citizens a minute", MaxPerMinute)
	}
	_, closes := d.Window.Next(now)
	switch days := int(maxCampaignLife.Hours() / 24); {
	case d.ExpiresAt.IsZero():
		wrong.refuse("expiresAt", "Kies tot wanneer het bericht zichtbaar is.", "must be set")
	case !d.ExpiresAt.After(now):
		wrong.refuse("expiresAt", "De einddatum is al voorbij. Kies een latere datum.", "must lie ahead")
	case d.ExpiresAt.Sub(now) > maxCampaignLife:
		wrong.refuse("expiresAt", fmt.Sprintf("De einddatum ligt te ver. Kies een dag binnen %d dagen.", days), "must be within %d days", days)
	case !closes.IsZero() && d.ExpiresAt.Before(closes):
		wrong.refuse("expiresAt", fmt.Sprintf("De campagne eindigt te vroeg. Kies een einde na %s om %s.", DayOf(closes).Dutch(), DutchTime(closes)),
			"must not be before the end of the window, which is %s", closes.Format(time.RFC3339))
	}
	return wrong
}

// advice says in Dutch what to do about a window that never opens.
func (w CampaignWindow) advice() string {
	if len(w.Days) == 0 {
		return "Kies minstens één dag."
	}
	return "Kies een beginuur dat vóór het einduur ligt. Bijvoorbeeld van 10 uur tot 19 uur."
}

// checkStart refuses a start in the past, and one after which nobody could be told.
func (d CampaignDraft) checkStart(at, now time.Time) []FieldError {
	var wrong faults
	if at.Before(moment(now)) {
		wrong.refuse("at", "Dit moment is al voorbij. Kies een later moment.", "must not lie in the past")
	} else if _, closes := d.Window.Next(at); !closes.IsZero() && d.ExpiresAt.Before(closes) {
		wrong.refuse("at", "Dan is de campagne bijna afgelopen. Kies een vroeger moment, of een latere einddatum.",
			"the campaign expires before the end of its first window from then on")
	}
	return wrong
}
