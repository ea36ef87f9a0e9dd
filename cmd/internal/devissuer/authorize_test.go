package devissuer_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/graph/model"
)

const verifier = "the-console-keeps-this-for-itself-0123456789abcdef"

// question is how the console asks an issuer at host; changes are pairs of a name and its value.
func question(host string, changes ...string) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	asked := url.Values{
		"client_id": {devissuer.ConsoleClient}, "redirect_uri": {host + "/console/signed-in"}, "response_type": {"code"},
		"scope": {"openid"}, "state": {"a state"}, "nonce": {"a nonce"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}
	for i := 0; i < len(changes); i += 2 {
		asked.Set(changes[i], changes[i+1])
	}
	return asked
}

// open asks for a page as a browser that follows no redirect.
func open(t *testing.T, address string) (status int, to *url.URL, page string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	to, _ = response.Location()
	return response.StatusCode, to, string(text)
}

// exchange hands a code in; changes are as of question.
func exchange(t *testing.T, host, code string, changes ...string) (status int, answer map[string]any) {
	t.Helper()
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {host + "/console/signed-in"},
		"client_id": {devissuer.ConsoleClient}, "code_verifier": {verifier},
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return ask(t, http.MethodPost, host+devissuer.TokenPath, form.Encode())
}

// chosen is the code for who was chosen on the page.
func chosen(t *testing.T, host, name string) string {
	t.Helper()
	status, _, page := open(t, host+devissuer.AuthorizePath+"?"+question(host).Encode())
	link := regexp.MustCompile(`<a href="([^"]+)">` + name + ` `).FindStringSubmatch(page)
	if status != http.StatusOK || link == nil {
		t.Fatalf("nobody called %s can be chosen: status %d: %s", name, status, page)
	}
	status, to, _ := open(t, host+html.UnescapeString(link[1]))
	if status != http.StatusFound || to == nil || to.Path != "/console/signed-in" || to.Query().Get("state") != "a state" {
		t.Fatalf("choosing %s: status %d, to %v", name, status, to)
	}
	return to.Query().Get("code")
}

func TestWhoIsChosenSignsInAtTheConsole(t *testing.T) {
	t.Parallel()
	host := start(t)
	keys, err := keyfunc.NewDefaultCtx(t.Context(), []string{host + devissuer.KeysPath})
	if err != nil {
		t.Fatal(err)
	}
	subjects := map[string]string{}
	for name, role := range map[string]string{"An Peeters": "author", "Bram De Smet": "approver"} {
		status, answer := exchange(t, host, chosen(t, host, name))
		if status != http.StatusOK || answer["token_type"] != "Bearer" {
			t.Fatalf("%s: %d %v", name, status, answer)
		}
		for kind, want := range map[string]map[string]any{
			"access_token": {"aud": devissuer.Audience, "vo_orgcode": "OVO002067", "burgerbode_role": role},
			"id_token":     {"aud": devissuer.ConsoleClient, "nonce": "a nonce", "name": name},
		} {
			signed, _ := answer[kind].(string)
			claims := jwt.MapClaims{}
			if _, err := jwt.ParseWithClaims(signed, claims, keys.Keyfunc, jwt.WithIssuer(devissuer.Issuer), jwt.WithTimeFunc(demoNow)); err != nil {
				t.Fatalf("%s: %s: %v", name, kind, err)
			}
			for claim, value := range want {
				if claims[claim] != value {
					t.Errorf("%s: %s: %s is %v, not %v", name, kind, claim, claims[claim], value)
				}
			}
			subjects[name], _ = claims["sub"].(string)
		}
	}
	if subjects["An Peeters"] == subjects["Bram De Smet"] || subjects["An Peeters"] == "" {
		t.Errorf("the author could approve: %v", subjects)
	}
}

