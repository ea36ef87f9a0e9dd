package model

import (
	"io"
	"maps"
	"slices"
	"time"
)

// CampaignOutcome is what a campaign comes to for one citizen.
type CampaignOutcome string

// The outcomes.
const (
	OutcomeRings       CampaignOutcome = "RINGS"       // a phone rings; with a reason, later than planned
	OutcomeFeedOnly    CampaignOutcome = "FEED_ONLY"   // the entry is in the feed and nothing rings
	OutcomeUnreachable CampaignOutcome = "UNREACHABLE" // the same, and nobody has looked for long; or the mailbox is full
)

// CampaignOutcomes lists the outcomes.
func CampaignOutcomes() []CampaignOutcome {
	return []CampaignOutcome{OutcomeRings, OutcomeFeedOnly, OutcomeUnreachable}
}

// MarshalGQL writes the outcome as GraphQL does.
func (o CampaignOutcome) MarshalGQL(w io.Writer) { writeEnum(w, o) }

// UnmarshalGQL reads an outcome.
func (o *CampaignOutcome) UnmarshalGQL(v any) error { return readEnum(o, v, CampaignOutcomes()) }

// Forecast is what a campaign will come to for one citizen, as far as is known now.
type Forecast struct {
	Outcome CampaignOutcome
	Reason  Reason    // why nothing rings, or, with RINGS, why it waits at the planned moment
	At      time.Time // with RINGS: when
}

// Tell tells the owner of the mailbox of the campaign, to ring at ringAt: Announce with the words that
// the citizen reads. Errors: as Announce.
func (c *Campaign) Tell(m *Mailbox, audience *Audience, ringAt, now time.Time) error {
	about, opened := audience.about(m)
	return c.tell(m, c.Draft.Render(m, audience.scope.Org, about), about, opened, ringAt, now)
}

func (c *Campaign) tell(m *Mailbox, words CampaignWords, about EntryID, opened bool, ringAt, now time.Time) error {
	return m.Announce(words.Title, Announcement{
		Campaign: c.ID, Sender: c.Org, Text: words.Text, Link: c.Draft.Link, PushText: words.PushText, ExpiresAt: c.Draft.ExpiresAt, ForOpened: opened,
	}, about, ringAt, now)
}

// maxWaits is how often a forecast lets a push wait: the quiet hours, a digest, and both again.
const maxWaits = 4

// Forecast is what telling the owner of the mailbox at ringAt would come to. It is no rule of its own: a
// copy of the mailbox is told and woken then. seen tells whether the citizen signed in of late, as
// Mailbox.Reach has it. CONFLICT when the citizen was told already.
//
// What happens between now and ringAt is not known, and neither whether FCM takes the push.
func (c *Campaign) Forecast(m *Mailbox, audience *Audience, seen bool, ringAt, now time.Time) (Forecast, error) {
	if m.record(c.ID) != nil {
		return Forecast{}, Errorf(CodeConflict, "the citizen was told already")
	}
	silent := OutcomeFeedOnly
	if reach := m.Reach(c.Org, seen, now); !reach.Rings && !reach.Seen {
		silent = OutcomeUnreachable
	}
	future := m.aside()
	about, opened := audience.about(m)
	if err := c.tell(future, CampaignWords{}, about, opened, ringAt, later(now, ringAt)); err != nil { // the words decide nothing
		return Forecast{Outcome: OutcomeUnreachable}, nil //nolint:nilerr // the forecast is that telling is refused
	}
	p := future.announced(c.ID)
	if p == nil { // told once, and the citizen removed it
		return Forecast{}, Errorf(CodeConflict, "the citizen was told already")
	}
	at, waits := later(moment(ringAt), p.next()), Reason("")
	for range maxWaits {
		round := future.Wake(at)
		decision := round.of(p.ID)
		switch decision.State {
		case PushDropped:
			return Forecast{Outcome: silent, Reason: decision.Reason}, nil
		case PushDeferred:
			p.State, p.Reason, p.At = PushDeferred, decision.Reason, decision.Until
			if waits == "" {
				waits = decision.Reason
			}
			at = p.next()
		default:
			return Forecast{Outcome: OutcomeRings, Reason: waits, At: at}, nil
		}
	}
	return Forecast{Outcome: OutcomeRings, Reason: waits, At: at}, nil
}

