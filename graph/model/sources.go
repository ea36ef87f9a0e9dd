package model

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// Source is a system that keeps dossiers, and how fresh they are. It belongs to the organisation that
// first reported from it.
type Source struct {
	ID               string    `bson:"_id"` // SourceKey(URI, Sandbox)
	Rev              int64     `bson:"rev"`
	URI              string    `bson:"uri"`
	Org              OrgCode   `bson:"org"`
	Sandbox          bool      `bson:"sandbox,omitempty"`          // of its test: what it says counts for dossiers of test citizens only
	AsOf             time.Time `bson:"asOf,omitempty"`             // up to when all its changes are here; zero: it never said
	UnavailableSince time.Time `bson:"unavailableSince,omitempty"` // since when nothing comes from it; zero: it answers
}

// SourceKey names the source with that address, or the test of it.
func SourceKey(uri string, sandbox bool) string {
	return HashID("source", uri, strconv.FormatBool(sandbox))
}

// NewSource is a source of which nothing is known yet.
func NewSource(uri string, org OrgCode, sandbox bool) *Source {
	return &Source{ID: SourceKey(uri, sandbox), URI: uri, Org: org, Sandbox: sandbox}
}

// Collection implements Record.
func (*Source) Collection() string { return sourcesCollection }

// Key implements Record.
func (s *Source) Key() string { return s.ID }

// Revision implements Record.
func (s *Source) Revision() *int64 { return &s.Rev }

// Lists implements Record: the sources of its organisation.
func (s *Source) Lists() []string { return []string{SourcesOf(s.Org, s.Sandbox)} }

// SourcesOf is the list of an organisation's sources, or of their tests.
func SourcesOf(org OrgCode, sandbox bool) string {
	if sandbox {
		return "test:" + string(org)
	}
	return "org:" + string(org)
}

// Report takes in what the source says of itself. Such words may come in any order: that about the
// latest moment holds, and of two about the same moment the one that it went away later. It answers
// whether anything changed.
func (s *Source) Report(asOf, unavailableSince time.Time) bool {
	asOf, unavailableSince = moment(asOf), moment(unavailableSince)
	if cmp.Or(asOf.Compare(s.AsOf), unavailableSince.Compare(s.UnavailableSince)) <= 0 {
		return false
	}
	s.AsOf, s.UnavailableSince = asOf, unavailableSince
	return true
}

// Speaks tells whether what the source says of itself counts for a dossier: that must be of the same
// organisation.
func (s *Source) Speaks(d *Dossier) bool {
	return s != nil && s.URI == d.Source && s.Org == d.Org && s.Sandbox == d.Sandbox
}

// FreshAsOf is up to when what is shown of the dossier is known to be right, as far as the dossier
// and its source (nil: unknown) tell.
func (d *Dossier) FreshAsOf(source *Source) time.Time {
	asOf := d.AsOf
	if asOf.IsZero() {
		asOf = d.Status().At
	}
	if source.Speaks(d) {
		asOf = later(asOf, source.AsOf)
	}
	return asOf
}

// UnavailableSince is since when nothing comes from the dossier's source (nil: unknown); zero while
// it answers.
func (d *Dossier) UnavailableSince(source *Source) time.Time {
	if !source.Speaks(d) {
		return time.Time{}
	}
	return source.UnavailableSince
}

// SourceText says, in Dutch, that the dossier may have changed meanwhile; "" while its source
// answers. keeper is the name of who keeps it.
func (d *Dossier) SourceText(source *Source, keeper string, now time.Time) string {
	if d.UnavailableSince(source).IsZero() {
		return ""
	}
	asOf := d.FreshAsOf(source)
	at := DutchTime(asOf)
	if day := DayOf(asOf); day != DayOf(now) {
		at = fmt.Sprintf("%s om %s", day.Dutch(), at)
	}
	return fmt.Sprintf("We kunnen de dossiers van %s nu niet ophalen. Laatst bijgewerkt: %s.", keeper, at)
}
