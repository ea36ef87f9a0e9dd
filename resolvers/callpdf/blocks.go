package callpdf

import (
	"fmt"
	"strings"

	"burgerbode/graph/model"
)

// masthead says who writes, and that this is the digital duplicate of a letter.
func (s *sheet) masthead() {
	const wide = 50.0
	y := s.pdf.GetY()
	stamp := style{size: 10, bold: true, paint: navy}
	s.box(margin+width-wide, y, wide, 9, white, navy)
	s.use(stamp)
	s.pdf.SetXY(margin+width-wide, y)
	s.pdf.CellFormat(wide, 9, mark, "", 0, "CM", false, 0, "")

	column := width - wide - 8
	end := s.write(style{size: 15, bold: true, paint: navy}, margin, y, column, s.Sender.Name)
	end = s.write(body, margin, end, column, s.department())
	end = max(end, y+9) + 3
	s.rule(end, 0.9, navy)
	s.pdf.SetY(end + 5)
}

// banner says across the page that the letter does not stand; nothing for one that does.
func (s *sheet) banner() {
	word := s.State.headline()
	if word == "" {
		return
	}
	large, small := style{size: 17, bold: true, paint: white}, style{size: 10.5, paint: white}
	inside := width - 2*pad
	high := 2*pad + large.height() + s.tall(small, s.explanation(), inside)
	y := s.pdf.GetY()
	s.box(margin, y, width, high, alarm, alarm)
	end := s.write(large, margin+pad, y+pad, inside, word)
	s.write(small, margin+pad, end, inside, s.explanation())
	s.pdf.SetY(y + high + 6)
}

// title names the letter, the election and its day, and whether voting is compulsory.
func (s *sheet) title() {
	call := s.Letter.Letter.Call
	y := s.write(style{size: 25, bold: true, paint: ink}, margin, s.pdf.GetY(), width, s.Letter.Letter.Kind.Rules().Title)
	y = s.write(style{size: 13, paint: ink}, margin, y, width, call.Election.Name)
	y = s.write(style{size: 13, bold: true, paint: ink}, margin, y, width, call.Election.Day.Dutch())
	s.pdf.SetY(s.write(style{size: 11.5, bold: true, paint: navy}, margin, y+2, width, s.duty()) + 4)
}

// cards show who votes, and where and when, side by side.
func (s *sheet) cards() {
	call := s.Letter.Letter.Call
	voter := []block{
		{style: label, text: "Kiezer"},
		{style: style{size: 12.5, bold: true, paint: ink}, text: call.VoterName},
	}
	for i, row := range s.addressLines(call.VoterAddress, (width-between)/2-2*pad) {
		voter = append(voter, block{style: body, text: row, above: float64(1-i) * 0.5})
	}
	voter = append(voter,
		block{style: label, text: "Nummer op de kiezerslijst", above: 3},
		block{style: bold, text: call.VoterNumber},
		block{style: label, text: "Ingeschreven als kiezer in", above: 3},
		block{style: bold, text: s.town()})
	if call.Arrondissement != "" {
		voter = append(voter, block{style: body, text: "Arrondissement " + string(call.Arrondissement)})
	}
	station := []block{
		{style: label, text: "Stembureau"},
		{style: style{size: 19, bold: true, paint: navy}, text: call.Bureau},
		{style: bold, text: call.PlaceName},
		{style: body, text: call.PlaceAddress},
		{style: label, text: "Open op " + call.Election.Day.Dutch(), above: 3},
		{style: bold, text: s.hours()},
	}
	if quiet := s.quiet(); quiet != "" {
		station = append(station, block{style: label, text: "Rustig moment (niet bindend)", above: 3}, block{style: bold, text: quiet})
	}
	s.columns(voter, station, true)
	s.gap(6)
}

// addressLines is an address as an envelope shows it when it is too long for one line: the town on a line of its own.
func (s *sheet) addressLines(address string, wide float64) []string {
	at := strings.LastIndex(address, ", ")
	if at < 0 || len(s.lines(body, address, wide)) == 1 {
		return []string{address}
	}
	return []string{address[:at+1], address[at+2:]}
}

// vote shows what is elected and what the voter brings.
func (s *sheet) vote() {
	call := s.Letter.Letter.Call
	bring := append(list("Wat brengt u mee?", call.Bring), block{style: label, text: phoneText, above: 1.2})
	s.columns(list("U stemt voor", s.assemblies()), bring, false)
	s.gap(6)
}

// proxy says how to have somebody else vote, and warns that this takes the letter on paper: who shows a phone for
// somebody else is sent away.
func (s *sheet) proxy() {
	const stripe, inset, above = 1.4, 2.6, 2.2
	text := []block{
		{style: head, text: "Kunt u niet gaan stemmen?"},
		{style: body, text: s.Letter.Letter.Call.Proxy, above: 0.8},
	}
	warn := []block{{style: bold, text: proxyText}, {style: body, text: printText}}
	inside := width - 2*pad - stripe
	high := s.stackHeight(text, width)
	warning := 2*inset + s.stackHeight(warn, inside)
	s.need(high + above + warning)
	y := s.pdf.GetY()
	s.stack(text, margin, y, width)
	y += high + above
	s.pdf.SetFillColor(amber[0], amber[1], amber[2])
	s.pdf.Rect(margin, y, width, warning, "F")
	s.pdf.SetFillColor(gold[0], gold[1], gold[2])
	s.pdf.Rect(margin, y, stripe, warning, "F")
	s.stack(warn, margin+stripe+pad, y+inset, inside)
	s.pdf.SetY(y + warning + 6)
}

// signed says who signs for the college; nothing when the sender did not say.
func (s *sheet) signed() []block {
	var rows []block
	for i, name := range s.Letter.Letter.Call.Signatories {
		if i == 0 {
			rows = append(rows, block{style: label, text: "Namens het college van burgemeester en schepenen", above: 3})
		}
		rows = append(rows, block{style: bold, text: name})
	}
	return rows
}

// help says how to get a duplicate, who signed, where to ask a question, and what to quote in one.
func (s *sheet) help() {
	duplicate := []block{
		{style: head, text: "Hebt u een duplicaat nodig?"},
		{style: body, text: s.Letter.Letter.Call.Duplicate, above: 0.8},
		{style: label, text: "Kenmerk", above: 3},
		{style: bold, text: s.Letter.Letter.Reference},
	}
	if day := model.DayOf(s.Letter.Letter.ReceivedAt); day != "" {
		duplicate = append(duplicate, block{style: label, text: "Bezorgd op " + day.Dutch(), above: 0.8})
	}
	duplicate = append(duplicate, s.signed()...)
	question := []block{
		{style: head, text: "Hebt u een vraag?"},
		{style: bold, text: s.Sender.Name, above: 0.8},
	}
	for _, row := range s.contacts() {
		question = append(question, block{style: body, text: row})
	}
	s.columns(duplicate, question, false)
}

// foot stands below every page, so that a loose second page still says what it belongs to and whether that stands.
func (s *sheet) foot() {
	small := style{size: 7, paint: grey}
	y := 297.0 - 17
	s.rule(y-2, 0.25, line)
	right := fmt.Sprintf("Pagina %d van %s", s.pdf.PageNo(), pageCount)
	left := joined(" · ", s.State.headline(), mark, "Kenmerk "+s.Letter.Letter.Reference)
	const side = 19.0 // the number of pages, put in afterwards, is narrower than what stands for it
	s.write(small, margin, y, width-side-4, left)
	s.write(small, margin+width-side, y, 2*side, right)
}
