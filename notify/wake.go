package notify

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// The codes of results that no answer of FCM stands behind.
const (
	codeNotOwner = "NOT_OWNER" // the phone has another owner; nothing was sent
	codeNotSent  = "NOT_SENT"  // there was no time; nothing was sent
	codeTooLarge = "TOO_LARGE" // the message is above FCM's limit even without its texts
	codeNotMade  = "NOT_MADE"  // the message could not be made for another reason
)

// job is one round of one mailbox on its way to its settle.
type job struct {
	id    model.CitizenID
	round model.Round
	box   *model.Mailbox // as it was read; nil once a save was tried
	held  int64          // tenure of the slot when it was read; see mayRing

	rulings []ruling // about campaigns that are held, or not meant for the citizen

	mu      sync.Mutex
	left    int // sends without an outcome
	results []model.Result
	unsent  []model.Send
	lost    []model.Device // registrations whose phone has another owner

	told   bool  // what senders are to learn is written down
	untold error // why it is not, and stays in the mailbox
}

// wakeAll reads and decides the mailboxes of one lane until ctx ends, no more of them than are sent
// within about a second: what waits is not looked at again.
func (n *Notifier) wakeAll(ctx context.Context, l lane) {
	for n.sends.below(ctx, l, n.second()) {
		ids := n.work.batch(ctx, l, min(n.cfg.Batch, n.second()))
		if len(ids) == 0 {
			return
		}
		n.wake(ctx, ids)
	}
}

// second is how many messages may be sent in a second now, and at least one.
func (n *Notifier) second() int { return max(int(n.pace.now(time.Now()).rate), 1) }

// wake reads mailboxes, decides about each and hands on what is to be sent. While the store is away
// it keeps trying. When the batch fails for a reason that will stay, each mailbox is tried by itself,
// so that only the bad one is parked.
func (n *Notifier) wake(ctx context.Context, ids []model.CitizenID) {
	err := n.wakeBatch(ctx, ids)
	for ; err != nil && away(err); err = n.wakeBatch(ctx, ids) {
		if !wait(ctx, n.wakeTrouble.note(err)) {
			for _, id := range ids {
				n.work.drop(id)
			}
			return
		}
	}
	n.wakeTrouble.note(nil)
	switch {
	case err == nil:
	case len(ids) == 1:
		n.park(ids[0], nil, err)
	default:
		for _, id := range ids {
			n.wake(ctx, []model.CitizenID{id})
		}
	}
}

// wakeBatch answers an error before anything is handed on, or none.
func (n *Notifier) wakeBatch(ctx context.Context, ids []model.CitizenID) error {
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	held := make(map[model.CitizenID]int64, len(ids))
	for _, id := range ids {
		held[id], _ = n.work.tenure(id.Slot())
	}
	found, err := n.mailboxes.GetMany(ctx, ids)
	if err != nil {
		return err
	}
	n.figures.woken(len(ids))
	now := n.now()
	judge, err := n.judge(ctx, found, now)
	if err != nil {
		return err
	}
	jobs := make([]*job, 0, len(ids))
	failed := map[model.CitizenID]error{}
	for _, id := range ids {
		j := &job{id: id, box: found[id], held: held[id]}
		err := safely(func() {
			j.hold(found[id], judge, now)
			j.round = found[id].Wake(now)
		})
		if err == nil && j.idle() && isDue(found[id], now) {
			err = fmt.Errorf("mailbox at revision %d is due, but nothing in it is", found[id].Rev)
		}
		if err != nil {
			failed[id] = err
			continue
		}
		jobs = append(jobs, j)
	}
	n.atStep(model.ChainWoken)
	claims, err := n.claims(ctx, jobs)
	if err != nil {
		return err
	}
	for id, err := range failed {
		n.park(id, nil, err)
	}
	for _, j := range jobs {
		n.start(j, claims)
	}
	return nil
}

// idle tells whether there is nothing to do in the job.
func (j *job) idle() bool {
	return len(j.round.Sends) == 0 && len(j.round.Decisions) == 0 && len(j.round.Notices) == 0 && len(j.rulings) == 0
}

// claims reads whose the phones are that are to ring.
func (n *Notifier) claims(ctx context.Context, jobs []*job) (map[string]*model.DeviceClaim, error) {
	var hashes []string
	for _, j := range jobs {
		for _, send := range j.round.Sends {
			hashes = append(hashes, send.Device.Token.Hash())
		}
	}
	slices.Sort(hashes)
	claims := map[string]*model.DeviceClaim{}
	for part := range slices.Chunk(slices.Compact(hashes), store.MaxBatch) {
		found, err := store.Find[model.DeviceClaim](ctx, n.mailboxes.Store, part)
		if err != nil {
			return nil, fmt.Errorf("read whose the phones are: %w", err)
		}
		maps.Copy(claims, found)
	}
	return claims, nil
}

// start hands on the sends of a job to phones that are the citizen's own.
func (n *Notifier) start(j *job, claims map[string]*model.DeviceClaim) {
	if j.idle() {
		n.work.done(j.id, false)
		return
	}
	var own []model.Send
	for _, send := range j.round.Sends {
		claim := claims[send.Device.Token.Hash()]
		if claim.Holds(j.id, &send.Device) {
			own = append(own, send)
			continue
		}
		result := notOwner(j.id, send, claim, n.now())
		j.results = append(j.results, result)
		if result.State == model.PhoneRemoved {
			j.lost = append(j.lost, send.Device)
		}
	}
	j.left = len(own)
	if len(own) == 0 {
		n.finish(j)
		return
	}
	for _, send := range own {
		n.sends.add(outgoing{job: j, send: send})
	}
}

// mayRing tells whether the slot has been ours ever since the job was read: what another notifier did
// between, the job does not know.
func (n *Notifier) mayRing(j *job) bool {
	tenure, held := n.work.tenure(j.id.Slot())
	return held && tenure == j.held
}

// notOwner is the outcome for a phone whose claim is not the one that its registration rests on.
// Another citizen's claim, or nobody's, ends the registration. A newer one of the same citizen does
// not: the registration that takes this one's place is under way, and is rung once it is here.
//
// The result names no token: Settle then leaves alone a registration that is newer than the one
// that was looked at. Which one that is, job.lost says.
func notOwner(citizen model.CitizenID, send model.Send, claim *model.DeviceClaim, now time.Time) model.Result {
	r := model.Result{
		Push: send.Push, Registration: send.Device.Registration, Attempt: send.Attempt,
		State: model.PhoneRemoved, At: now, Code: codeNotOwner,
	}
	if claim != nil && claim.Owner == citizen {
		r.State, r.RetryAt = model.PhoneRetry, RetryAt(send.Attempt, 0, now, send.ExpiresAt, 0)
	}
	return r
}

// park leaves a mailbox alone for a while, and reports it. j is what is still to be settled, or nil.
func (n *Notifier) park(id model.CitizenID, j *job, err error) {
	wait := n.work.park(id, j, time.Now())
	n.log.Error("a mailbox fails and is left alone for a while", "mailbox", id, "wait", wait, "unsaved", j != nil, "error", err)
}

// safely makes an error of a panic, so that one bad mailbox does not stop all others.
func safely(do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	do()
	return nil
}
