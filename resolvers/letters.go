package resolvers

import (
	"fmt"
	"slices"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// checkLetter is every field of a letter that is wrong by a rule over several fields.
func checkLetter(call *sending, input *graph.DeliverLetterInput) []model.FieldError {
	sender, run := call.sender, call.run
	var wrong []model.FieldError
	fault := func(path, message string) { wrong = append(wrong, model.FieldError{Path: path, Message: message}) }
	seen := map[model.Language]bool{}
	for i, text := range input.Body {
		if seen[text.Language] {
			fault(fmt.Sprintf("body[%d].language", i), "is given twice")
		}
		seen[text.Language] = true
	}
	if !seen[model.Dutch] {
		fault("body", "needs a text in Dutch (NL)")
	}
	for i, text := range input.Body {
		if text.Language != model.Dutch && !mayWrite(sender, input, text.Language) {
			fault(fmt.Sprintf("body[%d].language", i), "only municipalities with facilities may add a text, in French")
		}
	}
	if input.Nis != nil && !sender.SendsFor(model.NIS(*input.Nis)) {
		fault("nis", "is outside the sender's territory")
	}
	if run.Kind != "" && run.Kind != input.Kind {
		fault("kind", "is not the run's, "+string(run.Kind))
	}
	switch {
	case run.Service != "" && input.Service != nil && !sameService(sender, *input.Service, string(run.Service)):
		fault("service", "is not the run's, "+string(run.Service))
	case input.Service != nil:
		wrong = append(wrong, checkService(sender, *input.Service)...)
	}
	wrong = append(wrong, checkAbout(input.About)...)
	if ref := input.Supersedes; ref != nil && ref.Reference == input.Reference && value(ref.Run, run.Name) == run.Name {
		fault("supersedes", "is the letter itself")
	}
	wrong = append(wrong, checkPayment(input)...)
	wrong = append(wrong, checkLadder(input)...)
	return append(wrong, checkCallLetter(sender, input)...)
}

func checkAbout(about *graph.AboutInput) []model.FieldError {
	if about == nil || (value(about.DisplayName, "") == "") == (about.Relation == model.RelationSelf) {
		return nil
	}
	return []model.FieldError{{Path: "about.displayName", Message: "is needed exactly when the relation is not SELF"}}
}

// mayWrite tells whether a sender may add a text in that language: Flemish municipalities write in
// Dutch, and the twelve with facilities add French on request.
func mayWrite(sender *model.Organisation, input *graph.DeliverLetterInput, language model.Language) bool {
	if sender.Level != model.LevelMunicipal {
		return true
	}
	town, ok := model.LookupMunicipality(value(input.Nis, ""))
	return ok && town.Facilities && language == model.French
}

func checkCallLetter(sender *model.Organisation, input *graph.DeliverLetterInput) []model.FieldError {
	var wrong []model.FieldError
	fault := func(path, message string) { wrong = append(wrong, model.FieldError{Path: path, Message: message}) }
	call := input.CallLetter
	switch isCall := input.Kind.Rules().Call; {
	case isCall && call == nil:
		fault("callLetter", "is needed for this kind")
	case !isCall && call != nil:
		fault("callLetter", "is only for call and invitation letters")
	}
	if call == nil {
		return wrong
	}
	if call.Closes <= call.Opens {
		fault("callLetter.closes", "must be after opens")
	}
	if (call.SuggestedFrom == nil) != (call.SuggestedUntil == nil) {
		fault("callLetter.suggestedUntil", "goes with suggestedFrom")
	}
	if len(call.Seats) > 0 && len(call.Seats) != len(call.Assemblies) {
		fault("callLetter.seats", "must be as many as the assemblies, or none")
	}
	if !sender.SendsFor(model.NIS(call.Municipality)) {
		fault("callLetter.municipality", "is outside the sender's territory")
	}
	if size := callLetterOf(call).Size(); size > maxCallLetter {
		fault("callLetter", fmt.Sprintf("takes %d bytes and may take %d", size, maxCallLetter))
	}
	return wrong
}

// lateFields is every field of a letter that lies in the past at now.
func lateFields(letter *model.Letter, now time.Time) []model.FieldError {
	var late []model.FieldError
	check := func(path string, passed bool) {
		if passed {
			late = append(late, model.FieldError{Path: path, Message: "lies in the past"})
		}
	}
	check("expiresAt", !letter.ExpiresAt.IsZero() && !now.Before(letter.ExpiresAt))
	check("deadline.date", letter.Deadline != nil && letter.Deadline.Passed(now))
	check("payment.dueOn", letter.Payment != nil && !now.Before(letter.Payment.Ends()))
	check("callLetter.election.day", letter.Call != nil && !now.Before(letter.Call.ClosesAt()))
	return late
}

// letterOf is the mailbox entry that an input makes.
func letterOf(call *sending, input *graph.DeliverLetterInput) model.Letter {
	sender, run := call.sender.Code, call.run.Name
	service := value(input.Service, string(call.run.Service))
	if named := call.sender.Service(service); named != nil {
		service = named.Name
	}
	letter := model.Letter{
		ID: model.LetterID(sender, run, input.Reference), Sender: sender, Run: run, Reference: input.Reference,
		Kind: input.Kind, Subject: input.Subject, Service: model.OptionalText(service),
		NIS: model.NIS(value(input.Nis, "")), About: aboutOf(input.About), Why: value(input.Why, ""),
		ExpiresAt: value(input.ExpiresAt, time.Time{}), Ladder: ladderOf(input.Ladder),
	}
	body := bodyOf(input)
	for _, text := range body {
		letter.Languages = append(letter.Languages, text.Language)
	}
	if letter.Preview = value(input.Preview, ""); letter.Preview == "" {
		letter.Preview = previewOf(body[0].Text)
	}
	if input.Deadline != nil {
		letter.Deadline = deadlineOf(input.Deadline)
	}
	if ref := input.Supersedes; ref != nil {
		letter.Supersedes = model.LetterID(sender, value(ref.Run, run), ref.Reference)
	}
	if ref := input.Dossier; ref != nil {
		letter.Dossier = model.DossierID(ref.Source, ref.Number)
	}
	if input.Payment != nil {
		letter.Payment = paymentOf(input.Payment)
	}
	if input.CallLetter != nil {
		letter.Call = callLetterOf(input.CallLetter)
	}
	return letter
}

// bodyOf is the text, Dutch first.
func bodyOf(input *graph.DeliverLetterInput) []model.Text {
	body := make([]model.Text, len(input.Body))
	for i, text := range input.Body {
		body[i] = model.Text{Language: text.Language, Text: text.Markdown}
	}
	slices.SortStableFunc(body, func(a, b model.Text) int {
		return rank(a.Language) - rank(b.Language)
	})
	return body
}

func rank(language model.Language) int {
	if language == model.Dutch {
		return 0
	}
	return 1
}

func aboutOf(input *graph.AboutInput) model.About {
	if input == nil {
		return model.About{Relation: model.RelationSelf}
	}
	return model.About{DisplayName: model.OptionalText(value(input.DisplayName, "")), Relation: input.Relation}
}

func deadlineOf(input *graph.DeadlineInput) *model.Deadline {
	return &model.Deadline{Date: input.Date, Consequence: input.Consequence}
}

func callLetterOf(input *graph.CallLetterInput) *model.CallLetter {
	return &model.CallLetter{
		VoterName: input.VoterName, VoterAddress: input.VoterAddress, VoterNumber: input.VoterNumber,
		Election: model.Election{ID: input.Election.ID, Name: input.Election.Name, Day: input.Election.Day},
		NIS:      model.NIS(input.Municipality), Bureau: input.Bureau, PlaceName: input.PlaceName, PlaceAddress: input.PlaceAddress,
		Opens: input.Opens, Closes: input.Closes,
		SuggestedFrom: value(input.SuggestedFrom, ""), SuggestedUntil: value(input.SuggestedUntil, ""),
		Compulsory: input.Compulsory, Assemblies: input.Assemblies, Bring: input.Bring,
		Proxy: input.Proxy, Duplicate: input.Duplicate,
		Arrondissement: model.OptionalText(value(input.Arrondissement, "")), Seats: input.Seats, Signatories: input.Signatories,
	}
}
