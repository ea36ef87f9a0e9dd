package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// maxCallLetter is the largest voter's block, in bytes: it stands in the mailbox.
const maxCallLetter = 1500

// delivery is one letter on its way in.
type delivery struct {
	input   *graph.DeliverLetterInput
	letter  model.Letter
	number  model.INSZ
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
	sender, err := r.sender(ctx, viewer)
	if err != nil {
		return nil, err
	}
	deliveries := make([]*delivery, len(input.Letters))
	for i, letter := range input.Letters {
		deliveries[i] = r.accept(sender, input.Run, letter)
	}
	if err := r.address(ctx, deliveries); err != nil {
		return nil, err
	}
	if err := r.record(ctx, deliveries); err != nil {
		return nil, err
	}
	r.atStep(model.ChainLetterStored)
	if err := r.enter(ctx, viewer, deliveries); err != nil {
		return nil, err
	}
	r.atStep(model.ChainMailboxSaved)
	return r.delivered(ctx, deliveries), nil
}

// sender is the organisation that a viewer sends for.
func (r *Resolver) sender(ctx context.Context, viewer *model.Viewer) (*model.Organisation, error) {
	if err := model.May(viewer, "", model.OperationDeliver); err != nil {
		return nil, err
	}
	sender, err := r.directory.get(ctx, viewer.Org)
	if err != nil && model.CodeOf(err) == model.CodeNotFound {
		return nil, model.Errorf(model.CodeForbidden, "organisation %s is not known here", viewer.Org)
	}
	return sender, err
}

// accept checks one letter by all rules that need no store.
func (r *Resolver) accept(sender *model.Organisation, run string, input *graph.DeliverLetterInput) *delivery {
	d := &delivery{input: input}
	fields := eachOnce(r.validate.check(input), checkLetter(sender, run, input))
	if d.err = model.Invalid(fields); d.err != nil {
		return d
	}
	d.number, d.err = model.ParseINSZ(input.Recipient.Insz)
	d.letter = letterOf(sender.Code, run, input)
	return d
}

// address finds the mailboxes of the recipients.
func (r *Resolver) address(ctx context.Context, deliveries []*delivery) error {
	byKey := map[string][]*delivery{}
	for _, d := range deliveries {
		if d.err == nil {
			key := r.keys.CitizenKey(d.number)
			byKey[key] = append(byKey[key], d)
		}
	}
	ids, err := r.citizens(ctx, byKey)
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

func (r *Resolver) citizens(ctx context.Context, byKey map[string][]*delivery) (map[string]model.CitizenID, error) {
	keys := make([]string, 0, len(byKey))
	for key := range byKey {
		keys = append(keys, key)
	}
	return citizenIDs(ctx, r.store, keys)
}

// record decides each letter's channel and writes its text down, once. Where the reference is
// known already, what was decided then holds.
func (r *Resolver) record(ctx context.Context, deliveries []*delivery) error {
	digital, err := r.digitalPost(ctx, deliveries)
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
		record, err := r.recordOf(d, digital[d.citizen])
		if err != nil {
			return err
		}
		records, waiting = append(records, record), append(waiting, d)
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
	}
	return nil
}

// refuseLate refuses letters that are of no use any more, unless they were accepted while they were:
// sending those again stays harmless.
func (r *Resolver) refuseLate(ctx context.Context, deliveries []*delivery) error {
	late := map[model.EntryID]*delivery{}
	wrong := map[model.EntryID][]model.FieldError{}
	var ids []model.EntryID
	for _, d := range deliveries {
		if d.err != nil {
			continue
		}
		if fields := lateFields(&d.letter, r.now()); len(fields) > 0 {
			late[d.letter.ID], wrong[d.letter.ID] = d, fields
			ids = append(ids, d.letter.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	accepted, err := store.Find[model.LetterRecord](ctx, r.store, ids)
	if err != nil {
		return fmt.Errorf("look for letters sent before: %w", err)
	}
	for id, d := range late {
		if accepted[id] == nil {
			d.err = model.Invalid(wrong[id])
		}
	}
	return nil
}

// digitalPost tells which recipients have chosen digital post, where a letter's channel depends on
// it.
func (r *Resolver) digitalPost(ctx context.Context, deliveries []*delivery) (map[model.CitizenID]bool, error) {
	asked := map[model.CitizenID]bool{}
	var ids []model.CitizenID
	for _, d := range deliveries {
		if d.err == nil && d.letter.Kind.Rules().NeedsDigital && !asked[d.citizen] {
			asked[d.citizen] = true
			ids = append(ids, d.citizen)
		}
	}
	active := map[model.CitizenID]bool{}
	if len(ids) == 0 {
		return active, nil
	}
	boxes, err := r.store.Mailboxes(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the recipients' choices: %w", err)
	}
	for id, box := range boxes {
		active[id] = box.DigitalPost.Active
	}
	return active, nil
}

func (r *Resolver) recordOf(d *delivery, digitalPost bool) (*model.LetterRecord, error) {
	fingerprint, err := r.fingerprint(d)
	if err != nil {
		return nil, err
	}
	record := &model.LetterRecord{
		ID: d.letter.ID, Sender: d.letter.Sender, Run: d.letter.Run, Reference: d.letter.Reference, Recipient: d.citizen,
		Fingerprint: fingerprint, Channel: model.ChannelFor(d.letter.Kind, digitalPost), AcceptedAt: r.now().UTC().Truncate(time.Millisecond),
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
	sent.Recipient = &graph.RecipientInput{Insz: r.keys.CitizenKey(d.number)}
	if sent.ExpiresAt != nil {
		utc := sent.ExpiresAt.UTC()
		sent.ExpiresAt = &utc
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
	for _, d := range deliveries {
		if d.err != nil || d.record.Channel == model.ChannelPaper {
			continue
		}
		if d.err = model.May(viewer, d.citizen, model.OperationDeliver); d.err == nil {
			byCitizen[d.citizen] = append(byCitizen[d.citizen], d)
		}
	}
	return r.spread(ctx, byCitizen, func(m *model.Mailbox, d *delivery) error { return m.Deliver(d.letter, r.now()) })
}

// spread applies a rule for each delivery, one save for each mailbox.
func (r *Resolver) spread(
	ctx context.Context, byCitizen map[model.CitizenID][]*delivery, rule func(*model.Mailbox, *delivery) error,
) error {
	changes := map[model.CitizenID]func(m *model.Mailbox) error{}
	for id, own := range byCitizen {
		changes[id] = func(m *model.Mailbox) error {
			for _, d := range own {
				d.err = rule(m, d)
			}
			return nil
		}
	}
	failed, err := r.updateAll(ctx, changes)
	if err != nil {
		return fmt.Errorf("put the letters into the mailboxes: %w", err)
	}
	for id, failure := range failed {
		for _, d := range byCitizen[id] {
			d.err = errors.Join(d.err, failure)
		}
	}
	return nil
}

// delivered is the answer.
func (r *Resolver) delivered(ctx context.Context, deliveries []*delivery) *graph.DeliverLettersPayload {
	payload := &graph.DeliverLettersPayload{Results: make([]*graph.DeliveryResult, len(deliveries))}
	for i, d := range deliveries {
		result := &graph.DeliveryResult{Reference: d.input.Reference, Error: r.itemError(ctx, d.err)}
		if d.err == nil {
			id, channel := string(d.letter.ID), d.record.Channel
			result.LetterID, result.Channel = &id, &channel
		}
		payload.Results[i] = result
	}
	return payload
}
