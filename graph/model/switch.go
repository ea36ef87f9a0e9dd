package model

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// switchKeeps is for how long a part that took long to count is held to be right, and switchLong how many
// citizens or letters are long to count: all the rest is counted anew each time.
const (
	switchKeeps = time.Hour
	switchLong  = 2_000
)

// SwitchPart is what was counted of how far an organisation's citizens have gone over to digital post: of
// the mailboxes of one slot, or of the letters of one month. It is exact, and only rounded numbers of it
// may be shown. It is kept where it took long to count.
type SwitchPart struct {
	ID        string           `bson:"_id"`
	Rev       int64            `bson:"rev"`
	CountedAt time.Time        `bson:"countedAt"`
	Counted   int              `bson:"counted"` // how many mailboxes or letters were looked at
	Citizens  []SwitchCitizens `bson:"citizens,omitempty"`
	Letters   []SwitchLetters  `bson:"letters,omitempty"`
}

// SwitchCitizens is how far the citizens of a municipality are.
type SwitchCitizens struct {
	NIS       NIS `bson:"nis,omitempty"` // of today; empty where it is not known
	Mailboxes int `bson:"mailboxes"`
	Activated int `bson:"activated"` // chose digital post
	Reachable int `bson:"reachable"` // have a phone that rings
	OptedOut  int `bson:"optedOut"`  // switched campaigns off, or this organisation; not who never asked for any
}

// SwitchLetters is how the letters of a month to the citizens of a municipality went.
type SwitchLetters struct {
	Month   Month  `bson:"month"`
	NIS     NIS    `bson:"nis,omitempty"`     // where the citizens live today; empty where it is not known
	Service string `bson:"service,omitempty"` // as the organisation calls it now; empty where none is named
	Digital int    `bson:"digital"`           // in the mailbox only
	Paper   int    `bson:"paper"`             // printed, or to be printed
	Opened  int    `bson:"opened"`            // of those in a mailbox
}

// SwitchPartID names a part of an organisation's count: a slot or a month.
func SwitchPartID(org OrgCode, part string) string { return string(org) + "/" + part }

// Collection implements Record.
func (*SwitchPart) Collection() string { return switchCollection }

// Key implements Record.
func (p *SwitchPart) Key() string { return p.ID }

// Revision implements Record.
func (p *SwitchPart) Revision() *int64 { return &p.Rev }

// Lists implements Record: none.
func (*SwitchPart) Lists() []string { return nil }

// Fresh tells whether the part is held to be right at now.
func (p *SwitchPart) Fresh(now time.Time) bool {
	age := now.Sub(p.CountedAt)
	return age >= 0 && age < switchKeeps
}

// Long tells whether the part took long enough to count to be kept.
func (p *SwitchPart) Long() bool { return p.Counted >= switchLong }

// SwitchTally counts one part, or adds parts up.
type SwitchTally struct {
	counted  int
	citizens map[NIS]*SwitchCitizens
	letters  map[SwitchLetters]*SwitchLetters // by month, municipality and service, the counts at 0
}

// Citizen counts the owner of a mailbox, if it is one of the organisation's territory.
func (t *SwitchTally) Citizen(m *Mailbox, org *Organisation, now time.Time) {
	t.counted++
	if !(Scope{Org: org}).covers(m) {
		return
	}
	t.addCitizens(SwitchCitizens{
		NIS: m.Preferences.Residence.Current(), Mailboxes: 1, Activated: one(m.DigitalPost.Active), Reachable: one(m.rings(now)),
		OptedOut: one(m.Preferences.OptedOutOf(org.Code)),
	})
}

// Letter counts a letter of the organisation to somebody who lives in a municipality. One that needed no
// printing any more before it was printed went on no paper.
func (t *SwitchTally) Letter(r *LetterRecord, home NIS, org *Organisation) {
	t.counted++
	service := string(r.Service)
	if found := org.Service(service); found != nil {
		service = found.Name
	}
	paper, inMailbox := r.ToPrint() || r.Facts.Batch != "", r.Channel != ChannelPaper
	t.addLetters(SwitchLetters{
		Month: MonthOf(r.AcceptedAt), NIS: home.Current(), Service: service,
		Digital: one(inMailbox && !paper), Paper: one(paper), Opened: one(inMailbox && r.Facts.Opened),
	})
}

