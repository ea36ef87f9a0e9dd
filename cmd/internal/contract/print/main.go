// Command print writes the schema of the source tree to a file, in one text as app teams get it. It imports nothing that
// gqlgen makes, so that it also runs while that is not made anew yet.
package main

import (
	"fmt"
	"os"

	"burgerbode/cmd/internal/contract"
)

const header = "# Code generated from schema/*.graphqls by \"go generate ./schema\"; DO NOT EDIT.\n\n"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: print FILE")
	}
	present, err := contract.Present()
	if err != nil {
		return err
	}
	if err := os.WriteFile(args[0], []byte(header+contract.Print(present)), 0o644); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}
