package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// ElectionName is what every election is called here.
const ElectionName = "Voorbeeldverkiezing"

// Letters makes the call letters for count voters of a municipality, for the election of that day.
// Whoever is in without gets none; others take their place. In a municipality with facilities every fifth voter has asked for French, so that those
// letters have a French text beside the Dutch one. The errors are those of People.
func Letters(nis string, count int, seed uint64, day model.Day, without map[model.INSZ]bool) ([]*graph.DeliverLetterInput, error) {
	town, err := check(nis, count)
	if err != nil {
		return nil, err
	}
	people, err := draw(town, count+len(without), seed)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p Person) bool { return without[p.Number] })[:count]
	election := ElectionOn(day)
	letters := make([]*graph.DeliverLetterInput, len(people))
	for i, person := range people {
		letters[i] = CallLetter(person, person.Town.Facilities && i%5 == 0, election)
	}
	return letters, nil
}

// ElectionDay is the day of the election that is ahead at now: the first Sunday at least fifteen
// days away, since call letters come at least so long before.
func ElectionDay(now time.Time) model.Day {
	day := model.DayOf(now).AddDays(15)
	return day.AddDays(int(7-day.Weekday()) % 7)
}

// ElectionOn is the example election of that day.
func ElectionOn(day model.Day) model.Election {
	return model.Election{ID: string(day) + "-voorbeeldverkiezing", Name: ElectionName, Day: day}
}

// Run is a name for the run of call letters for the election that is ahead at now.
func Run(now time.Time) string { return "oproepingsbrieven-" + string(ElectionDay(now)) }

// CallLetter makes the call letter of one voter. Its reference says municipality and number on the
// list of voters.
func CallLetter(voter Person, french bool, election model.Election) *graph.DeliverLetterInput {
	block := Vote(voter, election)
	day := block.Election.Day.Dutch()
	letter := &graph.DeliverLetterInput{
		Reference:  fmt.Sprintf("KB-%s-%05d", voter.Town.NIS, voter.Voter),
		Recipient:  &graph.RecipientInput{Insz: new(voter.Number.Digits())},
		Kind:       model.KindCallLetter,
		Subject:    fmt.Sprintf("Oproepingsbrief voor de verkiezingen van %s", day),
		Preview:    new(fmt.Sprintf("U stemt op %s in stembureau %s, %s.", day, block.Bureau, block.PlaceName)),
		Body:       []*graph.TextInput{{Language: model.Dutch, Markdown: dutchText(voter, block)}},
		Service:    new("Burgerzaken"),
		Nis:        new(string(voter.Town.NIS)),
		Why:        new(fmt.Sprintf("U staat op de kiezerslijst van %s.", voter.Town.Name)),
		CallLetter: block,
	}
	if french {
		letter.Body = append(letter.Body, &graph.TextInput{Language: model.French, Markdown: frenchText(voter, block)})
	}
	return letter
}

// Vote is the voter's block of a call letter.
func Vote(voter Person, election model.Election) *graph.CallLetterInput {
	bureau := 1 + voter.Voter%bureaus
	opens, closes := model.ClockTime("08:00"), closing(voter.Town)
	from := model.ClockTime(fmt.Sprintf("%02d:00", 8+voter.Voter/bureaus%(hour(closes)-8)))
	until := model.ClockTime(fmt.Sprintf("%02d:00", hour(from)+1))
	name, address := PollingPlace(voter.Town, bureau)
	return &graph.CallLetterInput{
		VoterName: voter.Last + ", " + voter.First, VoterAddress: voter.Address(), VoterNumber: fmt.Sprint(voter.Voter),
		Election:     &graph.ElectionInput{ID: election.ID, Name: election.Name, Day: election.Day},
		Municipality: string(voter.Town.NIS),
		Bureau:       fmt.Sprint(bureau), PlaceName: name, PlaceAddress: address,
		Opens: opens, Closes: closes, SuggestedFrom: &from, SuggestedUntil: &until,
		Compulsory: true,
		Assemblies: []string{"Vlaams Parlement", "Kamer van volksvertegenwoordigers", "Europees Parlement"},
		Bring:      []string{"uw identiteitskaart", "deze brief, op papier of op uw smartphone"},
		Proxy:      "Wie met een volmacht in uw plaats stemt, heeft uw brief op papier nodig; een afdruk is ook goed.",
		Duplicate:  "Bent u uw brief kwijt? Bij de dienst Burgerzaken krijgt u een duplicaat tot de stembureaus sluiten.",

		Arrondissement: arrondissement(voter.Town), Seats: []int{124, 150, 22},
		Signatories: []string{"Jan Voorbeeld, secretaris", "Els Voorbeeld, burgemeester"},
	}
}

