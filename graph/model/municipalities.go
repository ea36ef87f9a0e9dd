package model

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The table holds every municipality of the Flemish Region since the mergers of
// 1 January 2025, and every one that ended in those mergers or in those of 1 January 2019.
//
// Source of codes, names and postcodes: BeST Address open data of FPS BOSA
// (opendata.bosa.be, CC BY 4.0) as collected in github.com/lekoala/belgian-geography.
// Source of the ended codes: github.com/vandenbroucke/belgian_municipalities (data/2018, from
// Statbel). Which code went into which: the list NIS_FUSIONS_2025 of
// github.com/gehuybre/embuild-analyses for 2025, and for 2019 the Flemish government's list
// of mergers (lokaalbestuur.vlaanderen.be/strategische-projecten/fusie).
//
// A municipality often has several postcodes. The one kept is that of the place it is named
// after (of the first such place in a double name); where no place bears the name, as in
// Pajottegem or Heuvelland, that of the town hall.
//
//go:embed municipalities.csv
var municipalitiesCSV string

// NIS is the code that Statbel gives a municipality: exactly five digits, kept as text.
// A merger usually makes a new code, so a stored one may have ended; CurrentMunicipality
// tells which municipality it is today.
type NIS string

// Municipality is one row of the register: a municipality from one merger to the next.
type Municipality struct {
	// NIS is the code, unique for ever: an ended code is never given out again.
	NIS NIS
	// Name is the official Dutch name.
	Name string
	// Postcode is the main one of its postcodes, four digits.
	Postcode string
	// Province is the Dutch name of the province.
	Province string
	// Facilities tells whether residents may ask for letters in French: it is one of the
	// twelve municipalities of articles 7 and 8 of the coordinated laws on language use.
	Facilities bool
	// From is the first day of its existence. Empty: it existed before 2019.
	From Day
	// Until is the first day on which it no longer exists. Empty: it exists today.
	Until Day
	// Successor is the municipality that it went into. Empty while it exists.
	Successor NIS
}

// Current tells whether the municipality exists today.
func (m Municipality) Current() bool { return m.Until == "" }

// LookupMunicipality finds a municipality by its code, ended ones included.
func LookupMunicipality(nis string) (Municipality, bool) {
	m, ok := municipalityTable().byNIS[NIS(nis)]
	return m, ok
}

// CurrentMunicipality finds the municipality that has the code today, or the one that the
// code's municipality went into: 71022 (Hasselt before 2025) gives 71072.
func CurrentMunicipality(nis string) (Municipality, bool) {
	m, ok := LookupMunicipality(nis)
	for ok && !m.Current() {
		m, ok = LookupMunicipality(string(m.Successor))
	}
	return m, ok
}

// Current is the code that the municipality has today: that of what it went into, or its own. One that
// is not known stays as it is.
func (n NIS) Current() NIS {
	if m, ok := CurrentMunicipality(string(n)); ok {
		return m.NIS
	}
	return n
}

// On is the code that the municipality has on a day: that of what it went into by then, or its own. One that
// is not known stays as it is.
func (n NIS) On(day Day) NIS {
	m, ok := LookupMunicipality(string(n))
	if !ok || m.Current() || day.Before(m.Until) {
		return n
	}
	return m.Successor.On(day)
}

// Heir is the municipality that it went into; nil while it exists.
func (m Municipality) Heir() *Municipality {
	if m.Current() {
		return nil
	}
	return municipality(m.Successor)
}

// Municipalities returns all of them, ended ones included, sorted by code. The slice is the
// caller's own.
func Municipalities() []Municipality { return slices.Clone(municipalityTable().all) }

type municipalityIndex struct {
	all   []Municipality
	byNIS map[NIS]Municipality
}

// municipalityTable reads the embedded table once. It panics on a table that cannot be read:
// the table is part of the program, so a test finds that before anyone else does.
var municipalityTable = sync.OnceValue(func() municipalityIndex {
	all, err := parseMunicipalities(municipalitiesCSV)
	if err != nil {
		panic(err)
	}
	index := municipalityIndex{all: all, byNIS: make(map[NIS]Municipality, len(all))}
	for _, m := range all {
		index.byNIS[m.NIS] = m
	}
	return index
})

// parseMunicipalities reads the table. It checks that successors exist and are newer, so that
// following them always ends.
func parseMunicipalities(table string) ([]Municipality, error) {
	reader := csv.NewReader(strings.NewReader(table))
	reader.FieldsPerRecord = 8
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the municipalities: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("read the municipalities: the table is empty")
	}
	all := make([]Municipality, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m, err := parseMunicipality(row)
		if err != nil {
			return nil, fmt.Errorf("read the municipalities: code %q: %w", row[0], err)
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b Municipality) int { return strings.Compare(string(a.NIS), string(b.NIS)) })
	return all, checkSuccessors(all)
}

func parseMunicipality(row []string) (Municipality, error) {
	facilities, err := strconv.ParseBool(row[4])
	if err != nil {
		return Municipality{}, err
	}
	for _, day := range row[5:7] {
		if _, err := ParseDay(day); day != "" && err != nil {
			return Municipality{}, err
		}
	}
	return Municipality{
		NIS: NIS(row[0]), Name: row[1], Postcode: row[2], Province: row[3], Facilities: facilities,
		From: Day(row[5]), Until: Day(row[6]), Successor: NIS(row[7]),
	}, nil
}

func checkSuccessors(sorted []Municipality) error {
	for i, m := range sorted {
		if i > 0 && sorted[i-1].NIS == m.NIS {
			return fmt.Errorf("read the municipalities: code %q stands there twice", m.NIS)
		}
		if m.Current() != (m.Successor == "") {
			return fmt.Errorf("read the municipalities: code %q has an end without a successor or the reverse", m.NIS)
		}
		if m.Current() {
			continue
		}
		at, found := slices.BinarySearchFunc(sorted, m.Successor, func(other Municipality, nis NIS) int {
			return strings.Compare(string(other.NIS), string(nis))
		})
		if !found || (!sorted[at].Current() && !m.Until.Before(sorted[at].Until)) {
			return fmt.Errorf("read the municipalities: code %q has a successor that does not outlive it", m.NIS)
		}
	}
	return nil
}

// municipality is the one with that code, ended ones included; nil when there is none.
func municipality(nis NIS) *Municipality {
	found, ok := LookupMunicipality(string(nis))
	if !ok {
		return nil
	}
	return &found
}
