package contract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/cmd/internal/contract"
)

// ours is this source tree, as it is committed.
var ours = contract.Repository{Root: "../../.."}

func released(t *testing.T) []contract.Release {
	t.Helper()
	releases, err := ours.Releases()
	if err != nil || len(releases) == 0 {
		t.Fatalf("%d releases, %v", len(releases), err)
	}
	return releases
}

func present(t *testing.T) *ast.Schema {
	t.Helper()
	whole, err := contract.Present()
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, contract.Print(whole))
}

func TestNoAppInTheFieldBreaks(t *testing.T) {
	t.Parallel()
	last := released(t)[len(released(t))-1]
	changes, _ := contract.Due(last.Schema, contract.Compare(last.Schema, present(t)), time.Now())
	for _, change := range changes {
		if change.Level == contract.Breaking {
			t.Errorf("%s: deprecate it instead, or make a new major version with burgerctl schema release", change)
		}
	}
}

func TestTheDeprecationsInTheContractSayWhatInstead(t *testing.T) {
	t.Parallel()
	for _, problem := range contract.CheckDeprecations(present(t)) {
		t.Error(problem)
	}
}

func TestTheChangelogSaysWhatEachReleaseChanged(t *testing.T) {
	t.Parallel()
	releases := released(t)
	page, err := os.ReadFile("../../../schema/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := contract.Changelog(releases); string(page) != want {
		t.Fatal("schema/CHANGELOG.md is not what the releases say: make it with burgerctl schema release")
	}
	entries := strings.Split(string(page), "\n## ")
	slices.Reverse(entries)
	for i, release := range releases[1:] {
		for _, change := range contract.Compare(releases[i].Schema, release.Schema) {
			name := strings.TrimPrefix(strings.TrimPrefix(change.Path, change.Type), ".")
			if name == "" {
				name = change.Type
			}
			if entry := entries[i+1]; change.Level == contract.Dangerous && !strings.Contains(entry, "`"+name+"`") {
				t.Errorf("the entry of %s does not say %s", release.Version, change)
			}
		}
	}
}

func TestThePackageIsOfTheLastRelease(t *testing.T) {
	t.Parallel()
	var manifest struct{ Version string }
	content, err := os.ReadFile("../../../schema/npm/package.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &manifest); err != nil {
		t.Fatal(err)
	}
	if last := released(t)[len(released(t))-1]; manifest.Version != last.Version {
		t.Errorf("the package is %s, the last release %s", manifest.Version, last.Version)
	}
}

// An app in the field must know what to do with a value that a later release adds. These lists are complete by their
// nature; every other one says that it may grow, and what is answered says what a client does then.
func TestWhatMayGrowSaysWhatAClientDoes(t *testing.T) {
	t.Parallel()
	whole := present(t)
	complete := []string{"FeedEntryType", "Notify", "Opening", "PushEvent", "Weekday"}
	advice := regexp.MustCompile(`may grow; a (client|sender) \w+`)
	inAnswers := answered(whole)
	for name, definition := range whole.Types {
		if definition.BuiltIn || !slices.Contains([]ast.DefinitionKind{ast.Enum, ast.Union, ast.Interface}, definition.Kind) {
			continue
		}
		growth := contract.Growth(definition)
		if (growth == "") != slices.Contains(complete, name) {
			t.Errorf("%s: it is either complete or says \"may grow\"", name)
		}
		if growth != "" && inAnswers[name] && !advice.MatchString(growth) {
			t.Errorf("%s: say what a client does with what it does not know, as in \"The list may grow; a client …\"", name)
		}
	}
}

// answered are the types that an answer can hold, from the roots on.
func answered(whole *ast.Schema) map[string]bool {
	met := map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		definition := whole.Types[name]
		if definition == nil || met[name] {
			return
		}
		met[name] = true
		for _, field := range definition.Fields {
			walk(field.Type.Name())
		}
		for _, other := range append(slices.Clone(definition.Types), definition.Interfaces...) {
			walk(other)
		}
	}
	for _, root := range []*ast.Definition{whole.Query, whole.Mutation, whole.Subscription} {
		walk(root.Name)
	}
	return met
}

