package model

import "fmt"

// Explanation says in Dutch where the push stands, for the citizen who asks "why no push?".
func (p *Push) Explanation() string {
	if p.Cancelled && p.switchable() {
		return ReasonCancelled.explain("")
	}
	if p.withdraws() {
		return "Een melding die u al gezien hebt, verdwijnt van uw andere telefoons."
	}
	switch p.State {
	case PushPlanned:
		return fmt.Sprintf("Deze melding is gepland voor %s om %s.", DayOf(p.At).Dutch(), DutchTime(p.At))
	case PushRetrying:
		return "De melding kon nog niet op elke telefoon worden bezorgd. We proberen het opnieuw."
	case PushSent:
		return "De melding is verstuurd."
	case PushMerged:
		return "U kreeg één melding voor meerdere berichten."
	case PushDeferred, PushDropped, PushFailed:
		return p.Reason.explain(DutchTime(p.At))
	}
	return ""
}

// explain says the reason in Dutch. until is when a push that waits is looked at again.
func (r Reason) explain(until string) string {
	switch r {
	case ReasonQuiet:
		return fmt.Sprintf("Het is stille tijd tot %s; daarna krijgt u één melding.", until)
	case ReasonDigest:
		return fmt.Sprintf("U kreeg net een melding. De volgende berichten komen samen om %s.", until)
	case ReasonOpened:
		return "U had dit al bekeken. Een melding was niet meer nodig."
	case ReasonCompleted:
		return "U had deze herinnering al afgevinkt."
	case ReasonWithdrawn:
		return "De afzender heeft dit bericht ingetrokken."
	case ReasonSuperseded:
		return "Een nieuwer bericht nam de plaats in van dit bericht."
	case ReasonPaid:
		return "Deze rekening was al betaald. Een melding was niet meer nodig."
	case ReasonExpired:
		return "De melding kwam te laat om nog nuttig te zijn."
	case ReasonConfidential:
		return "Over dit dossier sturen we nooit een melding."
	case ReasonCancelled:
		return "U hebt deze herinnering uitgezet."
	case ReasonNotMeant:
		return "Dit bericht was voor u niet meer nodig. Een melding ook niet."
	case ReasonOptedOut:
		return "U hebt gekozen om hierover geen meldingen te krijgen."
	case ReasonCap:
		return "U kreeg al genoeg meldingen van campagnes: hoogstens één per dag en twee per week."
	case ReasonNoPhone:
		return "Er was geen telefoon aangemeld."
	case ReasonNoPermission:
		return "Meldingen staan uit op uw telefoon. U zet ze aan in de instellingen van uw toestel."
	case ReasonQuietExpiry:
		return "De stille tijd duurde langer dan de melding nuttig was."
	case ReasonRefused:
		return "De melding kon niet worden bezorgd."
	}
	return ""
}

// Explanation says in Dutch what changes by choosing digital post, to show before the choice.
func (*DigitalPost) Explanation() string {
	return "U krijgt facturen, aanslagbiljetten en andere brieven van deze afzenders voortaan hier, en niet meer op papier. " +
		"U krijgt een melding op uw telefoon. Uw kiesbrief blijft u ook met de post krijgen. Soms komt ook een andere brief nog met de post. " +
		"U kiest zelf. Doet u niets, dan blijft u uw post op papier krijgen. Later terug naar papier kan altijd."
}
