package model

import (
	"maps"
	"math"
	"slices"
	"time"
)

// EffectCount adds up what a campaign came to. Its numbers of citizens are exact: Rounded is what may be
// shown.
//
// One citizen may be in several of them: whose first phone took the push while another one is still tried
// is accepted and waiting.
type EffectCount struct {
	Planned  int `bson:"planned"`  // for whom it is, those included who were told and do not meet the rule any more
	Told     int `bson:"told"`     // have the entry, or had it
	Sent     int `bson:"sent"`     // whose push was tried on a phone
	Accepted int `bson:"accepted"` // of them: FCM took it for one phone at least
	Waiting  int `bson:"waiting"`  // whose push is not settled
	Failed   int `bson:"failed"`   // no phone took it
	Received int `bson:"received"` // a phone said that it arrived
	Tapped   int `bson:"tapped"`   // of them: it was tapped
	Opened   int `bson:"opened"`
	Acted    int `bson:"acted"`
	OptedOut int `bson:"optedOut"`

	Failures map[string]int `bson:"failures,omitempty"` // the failed by code, of FailureCodes
	Silent   map[Reason]int `bson:"silent,omitempty"`   // who has the entry and no push, by reason
	Hours    map[string]int `bson:"hours,omitempty"`    // the told by the hour of it: its start, RFC 3339, UTC
}

// Add counts a citizen who was told.
func (c *EffectCount) Add(e Effect) {
	c.Planned++
	c.Told++
	c.Sent += one(e.Sent)
	c.Accepted += one(e.Accepted)
	c.Waiting += one(e.State != "" && !e.State.Settled())
	c.Received += one(e.Received)
	c.Tapped += one(e.Tapped)
	c.Opened += one(e.Opened)
	c.Acted += one(e.Acted)
	c.OptedOut += one(e.OptedOut)
	switch e.State {
	case PushFailed:
		c.Failed++
		c.Failures = sum(c.Failures, map[string]int{e.Code: 1})
	case PushDropped:
		c.Silent = sum(c.Silent, map[Reason]int{e.Reason: 1})
	default:
	}
	c.Hours = sum(c.Hours, map[string]int{hourOf(e.At): 1})
}

// AddUntold counts a citizen for whom the campaign is and who was not told, or not yet.
func (c *EffectCount) AddUntold() { c.Planned++ }

// Figures are those by which the campaign may have to stop.
func (c *EffectCount) Figures() CampaignFigures {
	return CampaignFigures{Tried: c.Accepted + c.Failed, Failed: c.Failed, Told: c.Told, OptedOut: c.OptedOut}
}

// numbers are those that stand alone.
func (c *EffectCount) numbers() []*int {
	return []*int{
		&c.Planned, &c.Told, &c.Sent, &c.Accepted, &c.Waiting, &c.Failed, &c.Received, &c.Tapped, &c.Opened, &c.Acted, &c.OptedOut,
	}
}

// Merge counts those of other too, of another part of the mailboxes.
func (c *EffectCount) Merge(other *EffectCount) {
	more := other.numbers()
	for i, number := range c.numbers() {
		*number += *more[i]
	}
	c.Failures, c.Silent, c.Hours = sum(c.Failures, other.Failures), sum(c.Silent, other.Silent), sum(c.Hours, other.Hours)
}

// Scale is about what the count of everybody would be, where this one is of a sample: share is which part
// of everybody was counted, above 0 and at most 1.
func (c *EffectCount) Scale(share float64) EffectCount {
	return c.each(func(n int) int { return int(math.Round(float64(n) / share)) })
}

// Rounded is the count as it may be shown: each number by RoundCount, and every code and reason that there
// may be, so that one that nobody has looks like one that somebody has.
func (c *EffectCount) Rounded() EffectCount {
	all := *c
	all.Failures, all.Silent = maps.Clone(c.Failures), maps.Clone(c.Silent)
	for _, code := range FailureCodes() {
		all.Failures = sum(all.Failures, map[string]int{code: 0})
	}
	for _, reason := range SilentReasons() {
		all.Silent = sum(all.Silent, map[Reason]int{reason: 0})
	}
	return all.each(RoundCount)
}

