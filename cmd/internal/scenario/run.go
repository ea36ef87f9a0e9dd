package scenario

import (
	"context"
	"fmt"
	"strings"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/sample"
	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// Stage is the demo, as a scenario changes it.
type Stage struct {
	// Ask sends one operation as somebody.
	Ask func(ctx context.Context, who devissuer.Wish, query string, variables, into any) error
	// Now is the demo's clock.
	Now func() time.Time
	// Move sets it, and answers what it shows then.
	Move func(Move) (time.Time, error)
	// Election is the day of the demo's election.
	Election func() model.Day
	// Behave says how the fake FCM answers from now on.
	Behave func(fcmtest.Behaviour) error
	// Away says whether the store answers.
	Away func(away bool)
	// Settle waits until phones have rung for what is due, some seconds at most.
	Settle func(ctx context.Context)
	// Fail answers an error in place of the API from now on.
	Fail func(Fault)
}

// Done is what one step did.
type Done struct {
	Step string            `json:"step"`          // what kind of step
	Did  string            `json:"did"`           // in English
	IDs  map[string]string `json:"ids,omitempty"` // entryId, reference, channel, campaignId and the like
}

// Result is what a run did.
type Result struct {
	Name  string    `json:"name"`
	Run   string    `json:"run"`
	Now   time.Time `json:"now"` // by the demo's clock, at the end
	Steps []Done    `json:"steps"`
}

// runner carries one scenario out.
type runner struct {
	*Stage
	scenario  *Scenario
	delivered map[string]*graph.DeliverLetterInput // by the name that the scenario gives
	orgs      map[string]string                    // of them
}

// Run carries the steps out in their order. The scenario must have an id of its run; the ids of what is sent
// follow from it. A step that fails ends the run, and its error says which; what was done before stays.
func (s *Stage) Run(ctx context.Context, scenario *Scenario) (*Result, error) {
	r := &runner{Stage: s, scenario: scenario, delivered: map[string]*graph.DeliverLetterInput{}, orgs: map[string]string{}}
	result := &Result{Name: scenario.Name, Run: scenario.Run, Steps: []Done{}}
	for i, step := range scenario.Steps {
		done, err := r.step(ctx, step)
		if err != nil {
			return result, fmt.Errorf("steps[%d] (%s): %w", i, strings.Join(step.kinds(), ", "), err)
		}
		s.Settle(ctx) // else a letter is taken back before it rang
		done.Step = step.kinds()[0]
		result.Steps, result.Now = append(result.Steps, done), s.Now()
	}
	return result, nil
}

func (r *runner) step(ctx context.Context, step Step) (Done, error) {
	switch {
	case step.Letter != nil:
		return r.letter(ctx, step.Letter)
	case step.CallLetter != nil:
		return r.callLetter(ctx, step.CallLetter)
	case step.Status != nil:
		return r.status(ctx, step.Status)
	case step.Withdraw != nil:
		return r.withdraw(ctx, step.Withdraw.Letter)
	case step.Pay != nil:
		return r.pay(ctx, step.Pay.Letter)
	case step.Campaign != nil:
		return r.campaign(ctx, step.Campaign)
	case step.Clock != nil:
		return r.move(*step.Clock, "")
	case step.Tokens != nil:
		return r.move(Move{Forward: (devissuer.Validity + time.Minute).String()}, "; no token that was given before is taken any more")
	case step.FCM != nil:
		return Done{Did: "the fake FCM answers in another way"}, r.Behave(*step.FCM)
	case step.Store != nil:
		r.Away(step.Store.Away)
		return Done{Did: either(step.Store.Away, "the store is away", "the store is back")}, nil
	default:
		r.Fail(*step.Fail)
		return Done{Did: step.Fail.String()}, nil
	}
}

// String says what will be answered.
func (f Fault) String() string {
	called := either(f.Operation != "", " called "+f.Operation, "")
	if f.Times == 1 {
		return fmt.Sprintf("the next request%s is answered %s", called, f.Code)
	}
	return fmt.Sprintf("the next %d requests%s are answered %s", f.Times, called, f.Code)
}

func (r *runner) move(move Move, also string) (Done, error) {
	now, err := r.Move(move)
	return Done{Did: "the clock shows " + now.In(model.Brussels()).Format(time.RFC3339) + also}, err
}

// reference is what the sender calls a letter: it follows from the run, so that a repetition sends nothing new.
func (r *runner) reference(as string) string { return r.scenario.Run + "-" + as }

// runName is the sender's run in which scenarios send. The demo has call letters in a run of their own.
const runName = "scenario"

func (r *runner) letter(ctx context.Context, l *Letter) (Done, error) {
	today := model.DayOf(r.Now())
	input := &graph.DeliverLetterInput{
		Reference: r.reference(l.As), Recipient: &graph.RecipientInput{Insz: &r.scenario.Citizen}, Kind: l.Kind, Subject: l.Subject,
		Body: []*graph.TextInput{{Language: model.Dutch, Markdown: l.Text}},
	}
	if l.Service != "" {
		input.Service = &l.Service
	}
	if l.Deadline > 0 {
		input.Deadline = &graph.DeadlineInput{Date: today.AddDays(l.Deadline), Consequence: "Daarna vervalt uw aanvraag."}
	}
	if l.Bill != nil {
		input.Payment = &graph.PaymentInput{
			AmountCents: l.Bill.Cents, Currency: model.Currency, Iban: "BE68 5390 0754 7034", Beneficiary: "Stad Mechelen", DueOn: today.AddDays(l.Bill.Days),
		}
	}
	return r.deliver(ctx, l.As, l.Org, input)
}

func (r *runner) callLetter(ctx context.Context, c *CallLetter) (Done, error) {
	people, err := sample.People(leadCityNIS, 1, sample.Seed) // An Peeters lends her name to any citizen
	if err != nil {
		return Done{}, fmt.Errorf("write the voter's block: %w", err)
	}
	input := sample.CallLetter(people[0], false, sample.ElectionOn(r.Election()))
	input.Reference, input.Recipient = r.reference(c.As), &graph.RecipientInput{Insz: &r.scenario.Citizen}
	if c.PlaceName != "" {
		input.CallLetter.PlaceName = c.PlaceName
	}
	if c.PlaceAddress != "" {
		input.CallLetter.PlaceAddress = c.PlaceAddress
	}
	if c.Supersedes != "" {
		input.Supersedes = &graph.LetterRefInput{Reference: r.reference(c.Supersedes)}
		input.Subject = "Uw stembureau is verplaatst"
		preview := fmt.Sprintf("U stemt op een ander adres: %s.", input.CallLetter.PlaceName)
		input.Preview = &preview
		input.Body = []*graph.TextInput{{Language: model.Dutch, Markdown: "Beste kiezer\n\n" + preview + "\n\nHet uur verandert niet.\n"}}
	}
	return r.deliver(ctx, c.As, c.Org, input)
}

func (r *runner) deliver(ctx context.Context, as, org string, letter *graph.DeliverLetterInput) (Done, error) {
	var answer struct {
		DeliverLetters struct {
			Results []struct {
				LetterID, Channel string
				Error             *itemError
			}
		}
	}
	query := `mutation ScenarioDeliver($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { letterId channel error { code message fields { path message } } } } }`
	input := map[string]any{"run": runName, "letters": []any{letter}}
	if err := r.Ask(ctx, devissuer.Wish{As: "sender", Org: org}, query, map[string]any{"input": input}, &answer); err != nil {
		return Done{}, err
	}
	result := answer.DeliverLetters.Results[0]
	if result.Error != nil {
		return Done{}, result.Error
	}
	r.delivered[as], r.orgs[as] = letter, org
	return Done{
		Did: fmt.Sprintf("%q was delivered (%s)", letter.Subject, result.Channel),
		IDs: map[string]string{"as": as, "entryId": result.LetterID, "reference": letter.Reference, "channel": result.Channel},
	}, nil
}

// itemError is what a bulk mutation says of one item.
type itemError struct {
	Code    model.Code
	Message string
	Fields  []model.FieldError
}

func (e *itemError) Error() string {
	texts := []string{string(e.Code) + ": " + e.Message}
	for _, field := range e.Fields {
		texts = append(texts, field.Path+" "+field.Message)
	}
	return strings.Join(texts, "; ")
}

func (r *runner) status(ctx context.Context, s *Status) (Done, error) {
	now := r.Now().UTC()
	source := "https://dosis.burgerbode.example/bronnen/" + strings.ToLower(s.Org)
	status := &graph.ReportDossierStatusInput{
		Source: source, Number: r.reference(s.As), Recipients: []*graph.RecipientInput{{Insz: &r.scenario.Citizen}}, Procedure: s.Procedure, Title: s.Title,
		At: now, Phase: s.Phase, Code: s.Code, Label: s.Label, Notify: s.Notify,
	}
	if s.Action != "" {
		status.ActionRequired, status.ActionText = true, &s.Action
	}
	if s.Days > 0 {
		before := model.DayOf(now).AddDays(s.Days)
		status.ActionBefore = &before
	}
	var answer struct {
		ReportDossierStatuses struct {
			Results []struct {
				DossierID string
				Error     *itemError
			}
		}
	}
	query := `mutation ScenarioStatus($input: ReportDossierStatusesInput!) { reportDossierStatuses(input: $input) { results { dossierId error { code message fields { path message } } } } }`
	err := r.Ask(ctx, devissuer.Wish{As: "sender", Org: s.Org}, query, map[string]any{"input": map[string]any{"statuses": []any{status}}}, &answer)
	if err != nil {
		return Done{}, err
	}
	result := answer.ReportDossierStatuses.Results[0]
	if result.Error != nil {
		return Done{}, result.Error
	}
	return Done{
		Did: fmt.Sprintf("%q has the status %q", s.Title, s.Label),
		IDs: map[string]string{"as": s.As, "entryId": result.DossierID, "source": source, "number": status.Number},
	}, nil
}

func (r *runner) withdraw(ctx context.Context, as string) (Done, error) {
	input := map[string]any{"run": runName, "references": []string{r.reference(as)}}
	return r.learn(ctx, as, "withdrawLetters", "WithdrawLettersInput", input, "was withdrawn")
}

func (r *runner) pay(ctx context.Context, as string) (Done, error) {
	input := map[string]any{"run": runName, "payments": []any{map[string]any{"reference": r.reference(as), "paidAt": r.Now().UTC()}}}
	return r.learn(ctx, as, "reportPayments", "ReportPaymentsInput", input, "was paid")
}

// learn reports something of a letter that was sent.
func (r *runner) learn(ctx context.Context, as, mutation, kind string, input map[string]any, did string) (Done, error) {
	var answer map[string]struct {
		Results []struct {
			LetterID string
			Error    *itemError
		}
	}
	query := fmt.Sprintf(`mutation ScenarioReport($input: %s!) { %s(input: $input) { results { letterId error { code message fields { path message } } } } }`, kind, mutation)
	if err := r.Ask(ctx, devissuer.Wish{As: "sender", Org: r.orgs[as]}, query, map[string]any{"input": input}, &answer); err != nil {
		return Done{}, err
	}
	result := answer[mutation].Results[0]
	if result.Error != nil {
		return Done{}, result.Error
	}
	return Done{
		Did: fmt.Sprintf("%q %s", r.delivered[as].Subject, did), IDs: map[string]string{"as": as, "entryId": result.LetterID},
	}, nil
}

func either(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}
