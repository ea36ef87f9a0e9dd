package resolvers_test

import (
	"net/http"
	"strings"
	"testing"

	"burgerbode/resolvers"
)

// An app in a browser is served by another host than the API's. Browsers let it ask, and read the headers that the
// documentation tells of, where that host is on the list.
func TestPagesOfListedHostsMayAsk(t *testing.T) {
	t.Parallel()
	s := newService(t, func(wanted *setup) { wanted.config.Origins = []string{"*.stad.example", "localhost:5173"} })
	question := map[string]string{
		"Access-Control-Request-Method":  http.MethodPost,
		"Access-Control-Request-Headers": "authorization,burgerbode-app,burgerbode-installation,content-type",
	}
	for origin, listed := range map[string]bool{
		"https://app.stad.example": true, "https://APP.stad.example": true, "http://localhost:5173": true,
		"http://localhost:5174": false, "https://stad.example.elders.example": false, "https://elders.example/.stad.example": false, "null": false,
	} {
		question["Origin"] = origin
		asked, _ := hostile{method: http.MethodOptions, header: question}.send(t, s.as(an), "*/*")
		answered, text := hostile{header: map[string]string{"Origin": origin}, body: posted(`{ viewer { id } }`, "null")}.send(t, s.as(an), "*/*")
		allowed := ""
		if listed {
			allowed = origin
		}
		want(t, []any{origin, asked.Header.Get("Access-Control-Allow-Origin"), answered.Header.Get("Access-Control-Allow-Origin")}, []any{origin, allowed, allowed})
		want(t, strings.Contains(asked.Header.Get("Access-Control-Allow-Headers"), "burgerbode-installation"), listed)
		want(t, strings.Contains(answered.Header.Get("Access-Control-Expose-Headers"), "Date"), listed)
		want(t, strings.Contains(strings.Join(answered.Header.Values("Vary"), ","), "Origin"), true)
		want(t, answered.Header.Get("Access-Control-Allow-Credentials"), "")
		if answered.StatusCode != http.StatusOK || !strings.Contains(string(text), `"id"`) {
			t.Errorf("%s: HTTP %d: %s", origin, answered.StatusCode, short(text))
		}
	}
}

// A page must be able to read why it was refused, and an answer by GET must not pass for another origin's.
func TestRefusalsAndTaggedAnswersTellPagesToo(t *testing.T) {
	t.Parallel()
	const origin = "https://app.stad.example"
	s := newService(t, func(wanted *setup) {
		wanted.config.Origins = []string{"app.stad.example"}
		wanted.config.Rates = resolvers.Rates{Address: 1}
	})
	tagged, _ := hostile{method: http.MethodGet, header: map[string]string{"Origin": origin}, query: "query={viewer{id}}"}.send(t, s.as(an), "*/*")
	want(t, tagged.StatusCode, http.StatusOK)
	vary := strings.Join(tagged.Header.Values("Vary"), ",")
	want(t, []bool{strings.Contains(vary, "Origin"), strings.Contains(vary, "Authorization")}, []bool{true, true})
	refused, _ := hostile{header: map[string]string{"Origin": origin}, body: posted(`{ viewer { id } }`, "null")}.send(t, s.as(an), "*/*")
	want(t, []any{refused.StatusCode, refused.Header.Get("Access-Control-Allow-Origin")}, []any{http.StatusTooManyRequests, origin})
}
