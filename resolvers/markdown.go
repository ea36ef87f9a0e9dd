package resolvers

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"burgerbode/graph/model"
)

// checkMarkdown tells what in a letter's text is not allowed: HTML, images, and links to anything
// but https addresses. What stays are paragraphs, headings, lists, quotes, emphasis and links.
func checkMarkdown(source string) error {
	if !strings.ContainsFunc(source, func(r rune) bool { return r > ' ' }) || strings.ContainsRune(source, 0) {
		return errors.New("the text is blank or has a zero character")
	}
	if !utf8.ValidString(source) || strings.ContainsRune(source, utf8.RuneError) { // what another program put where it could not read a letter
		return errors.New("the text lost characters")
	}
	raw := []byte(source)
	document := goldmark.DefaultParser().Parse(text.NewReader(raw))
	return ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node := node.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			return ast.WalkStop, errors.New("HTML is not allowed")
		case *ast.Image:
			return ast.WalkStop, errors.New("images are not allowed")
		case *ast.Link:
			if !model.HTTPSLink(html.UnescapeString(string(node.Destination))) {
				return ast.WalkStop, fmt.Errorf("a link must be an https address")
			}
		case *ast.AutoLink:
			if !model.HTTPSLink(string(node.URL(raw))) {
				return ast.WalkStop, fmt.Errorf("a link must be an https address")
			}
		}
		return ast.WalkContinue, nil
	})
}

// previewLength is how many characters of the text stand in for a preview that was not given.
const previewLength = 140

// previewOf is the beginning of a text without its marks.
func previewOf(source string) string {
	raw := []byte(source)
	var words []string
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(raw)), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if leaf, ok := node.(*ast.Text); ok && entering {
			words = append(words, string(leaf.Segment.Value(raw)))
			if leaf.SoftLineBreak() || leaf.HardLineBreak() {
				words = append(words, " ")
			}
		} else if !entering && node.Type() == ast.TypeBlock {
			words = append(words, " ")
		}
		return ast.WalkContinue, nil
	})
	plain := []rune(strings.Join(strings.Fields(strings.Join(words, "")), " "))
	if len(plain) <= previewLength {
		return string(plain)
	}
	return strings.TrimSpace(string(plain[:previewLength])) + "…"
}
