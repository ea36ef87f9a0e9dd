package seed

import (
	"fmt"
	"strings"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
)

// callLetter is the letter for the coming election that the citizen gets: by the municipality an
// invitation to a local election, a call letter for another EU country's voters, or a call letter.
func (s *script) callLetter(who citizen) *graph.DeliverLetterInput {
	switch {
	case who.Town.NIS == "34009" || who.Town.NIS == "23096":
		return s.invitation(who)
	case who.index%25 == 9:
		return s.euVoterLetter(who)
	default:
		return sample.CallLetter(who.Person, who.Town.Facilities && who.index%2 == 0, s.election)
	}
}

// invitation: nobody has to vote in a local election, and the letter never says so.
func (s *script) invitation(who citizen) *graph.DeliverLetterInput {
	letter := sample.CallLetter(who.Person, false, s.election)
	vote, day := letter.CallLetter, s.election.Day.Dutch()
	vote.Compulsory, vote.Closes, vote.Assemblies, vote.Seats = false, "15:00", []string{"gemeenteraad", "provincieraad"}, nil
	vote.SuggestedFrom, vote.SuggestedUntil = new(model.ClockTime("10:00")), new(model.ClockTime("11:00"))
	vote.Duplicate = "Bent u uw brief kwijt? Bij de gemeente krijgt u een duplicaat tot 12 uur op de dag van de verkiezingen."
	letter.Kind, letter.Reference = model.KindInvitationLetter, "UB"+strings.TrimPrefix(letter.Reference, "KB")
	letter.Subject = "Uitnodigingsbrief voor de verkiezingen van " + day
	letter.Preview = new(fmt.Sprintf("U kunt op %s stemmen in stembureau %s, %s.", day, vote.Bureau, vote.PlaceName))
	letter.Body = dutch(who,
		fmt.Sprintf("Op %s kunt u stemmen voor de gemeenteraad en de provincieraad.", day),
		fmt.Sprintf("**Waar:** stembureau %s, %s, %s.", vote.Bureau, vote.PlaceName, vote.PlaceAddress),
		"**Wanneer:** van 8 tot 15 uur. Rustig moment: 10-11 uur; u mag ook op een ander uur komen.",
		"**Meebrengen:** uw identiteitskaart en deze brief, op papier of op uw smartphone.",
		"**Kunt u niet gaan stemmen?** U kunt een volmacht geven. Wie in uw plaats stemt, heeft uw brief op papier nodig.",
		"U krijgt deze brief ook met de post.")
	return letter
}

func (s *script) euVoterLetter(who citizen) *graph.DeliverLetterInput {
	letter := sample.CallLetter(who.Person, false, s.election)
	vote, day := letter.CallLetter, s.election.Day.Dutch()
	vote.Assemblies, vote.Seats = []string{"Europees Parlement"}, vote.Seats[2:]
	letter.Kind, letter.Reference = model.KindCallLetterEUVoter, "EU"+strings.TrimPrefix(letter.Reference, "KB")
	letter.Body = dutch(who,
		fmt.Sprintf("U hebt u ingeschreven als kiezer. Op %s stemt u voor het Europees Parlement. Stemmen is verplicht.", day),
		fmt.Sprintf("**Waar:** stembureau %s, %s, %s.", vote.Bureau, vote.PlaceName, vote.PlaceAddress),
		fmt.Sprintf("**Wanneer:** van %s tot %s.", vote.Opens.Dutch(), vote.Closes.Dutch()),
		"**Meebrengen:** uw identiteitsbewijs en deze brief, op papier of op uw smartphone.",
		"U krijgt deze brief ook met de post.")
	return letter
}

// duplicate takes the place of a call letter that was lost.
func (s *script) duplicate(who citizen) *graph.DeliverLetterInput {
	letter := sample.CallLetter(who.Person, false, s.election)
	letter.Supersedes = &graph.LetterRefInput{Reference: letter.Reference}
	letter.Kind, letter.Reference = model.KindCallLetterDuplicate, letter.Reference+"-DUPLICAAT"
	letter.Subject = "Duplicaat van uw oproepingsbrief"
	letter.Why = new("U vroeg een duplicaat aan bij de dienst Burgerzaken.")
	return letter
}

// moved takes the place of a call letter whose polling station moved.
func (s *script) moved(who citizen) *graph.DeliverLetterInput {
	letter := sample.CallLetter(who.Person, false, s.election)
	vote := letter.CallLetter
	vote.PlaceName, vote.PlaceAddress = "Cultuurcentrum De Spil", fmt.Sprintf("Marktplein 8, %s %s", who.Town.Postcode, who.Town.Name)
	letter.Supersedes = &graph.LetterRefInput{Reference: letter.Reference}
	letter.Reference += "-VERPLAATST"
	letter.Subject = "Uw stembureau is verplaatst"
	letter.Preview = new(fmt.Sprintf("U stemt op een ander adres: %s.", vote.PlaceName))
	letter.Body = dutch(who,
		fmt.Sprintf("U stemt op %s op een ander adres: %s, %s.", s.election.Day.Dutch(), vote.PlaceName, vote.PlaceAddress),
		"Het uur verandert niet. Op uw vorige brief staat nog het oude adres.",
		"Onze excuses voor het ongemak.")
	return letter
}

func dutch(who citizen, texts ...string) []*graph.TextInput {
	return []*graph.TextInput{{Language: model.Dutch, Markdown: paragraphs(who, strings.NewReplacer(), texts...)}}
}
