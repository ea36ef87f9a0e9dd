package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The bounds of a rule.
const (
	MaxRuleDepth    = 5  // of trees within trees
	MaxRuleParts    = 40 // criteria, and nots, alls and anys
	MaxRuleCriteria = 10 // different ones
)

// Check is all that is wrong with a rule, each with its path: it is too large or matches everybody or
// nobody by itself, or it asks for what is never a criterion.
func (r *Rule) Check(scope Scope) []FieldError {
	c := &ruleCheck{scope: scope, criteria: map[RuleText]int{}}
	c.look(r, "rule", 1)
	switch {
	case len(c.wrong) > 0:
	case c.parts > MaxRuleParts:
		c.wrong.refuse("rule", fmt.Sprintf("De doelgroep heeft te veel voorwaarden. Gebruik er hoogstens %d.", MaxRuleParts),
			"has more than %d parts", MaxRuleParts)
	case len(c.criteria) > MaxRuleCriteria:
		c.wrong.refuse("rule", fmt.Sprintf("De doelgroep heeft te veel verschillende voorwaarden. Gebruik er hoogstens %d.", MaxRuleCriteria),
			"has %d different criteria; at most %d", len(c.criteria), MaxRuleCriteria)
	case c.listed > 0 && c.found > 0:
		c.wrong.refuse("rule", "Bij een opgeladen lijst kiest u geen brieven of dossiers. Neem die voorwaarden weg.",
			"with an uploaded list, letters and dossiers are no further criteria")
	case c.listed > 0 && scope.List == nil:
		c.wrong.refuse("rule", "Er is nog geen lijst. Laad eerst een lijst op.", "asks for an uploaded list, and there is none")
	case c.listed == 0 && scope.List != nil:
		c.wrong.refuse("rule", "U laadde een lijst op, maar gebruikt ze niet. Voeg de lijst toe aan de doelgroep, of neem ze weg.",
			"does not ask for the uploaded list")
	default:
		c.extremes(r)
	}
	return c.wrong
}

type ruleCheck struct {
	scope    Scope
	wrong    faults
	parts    int
	listed   int              // criteria about the uploaded list
	found    int              // criteria about letters and dossiers
	criteria map[RuleText]int // a number for each different criterion
}

func (c *ruleCheck) look(r *Rule, path string, depth int) {
	c.parts++
	if c.parts > MaxRuleParts {
		return
	}
	if depth > MaxRuleDepth {
		c.wrong.refuse(path, fmt.Sprintf("Deze groep zit te diep. Gebruik hoogstens %d lagen.", MaxRuleDepth), "lies too deep: at most %d levels", MaxRuleDepth)
		return
	}
	if set := r.set(); set != 1 {
		c.wrong.refuse(path, "Kies hier één voorwaarde: niet minder en niet meer.",
			"must be exactly one criterion, all, any or not; it has %d", set)
		return
	}
	if len(r.All)+len(r.Any) == 0 && r.Not == nil {
		c.criterion(r, path)
		return
	}
	for i := range r.All {
		c.look(&r.All[i], fmt.Sprintf("%s.all[%d]", path, i), depth+1)
	}
	for i := range r.Any {
		c.look(&r.Any[i], fmt.Sprintf("%s.any[%d]", path, i), depth+1)
	}
	if r.Not != nil {
		c.look(r.Not, path+".not", depth+1)
	}
}

// set is how many of the rule's fields are set.
func (r *Rule) set() int {
	return one(len(r.All) > 0) + one(len(r.Any) > 0) + one(r.Not != nil) + one(r.Municipality != "") + one(r.Letter != nil) +
		one(r.Dossier != nil) + one(r.Listed != nil) + one(r.Digital != nil) + one(r.Phone != nil) + one(len(r.Born) > 0)
}

