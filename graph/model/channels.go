package model

import (
	"io"
	"strings"
	"time"
)

// PaperPolicy is what a sender does on paper beside this service, decided for a whole run.
type PaperPolicy string

// The policies.
const (
	// PaperAlways: everyone gets it by post too. Call letters know no other.
	PaperAlways PaperPolicy = "ALWAYS"
	// PaperIfNotActivated: by post to who has not chosen digital post.
	PaperIfNotActivated PaperPolicy = "IF_NOT_ACTIVATED"
	// PaperIfUnopened: the same, and later by post to who has not opened it in time.
	PaperIfUnopened PaperPolicy = "IF_UNOPENED"
	// PaperNever: the sender prints nothing for who has not chosen digital post.
	PaperNever PaperPolicy = "NEVER"
)

// PaperPolicies lists the policies.
func PaperPolicies() []PaperPolicy {
	return []PaperPolicy{PaperAlways, PaperIfNotActivated, PaperIfUnopened, PaperNever}
}

// MarshalGQL writes the policy as GraphQL does.
func (p PaperPolicy) MarshalGQL(w io.Writer) { writeEnum(w, p) }

// UnmarshalGQL reads a policy.
func (p *PaperPolicy) UnmarshalGQL(v any) error { return readEnum(p, v, PaperPolicies()) }

// Channel is how a letter reaches the citizen.
type Channel string

// The channels.
const (
	ChannelDigital Channel = "DIGITAL" // in the mailbox only
	ChannelPaper   Channel = "PAPER"   // by post only; no entry is made and no text is kept
	ChannelBoth    Channel = "BOTH"    // in the mailbox, beside the paper letter
)

// MarshalGQL writes the channel as GraphQL does.
func (c Channel) MarshalGQL(w io.Writer) { writeEnum(w, c) }

// UnmarshalGQL reads a channel.
func (c *Channel) UnmarshalGQL(v any) error {
	return readEnum(c, v, []Channel{ChannelDigital, ChannelPaper, ChannelBoth})
}

// ChannelReason says why a letter goes by its channel.
type ChannelReason string

// The reasons.
const (
	BecauseActivated    ChannelReason = "ACTIVATED"           // digital: the citizen has chosen digital post
	BecauseForEveryone  ChannelReason = "FOR_EVERYONE"        // digital: the kind needs no choice
	BecauseUntilOpened  ChannelReason = "UNTIL_OPENED"        // digital: by post later unless it is opened
	BecausePaperAlways  ChannelReason = "PAPER_ALWAYS"        // both: the run's policy
	BecauseUnreachable  ChannelReason = "UNREACHABLE"         // both: digital post is chosen, but nothing rings and nobody signs in
	BecauseNotShared    ChannelReason = "RECEIPTS_NOT_SHARED" // both: the sender may not learn whether it is opened
	BecauseNotActivated ChannelReason = "NOT_ACTIVATED"       // paper: digital post is not chosen
	BecauseNotYet       ChannelReason = "NOT_DIGITAL_YET"     // paper: the service does not send this kind digitally yet
)

// ChannelReasons lists the reasons.
func ChannelReasons() []ChannelReason {
	return []ChannelReason{
		BecauseActivated, BecauseForEveryone, BecauseUntilOpened, BecausePaperAlways, BecauseUnreachable, BecauseNotShared,
		BecauseNotActivated, BecauseNotYet,
	}
}

// MarshalGQL writes the reason as GraphQL does.
func (r ChannelReason) MarshalGQL(w io.Writer) { writeEnum(w, r) }

// UnmarshalGQL reads a reason.
func (r *ChannelReason) UnmarshalGQL(v any) error { return readEnum(r, v, ChannelReasons()) }

// UnseenLimit is after how long without a sign-in a citizen whose phones cannot ring counts as
// unreachable.
const UnseenLimit = 30 * 24 * time.Hour

// Reach is how a citizen can be reached, as far as a letter's channel depends on it.
type Reach struct {
	Digital bool // has chosen digital post
	Rings   bool // a phone is registered that may show notifications, and is not stale
	Seen    bool // signed in within UnseenLimit
	Shares  bool // lets this sender learn when letters are opened
}

// Reach is how the owner can be reached at now by a letter of sender. seen tells whether a sign-in
// within UnseenLimit is known from elsewhere: the mailbox itself knows only registrations of phones
// and the choice of digital post.
func (m *Mailbox) Reach(sender OrgCode, seen bool, now time.Time) Reach {
	reach := Reach{Digital: m.DigitalPost.Active, Seen: seen, Shares: m.Preferences.Shares(sender)}
	recent := func(t time.Time) bool { return !t.IsZero() && now.Sub(t) < UnseenLimit }
	reach.Seen = reach.Seen || recent(m.DigitalPost.ActivatedAt)
	for _, d := range m.Push.Devices {
		reach.Rings = reach.Rings || (d.Permission && !d.Stale(now))
		reach.Seen = reach.Seen || recent(d.RegisteredAt)
	}
	return reach
}

// DigitalWarning tells the owner, in Dutch, that digital post is chosen and no phone can ring; empty
// when that is not so. It tells what follows in time: who reads it is signed in now.
func (m *Mailbox) DigitalWarning(now time.Time) string {
	if reach := m.Reach("", true, now); !reach.Digital || reach.Rings {
		return ""
	}
	return "U koos voor digitale post, maar we kennen geen telefoon die u zeker meldingen toont. " +
		"Meldt u zich 30 dagen lang niet aan, dan krijgt u uw brieven ook met de post."
}

