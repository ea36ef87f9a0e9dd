package seed

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// life writes what happened to one citizen, and answers what there is to see in the mailbox.
func (s *script) life(who citizen) string {
	switch who.index {
	case 0:
		s.an(who)
		return "Volle brievenbus: kiesbrief op een nieuw adres, dossiers die wachten, digitale post aan"
	case 1:
		return "Lege brievenbus"
	default:
		return s.ordinary(who)
	}
}

// ordinary gives a citizen a call letter, a dossier or two and, with digital post, some letters;
// what exactly, goes by the index.
func (s *script) ordinary(who citizen) string {
	var notes []string
	i := who.index
	if who.digital() {
		s.choosesDigitalPost(who)
		notes = append(notes, "digitale post aan")
	}
	notes = append(notes, s.votes(who))
	kinds := []model.LetterKind{
		model.KindTaxBill, model.KindInvoice, model.KindInformation, model.KindEIDRenewal, model.KindPolioReminder,
		model.KindDunning, model.KindEIDCodesReady, model.KindGASFine, model.KindJuryCard, model.KindAssessorLetter,
	}
	for n := range 1 + i%3 { // without digital post these stay on paper
		kind := kinds[(i/3+n*3)%len(kinds)]
		letter := s.send(who, kind, 2+(i+n*5)%15)
		if who.digital() && n == 0 {
			notes = append(notes, midSentence(kind.Rules().Title))
			if i%2 == 0 {
				s.opens(who, 1, letter)
			}
		}
		if kind.Rules().Bill && s.templates[kind].asks && i%5 == 0 { // on paper or not
			s.pays(who, 1, letter)
		}
	}
	for n := range 1 + i%2 {
		f := s.flows[(i+n*7)%len(s.flows)]
		stage := (i/len(s.flows) + n) % len(f.steps)
		dossier := s.dossier(who, f, stage, 1+(i*3+n*4)%12, nil)
		notes = append(notes, midSentence(f.steps[stage].label)+": "+strings.ReplaceAll(f.title, "{kind}", who.child))
		if i%4 == 0 {
			s.reads(who, 0, dossier)
		}
	}
	s.habits(who)
	about := strings.Join(notes, " · ")
	return strings.ToUpper(about[:1]) + about[1:]
}

