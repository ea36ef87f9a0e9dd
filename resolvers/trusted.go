package resolvers

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"burgerbode/graph/model"
)

// Trusted documents: in production a citizen's app asks only what is on the list, so that whoever takes
// a token cannot make up dear questions, and a document was looked at before the first citizen asks it.
// A request names one by `documentId` (GraphQL over HTTP, persisted documents) or by Apollo's
// `extensions.persistedQuery`, or sends its text, which must hash to one of the list.

const (
	persistedKey     = "persistedQuery" // Apollo's, in the extensions
	hashScheme       = "sha256:"
	trustedParsed    = 500 // documents of the list that are kept parsed
	otherParsed      = 200 // others that are: what citizens cannot send pushes none of the list out
	persistedUnknown = "PersistedQueryNotFound"
)

// askedDocument is which document a request asks.
type askedDocument struct {
	hash   string
	listed bool
}

// documentStat is where an operation's statistics hold its askedDocument.
const documentStat = "document"

// documentFrom is the document of the operation under way; the zero value where there is none.
func documentFrom(ctx context.Context) askedDocument {
	if !graphql.HasOperationContext(ctx) {
		return askedDocument{}
	}
	asked, _ := graphql.GetOperationContext(ctx).Stats.GetExtension(documentStat).(askedDocument)
	return asked
}

// trustLimit finds the document that a request names and refuses those that the viewer may not ask.
type trustLimit struct {
	documents *documents
	upgrade   upgradeLimit
	any       bool // everybody may ask everything
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = trustLimit{}

// ExtensionName names the extension.
func (trustLimit) ExtensionName() string { return "TrustLimit" }

// Validate accepts every schema.
func (trustLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters puts in the text of a document that is named by its hash.
func (l trustLimit) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	hash, err := namedHash(params.Extensions)
	if err != nil {
		return gqlerror.Wrap(err)
	}
	if params.Query != "" && len(params.Query) <= maxQuery { // a longer one is refused for that
		sent := model.OperationHash(params.Query)
		if hash != "" && hash != sent {
			return refused(model.CodeInvalid, "the document's hash is "+sent+", not the one that is given")
		}
		hash = sent
	}
	if hash == "" {
		return nil // neither a text nor a hash, or a text that is too long: GraphQL's own checks say so
	}
	if params.Query != "" && l.mayAskAny(ctx) { // what needs no list does not wait for it
		noteDocument(ctx, hash, l.documents.own[hash] != "")
		return nil
	}
	listed, err := l.documents.find(ctx, hash)
	if err == nil {
		err = l.check(ctx, params, listed)
	}
	if err != nil {
		return gqlerror.Wrap(err)
	}
	if params.Query == "" {
		params.Query = listed.text
	}
	noteDocument(ctx, hash, true)
	return nil
}

func noteDocument(ctx context.Context, hash string, listed bool) {
	graphql.GetOperationContext(ctx).Stats.SetExtension(documentStat, askedDocument{hash: hash, listed: listed})
}

// check tells whether the viewer may ask: nil, or why not.
func (l trustLimit) check(ctx context.Context, params *graphql.RawParams, listed listedDocument) error {
	switch {
	case listed.text != "" && !listed.retired:
		return nil
	case listed.retired, l.upgrade.tooOld(ctx):
		return l.upgrade.outdated()
	case params.Query == "": // as Apollo's clients expect it: they send the text next
		return model.Errorf(model.CodeNotFound, persistedUnknown)
	}
	// Who would be allowed to with a token that holds learns that it does not.
	if _, err := viewerFrom(ctx); err != nil && params.Headers.Get("Authorization") != "" {
		return err
	}
	return model.Errorf(model.CodeForbidden, "this document is not on the list: have it registered for your app with registerOperations (burgerctl operations register), and send it exactly as it was registered")
}

func (l trustLimit) mayAskAny(ctx context.Context) bool { return l.any || writesOwnSoftware(ctx) }

// writesOwnSoftware tells whether the viewer is an organisation, its desk or an operator: no citizen's app.
func writesOwnSoftware(ctx context.Context) bool {
	viewer, err := viewerFrom(ctx)
	return err == nil && viewer.Has(model.RoleSender, model.RoleCommunicator, model.RoleOperator)
}

// namedHash is the hash by which a request names its document; empty when it names none.
func namedHash(extensions map[string]any) (string, error) {
	hash := ""
	if given := extensions[documentIDKey]; given != nil {
		text, _ := given.(string)
		digits, ok := strings.CutPrefix(text, hashScheme)
		if !ok || !isHash(digits) {
			return "", model.Errorf(model.CodeNotFound, persistedUnknown) // another way of naming one, which nobody registered
		}
		hash = digits
	}
	given := extensions[persistedKey]
	if given == nil {
		return hash, nil
	}
	persisted, _ := given.(map[string]any)
	text, _ := persisted["sha256Hash"].(string)
	if fmt.Sprint(persisted["version"]) != "1" || !isHash(text) || (hash != "" && hash != text) {
		return "", model.Errorf(model.CodeInvalid, `persistedQuery is {"version": 1, "sha256Hash": "…"} with the SHA-256 of the document in 64 small hexadecimal digits`)
	}
	return text, nil
}

func isHash(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

// parsedDocuments keeps documents that were parsed, validated and found within the limits, so that they
// are not judged again. Those of the list have room of their own.
type parsedDocuments struct {
	trusted, others *lru.LRU[*ast.QueryDocument]
}

var _ graphql.Cache[*ast.QueryDocument] = parsedDocuments{}

func newParsedDocuments() parsedDocuments {
	return parsedDocuments{trusted: lru.New[*ast.QueryDocument](trustedParsed), others: lru.New[*ast.QueryDocument](otherParsed)}
}

// Get implements graphql.Cache.
func (p parsedDocuments) Get(ctx context.Context, query string) (*ast.QueryDocument, bool) {
	if document, ok := p.trusted.Get(ctx, query); ok {
		return document, true
	}
	return p.others.Get(ctx, query)
}

// Add implements graphql.Cache.
func (p parsedDocuments) Add(ctx context.Context, query string, document *ast.QueryDocument) {
	if documentFrom(ctx).listed {
		p.trusted.Add(ctx, query, document)
		return
	}
	p.others.Add(ctx, query, document)
}
