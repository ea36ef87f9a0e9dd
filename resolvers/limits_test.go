package resolvers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

// appOperations are the app's own operations by name, each with the fragments that it uses, as the
// app sends it.
func appOperations(t testing.TB) map[string]string {
	t.Helper()
	return operationsIn(t, "../mobile-mock/operations")
}

// operationsIn are those of a front end by name, with their fragments.
func operationsIn(t testing.TB, folder string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.graphql"))
	must(t, err)
	fragments, operations := map[string]string{}, map[string]string{}
	definition := regexp.MustCompile(`(?m)^(fragment|query|mutation|subscription) (\w+)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		found := definition.FindAllSubmatchIndex(text, -1)
		for i, at := range found {
			end := len(text)
			if i+1 < len(found) {
				end = found[i+1][0]
			}
			into := operations
			if string(text[at[2]:at[3]]) == "fragment" {
				into = fragments
			}
			into[string(text[at[4]:at[5]])] = string(text[at[0]:end])
		}
	}
	spread := regexp.MustCompile(`\.{3}(\w+)`)
	for name, text := range operations {
		used := map[string]bool{}
		for left := []string{text}; len(left) > 0; left = left[1:] {
			for _, match := range spread.FindAllStringSubmatch(left[0], -1) {
				if !used[match[1]] {
					used[match[1]] = true
					operations[name] += fragments[match[1]]
					left = append(left, fragments[match[1]])
				}
			}
		}
	}
	if len(operations) < 12 {
		t.Fatalf("only %d operations are left in %s", len(operations), folder)
	}
	return operations
}

func tokens(t testing.TB, query string) int {
	t.Helper()
	l := lexer.New(&ast.Source{Input: query})
	for count := 0; ; count++ {
		token, err := l.ReadToken()
		must(t, err)
		if token.Kind == lexer.EOF {
			return count
		}
	}
}

// Each limit is at least twice what the app's and the console's own operations need, with pages as long as they
// ask for, and at most six times as much: there is room for what comes, and no more.
func TestTheLimitsFollowTheOperationsOfAppAndConsole(t *testing.T) {
	t.Parallel()
	app := needs(t, appOperations(t), 20)
	desk := needs(t, operationsIn(t, "../notify/campaign/console/operations"), 100)
	const least, most = 2, 6
	for what, need := range app {
		limit, both := resolvers.Limits(false)[what], max(need, desk[what])
		switch what {
		case "fields", "depth", "complexity": // what depends on who asks
			if forDesk := resolvers.Limits(true)[what]; forDesk < least*both || forDesk > most*both {
				t.Errorf("%s: for those who work for an organisation %d are allowed and %d are needed", what, forDesk, both)
			}
			both = need
		}
		switch both {
		case 0:
			both = 5 // neither uses it yet: a few
		case 1:
			both = 2 // neither asks for several yet
		}
		t.Logf("%-10s app %4d, console %4d, allowed %5d", what, need, desk[what], limit)
		if limit < least*both || limit > most*both {
			t.Errorf("%s: %d are allowed and %d are needed: want %d to %d times as many", what, limit, both, least, most)
		}
	}
}

// needs is the most that any of the operations takes of each limit.
func needs(t *testing.T, operations map[string]string, page int64) resolvers.Need {
	t.Helper()
	contract, all := contract(t), resolvers.Need{}
	names := make([]string, 0, len(operations))
	for name := range operations {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		query := operations[name]
		document, errs := gqlparser.LoadQueryWithRules(contract, query, nil)
		if len(errs) > 0 {
			t.Errorf("%s is not valid: %v", name, errs)
			continue
		}
		need := resolvers.Measure(t.Context(), document, document.Operations[0], m{"first": page})
		need["bytes"], need["tokens"] = len(query), tokens(t, query)
		t.Logf("%-22s %v", name, need)
		for what, used := range need {
			all[what] = max(all[what], used)
		}
	}
	return all
}

func repeat(count int, part func(i int) string) string {
	var all strings.Builder
	for i := range count {
		all.WriteString(part(i))
	}
	return all.String()
}

// What asks for too much is refused fast, with a short answer, before anything is looked up.
func TestQueriesThatAskForTooMuch(t *testing.T) {
	t.Parallel()
	deeper := func(levels int) string {
		return `{ viewer { letters { nodes ` + strings.Repeat("{ supersedes ", levels) + "{ id }" + strings.Repeat("}", levels) + "} } }"
	}
	const tooComplex, invalid = model.CodeTooComplex, model.CodeInvalid
	for name, test := range map[string]struct {
		query string
		code  model.Code
	}{
		"15 deep":       {deeper(11), tooComplex},
		"hundreds deep": {deeper(400), tooComplex},
		"deep by fragments": {`{ viewer { letters { nodes { ...A } } } }` + repeat(10, func(i int) string {
			return fmt.Sprintf("fragment %c on Letter { supersedes { ...%c } } ", 'A'+i, 'B'+i)
		}) + `fragment K on Letter { supersedes { id } }`, tooComplex},
		"wide pages":          {`{ viewer { feed(first: 100) { nodes { ... on Letter { ` + repeat(40, func(i int) string { return fmt.Sprintf("a%d: subject b%d: preview ", i, i) }) + `} } } } }`, tooComplex},
		"texts by the page":   {`{ viewer { feed(first: 100) { nodes { ... on Letter { ` + repeat(4, func(i int) string { return fmt.Sprintf("a%d: body { markdown } ", i) }) + `} } } } }`, tooComplex},
		"all senders at once": {`{ viewer { digitalPost { senders { code name level contact { ` + repeat(24, func(i int) string { return fmt.Sprintf("a%d: name ", i) }) + `} } } } }`, tooComplex},
		"pages in pages":      {`{ viewer { dossiers(first: 100) { nodes { letters { dossier { letters { id subject preview why next } } } } } } }`, tooComplex},
		"aliases": {`{ ` + repeat(60, func(i int) string {
			return fmt.Sprintf(`a%d: viewer { feed(first: 100) { nodes { __typename } } } `, i)
		}) + `}`, tooComplex},
		"an alias bomb":    {`{ ` + repeat(640, func(i int) string { return fmt.Sprintf(`a%d: __typename `, i) }) + `}`, tooComplex},
		"one field, often": {`{ viewer { ` + strings.Repeat("counts { unread } ", 300) + `} }`, tooComplex},
		"unknown at once":  {`{ ` + repeat(6, func(i int) string { return fmt.Sprintf("nothing%d ", i) }) + `}`, tooComplex},
		"unknown fields":   {`{ ` + strings.Repeat("nothing ", 1900) + `}`, tooComplex},
		"fewer unknown":    {`{ viewer { ` + strings.Repeat("nothing ", 590) + `} }`, ""},
		"a fragment bomb": {`{ viewer { ...F0 } } ` + repeat(100, func(i int) string {
			return fmt.Sprintf("fragment F%d on Viewer { ...F%d ...F%d } ", i, i+1, i+1)
		}) + `fragment F100 on Viewer { id }`, tooComplex},
		"a bomb of inline fragments": {`{ viewer { ...F0 } } ` + repeat(60, func(i int) string {
			return fmt.Sprintf("fragment F%d on Viewer { ... on Viewer { ...F%d } ... on Viewer { ...F%d } } ", i, i+1, i+1)
		}) + `fragment F60 on Viewer { id }`, tooComplex},
		"a fragment in itself":      {`{ viewer { ...A } } fragment A on Viewer { ...A }`, invalid},
		"fragments in each other":   {`{ viewer { ...A } } fragment A on Viewer { ...B ...B } fragment B on Viewer { ...A ...A }`, ""},
		"5,000 tokens":              {`{ ` + strings.Repeat("__typename ", 5000) + `}`, tooComplex},
		"1,201 tokens":              {`{ ` + strings.Repeat("a ", 1199) + `}`, tooComplex},
		"a long comment":            {`{ __typename } # ` + strings.Repeat("x", 1<<20), tooComplex},
		"a long text":               {`{ appStatus(platform: WEB, version: "` + strings.Repeat("1", 40_000) + `") { supported } }`, tooComplex},
		"many variables":            {`query (` + repeat(16, func(i int) string { return fmt.Sprintf("$a%d: Int ", i) }) + `) { __typename }`, tooComplex},
		"fewer variables":           {`query (` + repeat(15, func(i int) string { return fmt.Sprintf("$a%d: Int ", i) }) + `) { __typename }`, ""},
		"directives":                {`{ viewer ` + strings.Repeat("@skip(if: false) ", 21) + `{ id } }`, tooComplex},
		"fewer directives":          {`{ viewer ` + strings.Repeat("@skip(if: false) ", 20) + `{ id } }`, ""},
		"other names":               {`{ viewer { ` + repeat(31, func(i int) string { return fmt.Sprintf("a%d: id ", i) }) + `} }`, tooComplex},
		"two operations, one large": {`query A { __typename } query B { ` + strings.Repeat("__typename ", 601) + `}`, tooComplex},
		"no operation":              {`fragment A on Viewer { id }`, invalid},
		"no GraphQL":                {`SELECT * FROM letters`, invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			asked := s.as(an)
			begin := time.Now()
			calls := s.store.counted(func() {
				got := asked.try(t, test.query)
				if len(got.raw) > 20_000 {
					t.Errorf("the answer has %d bytes", len(got.raw))
				}
				if test.code != "" {
					wantError(t, got, test.code)
				} else if len(got.Errors) == 0 || len(got.Errors) > 50 || got.Errors[0].Extensions.Code != string(invalid) {
					t.Errorf("want up to 50 times INVALID, got %s", short(got.raw))
				}
			})
			if took := time.Since(begin); took > time.Minute { // the attacks that are refused here took minutes without limits
				t.Errorf("refusing took %s", took)
			}
			if calls["Mailboxes"] > 0 {
				t.Errorf("the store was asked: %v", calls)
			}
		})
	}
}

func TestLargeQueriesWithinTheLimitsAreAnswered(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.seven(t, an)
	for _, query := range []string{
		`{ viewer { letters { nodes ` + strings.Repeat("{ supersedes ", 8) + "{ id }" + strings.Repeat("}", 8) + "} } }", // 12 deep
		`{ ` + repeat(5, func(i int) string { return fmt.Sprintf(`a%d: viewer { feed(first: 100) { totalCount } } `, i) }) + `}`,
		`{ viewer { ` + strings.Repeat("...A ", 200) + `} } fragment A on Viewer { id }`,
		`{ viewer { feed(first: 100) { nodes { ... on Letter { nl: body { markdown } fr: body(language: FR) { markdown } } } } } }`,
	} {
		s.as(an).ask(t, query)
	}
}

func TestBodiesThatAreNoRequest(t *testing.T) {
	t.Parallel()
	s := newService(t)
	logbook.hide("85010100016")
	for name, body := range map[string]string{
		"empty": "", "half": `{"query": "{ viewer`, "null": "null", "a list": "[]", "no query": "{}", "a number": "1",
		"variables that are no object": `{"query": "{ __typename }", "variables": []}`,
		"which operation":              `{"query": "query A { __typename } query B { __typename }"}`,
		"a person in a half body":      `{"variables": {"insz": "85010100016"}`,
		"missing variable":             `{"query": "query ($id: ID!) { node(id: $id) { id } }"}`,
		"null variable":                `{"query": "query ($id: ID!) { node(id: $id) { id } }", "variables": {"id": null}}`,
		"wrong variable":               `{"query": "query ($first: Int!) { viewer { feed(first: $first) { totalCount } } }", "variables": {"first": "85010100016"}}`,
	} {
		got := s.as(an).post(t, []byte(body))
		if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "INVALID" || got.status >= 500 {
			t.Errorf("%s: HTTP %d: %s", name, got.status, got.raw)
		}
		if strings.Contains(string(got.raw), "85010100016") {
			t.Errorf("%s: the answer repeats what was sent: %s", name, got.raw)
		}
	}
}

func TestQueriesByGET(t *testing.T) {
	t.Parallel()
	s := newService(t)
	get := func(query string) answer {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/graphql?query="+url.QueryEscape(query), http.NoBody)
		must(t, err)
		return s.as(an).send(t, request)
	}
	want(t, get(viewerID).at("viewer.rev"), 0)
	refused := get(`mutation { activateDigitalPost(input: {understood: true}) { rev } }`)
	if len(refused.Errors) != 1 || refused.status == http.StatusOK {
		t.Errorf("a mutation by GET: HTTP %d: %s", refused.status, refused.raw)
	}
	want(t, s.mailbox(t, an).Rev, 0)
}

// The standard question of every GraphQL tool.
const introspection = `query IntrospectionQuery { __schema { queryType { name } mutationType { name } types { ...FullType } directives { name locations args { ...InputValue } } } }
	fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name args { ...InputValue } type { ...TypeRef } isDeprecated }
		inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description } possibleTypes { ...TypeRef } }
	fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
	fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }`

func TestTheSchemaIsToldInDevelopmentOnly(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, query := range []string{introspection, `{ __type(name: "Viewer") { name } }`, `{ ...A } fragment A on Query { x: __schema { types { name } } }`} {
		for _, caller := range []caller{s.anonymous(), s.as(an)} {
			got := caller.try(t, query)
			wantError(t, got, model.CodeForbidden)
			if strings.Contains(string(got.raw), "Viewer") {
				t.Errorf("the answer tells it all the same: %s", short(got.raw))
			}
		}
	}
	want(t, s.anonymous().ask(t, `{ __typename }`).at("__typename"), "Query")
	developing := newService(t, development)
	if types := developing.anonymous().ask(t, introspection).list("__schema.types"); len(types) < 50 {
		t.Errorf("%d types", len(types))
	}
}

// Each mutation may answer hundreds of entries, so that a request has few of them, however they are
// written.
func TestARequestHasFewMutations(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var body strings.Builder
	for i := range 6 {
		fmt.Fprintf(&body, "m%d: markFeedRead(input: {before: \"2026-06-01T10:00:00Z\"}) { rev } ", i)
	}
	for _, query := range []string{
		"mutation { " + body.String() + " }",
		"mutation { ...all } fragment all on Mutation { " + body.String() + " }",
	} {
		wantError(t, s.as(an).try(t, query), model.CodeTooComplex)
	}
}

// No list that a caller may send is without an end: each input list of the contract says how long it may be.
func TestEveryListOfAnInputHasAnEnd(t *testing.T) {
	t.Parallel()
	contract := contract(t)
	for name, kind := range contract.Types {
		if kind.Kind != ast.InputObject {
			continue
		}
		for _, field := range kind.Fields {
			if field.Type.Elem == nil || contract.Types[field.Type.Name()].Kind == ast.Enum {
				continue // no list, or one that counts as a set of few values
			}
			if !regexp.MustCompile(`\bmax=\d+`).MatchString(rule(field)) {
				t.Errorf("%s.%s is a list without an end: %q", name, field.Name, rule(field))
			}
		}
	}
}

// rule is what the contract demands of a field.
func rule(field *ast.FieldDefinition) string {
	if tag := field.Directives.ForName("goTag"); tag != nil {
		return tag.Arguments.ForName("value").Value.Raw
	}
	return ""
}

// README tells the limits as they are.
func TestReadmeTellsTheLimits(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../schema/README.md")
	must(t, err)
	app, desk := resolvers.Limits(false), resolvers.Limits(true)
	for name := range app {
		row := fmt.Sprintf("| %#q | %d | %d | %d |", name, app[name], desk[name], desk[name])
		if name != "mutations" && !strings.Contains(string(text), row) {
			t.Errorf("schema/README.md has no row %s", row)
		}
	}
}
