package resolvers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph/model"
	"burgerbode/resolvers"
)

const (
	ownDocument   = `query Own { viewer { id } }`
	otherDocument = `query Other { viewer { counts { unread } } }`
)

// production is an API as citizens meet it, with one document of its own.
func production(s *setup) {
	s.config.AnyDocument = false
	s.config.Documents = []string{ownDocument}
}

func appOf(minimum string) option {
	return func(s *setup) {
		s.config.App = resolvers.AppConfig{MinimumVersion: minimum, UpgradeURL: "https://store.example/app", HelpPhone: "1700"}
	}
}

func (s *service) operator() caller {
	return s.with(issuerKeys()["ES256"].sign(jwt.MapClaims{
		"iss": issuerName, "aud": audience, "sub": "operator", "exp": s.clock.now().Add(validity).Unix(),
		"vo_orgcode": agency, "vo_doelgroepcode": "GID", "burgerbode_role": "operator",
	}))
}

// sends posts a body with headers, two texts each.
func (c caller) sends(t testing.TB, body m, headers ...string) answer {
	t.Helper()
	encoded, err := json.Marshal(body)
	must(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/graphql", strings.NewReader(string(encoded)))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return c.send(t, request)
}

func (c caller) gets(t testing.TB, query url.Values) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+"/graphql?"+query.Encode(), http.NoBody)
	must(t, err)
	return c.send(t, request)
}

func documentID(text string) string { return "sha256:" + model.OperationHash(text) }

func persisted(text string) m {
	return m{"persistedQuery": m{"version": 1, "sha256Hash": model.OperationHash(text)}}
}

const register = `mutation R($input: RegisterOperationsInput!) { registerOperations(input: $input) { operations { hash name error { code message } } } }`
const retire = `mutation R($input: RetireOperationsInput!) { retireOperations(input: $input) { documents unserved } }`

func registration(app, version string, documents ...string) m {
	return m{"input": m{"app": app, "version": version, "documents": documents}}
}

func TestADocumentOfTheListIsAskedByItsHashOrItsText(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	who := s.as(an)
	id := who.ask(t, ownDocument).text("viewer.id")
	with, err := json.Marshal(persisted(ownDocument))
	must(t, err)
	for name, a := range map[string]answer{
		"documentId": who.sends(t, m{"documentId": documentID(ownDocument)}),
		"extensions": who.sends(t, m{"extensions": persisted(ownDocument)}),
		"both":       who.sends(t, m{"query": ownDocument, "extensions": persisted(ownDocument)}),
		"GET":        who.gets(t, url.Values{"documentId": {documentID(ownDocument)}, "variables": {"{}"}}),
		"Apollo GET": who.gets(t, url.Values{"extensions": {string(with)}, "operationName": {"Own"}}),
	} {
		if len(a.Errors) > 0 || a.text("viewer.id") != id {
			t.Errorf("%s: HTTP %d %s", name, a.status, short(a.raw))
		}
	}
	wantError(t, who.sends(t, m{"query": otherDocument, "extensions": persisted(ownDocument)}), model.CodeInvalid)
	wantError(t, who.sends(t, m{"documentId": "md5:1"}), model.CodeNotFound)
	wantError(t, who.sends(t, m{"documentId": 7}), model.CodeInvalid, "documentId")
	wantError(t, who.sends(t, m{"extensions": m{"persistedQuery": m{"version": 2, "sha256Hash": model.OperationHash(ownDocument)}}}), model.CodeInvalid)
}

// What stands in a body beside the document is as it was sent, and what is no request is refused as ever.
func TestADocumentIDLeavesTheRestOfTheBodyAlone(t *testing.T) {
	t.Parallel()
	const withVariable = `query Status($v: String!) { appStatus(platform: IOS, version: $v) { supported } }`
	s := newService(t, func(s *setup) { production(s); s.config.Documents = append(s.config.Documents, withVariable) })
	who := s.as(an)
	for _, extensions := range []any{nil, m{}, m{"a": "<&>"}} {
		a := who.sends(t, m{"documentId": documentID(withVariable), "operationName": "Status", "variables": m{"v": "2.4.0"}, "extensions": extensions})
		if a.at("appStatus.supported") != true {
			t.Errorf("extensions %v: %s", extensions, short(a.raw))
		}
	}
	if a := who.sends(t, m{"documentId": nil, "query": ownDocument}); len(a.Errors) > 0 {
		t.Errorf("null: %s", short(a.raw))
	}
	id := documentID(withVariable)
	wantError(t, who.sends(t, m{"documentId": id, "variables": m{}}), model.CodeInvalid, "v")
	wantError(t, who.sends(t, m{"documentId": id, "operationName": "Other", "variables": m{"v": "1"}}), model.CodeInvalid)
	for _, body := range []string{`[{"documentId":"` + id + `"}]`, `{"documentId":"` + id + `"`, `{"documentId":"` + id + `","extensions":7}`} {
		if a := who.post(t, []byte(body)); len(a.Errors) == 0 || a.Data != nil {
			t.Errorf("%s: %s", body, short(a.raw))
		}
	}
	large := who.sends(t, m{"documentId": id, "variables": m{"v": strings.Repeat("1", 1<<20)}})
	if len(large.Errors) == 0 {
		t.Error("a document is found by the id of a body of any size")
	}
}

