package seed

import (
	"context"
	"errors"
	"fmt"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// settleTown lets more people live in the lead city, whose mailboxes are simple: a call letter that half of them
// opened, and for most a phone. They are whom campaigns tell; nobody is expected to sign in as one of them.
func (s *script) settleTown(count int) error {
	taken := map[model.INSZ]bool{}
	for _, who := range s.people {
		taken[who.Number] = true
	}
	home := towns()[0]
	pool, err := sample.People(string(home.nis), min(len(s.people)+count+1, sample.MaxPeople), s.seed)
	if err != nil {
		return fmt.Errorf("draw the city's people: %w", err)
	}
	for _, person := range pool {
		if len(s.town) == count {
			break
		}
		if !taken[person.Number] {
			s.town = append(s.town, citizen{Person: person, index: len(s.town), org: home.code, desk: home.at})
		}
	}
	if len(s.town) < count {
		return fmt.Errorf("%d more people in one city are more than there are demo numbers for", count)
	}
	for _, who := range s.town {
		s.townLife(who)
	}
	return nil
}

func (s *script) townLife(who citizen) {
	i := who.index
	if i%5 < 2 {
		s.choosesDigitalPost(who)
	}
	s.prefers(who, func(p *model.Preferences) {
		p.Residence, p.Campaigns = who.Town.NIS, i%25 != 7
		if i%10 == 3 {
			p.Detail = model.DetailDetailed
		}
	})
	letter := s.deliver(who, 13, sample.CallLetter(who.Person, false, s.election))
	if i%2 == 0 {
		s.opens(who, 11-i%9, letter)
	}
}

// hasPhone tells whether somebody in the city has one: five of six.
func (c citizen) hasPhone() bool { return c.index%6 != 5 }

// phones registers the city's phones, once what happened before has been told to nobody. Repeating it changes
// nothing.
func (p *player) phones(ctx context.Context, town []citizen) error {
	var claims []*model.DeviceClaim
	changes := map[model.CitizenID]store.Change{}
	for _, who := range town {
		if !who.hasPhone() {
			continue
		}
		id := p.ids[who.Number]
		phone := phoneOf(who)
		claim := &model.DeviceClaim{ID: phone.Token.Hash()}
		claim.Take(id, phone.InstallationID)
		claims = append(claims, claim)
		changes[id] = func(m *model.Mailbox) error {
			m.RegisterDevice(phone, p.now)
			return nil
		}
	}
	for len(claims) > 0 {
		part := claims[:min(len(claims), store.MaxBatch)]
		claims = claims[len(part):]
		results, err := store.SaveMany(ctx, p.mailboxes.Store, part)
		if err != nil {
			return fmt.Errorf("claim the city's phones: %w", err)
		}
		for _, err := range results {
			if err != nil && !errors.Is(err, store.ErrConflict) { // from an earlier start
				return fmt.Errorf("claim a phone of the city: %w", err)
			}
		}
	}
	return p.update(ctx, changes)
}

// phoneOf is the phone of somebody in the city. One in twelve does not show notifications.
func phoneOf(who citizen) model.Device {
	platforms := []model.Platform{model.PlatformAndroid, model.PlatformIOS}
	name := fmt.Sprintf("town-%05d", who.index)
	return model.Device{
		InstallationID: name, Token: model.FCMToken(name + "-token"), Generation: 1, Platform: platforms[who.index%len(platforms)],
		AppVersion: "1.0.0", Permission: who.index%12 != 4, AppLanguage: model.Dutch,
	}
}
