package devissuer_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/graph/model"
)

// The demo's clock may be far from the machine's.
func demoNow() time.Time { return time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC) }

func start(t *testing.T) string {
	t.Helper()
	issuer, err := devissuer.New(devissuer.Config{
		Now: demoNow,
		Organisations: []*model.Organisation{
			{Code: "OVO002067", Name: "Stad Mechelen", Level: model.LevelMunicipal},
			{Code: "OVO900021", Name: "Vlaams agentschap", Level: model.LevelFlemish},
			{Code: "OVO900031", Name: "FOD", Level: model.LevelFederal},
		},
		Citizens: []devissuer.Citizen{{INSZ: "85010100016", Name: "An Peeters", Municipality: "Mechelen", About: "volle brievenbus"}},
		Callback: "/console/signed-in",
		Log:      slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(issuer)
	t.Cleanup(server.Close)
	return server.URL
}

func ask(t *testing.T, method, url, body string) (status int, answer map[string]any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatalf("%s %s: %v: %s", method, url, err, text)
	}
	return response.StatusCode, answer
}

func TestTokensAreSignedWithThePublishedKey(t *testing.T) {
	t.Parallel()
	url := start(t)
	keys, err := keyfunc.NewDefaultCtx(t.Context(), []string{url + devissuer.KeysPath})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		wish   string
		claims map[string]any
	}{
		{`{"as":"citizen","insz":"85.01.01-000.16"}`, map[string]any{"rrn": "85010100016", "vo_doelgroepcode": "BUR"}},
		{`{"as":"sender","org":"OVO002067"}`, map[string]any{"vo_orgcode": "OVO002067", "vo_doelgroepcode": "LB", "scope": "burgerbode_send"}},
		{`{"as":"sender","org":"OVO900021","onBehalfOf":"OVO002067","sandbox":true}`, map[string]any{
			"vo_orgcode": "OVO900021", "burgerbode_on_behalf_of": "OVO002067", "scope": "burgerbode_send burgerbode_sandbox"}},
		{`{"as":"sender","org":"OVO900021"}`, map[string]any{"vo_doelgroepcode": "GID"}},
		{`{"as":"sender","org":"OVO900031"}`, map[string]any{"vo_doelgroepcode": "OV"}},
		{`{"as":"communicator","org":"OVO002067","role":"approver"}`, map[string]any{"burgerbode_role": "approver"}},
		{`{"as":"operator","org":"OVO002067"}`, map[string]any{"burgerbode_role": "operator"}},
	} {
		status, answer := ask(t, http.MethodPost, url+devissuer.TokenPath, test.wish)
		signed, _ := answer["access_token"].(string)
		if status != http.StatusOK || signed == "" {
			t.Fatalf("%s: %d %v", test.wish, status, answer)
		}
		claims := jwt.MapClaims{}
		later := func() time.Time { return demoNow().Add(59 * time.Minute) }
		_, err := jwt.ParseWithClaims(signed, claims, keys.Keyfunc, jwt.WithValidMethods([]string{"ES256"}),
			jwt.WithIssuer(devissuer.Issuer), jwt.WithAudience(devissuer.Audience), jwt.WithExpirationRequired(), jwt.WithTimeFunc(later))
		if err != nil {
			t.Errorf("%s: %v", test.wish, err)
		}
		for name, want := range test.claims {
			if claims[name] != want {
				t.Errorf("%s: %s is %v, not %v", test.wish, name, claims[name], want)
			}
		}
		if subject, _ := claims["sub"].(string); subject == "" || strings.Contains(subject, "8501") {
			t.Errorf("%s: the subject is %q", test.wish, subject)
		}
		muchLater := func() time.Time { return demoNow().Add(61 * time.Minute) }
		if _, err := jwt.Parse(signed, keys.Keyfunc, jwt.WithTimeFunc(muchLater)); err == nil {
			t.Errorf("%s: the token does not end after an hour of the demo's clock", test.wish)
		}
	}
}

func TestWrongWishesAreRefused(t *testing.T) {
	t.Parallel()
	url := start(t)
	for _, test := range []struct{ wish, says string }{
		{`{`, "send"},
		{`{"as":"citizen","rrn":"85010100016"}`, "send"},
		{`{"as":"citizen"}`, "insz"},
		{`{"as":"citizen","insz":"85010100017"}`, "check digits"},
		{`{"as":"citizen","insz":"93051822361"}`, "demo numbers only"},
		{`{"as":"sender","org":"OVO000000"}`, "Stad Mechelen"},
		{`{"as":"sender","org":"OVO002067","onBehalfOf":"OVO000000"}`, "onBehalfOf"},
		{`{"as":"communicator","org":"OVO002067"}`, "author"},
		{`{"as":"mayor","org":"OVO002067"}`, `"citizen"`},
		{`{"as":"citizn"}`, `"citizen"`},
	} {
		status, answer := ask(t, http.MethodPost, url+devissuer.TokenPath, test.wish)
		says, _ := answer["error"].(string)
		if status != http.StatusBadRequest || !strings.Contains(says, test.says) {
			t.Errorf("%s: %d %v", test.wish, status, answer)
		}
		if strings.Contains(says, "850101") || strings.Contains(says, "930518") {
			t.Errorf("%s: the answer repeats the number: %s", test.wish, says)
		}
	}
}

func TestCitizensAreListed(t *testing.T) {
	t.Parallel()
	status, answer := ask(t, http.MethodGet, start(t)+devissuer.CitizensPath, "")
	citizens, _ := answer["citizens"].([]any)
	if status != http.StatusOK || len(citizens) != 1 {
		t.Fatalf("%d %v", status, answer)
	}
	first, _ := citizens[0].(map[string]any)
	for _, field := range []string{"insz", "name", "municipality", "about"} {
		if first[field] == "" {
			t.Errorf("the citizen has no %s", field)
		}
	}
}
