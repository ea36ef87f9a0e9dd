// Package scenario is what an app team lets happen in the demo: a letter arrives, a polling station
// moves, time passes, FCM is down, the API answers an error. A scenario is a JSON file with steps; each
// goes the way that it really goes, through the sender's mutations, the notifier and the clock.
//
// Read checks a file as a whole before anything is done. Start reading at Scenario; run.go carries the
// steps out, builtin/ has those that come with the program.
package scenario

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// MaxSteps is how many steps a scenario may have.
const MaxSteps = 100

// Scenario is a file.
type Scenario struct {
	Name    string `json:"name"`            // what it is called
	About   string `json:"about,omitempty"` // what there is to see, in English
	Run     string `json:"run,omitempty"`   // id of this run: the same again does nothing twice; empty: a new one
	Citizen string `json:"citizen"`         // demo number of whom it is about; An Peeters where a file names none
	Steps   []Step `json:"steps"`
}

// Step is one thing to happen. Exactly one field is set.
type Step struct {
	Letter     *Letter            `json:"letter,omitempty"`
	CallLetter *CallLetter        `json:"callLetter,omitempty"`
	Status     *Status            `json:"status,omitempty"`
	Withdraw   *Sent              `json:"withdraw,omitempty"` // the sender takes a letter back
	Pay        *Sent              `json:"pay,omitempty"`      // the sender reports a bill as paid
	Campaign   *Campaign          `json:"campaign,omitempty"`
	Clock      *Move              `json:"clock,omitempty"`
	FCM        *fcmtest.Behaviour `json:"fcm,omitempty"` // how the fake FCM answers from now on; {}: well
	Tokens     *Tokens            `json:"tokens,omitempty"`
	Store      *Store             `json:"store,omitempty"`
	Fail       *Fault             `json:"fail,omitempty"`
}

// Letter is a letter of the organisation to the citizen. Later steps call it by As.
type Letter struct {
	As       string           `json:"as"`
	Org      string           `json:"org,omitempty"`     // the demo's Stad Mechelen where a file names none
	Service  string           `json:"service,omitempty"` // the department; the first that sends the kind digitally
	Kind     model.LetterKind `json:"kind,omitempty"`    // INFORMATION; no call letter
	Subject  string           `json:"subject"`           // Dutch
	Text     string           `json:"text,omitempty"`    // CommonMark, Dutch
	Deadline int              `json:"deadline,omitempty"`
	Bill     *Bill            `json:"bill,omitempty"`
}

// Bill is what a letter asks to pay.
type Bill struct {
	Cents int `json:"cents"`
	Days  int `json:"days"` // until the last day to pay
}

// CallLetter is a call letter for the demo's election.
type CallLetter struct {
	As           string `json:"as"`
	Org          string `json:"org,omitempty"`
	Supersedes   string `json:"supersedes,omitempty"` // the call letter of an earlier step whose place it takes
	PlaceName    string `json:"placeName,omitempty"`  // where the citizen votes; without it where the demo says
	PlaceAddress string `json:"placeAddress,omitempty"`
}

// Status is a status of a dossier. The same As in a later step is the same dossier.
type Status struct {
	As        string          `json:"as"`
	Org       string          `json:"org,omitempty"`
	Procedure model.Procedure `json:"procedure,omitempty"` // EID_APPLICATION where a file names none
	Title     string          `json:"title"`               // Dutch
	Phase     model.Phase     `json:"phase,omitempty"`     // BEHANDELING
	Code      string          `json:"code,omitempty"`      // InBehandeling
	Label     string          `json:"label"`               // Dutch
	Action    string          `json:"action,omitempty"`    // what is expected of the citizen, in Dutch
	Days      int             `json:"days,omitempty"`      // until the last day for it; 0: none
	Notify    model.Notify    `json:"notify,omitempty"`    // PUSH
}

// Sent names the letter of an earlier step.
type Sent struct {
	Letter string `json:"letter"`
}

// Campaign is an announcement to people of about the citizen's age in the lead city. Two people release it.
// It needs at least five of them: a demo of few citizens wants some with --town.
type Campaign struct {
	As       string `json:"as"`
	Org      string `json:"org,omitempty"`
	Title    string `json:"title"`              // Dutch
	Text     string `json:"text"`               // Dutch
	PushText string `json:"pushText,omitempty"` // Dutch; the title where a file names none
}

// Tokens is what becomes of the tokens that apps hold.
type Tokens struct {
	Expire bool `json:"expire"` // true: time passes until none of them is taken any more
}

// Store is whether the demo's store answers.
type Store struct {
	Away bool `json:"away"`
}