// each is a copy with f applied to every number.
func (c *EffectCount) each(f func(int) int) EffectCount {
	changed := *c
	for _, number := range changed.numbers() {
		*number = f(*number)
	}
	changed.Failures, changed.Silent, changed.Hours = eachOf(c.Failures, f), eachOf(c.Silent, f), eachOf(c.Hours, f)
	return changed
}

func eachOf[K comparable](counts map[K]int, f func(int) int) map[K]int {
	changed := map[K]int{}
	for key, count := range counts {
		changed[key] = f(count)
	}
	return changed
}

// hourOf names the hour that t lies in.
func hourOf(t time.Time) string { return t.UTC().Truncate(time.Hour).Format(time.RFC3339) }

// Curve is how many were told hour by hour, rounded, in order: each hour of the window since the campaign
// started, whether anybody was told in it or not. None before it starts.
func (c *EffectCount) Curve(campaign *Campaign, now time.Time) []CurveStep {
	steps := []CurveStep{}
	if campaign.Canary == nil {
		return steps
	}
	until := now
	if campaign.State.Ended() {
		until = campaign.EndedAt
	}
	hours := slices.Collect(maps.Keys(c.Hours)) // the clocks of several machines may differ by a little
	for at := campaign.Canary.StartedAt; len(hours) < maxCurve; {
		opens, _ := campaign.Draft.Window.Next(at)
		if opens.IsZero() || opens.After(until) {
			break
		}
		hours = append(hours, hourOf(opens))
		at = opens.Truncate(time.Hour).Add(time.Hour)
	}
	slices.Sort(hours)
	for _, hour := range slices.Compact(hours) {
		if from, err := time.Parse(time.RFC3339, hour); err == nil {
			steps = append(steps, CurveStep{From: from, Until: from.Add(time.Hour), Count: RoundCount(c.Hours[hour])})
		}
	}
	return steps
}

// otherFailure is FCM's code for a failure that it says nothing more of, and stands for codes that are not
// listed.
const otherFailure = "UNSPECIFIED_ERROR"

// FailureCodes are the codes that a failed push is counted by: FCM's own, and those of the notifier where
// FCM gave none. A code of neither is counted as UNSPECIFIED_ERROR.
func FailureCodes() []string {
	return []string{
		"UNREGISTERED", "INVALID_ARGUMENT", "SENDER_ID_MISMATCH", "QUOTA_EXCEEDED", "UNAVAILABLE", "INTERNAL", "THIRD_PARTY_AUTH_ERROR",
		"NETWORK", "TIMEOUT", "NO_TOKEN", "NOT_OWNER", "NOT_SENT", "SDK_REFUSED", "TOO_LARGE", "NOT_MADE", otherFailure,
	}
}

// failureOf is why a push failed: the code of the last phone that was tried.
func failureOf(phones []Phone) string {
	if len(phones) == 0 {
		return otherFailure
	}
	code := string(phones[len(phones)-1].Code)
	if !slices.Contains(FailureCodes(), code) {
		return otherFailure
	}
	return code
}

// SilentReasons are the reasons for which a campaign's push is not sent, in the order of Reasons.
func SilentReasons() []Reason {
	return []Reason{
		ReasonOpened, ReasonCompleted, ReasonWithdrawn, ReasonSuperseded, ReasonPaid, ReasonExpired, ReasonConfidential, ReasonNotMeant,
		ReasonOptedOut, ReasonNoPhone, ReasonNoPermission, ReasonQuietExpiry, ReasonCap,
	}
}

// CampaignTally is how a campaign goes, as the engine last counted it while it ran: a record of its own, so
// that counting does not get in the way of who pauses it.
type CampaignTally struct {
	ID     CampaignID  `bson:"_id"`
	Rev    int64       `bson:"rev"`
	Org    OrgCode     `bson:"org"`
	At     time.Time   `bson:"at"`
	Sample float64     `bson:"sample"` // of which part of the audience it was counted, 0 to 1
	Count  EffectCount `bson:"count"`  // of the whole audience: Scale made it of the sample
}

// Collection implements Record.
func (*CampaignTally) Collection() string { return talliesCollection }

// Key implements Record.
func (t *CampaignTally) Key() string { return string(t.ID) }

// Revision implements Record.
func (t *CampaignTally) Revision() *int64 { return &t.Rev }

// Lists implements Record: none.
func (*CampaignTally) Lists() []string { return nil }
