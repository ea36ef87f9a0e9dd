package model

import (
	"bytes"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
)

// Rule says whom a campaign is for: a tree of all, any and not over criteria. Exactly one of its fields
// is set. There is no criterion about language, and none about sensitive kinds: Check refuses those.
type Rule struct {
	All []Rule `json:"all,omitempty"` // each of them holds
	Any []Rule `json:"any,omitempty"` // at least one of them holds
	Not *Rule  `json:"not,omitempty"` // it does not hold

	Municipality NIS               `json:"municipality,omitempty"` // lives there, or in what it went into
	Letter       *LetterCriterion  `json:"letter,omitempty"`       // has such a letter of the organisation
	Dossier      *DossierCriterion `json:"dossier,omitempty"`      // has such a dossier with the organisation
	Listed       *ListCriterion    `json:"listed,omitempty"`       // has a letter of the uploaded list
	Digital      *bool             `json:"digital,omitempty"`      // has, or has not, chosen digital post
	Phone        *bool             `json:"phone,omitempty"`        // has, or has not, a phone that rings
	Born         []BirthBand       `json:"born,omitempty"`         // was born in one of these; whose year is not known was in none
}

// LetterCriterion finds letters that stand: not withdrawn, and not replaced by another one.
type LetterCriterion struct {
	Kind     LetterKind `json:"kind"`
	Run      string     `json:"run,omitempty"`      // as the organisation calls it; empty: any
	Election string     `json:"election,omitempty"` // with call letters, the election's id; empty: any
	Opened   Opening    `json:"opened,omitempty"`   // empty: either
}

// DossierCriterion finds dossiers of a procedure.
type DossierCriterion struct {
	Procedure Procedure `json:"procedure"`
	Phase     Phase     `json:"phase,omitempty"` // empty: any but the last, AFGEROND
}

// ListCriterion finds letters of one run of the organisation that are on the uploaded list.
type ListCriterion struct {
	Run    string  `json:"run"`
	Opened Opening `json:"opened,omitempty"` // empty: either
}

// Opening is whether a letter was opened.
type Opening string

// The values.
const (
	Opened   Opening = "OPENED"
	Unopened Opening = "UNOPENED"
)

// Openings lists the values.
func Openings() []Opening { return []Opening{Opened, Unopened} }

// MarshalGQL writes the value as GraphQL does; the empty one is null.
func (o Opening) MarshalGQL(w io.Writer) { writeEnum(w, o) }

// UnmarshalGQL reads a value.
func (o *Opening) UnmarshalGQL(v any) error { return readEnum(o, v, Openings()) }

// RuleText is a rule as it is stored: JSON, always the same for the same rule.
type RuleText string

// Text is the rule as it is stored.
func (r *Rule) Text() RuleText {
	text, err := json.Marshal(r)
	if err != nil { // texts and booleans always have a JSON form
		return ""
	}
	return RuleText(text)
}

