package model

import (
	"fmt"
	"time"
)

// WhyText says where the reminder comes from, in Dutch. It never names what it is about.
func (r InboxReminder) WhyText() string {
	switch {
	case r.Announcement != nil && r.Entry != "":
		return "U krijgt dit omdat u hierover al een bericht kreeg."
	case r.Announcement != nil:
		return "De afzender stuurt dit aan een grote groep burgers. U kiest zelf of uw telefoon daarvoor rinkelt."
	}
	about := ""
	switch r.Subject().(type) {
	case InboxLetter:
		about = " bij een brief"
	case InboxDossier:
		about = " bij een dossier"
	}
	return fmt.Sprintf("U hebt deze herinnering op %s zelf ingesteld%s.", DayOf(r.CreatedAt).Dutch(), about)
}

// NextText says what comes next, in Dutch, as it is true at now.
func (r InboxReminder) NextText(now time.Time) string {
	switch {
	case r.Completed():
		return "U hebt deze herinnering afgevinkt. " + nothingToDo
	case r.Announcement != nil:
		return fmt.Sprintf("U vindt dit bericht hier tot %s.", DayOf(r.Announcement.ExpiresAt).Dutch())
	case now.Before(r.DueAt):
		return fmt.Sprintf("Deze herinnering verschijnt op %s om %s.", DayOf(r.DueAt).Dutch(), DutchTime(r.DueAt))
	default:
		return "Vink deze herinnering af als u klaar bent."
	}
}