// DecideChannel decides how a letter of kind reaches a citizen, once for ever. digital tells whether
// the sender's service sends this kind digitally yet.
//
// Call letters go to everyone, beside paper. All else stays on paper until the citizen has chosen
// digital post. Who has chosen it and cannot be reached gets paper too, whatever the policy: the
// choice must not make anyone miss a letter.
func DecideChannel(kind LetterKind, policy PaperPolicy, digital bool, reach Reach) (Channel, ChannelReason) {
	rules := kind.Rules()
	chosen := reach.Digital || !rules.NeedsDigital
	switch {
	case !digital:
		return ChannelPaper, BecauseNotYet
	case !chosen:
		return ChannelPaper, BecauseNotActivated
	case policy == PaperAlways || rules.Call:
		return ChannelBoth, BecausePaperAlways
	case policy == PaperIfUnopened && !reach.Shares:
		return ChannelBoth, BecauseNotShared
	case policy == PaperIfUnopened:
		return ChannelDigital, BecauseUntilOpened
	case !reach.Rings && !reach.Seen:
		return ChannelBoth, BecauseUnreachable
	case rules.NeedsDigital:
		return ChannelDigital, BecauseActivated
	default:
		return ChannelDigital, BecauseForEveryone
	}
}

// Paper is whether a letter in a mailbox comes by post too, and why.
type Paper struct {
	Reason ChannelReason `bson:"reason"`
	Due    time.Time     `bson:"due,omitempty"` // with UNTIL_OPENED: when it is posted unless it is opened
	Sent   bool          `bson:"sent,omitempty"`
}

// openedInTime tells whether the letter was opened before it was to be posted.
func (l *Letter) openedInTime() bool {
	return !l.FirstOpenedAt.IsZero() && l.FirstOpenedAt.Before(l.Paper.Due)
}

// paperWaits tells whether the letter is to be posted, and nobody knows yet that it is.
func (l *Letter) paperWaits() bool { return !l.Paper.Due.IsZero() && !l.Paper.Sent }

// PaperNow is whether the letter comes by post too as things are. Paper that waits for the letter to be
// opened comes anyway where the sender may not know of it: the citizen stopped sharing that, or did
// not share it at the opening.
func (l InboxLetter) PaperNow() Paper {
	paper := l.Paper
	if l.paperWaits() && !l.Box.Preferences.Shares(l.Sender) || l.openedInTime() {
		paper = Paper{Reason: BecauseNotShared}
	}
	return paper
}

// ByPost tells whether the letter comes, or came, by post too.
func (p Paper) ByPost() bool {
	return p.Sent || p.Reason == BecausePaperAlways || p.Reason == BecauseUnreachable || p.Reason == BecauseNotShared
}

// LetterPaper is whether a letter comes by post too as things are, on its letter.
type LetterPaper struct {
	Paper
	Letter InboxLetter
}

// OnPaper is whether the letter comes by post too as things are.
func (l InboxLetter) OnPaper() *LetterPaper { return &LetterPaper{l.PaperNow(), l} }

// TextAt says in Dutch whether the letter comes by post too, as it is true at now; empty when there is
// nothing to say. Whether the sender printed what does not count any more is not known here.
func (p *LetterPaper) TextAt(now time.Time) OptionalText {
	const maybe = "Deze brief kan ook met de post komen. "
	switch state := p.Letter.StateAt(now); {
	case !p.ByPost() && (p.Reason != BecauseUntilOpened || p.Due.IsZero()):
		return ""
	case !p.ByPost():
		return OptionalText("Opent u deze brief niet voor " + DayOf(p.Due).Dutch() + ", dan krijgt u hem ook met de post.")
	case state == LetterWithdrawn:
		return maybe + "Ook dan geldt hij niet meer."
	case state == LetterSuperseded:
		return maybe + "Ook dan geldt de nieuwe brief."
	case p.Letter.paid():
		return maybe + "U hoeft niet nog eens te betalen."
	case state == LetterExpired:
		return "Deze brief kwam ook met de post."
	default:
		return OptionalText(p.because())
	}
}

// because says that the letter comes by post too, and why.
func (p *LetterPaper) because() string {
	const also = "U krijgt deze brief ook met de post. "
	switch {
	case p.Sent:
		return "U had deze brief nog niet geopend. Daarom stuurt de afzender hem ook met de post."
	case p.Reason == BecauseUnreachable:
		return also + "Toen hij kwam, konden we u al 30 dagen niet bereiken. Geen telefoon liet meldingen toe en u meldde zich niet aan."
	case p.Reason == BecauseNotShared && p.Letter.Box.Preferences.Shares(p.Letter.Sender):
		if p.Letter.Paper.Reason == BecauseUntilOpened { // it was not shared at the opening, or the phone was offline then
			return also + "De afzender wist toen niet dat u hem al had geopend."
		}
		return also + "De afzender mocht toen niet zien of u hem opent."
	case p.Reason == BecauseNotShared:
		return also + "De afzender mag niet zien of u hem opent."
	default:
		return strings.TrimSpace(also)
	}
}

// PaperDue is when a letter that was accepted at now is to be printed unless it was opened: at 08:00
// in Belgium, after so many days.
func PaperDue(now time.Time, days int) time.Time { return DayOf(now).AddDays(days).At(8, 0) }
