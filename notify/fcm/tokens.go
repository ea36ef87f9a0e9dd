package fcm

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
	"google.golang.org/api/transport"
)

// scope is what an access token must allow for messages:send.
const scope = "https://www.googleapis.com/auth/firebase.messaging"

// tokens hands out OAuth access tokens. Unlike oauth2's own transport it never
// keeps a sender waiting beyond its context: one goroutine renews, all others
// wait for it or for their own end.
type tokens struct {
	source oauth2.TokenSource
	log    *slog.Logger

	mu      sync.Mutex
	current *oauth2.Token
	renewal *renewal // nil when none is under way
}

// noTokenError is a failed renewal.
type noTokenError struct{ cause error }

func (e *noTokenError) Error() string { return "get a google access token: " + e.cause.Error() }

func (e *noTokenError) Unwrap() error { return e.cause }

// renewal is one request for a token. token and err are set before done closes.
type renewal struct {
	done  chan struct{}
	token *oauth2.Token
	err   error
}

func newTokens(ctx context.Context, c Config, base http.RoundTripper, log *slog.Logger) (*tokens, error) {
	// The token source keeps its context for ever, and asks over the client
	// that it finds in there.
	ctx = context.WithValue(context.WithoutCancel(ctx), oauth2.HTTPClient,
		&http.Client{Transport: base, Timeout: c.Timeout})
	opts := []option.ClientOption{option.WithScopes(scope)}
	if c.CredentialsFile != "" {
		opts = append(opts, option.WithCredentialsFile(c.CredentialsFile))
	}
	creds, err := transport.Creds(ctx, opts...)
	if err != nil {
		return nil, fmt.Errorf("read google credentials: %w", err)
	}
	return &tokens{source: creds.TokenSource, log: log}, nil
}

// get returns a valid token, or the context's error, or noTokenError.
func (t *tokens) get(ctx context.Context) (*oauth2.Token, error) {
	t.mu.Lock()
	if t.current.Valid() {
		defer t.mu.Unlock()
		return t.current, nil
	}
	r := t.renewal
	if r == nil {
		r = &renewal{done: make(chan struct{})}
		t.renewal = r
		go t.renew(r)
	}
	t.mu.Unlock()
	select {
	case <-r.done:
		if r.err != nil {
			return nil, &noTokenError{r.err}
		}
		return r.token, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (t *tokens) renew(r *renewal) {
	r.token, r.err = t.source.Token()
	t.mu.Lock()
	defer t.mu.Unlock()
	if r.err == nil {
		t.current = r.token
		t.log.Debug("google access token renewed", "expires", r.token.Expiry)
	}
	t.renewal = nil
	close(r.done)
}

// bearer adds the access token to each request.
type bearer struct {
	tokens *tokens
	next   http.RoundTripper
}

// RoundTrip fails as get does when there is no token; then nothing is sent.
func (b *bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	token, err := b.tokens.get(req.Context())
	if err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	req = req.Clone(req.Context())
	token.SetAuthHeader(req)
	return b.next.RoundTrip(req)
}