// Rule reads the rule; INVALID when it is none.
func (t RuleText) Rule() (*Rule, error) {
	rule := new(Rule)
	decoder := json.NewDecoder(strings.NewReader(string(t)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(rule); err != nil || decoder.More() {
		return nil, Invalid([]FieldError{{Path: "rule", Message: "is not a rule", Advice: "Kies voor wie de campagne is."}})
	}
	return rule, nil
}

// Scope is what bounds a rule, whatever it says: the organisation, of which only the territory and its own
// letters and dossiers count, and the uploaded list.
type Scope struct {
	Org  *Organisation
	List *ReferenceList // nil: none
}

// Audience is the rule of a campaign, read once to be asked often.
type Audience struct {
	rule  *Rule
	minus []CampaignID
	scope Scope
}

// Audience is whom the campaign is for, within the scope. INVALID when the rule cannot be read.
func (d CampaignDraft) Audience(scope Scope) (*Audience, error) {
	rule, err := d.Rule.Rule()
	if err != nil {
		return nil, err
	}
	return &Audience{rule: rule, minus: d.Minus, scope: scope}, nil
}

// Matches tells whether the campaign is for the owner of the mailbox: who lives in the organisation's
// territory, meets the rule, and was not reached by a campaign that is taken off.
func (a *Audience) Matches(m *Mailbox, now time.Time) bool {
	if !a.scope.covers(m) || !a.rule.matches(m, a.scope, now) {
		return false
	}
	return !slices.ContainsFunc(a.minus, func(campaign CampaignID) bool {
		told := m.record(campaign)
		return told != nil && told.Sender == a.scope.Org.Code
	})
}

// List is the uploaded list of which everybody for whom the campaign is has a letter; nil when it is for
// others too.
func (a *Audience) List() *ReferenceList {
	if !a.rule.listed() {
		return nil
	}
	return a.scope.List
}

// listed tells whether nobody meets the rule without meeting a criterion about the uploaded list.
func (r *Rule) listed() bool {
	if len(r.Any) > 0 {
		return !slices.ContainsFunc(r.Any, func(p Rule) bool { return !p.listed() })
	}
	return r.Listed != nil || slices.ContainsFunc(r.All, func(p Rule) bool { return p.listed() })
}

// About is the entry by which the rule found the citizen and that the campaign reminds of: the newest one
// of the first criterion about letters or dossiers that the citizen meets. Empty where there is none.
func (a *Audience) About(m *Mailbox) EntryID {
	about, _ := a.about(m)
	return about
}

// about is About, and whether the criterion is for those who opened it.
func (a *Audience) about(m *Mailbox) (about EntryID, opened bool) {
	for _, subject := range a.rule.subjects() {
		for _, l := range slices.Backward(m.Letters.Entries) {
			switch {
			case subject.Letter != nil && subject.Letter.finds(m, l, a.scope):
				return l.ID, subject.Letter.Opened == Opened
			case subject.Listed != nil && subject.Listed.finds(m, l, a.scope):
				return l.ID, subject.Listed.Opened == Opened
			}
		}
		for _, d := range slices.Backward(m.Dossiers.Entries) {
			if subject.Dossier != nil && subject.Dossier.finds(d, a.scope) {
				return d.ID, false
			}
		}
	}
	return "", false
}

// subjects are the criteria about letters and dossiers that stand under no "not".
func (r *Rule) subjects() []*Rule {
	if r.Letter != nil || r.Dossier != nil || r.Listed != nil {
		return []*Rule{r}
	}
	var found []*Rule
	for _, part := range [][]Rule{r.All, r.Any} {
		for i := range part {
			found = append(found, part[i].subjects()...)
		}
	}
	return found
}

// covers tells whether the citizen lives in the organisation's territory. Who does not say where belongs
// only to one that is all of Flanders.
func (s Scope) covers(m *Mailbox) bool {
	return len(s.Org.NIS) == 0 || (m.Preferences.Residence != "" && s.Org.SendsFor(m.Preferences.Residence))
}

func (r *Rule) matches(m *Mailbox, scope Scope, now time.Time) bool {
	holds := func(part Rule) bool { return part.matches(m, scope, now) }
	switch {
	case len(r.All) > 0:
		return !slices.ContainsFunc(r.All, func(part Rule) bool { return !holds(part) })
	case len(r.Any) > 0:
		return slices.ContainsFunc(r.Any, holds)
	case r.Not != nil:
		return !holds(*r.Not)
	case r.Municipality != "":
		return m.Preferences.Residence.Current() == r.Municipality.Current()
	case r.Letter != nil:
		found := slices.ContainsFunc(m.Letters.Entries, func(l *Letter) bool { return r.Letter.finds(m, l, scope) })
		return m.sought(found, r.Letter.Opened != Unopened)
	case r.Listed != nil:
		found := slices.ContainsFunc(m.Letters.Entries, func(l *Letter) bool { return r.Listed.finds(m, l, scope) })
		return m.sought(found, r.Listed.Opened != Unopened)
	case r.Dossier != nil:
		found := slices.ContainsFunc(m.Dossiers.Entries, func(d *Dossier) bool { return r.Dossier.finds(d, scope) })
		return m.sought(found, r.Dossier.Phase == PhaseDone)
	case r.Digital != nil:
		return m.DigitalPost.Active == *r.Digital
	case r.Phone != nil:
		return m.rings(now) == *r.Phone
	default:
		return m.Born != "" && slices.Contains(r.Born, m.Born)
	}
}

// sought is what a criterion found. Where that is nothing, and what it looks for may be settled, nobody is told
// before it was looked for in archives too: a rule may be for those who have no such letter.
func (m *Mailbox) sought(found, settled bool) bool {
	if !found && settled {
		m.missAll()
	}
	return found
}

// countable tells whether a letter may be a criterion at all: the organisation's own, standing, and neither
// itself nor its dossier sensitive.
func (s Scope) countable(m *Mailbox, l *Letter) bool {
	return l.Sender == s.Org.Code && l.standing() && !l.Kind.Rules().Sensitive && !m.procedureOf(l.ID).Sensitive()
}

func (c *LetterCriterion) finds(m *Mailbox, l *Letter, scope Scope) bool {
	return l.Kind == c.Kind && (c.Run == "" || l.Run == c.Run) &&
		(c.Election == "" || (l.Call != nil && l.Call.Election.ID == c.Election)) && c.Opened.is(l) && scope.countable(m, l)
}

func (c *ListCriterion) finds(m *Mailbox, l *Letter, scope Scope) bool {
	return scope.List != nil && l.Run == c.Run && scope.List.Run == c.Run && c.Opened.is(l) && scope.countable(m, l) && scope.List.Has(l.ID)
}

func (c *DossierCriterion) finds(d *Dossier, scope Scope) bool {
	if d.Org != scope.Org.Code || d.Procedure != c.Procedure || d.Procedure.Sensitive() {
		return false
	}
	return (c.Phase == "" && d.Open()) || d.Status().Phase == c.Phase
}

func (o Opening) is(l *Letter) bool {
	return o == "" || (o == Opened) == !l.FirstOpenedAt.IsZero()
}

// ReferenceList is an uploaded list of references of letters of one run. Only hashes of them are kept:
// the letters' ids. It never changes.
type ReferenceList struct {
	ID      string  `bson:"_id"` // a hash of all that follows
	Rev     int64   `bson:"rev"`
	Org     OrgCode `bson:"org"`
	Run     string  `bson:"run"`
	Letters []byte  `bson:"letters"` // sorted, 16 bytes each
}

// MaxReferences is how many references a list has at most.
const MaxReferences = 100_000

// hashBytes is how many bytes of a hash make an id.
const hashBytes = 16

// NewReferenceList makes a list; the same references in any order make the same one. INVALID when there
// are none or too many, or one is empty.
func NewReferenceList(org OrgCode, run string, references []string) (*ReferenceList, error) {
	if len(references) == 0 || len(references) > MaxReferences {
		return nil, Invalid([]FieldError{{
			Path: "references", Message: fmt.Sprintf("must be 1 to %d", MaxReferences),
			Advice: OptionalText(fmt.Sprintf("Een lijst heeft 1 tot %d referenties.", MaxReferences)),
		}})
	}
	ids := make([][]byte, 0, len(references))
	for i, reference := range references {
		if strings.TrimSpace(reference) == "" {
			return nil, Invalid([]FieldError{{
				Path: fmt.Sprintf("references[%d]", i), Message: "must not be empty",
				Advice: OptionalText(fmt.Sprintf("Regel %d van de lijst is leeg. Neem die regel weg.", i+1)),
			}})
		}
		id, _ := packedID(LetterID(org, run, strings.TrimSpace(reference)))
		ids = append(ids, id)
	}
	slices.SortFunc(ids, bytes.Compare)
	packed := bytes.Join(slices.CompactFunc(ids, bytes.Equal), nil)
	return &ReferenceList{ID: HashID("references", string(org), run, string(packed)), Org: org, Run: run, Letters: packed}, nil
}

// Collection implements Record.
func (*ReferenceList) Collection() string { return referencesCollection }

// Key implements Record.
func (l *ReferenceList) Key() string { return l.ID }

// Revision implements Record.
func (l *ReferenceList) Revision() *int64 { return &l.Rev }

// Lists implements Record: none.
func (*ReferenceList) Lists() []string { return nil }

// Len is how many different letters are listed.
func (l *ReferenceList) Len() int { return len(l.Letters) / hashBytes }

// Has tells whether the letter is listed.
func (l *ReferenceList) Has(letter EntryID) bool {
	id, ok := packedID(letter)
	if !ok {
		return false
	}
	from, to := 0, l.Len()
	for from < to {
		middle := (from + to) / 2
		switch order := bytes.Compare(l.Letters[middle*hashBytes:(middle+1)*hashBytes], id); {
		case order == 0:
			return true
		case order < 0:
			from = middle + 1
		default:
			to = middle
		}
	}
	return false
}

// All are the ids of the letters listed: the shortest way to whom they were sent.
func (l *ReferenceList) All() iter.Seq[EntryID] {
	return func(yield func(EntryID) bool) {
		for id := range slices.Chunk(l.Letters[:l.Len()*hashBytes], hashBytes) {
			if !yield(EntryID(letterPrefix + idEncoding.EncodeToString(id))) {
				return
			}
		}
	}
}

// packedID is a letter's id in bytes; false when it is none.
func packedID(letter EntryID) ([]byte, bool) {
	text, ok := strings.CutPrefix(string(letter), letterPrefix)
	id, err := idEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	return id, ok && err == nil && len(id) == hashBytes
}
