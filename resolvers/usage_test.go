package resolvers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/resolvers"
)

// counted are uses as "name app/version count", sorted; a deprecated one ends in "!".
func counted(all []resolvers.Use) []string {
	lines := []string{}
	for _, use := range all {
		line := fmt.Sprintf("%s %s/%s %d", use.Name, use.App, use.Version, use.Count)
		if use.Deprecated {
			line += "!"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

func TestWhatIsUsedIsCountedByAppAndVersion(t *testing.T) {
	t.Parallel()
	const public = `query Status { appStatus(platform: IOS, version: "1") { supported } }`
	s := newService(t, func(s *setup) { production(s); s.config.Documents = append(s.config.Documents, public) })
	s.operator().ask(t, register, registration("third", "1.0", otherDocument))
	who := s.as(an)
	who.sends(t, m{"query": ownDocument}, "Burgerbode-App", "phone/2.4.0")
	who.sends(t, m{"documentId": documentID(ownDocument)}, "Burgerbode-App", "phone/2.4.0")
	who.sends(t, m{"query": ownDocument}, "Burgerbode-App", "made-up/2.4.0")
	who.sends(t, m{"query": otherDocument}, "Burgerbode-App", "third/1.0")
	s.anonymous().sends(t, m{"query": public}, "Burgerbode-App", "phone/66.6")
	who.sends(t, m{"query": ownDocument})
	operations, fields := s.api.Uses()
	want(t, counted(operations), []string{
		"Other third/1.0 1", "Own other/other 1", "Own phone/2.4.0 2", "Own unnamed/ 1", "Status phone/other 1", "other unnamed/ 1",
	})
	shown := slices.DeleteFunc(counted(fields), func(line string) bool { return !strings.HasPrefix(line, "Viewer.") })
	want(t, shown, []string{
		"Viewer.counts third/1.0 1", "Viewer.id other/other 1", "Viewer.id phone/2.4.0 2", "Viewer.id unnamed/ 1",
	})
	again, _ := s.api.Uses()
	want(t, counted(again), counted(operations))
}

// Nothing of the contract may be deprecated just now, so this one is made up.
func TestDeprecatedValuesAreCountedWhereverTheyStand(t *testing.T) {
	t.Parallel()
	const gone = ` @deprecated(reason: "Use ` + "`NEW`" + ` instead. Removed in 2027-06.")`
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { a(one: Kind, many: [Kind!], in: In, ins: [[In!]!], plain: Plain): Int }
		enum Kind { OLD` + gone + ` NEW OLDER` + gone + ` }
		input In { kind: Kind, other: Int` + gone + `, deeper: [In!], plain: Plain }
		input Plain { text: String }`})
	document, problems := gqlparser.LoadQueryWithRules(schema, `query ($one: Kind, $many: [Kind!], $in: In, $ins: [[In!]!], $plain: Plain) {
		a(one: $one, many: $many, in: $in, ins: $ins, plain: $plain) b: a(one: OLDER) }`, nil)
	want(t, len(problems), 0)
	for name, each := range map[string]struct {
		variables m
		want      []string // beside what the document names
	}{
		"nothing":              {nil, nil},
		"others":               {m{"one": "NEW", "in": m{"kind": "NEW", "plain": m{"text": "OLD"}}, "plain": m{"text": "OLD"}, "many": nil}, nil},
		"a value":              {m{"one": "OLD"}, []string{"Kind.OLD unnamed/ 1!"}},
		"the same twice":       {m{"one": "OLD", "many": []any{"NEW", "OLD", "OLD"}}, []string{"Kind.OLD unnamed/ 1!"}},
		"one for many":         {m{"many": "OLD"}, []string{"Kind.OLD unnamed/ 1!"}},
		"a field":              {m{"in": m{"other": nil}}, []string{"In.other unnamed/ 1!"}},
		"deep":                 {m{"ins": []any{[]any{m{"deeper": []any{m{"other": 3}, m{"kind": "OLD"}}}}}}, []string{"In.other unnamed/ 1!", "Kind.OLD unnamed/ 1!"}},
		"what the document is": {m{"one": "OLDER"}, nil},
		"more than is read":    {m{"many": append(slices.Repeat([]any{"NEW"}, 2_000), "OLD")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			uses := counted(resolvers.UsesOf(schema, document, each.variables))
			want(t, uses, append(each.want, "Kind.OLDER unnamed/ 1!", "Query.a unnamed/ 1"))
		})
	}
	want(t, counted(resolvers.UsesOf(schema, document, m{"one": "OLD"}, m{"one": "NEW"}, m{"one": "OLD"})), []string{
		"Kind.OLD unnamed/ 2!", "Kind.OLDER unnamed/ 3!", "Query.a unnamed/ 3",
	})
}

// A subscription is asked once, however often it is answered.
func TestASubscriptionIsOneUse(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	phone := s.as(an).line(t)
	phone.subscribes(t, "a", changed, m{"since": s.token(t)})
	for unread := range 2 {
		waitFor(t, func() bool { return s.api.Followed() == 1 })
		s.sender(mechelen).deliver(t, letter(fmt.Sprint(unread), an))
		want(t, phone.hearsNext(t, "a").at("mailboxChanged.counts.unread"), unread+1)
	}
	_, fields := s.api.Uses()
	shown := slices.DeleteFunc(counted(fields), func(line string) bool { return !strings.HasPrefix(line, "Subscription.") })
	want(t, shown, []string{"Subscription.mailboxChanged unnamed/ 1"})
}

func TestFiguresStayFew(t *testing.T) {
	t.Parallel()
	s := newService(t)
	who := s.as(an)
	for i := range 60 {
		who.sends(t, m{"query": ownDocument}, "Burgerbode-App", fmt.Sprintf("phone/1.%d", i))
		who.sends(t, m{"query": ownDocument}, "Burgerbode-App", fmt.Sprintf("app%d/1", i))
	}
	operations, fields := s.api.Uses()
	want(t, []int{len(operations), len(fields)}, []int{22, 44})
	total := int64(0)
	for _, use := range operations {
		total += use.Count
	}
	want(t, total, 120)
}
