package model

import (
	"slices"
	"strings"
)

// Assurances are the ways of signing in, by the `acr` of their tokens, that are strong enough for what is
// sensitive; the one to ask for first stands first. None: every way is.
type Assurances []string

// MayShow tells whether the owner, signed in as viewer is, may see the text and the documents of an entry.
// STEP_UP_REQUIRED, with the acr to ask for (RFC 9470), when the entry is sensitive and the sign-in is not
// strong enough. The rest of the entry, which a push may name as well, is shown to every sign-in.
func (m *Mailbox) MayShow(entry EntryID, viewer *Viewer, accepted Assurances) error {
	if len(accepted) == 0 || slices.Contains(accepted, viewer.Assurance) || !m.sensitive(entry) {
		return nil
	}
	return &Error{
		Code: CodeStepUpRequired, Message: "this is shown to a stronger sign-in only",
		Hints: map[string]string{"acr": strings.Join(accepted, " ")},
	}
}