func TestASubscriptionIsAskedByItsHash(t *testing.T) {
	t.Parallel()
	s := newService(t, func(s *setup) { production(s); s.config.Documents = append(s.config.Documents, follow) })
	encoded, err := json.Marshal(m{"extensions": persisted(follow), "variables": m{"id": "x"}})
	must(t, err)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", strings.NewReader(string(encoded)))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	status, body := s.as(an).fetchText(t, request)
	if status != http.StatusOK || !strings.Contains(body, "event: next") || !strings.Contains(body, `"FORBIDDEN"`) || !strings.Contains(body, "campaignProgress") {
		t.Errorf("HTTP %d: %s", status, body)
	}
}

func TestCitizensAskOnlyWhatIsOnTheList(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	for _, who := range []caller{s.as(an), s.anonymous()} {
		wantError(t, who.try(t, otherDocument), model.CodeForbidden)
		wantError(t, who.try(t, ownDocument+" "), model.CodeForbidden)
		unknown := who.sends(t, m{"documentId": documentID(otherDocument)})
		wantError(t, unknown, model.CodeNotFound)
		if unknown.Errors[0].Message != "PersistedQueryNotFound" { // Apollo's clients look for it
			t.Errorf("the message is %q", unknown.Errors[0].Message)
		}
	}
	wantError(t, s.with("expired").try(t, otherDocument), model.CodeUnauthenticated)
	wantError(t, s.sender(mechelen).try(t, otherDocument), model.CodeForbidden) // by the field's own rule
	s.sender(mechelen).ask(t, `{ __typename }`)
	s.operator().ask(t, `{ __typename }`)
	newService(t, production, development).as(an).ask(t, otherDocument)
}

func TestARegisteredDocumentIsServedUntilItsVersionsAreRetired(t *testing.T) {
	t.Parallel()
	s := newService(t, production, appOf(""))
	elsewhere, who := s.again(t, production, appOf("")), s.as(an)
	wantError(t, elsewhere.as(an).try(t, otherDocument), model.CodeForbidden)
	registered := s.operator().ask(t, register, registration("third", "1.0", otherDocument, "{ viewer { id } }", "query X { nothing }", "query {"))
	want(t, registered.each("registerOperations.operations", "name"), []string{"Other", "<nil>", "<nil>", "<nil>"})
	want(t, registered.each("registerOperations.operations", "error.code"), []string{"<nil>", "INVALID", "INVALID", "INVALID"})
	want(t, registered.text("registerOperations.operations.0.hash"), model.OperationHash(otherDocument))
	s.operator().ask(t, register, registration("third", "1.1", otherDocument))
	s.operator().ask(t, register, registration("third", "1.1", otherDocument))
	who.ask(t, otherDocument)
	elsewhere.clock.advance(11 * time.Second)
	for _, who := range []caller{who, elsewhere.as(an)} {
		if a := who.sends(t, m{"documentId": documentID(otherDocument)}); len(a.Errors) > 0 {
			t.Errorf("by its hash: %s", short(a.raw))
		}
	}
	list := s.operator().ask(t, `{ registeredOperations(app: "third") { nodes { name text versions { version retiredAt } } edges { cursor } pageInfo { hasNextPage } } }`)
	want(t, list.list("registeredOperations.nodes"), []any{m{"name": "Other", "text": otherDocument, "versions": []m{
		{"version": "1.0", "retiredAt": nil}, {"version": "1.1", "retiredAt": nil},
	}}})

	want(t, s.operator().ask(t, retire, m{"input": m{"app": "third", "version": "1.0"}}).Data, m{"retireOperations": m{"documents": 1, "unserved": 0}})
	who.ask(t, otherDocument)
	want(t, s.operator().ask(t, retire, m{"input": m{"app": "third", "version": "1.1"}}).Data, m{"retireOperations": m{"documents": 1, "unserved": 1}})
	s.clock.advance(time.Minute)
	for _, who := range []caller{who, elsewhere.as(an)} {
		for _, body := range []m{{"documentId": documentID(otherDocument)}, {"query": otherDocument}} {
			retired := who.sends(t, body)
			wantError(t, retired, model.CodeUpgradeRequired)
			want(t, retired.hint("upgradeUrl"), "https://store.example/app")
			want(t, retired.hint("helpPhone"), "1700")
		}
	}
	s.operator().ask(t, register, registration("third", "1.1", otherDocument))
	who.ask(t, otherDocument)
}

