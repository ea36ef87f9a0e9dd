package callpdf

import (
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// The typeface of the page: Liberation Sans, which has the Latin letters of every European language, Greek and
// Cyrillic.
const typeface = "Liberation Sans"

// missing stands where the typeface has no character, so that a gap in a name shows instead of vanishing.
const missing = '□'

// drawable tells whether the typeface has the character, in both weights.
func drawable(r rune) bool {
	const lastOfPlane = 0xFFFF // the library writes characters of the basic plane only
	if r > lastOfPlane {
		return false
	}
	for _, font := range typefaces() {
		if at, err := font.GlyphIndex(&sfnt.Buffer{}, r); err != nil || at == 0 {
			return false
		}
	}
	return true
}

// typefaces reads both weights once. They are part of the program, so that reading them cannot fail.
var typefaces = sync.OnceValue(func() []*sfnt.Font {
	var fonts []*sfnt.Font
	for _, file := range [][]byte{liberationsansregular.TTF, liberationsansbold.TTF} {
		font, err := sfnt.Parse(file)
		if err != nil {
			panic(err)
		}
		fonts = append(fonts, font)
	}
	return fonts
})

// clean is the text as the page can draw it: accents joined to their letters, one space between words, and a box for
// what the typeface does not have.
func clean(text string) string {
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	return strings.Map(func(r rune) rune {
		if drawable(r) {
			return r
		}
		return missing
	}, text)
}
