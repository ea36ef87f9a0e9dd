package mobilemock_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	mobilemock "burgerbode/mobile-mock"
)

func get(t *testing.T, path string, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	request.Header = header
	answer := httptest.NewRecorder()
	mobilemock.Handler().ServeHTTP(answer, request)
	return answer
}

func TestThePageAndEveryFileItNamesAreServed(t *testing.T) {
	t.Parallel()
	page := get(t, "/phone/", nil)
	if page.Code != http.StatusOK || page.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("the page: status %d, type %q", page.Code, page.Header().Get("Content-Type"))
	}
	if caching := page.Header().Get("Cache-Control"); caching != "no-cache" {
		t.Errorf("the page is cached: %q", caching)
	}
	named := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page.Body.String(), -1)
	if len(named) < 4 {
		t.Fatalf("the page names only %d files", len(named))
	}
	for _, match := range named {
		name := match[1]
		served := get(t, name, nil)
		if served.Code != http.StatusOK || strings.HasPrefix(served.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: status %d, type %q", name, served.Code, served.Header().Get("Content-Type"))
		}
		immutable := strings.Contains(served.Header().Get("Cache-Control"), "immutable")
		if immutable != strings.HasPrefix(name, "/phone/assets/") {
			t.Errorf("%s: Cache-Control %q", name, served.Header().Get("Cache-Control"))
		}
	}
}

func TestTheAppsOwnAddressesGetThePage(t *testing.T) {
	t.Parallel()
	page := get(t, "/phone/", nil).Body.String()
	for _, path := range []string{"/phone/letter/abc", "/phone/settings/post", "/phone/index.html"} {
		if answer := get(t, path, nil); answer.Code != http.StatusOK || answer.Body.String() != page {
			t.Errorf("%s: status %d, not the page", path, answer.Code)
		}
	}
	if answer := get(t, "/phone/assets/gone.js", nil); answer.Code != http.StatusNotFound {
		t.Errorf("a file of an old version: status %d, not 404", answer.Code)
	}
}

func TestThePageIsNotSentAgainUnchanged(t *testing.T) {
	t.Parallel()
	tag := get(t, "/phone/", nil).Header().Get("ETag")
	if again := get(t, "/phone/", http.Header{"If-None-Match": {tag}}); tag == "" || again.Code != http.StatusNotModified {
		t.Errorf("tag %q: status %d, not 304", tag, again.Code)
	}
}

func TestTheServiceWorkerMayServeTheWholePhone(t *testing.T) {
	t.Parallel()
	worker := get(t, "/phone/sw.js", nil).Header()
	if worker.Get("Service-Worker-Allowed") != "/phone/" || worker.Get("Cache-Control") != "no-cache" {
		t.Errorf("headers %v", worker)
	}
	if kind := worker.Get("Content-Type"); kind != "text/javascript; charset=utf-8" {
		t.Errorf("type %q", kind)
	}
}

func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	t.Parallel()
	if policy := get(t, "/phone/", nil).Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'self';") {
		t.Errorf("policy %q", policy)
	}
}

func TestOnlyReading(t *testing.T) {
	t.Parallel()
	answer := httptest.NewRecorder()
	mobilemock.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/phone/", nil))
	if answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("status %d, Allow %q", answer.Code, answer.Header().Get("Allow"))
	}
}

// Each once, and none without its fragments.
func TestAllOperationsAreThoseOfTheFiles(t *testing.T) {
	t.Parallel()
	all, err := mobilemock.All()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(mobilemock.Operations, "operations/*.graphql")
	if err != nil || len(all) != len(files)-1 { // one holds the fragments
		t.Fatalf("%d operations in %d files, %v", len(all), len(files), err)
	}
	seen := map[string]bool{}
	for _, text := range all {
		if seen[text] || strings.HasPrefix(text, "fragment") {
			t.Errorf("twice, or no operation: %.80s", text)
		}
		seen[text] = true
	}
}

// One file, one operation, one name.
func TestOperationsAreNamedAfterTheirFiles(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(mobilemock.Operations, "operations/*.graphql")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d operations, %v", len(names), err)
	}
	definition := regexp.MustCompile(`(?m)^(query|mutation|subscription|fragment) (\w+)`)
	for _, name := range names {
		text, err := fs.ReadFile(mobilemock.Operations, name)
		if err != nil {
			t.Fatal(err)
		}
		found := definition.FindAllStringSubmatch(string(text), -1)
		if name == "operations/fragments.graphql" {
			for _, match := range found {
				if match[1] != "fragment" {
					t.Errorf("%s holds a %s", name, match[1])
				}
			}
			continue
		}
		if len(found) != 1 || name != "operations/"+found[0][2]+".graphql" {
			t.Errorf("%s holds %v", name, found)
		}
	}
}

// What the service allows by hash, what the package tells app teams to register and what the phone sends are one text.
func TestThePackageHoldsTheOperationsAsTheAppSendsThem(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../schema/npm/documents.json")
	if err != nil {
		t.Fatal(err)
	}
	var packed map[string]string
	if err := json.Unmarshal(content, &packed); err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(mobilemock.Operations, "operations/*.graphql")
	if err != nil || len(packed) != len(names)-1 { // less the fragments
		t.Fatalf("%d documents for %d files, %v", len(packed), len(names), err)
	}
	for _, name := range names {
		if name == "operations/fragments.graphql" {
			continue
		}
		text, err := mobilemock.Operation(strings.TrimSuffix(strings.TrimPrefix(name, "operations/"), ".graphql"))
		if err != nil {
			t.Fatal(err)
		}
		if hash := fmt.Sprintf("%x", sha256.Sum256([]byte(text))); packed[hash] != text {
			t.Errorf("%s: the package has not this text: run npm --prefix schema/npm run build", name)
		}
	}
}
