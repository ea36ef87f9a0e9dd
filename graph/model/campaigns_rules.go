package model

import (
	"encoding/json"
	"slices"
	"time"
)

// maxCampaignLog is how often people may do something with a campaign that can be done again; what lets it go on
// or ends it is always written down.
const maxCampaignLog = 1000

// sameEdit is for how long what somebody goes on writing is the step with which it began: an editor saves every
// few seconds.
const sameEdit = time.Hour

// CampaignTransition is one way in which a campaign passes from one state to another.
type CampaignTransition struct {
	From, To CampaignState
	By       string // the operation that does it
}

// CampaignTransitions is every way in which a campaign passes from one state to another. The notify/campaign
// package draws it; nothing else may change a campaign's state.
func CampaignTransitions() []CampaignTransition {
	return []CampaignTransition{
		{"", CampaignDrafted, "Create"},
		{CampaignDrafted, CampaignDrafted, "Edit"},
		{CampaignDrafted, CampaignSubmitted, "Submit"},
		{CampaignDrafted, CampaignCancelled, "Cancel"},
		{CampaignSubmitted, CampaignDrafted, "Edit"},
		{CampaignSubmitted, CampaignDrafted, "Reject"},
		{CampaignSubmitted, CampaignApproved, "Approve"},
		{CampaignSubmitted, CampaignCancelled, "Cancel"},
		{CampaignApproved, CampaignDrafted, "Edit"},
		{CampaignApproved, CampaignDrafted, "Reject"},
		{CampaignApproved, CampaignScheduled, "Schedule"},
		{CampaignApproved, CampaignCancelled, "Cancel"},
		{CampaignScheduled, CampaignDrafted, "Edit"},
		{CampaignScheduled, CampaignScheduled, "Schedule"},
		{CampaignScheduled, CampaignInCanary, "StartCanary"},
		{CampaignScheduled, CampaignPaused, "StartCanary"},
		{CampaignScheduled, CampaignFailed, "StartCanary"},
		{CampaignScheduled, CampaignFailed, "Stop"},
		{CampaignScheduled, CampaignCancelled, "Cancel"},
		{CampaignInCanary, CampaignRunning, "Pass"},
		{CampaignInCanary, CampaignPaused, "Pause"},
		{CampaignInCanary, CampaignFailed, "Stop"},
		{CampaignInCanary, CampaignDone, "Finish"},
		{CampaignInCanary, CampaignCancelled, "Cancel"},
		{CampaignRunning, CampaignPaused, "Pause"},
		{CampaignRunning, CampaignFailed, "Stop"},
		{CampaignRunning, CampaignDone, "Finish"},
		{CampaignRunning, CampaignCancelled, "Cancel"},
		{CampaignPaused, CampaignInCanary, "Resume"},
		{CampaignPaused, CampaignRunning, "Resume"},
		{CampaignPaused, CampaignDone, "Finish"},
		{CampaignPaused, CampaignCancelled, "Cancel"},
	}
}

// The operations below answer whether anything changed. One that was done already changes nothing and is
// no error, so that a call whose answer was lost can be repeated. Errors: CONFLICT when the state does not
// allow it.

// Hash is a hash of all that people wrote, the rule and the uploaded list included.
func (d CampaignDraft) Hash() string {
	text, err := json.Marshal(d.normal())
	if err != nil { // texts, numbers and a moment always have a JSON form
		return ""
	}
	return HashID("campaign-draft", string(text))
}

// normal is the draft as it is stored.
func (d CampaignDraft) normal() CampaignDraft {
	d.ExpiresAt = moment(d.ExpiresAt)
	d.Minus = sortedSet(d.Minus)
	d.Window.Days = slices.DeleteFunc(Weekdays(), func(day Weekday) bool { return !slices.Contains(d.Window.Days, day) })
	if len(d.Window.Days) == 0 {
		d.Window.Days = nil
	}
	return d
}

// Edit changes what is written. What was submitted, approved or scheduled is a draft again: an approval
// holds for one content. Whoever goes on with what is the last step takes no further one. CONFLICT once the
// campaign has started.
func (c *Campaign) Edit(by PersonID, draft CampaignDraft, now time.Time) (bool, error) {
	if draft = draft.normal(); draft.Hash() == c.Draft.Hash() {
		return false, nil
	}
	if c.goesOn(by, now) {
		c.Draft = draft
		return true, nil
	}
	if err := c.mayAgain("Edit", CampaignDrafted); err != nil {
		return false, err
	}
	c.Draft, c.Submitted, c.Approval, c.StartsAt = draft, nil, nil, time.Time{}
	c.Editors = sortedSet(append(slices.Clone(c.Editors), by))
	c.move("Edit", CampaignDrafted, by, "", now)
	return true, nil
}

// goesOn tells whether the last step is that by began to write, a short while ago.
func (c *Campaign) goesOn(by PersonID, now time.Time) bool {
	if len(c.Log) == 0 {
		return false
	}
	last := c.Log[len(c.Log)-1]
	return last.By == by && (last.Did == "Create" || last.Did == "Edit") && now.Sub(last.At) < sameEdit
}

