package resolvers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers"
)

const testMutation = `mutation ($id: String!) { testWebhook(input: {id: $id}) { test { id at accepted status reason } webhook { failures active lastTest { id accepted status reason } } } }`

func (s *service) setHook(t *testing.T, who caller, id, path string) answer {
	t.Helper()
	return who.try(t, `mutation ($id: String!, $url: String!) { setWebhook(input: {id: $id, url: $url}) { secret webhook { id } } }`,
		m{"id": id, "url": "https://zaken.mechelen.example" + path})
}

func TestAWebhookIsTestedAtOnceAndSeldom(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, row := range []struct {
		path     string
		accepted bool
		status   any
		reason   any
	}{
		{"/klaar", true, float64(204), nil},
		{"/weg", false, nil, "the host was not found"},
		{"/verloren", false, nil, "the secret cannot be read here: rotate it"},
	} {
		id := strings.Trim(row.path, "/")
		s.setHook(t, s.sender(mechelen), id, row.path)
		a := s.sender(mechelen).ask(t, testMutation, m{"id": id})
		for _, at := range []string{"testWebhook.test", "testWebhook.webhook.lastTest"} {
			if a.at(at+".accepted") != row.accepted || a.at(at+".status") != row.status || a.at(at+".reason") != row.reason {
				t.Errorf("%s: %s", row.path, a.raw)
			}
		}
		if a.at("testWebhook.webhook.failures") != float64(0) || a.at("testWebhook.webhook.active") != true {
			t.Errorf("%s changed the webhook: %s", row.path, a.raw)
		}
		again := s.sender(mechelen).try(t, testMutation, m{"id": id})
		wantError(t, again, model.CodeRateLimited)
		s.clock.advance(model.TestPause)
		if later := s.sender(mechelen).ask(t, testMutation, m{"id": id}); later.text("testWebhook.test.id") == a.text("testWebhook.test.id") {
			t.Errorf("%s: two tests have one id", row.path)
		}
		s.clock.advance(time.Second)
	}
	wantError(t, s.sender(kraainem).try(t, testMutation, m{"id": "klaar"}), model.CodeNotFound)
	audit := s.sender(mechelen).ask(t, `{ organisation { audit(first: 50) { nodes { action subject } } } }`)
	if !strings.Contains(string(audit.raw), `"WEBHOOK_TESTED"`) {
		t.Errorf("the audit is %s", audit.raw)
	}
}

func TestAFeedHasFewWebhooks(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for i := range model.MaxWebhooks {
		s.setHook(t, s.sender(mechelen), fmt.Sprintf("hook-%d", i), "/klaar").text("setWebhook.secret")
	}
	wantError(t, s.setHook(t, s.sender(mechelen), "te-veel", "/klaar"), model.CodeConflict)
	if a := s.setHook(t, s.sender(mechelen), "hook-3", "/elders"); a.text("setWebhook.webhook.id") != "hook-3" {
		t.Errorf("one that is there: %s", a.raw)
	}
	s.setHook(t, s.sender(kraainem), "van-een-ander", "/klaar").text("setWebhook.secret")
}

// Without keys to seal secrets with no webhook can be set; those that are there can be listed and removed.
func TestWithoutKeysNoWebhookCanBeSet(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.setHook(t, s.sender(mechelen), "oud", "/klaar")
	off := s.again(t, func(o *setup) { o.config.Webhooks = resolvers.WebhookRules{} })
	wantError(t, off.setHook(t, off.sender(mechelen), "nieuw", "/klaar"), model.CodeForbidden)
	wantError(t, off.sender(mechelen).try(t, testMutation, m{"id": "oud"}), model.CodeForbidden)
	wantError(t, off.sender(mechelen).try(t, `mutation { rotateWebhookSecret(input: {id: "oud"}) { secret } }`), model.CodeForbidden)
	want(t, off.sender(mechelen).ask(t, `{ webhooks { id } }`).each("webhooks", "id"), []string{"oud"})
	off.sender(mechelen).ask(t, `mutation { removeWebhook(input: {id: "oud"}) { id } }`)
}

func TestTheStoreHoldsNoSecretAsItIsShown(t *testing.T) {
	t.Parallel()
	s := newService(t)
	shown := s.setHook(t, s.sender(mechelen), "zaak", "/klaar").text("setWebhook.secret")
	held, err := store.Get[model.Webhook](t.Context(), s.store.Store, model.WebhookKey(mechelen, model.FeedReader{Org: mechelen}, "zaak"))
	must(t, err)
	if string(held.Secret) == shown || !strings.HasPrefix(string(held.Secret), "sealed for "+held.ID) {
		t.Error("the store holds the secret as it was shown")
	}
}
