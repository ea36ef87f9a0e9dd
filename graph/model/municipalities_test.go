package model

import (
	"regexp"
	"testing"
)

func TestMunicipalitiesAreComplete(t *testing.T) {
	t.Parallel()
	codes, names, postcodes := map[NIS]bool{}, map[string]bool{}, map[string]bool{}
	current, facilities := map[string]int{}, 0
	for _, m := range Municipalities() {
		if codes[m.NIS] {
			t.Errorf("code %s stands there twice", m.NIS)
		}
		codes[m.NIS] = true
		if !regexp.MustCompile(`^[1-7]\d{4}$`).MatchString(string(m.NIS)) || !regexp.MustCompile(`^[1-9]\d{3}$`).MatchString(m.Postcode) {
			t.Errorf("%s has an impossible code or postcode: %+v", m.Name, m)
		}
		if !m.Current() {
			continue
		}
		if names[m.Name] || postcodes[m.Postcode] {
			t.Errorf("name or postcode of %s stands there twice", m.Name)
		}
		names[m.Name], postcodes[m.Postcode] = true, true
		current[m.Province]++
		if m.Facilities {
			facilities++
		}
	}
	total := 0
	for province, want := range map[string]int{
		"Antwerpen": 67, "Vlaams-Brabant": 63, "West-Vlaanderen": 62, "Oost-Vlaanderen": 55, "Limburg": 38,
	} {
		total += current[province]
		if current[province] != want {
			t.Errorf("%s has %d municipalities, want %d", province, current[province], want)
		}
	}
	if total != 285 || len(names) != 285 {
		t.Errorf("%d municipalities today, of which %d in a province; want 285", len(names), total)
	}
	if facilities != 12 {
		t.Errorf("%d facility municipalities, want 12", facilities)
	}
}

func TestMunicipalitiesCount300Before2025And308Before2019(t *testing.T) {
	t.Parallel()
	for day, want := range map[Day]int{"2018-12-31": 308, "2019-01-01": 300, "2024-12-31": 300, "2025-01-01": 285} {
		got := 0
		for _, m := range Municipalities() {
			if !day.Before(m.From) && (m.Current() || day.Before(m.Until)) {
				got++
			}
		}
		if got != want {
			t.Errorf("%d municipalities on %s, want %d", got, day, want)
		}
	}
}

func TestEverySuccessorIsCurrentAndBeganWhenTheOldOneEnded(t *testing.T) {
	t.Parallel()
	for _, m := range Municipalities() {
		if m.Current() {
			continue
		}
		successor, ok := LookupMunicipality(string(m.Successor))
		if !ok || !successor.Current() {
			t.Errorf("%s %s went into %q, which does not exist", m.NIS, m.Name, m.Successor)
		}
		if successor.From != m.Until && successor.NIS != "11002" { // Antwerpen kept its code
			t.Errorf("%s ended on %s, %s began on %s", m.Name, m.Until, successor.Name, successor.From)
		}
	}
}

func TestFacilityMunicipalities(t *testing.T) {
	t.Parallel()
	for nis, name := range map[string]string{
		"23101": "Sint-Genesius-Rode", "23100": "Linkebeek", "23098": "Drogenbos", "23102": "Wemmel",
		"23099": "Kraainem", "23103": "Wezembeek-Oppem", "23009": "Bever", "73028": "Herstappe",
		"33016": "Mesen", "45041": "Ronse", "34043": "Spiere-Helkijn", "73109": "Voeren",
	} {
		if m, ok := CurrentMunicipality(nis); !ok || m.Name != name || !m.Facilities {
			t.Errorf("%s is %+v, want %s with facilities", nis, m, name)
		}
	}
}