// Submit hands the campaign over to be approved. Error: INVALID with every field that is wrong.
func (c *Campaign) Submit(by PersonID, scope Scope, now time.Time) (bool, error) {
	if c.State == CampaignSubmitted {
		return false, nil
	}
	if err := c.mayAgain("Submit", CampaignSubmitted); err != nil {
		return false, err
	}
	if err := Invalid(c.Draft.Check(scope, now)); err != nil {
		return false, err
	}
	c.move("Submit", CampaignSubmitted, by, "", now)
	c.Submitted = &CampaignStep{At: moment(now), By: by, Did: "Submit", To: CampaignSubmitted, Hash: c.Draft.Hash()}
	return true, nil
}

// Approve approves the content that by saw: hash is its CampaignDraft.Hash, audience how many it is for,
// not rounded. Of two who approve at once the first has it; the second is told.
//
// Errors: FORBIDDEN for who wrote or submitted it; CONFLICT when the content is another one by now, or
// somebody else approved it; INVALID when it is not right any more, such as one that has expired.
func (c *Campaign) Approve(by PersonID, hash string, audience int, scope Scope, now time.Time) (bool, error) {
	if by == "" || by == c.Author || slices.Contains(c.Editors, by) || (c.Submitted != nil && by == c.Submitted.By) {
		return false, Errorf(CodeForbidden, "somebody else than its authors approves a campaign")
	}
	if hash != c.Draft.Hash() {
		return false, Errorf(CodeConflict, "the campaign was changed: look at it again")
	}
	if c.Approval != nil && c.State == CampaignApproved {
		if c.Approval.By != by {
			return false, Errorf(CodeConflict, "somebody else has approved this campaign")
		}
		return false, nil
	}
	if err := c.may("Approve", CampaignApproved); err != nil {
		return false, err
	}
	if err := Invalid(append(c.Draft.Check(scope, now), checkAudience(audience)...)); err != nil {
		return false, err
	}
	c.move("Approve", CampaignApproved, by, "", now)
	c.Approval = &CampaignApproval{By: by, At: moment(now), Hash: hash, Audience: audience}
	return true, nil
}

// Reject makes a campaign that was submitted or approved a draft again. note says why.
func (c *Campaign) Reject(by PersonID, note string, now time.Time) (bool, error) {
	if c.State == CampaignDrafted {
		return false, nil
	}
	if err := c.mayAgain("Reject", CampaignDrafted); err != nil {
		return false, err
	}
	c.Submitted, c.Approval = nil, nil
	c.move("Reject", CampaignDrafted, by, note, now)
	return true, nil
}

// Schedule sets when an approved campaign starts. Errors: CONFLICT when the approval is of another
// content; INVALID when the moment lies in the past, or it could tell nobody from then on.
func (c *Campaign) Schedule(by PersonID, at time.Time, scope Scope, now time.Time) (bool, error) {
	at = moment(at)
	if c.State == CampaignScheduled && c.StartsAt.Equal(at) {
		return false, nil
	}
	if err := c.mayAgain("Schedule", CampaignScheduled); err != nil {
		return false, err
	}
	if !c.approved() {
		return false, Errorf(CodeConflict, "the campaign was changed since it was approved")
	}
	if err := Invalid(append(c.Draft.Check(scope, now), c.Draft.checkStart(at, now)...)); err != nil {
		return false, err
	}
	c.StartsAt = at
	c.move("Schedule", CampaignScheduled, by, "", now)
	return true, nil
}

// approved tells whether the content as it is was approved.
func (c *Campaign) approved() bool {
	return c.Approval != nil && c.Approval.Hash == c.Draft.Hash()
}

// mostGrowth is by how many percent an audience may have grown since it was approved: people move and letters
// are opened meanwhile. Above it somebody looks at it again.
const mostGrowth = 10

// Grown tells whether the audience is larger than the one that was approved by more than mostGrowth.
func (c *Campaign) Grown(audience int) bool {
	return c.Approval == nil || audience*100 > c.Approval.Audience*(100+mostGrowth)
}

// StartCanary starts a scheduled campaign. audience is counted now, not rounded; wait is how long the
// canary is looked at. Too few people for one are confirmed by somebody instead: the campaign pauses
// before it tells anybody. It fails by itself when the audience has grown since the approval.
// CONFLICT before its moment, or where the approval does not hold.
func (c *Campaign) StartCanary(audience int, wait time.Duration, now time.Time) (bool, error) {
	if c.Canary != nil && c.State != CampaignScheduled {
		return false, nil
	}
	if err := c.may("StartCanary", CampaignInCanary); err != nil {
		return false, err
	}
	if now.Before(c.StartsAt) || !c.approved() {
		return false, Errorf(CodeConflict, "the campaign may not start yet")
	}
	share, enough := CanaryShare(audience)
	c.Canary = &CampaignCanary{StartedAt: moment(now), Audience: audience, Share: share, Wait: wait}
	switch {
	case c.Grown(audience):
		c.fail("StartCanary", StopGrown, now)
	case !enough:
		c.Confirm, c.Resumes = true, CampaignRunning
		c.move("StartCanary", CampaignPaused, "", "", now)
	default:
		c.Canary.Until = moment(now).Add(wait)
		c.move("StartCanary", CampaignInCanary, "", "", now)
	}
	return true, nil
}

