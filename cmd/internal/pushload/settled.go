package pushload

import (
	"context"
	"time"

	"burgerbode/graph/model"
)

// Settled registers phones and delivers letters as Fill does, but an hour ago: the letters have rung, and
// nothing is due. more adds to each mailbox what else is to be in it. Each mailbox is saved once.
func (l *Load) Settled(ctx context.Context, first, count int, more func(i int, m *model.Mailbox)) error {
	return l.inBulks(ctx, first, count, func(ctx context.Context, some []int) error {
		if err := l.claim(ctx, some); err != nil {
			return err
		}
		return l.change(ctx, some, func(i int, m *model.Mailbox) error {
			l.register(i, m)
			then := l.Boxes.Now().Add(-time.Hour)
			if err := m.Deliver(l.Letter(i), then); err != nil {
				return err
			}
			round := m.Wake(then)
			results := make([]model.Result, len(round.Sends))
			for at, send := range round.Sends {
				results[at] = model.Result{
					Push: send.Push, Registration: send.Device.Registration, TokenHash: send.Device.Token.Hash(),
					Attempt: send.Attempt, State: model.PhoneAccepted, At: then,
				}
			}
			m.Settle(round, results, then)
			more(i, m)
			return nil
		})
	})
}
