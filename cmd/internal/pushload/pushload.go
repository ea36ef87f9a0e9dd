// Package pushload fills a store with mailboxes that have phones and a letter to ring for, knows
// which rings that must give, and compares them with what a fake FCM says that it got: for the
// bench and for tests. The mailboxes are made by the rules that the API uses, so that the notifier
// meets nothing but what it meets in production. Start reading at Load; tally.go compares.
package pushload

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

const (
	sender = model.OrgCode("OVO002067")
	nis    = model.NIS("12025")

	// writers is how many bulks are written at the same time.
	writers = 4
)

// Load is a number of citizens, counted from 0, who each have the same number of phones and get
// one call letter. Who they are follows from the name alone, so that what must ring need not be kept.
type Load struct {
	Name   string // sets these citizens apart from others in the same store
	Phones int    // of each citizen, 1 to model.MaxDevices
	Boxes  *store.Mailboxes
}

// Ring is one push on one phone.
type Ring struct {
	Token model.FCMToken
	Push  model.PushID
}

// Citizen is the i-th citizen.
func (l *Load) Citizen(i int) (model.CitizenID, error) {
	sum := sha256.Sum256(fmt.Appendf(nil, "citizen %s %d", l.Name, i))
	return model.NewCitizenID(bytes.NewReader(sum[:]))
}

// token is as long as FCM's own are.
func (l *Load) token(i, phone int) model.FCMToken {
	one := sha256.Sum256(fmt.Appendf(nil, "token %s %d %d", l.Name, i, phone))
	two := sha256.Sum256(one[:])
	return model.FCMToken(hex.EncodeToString(one[:8]) + ":APA91b" + hex.EncodeToString(one[8:]) + hex.EncodeToString(two[:]))
}

func (l *Load) installation(i, phone int) string {
	return fmt.Sprintf("%s-%d-%d", l.Name, i, phone)
}

// Letter is the call letter of the i-th citizen, for an election that lies ahead.
func (l *Load) Letter(i int) model.Letter {
	reference := fmt.Sprintf("KB-%s-%07d", nis, i)
	day := sample.ElectionDay(l.Boxes.Now())
	return model.Letter{
		ID: model.LetterID(sender, l.Name, reference), Sender: sender, Run: l.Name, Reference: reference, Kind: model.KindCallLetter,
		Subject: "Oproepingsbrief voor de verkiezingen van " + day.Dutch(), Preview: "U stemt op " + day.Dutch() + " in stembureau 7, De Kring.",
		Service: "Burgerzaken", NIS: nis, About: model.About{Relation: model.RelationSelf}, Languages: []model.Language{model.Dutch},
		Why: "U staat op de kiezerslijst van Mechelen.",
		Call: &model.CallLetter{
			VoterName: "Voorbeeld, Jan", VoterAddress: "Bruul 12, 2800 Mechelen", VoterNumber: fmt.Sprint(i), NIS: nis,
			Election: sample.ElectionOn(day), Bureau: "7", PlaceName: "Gemeenschapscentrum De Kring", PlaceAddress: "Kerkstraat 1, 2800 Mechelen",
			Opens: "08:00", Closes: "16:00", SuggestedFrom: "10:00", SuggestedUntil: "11:00", Compulsory: true,
			Assemblies: []string{"Vlaams Parlement", "Kamer van volksvertegenwoordigers", "Europees Parlement"},
			Bring:      []string{"uw identiteitskaart", "deze brief, op papier of op uw smartphone"},
			Proxy:      "Wie met een volmacht in uw plaats stemt, heeft uw brief op papier nodig; een afdruk is ook goed.",
			Duplicate:  "Bent u uw brief kwijt? Bij de dienst Burgerzaken krijgt u een duplicaat tot de stembureaus sluiten.",
		},
	}
}

// Expected is what rings for count letters from the first on: each once.
func (l *Load) Expected(first, count int) (map[Ring]bool, error) {
	rings := make(map[Ring]bool, count*l.Phones)
	for i := first; i < first+count; i++ {
		id, err := l.Citizen(i)
		if err != nil {
			return nil, err
		}
		push := model.NewPushID(id, l.Letter(i).ID, model.StepDelivered)
		for phone := range l.Phones {
			rings[Ring{l.token(i, phone), push}] = true
		}
	}
	return rings, nil
}

