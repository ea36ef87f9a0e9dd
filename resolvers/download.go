package resolvers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers/callpdf"
)

// download answers the bytes of a document to its owner, who shows a token or a link: `GET
// /documents/{id}`. Ranges and ETags work as HTTP has them.
func (a *API) download(w http.ResponseWriter, req *http.Request) {
	ctx := req.Context()
	id := model.DocumentID(req.PathValue("id"))
	document, err := a.ownDocument(ctx, id, req.URL.Query().Get("link"))
	if err != nil {
		a.refuse(ctx, w, err)
		return
	}
	content, err := a.resolver.bytesOf(ctx, document)
	if err != nil {
		a.refuse(ctx, w, err)
		return
	}
	sum := sha256.Sum256(content)
	header := w.Header()
	header.Set("Content-Type", "application/pdf")
	header.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": fileName(document.Title)}))
	header.Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
	header.Set("Cache-Control", "private, no-cache") // kept by the phone only, and asked about each time
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	header.Set("Referrer-Policy", "no-referrer") // the link must not travel on
	http.ServeContent(w, req, "", document.At, bytes.NewReader(content))
}

// ownDocument is a document of the citizen who asks, by token or by link; NOT_FOUND for anybody
// else's.
func (a *API) ownDocument(ctx context.Context, id model.DocumentID, link string) (*model.InboxDocument, error) {
	r := a.resolver
	var m *model.Mailbox
	var err error
	if link == "" {
		m, err = r.open(ctx)
	} else {
		var owner model.CitizenID
		if owner, err = r.linkOwner(id, link); err == nil {
			m, err = r.mailboxes.Get(ctx, owner)
		}
	}
	if err != nil {
		return nil, err
	}
	document, err := m.Document(id, r.now())
	if err != nil && m.Partial() {
		if m, err = r.whole(ctx, m); err != nil {
			return nil, err
		}
		document, err = m.Document(id, r.now())
	}
	if err == nil && link == "" { // a link was given to a sign-in that was strong enough
		err = r.mayShow(ctx, m, document.Entry.EntryID())
	}
	return document, err
}

// bytesOf are the bytes of a document: stored, or drawn from the letter's data.
func (r *Resolver) bytesOf(ctx context.Context, document *model.InboxDocument) ([]byte, error) {
	if letter, ok := document.Entry.(model.InboxLetter); ok && document.Content == "" {
		var drawn bytes.Buffer
		err := callpdf.Render(&drawn, callpdf.Letter{
			Letter: letter.Letter, Sender: r.directory.shown(letter.Sender), State: callpdf.StateOf(letter.Letter, r.now()),
		})
		return drawn.Bytes(), err
	}
	held, err := store.Get[model.DocumentBytes](ctx, r.store, document.Content)
	if errors.Is(err, store.ErrNotFound) {
		return nil, model.NotFound("document")
	}
	if err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	return held.Bytes, nil
}

// fileName is a title as the name of a file.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, title) + ".pdf"
}
