package model_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func yes() *bool { v := true; return &v }
func no() *bool  { return new(bool) }

// audienceOf is whom a rule is for.
func audienceOf(t *testing.T, rule *model.Rule, scope model.Scope, minus ...model.CampaignID) *model.Audience {
	t.Helper()
	audience, err := model.CampaignDraft{Rule: rule.Text(), Minus: minus}.Audience(scope)
	if err != nil {
		t.Fatal(err)
	}
	return audience
}

func TestRulesThatAreRefused(t *testing.T) {
	t.Parallel()
	letter := func(kind model.LetterKind) model.Rule { return model.Rule{Letter: &model.LetterCriterion{Kind: kind}} }
	dossier := func(p model.Procedure) model.Rule { return model.Rule{Dossier: &model.DossierCriterion{Procedure: p}} }
	deep := model.Rule{Phone: yes()}
	for range model.MaxRuleDepth {
		deep = model.Rule{Not: &deep}
	}
	list, err := model.NewReferenceList(sender, "run", []string{"1"})
	if err != nil {
		t.Fatal(err)
	}
	wide := model.Rule{}
	for range model.MaxRuleParts {
		wide.Any = append(wide.Any, model.Rule{Phone: yes()})
	}
	many := model.Rule{}
	for year := 1900; year < 1960; year += 5 {
		many.Any = append(many.Any, model.Rule{Born: []model.BirthBand{model.BirthBand(fmt.Sprintf("%d-%d", year, year+4))}})
	}
	listed := model.Rule{Listed: &model.ListCriterion{Run: "run", Opened: model.Unopened}}
	withList := model.Scope{Org: mechelen(), List: list}
	for name, test := range map[string]struct {
		rule  model.Rule
		scope model.Scope
		path  string
	}{
		"fine":            {rule: model.Rule{All: []model.Rule{{Phone: yes()}, letter(model.KindTaxBill)}}},
		"list":            {rule: listed, scope: withList},
		"list and phone":  {rule: model.Rule{All: []model.Rule{{Phone: yes()}, listed}}, scope: withList},
		"gas":             {rule: letter(model.KindGASFine), path: "rule.letter.kind"},
		"dunning":         {rule: model.Rule{Any: []model.Rule{{Phone: yes()}, letter(model.KindDunning)}}, path: "rule.any[1].letter.kind"},
		"assessor":        {rule: model.Rule{Not: &model.Rule{All: []model.Rule{letter(model.KindAssessorLetter)}}}, path: "rule.not.all[0].letter.kind"},
		"jury":            {rule: letter(model.KindJuryCard), path: "rule.letter.kind"},
		"unknown":         {rule: letter("NEW"), path: "rule.letter.kind"},
		"guardianship":    {rule: dossier(model.ProcedureAdministration), path: "rule.dossier.procedure"},
		"jury dossier":    {rule: dossier(model.ProcedureJury), path: "rule.dossier.procedure"},
		"phase":           {rule: model.Rule{Dossier: &model.DossierCriterion{Procedure: model.ProcedureEID, Phase: "X"}}, path: "rule.dossier.phase"},
		"election":        {rule: model.Rule{Letter: &model.LetterCriterion{Kind: model.KindTaxBill, Election: "x"}}, path: "rule.letter.election"},
		"opened":          {rule: model.Rule{Letter: &model.LetterCriterion{Kind: model.KindTaxBill, Opened: "x"}}, path: "rule.letter.opened"},
		"elsewhere":       {rule: model.Rule{Municipality: "44021"}, path: "rule.municipality"},
		"nowhere":         {rule: model.Rule{Municipality: "1"}, path: "rule.municipality"},
		"years":           {rule: model.Rule{Born: []model.BirthBand{"1955-1959", "1956-1960"}}, path: "rule.born[1]"},
		"empty":           {path: "rule"},
		"two in one":      {rule: model.Rule{Phone: yes(), Digital: yes()}, path: "rule"},
		"deep":            {rule: deep, path: "rule" + strings.Repeat(".not", model.MaxRuleDepth)},
		"wide":            {rule: wide, path: "rule"},
		"many":            {rule: many, path: "rule"},
		"everybody":       {rule: model.Rule{Municipality: "12025"}, path: "rule"},
		"always":          {rule: model.Rule{Any: []model.Rule{{Phone: yes()}, {Not: &model.Rule{Phone: yes()}}}}, path: "rule"},
		"never":           {rule: model.Rule{All: []model.Rule{{Phone: yes()}, {Not: &model.Rule{Phone: yes()}}}}, path: "rule"},
		"list and letter": {rule: model.Rule{All: []model.Rule{listed, letter(model.KindTaxBill)}}, scope: withList, path: "rule"},
		"no list":         {rule: listed, path: "rule"},
		"unused list":     {rule: model.Rule{Phone: yes()}, scope: withList, path: "rule"},
		"another run":     {rule: model.Rule{Listed: &model.ListCriterion{Run: "other"}}, scope: withList, path: "rule.listed.run"},
	} {
		if test.scope.Org == nil {
			test.scope.Org = mechelen()
		}
		wrong := test.rule.Check(test.scope)
		if (test.path == "") != (len(wrong) == 0) || (len(wrong) > 0 && wrong[0].Path != test.path) {
			t.Errorf("%s: %v, want %q", name, wrong, test.path)
		}
	}
}

