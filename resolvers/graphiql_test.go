package resolvers_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// opened is what a browser gets at a path.
func (s *service) opened(t *testing.T, path string) (status int, kind, policy, body string) {
	t.Helper()
	response := s.anonymous().get(t, path, "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(t, err)
	return response.StatusCode, response.Header.Get("Content-Type"), response.Header.Get("Content-Security-Policy"), string(text)
}

func TestDevelopersGetGraphiQLFromThisServerAlone(t *testing.T) {
	t.Parallel()
	s := newService(t, development)
	for _, path := range []string{"/graphql", "/graphiql/"} {
		status, kind, policy, page := s.opened(t, path)
		if status != http.StatusOK || !strings.HasPrefix(kind, "text/html") || !strings.HasPrefix(policy, "default-src 'self';") || strings.Contains(policy, "http") {
			t.Errorf("%s: HTTP %d, %s, policy %q", path, status, kind, policy)
		}
		named := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page, -1)
		if len(named) < 2 {
			t.Errorf("%s names %v", path, named)
		}
		for _, match := range named {
			if name := match[1]; name != "data:," {
				if status, kind, _, _ := s.opened(t, name); status != http.StatusOK || strings.HasPrefix(kind, "text/html") {
					t.Errorf("%s: HTTP %d, %s", name, status, kind)
				}
			}
		}
	}
	s.anonymous().ask(t, "{ __typename }")
}

func TestInProductionThereIsNoGraphiQL(t *testing.T) {
	t.Parallel()
	s := newService(t, production)
	for _, path := range []string{"/graphql", "/graphiql/", "/graphiql/index.html"} {
		if status, kind, _, body := s.opened(t, path); status < 400 || strings.Contains(kind, "html") || strings.Contains(body, "<html") {
			t.Errorf("%s: HTTP %d, %s: %s", path, status, kind, body)
		}
	}
}
