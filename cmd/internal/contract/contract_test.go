package contract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/cmd/internal/contract"
)

func parse(t *testing.T, text string) *ast.Schema {
	t.Helper()
	parsed, err := contract.Parse("case", text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// The cases are also read by schema/npm/test/rules.test.mjs, which holds those under "graphql" against graphql-js; those
// under "ours" are what graphql-js does not look at.
func TestChangesAreWhatTheCasesSay(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Before, After string
		GraphQL, Ours       []string
	}
	if err := json.Unmarshal(content, &cases); err != nil {
		t.Fatal(err)
	}
	for _, each := range cases {
		t.Run(each.Name, func(t *testing.T) {
			t.Parallel()
			got := []string{}
			for _, change := range contract.Compare(parse(t, each.Before), parse(t, each.After)) {
				got = append(got, fmt.Sprintf("%s %s %s", change.Level, change.Code, change.Path))
			}
			want := slices.Concat(each.GraphQL, each.Ours)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestNothingChangesByPrinting(t *testing.T) {
	t.Parallel()
	present, err := contract.Present()
	if err != nil {
		t.Fatal(err)
	}
	text := contract.Print(present)
	printed := parse(t, text)
	for _, change := range contract.Compare(present, printed) {
		if !strings.HasPrefix(change.Path, "@go") { // those are ours alone
			t.Errorf("%+v", change)
		}
	}
	if again := contract.Print(printed); again != text {
		t.Error("printing what was printed gives another text")
	}
	if strings.Contains(text, "@go") {
		t.Error("what steers Go is in it")
	}
	for name, definition := range present.Types {
		if other := printed.Types[name]; other == nil || other.Description != definition.Description {
			t.Errorf("%s: another description", name)
		}
	}
}

const old = "type Query { a(x: Int @deprecated(reason: \"Use `y` instead. Removed in 2027-06.\"), y: Int): Int" +
	" b: Int @deprecated(reason: \"Use `a` instead. Removed in 2027-06.\") c: Int }" +
	" enum E { X @deprecated(reason: \"Use `Y` instead. It says the same. Removed in 2027-06.\") Y }"

func TestWhatWasDeprecatedGoesInItsMonth(t *testing.T) {
	t.Parallel()
	before := parse(t, old)
	changes := contract.Compare(before, parse(t, "type Query { a(y: Int): Int c: Int } enum E { Y }"))
	if len(changes) != 3 {
		t.Fatalf("changes: %+v", changes)
	}
	marked, early := contract.Due(before, changes, time.Date(2027, 5, 31, 0, 0, 0, 0, time.UTC))
	if contract.Worst(marked) != contract.Breaking || len(early) != 3 {
		t.Errorf("the day before: %v, early %+v", contract.Worst(marked), early)
	}
	marked, early = contract.Due(before, changes, time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC))
	if contract.Worst(marked) != contract.Announced || len(early) != 0 {
		t.Errorf("on the day: %v, early %+v", contract.Worst(marked), early)
	}
	marked, _ = contract.Due(before, contract.Compare(before, parse(t, "type Query { a(y: Int): Int } enum E { Y }")),
		time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC))
	if contract.Worst(marked) != contract.Breaking {
		t.Errorf("Query.c was never deprecated: %v", contract.Worst(marked))
	}
}

func TestDeprecationsSayWhatInstead(t *testing.T) {
	t.Parallel()
	if problems := contract.CheckDeprecations(parse(t, old)); len(problems) > 0 {
		t.Errorf("these are well: %q", problems)
	}
	for _, text := range []string{
		"type Query { a: Int @deprecated b: Int }",
		"type Query { a: Int @deprecated(reason: \"Use b.\") b: Int }",
		"type Query { a: Int @deprecated(reason: \"Use `b` instead. Removed in 2027-13.\") b: Int }",
		"type Query { a: Int @deprecated(reason: \"Use `c` instead. Removed in 2027-06.\") b: Int }",
		"type Query { a: Int @deprecated(reason: \"Use `Other.b` instead. Removed in 2027-06.\") b: Int }",
		"type Query { a(x: Int @deprecated(reason: \"Use `b` instead. Removed in 2027-06.\")): Int b: Int }",
	} {
		if problems := contract.CheckDeprecations(parse(t, text)); len(problems) != 1 {
			t.Errorf("%s: %q", text, problems)
		}
	}
}