// midSentence is a title as it is written within a sentence: abbreviations such as GAS keep their capitals.
func midSentence(title string) string {
	if len(title) > 1 && unicode.IsUpper(rune(title[1])) {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// votes delivers the letters of the coming election.
func (s *script) votes(who citizen) string {
	letter := s.callLetter(who)
	id := s.deliver(who, 13, letter)
	if letter.Kind != model.KindCallLetter {
		return midSentence(letter.Kind.Rules().Title)
	}
	switch who.index % 10 {
	case 3:
		s.deliver(who, 6, s.moved(who))
		return "kiesbrief op een nieuw adres"
	case 5:
		s.opens(who, 12, id)
		return "kiesbrief gelezen"
	case 7:
		s.deliver(who, 5, s.duplicate(who))
		return "duplicaat van de kiesbrief"
	}
	if len(letter.Body) > 1 {
		return "kiesbrief ook in het Frans"
	}
	return "kiesbrief"
}

// habits are the preferences and reminders that some citizens have.
func (s *script) habits(who citizen) {
	i := who.index
	switch i % 8 {
	case 1:
		s.prefers(who, func(p *model.Preferences) { p.Quiet.On = false })
	case 2:
		s.prefers(who, func(p *model.Preferences) { p.Detail, p.Residence = model.DetailDetailed, who.Town.NIS })
	case 4:
		s.prefers(who, func(p *model.Preferences) {
			p.MutedKinds = []model.LetterKind{model.KindInformation, model.KindCallLetter}
		})
	case 5:
		s.prefers(who, func(p *model.Preferences) { p.MuteLadder = true })
	case 6:
		s.prefers(who, func(p *model.Preferences) { p.MuteStatus, p.Residence = true, who.Town.NIS })
	}
	if i%7 == 0 {
		s.reminds(who, "afspraak", "Afspraak maken "+who.desk, 8, s.at(2), "")
	}
}

// reminds sets a reminder, so many days ago, for a moment after that.
func (s *script) reminds(who citizen, clientID, title string, daysAgo int, due time.Time, about model.EntryID) {
	s.does(who, daysAgo, acts, func(m *model.Mailbox, now time.Time) error {
		return m.CreateReminder(model.Reminder{ID: model.ReminderID(m.ID, "seed-"+clientID), Title: title, DueAt: due, Entry: about}, now)
	})
}

// an is An Peeters, whose mailbox has something of everything.
func (s *script) an(who citizen) {
	s.choosesDigitalPost(who)
	s.prefers(who, func(p *model.Preferences) {
		p.Residence, p.Sharing = who.Town.NIS, []model.OrgCode{mechelen}
	})
	welcome := s.welcome(who)
	s.does(who, past-1, acts, func(m *model.Mailbox, now time.Time) error { return m.Open(welcome, now) })

	call := s.deliver(who, 13, s.callLetter(who))
	s.opens(who, 12, call)
	s.deliver(who, 2, s.moved(who))

	tax := s.send(who, model.KindTaxBill, 8)
	s.opens(who, 7, tax)
	s.reminds(who, "belasting", "Aanslagbiljet betalen", 7, model.DayOf(s.anchor).AddDays(20).At(18, 0), tax)
	polio := s.send(who, model.KindPolioReminder, 5)
	s.send(who, model.KindDunning, 4)
	s.send(who, model.KindGASFine, 3)
	s.send(who, model.KindJuryCard, 1)
	assessor := s.send(who, model.KindAssessorLetter, 9)
	s.opens(who, 8, assessor)
	s.send(who, model.KindEIDCodesReady, 1)
	renewal := s.send(who, model.KindEIDRenewal, 18)
	s.opens(who, 17, renewal)
	s.does(who, 16, acts, func(m *model.Mailbox, now time.Time) error { return m.Archive([]model.EntryID{renewal}, true, now) })
	wrong := s.send(who, model.KindInvoice, 11)
	s.withdraws(who, 10, wrong)
	s.send(who, model.KindInvoice, 6)
	paid := s.send(who, model.KindInvoice, 15)
	s.opens(who, 14, paid)
	s.pays(who, 13, paid)
	late := s.send(who, model.KindDunning, 17)
	s.opens(who, 16, late)
	s.sendAs(who, fine(), 12)

	s.reminds(who, "attest", "Attest van de dokter vragen voor "+who.child, 5, s.at(1), polio)
	s.reminds(who, "opleiding", "Uitleg voor bijzitters bekijken", 8, s.at(4), assessor)
	s.does(who, 3, acts, func(m *model.Mailbox, now time.Time) error {
		return m.CompleteReminder(model.ReminderID(m.ID, "seed-opleiding"), true, now)
	})
	s.reminds(who, "kaart", "Nieuwe identiteitskaart ophalen", 1, model.DayOf(s.anchor).AddDays(3).At(9, 0), "")
	s.dossiersOfAn(who)
	s.last(who)
}

// dossiersOfAn are one of each flow: some wait for An, some run, some have ended.
func (s *script) dossiersOfAn(who citizen) {
	represented := &graph.AboutInput{DisplayName: new("Godelieve"), Relation: model.RelationRepresented}
	partner := &graph.AboutInput{DisplayName: new("Koen"), Relation: model.RelationPartner}
	for _, d := range []struct {
		procedure      model.Procedure
		stage, daysAgo int
		about          *graph.AboutInput
		read           bool
	}{
		{model.ProcedureEID, 3, 1, nil, false},
		{model.ProcedureReport, 1, 2, nil, false},
		{model.ProcedureAdministration, 1, 4, represented, false},
		{model.ProcedurePolio, 1, 5, nil, false},
		{model.ProcedureProxy, 1, 3, nil, true},
		{model.ProcedurePassport, 1, 9, partner, true},
		{model.ProcedureDrivingLicence, 4, 16, nil, true},
		{model.ProcedureJury, 0, 1, nil, false},
		{model.ProcedureCohabitation, 3, 18, nil, true},
		{model.ProcedureMarriage, 3, 6, nil, true},
		{model.ProcedureBirth, 3, 19, nil, true},
		{model.ProcedureChild, 3, 17, nil, true},
		{model.ProcedureSlaughter, 1, 7, nil, true},
		{model.ProcedureVoterRegistration, 2, 14, partner, true},
	} {
		id := s.dossier(who, s.flow(d.procedure), d.stage, d.daysAgo, d.about)
		if d.read {
			s.reads(who, 0, id)
		}
	}
	for i, f := range otherFlows() {
		id := s.dossier(who, f, min(i+1, len(f.steps)-1), 3+i*4, nil)
		if i > 1 {
			s.reads(who, 0, id)
		}
	}
}

// welcome is the first event of all.
func (s *script) welcome(who citizen) model.EntryID {
	letter := &graph.DeliverLetterInput{
		Reference: firstReference, Recipient: &graph.RecipientInput{Insz: new(who.Number.Digits())}, Kind: model.KindInformation,
		Subject: "Welkom in Burgerbode", Service: new("Communicatie"), Nis: new(string(who.Town.NIS)),
		Body: dutch(who,
			"U krijgt de post van de stad nu hier. U vindt ze altijd terug en u krijgt een melding op uw telefoon.",
			"Uw kiesbrief blijft u ook met de post krijgen. Terug naar papier kan altijd, bij **Instellingen**.",
			"Hulp nodig? Ga langs bij een digibankpunt of in het Huis van de Mechelaar."),
	}
	first := event{at: s.anchor.AddDate(0, 0, -past), order: post, who: who.Number, org: who.org, run: postRun, letter: letter}
	s.events = append(s.events, first, event{at: first.at, order: choices, who: who.Number, change: func(m *model.Mailbox, now time.Time) error {
		m.SetDigitalPost(true, now)
		return nil
	}})
	return model.LetterID(who.org, postRun, letter.Reference)
}

// last is the last event of all.
func (s *script) last(who citizen) {
	letter := s.letter(who, s.templates[model.KindInformation], 1, 0)
	letter.Reference = lastReference
	letter.Subject = fmt.Sprintf("Vanaf maandag: %s", midSentence(letter.Subject))
	s.events = append(s.events, event{at: s.anchor, order: acts, who: who.Number, org: who.org, run: postRun, letter: letter})
}
