package model

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxInitials is how many characters an organisation's initials have at most.
const MaxInitials = 3

// Organisation is a municipality or agency that sends, or a supplier that sends for others.
type Organisation struct {
	Code       OrgCode          `bson:"_id"`
	Rev        int64            `bson:"rev"`
	Name       string           `bson:"name"`               // Dutch
	Initials   OptionalText     `bson:"initials,omitempty"` // at most 3 characters, shown where there is no logo
	Logo       OptionalText     `bson:"logo,omitempty"`     // an https address
	Level      Level            `bson:"level"`
	Supplier   bool             `bson:"supplier,omitempty"` // it makes software and sends for others only
	NIS        []NIS            `bson:"nis,omitempty"`      // the municipalities that it may send for; none: all of Flanders
	Contact    Contact          `bson:"contact"`
	Services   []Service        `bson:"services,omitempty"` // none: it sends every kind digitally
	Mandates   []Mandate        `bson:"mandates,omitempty"` // who may send for it, also those who might once
	Quota      Quota            `bson:"quota"`
	Procedures []ProcedureOffer `bson:"procedures,omitempty"` // what it says of procedures; none: all are done at its counter
	Products   []ProductOf      `bson:"products,omitempty"`   // through which procedures its products run, for sources that name products only
}

// Service is a department (dienst) of an organisation that sends letters.
type Service struct {
	ID       string         `bson:"id"`                 // such as "financien"
	Name     string         `bson:"name"`               // Dutch, such as "Financiën"
	Formerly []string       `bson:"formerly,omitempty"` // names that letters and runs may still call it by
	Contact  Contact        `bson:"contact"`
	Digital  []DigitalPhase `bson:"digital,omitempty"` // one for each kind; a kind that is not there stays on paper
}

// DigitalPhase is from when on a service sends letters of a kind digitally. That is how a city goes
// digital in phases.
type DigitalPhase struct {
	Kind LetterKind `bson:"kind"`
	From Day        `bson:"from"` // the first day, Europe/Brussels
}

// Mandate lets a supplier send for an organisation.
type Mandate struct {
	Supplier  OrgCode   `bson:"supplier"`
	GrantedAt time.Time `bson:"grantedAt"`
	RevokedAt time.Time `bson:"revokedAt,omitempty"` // zero: it holds
}

// Quota bounds what an organisation, its suppliers included, may hand over.
type Quota struct {
	LettersPerDay int `bson:"lettersPerDay,omitempty"` // new letters, by the day in Europe/Brussels; 0: no bound
}

// Collection implements Record.
func (*Organisation) Collection() string { return organisationsCollection }

// Key implements Record.
func (o *Organisation) Key() string { return string(o.Code) }

// Revision implements Record.
func (o *Organisation) Revision() *int64 { return &o.Rev }

// Lists implements Record.
func (*Organisation) Lists() []string { return []string{AllOrganisations} }

// AllOrganisations is the list of all organisations.
const AllOrganisations = "all"

// Contact is where a citizen can ask a question.
type Contact struct {
	Name         OptionalText `bson:"name,omitempty"` // of the person or the desk
	Desk         OptionalText `bson:"desk,omitempty"` // department
	Address      OptionalText `bson:"address,omitempty"`
	Phone        OptionalText `bson:"phone,omitempty"`
	Email        OptionalText `bson:"email,omitempty"`
	Website      OptionalText `bson:"website,omitempty"`
	OpeningHours OptionalText `bson:"openingHours,omitempty"` // Dutch
}

// SendsFor tells whether the organisation's territory holds the municipality.
//
// Municipalities merge, and both sides may still name an ended code: a letter for 71022 (Hasselt before
// 2025) is about today's 71072, and so is an organisation that lists 71022 or 73040, whose people all
// belong to the merged municipality now. So it is today's municipalities that are compared.
func (o *Organisation) SendsFor(nis NIS) bool {
	if len(o.NIS) == 0 {
		return true
	}
	wanted := nis.Current()
	return slices.ContainsFunc(o.NIS, func(own NIS) bool { return own.Current() == wanted })
}

// TerritoryToday lists the municipalities of today that the organisation may send for, by name; all there are
// for one that is all of Flanders.
func (o *Organisation) TerritoryToday() []Municipality {
	territory := slices.DeleteFunc(Municipalities(), func(m Municipality) bool { return !m.Current() || !o.SendsFor(m.NIS) })
	slices.SortFunc(territory, func(a, b Municipality) int { return strings.Compare(a.Name, b.Name) })
	return territory
}

