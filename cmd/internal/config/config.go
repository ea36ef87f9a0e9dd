// Package config holds what each command can be told: one struct a command, with a flag and an
// environment variable BURGERBODE_… of the same name for each field, and defaults that run on a
// laptop. Start reading at API, Notifier and Demo in commands.go.
//
// Parse reports all that is wrong at once. Showing a configuration hides its secrets.
package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/alecthomas/kong"

	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/notify/webhook"
)

// Prefix begins the name of every environment variable.
const Prefix = "BURGERBODE"

// Checker is a configuration that can tell what is wrong with it.
type Checker interface {
	// Check returns every problem, each with the name of its flag.
	Check() []error
}

// Parser reads flags and environment variables into a struct with kong's tags.
func Parser(into any, name, description string, stdout, stderr io.Writer) (*kong.Kong, error) {
	parser, err := kong.New(into, kong.Name(name), kong.Description(description), kong.DefaultEnvars(Prefix),
		kong.Writers(stdout, stderr), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}))
	if err != nil {
		return nil, fmt.Errorf("prepare the flags: %w", err)
	}
	return parser, nil
}

// Parse reads a command's configuration. It prints help and exits when asked for it. The error
// names every problem at once.
func Parse(into Checker, name, description string, args []string) error {
	parser, err := Parser(into, name, description, os.Stdout, os.Stderr)
	if err != nil {
		return err
	}
	if _, err := parser.Parse(args); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if problems := into.Check(); len(problems) > 0 {
		return fmt.Errorf("%s: the configuration has %d problem(s), see --help:\n%w", name, len(problems), errors.Join(problems...))
	}
	return nil
}

// Announce logs what a command starts with, and names in environ, as os.Environ gives it, that are most likely
// written wrong.
func Announce(log *slog.Logger, config any, environ []string) {
	log.Info("starting", "config", Shown(config))
	if unknown := Unknown(environ); len(unknown) > 0 {
		log.Warn("the environment has variables that no command reads", "names", unknown)
	}
}

// Shown is a configuration for the log, secrets hidden.
func Shown(config any) slog.Value {
	parser, err := Parser(config, "shown", "", io.Discard, io.Discard)
	if err != nil {
		return slog.StringValue(err.Error())
	}
	var attributes []slog.Attr
	for _, flag := range parser.Model.Flags {
		if flag.Name != "help" {
			attributes = append(attributes, slog.String(flag.Name, fmt.Sprint(flag.Target.Interface())))
		}
	}
	return slog.GroupValue(attributes...)
}

// Secret is a text that is never shown.
type Secret string

// String says only whether there is one.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// GoString says only whether there is one.
func (s Secret) GoString() string { return s.String() }

// LogValue says only whether there is one.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// StoreURL is where a store is; its password is never shown.
type StoreURL string

// String is the URL without a password.
func (u StoreURL) String() string { return stores.Redacted(string(u)) }

// GoString is the URL without a password.
func (u StoreURL) GoString() string { return u.String() }

// LogValue is the URL without a password.
func (u StoreURL) LogValue() slog.Value { return slog.StringValue(u.String()) }

// Duration is a length of time such as 10s. It is kept as it was written, so that a wrong one is
// reported together with all other problems.
type Duration string

// Value is the duration; 0 for one that is not valid, which check refuses.
func (d Duration) Value() time.Duration {
	parsed, err := time.ParseDuration(string(d))
	if err != nil {
		return 0
	}
	return parsed
}

// Count is a whole number, kept as it was written like Duration.
type Count string

// Value is the number; 0 for one that is not valid, which check refuses.
func (c Count) Value() int {
	parsed, err := strconv.Atoi(string(c))
	if err != nil {
		return 0
	}
	return parsed
}

// Ring makes the keys from the texts or the file that holds them; an empty one where there are none.
func (k WebhookKeys) Ring() (webhook.Ring, error) {
	texts := string(k.WebhookKeys)
	switch {
	case k.WebhookKeys != "" && k.WebhookKeysFile != "":
		return webhook.Ring{}, errors.New("--webhook-keys and --webhook-keys-file are both set: give one")
	case k.WebhookKeysFile != "":
		content, err := os.ReadFile(k.WebhookKeysFile)
		if err != nil {
			return webhook.Ring{}, fmt.Errorf("--webhook-keys-file: %w", err)
		}
		texts = string(content)
	}
	ring, err := webhook.NewRing(strings.FieldsFunc(texts, func(char rune) bool { return char == ',' || unicode.IsSpace(char) })...)
	if err != nil {
		return webhook.Ring{}, fmt.Errorf("--webhook-keys: %w", err)
	}
	return ring, nil
}

// Keyring makes the keys from the secret or the file that holds it.
func (k Keys) Keyring() (model.Keyring, error) {
	secret := []byte(k.Secret)
	switch {
	case k.Secret != "" && k.SecretFile != "":
		return model.Keyring{}, errors.New("--secret and --secret-file are both set: give one")
	case k.Secret == "" && k.SecretFile == "":
		return model.Keyring{}, fmt.Errorf("--secret or --secret-file is missing: at least %d random bytes that never change", model.MinSecret)
	case k.SecretFile != "":
		content, err := os.ReadFile(k.SecretFile)
		if err != nil {
			return model.Keyring{}, fmt.Errorf("--secret-file: %w", err)
		}
		secret = []byte(strings.TrimRight(string(content), "\r\n"))
	}
	keys, err := model.NewKeyring(secret)
	if err != nil {
		return model.Keyring{}, fmt.Errorf("--secret: %w", err)
	}
	return keys, nil
}