func TestDemoMunicipalities(t *testing.T) {
	t.Parallel()
	for _, want := range []struct{ nis, name, postcode string }{
		{"12025", "Mechelen", "2800"}, {"31005", "Brugge", "8000"}, {"34022", "Kortrijk", "8500"},
		{"35013", "Oostende", "8400"}, {"34040", "Waregem", "8790"}, {"34009", "Deerlijk", "8540"},
		{"45041", "Ronse", "9600"}, {"23096", "Zemst", "1980"}, {"71072", "Hasselt", "3500"},
		{"37021", "Wingene", "8750"},
	} {
		m, ok := LookupMunicipality(want.nis)
		if !ok || !m.Current() || m.Name != want.name || m.Postcode != want.postcode {
			t.Errorf("%s is %+v, want %s %s", want.nis, m, want.postcode, want.name)
		}
	}
}

func TestMergersResolve(t *testing.T) {
	t.Parallel()
	for old, want := range map[string]string{
		"71022": "71072", "73040": "71072", "37012": "37021", "37018": "37021", "37007": "37022", "37015": "37022",
		"46003": "46030", "46013": "46030", "11056": "46030", "11007": "11002", "11002": "11002",
		"23023": "23106", "23024": "23106", "23032": "23106", "44012": "44086", "44048": "44086",
		"44034": "44087", "44073": "44087", "44040": "44088", "44043": "44088", "46014": "46029", "44045": "46029",
		"71057": "71071", "71069": "71071", "73006": "73110", "73032": "73110", "73009": "73111", "73083": "73111",
		"44001": "44084", "72040": "72042", "71047": "72042", "12030": "12041", "44080": "44085",
	} {
		if m, ok := CurrentMunicipality(old); !ok || string(m.NIS) != want {
			t.Errorf("%s resolves to %q, want %s", old, m.NIS, want)
		}
	}
	if old, ok := LookupMunicipality("71022"); !ok || old.Current() || old.Name != "Hasselt" || old.Until != "2025-01-01" {
		t.Errorf("the ended code is found as %+v", old)
	}
	for _, unknown := range []string{"", "99999", "21004", "1100", "11002 "} {
		if m, ok := CurrentMunicipality(unknown); ok {
			t.Errorf("%q is found as %+v", unknown, m)
		}
	}
}

func TestMunicipalitiesIsACopy(t *testing.T) {
	t.Parallel()
	Municipalities()[0].Name = "changed"
	if Municipalities()[0].Name == "changed" {
		t.Error("a caller changed the register")
	}
}

func TestParseMunicipalitiesRejects(t *testing.T) {
	t.Parallel()
	const head = "nis,name,postcode,province,facilities,from,until,successor\n"
	for name, table := range map[string]string{
		"nothing":              "",
		"too few columns":      head + "11001,Aartselaar\n",
		"no truth value":       head + "11001,A,2630,P,perhaps,,,\n",
		"no day":               head + "11001,A,2630,P,false,2025,,\n",
		"a code twice":         head + "11001,A,2630,P,false,,,\n11001,B,2631,P,false,,,\n",
		"end, no successor":    head + "11001,A,2630,P,false,,2025-01-01,\n",
		"successor, no end":    head + "11001,A,2630,P,false,,,11002\n11002,B,2631,P,false,,,\n",
		"unknown successor":    head + "11001,A,2630,P,false,,2025-01-01,11002\n",
		"successors in a ring": head + "11001,A,2630,P,false,,2025-01-01,11002\n11002,B,2631,P,false,,2025-01-01,11001\n",
	} {
		if _, err := parseMunicipalities(table); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestEveryEndedMunicipalityHasAnHeirOfToday(t *testing.T) {
	t.Parallel()
	for _, m := range Municipalities() {
		heir := m.Heir()
		if m.Current() != (heir == nil) || (heir != nil && (heir.NIS != m.NIS.Current() || !heir.Current())) {
			t.Errorf("%s %s went into %+v", m.NIS, m.Name, heir)
		}
	}
	if unknown := NIS("99999"); unknown.Current() != unknown || NIS("").Current() != "" {
		t.Error("a code in no register becomes another")
	}
}