// emptyTree is a source tree without any release.
func emptyTree(t *testing.T) contract.Repository {
	t.Helper()
	tree := contract.Repository{Root: t.TempDir()}
	for _, name := range []string{"schema/npm/package.json", "schema/npm/package-lock.json",
		"mobile-mock/package-lock.json", "notify/campaign/console/package-lock.json"} {
		path := filepath.Join(tree.Root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		content := "{\n  \"name\": \"@burgerbode/schema\",\n  \"version\": \"0.0.1\",\n  \"other\": {\"version\": \"0.0.1\"}\n}\n"
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}

func TestAReleaseKeepsItsPromise(t *testing.T) {
	t.Parallel()
	tree := emptyTree(t)
	months := 0
	release := func(version, text string, replace bool) error {
		day := time.Date(2027, time.January+time.Month(months), 15, 0, 0, 0, 0, time.UTC)
		return tree.Release(contract.Plan{Schema: parse(t, text), Version: version, Day: day, Replace: replace})
	}
	const (
		first      = "\"What is asked.\" type Query { \"A.\" a: Int \"B.\" b: Int }"
		reworded   = "\"What is asked.\" type Query { \"An A.\" a: Int \"B.\" b: Int }"
		more       = "\"What is asked.\" type Query { \"An A.\" a(x: Int): Int \"B.\" b: Int \"C. Rarely.\" c: Int }"
		deprecates = "\"What is asked.\" type Query { \"An A.\" a(x: Int): Int @deprecated(reason: \"Use `b` instead. Removed in 2027-03.\") \"B.\" b: Int \"C. Rarely.\" c: Int }"
		without    = "\"What is asked.\" type Query { \"B.\" b: Int \"C. Rarely.\" c: Int }"
		less       = "\"What is asked.\" type Query { \"C. Rarely.\" c: Int }"
	)
	steps := []struct {
		version, text string
		replace       bool
		month         int
		refused       string // what the error says; empty: it is released
	}{
		{version: "one", text: first, refused: "first line"},
		{version: "1.0.0", text: first, replace: true, refused: "no such last release"},
		{version: "1.0.0", text: first},
		{version: "1.0.0", text: reworded, refused: "out already"},
		{version: "1.0.1", text: first, refused: "nothing changed"},
		{version: "1.0.1", text: reworded},
		{version: "1.0.2", text: more, refused: "second number"},
		{version: "1.1.0", text: deprecates},
		{version: "1.1.0", text: more, replace: true},
		{version: "1.2.0", text: strings.Replace(deprecates, "`b`", "`q`", 1), refused: "no `q`"},
		{version: "1.2.0", text: deprecates},
		{version: "2.0.0", text: without, month: 1, refused: "announced"},
		{version: "1.3.0", text: without, month: 2},
		{version: "1.4.0", text: less, month: 2, refused: "breaks apps"},
		{version: "2.0.0", text: less, month: 2},
	}
	for i, step := range steps {
		months = step.month
		err := release(step.version, step.text, step.replace)
		if (err == nil) != (step.refused == "") || err != nil && !strings.Contains(err.Error(), step.refused) {
			t.Fatalf("step %d, %s: %v", i, step.version, err)
		}
	}
	releases, err := tree.Releases()
	if err != nil {
		t.Fatal(err)
	}
	versions := []string{}
	for _, release := range releases {
		versions = append(versions, release.Version)
	}
	if fmt.Sprint(versions) != "[1.0.0 1.0.1 1.1.0 1.2.0 1.3.0 2.0.0]" {
		t.Errorf("releases %v", versions)
	}
	page, err := os.ReadFile(tree.Root + "/schema/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{
		"## 2.0.0, of 2027-03-15\n\n### Breaks apps\n\n- `Query`\n  - `b`: It was removed.\n",
		"## 1.3.0, of 2027-03-15\n\n### Removed, as was announced\n\n- `Query`\n  - `a`: It was removed.\n",
		"### Deprecated\n\n- `Query`\n  - `a`: Use `b` instead. Removed in 2027-03.\n",
		"### Be ready for\n\n- `Query`\n  - `a(x:)`: ",
		"### Added\n\n- `Query`\n  - `c`: C.\n",
		"## 1.0.1, of 2027-01-15\n\nWords alone.\n",
	} {
		if !strings.Contains(string(page), says) {
			t.Errorf("the changelog does not say %q:\n%s", says, page)
		}
	}
	packed, err := os.ReadFile(tree.Root + "/mobile-mock/package-lock.json")
	if err != nil || !strings.Contains(string(packed), `"version": "2.0.0"`) || !strings.Contains(string(packed), `{"version": "0.0.1"}`) {
		t.Errorf("the version is not the release's alone: %s, %v", packed, err)
	}
}

// An app must know what an absent value means. So each field that may be null says when it is, or its type says it of
// all its fields.
func TestWhatMayBeNullSaysWhatThatMeans(t *testing.T) {
	t.Parallel()
	whole := present(t)
	for name := range answered(whole) {
		definition := whole.Types[name]
		if strings.HasPrefix(name, "__") || strings.Contains(definition.Description, "null") {
			continue
		}
		for _, field := range definition.Fields {
			if !field.Type.NonNull && !strings.HasPrefix(field.Name, "__") && !strings.Contains(strings.ToLower(field.Description), "null") {
				t.Errorf("%s.%s may be null: say what that means, as in \"null where there is none\"", name, field.Name)
			}
		}
	}
}
