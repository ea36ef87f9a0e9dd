package model

import (
	"fmt"
	"io"
)

// CampaignStop is why a campaign stops by itself: what each client says in its own words.
type CampaignStop string

// The reasons to stop.
const (
	StopFailedPushes CampaignStop = "FAILED_PUSHES" // more than MaxFailed of what was tried
	StopOptedOut     CampaignStop = "OPTED_OUT"     // more than MaxOptedOut of whom it told want no campaigns any more
	StopGrown        CampaignStop = "AUDIENCE_GREW" // its audience is not the approved one any more: Campaign.Grown
	StopExpired      CampaignStop = "EXPIRED"       // its end came before it could start
)

// CampaignStops lists the reasons to stop.
func CampaignStops() []CampaignStop {
	return []CampaignStop{StopFailedPushes, StopOptedOut, StopGrown, StopExpired}
}

// Text says it in English; empty for no reason.
func (s CampaignStop) Text() string {
	switch s {
	case StopFailedPushes:
		return fmt.Sprintf("more than %.0f %% of the pushes failed", 100*MaxFailed)
	case StopOptedOut:
		return fmt.Sprintf("more than %.0f %% of those who were told want no more of it", 100*MaxOptedOut)
	case StopGrown:
		return fmt.Sprintf("the audience grew by more than %d %% since the approval", mostGrowth)
	case StopExpired:
		return "it expired before it could start"
	default:
		return ""
	}
}

// MarshalGQL writes the reason as GraphQL does.
func (s CampaignStop) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a reason.
func (s *CampaignStop) UnmarshalGQL(v any) error { return readEnum(s, v, CampaignStops()) }
