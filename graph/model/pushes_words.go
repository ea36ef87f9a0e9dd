package model

import (
	"fmt"
	"time"
)

// appName is the title of every push that names no sender.
const appName = "Burgerbode"

// sentences are what a push says when it may not say more, in one language. They are the same for
// every kind of letter and every dossier.
type sentences struct {
	letter, status, action, reminder, test string
	digest                                 string // has one %d, at least 2
}

// sentencesIn has the sentences of the phone's language; Dutch for one that is not known.
func sentencesIn(language Language) sentences {
	switch language {
	case French:
		return sentences{
			letter:   "Vous avez un nouveau message dans Burgerbode.",
			status:   "Il y a du nouveau dans votre dossier.",
			action:   "Votre dossier attend votre réponse.",
			reminder: "Un rappel que vous avez créé.",
			test:     "Ceci est une notification de test de Burgerbode.",
			digest:   "Vous avez %d nouveaux messages dans Burgerbode.",
		}
	case German:
		return sentences{
			letter:   "Sie haben eine neue Nachricht in Burgerbode.",
			status:   "Es gibt Neuigkeiten zu Ihrer Akte.",
			action:   "Ihre Akte wartet auf Ihre Antwort.",
			reminder: "Eine Erinnerung von Ihnen selbst.",
			test:     "Dies ist eine Testmitteilung von Burgerbode.",
			digest:   "Sie haben %d neue Nachrichten in Burgerbode.",
		}
	case English:
		return sentences{
			letter:   "You have a new message in Burgerbode.",
			status:   "There is news about your file.",
			action:   "Your file is waiting for your answer.",
			reminder: "A reminder from yourself.",
			test:     "This is a test notification from Burgerbode.",
			digest:   "You have %d new messages in Burgerbode.",
		}
	default:
		return sentences{
			letter:   "U hebt een nieuw bericht in Burgerbode.",
			status:   "Er is nieuws over uw dossier.",
			action:   "Uw dossier wacht op uw antwoord.",
			reminder: "Een herinnering van uzelf.",
			test:     "Dit is een testmelding van Burgerbode.",
			digest:   "U hebt %d nieuwe berichten in Burgerbode.",
		}
	}
}

// Text is title and body of a push, as a phone in that language shows it at now; orgName says what an
// organisation is called, "" when that is not known. A digest says how many; a citizen who asked for details reads
// sender and subject; a call letter may be named; all else is one neutral sentence.
//
// The sentences about a call letter are official and Dutch, as the letter is: a phone in another
// language shows the neutral sentence of its language instead, so that nobody gets half a message.
func (w Words) Text(language Language, now time.Time, orgName func(OrgCode) string) (title, body string) {
	own := sentencesIn(language)
	dutch := own == sentencesIn(Dutch)
	switch {
	case w.Total > 1:
		return appName, fmt.Sprintf(own.digest, w.Total)
	case w.Public != nil && dutch:
		return appName, w.callText(now)
	case w.Public == nil && w.Subject != "":
		if w.Sender != "" {
			title = orgName(w.Sender)
		}
		if title == "" {
			title = appName
		}
		return title, w.Subject
	}
	switch w.Topic {
	case TopicStatus:
		return appName, own.status
	case TopicAction:
		return appName, own.action
	case TopicReminder:
		return appName, own.reminder
	case TopicTest:
		return appName, own.test
	default:
		return appName, own.letter
	}
}

// callText is the sentence about a call letter. "Tomorrow" and "today" go by the day on which it is
// sent and not by the step: a push that had to wait overnight must not be a day wrong, and a sender
// chooses the days of its own ladder.
func (w Words) callText(now time.Time) string {
	call, first := w.Public, w.Step == StepDelivered
	step, _ := w.Step.Ladder()
	switch today := DayOf(now); {
	case first && w.Moved:
		return "Uw stembureau is verplaatst. Bekijk het nieuwe adres."
	case first:
	case today == call.Election.Day && call.Compulsory:
		return fmt.Sprintf("Vandaag stemt u. De stembureaus zijn open tot %s.", call.Closes.Dutch())
	case today == call.Election.Day:
		return fmt.Sprintf("Vandaag kunt u stemmen tot %s.", call.Closes.Dutch())
	case today.AddDays(1) == call.Election.Day && call.Compulsory:
		return "Morgen stemt u. Leg uw identiteitskaart en uw kiesbrief al klaar."
	case today.AddDays(1) == call.Election.Day:
		return "Morgen kunt u stemmen. Leg uw identiteitskaart en uw kiesbrief al klaar."
	case step.While == WhileUnopened:
		return "U hebt uw kiesbrief nog niet bekeken. U leest er waar en wanneer u stemt."
	}
	return fmt.Sprintf("Uw kiesbrief staat klaar. Op %s zijn er verkiezingen.", call.Election.Day.Dutch())
}
