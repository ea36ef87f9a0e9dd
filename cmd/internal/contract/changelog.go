package contract

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

const changelogIntro = `<!-- Made from the releases by "burgerctl schema release"; DO NOT EDIT. -->

# What changed in the contract

The last release is [released.graphql](released.graphql). The first number of a version changes when an app may break, the
second when something was added, the third when words alone changed. *Be ready for* lists what an app in the field meets
without asking for it, such as a new value of an enum, and what gives generated code (Kotlin, Swift) one more parameter.
`

// section is one heading of a release's entry.
type section struct {
	title string
	holds func(Change) bool
}

func sections() []section {
	level := func(level Level) func(Change) bool { return func(c Change) bool { return c.Level == level } }
	return []section{
		{"Breaks apps", level(Breaking)},
		{"Removed, as was announced", level(Announced)},
		{"Be ready for", level(Dangerous)},
		{"Deprecated", level(Deprecated)},
		{"Added", func(c Change) bool { return c.Level == Safe && added(c.Code) }},
		{"Changed without any app noticing", func(c Change) bool { return c.Level == Safe && !added(c.Code) }},
	}
}

func added(code Code) bool { return code == TypeAdded || code == FieldAdded || code == DirectiveAdded }

// Changelog is what changed from each release to the next, the newest first, for who builds an app.
func Changelog(releases []Release) string {
	var page strings.Builder
	page.WriteString(changelogIntro)
	for i, release := range slices.Backward(releases) {
		fmt.Fprintf(&page, "\n## %s, of %s\n", release.Version, release.Day.Format(time.DateOnly))
		if i == 0 {
			page.WriteString("\nThe first release.\n")
			continue
		}
		changes, _ := Due(releases[i-1].Schema, Compare(releases[i-1].Schema, release.Schema), release.Day)
		if len(changes) == 0 {
			page.WriteString("\nWords alone.\n")
		}
		for _, section := range sections() {
			writeSection(&page, section, changes, release.Schema)
		}
	}
	return page.String()
}

// writeSection lists the changes under a heading, those of one type together. Of a new type its fields are not listed: the
// schema has them.
func writeSection(page *strings.Builder, section section, changes []Change, whole *ast.Schema) {
	begun, group := false, ""
	for _, change := range changes {
		if !section.holds(change) {
			continue
		}
		if !begun {
			fmt.Fprintf(page, "\n### %s\n\n", section.title)
			begun = true
		}
		inside := strings.TrimPrefix(strings.TrimPrefix(change.Path, change.Type), ".")
		if inside == "" {
			fmt.Fprintf(page, "- `%s`%s: %s\n", change.Path, ofKind(change, whole), change.Text)
			group = ""
			continue
		}
		if change.Type != group {
			fmt.Fprintf(page, "- `%s`%s\n", change.Type, advice(change, whole))
			group = change.Type
		}
		fmt.Fprintf(page, "  - `%s`: %s\n", inside, change.Text)
	}
}

// ofKind names what a new type is.
func ofKind(change Change, whole *ast.Schema) string {
	if change.Code != TypeAdded {
		return ""
	}
	return ", " + kind(whole.Types[change.Type])
}

// advice is what the enum says about values that a client does not know.
func advice(change Change, whole *ast.Schema) string {
	if change.Code != ValueAddedToEnum {
		return ""
	}
	if sentence := Growth(whole.Types[change.Type]); sentence != "" {
		return ": " + strings.ToLower(sentence[:1]) + sentence[1:]
	}
	return ""
}

// Growth is the sentence in which an enum or a union says that it may grow and what a client does with what it does not
// know; empty when it says no such thing.
func Growth(definition *ast.Definition) string {
	for rest := strings.Join(strings.Fields(definition.Description), " "); rest != ""; {
		sentence := firstSentence(rest)
		if strings.Contains(sentence, "may grow") {
			return sentence
		}
		rest = strings.TrimSpace(rest[len(sentence):])
	}
	return ""
}