// Add adds a part.
func (t *SwitchTally) Add(p *SwitchPart) {
	t.counted += p.Counted
	for _, c := range p.Citizens {
		t.addCitizens(c)
	}
	for _, l := range p.Letters {
		t.addLetters(l)
	}
}

func (t *SwitchTally) addCitizens(c SwitchCitizens) {
	if t.citizens == nil {
		t.citizens = map[NIS]*SwitchCitizens{}
	}
	held, ok := t.citizens[c.NIS]
	if !ok {
		held = &SwitchCitizens{NIS: c.NIS}
		t.citizens[c.NIS] = held
	}
	held.Mailboxes, held.Activated = held.Mailboxes+c.Mailboxes, held.Activated+c.Activated
	held.Reachable, held.OptedOut = held.Reachable+c.Reachable, held.OptedOut+c.OptedOut
}

func (t *SwitchTally) addLetters(l SwitchLetters) {
	if l.Digital+l.Paper+l.Opened == 0 { // it went nowhere
		return
	}
	if t.letters == nil {
		t.letters = map[SwitchLetters]*SwitchLetters{}
	}
	key := SwitchLetters{Month: l.Month, NIS: l.NIS, Service: l.Service}
	held, ok := t.letters[key]
	if !ok {
		held = &key
		t.letters[SwitchLetters{Month: l.Month, NIS: l.NIS, Service: l.Service}] = held
	}
	held.Digital, held.Paper, held.Opened = held.Digital+l.Digital, held.Paper+l.Paper, held.Opened+l.Opened
}

// Part is what was counted, exact, to be kept.
func (t *SwitchTally) Part(id string, now time.Time) *SwitchPart {
	part := &SwitchPart{ID: id, CountedAt: moment(now), Counted: t.counted}
	for _, c := range t.citizens {
		part.Citizens = append(part.Citizens, *c)
	}
	for _, l := range t.letters {
		part.Letters = append(part.Letters, *l)
	}
	return part
}

// Rounded is what may be shown, each number by RoundCount: a row for each municipality of the territory,
// by name, whether or not anybody there has a mailbox, then who says no residence where that is of the
// territory too; and the letters, the last month first, then by municipality and service. digital is how
// many letters went in mailboxes only, all together.
func (t *SwitchTally) Rounded(org *Organisation) (citizens []SwitchCitizens, letters []SwitchLetters, digital int) {
	territory := org.TerritoryToday()
	if len(org.NIS) == 0 {
		territory = append(territory, Municipality{})
	}
	for _, town := range territory {
		var exact SwitchCitizens
		if held := t.citizens[town.NIS]; held != nil {
			exact = *held
		}
		citizens = append(citizens, SwitchCitizens{
			NIS: town.NIS, Mailboxes: RoundCount(exact.Mailboxes), Activated: RoundCount(exact.Activated),
			Reachable: RoundCount(exact.Reachable), OptedOut: RoundCount(exact.OptedOut),
		})
	}
	for _, exact := range slices.SortedFunc(maps.Values(t.letters), byMonth) {
		digital += exact.Digital
		letters = append(letters, SwitchLetters{
			Month: exact.Month, NIS: exact.NIS, Service: exact.Service,
			Digital: RoundCount(exact.Digital), Paper: RoundCount(exact.Paper), Opened: RoundCount(exact.Opened),
		})
	}
	return citizens, letters, RoundCount(digital)
}

// byMonth orders the last month first, then by name; what is not known comes last.
func byMonth(a, b *SwitchLetters) int {
	names := func(a, b string) int {
		if (a == "") != (b == "") {
			return one(a == "") - one(b == "")
		}
		return strings.Compare(a, b)
	}
	name := func(nis NIS) string {
		if town := municipality(nis); town != nil {
			return town.Name
		}
		return string(nis)
	}
	if order := strings.Compare(string(b.Month), string(a.Month)); order != 0 {
		return order
	}
	if order := names(name(a.NIS), name(b.NIS)); order != 0 {
		return order
	}
	return names(a.Service, b.Service)
}

// TerritoryTags are the mailbox tags of those who live in the organisation's territory; none: all
// mailboxes are to be walked.
func (o *Organisation) TerritoryTags() []string {
	var tags []string
	for _, nis := range o.NIS {
		tags = append(tags, municipalityTags(nis)...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}
