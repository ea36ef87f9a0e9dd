// Package contract keeps the promise that an app built on one release of the schema goes on working on the next: it prints
// the schema as app teams get it, compares two releases, and makes a release with its changelog. Start reading at [Compare]
// (what breaks an app) and [Repository.Release] (what a release does).
package contract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"burgerbode/schema"
)

// Present is the schema as it stands in the source, the last release or beyond it.
func Present() (*ast.Schema, error) {
	names, err := fs.Glob(schema.Files, "*.graphqls")
	if err != nil {
		return nil, fmt.Errorf("list the schema's files: %w", err)
	}
	sources := make([]*ast.Source, 0, len(names))
	for _, name := range names {
		text, err := schema.Files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the schema: %w", err)
		}
		sources = append(sources, &ast.Source{Name: name, Input: string(text)})
	}
	parsed, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		return nil, fmt.Errorf("parse the schema: %w", err)
	}
	return parsed, nil
}

// Parse reads a schema from one text; name is what errors call it.
func Parse(name, text string) (*ast.Schema, error) {
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: name, Input: text})
	if err != nil {
		return nil, fmt.Errorf("parse the schema %s: %w", name, err)
	}
	return parsed, nil
}

// Print writes the schema in one text, as app teams get it: types by name, each element with its description, the limits of
// inputs for anybody to read, and without what only steers our Go.
func Print(whole *ast.Schema) string {
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(published(whole))
	return airy(strings.Split(strings.TrimSpace(text.String()), "\n"))
}

// airy puts descriptions of one line on one line, and an empty line before each definition. Every definition of the schema
// has a description to begin with: a test demands it.
func airy(lines []string) string {
	var text strings.Builder
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		if !strings.HasSuffix(line, `"""`) { // the formatter begins and ends each description on a line of its own
			text.WriteString(line + "\n")
			continue
		}
		end := i + 1
		for strings.TrimSpace(lines[end]) != `"""` {
			end++
		}
		indent, content := strings.TrimSuffix(line, `"""`), strings.TrimSpace(lines[i+1])
		if indent == "" && i > 0 {
			text.WriteString("\n")
		}
		if end == i+2 && !strings.ContainsAny(content, "\"\\") {
			text.WriteString(indent + `"` + content + "\"\n")
		} else {
			for _, inside := range lines[i : end+1] {
				text.WriteString(strings.TrimRight(inside, " ") + "\n")
			}
		}
		i = end
	}
	return text.String()
}

// published is a copy without the directives that tell gqlgen how to make Go of the schema. What they say of an input's value
// is said by a directive for all.
func published(whole *ast.Schema) *ast.Schema {
	bare := *whole
	bare.Directives = map[string]*ast.DirectiveDefinition{}
	for name, directive := range whole.Directives {
		if !steersGo(name) {
			bare.Directives[name] = directive
		}
	}
	bare.Types = map[string]*ast.Definition{}
	for name, definition := range whole.Types {
		copied := *definition
		copied.Fields = make(ast.FieldList, 0, len(definition.Fields))
		for _, field := range definition.Fields {
			plain := *field
			plain.Directives = nil
			for _, directive := range field.Directives {
				if !steersGo(directive.Name) {
					plain.Directives = append(plain.Directives, directive)
				}
			}
			if shown := taggedLimits(field).directive(); shown != nil {
				plain.Directives = append(plain.Directives, shown)
			}
			copied.Fields = append(copied.Fields, &plain)
		}
		bare.Types[name] = &copied
	}
	return &bare
}

func steersGo(directive string) bool { return strings.HasPrefix(directive, "go") }
