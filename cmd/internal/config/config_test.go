package config_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/config"
	"burgerbode/resolvers"
)

func secret() string { return strings.Repeat("geheim", 6) }

func TestDefaultsRunOnALaptop(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(secret()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var api config.API
	if err := config.Parse(&api, "api", "", []string{"--secret-file", file, "--audience", "burgerbode", "--store", "sqlite::memory:"}); err != nil {
		t.Error(err)
	}
	var notifier config.Notifier
	if err := config.Parse(&notifier, "notifier", "", []string{"--fcm-project", "demo", "--store", "sqlite::memory:"}); err != nil {
		t.Error(err)
	}
	var demo config.Demo
	if err := config.Parse(&demo, "demo", "", nil); err != nil {
		t.Error(err)
	}
	if least := resolvers.MaxRequestTime + 5*time.Second; api.Drain.Value() < least {
		t.Errorf("requests get %s to end, and may take so long that %s is needed", api.Drain, least)
	}
	fromFile, err := api.Keyring()
	if err != nil {
		t.Fatal(err)
	}
	fromText, err := config.Keys{Secret: config.Secret(secret())}.Keyring()
	if err != nil {
		t.Fatal(err)
	}
	if fromFile.Fingerprint([]byte("x")) != fromText.Fingerprint([]byte("x")) {
		t.Error("the same secret in a file and in a variable gives other keys")
	}
	written, err := config.WebhookKeys{WebhookKeysFile: file}.Ring()
	if none, failed := api.Ring(); err != nil || failed != nil || written.Empty() || !none.Empty() {
		t.Errorf("webhook keys of a file: %v; without any: %v", err, failed)
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		config config.Checker
		args   []string
		wanted []string
	}{
		{&config.API{}, []string{
			"--addr", "nowhere", "--store", "postgres://x", "--secret", "short", "--issuer", "", "--jwks-url", "keys",
			"--minimum-version", "two", "--drain", "soon", "--log-level", "loud", "--log-format", "xml", "--org-claim", "",
			"--rate-points", "100", "--rate-viewer", "many", "--trusted-proxies", "10.0.0.0/8, proxy",
			"--origins", "app.example.be,*.example.be:8443,localhost,*,https://app.example.be",
		}, []string{
			"--addr", "--store", "--secret", "--issuer is missing", "--jwks-url", "--audience is missing", "--minimum-version",
			"--drain", `--log-level: "loud"`, `--log-format: "xml"`, "--org-claim", "--rate-points", "--rate-viewer",
			`--trusted-proxies: "proxy"`, `--origins: "*"`, `--origins: "https://app.example.be"`, "has 16 problem(s)",
		}},
		{&config.Notifier{}, []string{"--batch", "900", "--concurrency", "many", "--beat", "x", "--fcm-endpoint", "ftp://x", "--fcm-credentials", "/no/such"}, []string{
			"--batch", "--concurrency", "--beat", "--fcm-endpoint", "--fcm-credentials", "--fcm-project is missing", "--store is missing",
		}},
		{&config.API{}, []string{"--webhook-keys", secret() + ",short"}, []string{"--webhook-keys: key 2 has 5 bytes"}},
		{&config.Notifier{}, []string{"--webhook-keys", secret(), "--webhook-keys-file", "/no/such"}, []string{"--webhook-keys and --webhook-keys-file are both set"}},
		{&config.Notifier{}, []string{"--webhook-keys-file", "/no/such"}, []string{"--webhook-keys-file: "}},
		{&config.Notifier{}, []string{"--fcm-endpoint", "http://x/fcm"}, []string{`--fcm-endpoint: "http://x/fcm" does not end in /v1`}},
		{&config.API{}, []string{"--organisations", "/no/such", "--secret", secret(), "--audience", "a"}, []string{"--organisations: ", "--store is missing", "has 2 problem(s)"}},
		{&config.Notifier{}, []string{"--store", "sqlite::memory:", "--fcm-project", "p", "--beat", "9s", "--dead", "18s"}, []string{"--beat", "--dead"}},
		{&config.Demo{}, []string{"--citizens=-1", "--clock", "noon", "--addr", "x:99999"}, []string{"--citizens", "--clock", "--addr"}},
	} {
		err := config.Parse(test.config, "test", "", test.args)
		if err == nil {
			t.Errorf("%v: no problem", test.args)
			continue
		}
		for _, want := range test.wanted {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v: nothing about %s in\n%v", test.args, want, err)
			}
		}
	}
}

func TestEnvironmentHasTheFlagsNames(t *testing.T) {
	t.Setenv("BURGERBODE_FCM_PROJECT", "from-environment")
	t.Setenv("BURGERBODE_LOG_FORMAT", "json")
	t.Setenv("BURGERBODE_STORE", "sqlite::memory:")
	t.Setenv("BURGERBODE_FMC_PROJECT", "misspelt")
	t.Setenv("BURGERBODE_TEST_MONGODB", "of a test")
	if unknown := config.Unknown(os.Environ()); !slices.Contains(unknown, "BURGERBODE_FMC_PROJECT") ||
		slices.Contains(unknown, "BURGERBODE_STORE") || slices.Contains(unknown, "BURGERBODE_TEST_MONGODB") {
		t.Errorf("no command reads %v", unknown)
	}
	var notifier config.Notifier
	if err := config.Parse(&notifier, "notifier", "", nil); err != nil {
		t.Fatal(err)
	}
	if notifier.FCMProject != "from-environment" || notifier.Format != "json" {
		t.Errorf("got %+v", notifier)
	}
}

func TestShowingHidesSecrets(t *testing.T) {
	t.Parallel()
	api := config.API{Store: "mongodb://me:wachtwoord@host/db", Keys: config.Keys{Secret: config.Secret(secret())},
		WebhookKeys: config.WebhookKeys{WebhookKeys: config.Secret(secret())}}
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	log.Info("configuration", "config", config.Shown(&api))
	log.Info("the fields alone", "secret", api.Secret, "store", api.Store)
	if text := out.String(); strings.Contains(text, "geheim") || strings.Contains(text, "wachtwoord") || !strings.Contains(text, "host/db") {
		t.Error(text)
	}
}