// Rules are read as they were written, and nothing else is: there is no criterion about language.
func TestRulesAreReadStrictly(t *testing.T) {
	t.Parallel()
	for _, text := range []model.RuleText{"", "{", `{"language":"FR"}`, `{"phone":true} {}`, `[]`} {
		if _, err := text.Rule(); model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%s is read: %v", text, err)
		}
	}
	random := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		rule := randomRule(random, 3)
		again, err := rule.Text().Rule()
		if err != nil || again.Text() != rule.Text() {
			t.Fatalf("%s became %s: %v", rule.Text(), again.Text(), err)
		}
	}
}

func TestAnUploadedListFindsItsLetters(t *testing.T) {
	t.Parallel()
	var references []string
	for i := range 500 {
		references = append(references, fmt.Sprint("R", i))
	}
	list, err := model.NewReferenceList(sender, "run", append(references, "R1", " R2 "))
	if err != nil || list.Len() != 500 || len(slices.Collect(list.All())) != 500 {
		t.Fatalf("%d listed, %v", list.Len(), err)
	}
	slices.Reverse(references)
	if again, err := model.NewReferenceList(sender, "run", references); err != nil || again.ID != list.ID {
		t.Errorf("the same in another order is another list: %v", err)
	}
	for i := range 600 {
		id := model.LetterID(sender, "run", fmt.Sprint("R", i))
		if list.Has(id) != (i < 500) || slices.Contains(slices.Collect(list.All()), id) != (i < 500) {
			t.Errorf("R%d is listed: %t", i, list.Has(id))
		}
	}
	if list.Has("") || list.Has("l") || list.Has(model.LetterID(sender, "other", "R1")) {
		t.Error("something else is listed")
	}
	for _, wrong := range [][]string{nil, {"a", " "}} {
		_, err := model.NewReferenceList(sender, "run", wrong)
		wantCode(t, err, model.CodeInvalid)
	}

	m := newMailbox(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = "12025" }), noon())
	l := deliver(t, m, letterOf(model.KindTaxBill, "R7"), noon())
	rule := &model.Rule{Listed: &model.ListCriterion{Run: "run", Opened: model.Unopened}}
	audience := audienceOf(t, rule, model.Scope{Org: mechelen(), List: list})
	if !audience.Matches(m, noon()) || audience.About(m) != l.ID {
		t.Error("the owner of a listed letter is not found")
	}
	if err := m.Open(l.ID, noon()); err != nil || audience.Matches(m, noon()) {
		t.Errorf("the letter is opened and still found: %v", err)
	}
	fine := newMailbox(t)
	fine.SetPreferences(m.Preferences, noon())
	deliver(t, fine, letterOf(model.KindGASFine, "R8"), noon())
	if audience.Matches(fine, noon()) {
		t.Error("a list makes a fine a criterion")
	}
}

