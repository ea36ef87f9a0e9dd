package notify

import (
	"context"
	"time"

	"burgerbode/graph/model"
)

// Campaigns knows what may ring for a campaign: package campaign in production.
type Campaigns interface {
	// Judge answers what tells of each of the campaigns, as they stand now or stood a second ago, what is
	// to become of its pushes. With an error nothing is known, and the notifier asks again.
	Judge(ctx context.Context, campaigns []model.CampaignID) (CampaignJudge, error)
}

// CampaignJudge tells what is to become of a campaign's push that waits in m and is due at now.
type CampaignJudge func(m *model.Mailbox, campaign model.CampaignID, now time.Time) Verdict

// Verdict is what is to become of a campaign's push that is due.
type Verdict int

// The verdicts.
const (
	Rings      Verdict = iota // as the citizen wants it
	HandedBack                // with its entry, as if the citizen had not been told: the campaign is held
	Excused                   // the campaign is not meant for the citizen any more
)

// ruling is a verdict other than Rings, as it is to be saved.
type ruling struct {
	campaign model.CampaignID
	verdict  Verdict
}

// judge asks once about all campaigns of which pushes are due in the mailboxes.
func (n *Notifier) judge(ctx context.Context, mailboxes map[model.CitizenID]*model.Mailbox, now time.Time) (CampaignJudge, error) {
	all := func(*model.Mailbox, model.CampaignID, time.Time) Verdict { return Rings }
	if n.cfg.Campaigns == nil {
		return all, nil
	}
	var waiting []model.CampaignID
	for _, m := range mailboxes {
		waiting = append(waiting, m.WaitingCampaigns(now)...)
	}
	if len(waiting) == 0 {
		return all, nil
	}
	return n.cfg.Campaigns.Judge(ctx, waiting)
}

// hold applies to the mailbox what the judge says of the campaigns that are due.
func (j *job) hold(m *model.Mailbox, judge CampaignJudge, now time.Time) {
	for _, campaign := range m.WaitingCampaigns(now) {
		if verdict := judge(m, campaign, now); verdict != Rings {
			j.rulings = append(j.rulings, ruling{campaign: campaign, verdict: verdict})
		}
	}
	j.rule(m, now)
}

// rule writes the verdicts down in m. It may be done twice. One that is out of date by the time it is saved
// does no harm: who was handed back meanwhile is told again.
func (j *job) rule(m *model.Mailbox, now time.Time) {
	for _, r := range j.rulings {
		if r.verdict == HandedBack {
			m.TakeBack(r.campaign, now)
		} else {
			m.Excuse(r.campaign, now)
		}
	}
}

// Holds tells whether the slot is this notifier's and it lives: work that is shared as its sends are goes by
// this.
func (n *Notifier) Holds(slot int) bool { return n.work.holds(slot) && n.beating() }
