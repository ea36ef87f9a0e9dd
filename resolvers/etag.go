package resolvers

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph/model"
)

// A query by GET whose answer follows from the viewer's mailbox alone carries an ETag, and one that has not
// changed is answered 304 without reading the mailbox: its state, which the store knows apart, decides.

// beyondMailbox are the fields of what a citizen sees whose value another document, or a clock of their own,
// decides. An operation with one of them has no ETag. All other fields below ownRoots follow from the mailbox, its
// turns and the directory, or are written once.
func beyondMailbox(field string) bool {
	switch field {
	case "Dossier.asOf", "Dossier.sourceUnavailableSince", "Dossier.sourceText", // when its source reported last
		"Push.receipts",                                // what phones reported
		"Document.url",                                 // a signed link expires
		"Device.stale",                                 // so long after its registration
		"DigitalPost.reachable", "DigitalPost.warning": // whether a phone rings, by the same clock
		return true
	}
	return false
}

// ownRoots are the fields of Query that read nothing but the viewer's mailbox.
func ownRoots() []string { return []string{"viewer", "node", "__typename"} }

// fromMailbox tells whether an operation's answer follows from the viewer's mailbox.
func fromMailbox(operation *ast.OperationDefinition) bool {
	if operation.Operation != ast.Query {
		return false
	}
	var follows func(set ast.SelectionSet) bool
	follows = func(set ast.SelectionSet) bool {
		for _, selection := range set {
			switch part := selection.(type) {
			case *ast.Field:
				owner := part.ObjectDefinition
				if owner == nil || owner.Name == "Query" && !slices.Contains(ownRoots(), part.Name) ||
					beyondMailbox(owner.Name+"."+part.Name) || !follows(part.SelectionSet) {
					return false
				}
			case *ast.InlineFragment:
				if !follows(part.SelectionSet) {
					return false
				}
			case *ast.FragmentSpread:
				if part.Definition == nil || !follows(part.Definition.SelectionSet) {
					return false
				}
			}
		}
		return true
	}
	return follows(operation.SelectionSet)
}

// conditionKey is where a GET keeps its condition.
type conditionKey struct{}

// condition is what a GET asks and is told of the state of its answer.
type condition struct {
	http.ResponseWriter
	held        []string // tags of what the client holds
	begun, same bool
}

// conditional lets GET be answered 304.
func conditional(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || wantsSocket(r) {
			next.ServeHTTP(w, r)
			return
		}
		c := &condition{ResponseWriter: w}
		for tag := range strings.SplitSeq(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
			if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag != "" {
				c.held = append(c.held, tag)
			}
		}
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Add("Vary", "Authorization, Accept, Burgerbode-App, Burgerbode-Installation")
		next.ServeHTTP(c, r.WithContext(context.WithValue(r.Context(), conditionKey{}, c)))
	})
}

// Unwrap is for http.ResponseController.
func (c *condition) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (c *condition) WriteHeader(status int) {
	if c.begun {
		return
	}
	c.begun = true
	if c.same {
		status = http.StatusNotModified
		c.Header().Del("Content-Type")
		c.Header().Del("Content-Length")
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter: a 304 has no body.
func (c *condition) Write(text []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	if c.same {
		return len(text), nil
	}
	return c.ResponseWriter.Write(text)
}

// taggedAnswers gives answers their ETag, and answers what the client holds already with that it does. It
// stands before whatever reads the mailbox.
func (r *Resolver) taggedAnswers(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	c, asked := ctx.Value(conditionKey{}).(*condition)
	viewer, err := viewerFrom(ctx)
	operation := graphql.GetOperationContext(ctx)
	if !asked || err != nil || !viewer.Has(model.RoleCitizen) || !fromMailbox(operation.Operation) {
		return next(ctx)
	}
	now := r.now() // before the mailbox is read: a tag may be older than its answer, never newer
	rest := r.tagRest(operation, viewer)
	if len(c.held) > 0 {
		states, err := r.store.States(ctx, []model.CitizenID{viewer.Citizen})
		state, known := states[viewer.Citizen]
		if tag := tagOf(rest, state, now); err == nil && known && (slices.Contains(c.held, tag) || slices.Contains(c.held, "*")) {
			r.sawToday(ctx, viewer.Citizen)
			c.Header().Set("ETag", tag)
			c.same = true
			return graphql.OneShot(&graphql.Response{Data: json.RawMessage("null")})
		}
	}
	responses := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		response := responses(ctx)
		kept, _ := ctx.Value(requestKey{}).(*request)
		if response == nil || len(response.Errors) > 0 || kept == nil {
			return response
		}
		kept.mu.Lock()
		defer kept.mu.Unlock()
		if kept.mailbox != nil && kept.mailbox.Rev > 0 {
			c.Header().Set("ETag", tagOf(rest, kept.mailbox.State(), now))
		}
		return response
	}
}

// tagRest is what decides an answer beside the state of the mailbox.
func (r *Resolver) tagRest(operation *graphql.OperationContext, viewer *model.Viewer) []byte {
	hash := sha256.New()
	for _, part := range []any{
		r.program, r.app, r.sensitive, r.directory.held.Load().print, operation.RawQuery, operation.OperationName, operation.Variables, viewer,
		operation.Headers.Get("Accept"), operation.Headers.Get(appHeader), operation.Headers.Get(installationHeader),
	} {
		text := encoded(part)
		_, _ = fmt.Fprintf(hash, "%d:%s", len(text), text)
	}
	return hash.Sum(nil)
}

// tagOf is the ETag of an answer at now.
func tagOf(rest []byte, state model.MailboxState, now time.Time) string {
	sum := sha256.Sum256(append(slices.Clip(rest), state.Token(now).String()...))
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
}

// programVersion names the program that answers: of another, the same state may look different. One that
// does not know which it is takes a name of its own for as long as it runs.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	revision, modified := "", true
	if ok {
		for _, setting := range info.Settings {
			switch setting.Key {
			case "vcs.revision":
				revision = setting.Value
			case "vcs.modified":
				modified = setting.Value == "true"
			}
		}
	}
	if revision == "" || modified {
		return rand.Text()
	}
	return revision
}