// of is what the round decided about a push; that of a push that is sent has no state.
func (r *Round) of(push PushID) Decision {
	at := slices.IndexFunc(r.Decisions, func(d Decision) bool { return d.Push == push })
	if at < 0 {
		return Decision{}
	}
	return r.Decisions[at]
}

// aside is a copy of the mailbox that may be told of a campaign and woken without touching the mailbox.
// What Announce and Wake leave as it is, is shared.
func (m *Mailbox) aside() *Mailbox {
	aside := *m
	aside.Reminders.Entries = slices.Clip(m.Reminders.Entries)
	aside.Push.Outbox = slices.Clip(m.Push.Outbox)
	aside.Told = slices.Clip(m.Told)
	aside.Tombstones = slices.Clone(m.Tombstones)
	return &aside
}

// Totals add up forecasts. They are exact: Rounded is what may be shown.
type Totals struct {
	People      int // for whom the campaign is
	Outcomes    map[CampaignOutcome]int
	Reasons     map[Reason]int // why nothing rings, or later
	Unreachable map[NIS]int    // by residence, so that paper can be planned; "" where it is not known
}

// TotalReasons are the reasons that Totals tell of, in the order of Reasons.
func TotalReasons() []Reason {
	return []Reason{
		ReasonOpened, ReasonExpired, ReasonConfidential, ReasonOptedOut, ReasonCap, ReasonNoPhone, ReasonNoPermission, ReasonQuiet, ReasonQuietExpiry,
		ReasonDigest,
	}
}

// Add counts one citizen.
func (t *Totals) Add(f Forecast, residence NIS) {
	if t.Outcomes == nil {
		t.Outcomes, t.Reasons, t.Unreachable = map[CampaignOutcome]int{}, map[Reason]int{}, map[NIS]int{}
	}
	t.People++
	t.Outcomes[f.Outcome]++
	if f.Reason != "" {
		t.Reasons[f.Reason]++
	}
	if f.Outcome == OutcomeUnreachable {
		t.Unreachable[residence.Current()]++
	}
}

// Merge counts those of other too, of another part of the mailboxes.
func (t *Totals) Merge(other *Totals) {
	if other.People == 0 {
		return
	}
	t.People += other.People
	t.Outcomes, t.Reasons = sum(t.Outcomes, other.Outcomes), sum(t.Reasons, other.Reasons)
	t.Unreachable = sum(t.Unreachable, other.Unreachable)
}

func sum[K comparable](counts, more map[K]int) map[K]int {
	if counts == nil {
		counts = map[K]int{}
	}
	for key, count := range more {
		counts[key] += count
	}
	return counts
}

// Rounded are the totals as they may be shown: each by RoundCount, none left out, so that nobody is told
// apart. The municipalities are all of the territory.
func (t *Totals) Rounded(org *Organisation) Totals {
	rounded := Totals{People: RoundCount(t.People), Outcomes: map[CampaignOutcome]int{}, Reasons: map[Reason]int{}, Unreachable: map[NIS]int{}}
	for _, outcome := range CampaignOutcomes() {
		rounded.Outcomes[outcome] = RoundCount(t.Outcomes[outcome])
	}
	for _, reason := range TotalReasons() {
		rounded.Reasons[reason] = RoundCount(t.Reasons[reason])
	}
	territory := slices.Concat(org.NIS, slices.Collect(maps.Keys(t.Unreachable)))
	if len(org.NIS) == 0 { // where nobody is unreachable looks like where one is
		for _, m := range Municipalities() {
			territory = append(territory, m.NIS)
		}
	}
	for _, nis := range territory {
		rounded.Unreachable[nis.Current()] = RoundCount(t.Unreachable[nis.Current()])
	}
	return rounded
}

// Check refuses an audience of nobody, and one that the pace leaves people of out: from is when it starts.
// How many that is goes by the rounded count, as all that is shown does: an author who chooses pace and
// expiry would else find the exact one in a few dry runs.
func (t *Totals) Check(draft CampaignDraft, from time.Time) []FieldError {
	wrong := faults(checkAudience(t.People))
	if _, left := draft.Curve(RoundCount(t.People), from); left > 0 {
		wrong.refuse("perMinute", "Met dit tempo krijgt niet iedereen het bericht op tijd. Kies een hoger tempo, meer uren of een latere einddatum.",
			"at this pace not everybody is told before the campaign expires")
	}
	return wrong
}
