package main

import (
	"errors"
	"fmt"
	"time"

	"burgerbode/cmd/internal/contract"
)

// schemaCommands are about the contract as app teams get it. They read and write the source tree.
type schemaCommands struct {
	Changes schemaChanges `cmd:"" help:"Print what changed in the schema since the last release. Fails when something breaks apps."`
	Release schemaRelease `cmd:"" help:"Make a release of the schema as it stands: released.graphql, the changelog, the npm package's version. Refuses what breaks apps without a new major version."`
}

type schemaChanges struct {
	Root string `default:"." type:"existingdir" help:"The source tree."`
}

// Run prints the changes, one a line.
func (c schemaChanges) Run(to streams) error {
	releases, err := contract.Repository{Root: c.Root}.Releases()
	if err != nil {
		return err
	}
	if len(releases) == 0 {
		return errors.New("there is no release yet")
	}
	present, err := contract.Present()
	if err != nil {
		return err
	}
	published, err := contract.Parse("the schema", contract.Print(present))
	if err != nil {
		return err
	}
	last := releases[len(releases)-1]
	changes, _ := contract.Due(last.Schema, contract.Compare(last.Schema, published), time.Now())
	for _, change := range changes {
		if _, err := fmt.Fprintln(to.out, change); err != nil {
			return err
		}
	}
	if contract.Worst(changes) == contract.Breaking {
		return fmt.Errorf("it breaks apps that were built on %s", last.Version)
	}
	return nil
}

type schemaRelease struct {
	Version string    `arg:"" help:"The version, such as 1.2.0: the first number is higher when apps may break, else the second."`
	Date    time.Time `format:"2006-01-02" help:"The day of the release; today unless given."`
	Replace bool      `help:"Make the last release, of this version, anew: it was not published yet."`
	Root    string    `default:"." type:"existingdir" help:"The source tree."`
}

// Run makes the release. The npm package is built anew after it, by "npm run build" in schema/npm.
func (c schemaRelease) Run(to streams) error {
	present, err := contract.Present()
	if err != nil {
		return err
	}
	day := c.Date
	if day.IsZero() {
		day = time.Now()
	}
	tree := contract.Repository{Root: c.Root}
	if err := tree.Release(contract.Plan{Schema: present, Version: c.Version, Day: day, Replace: c.Replace}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(to.out, "released %s: see schema/CHANGELOG.md\n", c.Version)
	return err
}
