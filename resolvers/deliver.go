package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// maxCallLetter is the largest voter's block, in bytes: it stands in the mailbox.
const maxCallLetter = 1500

// sending is one call that hands letters over: who asks, for whom, in which run.
type sending struct {
	viewer *model.Viewer
	behalf string // as the call names it; empty: the token's own
	sender *model.Organisation
	run    *model.LetterRun
}

// delivery is one letter on its way in.
type delivery struct {
	input   *graph.DeliverLetterInput
	letter  model.Letter
	to      recipient
	citizen model.CitizenID
	record  *model.LetterRecord
	err     error
}

// Deliver takes letters in: each is checked, its recipient found, its text stored, its entry put
// into the mailbox. A letter that is repeated with the same content changes nothing; with other
// content it is CONFLICT. Every letter gets its own result; the error is for the call as a whole.
func (a *API) Deliver(ctx context.Context, viewer *model.Viewer, input graph.DeliverLettersInput) (*graph.DeliverLettersPayload, error) {
	if err := model.Invalid(a.resolver.validate.check(input)); err != nil {
		return nil, err
	}
	return a.resolver.deliver(ctx, viewer, input)
}

func (r *Resolver) deliver(ctx context.Context, viewer *model.Viewer, input graph.DeliverLettersInput) (*graph.DeliverLettersPayload, error) {
	call, err := r.sending(ctx, viewer, value(input.OnBehalfOf, ""), input.Run)
	if err != nil {
		return nil, err
	}
	deliveries, err := r.takeIn(ctx, call, input.Letters)
	if err != nil {
		return nil, err
	}
	return r.delivered(ctx, deliveries), nil
}

// sending finds out for whom and in which run a viewer hands letters over.
func (r *Resolver) sending(ctx context.Context, viewer *model.Viewer, onBehalfOf, name string) (*sending, error) {
	sender, err := r.sender(ctx, viewer, onBehalfOf)
	if err != nil {
		return nil, err
	}
	run, err := r.runToFill(ctx, viewer, sender, name)
	if err != nil {
		return nil, err
	}
	return &sending{viewer: viewer, behalf: onBehalfOf, sender: sender, run: run}, r.noted(ctx, viewer, sender.Code, model.AuditDelivered, name)
}

// takeIn takes at most store.MaxBatch letters of one run in; each has its own error afterwards. The
// error is for all of them: none is known to be in then.
func (r *Resolver) takeIn(ctx context.Context, call *sending, letters []*graph.DeliverLetterInput) ([]*delivery, error) {
	deliveries := make([]*delivery, len(letters))
	for i, letter := range letters {
		deliveries[i] = r.accept(call, letter)
	}
	if err := r.refuseForeign(ctx, call, deliveries); err != nil {
		return nil, err
	}
	if err := r.address(ctx, deliveries); err != nil {
		return nil, err
	}
	if err := r.attach(ctx, call, deliveries); err != nil {
		return nil, err
	}
	if err := r.noteElections(ctx, call, deliveries); err != nil {
		return nil, err
	}
	if err := r.record(ctx, call, deliveries); err != nil {
		return nil, err
	}
	r.atStep(model.ChainLetterStored)
	if err := r.enter(ctx, call.viewer, deliveries); err != nil {
		return nil, err
	}
	r.atStep(model.ChainMailboxSaved)
	return deliveries, nil
}

// accept checks one letter by all rules that need no store.
func (r *Resolver) accept(call *sending, input *graph.DeliverLetterInput) *delivery {
	d := &delivery{input: input}
	to, wrong := r.recipientOf(call.viewer, input.Recipient)
	rules := append(checkLetter(call, input), below("recipient", wrong)...)
	if d.err = model.Invalid(eachOnce(r.validate.check(input), rules)); d.err != nil {
		return d
	}
	d.to = to
	d.letter = letterOf(call, input)
	return d
}

// address finds the mailboxes of the recipients.
func (r *Resolver) address(ctx context.Context, deliveries []*delivery) error {
	byKey := map[string][]*delivery{}
	for _, d := range deliveries {
		if d.err == nil {
			byKey[d.to.key] = append(byKey[d.to.key], d)
		}
	}
	ids, err := citizenIDs(ctx, r.store, slices.Collect(maps.Keys(byKey)))
	if err != nil {
		return err
	}
	for key, sharing := range byKey {
		for _, d := range sharing {
			d.citizen = ids[key]
		}
	}
	return nil
}

// record decides each letter's channel and writes its text down, once. Where the reference is
// known already, what was decided then holds.
func (r *Resolver) record(ctx context.Context, call *sending, deliveries []*delivery) error {
	reaches, err := r.reaches(ctx, call, deliveries)
	if err != nil {
		return err
	}
	if err := r.refuseLate(ctx, deliveries); err != nil {
		return err
	}
	var records []*model.LetterRecord
	var waiting []*delivery
	for _, d := range deliveries {
		if d.err != nil {
			continue
		}
		record, err := r.recordOf(call, d, reaches[d.citizen])
		if err != nil {
			return err
		}
		records, waiting = append(records, record), append(waiting, d)
	}
	if err := r.withinQuota(ctx, call, records); err != nil {
		return err
	}
	held, err := store.Add(ctx, r.store, records)
	if err != nil {
		return fmt.Errorf("store the letters: %w", err)
	}
	for i, d := range waiting {
		d.record = held[i]
		if d.record.Fingerprint != records[i].Fingerprint {
			d.err = model.Errorf(model.CodeConflict, "reference %q was used in this run for another content", d.input.Reference)
		}
		d.letter.Paper = model.Paper{Reason: d.record.Reason, Due: d.record.PaperDue}
	}
	return r.succeed(ctx, waiting)
}