// Pass goes on from the canary to everybody. CONFLICT while it is still looked at.
func (c *Campaign) Pass(now time.Time) (bool, error) {
	if c.State == CampaignRunning {
		return false, nil
	}
	if err := c.may("Pass", CampaignRunning); err != nil {
		return false, err
	}
	if now.Before(c.Canary.Until) {
		return false, Errorf(CodeConflict, "the canary is looked at until %s", c.Canary.Until.Format(time.RFC3339))
	}
	c.Canary.PassedAt = moment(now)
	c.move("Pass", CampaignRunning, "", "", now)
	return true, nil
}

// Stop ends a campaign by itself, to be safe. It is final: those who were not told are reached by a new
// campaign, minus this one.
func (c *Campaign) Stop(why CampaignStop, now time.Time) (bool, error) {
	if c.State == CampaignFailed {
		return false, nil
	}
	if err := c.may("Stop", CampaignFailed); err != nil {
		return false, err
	}
	c.fail("Stop", why, now)
	return true, nil
}

// fail notes why the campaign ends by itself.
func (c *Campaign) fail(did string, why CampaignStop, now time.Time) {
	c.StoppedFor, c.Why = why, OptionalText(why.Text())
	c.move(did, CampaignFailed, "", why.Text(), now)
}

// Pause stops telling until Resume. One that is paused during its canary goes on with its canary.
func (c *Campaign) Pause(by PersonID, now time.Time) (bool, error) {
	if c.State == CampaignPaused {
		return false, nil
	}
	if err := c.mayAgain("Pause", CampaignPaused); err != nil {
		return false, err
	}
	c.Resumes = c.State
	c.move("Pause", CampaignPaused, by, "", now)
	return true, nil
}

// Resume goes on, and confirms one that waits for that. A canary is looked at for its whole wait again:
// the time of the pause says nothing. CONFLICT when the campaign has expired.
func (c *Campaign) Resume(by PersonID, now time.Time) (bool, error) {
	if c.State.Telling() {
		return false, nil
	}
	if c.State != CampaignPaused {
		return false, c.refuse("Resume")
	}
	if c.Expired(now) {
		return false, Errorf(CodeConflict, "the campaign has expired")
	}
	to := c.Resumes
	if c.Canary != nil && to == CampaignInCanary {
		c.Canary.Until = moment(now).Add(c.Canary.Wait)
	}
	c.Resumes, c.Confirm = "", false
	c.move("Resume", to, by, "", now)
	return true, nil
}

// Cancel ends the campaign. What was told stays told.
func (c *Campaign) Cancel(by PersonID, now time.Time) (bool, error) {
	if c.State == CampaignCancelled {
		return false, nil
	}
	if err := c.may("Cancel", CampaignCancelled); err != nil {
		return false, err
	}
	c.move("Cancel", CampaignCancelled, by, "", now)
	return true, nil
}

// Finish ends a campaign that has told everybody; during the canary or a pause only one that has expired.
func (c *Campaign) Finish(now time.Time) (bool, error) {
	if c.State == CampaignDone {
		return false, nil
	}
	if err := c.may("Finish", CampaignDone); err != nil {
		return false, err
	}
	if c.State != CampaignRunning && !c.Expired(now) {
		return false, c.refuse("Finish")
	}
	c.move("Finish", CampaignDone, "", "", now)
	return true, nil
}

// Expired tells whether nobody is told any more.
func (c *Campaign) Expired(now time.Time) bool { return !now.Before(c.Draft.ExpiresAt) }

// may tells whether the table lets the operation lead to a state: CONFLICT otherwise.
func (c *Campaign) may(did string, to CampaignState) error {
	if slices.Contains(CampaignTransitions(), CampaignTransition{c.State, to, did}) {
		return nil
	}
	return c.refuse(did)
}

// mayAgain is may for what people can do again and again.
func (c *Campaign) mayAgain(did string, to CampaignState) error {
	if err := c.may(did, to); err != nil {
		return err
	}
	if len(c.Log) >= maxCampaignLog {
		return Errorf(CodeConflict, "very much was done with this campaign: make a new one of it")
	}
	return nil
}

func (c *Campaign) refuse(did string) error {
	return Errorf(CodeConflict, "a campaign in state %s cannot do this: %s", c.State, did)
}

// move changes the state, as the caller has asked may, and writes it down.
func (c *Campaign) move(did string, to CampaignState, by PersonID, note string, now time.Time) {
	c.State = to
	if to.Ended() {
		c.EndedAt, c.Resumes, c.Confirm = moment(now), "", false
	}
	c.log(did, by, note, now)
}

func (c *Campaign) log(did string, by PersonID, note string, now time.Time) {
	c.Log = append(c.Log, CampaignStep{At: moment(now), By: by, Did: did, To: c.State, Hash: c.Draft.Hash(), Note: OptionalText(note)})
}
