package resolvers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"burgerbode/graph/model"
)

const (
	strong = "urn:be:vlaanderen:authmech:eid"
	other  = "urn:be:vlaanderen:authmech:itsme"
	weak   = "urn:be:vlaanderen:authmech:sms"
)

// signedInBy is a citizen whose token has an acr; none when it is empty.
func (s *service) signedInBy(p person, acr string) caller {
	claims := jwt.MapClaims{
		"iss": issuerName, "aud": audience, "sub": "someone", "exp": s.clock.now().Add(validity).Unix(),
		"vo_doelgroepcode": "BUR", "rrn": string(p),
	}
	if acr != "" {
		claims["acr"] = acr
	}
	return s.with(issuerKeys()["ES256"].sign(claims))
}

func stepUp(s *setup) { s.config.SensitiveACR = model.Assurances{strong, other} }

// A fine and an information, each with a document.
func withAFine(t *testing.T, s *service) {
	t.Helper()
	s.as(an).activate(t)
	_, hash := s.sender(mechelen).handOver(t, "het pv")
	fine := withDocument(change(letter("fine", an), "kind", "GAS_FINE"), hash)
	for _, result := range s.sender(mechelen).deliver(t, fine, withDocument(letter("plain", an), hash)) {
		want(t, result.Channel, "DIGITAL")
	}
}

const texts = `{ viewer { letters { nodes { kind id subject preview body { markdown } documents { id title url } } } documents { nodes { title url } } } }`

func TestWhatIsSensitiveWantsAStrongSignIn(t *testing.T) {
	t.Parallel()
	s := newService(t, stepUp)
	withAFine(t, s)
	for _, acr := range []string{weak, ""} {
		a := s.signedInBy(an, acr).try(t, texts)
		if len(a.Errors) != 3 { // the text, its document, and that in the list
			t.Fatalf("%s", short(a.raw))
		}
		for _, refused := range a.Errors {
			want(t, refused.Extensions.Code, model.CodeStepUpRequired)
		}
		want(t, a.hint("acr"), strong+" "+other)
		seen := map[string]bool{}
		for _, node := range a.list("viewer.letters.nodes") {
			node := node.(m)
			shown, document := node["body"] != nil, node["documents"].([]any)[0].(m)
			seen[node["kind"].(string)] = shown
			if node["subject"] == "" || shown != (node["preview"] != "") || document["title"] == "" || shown != (document["url"] != nil) {
				t.Errorf("%v", node)
			}
		}
		want(t, seen, m{"GAS_FINE": false, "INFORMATION": true})
	}
	for _, acr := range []string{strong, other} {
		s.signedInBy(an, acr).ask(t, texts)
	}
	newService(t).as(an).ask(t, texts) // where nothing is asked for every sign-in will do
}

func TestALetterThatIsNotShownIsNotOpened(t *testing.T) {
	t.Parallel()
	s := newService(t, stepUp)
	withAFine(t, s)
	id := string(model.LetterID(mechelen, run, "fine"))
	const open = `mutation ($id: ID!) { openLetter(input: {id: $id}) { letter { firstOpenedAt } } }`
	wantError(t, s.signedInBy(an, weak).try(t, open, m{"id": id}), model.CodeStepUpRequired)
	if opened := s.signedInBy(an, weak).ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { firstOpenedAt } } }`, m{"id": id}); opened.at("node.firstOpenedAt") != nil {
		t.Errorf("it was opened: %s", short(opened.raw))
	}
	if opened := s.signedInBy(an, strong).ask(t, open, m{"id": id}); opened.at("openLetter.letter.firstOpenedAt") == nil {
		t.Errorf("it was not opened: %s", short(opened.raw))
	}
}

func TestADownloadAsksForAStrongSignInAsRFC9470Says(t *testing.T) {
	t.Parallel()
	s := newService(t, stepUp)
	withAFine(t, s)
	strongly, weakly := s.signedInBy(an, strong), s.signedInBy(an, weak)
	link := ""
	for _, node := range strongly.ask(t, texts).list("viewer.letters.nodes") {
		if node := node.(m); node["kind"] == "GAS_FINE" {
			link = node["documents"].([]any)[0].(m)["url"].(string)
		}
	}
	fine, _, _ := strings.Cut(link, "?")
	refused := weakly.get(t, fine)
	refused.Body.Close()
	want(t, refused.StatusCode, http.StatusUnauthorized)
	want(t, refused.Header.Get("WWW-Authenticate"),
		`Bearer error="insufficient_user_authentication", error_description="a stronger sign-in is needed", acr_values="`+strong+" "+other+`"`)
	for _, answer := range []*http.Response{strongly.get(t, fine), s.anonymous().get(t, link)} {
		answer.Body.Close()
		want(t, answer.StatusCode, http.StatusOK)
	}
}
