package resolvers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"burgerbode/graph/model"
)

// linkLife is for how long a document can be fetched by a link.
const linkLife = 5 * time.Minute

// documentPath is where a document's bytes are, for its owner.
func documentPath(id model.DocumentID) string { return "/documents/" + string(id) }

// documentLink is where a document can be fetched without a token until linkLife is over. Whoever has
// the link has the document: it names nobody and is never logged.
func (r *Resolver) documentLink(id model.DocumentID, owner model.CitizenID) string {
	until := strconv.FormatInt(r.now().Add(linkLife).Unix(), 10)
	link := string(owner) + "." + until + "." + r.signature(id, owner, until)
	return documentPath(id) + "?link=" + link
}

func (r *Resolver) signature(id model.DocumentID, owner model.CitizenID, until string) string {
	mac := hmac.New(sha256.New, r.keys.LinkKey())
	for _, part := range []string{string(id), string(owner), until} {
		mac.Write([]byte(part))
		mac.Write([]byte{0})
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// linkOwner is whose document a link is for. UNAUTHENTICATED when it was made by nobody here, for
// another document, or too long ago.
func (r *Resolver) linkOwner(id model.DocumentID, link string) (model.CitizenID, error) {
	parts := strings.Split(link, ".")
	if len(parts) != 3 {
		return "", model.Errorf(model.CodeUnauthenticated, "this is no link to a document")
	}
	owner, until := model.CitizenID(parts[0]), parts[1]
	seconds, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !hmac.Equal([]byte(parts[2]), []byte(r.signature(id, owner, until))) {
		return "", model.Errorf(model.CodeUnauthenticated, "this is no link to this document")
	}
	if r.now().Unix() >= seconds {
		return "", model.Errorf(model.CodeUnauthenticated, "the link is too old: ask for the document again")
	}
	return owner, nil
}