// Fill registers the phones of count citizens from the first on and delivers their letters, whose
// pushes are due at once. Each mailbox is saved once.
func (l *Load) Fill(ctx context.Context, first, count int) error {
	return l.inBulks(ctx, first, count, func(ctx context.Context, some []int) error {
		if err := l.claim(ctx, some); err != nil {
			return err
		}
		return l.change(ctx, some, func(i int, m *model.Mailbox) error {
			l.register(i, m)
			return m.Deliver(l.Letter(i), l.Boxes.Now())
		})
	})
}

// Register registers the phones of count citizens from the first on, who get no letter yet.
func (l *Load) Register(ctx context.Context, first, count int) error {
	return l.inBulks(ctx, first, count, func(ctx context.Context, some []int) error {
		if err := l.claim(ctx, some); err != nil {
			return err
		}
		return l.change(ctx, some, func(i int, m *model.Mailbox) error {
			l.register(i, m)
			return nil
		})
	})
}

// Deliver delivers the letter of one citizen, as a sender's call with one letter does.
func (l *Load) Deliver(ctx context.Context, i int) error {
	return l.change(ctx, []int{i}, func(i int, m *model.Mailbox) error { return m.Deliver(l.Letter(i), l.Boxes.Now()) })
}

// Sends are what Wake decides to send now to count citizens from the first on; nothing is saved.
func (l *Load) Sends(ctx context.Context, first, count int) ([]model.Send, error) {
	var sends []model.Send
	for start := first; start < first+count; start += store.MaxBatch {
		var ids []model.CitizenID
		for i := start; i < min(start+store.MaxBatch, first+count); i++ {
			id, err := l.Citizen(i)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		found, err := l.Boxes.GetMany(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			sends = append(sends, found[id].Wake(l.Boxes.Now()).Sends...)
		}
	}
	return sends, nil
}

// inBulks does something for citizens, in bulks of as many as a store takes.
func (l *Load) inBulks(ctx context.Context, first, count int, do func(ctx context.Context, some []int) error) error {
	if l.Phones < 1 || l.Phones > model.MaxDevices {
		return fmt.Errorf("%d phones a citizen: there can be 1 to %d", l.Phones, model.MaxDevices)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for start := first; start < first+count && ctx.Err() == nil; start += store.MaxBatch {
		var some []int
		for i := start; i < min(start+store.MaxBatch, first+count); i++ {
			some = append(some, i)
		}
		group.Go(func() error { return do(ctx, some) })
	}
	return group.Wait()
}

// claim makes the phones their citizens', as the first step of a registration.
func (l *Load) claim(ctx context.Context, some []int) error {
	var claims []*model.DeviceClaim
	for _, i := range some {
		id, err := l.Citizen(i)
		if err != nil {
			return err
		}
		for phone := range l.Phones {
			claim := &model.DeviceClaim{ID: l.token(i, phone).Hash()}
			claim.Take(id, l.installation(i, phone))
			claims = append(claims, claim)
		}
	}
	for len(claims) > 0 {
		part := claims[:min(len(claims), store.MaxBatch)]
		claims = claims[len(part):]
		results, err := store.SaveMany(ctx, l.Boxes.Store, part)
		if err := errors.Join(append(results, err)...); err != nil {
			return fmt.Errorf("claim phones: %w", err)
		}
	}
	return nil
}

// register puts the phones into the mailbox and turns the quiet hours off.
func (l *Load) register(i int, m *model.Mailbox) {
	platforms := []model.Platform{model.PlatformAndroid, model.PlatformIOS, model.PlatformWeb}
	for phone := range l.Phones {
		m.RegisterDevice(model.Device{
			InstallationID: l.installation(i, phone), Token: l.token(i, phone), Generation: 1, Platform: platforms[(i+phone)%len(platforms)],
			AppVersion: "1.0.0", Permission: true, AppLanguage: model.Dutch,
		}, l.Boxes.Now())
	}
	preferences := m.Preferences
	preferences.Quiet.On = false
	m.SetPreferences(preferences, l.Boxes.Now())
}

func (l *Load) change(ctx context.Context, some []int, do func(i int, m *model.Mailbox) error) error {
	changes := make(map[model.CitizenID]store.Change, len(some))
	for _, i := range some {
		id, err := l.Citizen(i)
		if err != nil {
			return err
		}
		changes[id] = func(m *model.Mailbox) error { return do(i, m) }
	}
	_, failed, err := l.Boxes.UpdateMany(ctx, changes)
	if err != nil {
		return fmt.Errorf("fill mailboxes: %w", err)
	}
	for _, err := range failed {
		return fmt.Errorf("fill %d of %d mailboxes, one because: %w", len(some)-len(failed), len(some), err)
	}
	return nil
}