// hint is one of the extensions of the first error.
func (a answer) hint(name string) any {
	var whole struct{ Errors []struct{ Extensions m } }
	if json.Unmarshal(a.raw, &whole) != nil || len(whole.Errors) == 0 {
		return nil
	}
	return whole.Errors[0].Extensions[name]
}

func TestOnlyAnOperatorRegistersDocuments(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, who := range []caller{s.as(an), s.sender(mechelen)} {
		wantError(t, who.try(t, register, registration("x", "1", ownDocument)), model.CodeForbidden)
	}
	wantError(t, s.operator().try(t, register, m{"input": m{"app": "No Name", "version": "one", "documents": []string{}}}), model.CodeInvalid, "app", "version", "documents")
	deep := "query Deep " + strings.Repeat("{ viewer ", 20) + "{ id }" + strings.Repeat("}", 20)
	a := s.operator().ask(t, register, registration("x", "1", deep))
	want(t, a.each("registerOperations.operations", "error.code"), []string{"TOO_COMPLEX"})
}

func TestUnknownHashesDoNotHammerTheStore(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	who := s.as(an)
	who.ask(t, ownDocument)
	reads := s.store.counted(func() {
		for range 5 {
			wantError(t, who.sends(t, m{"documentId": documentID("x")}), model.CodeNotFound)
		}
	})
	if reads["FindRecords operations"] != 1 {
		t.Errorf("one unknown hash was read: %v", reads)
	}
	reads = s.store.counted(func() {
		for i := range 200 {
			a := who.sends(t, m{"documentId": documentID(fmt.Sprint(i))})
			want(t, a.problems(), []string{map[bool]string{true: "NOT_FOUND", false: "RATE_LIMITED"}[i < 119]})
		}
	})
	want(t, reads["FindRecords operations"], 119)
	who.ask(t, ownDocument)
	// Nobody else is kept waiting, whether signed in or not: a new app becomes known all the same.
	s.operator().ask(t, register, registration("phone", "1.1", otherDocument))
	other := s.again(t, production)
	for i := range 200 {
		other.as(an).sends(t, m{"documentId": documentID(fmt.Sprint(i))})
	}
	wantError(t, other.as(an).sends(t, m{"documentId": documentID(otherDocument)}), model.CodeRateLimited)
	wantError(t, other.anonymous().sends(t, m{"documentId": documentID("y")}), model.CodeNotFound)
	want(t, len(other.as(bram).sends(t, m{"documentId": documentID(otherDocument)}).Errors), 0)
	want(t, len(other.as(an).sends(t, m{"documentId": documentID(otherDocument)}).Errors), 0)
}

func TestAnAppThatIsTooOldIsToldSo(t *testing.T) {
	t.Parallel()
	s := newService(t, appOf("2.4.0"))
	who := s.as(an)
	for name, headers := range map[string][]string{
		"ours":     {"Burgerbode-App", "phone/2.3.9"},
		"Apollo's": {"apollographql-client-name", "phone", "apollographql-client-version", "2.3"},
	} {
		refused := who.sends(t, m{"query": ownDocument}, headers...)
		wantError(t, refused, model.CodeUpgradeRequired)
		want(t, refused.hint("upgradeUrl"), "https://store.example/app")
		want(t, refused.hint("helpPhone"), "1700")
		if a := who.sends(t, m{"query": `{ appStatus(platform: IOS, version: "2.3.9") { supported } }`}, headers...); len(a.Errors) > 0 || a.at("appStatus.supported") != false {
			t.Errorf("%s: %s", name, short(a.raw))
		}
	}
	for _, header := range []string{"phone/2.4.0", "phone/10", "phone", "Phone/1.0", "phone/1.0/2", "phone/1.x", "/1.0", strings.Repeat("a", 41) + "/1.0"} {
		if a := who.sends(t, m{"query": ownDocument}, "Burgerbode-App", header); len(a.Errors) > 0 {
			t.Errorf("%q: %s", header, short(a.raw))
		}
	}
	if a := s.sender(mechelen).sends(t, m{"query": `{ __typename }`}, "Burgerbode-App", "phone/1.0"); len(a.Errors) > 0 {
		t.Errorf("a sender: %s", short(a.raw))
	}
	strict := newService(t, production, appOf("2.4.0"))
	wantError(t, strict.as(an).sends(t, m{"query": otherDocument}, "Burgerbode-App", "phone/2.0"), model.CodeUpgradeRequired)
}