// Those whom another campaign of the organisation reached are taken off; another organisation's does not count.
func TestThoseReachedByAnotherCampaignAreTakenOff(t *testing.T) {
	t.Parallel()
	m := mailboxWithPhone(t)
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = "12025" }), noon())
	rule := &model.Rule{Phone: yes()}
	announce(t, m, "eerste", "", noon())
	if !audienceOf(t, rule, scopeOf(), "tweede").Matches(m, noon()) || audienceOf(t, rule, scopeOf(), "tweede", "eerste").Matches(m, noon()) {
		t.Error("who was reached is not taken off, or who was not is")
	}
	elsewhere := mechelen()
	elsewhere.Code = "OVO000001"
	if !audienceOf(t, rule, model.Scope{Org: elsewhere}, "eerste").Matches(m, noon()) {
		t.Error("another organisation's campaign takes somebody off")
	}
	if err := m.DeleteReminder(model.AnnouncementID(m.ID, "eerste"), noon()); err != nil || audienceOf(t, rule, scopeOf(), "eerste").Matches(m, noon()) {
		t.Errorf("who removed the entry was not reached: %v", err)
	}
}

// Hasselt merged in 2025: who said 71022, and a rule or a territory that says so, mean today's 71072.
func TestMunicipalitiesAreFollowedToTheirSuccessors(t *testing.T) {
	t.Parallel()
	m := newMailbox(t)
	m.Preferences.Residence = "73040" // Kortessem, as it was saved before the merger
	for _, nis := range []model.NIS{"71022", "71072", "73040"} {
		org := &model.Organisation{Code: sender, NIS: []model.NIS{nis, "12025"}}
		audience := audienceOf(t, &model.Rule{Municipality: "71022"}, model.Scope{Org: org})
		if !audience.Matches(m, noon()) || !slices.Contains(audience.Tags(), "nis:73040") || !slices.Contains(audience.Tags(), "nis:71072") {
			t.Errorf("territory %s: tags %v", nis, audience.Tags())
		}
	}
}

// randomMailbox is a mailbox with letters and dossiers of two organisations; at times more than it has tags for.
func randomMailbox(t *testing.T, random *rand.Rand, now time.Time) *model.Mailbox {
	t.Helper()
	m := newMailbox(t)
	orgs := []model.OrgCode{sender, "OVO000001"}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	letters := random.IntN(6)
	if random.IntN(4) == 0 {
		letters = 40
	}
	for i := range letters {
		l := letterOf(model.LetterKinds()[random.IntN(len(model.LetterKinds()))], fmt.Sprint(i))
		l.Sender, l.Run = orgs[random.IntN(2)], fmt.Sprint("run-", random.IntN(4))
		l.ID = model.LetterID(l.Sender, l.Run, l.Reference)
		if l.Kind.Rules().Call && random.IntN(8) > 0 {
			l.Call = callFor(elections()[random.IntN(3)])
		}
		if random.IntN(8) == 0 {
			l.Dossier = model.DossierID(source, fmt.Sprint(random.IntN(8)))
		}
		check(m.Deliver(l, now))
		switch random.IntN(6) {
		case 0, 1:
			check(m.Open(l.ID, now))
		case 2:
			check(m.Withdraw(l.ID, now))
		}
	}
	for i := range random.IntN(8) {
		d := dossierOf(fmt.Sprint(i))
		d.Org, d.Procedure = orgs[random.IntN(2)], model.Procedures()[random.IntN(len(model.Procedures()))]
		status := statusAt(now, model.NotifyFeed)
		status.Phase = model.Phases()[random.IntN(6)]
		check(m.ReportStatus(d, model.NewStatus(status), now))
	}
	if random.IntN(3) > 0 {
		device := phoneOf("pixel")
		device.Permission = random.IntN(4) > 0
		m.RegisterDevice(device, now.AddDate(0, 0, -random.IntN(50)))
	}
	m.SetDigitalPost(random.IntN(2) == 0, now)
	m.NoteBirth([]model.BirthBand{"", "1955-1959", "1960-1964"}[random.IntN(3)])
	m.SetPreferences(with(func(p *model.Preferences) { p.Residence = []model.NIS{"", "12025", "71022", "44021"}[random.IntN(4)] }), now)
	m.Seal(now)
	return m
}

