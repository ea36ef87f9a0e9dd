package config

import (
	"io"
	"slices"
	"strings"
)

// Unknown finds the variables of an environment, as os.Environ gives it, that begin with Prefix and
// that no command reads: most likely a name is written wrong. Only names are answered.
func Unknown(environ []string) []string {
	known := []string{Prefix + "_API", Prefix + "_TOKEN", Prefix + "_TOKEN_FILE", Prefix + "_CRASH_AT", Prefix + "_CRASH_CLOCK", Prefix + "_FAULTS"} // burgerctl's, and of fault tests
	for _, command := range []any{&API{}, &Notifier{}, &Demo{}} {
		parser, err := Parser(command, "known", "", io.Discard, io.Discard)
		if err != nil {
			continue // Parse tells
		}
		for _, flag := range parser.Model.Flags {
			known = append(known, flag.Envs...)
		}
	}
	var unknown []string
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		ours := strings.HasPrefix(name, Prefix+"_") && !strings.HasPrefix(name, Prefix+"_TEST_")
		if ours && !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	return unknown
}
