// Package stores opens the store that a URL names. It is the only place that knows how many sorts
// of stores there are; everyone else has a store.Store. Start reading at Open.
package stores

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"burgerbode/graph/store"
	"burgerbode/graph/store/mongo"
	"burgerbode/graph/store/sqlite"
)

// Kinds says which URLs Open takes, for help texts.
const Kinds = "mongodb://host/database, mongodb+srv://host/database, sqlite:///path/file.db or sqlite::memory:"

// Check says what is wrong with a store's URL, without opening it. The error never repeats the
// URL, which may hold a password.
func Check(text string) error {
	scheme, rest, _ := strings.Cut(text, ":")
	switch scheme {
	case "sqlite":
		if base, _, _ := strings.Cut(rest, "?"); base == ":memory:" || (strings.HasPrefix(base, "///") && len(base) > 3) {
			return nil
		}
	case "mongodb", "mongodb+srv":
		// A replica set's list of hosts with ports is no URL in net/url's eyes: look at the beginning only.
		hosts, found := strings.CutPrefix(rest, "//")
		hosts, _, _ = strings.Cut(hosts, "/")
		if found && hosts != "" {
			return nil
		}
	}
	return fmt.Errorf("want %s", Kinds)
}

// Open opens the store at url, which is one of Kinds, and prepares it where it is new. The error
// says what is wrong with the URL or wraps the store's own.
func Open(ctx context.Context, text string, log *slog.Logger) (store.Store, error) {
	if err := Check(text); err != nil {
		return nil, fmt.Errorf("store url: %w", err)
	}
	if strings.HasPrefix(text, "sqlite:") {
		opened, err := sqlite.Open(ctx, text, log)
		if err != nil {
			return nil, err
		}
		return opened, nil
	}
	opened, err := mongo.Open(ctx, text, log)
	if err != nil {
		return nil, err
	}
	return opened, nil
}

// Redacted is the URL without its password, for showing a configuration.
func Redacted(text string) string {
	if strings.HasPrefix(text, "sqlite:") {
		return text
	}
	before, after, found := strings.Cut(text, "@")
	scheme, _, _ := strings.Cut(before, "//")
	switch parsed, err := url.Parse(text); {
	case err == nil:
		return parsed.Redacted()
	case found:
		return scheme + "//xxxxx@" + after
	}
	return text
}