func TestACodeServesOnceAndOnlyWhoAskedForIt(t *testing.T) {
	t.Parallel()
	host := start(t)
	used := chosen(t, host, "An Peeters")
	if status, answer := exchange(t, host, used); status != http.StatusOK {
		t.Fatalf("the first time: %d %v", status, answer)
	}
	for what, test := range map[string]struct {
		code    string
		changes []string
		want    string
	}{
		"used":           {used, nil, "invalid_grant"},
		"invented":       {"invented", nil, "invalid_grant"},
		"verifier":       {chosen(t, host, "An Peeters"), []string{"code_verifier", "somebody else's"}, "invalid_grant"},
		"client":         {chosen(t, host, "An Peeters"), []string{"client_id", "another"}, "invalid_grant"},
		"address":        {chosen(t, host, "An Peeters"), []string{"redirect_uri", "https://elsewhere.example"}, "invalid_grant"},
		"kind of grant":  {chosen(t, host, "An Peeters"), []string{"grant_type", "password"}, "unsupported_grant_type"},
		"empty verifier": {chosen(t, host, "An Peeters"), []string{"code_verifier", ""}, "invalid_grant"},
	} {
		if status, answer := exchange(t, host, test.code, test.changes...); status != http.StatusBadRequest || answer["error"] != test.want {
			t.Errorf("%s: %d %v, not %s", what, status, answer, test.want)
		}
	}
	spoilt := chosen(t, host, "An Peeters")
	exchange(t, host, spoilt, "code_verifier", "a guess")
	if status, _ := exchange(t, host, spoilt); status != http.StatusBadRequest {
		t.Error("after a wrong guess the code is still worth something")
	}
}

func TestACodeEndsAfterAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		issuer, err := devissuer.New(devissuer.Config{
			Now: time.Now, Organisations: []*model.Organisation{{Code: "OVO002067", Name: "Stad Mechelen", Level: model.LevelMunicipal}},
			Callback: "/console/signed-in", Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		const host = "http://demo.example"
		for wait, want := range map[time.Duration]int{59 * time.Second: http.StatusOK, time.Minute: http.StatusBadRequest} {
			page := httptest.NewRecorder()
			address := host + devissuer.AuthorizePath + "?" + question(host, "login_hint", "author:OVO002067").Encode()
			issuer.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody))
			to, err := page.Result().Location()
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(wait)
			form := url.Values{
				"grant_type": {"authorization_code"}, "code": {to.Query().Get("code")}, "redirect_uri": {host + "/console/signed-in"},
				"client_id": {devissuer.ConsoleClient}, "code_verifier": {verifier},
			}
			answer := httptest.NewRecorder()
			issuer.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, devissuer.TokenPath, strings.NewReader(form.Encode())))
			if answer.Code != want {
				t.Errorf("after %s: status %d, not %d", wait, answer.Code, want)
			}
			if told := map[string]any{}; json.Unmarshal(answer.Body.Bytes(), &told) != nil {
				t.Errorf("after %s: no JSON: %s", wait, answer.Body)
			}
		}
	})
}

func TestWrongQuestionsAreNotSentBack(t *testing.T) {
	t.Parallel()
	host := start(t)
	for _, test := range []struct{ name, value string }{
		{"redirect_uri", "https://elsewhere.example/console/signed-in"},
		{"redirect_uri", host + "/phone/"},
		{"redirect_uri", host + "/console/signed-in?next=https://elsewhere.example"},
		{"redirect_uri", "javascript://" + strings.TrimPrefix(host, "http://") + "/console/signed-in"},
		{"client_id", "another"},
		{"response_type", "token"},
		{"code_challenge_method", "plain"},
		{"code_challenge", ""},
	} {
		asked := question(host, test.name, test.value, "login_hint", "author:OVO002067")
		status, to, page := open(t, host+devissuer.AuthorizePath+"?"+asked.Encode())
		if status != http.StatusBadRequest || to != nil || !strings.Contains(page, test.name[:9]) {
			t.Errorf("%s %q: status %d, to %v: %s", test.name, test.value, status, to, page)
		}
	}
}