// Fault is an error that the demo answers in place of the API, so often.
type Fault struct {
	Code       model.Code `json:"code"`
	Operation  string     `json:"operation,omitempty"`  // of requests with this operation name; empty: any
	Times      int        `json:"times,omitempty"`      // 1 where a file does not say; 0 in a request takes faults back
	RetryAfter int        `json:"retryAfter,omitempty"` // seconds, with RATE_LIMITED and UNAVAILABLE
	ACR        string     `json:"acr,omitempty"`        // with STEP_UP_REQUIRED
}

//go:embed builtin/*.json
var files embed.FS

// Builtin are the scenarios that come with the program, by name. The error is a mistake in one of them.
func Builtin() ([]*Scenario, error) {
	names, err := fs.Glob(files, "builtin/*.json")
	if err != nil {
		return nil, fmt.Errorf("list the scenarios: %w", err)
	}
	var all []*Scenario
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		one, err := Read(text)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b *Scenario) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Named is the file of a scenario that comes with the program. NOT_FOUND names those that there are.
func Named(name string) ([]byte, error) {
	text, err := files.ReadFile("builtin/" + name + ".json")
	if err == nil {
		return text, nil
	}
	all, err := Builtin()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = one.Name
	}
	return nil, model.Errorf(model.CodeNotFound, "no scenario is called %q; there are %s", name, strings.Join(names, ", "))
}

// Read reads a file. What is not given is filled in. INVALID names every wrong field by its path.
func Read(text []byte) (*Scenario, error) {
	s := &Scenario{}
	r := &reader{}
	r.read("", json.RawMessage(text), s)
	s.complete()
	s.check(r)
	if err := model.Invalid(r.wrong); err != nil {
		return nil, err
	}
	return s, nil
}

// complete fills in what a file need not say.
func (s *Scenario) complete() {
	s.Citizen = cmp.Or(s.Citizen, sample.DemoCitizen)
	for i := range s.Steps {
		step := &s.Steps[i]
		if l := step.Letter; l != nil {
			l.Org, l.Kind = cmp.Or(l.Org, leadCity), cmp.Or(l.Kind, model.KindInformation)
			l.Service = cmp.Or(l.Service, departmentOf(l.Org, l.Kind))
			l.Text = cmp.Or(l.Text, "Beste inwoner\n\n"+l.Subject+".\n\nU hoeft niets te doen.\n")
		}
		if c := step.CallLetter; c != nil {
			c.Org = cmp.Or(c.Org, leadCity)
		}
		if d := step.Status; d != nil {
			d.Org, d.Procedure = cmp.Or(d.Org, leadCity), cmp.Or(d.Procedure, model.ProcedureEID)
			d.Phase, d.Code, d.Notify = cmp.Or(d.Phase, model.PhaseTreatment), cmp.Or(d.Code, "InBehandeling"), cmp.Or(d.Notify, model.NotifyPush)
		}
		if c := step.Campaign; c != nil {
			c.Org, c.PushText = cmp.Or(c.Org, leadCity), cmp.Or(c.PushText, c.Title)
		}
		if f := step.Fail; f != nil {
			f.Times = cmp.Or(f.Times, 1)
		}
	}
}

// departmentOf is the first department of an organisation that sends the kind digitally; empty where none is needed.
func departmentOf(org string, kind model.LetterKind) string {
	for _, organisation := range seed.Organisations() {
		for _, service := range organisation.Services {
			digital := slices.ContainsFunc(service.Digital, func(phase model.DigitalPhase) bool { return phase.Kind == kind })
			if string(organisation.Code) == org && digital {
				return service.Name
			}
		}
	}
	return ""
}

// The demo's Stad Mechelen, as a sender and as a place.
const (
	leadCity    = "OVO002067"
	leadCityNIS = "12025"
)

// check finds what is wrong with a file whose shape is right.
func (s *Scenario) check(r *reader) {
	r.want(s.Name != "" && len(s.Name) <= 80, "name", "is needed, at most 80 characters")
	r.want(len(s.Run) <= 40 && printable(s.Run), "run", "has at most 40 letters, digits and hyphens")
	if _, err := devissuer.DemoNumber(s.Citizen); err != nil {
		r.refuse("citizen", "is not a demo number such as "+sample.DemoCitizen)
	}
	r.want(len(s.Steps) >= 1 && len(s.Steps) <= MaxSteps, "steps", fmt.Sprintf("has 1 to %d steps", MaxSteps))
	sent := &names{letters: map[string]bool{}, calls: map[string]bool{}, bills: map[string]bool{}}
	for i, step := range s.Steps {
		step.check(r, fmt.Sprintf("steps[%d]", i), sent)
	}
}

// names are what earlier steps sent.
type names struct{ letters, calls, bills map[string]bool }