// criterion checks a leaf. Of what is sensitive it does not matter whether the organisation sends it.
func (c *ruleCheck) criterion(r *Rule, path string) {
	if _, known := c.criteria[r.Text()]; !known {
		c.criteria[r.Text()] = len(c.criteria)
	}
	c.listed, c.found = c.listed+one(r.Listed != nil), c.found+one(r.Letter != nil || r.Dossier != nil)
	switch {
	case r.Municipality != "":
		if _, known := CurrentMunicipality(string(r.Municipality)); !known || !c.scope.Org.SendsFor(r.Municipality) {
			c.wrong.refuse(path+".municipality", "Deze gemeente hoort niet bij uw organisatie. Kies een andere gemeente.", "must be a municipality of the organisation's territory")
		}
	case r.Letter != nil:
		kind := r.Letter.Kind
		if !slices.Contains(CriterionKinds(), kind) {
			c.wrong.refuse(path+".letter.kind", "Deze soort brief is te gevoelig om een doelgroep te bepalen. Kies een andere soort.", "%q is never a criterion", kind)
		} else if r.Letter.Election != "" && !kind.Rules().Call {
			c.wrong.refuse(path+".letter.election", "Alleen een kiesbrief gaat over een verkiezing. Neem de verkiezing weg.", "only call letters are about an election")
		}
		c.opening(r.Letter.Opened, path+".letter.opened")
	case r.Dossier != nil:
		procedure := r.Dossier.Procedure
		if !slices.Contains(CriterionProcedures(), procedure) {
			c.wrong.refuse(path+".dossier.procedure", "Dit soort dossier is te gevoelig om een doelgroep te bepalen. Kies een ander soort.", "%q is never a criterion", procedure)
		}
		if r.Dossier.Phase != "" && !slices.Contains(Phases(), r.Dossier.Phase) {
			c.wrong.refuse(path+".dossier.phase", "Deze fase bestaat niet. Kies een andere fase.", "%q is no phase", r.Dossier.Phase)
		}
	case r.Listed != nil:
		if c.scope.List != nil && r.Listed.Run != c.scope.List.Run {
			c.wrong.refuse(path+".listed.run", fmt.Sprintf("De lijst hoort bij de zending %q. Kies die zending.", c.scope.List.Run), "must be the run of the uploaded list, %q", c.scope.List.Run)
		}
		c.opening(r.Listed.Opened, path+".listed.opened")
	default:
		for i, band := range r.Born {
			if !band.valid() {
				c.wrong.refuse(fmt.Sprintf("%s.born[%d]", path, i), "Kies geboortejaren uit de lijst, zoals 1955-1959.", "must be five years such as 1955-1959")
			}
		}
	}
}

func (c *ruleCheck) opening(o Opening, path string) {
	if o != "" && !slices.Contains(Openings(), o) {
		c.wrong.refuse(path, "Kies: geopend of niet geopend.", "must be one of %v", Openings())
	}
}

// extremes refuses a rule that everybody in the territory meets, or nobody, whatever is true of them: it is
// asked for every combination of its criteria.
func (c *ruleCheck) extremes(r *Rule) {
	met, missed := false, false
	for combination := range 1 << len(c.criteria) {
		if c.holds(r, combination) {
			met = true
		} else {
			missed = true
		}
	}
	switch {
	case !missed:
		c.wrong.refuse("rule", "Zo bereikt u iedereen in uw gebied. Kies een voorwaarde die niet voor iedereen geldt.", "is for everybody in the territory: name a criterion that not all meet")
	case !met:
		c.wrong.refuse("rule", "Zo bereikt u niemand: de voorwaarden spreken elkaar tegen.", "is for nobody: it contradicts itself")
	}
}

// holds tells whether the rule holds where each criterion holds whose bit is set. A municipality that is
// the whole territory always does.
func (c *ruleCheck) holds(r *Rule, combination int) bool {
	part := func(p Rule) bool { return c.holds(&p, combination) }
	switch {
	case len(r.All) > 0:
		return !slices.ContainsFunc(r.All, func(p Rule) bool { return !part(p) })
	case len(r.Any) > 0:
		return slices.ContainsFunc(r.Any, part)
	case r.Not != nil:
		return !part(*r.Not)
	case r.Municipality != "" && c.whole(r.Municipality):
		return true
	default:
		return combination>>c.criteria[r.Text()]&1 == 1
	}
}

// whole tells whether the municipality is all of the organisation's territory.
func (c *ruleCheck) whole(nis NIS) bool {
	territory := c.scope.Org.NIS
	return len(territory) > 0 && !slices.ContainsFunc(territory, func(own NIS) bool { return own.Current() != nis.Current() })
}

// BirthBand is five years in which somebody was born, such as "1955-1959", as INSZ.BirthYearBand has it.
// Empty where it is not known.
type BirthBand string

// BirthBands lists the bands in which somebody may be born who lives at now, the oldest first.
func BirthBands(now time.Time) []BirthBand {
	var bands []BirthBand
	for year := firstYear; year <= now.Year(); year += 5 {
		bands = append(bands, BirthBand(fmt.Sprintf("%d-%d", year, year+4)))
	}
	return bands
}

func (b BirthBand) valid() bool {
	first, last, _ := strings.Cut(string(b), "-")
	year, err := strconv.Atoi(first)
	return err == nil && year%5 == 0 && year >= firstYear && year <= lastYear && last == strconv.Itoa(year+4)
}

// NoteBirth notes in which five years the citizen was born, as far as that is known.
func (m *Mailbox) NoteBirth(band BirthBand) {
	if band != "" && m.Born != band {
		m.Born = band
		m.touch()
	}
}

// rings tells whether the citizen has a phone that may show notifications and is in use.
func (m *Mailbox) rings(now time.Time) bool {
	return slices.ContainsFunc(m.Push.Devices, func(d Device) bool { return d.Permission && !d.Stale(now) })
}