// Service is the service with that id, or with that name whatever its case, or else one that was
// called so once; nil when there is none.
func (o *Organisation) Service(name string) *Service {
	called := func(other string) bool { return strings.EqualFold(other, name) }
	at := slices.IndexFunc(o.Services, func(s Service) bool { return s.ID == name || called(s.Name) })
	if at < 0 {
		at = slices.IndexFunc(o.Services, func(s Service) bool { return slices.ContainsFunc(s.Formerly, called) })
	}
	if at < 0 {
		return nil
	}
	return &o.Services[at]
}

// ServiceID tells whether a text is the id of a service: small letters and digits, with single hyphens
// between them.
func ServiceID(text string) bool {
	for part := range strings.SplitSeq(text, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return len(text) <= 40
}

// HTTPSLink tells whether text is an absolute https address without a user in it.
func HTTPSLink(text string) bool {
	address, err := url.Parse(text)
	return err == nil && address.Scheme == "https" && address.Host != "" && address.User == nil
}

// SetService adds a service, or gives the one with that id another name and contact; the dates from
// which it sends digitally stay. It answers whether anything changed. CONFLICT when another service
// has the name.
func (o *Organisation) SetService(id, name string, contact Contact) (bool, error) {
	for _, other := range o.Services {
		if other.ID != id && (other.ID == name || strings.EqualFold(other.Name, name)) {
			return false, Errorf(CodeConflict, "the name is taken by service %s", other.ID)
		}
	}
	at := slices.IndexFunc(o.Services, func(s Service) bool { return s.ID == id })
	if at < 0 {
		o.Services = append(o.Services, Service{ID: id, Name: name, Contact: contact})
		return true, nil
	}
	held := &o.Services[at]
	if held.Name == name && held.Contact == contact {
		return false, nil
	}
	if !strings.EqualFold(held.Name, name) {
		held.Formerly = append(slices.DeleteFunc(held.Formerly, func(f string) bool { return strings.EqualFold(f, name) }), held.Name)
	}
	held.Name, held.Contact = name, contact
	return true, nil
}

// SendsDigitally tells whether a service sends letters of kind digitally on a day. An organisation
// that lists no services sends everything so; one that does sends nothing so without a service.
func (o *Organisation) SendsDigitally(service string, kind LetterKind, day Day) bool {
	if len(o.Services) == 0 {
		return true
	}
	found := o.Service(service)
	if found == nil {
		return false
	}
	return slices.ContainsFunc(found.Digital, func(p DigitalPhase) bool { return p.Kind == kind && !day.Before(p.From) })
}

// SetDigital sets from when on a service sends a kind digitally; the empty day takes it back to
// paper. It answers whether anything changed. NOT_FOUND when there is no such service.
func (o *Organisation) SetDigital(service string, kind LetterKind, from Day) (bool, error) {
	found := o.Service(service)
	if found == nil {
		return false, NotFound("service: " + service)
	}
	before := found.Digital
	found.Digital = slices.DeleteFunc(slices.Clone(before), func(p DigitalPhase) bool { return p.Kind == kind })
	if from != "" {
		found.Digital = append(found.Digital, DigitalPhase{Kind: kind, From: from})
	}
	slices.SortFunc(found.Digital, func(a, b DigitalPhase) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
	return !slices.Equal(before, found.Digital), nil
}

// ShownInitials are the initials, made of the name where none are set: the first letters of its
// words with a capital, at most 3.
func (o *Organisation) ShownInitials() string {
	if o.Initials != "" {
		return string(o.Initials)
	}
	var made []rune
	for word := range strings.FieldsSeq(o.Name) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) && len(made) < MaxInitials {
			made = append(made, first)
		}
	}
	if first, size := utf8.DecodeRuneInString(strings.TrimSpace(o.Name)); len(made) == 0 && size > 0 {
		made = append(made, unicode.ToUpper(first))
	}
	return string(made)
}

// Mandated tells whether supplier may send for the organisation now.
func (o *Organisation) Mandated(supplier OrgCode) bool {
	return slices.ContainsFunc(o.Mandates, func(m Mandate) bool { return m.Supplier == supplier && m.RevokedAt.IsZero() })
}

// Grant lets a supplier send for the organisation. It answers whether that is new.
func (o *Organisation) Grant(supplier OrgCode, now time.Time) bool {
	if o.Mandated(supplier) {
		return false
	}
	o.Mandates = append(o.Mandates, Mandate{Supplier: supplier, GrantedAt: moment(now)})
	return true
}

// Revoke ends a supplier's mandate. It answers whether there was one.
func (o *Organisation) Revoke(supplier OrgCode, now time.Time) bool {
	revoked := false
	for i := range o.Mandates {
		if m := &o.Mandates[i]; m.Supplier == supplier && m.RevokedAt.IsZero() {
			m.RevokedAt, revoked = moment(now), true
		}
	}
	return revoked
}
