package notify

import (
	"context"
	"errors"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// settlers is how many batches are saved at the same time.
const settlers = 4

var errStaysDue = errors.New("the mailbox is due again after each settle")

// settleAll saves what became of the sends, in batches, until nothing more comes.
func (n *Notifier) settleAll(ctx context.Context) {
	var saves sync.WaitGroup
	defer saves.Wait()
	room := make(chan struct{}, settlers)
	for {
		jobs := n.collect()
		if len(jobs) == 0 {
			return
		}
		room <- struct{}{}
		saves.Go(func() {
			n.settle(ctx, jobs)
			<-room
		})
	}
}

// collect waits for a job and answers it with those that follow soon; none when nothing comes.
func (n *Notifier) collect() []*job {
	first, ok := <-n.finished
	if !ok {
		return nil
	}
	jobs := []*job{first}
	timer := time.NewTimer(n.cfg.Collect)
	defer timer.Stop()
	for len(jobs) < n.cfg.Batch {
		select {
		case j, ok := <-n.finished:
			if !ok {
				return jobs
			}
			jobs = append(jobs, j)
		case <-timer.C:
			return jobs
		}
	}
	return jobs
}

// settle saves the jobs. While the store is away it keeps trying until ctx ends: until then the
// mailboxes stay in flight, so that nothing is sent twice.
func (n *Notifier) settle(ctx context.Context, jobs []*job) {
	for {
		left, err := n.save(ctx, jobs)
		if len(left) == 0 {
			n.settleTrouble.note(nil)
			return
		}
		pause := n.settleTrouble.note(err)
		if !wait(ctx, pause) {
			n.log.Error("what was sent could not be saved before the end; it may be sent again, under the same ids",
				"mailboxes", len(left), "error", err)
			for _, j := range left {
				n.work.drop(j.id)
			}
			return
		}
		jobs = left
	}
}

// save tries once. It answers the jobs of which it is not known that they are saved, and why. What
// the store refuses for good is parked with its results.
func (n *Notifier) save(ctx context.Context, jobs []*job) (left []*job, why error) {
	saved, failed, err := n.tellAndUpdate(ctx, jobs)
	if err != nil && !away(err) && len(jobs) > 1 {
		for _, j := range jobs {
			again, err := n.save(ctx, []*job{j})
			if len(again) > 0 {
				left, why = append(left, again...), err
			}
		}
		return left, why
	}
	now := n.now()
	for _, j := range jobs {
		switch problem := or(err, failed[j.id]); {
		case problem == nil:
			n.settled(j, saved[j.id], now)
		case away(problem):
			left, why = append(left, j), problem
		default:
			n.park(j.id, j, problem)
		}
	}
	if len(left) < len(jobs) {
		n.atStep(model.ChainSettled)
	}
	return left, why
}

// tellAndUpdate writes down what senders are to learn, and then saves the mailboxes. What could not be
// written down stays in its mailbox.
func (n *Notifier) tellAndUpdate(ctx context.Context, jobs []*job) (map[model.CitizenID]*model.Mailbox, map[model.CitizenID]error, error) {
	untold, err := n.tell(ctx, jobs)
	switch {
	case err != nil && (away(err) || len(jobs) > 1):
		return nil, nil, err
	case err != nil:
		untold = map[model.CitizenID]error{jobs[0].id: err}
	}
	for _, j := range jobs {
		if j.untold = untold[j.id]; j.untold != nil {
			j.round.Notices = nil
		}
	}
	return n.update(ctx, jobs)
}

func (n *Notifier) update(ctx context.Context, jobs []*job) (map[model.CitizenID]*model.Mailbox, map[model.CitizenID]error, error) {
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	changes := make(map[model.CitizenID]store.Change, len(jobs))
	known := make(map[model.CitizenID]*model.Mailbox, len(jobs))
	for _, j := range jobs {
		if j.box != nil {
			known[j.id], j.box = j.box, nil
		}
		changes[j.id] = func(m *model.Mailbox) error {
			return safely(func() { j.settle(m, n.now()) })
		}
	}
	return n.mailboxes.UpdateKnown(ctx, known, changes)
}

// settle writes down in m what became of the job. It may be done twice.
func (j *job) settle(m *model.Mailbox, now time.Time) {
	j.rule(m, now)
	for _, device := range j.lost {
		m.ReleaseDevice(device.Token.Hash(), device.Generation, now)
	}
	m.Settle(j.round, j.results, now)
}

// settled ends the flight of a job that is saved as m.
func (n *Notifier) settled(j *job, m *model.Mailbox, now time.Time) {
	n.figures.saved(&j.round)
	due := passed(m.Derived.Due, now) || (passed(m.Derived.DueMass, now) && n.begins(mass))
	due = due && len(j.unsent) == 0 && j.untold == nil
	switch {
	case j.untold != nil && !errors.Is(j.untold, errUntold):
		n.park(j.id, nil, j.untold)
	case !n.work.done(j.id, due):
		n.park(j.id, nil, errStaysDue)
	}
}