// refuseLate refuses letters that are of no use any more.
func (r *Resolver) refuseLate(ctx context.Context, deliveries []*delivery) error {
	wrong := map[*delivery]error{}
	for _, d := range deliveries {
		if d.err != nil {
			continue
		}
		if late := model.Invalid(lateFields(&d.letter, r.now())); late != nil {
			wrong[d] = late
		}
	}
	return r.refuseNew(ctx, wrong)
}

// refuseNew refuses letters, each for its reason, unless they were accepted before: sending those again stays harmless.
func (r *Resolver) refuseNew(ctx context.Context, wrong map[*delivery]error) error {
	if len(wrong) == 0 {
		return nil
	}
	ids := make([]model.EntryID, 0, len(wrong))
	for d := range wrong {
		ids = append(ids, d.letter.ID)
	}
	accepted, err := store.Find[model.LetterRecord](ctx, r.store, ids)
	if err != nil {
		return fmt.Errorf("look for letters sent before: %w", err)
	}
	for d, reason := range wrong {
		if accepted[d.letter.ID] == nil {
			d.err = reason
		}
	}
	return nil
}

func (r *Resolver) recordOf(call *sending, d *delivery, reach model.Reach) (*model.LetterRecord, error) {
	fingerprint, err := r.fingerprint(d)
	if err != nil {
		return nil, err
	}
	now := model.Moment(r.now())
	record := &model.LetterRecord{
		ID: d.letter.ID, Sender: d.letter.Sender, Run: d.letter.Run, Reference: d.letter.Reference, By: call.viewer.Org,
		Sandbox: call.run.Sandbox,
		Kind:    d.letter.Kind, Service: d.letter.Service, Recipient: d.citizen, Fingerprint: fingerprint,
		Policy: call.run.Policy, AcceptedAt: now, Supersedes: d.letter.Supersedes,
	}
	digital := call.sender.SendsDigitally(string(d.letter.Service), d.letter.Kind, model.DayOf(now))
	record.Channel, record.Reason = model.DecideChannel(d.letter.Kind, call.run.Policy, digital, reach)
	if record.Reason == model.BecauseUntilOpened {
		record.PaperDue = model.PaperDue(now, call.run.Days)
	}
	if record.Channel != model.ChannelPaper {
		record.Body = bodyOf(d.input)
	}
	return record, nil
}

// fingerprintVersion names the way in which Fingerprint is made. Fields that a later release adds
// are absent from what an earlier one was sent, so they do not change it; another way to write the
// same fields needs another version.
const fingerprintVersion = "1:"

// fingerprint tells "the same letter again" from "another one": a keyed hash over the fields sent,
// in a fixed order, absent ones left out, moments in UTC, the recipient by the keyed hash.
func (r *Resolver) fingerprint(d *delivery) (string, error) {
	sent := *d.input
	sent.Recipient = d.to.hashed()
	if sent.ExpiresAt != nil {
		utc := sent.ExpiresAt.UTC()
		sent.ExpiresAt = &utc
	}
	if sent.Payment != nil { // the same account and reference, however they were written
		same := *sent.Payment
		same.Iban = d.letter.Payment.IBAN
		if same.StructuredReference != nil {
			digits := string(d.letter.Payment.Structured)
			same.StructuredReference = &digits
		}
		sent.Payment = &same
	}
	plain, err := json.Marshal(sent)
	if err != nil {
		return "", fmt.Errorf("write down what was sent: %w", err)
	}
	return fingerprintVersion + r.keys.Fingerprint(plain), nil
}

// enter puts the letters into their mailboxes, all of one citizen in one save.
func (r *Resolver) enter(ctx context.Context, viewer *model.Viewer, deliveries []*delivery) error {
	byCitizen := map[model.CitizenID][]*delivery{}
	var documents []model.Document
	for _, d := range deliveries {
		if d.err != nil || (d.onPaper() && d.letter.Supersedes == "") {
			continue
		}
		if !d.onPaper() {
			documents = append(documents, d.letter.Documents...)
		}
		if d.err = model.May(viewer, d.citizen, model.OperationDeliver); d.err == nil {
			byCitizen[d.citizen] = append(byCitizen[d.citizen], d)
		}
	}
	if err := r.keep(ctx, documents); err != nil {
		return err
	}
	err := updateEach(ctx, r, byCitizen, func(m *model.Mailbox, own []*delivery) error {
		for _, d := range own {
			if d.onPaper() { // there is no entry, but there may be one of the letter whose place it takes
				m.Replace(d.letter.Supersedes, d.letter.ID, r.now())
				continue
			}
			if d.err = m.Deliver(d.letter, r.now()); d.err == nil {
				m.NoteBirth(d.to.born)
				d.err = m.CatchUp(d.record, r.now())
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put the letters into the mailboxes: %w", err)
	}
	return nil
}

// onPaper tells whether the letter goes by post only, so that the mailbox has no entry of it.
func (d *delivery) onPaper() bool { return d.record.Channel == model.ChannelPaper }

func (d *delivery) failed(err error) { d.err = errors.Join(d.err, err) }

// delivered is the answer.
func (r *Resolver) delivered(ctx context.Context, deliveries []*delivery) *graph.DeliverLettersPayload {
	payload := &graph.DeliverLettersPayload{Results: make([]*graph.DeliveryResult, len(deliveries))}
	for i, d := range deliveries {
		result := &graph.DeliveryResult{Reference: d.input.Reference, Error: r.itemError(ctx, d.err)}
		if d.err == nil {
			id, channel := string(d.letter.ID), d.record.Channel
			result.LetterID, result.Channel, result.Reason = &id, &channel, &d.record.Reason
		}
		payload.Results[i] = result
	}
	return payload
}
