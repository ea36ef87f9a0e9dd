package contract

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// Release is the schema as it was published once.
type Release struct {
	Version string    // such as 1.2.0
	Day     time.Time // on which it was published; its day alone counts
	Text    string    // the file, with the first line that names both
	Schema  *ast.Schema
}

// Repository is the source tree: schema/released.graphql is the last release, schema/releases holds the earlier ones, and
// schema/CHANGELOG.md says what changed from each to the next.
type Repository struct {
	Root string // its directory
}

const (
	releasedFile  = "schema/released.graphql"
	releasesDir   = "schema/releases"
	changelogFile = "schema/CHANGELOG.md"
)

// The files that say which version of the package they are of.
func versioned() []string {
	return []string{
		"schema/npm/package.json", "schema/npm/package-lock.json",
		"mobile-mock/package-lock.json", "notify/campaign/console/package-lock.json",
	}
}

var (
	firstLine   = regexp.MustCompile(`^# Burgerbode's contract (\d+\.\d+\.\d+), released on (\d{4}-\d{2}-\d{2})\. .*\n`)
	packVersion = regexp.MustCompile(`("name": "@burgerbode/schema",\s*(?:"private": false,\s*)?"version": ")([^"]+)"`)
)

// Releases are all releases, the oldest first.
func (r Repository) Releases() ([]Release, error) {
	names, err := filepath.Glob(filepath.Join(r.Root, releasesDir, "*.graphql"))
	if err != nil {
		return nil, fmt.Errorf("list the releases: %w", err)
	}
	var releases []Release
	for _, name := range append(names, filepath.Join(r.Root, releasedFile)) {
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) { // before the first release
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read a release: %w", err)
		}
		release, err := readRelease(name, string(text))
		if err != nil {
			return nil, err
		}
		releases = append(releases, release)
	}
	slices.SortFunc(releases, func(a, b Release) int { return slices.Compare(numbers(a.Version), numbers(b.Version)) })
	return releases, nil
}

func readRelease(name, text string) (Release, error) {
	parts := firstLine.FindStringSubmatch(text)
	if parts == nil {
		return Release{}, fmt.Errorf("%s: its first line does not say which version it is, and of when", name)
	}
	day, err := time.Parse(time.DateOnly, parts[2])
	if err != nil {
		return Release{}, fmt.Errorf("%s: read the day of the release: %w", name, err)
	}
	parsed, err := Parse(name, text)
	if err != nil {
		return Release{}, err
	}
	return Release{Version: parts[1], Day: day, Text: text, Schema: parsed}, nil
}

// Plan is what a release is made of.
type Plan struct {
	Schema  *ast.Schema // what is released
	Version string      // its version, such as 1.2.0
	Day     time.Time   // the day of the release
	Replace bool        // the last release has this version too, and was never published: this one takes its place
}

// Release publishes a schema: it becomes released.graphql, what that was goes to releases, and the changelog and the npm
// package's version follow. It refuses what breaks apps without a new major version, and what was deprecated and is gone
// before its month; the error lists what is in the way, and nothing is written then.
func (r Repository) Release(plan Plan) error {
	releases, err := r.Releases()
	if err != nil {
		return err
	}
	if plan.Replace {
		if len(releases) == 0 || releases[len(releases)-1].Version != plan.Version {
			return fmt.Errorf("release %s: there is no such last release to replace", plan.Version)
		}
		releases = releases[:len(releases)-1]
	}
	next, err := readRelease("the new release", fmt.Sprintf("# Burgerbode's contract %s, released on %s. Made by "+
		"\"burgerctl schema release\"; DO NOT EDIT.\n\n%s", plan.Version, plan.Day.Format(time.DateOnly), Print(plan.Schema)))
	if err != nil {
		return fmt.Errorf("release %q: %w", plan.Version, err)
	}
	if problems := CheckDeprecations(next.Schema); len(problems) > 0 {
		return fmt.Errorf("release %s: %s", plan.Version, strings.Join(problems, "; "))
	}
	if len(releases) > 0 {
		if err := allowed(releases[len(releases)-1], next); err != nil {
			return err
		}
	}
	return r.write(append(releases, next))
}

// allowed tells whether a release may follow another one: with a higher version, in its first number when an app may
// break, in its second when anything else changed, in its third when words alone did.
func allowed(last, next Release) error {
	marked, early := Due(last.Schema, Compare(last.Schema, next.Schema), next.Day)
	was, is := numbers(last.Version), numbers(next.Version)
	switch worst := Worst(marked); {
	case slices.Compare(is, was) <= 0:
		return fmt.Errorf("release %s: %s is out already", next.Version, last.Version)
	case withoutFirstLine(last.Text) == withoutFirstLine(next.Text):
		return fmt.Errorf("release %s: nothing changed since %s", next.Version, last.Version)
	case len(early) > 0:
		return fmt.Errorf("release %s: deprecated elements go in the month that was announced:\n%s", next.Version, list(early))
	case worst == Breaking && is[0] == was[0]:
		breaking := slices.DeleteFunc(marked, func(change Change) bool { return change.Level != Breaking })
		return fmt.Errorf("release %s: it breaks apps, which only a new major version may:\n%s", next.Version, list(breaking))
	case len(marked) > 0 && is[0] == was[0] && is[1] == was[1]:
		return fmt.Errorf("release %s: more than words changed, so its second number must be higher", next.Version)
	}
	return nil
}

func (r Repository) write(releases []Release) error {
	last := releases[len(releases)-1]
	contents := map[string]string{releasedFile: last.Text, changelogFile: Changelog(releases)}
	for _, earlier := range releases[:len(releases)-1] {
		contents[releasesDir+"/"+earlier.Version+".graphql"] = earlier.Text
	}
	for _, name := range versioned() {
		text, err := os.ReadFile(filepath.Join(r.Root, name))
		if err != nil {
			return fmt.Errorf("read the version of the npm package: %w", err)
		}
		contents[name] = packVersion.ReplaceAllString(string(text), "${1}"+last.Version+`"`)
	}
	if err := os.MkdirAll(filepath.Join(r.Root, releasesDir), 0o750); err != nil {
		return fmt.Errorf("make the folder of earlier releases: %w", err)
	}
	for name, text := range contents {
		if err := os.WriteFile(filepath.Join(r.Root, name), []byte(text), 0o600); err != nil {
			return fmt.Errorf("write the release: %w", err)
		}
	}
	return nil
}

func withoutFirstLine(text string) string { return firstLine.ReplaceAllString(text, "") }

// list is changes for a terminal, one a line.
func list(changes []Change) string {
	lines := make([]string, len(changes))
	for i, change := range changes {
		lines[i] = change.String()
	}
	return strings.Join(lines, "\n")
}

// String is the change in one line, for a terminal.
func (c Change) String() string { return fmt.Sprintf("%-10s %s: %s", c.Level, c.Path, c.Text) }

// numbers are a version's three, for comparing.
func numbers(version string) []int {
	three := make([]int, 3)
	for i, part := range strings.SplitN(version, ".", 3) {
		three[i], _ = strconv.Atoi(part) // firstLine lets nothing else through
	}
	return three
}
