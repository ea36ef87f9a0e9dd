package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
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
	documentKey      = "documentId"     // in a body, a query string, and then in the extensions
	persistedKey     = "persistedQuery" // Apollo's, in the extensions
	hashScheme       = "sha256:"
	maxDocumentBody  = 1 << 20 // bytes: of a body that names its document by documentId
	trustedParsed    = 500     // documents of the list that are kept parsed
	otherParsed      = 200     // others that are: what citizens cannot send pushes none of the list out
	persistedUnknown = "PersistedQueryNotFound"
)

// withDocumentID moves `documentId` of a body or a query string to where gqlgen hands it on: into the
// extensions.
func withDocumentID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); {
		case r.Method == http.MethodGet && r.URL.Query().Has(documentKey):
			r = r.Clone(r.Context())
			r.URL.RawQuery = documentInQuery(r.URL.Query())
		case r.Method == http.MethodPost && kind == "application/json":
			r.Body = documentInBody(r.Body)
		}
		next.ServeHTTP(w, r)
	})
}

// documentInQuery is a query string with its documentId among the extensions. Extensions that are no
// JSON stay as they are, for gqlgen to refuse.
func documentInQuery(query url.Values) string {
	extensions := map[string]any{}
	if given := query.Get("extensions"); given != "" {
		if err := json.Unmarshal([]byte(given), &extensions); err != nil || extensions == nil {
			return query.Encode()
		}
	}
	extensions[documentKey] = query.Get(documentKey)
	encoded, err := json.Marshal(extensions)
	if err != nil {
		return query.Encode()
	}
	query.Set("extensions", string(encoded))
	query.Del(documentKey)
	return query.Encode()
}

// readCloser reads from one and closes another.
type readCloser struct {
	io.Reader
	io.Closer
}

// documentInBody is a body with its documentId among the extensions. One that is larger than
// maxDocumentBody, names none, or is no JSON object passes as it is.
func documentInBody(body io.ReadCloser) io.ReadCloser {
	start, err := io.ReadAll(io.LimitReader(body, maxDocumentBody+1))
	whole := readCloser{io.MultiReader(bytes.NewReader(start), body), body} // an error is met again there
	if err != nil || len(start) > maxDocumentBody || !bytes.Contains(start, []byte(`"`+documentKey+`"`)) {
		return whole
	}
	var request, extensions map[string]json.RawMessage
	if json.Unmarshal(start, &request) != nil || request[documentKey] == nil {
		return whole
	}
	if given := request["extensions"]; given != nil && json.Unmarshal(given, &extensions) != nil {
		return whole
	}
	extensions = maps.Clone(extensions)
	if extensions == nil {
		extensions = map[string]json.RawMessage{}
	}
	extensions[documentKey] = request[documentKey]
	delete(request, documentKey)
	if request["extensions"], err = json.Marshal(extensions); err != nil {
		return whole
	}
	changed, err := json.Marshal(request)
	if err != nil {
		return whole
	}
	return readCloser{bytes.NewReader(changed), body}
}

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
		return wholeRequest(err)
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
		return wholeRequest(err)
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
	if given := extensions[documentKey]; given != nil {
		text, _ := given.(string)
		digits, ok := strings.CutPrefix(text, hashScheme)
		if !ok || !isHash(digits) {
			return "", model.Errorf(model.CodeInvalid, "documentId is %s and the SHA-256 of the document in 64 small hexadecimal digits", hashScheme)
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