// randomRule is a rule of at most that depth, not always one that Check lets through.
func randomRule(random *rand.Rand, depth int) *model.Rule {
	pick := random.IntN(10)
	if depth == 1 {
		pick = 3 + random.IntN(7)
	}
	openings := []model.Opening{"", model.Opened, model.Unopened, model.Unopened}
	switch pick {
	case 0, 1:
		var parts []model.Rule
		for range 1 + random.IntN(3) {
			parts = append(parts, *randomRule(random, depth-1))
		}
		if pick == 0 {
			return &model.Rule{All: parts}
		}
		return &model.Rule{Any: parts}
	case 2:
		return &model.Rule{Not: randomRule(random, depth-1)}
	case 3:
		return &model.Rule{Municipality: []model.NIS{"12025", "71072", "73040"}[random.IntN(3)]}
	case 4, 5:
		c := &model.LetterCriterion{Kind: model.LetterKinds()[random.IntN(len(model.LetterKinds()))], Opened: openings[random.IntN(4)]}
		if random.IntN(2) == 0 {
			c.Run = fmt.Sprint("run-", random.IntN(4))
		}
		if random.IntN(2) == 0 && c.Kind.Rules().Call {
			c.Election = elections()[random.IntN(3)].ID
		}
		return &model.Rule{Letter: c}
	case 6:
		return &model.Rule{Dossier: &model.DossierCriterion{
			Procedure: model.Procedures()[random.IntN(len(model.Procedures()))], Phase: append(model.Phases(), "")[random.IntN(7)],
		}}
	case 7:
		return &model.Rule{Digital: []*bool{yes(), no()}[random.IntN(2)]}
	case 8:
		return &model.Rule{Phone: []*bool{yes(), no()}[random.IntN(2)]}
	default:
		return &model.Rule{Born: []model.BirthBand{"1955-1959", "1960-1964"}[:1+random.IntN(2)]}
	}
}

// A walk by tags misses nobody: whoever matches carries one of them. The mailbox may have been saved long ago.
func TestWhoeverMatchesCarriesATag(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 5))
	matched, narrowed := 0, 0
	for range 400 {
		m := randomMailbox(t, random, noon())
		later := noon().AddDate(0, 0, random.IntN(40))
		for range 50 {
			org := mechelen()
			org.NIS = [][]model.NIS{nil, {"12025"}, {"12025", "71022"}}[random.IntN(3)]
			audience := audienceOf(t, randomRule(random, 3), model.Scope{Org: org})
			if !audience.Matches(m, later) {
				continue
			}
			matched++
			tags := audience.Tags()
			if len(tags) == 0 {
				continue
			}
			narrowed++
			if !slices.ContainsFunc(tags, func(tag string) bool { return slices.Contains(m.Derived.Tags, tag) }) {
				t.Fatalf("a mailbox with tags %v matches, and the walk is by %v", m.Derived.Tags, tags)
			}
		}
	}
	if matched < 2000 || narrowed < 1000 {
		t.Errorf("only %d matched, %d of them by tags", matched, narrowed)
	}
}

// Whatever the rule says, only the territory counts, and of letters and dossiers only the organisation's own
// that are not sensitive: without all others the answer is the same.
func TestARuleSeesOnlyWhatTheOrganisationSent(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, 5))
	for range 300 {
		m := randomMailbox(t, random, noon())
		bare := clone(m)
		procedure := map[model.EntryID]model.Procedure{}
		for _, d := range m.Dossiers.Entries {
			procedure[d.ID] = d.Procedure
		}
		bare.Letters.Entries = slices.DeleteFunc(bare.Letters.Entries, func(l *model.Letter) bool {
			return l.Sender != sender || l.Kind.Rules().Sensitive || procedure[l.Dossier].Sensitive()
		})
		bare.Dossiers.Entries = slices.DeleteFunc(bare.Dossiers.Entries, func(d *model.Dossier) bool { return d.Org != sender || d.Procedure.Sensitive() })
		for range 40 {
			org := mechelen()
			org.NIS = [][]model.NIS{nil, {"12025", "71022"}}[random.IntN(2)]
			audience := audienceOf(t, randomRule(random, 3), model.Scope{Org: org})
			is := audience.Matches(m, noon())
			if is != audience.Matches(bare, noon()) || audience.About(m) != audience.About(bare) {
				t.Fatal("what another organisation sent, or is sensitive, makes a difference")
			}
			if home := m.Preferences.Residence; is && len(org.NIS) > 0 && (home == "" || home == "44021") {
				t.Fatalf("somebody in %q is reached", home)
			}
		}
	}
}
