package callpdf

import (
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
)

// The measures of the page, in millimetres.
const (
	margin  = 20.0
	width   = 210.0 - 2*margin
	bottom  = 297.0 - 21.0 // below it stands the foot
	leading = 1.38         // the height of a line, in heights of its letters
	point   = 25.4 / 72    // a point of type, in millimetres
	pad     = 4.0          // between a box and what it holds
)

// colour is red, green, blue.
type colour [3]int

// The colours of the page. Each text has a contrast of at least 4.5 to 1 with what it stands on, and a page printed
// in black and white loses nothing.
var (
	ink   = colour{28, 32, 38}
	navy  = colour{22, 60, 104}
	grey  = colour{92, 99, 110}
	line  = colour{200, 207, 216}
	tint  = colour{240, 244, 249}
	amber = colour{255, 246, 219}
	gold  = colour{196, 138, 0}
	alarm = colour{166, 27, 32}
	white = colour{255, 255, 255}
)

// style is how a text is set.
type style struct {
	size  float64 // points
	bold  bool
	paint colour
}

// The styles of the page.
var (
	body  = style{size: 10, paint: ink}
	bold  = style{size: 10, bold: true, paint: ink}
	label = style{size: 8.5, paint: grey}
	head  = style{size: 11, bold: true, paint: navy}
)

// height is that of one line, in millimetres.
func (s style) height() float64 { return s.size * point * leading }

// sheet is the letter on its way to paper.
type sheet struct {
	Letter
	pdf *fpdf.Fpdf
}

// newSheet is an empty first page. All that the library would take from the clock or from the order of a map is fixed.
func newSheet(letter Letter) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	s := &sheet{Letter: letter, pdf: pdf}
	sent := letter.Letter.ReceivedAt.UTC()
	if sent.IsZero() { // the library takes its own clock for the zero time
		sent = time.Unix(0, 0).UTC()
	}
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(sent)
	pdf.SetModificationDate(sent)
	pdf.SetProducer("Burgerbode", true)
	pdf.SetTitle(clean(letter.Letter.Kind.Rules().Title+" – "+letter.Letter.Call.Election.Name), true)
	pdf.SetSubject(clean(letter.Letter.Subject), true)
	pdf.SetAuthor(clean(letter.Sender.Name), true)
	pdf.SetLang("nl-BE")
	pdf.AddUTF8FontFromBytes(typeface, "", liberationsansregular.TTF)
	pdf.AddUTF8FontFromBytes(typeface, "B", liberationsansbold.TTF)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0) // need decides
	pdf.AliasNbPages(pageCount)
	pdf.SetFooterFunc(s.foot)
	pdf.AddPage()
	pdf.SetY(14)
	return s
}

// need starts a new page when the next block, of that height, does not fit on this one.
func (s *sheet) need(height float64) {
	if s.pdf.GetY()+height > bottom {
		s.pdf.AddPage()
	}
}

// gap leaves space.
func (s *sheet) gap(height float64) { s.pdf.SetY(s.pdf.GetY() + height) }

// use sets type and colour of what is written next.
func (s *sheet) use(t style) {
	weight := ""
	if t.bold {
		weight = "B"
	}
	s.pdf.SetFont(typeface, weight, t.size)
	s.pdf.SetTextColor(t.paint[0], t.paint[1], t.paint[2])
}

// lines breaks a text to the width, a word that is wider included.
func (s *sheet) lines(t style, text string, wide float64) []string {
	s.use(t)
	return s.pdf.SplitText(clean(text), wide)
}

// tall is the height that the text takes at that width.
func (s *sheet) tall(t style, text string, wide float64) float64 {
	if text == "" {
		return 0
	}
	return float64(len(s.lines(t, text, wide))) * t.height()
}

// write sets the text at x and y in lines of that width, and answers where the next one starts.
func (s *sheet) write(t style, x, y, wide float64, text string) float64 {
	if text == "" {
		return y
	}
	for _, row := range s.lines(t, text, wide) {
		s.pdf.SetXY(x, y)
		s.pdf.CellFormat(wide, t.height(), row, "", 0, "LM", false, 0, "")
		y += t.height()
	}
	return y
}

// box draws a filled rectangle with rounded corners.
func (s *sheet) box(x, y, wide, high float64, fill, edge colour) {
	s.pdf.SetFillColor(fill[0], fill[1], fill[2])
	s.pdf.SetDrawColor(edge[0], edge[1], edge[2])
	s.pdf.SetLineWidth(0.25)
	s.pdf.RoundedRect(x, y, wide, high, 1.6, "1234", "FD")
}

// rule draws a line across the page.
func (s *sheet) rule(y, thick float64, paint colour) {
	s.pdf.SetDrawColor(paint[0], paint[1], paint[2])
	s.pdf.SetLineWidth(thick)
	s.pdf.Line(margin, y, margin+width, y)
}

// block is one text of a stack: what, how, and how much is left free above it.
type block struct {
	style  style
	text   string
	above  float64 // millimetres
	bullet bool    // it is an item of a list
}

// indent is how far the items of a list stand in.
const indent = 4.5

// stackHeight is the height that the blocks take below each other.
func (s *sheet) stackHeight(blocks []block, wide float64) float64 {
	high := 0.0
	for _, b := range blocks {
		if b.bullet {
			high += b.above + s.tall(b.style, b.text, wide-indent)
		} else {
			high += b.above + s.tall(b.style, b.text, wide)
		}
	}
	return high
}

// stack sets the blocks below each other.
func (s *sheet) stack(blocks []block, x, y, wide float64) {
	for _, b := range blocks {
		y += b.above
		if b.bullet {
			s.write(b.style, x+0.8, y, indent, "•")
			y = s.write(b.style, x+indent, y, wide-indent, b.text)
		} else {
			y = s.write(b.style, x, y, wide, b.text)
		}
	}
}

// between is the space between two columns.
const between = 5.0

// columns sets two stacks side by side, each in a box when boxed, on the next page when they do not fit whole.
func (s *sheet) columns(left, right []block, boxed bool) {
	wide, inset := (width-between)/2, 0.0
	if boxed {
		inset = pad
	}
	inside := wide - 2*inset
	high := 2*inset + max(s.stackHeight(left, inside), s.stackHeight(right, inside))
	s.need(high)
	y := s.pdf.GetY()
	for i, blocks := range [][]block{left, right} {
		x := margin + float64(i)*(wide+between)
		if boxed {
			s.box(x, y, wide, high, tint, line)
		}
		s.stack(blocks, x+inset, y+inset, inside)
	}
	s.pdf.SetY(y + high)
}

// list is a heading with the items below it; nothing when there are none.
func list(title string, items []string) []block {
	var blocks []block
	for i, item := range items {
		if i == 0 {
			blocks = append(blocks, block{style: head, text: title})
		}
		blocks = append(blocks, block{style: body, text: item, above: 0.8, bullet: true})
	}
	return blocks
}
