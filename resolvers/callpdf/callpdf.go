// Package callpdf draws a call letter as a page of paper, from the same structured data that the app shows.
//
// It promises a PDF on A4, in Dutch, whose every field can be selected as text, and that names itself a digital
// duplicate. The same input gives the same bytes, so that a hash of them can be an ETag. A letter that no longer
// stands says so across its top. What does not fit on one page goes on on the next; nothing is cut off. Nothing is
// signed: the page holds what the sender handed over and no more.
//
// Start reading at Render. The fields are those of the federal model of 2003 as far as senders hand them over.
package callpdf

import (
	"errors"
	"fmt"
	"io"
	"time"

	"burgerbode/graph/model"
)

// State is whether a letter still says what it said.
type State int

// The states.
const (
	Stands     State = iota // it is valid
	Superseded              // another letter took its place
	Withdrawn               // the sender took it back
	Expired                 // the polls have closed, or its end has come
)

// Letter is what the page is drawn from.
type Letter struct {
	Letter *model.Letter       // with its Call
	Sender *model.Organisation // who sent it
	State  State               // as StateOf tells it
}

// ErrNoCall says that the letter has no voter's block, so that there is nothing to draw.
var ErrNoCall = errors.New("not a call letter")

// StateOf tells where the letter stands at now. Of several reasons why it does not stand, the one that somebody
// decided comes before the one that time brought, as in the app.
func StateOf(letter *model.Letter, now time.Time) State {
	switch {
	case letter.Withdrawn():
		return Withdrawn
	case letter.SupersededBy != "":
		return Superseded
	case !letter.Active(now):
		return Expired
	default:
		return Stands
	}
}

// Render writes the letter to w as a PDF. It is ErrNoCall for a letter without a voter's block; other errors are
// those of w.
func Render(w io.Writer, letter Letter) error {
	if letter.Letter == nil || letter.Letter.Call == nil || letter.Sender == nil {
		return fmt.Errorf("draw a call letter: %w", ErrNoCall)
	}
	page := newSheet(letter)
	page.masthead()
	page.banner()
	page.title()
	page.cards()
	page.vote()
	page.proxy()
	page.help()
	if err := page.pdf.Output(w); err != nil {
		return fmt.Errorf("draw a call letter: %w", err)
	}
	return nil
}
