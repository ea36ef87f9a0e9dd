package model

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
)

// The canary: 1 % of the audience, at least 100 citizens, at most 10 %. With fewer than CanaryFloor
// people it would tell nothing.
const (
	CanaryFloor   = 1000
	canaryPercent = 0.01
	canaryLeast   = 100
	canaryMost    = 0.10
)

// CanaryShare is which part of an audience the canary is, 0 to 1; false when the audience is too small
// for one. It is shown, so that it follows from the rounded audience: from 100 of 1,237 people anybody
// reads 1,237.
func CanaryShare(audience int) (float64, bool) {
	if audience < CanaryFloor {
		return 0, false
	}
	return min(max(canaryPercent, canaryLeast/float64(RoundCount(audience))), canaryMost), true
}

// InCanary tells whether the citizen belongs to that share of the campaign's audience: by a hash of
// both, so that it is another part each time and the same one whoever asks.
func InCanary(campaign CampaignID, citizen CitizenID, share float64) bool {
	return drawn("canary", campaign, citizen, share)
}

// SampleShare is which part of an audience a sample of so many people is, above 0 and at most 1. It is shown
// too, and follows from the rounded audience for the same reason.
func SampleShare(audience, people int) float64 {
	return min(1, float64(people)/float64(RoundCount(audience)))
}

// InSample tells whether the citizen belongs to a sample of that share of the campaign's audience. It has
// nothing to do with who is in the canary: that one is told first, and would not stand for the others.
func InSample(campaign CampaignID, citizen CitizenID, share float64) bool {
	return drawn("sample", campaign, citizen, share)
}

func drawn(what string, campaign CampaignID, citizen CitizenID, share float64) bool {
	h := sha256.New()
	_, _ = io.WriteString(h, what+"\x00"+string(campaign)+"\x00"+string(citizen))
	draw := binary.BigEndian.Uint64(h.Sum(nil)) >> 11 // 53 bits, which a float64 holds exactly
	return float64(draw)/(1<<53) < share
}

// Tells tells whether the campaign, as it stands, may tell the citizen: in the canary only those who
// belong to it.
func (c *Campaign) Tells(citizen CitizenID) bool {
	return c.State == CampaignRunning || (c.State == CampaignInCanary && InCanary(c.ID, citizen, c.Canary.Share))
}

// CampaignFigures is how a campaign goes, as far as it may have to stop.
type CampaignFigures struct {
	Tried    int // citizens whose push was tried on a phone, and it is known how that went
	Failed   int // of them: no phone took it
	Told     int // citizens who were told
	OptedOut int // of them: wanted no more of it soon after
}

// The limits above which a campaign stops by itself. A handful says nothing, so that some must have
// gone wrong in any case.
const (
	MaxFailed     = 0.10
	MaxOptedOut   = 0.02
	leastFailed   = 10
	leastOptedOut = 5
)

// FailedLimit is MaxFailed, for those who look at the canary.
func (*CampaignCanary) FailedLimit() float64 { return MaxFailed }

// OptedOutLimit is MaxOptedOut, for those who look at the canary.
func (*CampaignCanary) OptedOutLimit() float64 { return MaxOptedOut }

// Stops says why the campaign has to stop; "" when it may go on.
func (f CampaignFigures) Stops() CampaignStop {
	switch {
	case f.Failed >= leastFailed && float64(f.Failed) > MaxFailed*float64(f.Tried):
		return StopFailedPushes
	case f.OptedOut >= leastOptedOut && float64(f.OptedOut) > MaxOptedOut*float64(f.Told):
		return StopOptedOut
	default:
		return ""
	}
}
