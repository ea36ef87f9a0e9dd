package model

import (
	"fmt"
	"strings"
	"time"
)

// WhyText says why the citizen sees the dossier, in Dutch. organisation is the name of the one that
// reports on it; of a confidential dossier not even that is said.
func (d InboxDossier) WhyText(organisation string) string {
	switch {
	case d.Procedure.Confidential():
		return "U bent betrokken bij dit dossier."
	case d.About.DisplayName != "":
		return fmt.Sprintf("Dit dossier bij %s gaat over %s.", organisation, d.About.DisplayName)
	default:
		return fmt.Sprintf("U hebt een dossier bij %s.", organisation)
	}
}

// NextText says what comes next, in Dutch, as it is true at now. Of a confidential dossier it says no
// more than that something is asked.
func (d InboxDossier) NextText(now time.Time) string {
	status := d.Status()
	switch {
	case status.ActionRequired:
		return d.actionText(now)
	case !d.Open():
		return "Dit dossier is afgerond. " + nothingToDo
	default:
		return "Dit dossier loopt nog. U hoeft nu niets te doen."
	}
}

// actionText is what is asked of the citizen, and by when.
func (d *Dossier) actionText(now time.Time) string {
	status := d.Status()
	text := strings.TrimSpace(string(status.ActionText))
	switch {
	case d.Procedure.Confidential(), text == "":
		text = "Er wordt iets van u gevraagd. Bekijk dit dossier."
	case !strings.ContainsAny(text[len(text)-1:], ".!?"):
		text += "."
	}
	switch {
	case status.ActionBefore == "":
		return text
	case now.Before(status.ActionBefore.End()):
		return fmt.Sprintf("%s Doe dit ten laatste op %s.", text, status.ActionBefore.Dutch())
	default:
		return fmt.Sprintf("%s De termijn liep tot en met %s.", text, status.ActionBefore.Dutch())
	}
}

// turns are the moments at which what is shown of the dossier changes by itself.
func (d *Dossier) turns() []time.Time {
	if status := d.Status(); status.ActionRequired && status.ActionBefore != "" {
		return []time.Time{status.ActionBefore.End()}
	}
	return nil
}
