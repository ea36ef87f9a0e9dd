package model

// Organisation is a municipality or agency that sends.
type Organisation struct {
	Code    OrgCode `bson:"_id"`
	Rev     int64   `bson:"rev"`
	Name    string  `bson:"name"` // Dutch
	Level   Level   `bson:"level"`
	NIS     []NIS   `bson:"nis,omitempty"` // the municipalities that it may send for; none: all of Flanders
	Contact Contact `bson:"contact"`
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
func (o *Organisation) SendsFor(nis NIS) bool {
	if len(o.NIS) == 0 {
		return true
	}
	for _, own := range o.NIS {
		if own == nis {
			return true
		}
		if merged, ok := CurrentMunicipality(string(nis)); ok && merged.NIS == own {
			return true
		}
	}
	return false
}
