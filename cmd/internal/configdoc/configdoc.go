// Package configdoc writes the tables of the README that say what each command can be told, from
// the very structs that the commands read. A test in cmd compares them with the README.
package configdoc

import (
	"fmt"
	"io"
	"strings"

	"burgerbode/cmd/internal/config"
)

// Markdown is a table for each command: flag, environment variable, default, meaning.
func Markdown() (string, error) {
	var out strings.Builder
	for _, command := range []struct {
		name   string
		config any
	}{
		{"cmd/api", &config.API{}},
		{"cmd/notifier", &config.Notifier{}},
		{"cmd/demo", &config.Demo{}},
	} {
		parser, err := config.Parser(command.config, command.name, "", io.Discard, io.Discard)
		if err != nil {
			return "", fmt.Errorf("document %s: %w", command.name, err)
		}
		fmt.Fprintf(&out, "\n**%s**\n\n| flag | environment | default | meaning |\n|---|---|---|---|\n", command.name)
		for _, flag := range parser.Model.Flags {
			if flag.Name == "help" {
				continue
			}
			fallback := ""
			if flag.Default != "" {
				fallback = "`" + flag.Default + "`"
			}
			fmt.Fprintf(&out, "| `--%s` | `%s` | %s | %s |\n", flag.Name, strings.Join(flag.Envs, " "), fallback, flag.OrigHelp)
		}
	}
	return out.String() + "\n", nil
}