// The words that tags begin with, or are.
const (
	tagNIS      = "nis:"
	tagBorn     = "born:"
	tagPhone    = "push:on"
	tagDigital  = "digital:on"
	tagUnopened = "unopened"
	tagDossier  = "dossier"
	tagMore     = "more:on" // the mailbox has more tags than it keeps
)

// letterTag is the tag of an unopened letter. event is its run, or of a call letter the election.
func letterTag(org OrgCode, kind LetterKind, event string) string {
	return fmt.Sprintf("%s:%s:%s:%s", tagUnopened, org, kind, event)
}

func dossierTag(org OrgCode, procedure Procedure, phase Phase) string {
	return fmt.Sprintf("%s:%s:%s:%s", tagDossier, org, procedure, phase)
}

// Tags are the mailbox tags to walk by: everybody for whom the campaign is carries at least one of them.
// None: all mailboxes are to be walked. A list's own letters, ReferenceList.All, are a shorter way still.
func (a *Audience) Tags() []string {
	var territory []Rule
	for _, nis := range a.scope.Org.NIS {
		territory = append(territory, Rule{Municipality: nis})
	}
	bounded := Rule{All: []Rule{*a.rule}}
	if len(territory) > 0 {
		bounded.All = append(bounded.All, Rule{Any: territory})
	}
	tags := bounded.tags(a.scope)
	slices.Sort(tags)
	return slices.Compact(tags)
}

// Tags are those of all who live in the organisation's territory: whoever was told carries one, unless he
// has moved away, whatever became of the letter that the rule is about. None means all mailboxes.
func (s Scope) Tags() []string {
	anybody := &Rule{}
	for _, nis := range s.Org.NIS {
		anybody.Any = append(anybody.Any, Rule{Municipality: nis})
	}
	return (&Audience{rule: anybody, scope: Scope{Org: s.Org}}).Tags()
}

// tags are such that whoever meets the rule carries one of them; nil when there are none such.
func (r *Rule) tags(scope Scope) []string {
	switch {
	case len(r.All) > 0:
		var best []string
		for i := range r.All {
			if tags := r.All[i].tags(scope); tags != nil && (best == nil || breadth(tags) < breadth(best)) {
				best = tags
			}
		}
		return best
	case len(r.Any) > 0:
		var all []string
		for i := range r.Any {
			tags := r.Any[i].tags(scope)
			if tags == nil {
				return nil
			}
			all = append(all, tags...)
		}
		return all
	case r.Municipality != "":
		return municipalityTags(r.Municipality)
	case r.Letter != nil:
		return r.Letter.tags(scope)
	case r.Dossier != nil:
		return r.Dossier.tags(scope)
	case r.Digital != nil && *r.Digital:
		return []string{tagDigital}
	case r.Phone != nil && *r.Phone:
		return []string{tagPhone}
	case len(r.Born) > 0:
		var tags []string
		for _, band := range r.Born {
			tags = append(tags, tagBorn+string(band))
		}
		return tags
	default:
		return nil
	}
}

// municipalityTags are those of a municipality and of what went into it: a mailbox that nobody saved since
// a merger has the old one.
func municipalityTags(nis NIS) []string {
	tags := []string{tagNIS + string(nis.Current())}
	for _, m := range Municipalities() {
		if m.NIS.Current() == nis.Current() {
			tags = append(tags, tagNIS+string(m.NIS))
		}
	}
	return tags
}

// tags of a letter are known where it is not opened and its event is: the election of a call letter, the
// run of another one.
func (c *LetterCriterion) tags(scope Scope) []string {
	switch call := c.Kind.Rules().Call; {
	case c.Opened != Unopened:
		return nil
	case call && c.Election != "":
		return []string{letterTag(scope.Org.Code, c.Kind, c.Election), tagMore}
	case !call && c.Run != "":
		return []string{letterTag(scope.Org.Code, c.Kind, c.Run), tagMore}
	default:
		return nil
	}
}

func (c *DossierCriterion) tags(scope Scope) []string {
	tags := []string{tagMore}
	for _, phase := range Phases() {
		if phase != PhaseDone && (c.Phase == "" || c.Phase == phase) {
			tags = append(tags, dossierTag(scope.Org.Code, c.Procedure, phase))
		}
	}
	if len(tags) == 1 {
		return nil // one that has ended has no tag
	}
	return tags
}

// breadth estimates how many mailboxes carry one of the tags: letters and dossiers the fewest, then years
// of birth, then municipalities, then what a third or half of all have.
func breadth(tags []string) int {
	sum := 0
	for _, tag := range tags {
		switch word, _, _ := strings.Cut(tag, ":"); word + ":" {
		case tagUnopened + ":", tagDossier + ":":
			sum++
		case tagBorn:
			sum += 10
		case tagNIS:
			sum += 30
		case "push:", "digital:":
			sum += 3000
		default: // few have more tags than they keep
		}
	}
	return sum
}
