package contract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
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

// What the service checks is shown to all, in words that the contract explains.
func TestThePrintedContractShowsWhatIsChecked(t *testing.T) {
	t.Parallel()
	source := parse(t, `directive @goTag(key: String!, value: String) repeatable on INPUT_FIELD_DEFINITION
		directive @constraint(minItems: Int maxItems: Int minLength: Int maxLength: Int min: Int max: Int pattern: String format: String) on INPUT_FIELD_DEFINITION
		type Query { a: Int }
		"An input."
		input A {
			"Texts."
			texts: [String!]! @goTag(key: "validate", value: "min=1,max=6,dive,required,max=80,printable")
			"Others."
			others: [A!] @goTag(key: "validate", value: "omitempty,max=40,dive")
			"A name." name: ID! @goTag(key: "json", value: "n") @goTag(key: "validate", value: "required,min=8,max=64")
			"A number." number: Int @goTag(key: "validate", value: "omitempty,min=-5,max=5")
			"A currency." currency: String! @goTag(key: "validate", value: "eq=EUR")
			"A moment." at: Time! @goTag(key: "validate", value: "required")
			"Anything." any: String
		}
		scalar Time`)
	text := contract.Print(source)
	for _, line := range []string{
		"texts: [String!]! @constraint(minItems: 1, maxItems: 6, minLength: 1, maxLength: 80, format: \"printable\")\n",
		"others: [A!] @constraint(maxItems: 40)\n", "name: ID! @constraint(minLength: 8, maxLength: 64)\n",
		"number: Int @constraint(min: -5, max: 5)\n", "currency: String! @constraint(pattern: \"^EUR$\")\n", "at: Time!\n", "any: String\n",
	} {
		if !strings.Contains(text, "  "+line) {
			t.Errorf("it does not say %s:\n%s", line, text)
		}
	}
	whole, err := contract.Present()
	if err != nil {
		t.Fatal(err)
	}
	explained := whole.Directives["constraint"].Arguments.ForName("format").Description
	printed := contract.Print(whole)
	for _, match := range regexp.MustCompile(`format: "([^"]*)"`).FindAllStringSubmatch(printed, -1) {
		if !strings.Contains(explained, "`"+match[1]+"`") {
			t.Errorf("nobody is told what text %s is", match[1])
		}
	}
	if !strings.Contains(printed, "ids: [ID!]! @constraint(minItems: 1, maxItems: 200, minLength: 1, maxLength: 64)\n") {
		t.Error("it does not say what is checked of the ids to mark as read")
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