// arrondissement is that of a municipality, as its NIS code begins with it; nil where no example needs it.
func arrondissement(town model.Municipality) *string {
	names := map[model.NIS]string{
		"12": "Mechelen", "23": "Halle-Vilvoorde", "31": "Brugge", "34": "Kortrijk", "35": "Oostende", "37": "Tielt", "45": "Oudenaarde", "71": "Hasselt",
	}
	if name := names[town.NIS[:2]]; name != "" {
		return &name
	}
	return nil
}

// bureaus is the number of polling stations of a municipality.
const bureaus = 36

// PollingPlace is where a polling station is: four share a building.
func PollingPlace(town model.Municipality, bureau int) (name, address string) {
	places := []string{
		"Basisschool De Regenboog", "Gemeenschapscentrum De Linde", "Sporthal Ter Beke", "Basisschool Het Klimrek",
		"Parochiezaal Sint-Jozef", "Bibliotheek De Letterbak", "Secundaire school Ter Eiken", "Ontmoetingscentrum De Brug",
		"Jeugdcentrum De Loods",
	}
	at := (bureau - 1) / 4 % len(places)
	street := streets()[(at*7+3)%len(streets())]
	return places[at], fmt.Sprintf("%s %d, %s %s", street, 10+3*at, town.Postcode, town.Name)
}

// closing: in federal elections polling stations close at 14 where people vote on paper, as in
// Ronse, and at 16 where they vote on computers.
func closing(town model.Municipality) model.ClockTime {
	if town.NIS == "45041" {
		return "14:00"
	}
	return "16:00"
}

func hour(clock model.ClockTime) int { return int(clock[0]-'0')*10 + int(clock[1]-'0') }

func dutchText(voter Person, block *graph.CallLetterInput) string {
	return paragraphs(
		fmt.Sprintf("Beste %s", voter.Name()),
		fmt.Sprintf("Op %s stemt u voor het Vlaams, het federaal en het Europees Parlement. Stemmen is verplicht.", block.Election.Day.Dutch()),
		fmt.Sprintf("**Waar:** stembureau %s, %s, %s.", block.Bureau, block.PlaceName, block.PlaceAddress),
		fmt.Sprintf("**Wanneer:** van %d tot %d uur. Rustig moment: %d-%d uur; u mag ook op een ander uur komen.",
			hour(block.Opens), hour(block.Closes), hour(*block.SuggestedFrom), hour(*block.SuggestedUntil)),
		"**Meebrengen:** uw identiteitskaart en deze brief, op papier of op uw smartphone.",
		"**Kunt u niet gaan stemmen?** Wie met een volmacht in uw plaats stemt, heeft uw brief op papier nodig; een afdruk is ook goed.",
		"U krijgt deze brief ook met de post.",
	)
}

func frenchText(voter Person, block *graph.CallLetterInput) string {
	return paragraphs(
		fmt.Sprintf("Bonjour %s", voter.Name()),
		fmt.Sprintf("Le %s, vous votez pour le Parlement flamand, le Parlement fédéral et le Parlement européen. Le vote est obligatoire.",
			frenchDay(block.Election.Day)),
		fmt.Sprintf("**Où :** bureau de vote %s, %s, %s.", block.Bureau, block.PlaceName, block.PlaceAddress),
		fmt.Sprintf("**Quand :** de %d à %d heures. Moment calme : %d-%d heures ; vous pouvez aussi venir à une autre heure.",
			hour(block.Opens), hour(block.Closes), hour(*block.SuggestedFrom), hour(*block.SuggestedUntil)),
		"**À apporter :** votre carte d'identité et cette lettre, sur papier ou sur votre smartphone.",
		"**Vous ne pouvez pas voter ?** La personne qui vote pour vous par procuration a besoin de votre lettre sur papier ; une copie imprimée convient aussi.",
		"Vous recevez aussi cette lettre par la poste.",
	)
}

// frenchDay writes a Sunday in French: "dimanche 9 juin 2024".
func frenchDay(day model.Day) string {
	months := [...]string{"janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	date := day.At(12, 0)
	return fmt.Sprintf("dimanche %d %s %d", date.Day(), months[date.Month()-1], date.Year())
}

func paragraphs(texts ...string) string { return strings.Join(texts, "\n\n") + "\n" }
