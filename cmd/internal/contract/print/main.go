// Command print writes the schema of the source tree to npm/schema.graphql below the working directory, in one text as app
// teams get it. It imports nothing that gqlgen makes, so that it also runs while that is not made anew yet.
package main

import (
	"fmt"
	"os"

	"burgerbode/cmd/internal/contract"
)

const header = "# Code generated from schema/*.graphqls by \"go generate ./schema\"; DO NOT EDIT.\n\n"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	present, err := contract.Present()
	if err != nil {
		return err
	}
	if err := os.WriteFile("npm/schema.graphql", []byte(header+contract.Print(present)), 0o600); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}
