package model

import "cmp"

// CalledElection says that an organisation sent call letters for an election, so that its communication
// team can choose it. It is written with the first of them, and never changes.
type CalledElection struct {
	ID       string   `bson:"_id"` // of organisation and election
	Rev      int64    `bson:"rev"`
	Org      OrgCode  `bson:"org"`
	Election Election `bson:"election"`
}

// NewCalledElection is that org sent call letters for the election.
func NewCalledElection(org OrgCode, election Election) *CalledElection {
	return &CalledElection{ID: HashID("election", string(org), election.ID), Org: org, Election: election}
}

// Collection implements Record.
func (*CalledElection) Collection() string { return electionsCollection }

// Key implements Record.
func (e *CalledElection) Key() string { return e.ID }

// Revision implements Record.
func (e *CalledElection) Revision() *int64 { return &e.Rev }

// Lists implements Record: the organisation's.
func (e *CalledElection) Lists() []string { return []string{ElectionsOf(e.Org)} }

// ElectionsOf is the list of the elections for which an organisation sent call letters.
func ElectionsOf(org OrgCode) string { return "org:" + string(org) }

// NextFirst orders elections as somebody looks for one: those to come first, the next one first of them,
// then those that were, the last one first.
func NextFirst(today Day) func(a, b *CalledElection) int {
	return func(a, b *CalledElection) int {
		aOver, bOver := a.Election.Day < today, b.Election.Day < today
		days := cmp.Compare(a.Election.Day, b.Election.Day)
		if aOver {
			days = -days
		}
		return cmp.Or(one(aOver)-one(bOver), days, cmp.Compare(a.ID, b.ID))
	}
}