func (s Step) check(r *reader, path string, sent *names) {
	if kinds := s.kinds(); len(kinds) != 1 {
		r.refuse(path, "does exactly one thing, one of "+strings.Join(stepKinds(), ", "))
		return
	}
	switch {
	case s.Letter != nil:
		s.Letter.check(r, path+".letter", sent)
	case s.CallLetter != nil:
		s.CallLetter.check(r, path+".callLetter", sent)
	case s.Status != nil:
		s.Status.check(r, path+".status")
	case s.Withdraw != nil:
		r.want(sent.letters[s.Withdraw.Letter], path+".withdraw.letter", "is no letter of an earlier step")
	case s.Pay != nil:
		r.want(sent.bills[s.Pay.Letter], path+".pay.letter", "is no bill of an earlier step")
	case s.Campaign != nil:
		r.named(s.Campaign.As, path+".campaign.as")
		r.organisation(s.Campaign.Org, path+".campaign.org")
		r.text(s.Campaign.Title, 80, path+".campaign.title")
		r.text(s.Campaign.Text, 2000, path+".campaign.text")
	case s.Clock != nil:
		s.Clock.check(r, path+".clock")
	case s.FCM != nil:
		if err := fcmtest.New(fcmtest.Options{}).SetBehaviour(*s.FCM); err != nil {
			r.refuse(path+".fcm", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	case s.Tokens != nil:
		r.want(s.Tokens.Expire, path+".tokens.expire", "must be true: nothing brings a token back")
	case s.Fail != nil:
		s.Fail.Check(func(field, message string) { r.refuse(path+".fail"+field, message) })
	}
}

func (l *Letter) check(r *reader, path string, sent *names) {
	r.named(l.As, path+".as")
	r.want(!sent.letters[l.As], path+".as", "is taken by an earlier step")
	r.organisation(l.Org, path+".org")
	r.want(!l.Kind.Rules().Call, path+".kind", "is sent by the step callLetter")
	r.text(l.Subject, 150, path+".subject")
	r.want(len(l.Service) <= 80, path+".service", "has at most 80 characters")
	r.text(l.Text, 20_000, path+".text")
	r.want(l.Deadline >= 0 && l.Deadline <= 365, path+".deadline", "is 0 to 365 days")
	if l.Bill != nil {
		r.want(l.Kind.Rules().Bill, path+".bill", "is for invoices, tax bills, dunning letters and GAS fines only")
		r.want(l.Bill.Cents >= 1 && l.Bill.Cents <= 100_000_000, path+".bill.cents", "is 1 to 100000000")
		r.want(l.Bill.Days >= 0 && l.Bill.Days <= 365, path+".bill.days", "is 0 to 365")
	}
	sent.letters[l.As], sent.bills[l.As] = true, l.Bill != nil
}

func (c *CallLetter) check(r *reader, path string, sent *names) {
	r.named(c.As, path+".as")
	r.want(!sent.letters[c.As], path+".as", "is taken by an earlier step")
	r.organisation(c.Org, path+".org")
	r.want(c.Supersedes == "" || sent.calls[c.Supersedes], path+".supersedes", "is no call letter of an earlier step")
	r.want(len(c.PlaceName) <= 120, path+".placeName", "has at most 120 characters")
	r.want(len(c.PlaceAddress) <= 160, path+".placeAddress", "has at most 160 characters")
	sent.letters[c.As], sent.calls[c.As] = true, true
}

func (s *Status) check(r *reader, path string) {
	r.named(s.As, path+".as")
	r.organisation(s.Org, path+".org")
	r.text(s.Title, 150, path+".title")
	r.text(s.Label, 100, path+".label")
	r.want(len(s.Action) <= 300, path+".action", "has at most 300 characters")
	r.want(s.Days >= 0 && s.Days <= 365, path+".days", "is 0 to 365")
	r.want(s.Days == 0 || s.Action != "", path+".days", "needs an action")
}

// Check names what is wrong with the fault, each by its path within it.
func (f *Fault) Check(refuse func(field, message string)) {
	if !slices.Contains(model.Codes(), f.Code) {
		refuse(".code", "is none of "+codeNames())
	}
	if f.Times < 0 || f.Times > 1000 {
		refuse(".times", "is 1 to 1000")
	}
	if f.RetryAfter < 0 || f.RetryAfter > 3600 {
		refuse(".retryAfter", "is 0 to 3600 seconds")
	}
	if f.ACR != "" && f.Code != model.CodeStepUpRequired {
		refuse(".acr", "is for STEP_UP_REQUIRED only")
	}
}

func codeNames() string {
	var all []string
	for _, code := range model.Codes() {
		all = append(all, string(code))
	}
	return strings.Join(all, ", ")
}
