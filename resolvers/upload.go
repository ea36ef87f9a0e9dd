package resolvers

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers/pdfcheck"
)

// upload takes a PDF in, with a sender's token: `POST /documents?onBehalfOf=CODE`, the bytes as the
// body, and their SHA-256 in a header as RFC 9530 has it: `Content-Digest: sha-256=:<base64>:`. It
// answers `{"sha256": "…", "size": …}`; letters and statuses then name the document by that hash.
//
// The same again changes nothing. What does not match its checksum, is no PDF or does more than show
// pages is refused. A document that no letter names within model.LooseDays is removed.
func (a *API) upload(w http.ResponseWriter, req *http.Request) {
	ctx := req.Context()
	record, err := a.takeDocument(w, req)
	if err != nil {
		a.refuse(ctx, w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(map[string]any{"sha256": record.SHA256, "size": record.Size}) //nolint:errchkjson // a text and a number; who has gone asks again
}

func (a *API) takeDocument(w http.ResponseWriter, req *http.Request) (*model.DocumentRecord, error) {
	ctx := req.Context()
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	sender, err := a.resolver.sender(ctx, viewer, req.URL.Query().Get("onBehalfOf"))
	if err != nil {
		return nil, err
	}
	claimed, err := digestOf(req.Header.Get("Content-Digest"))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, req.Body, model.MaxDocumentSize))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, wrongDocument(fmt.Sprintf("has more than %d bytes", model.MaxDocumentSize))
	}
	if err != nil {
		return nil, model.Because(err, model.CodeInvalid, "the document did not arrive whole: send it again")
	}
	sum := sha256.Sum256(content)
	if sum != claimed {
		return nil, wrongDocument("does not match its checksum: send it again")
	}
	return a.keepDocument(ctx, viewer, sender, content, sum)
}

// keepDocument takes in what arrived whole.
func (a *API) keepDocument(
	ctx context.Context, viewer *model.Viewer, sender *model.Organisation, content []byte, sum [sha256.Size]byte,
) (*model.DocumentRecord, error) {
	if err := a.checkDocument(ctx, content); err != nil {
		return nil, err
	}
	hash := hex.EncodeToString(sum[:])
	return a.resolver.saveDocument(ctx, &model.DocumentRecord{
		ID: model.ContentKey(sender.Code, hash), Org: sender.Code, By: viewer.Org,
		SHA256: hash, Size: int64(len(content)), At: model.Moment(a.resolver.now()),
	}, content)
}

// checkDocument refuses what is no plain PDF. A hostile one can keep a processor busy for seconds, so
// that few are looked at together.
func (a *API) checkDocument(ctx context.Context, content []byte) error {
	select {
	case a.checks <- struct{}{}:
		defer func() { <-a.checks }()
	case <-ctx.Done():
		return ctx.Err()
	}
	err := pdfcheck.Check(ctx, content)
	if refused, ok := errors.AsType[*model.Error](err); ok {
		return wrongDocument(refused.Message)
	}
	return err
}

func wrongDocument(message string) error {
	return model.Invalid([]model.FieldError{{Path: "body", Message: message}})
}

// digestOf reads the SHA-256 out of a Content-Digest header.
func digestOf(header string) (sum [sha256.Size]byte, err error) {
	invalid := model.Invalid([]model.FieldError{{Path: "Content-Digest", Message: "must be sha-256=:<base64 of the SHA-256>:"}})
	for digest := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(digest), "=")
		if !strings.EqualFold(name, "sha-256") {
			continue
		}
		decoded, err := base64.StdEncoding.DecodeString(strings.Trim(value, ":"))
		if err != nil || len(decoded) != sha256.Size {
			return sum, invalid
		}
		return [sha256.Size]byte(decoded), nil
	}
	return sum, invalid
}

// saveDocument writes a document down, its bytes first, and removes some that nothing took up.
func (r *Resolver) saveDocument(ctx context.Context, record *model.DocumentRecord, content []byte) (*model.DocumentRecord, error) {
	_, err := store.Add(ctx, r.store, []*model.DocumentBytes{{ID: record.ID, Bytes: content}})
	if err != nil {
		return nil, fmt.Errorf("keep a document: %w", err)
	}
	held, err := store.Add(ctx, r.store, []*model.DocumentRecord{record})
	if err != nil {
		return nil, fmt.Errorf("keep a document: %w", err)
	}
	if held[0] != record { // it was there: it waits for its letter from now on
		if _, err := store.ChangeRecord(ctx, r.store, record.ID, func(d *model.DocumentRecord) (bool, error) { return d.Again(r.now()) }); err != nil {
			return nil, err
		}
	}
	return record, r.sweep(ctx)
}

// sweep removes documents that waited in vain, a few at a time: whoever hands one over makes room.
func (r *Resolver) sweep(ctx context.Context) error {
	const few = 20
	today := model.DayOf(r.now())
	for back := model.LooseDays + 1; back <= 3*model.LooseDays; back++ {
		loose, err := store.List[model.DocumentRecord](ctx, r.store, model.LooseList(today.AddDays(-back)), "", few)
		if err != nil {
			return fmt.Errorf("look for documents that nobody needs: %w", err)
		}
		for _, record := range loose {
			if err := r.removeDocument(ctx, record); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeDocument removes a document unless a letter takes it up meanwhile: marking it comes first, so
// that of the two only one succeeds.
func (r *Resolver) removeDocument(ctx context.Context, record *model.DocumentRecord) error {
	if !record.Gone {
		record.Gone = true
		err := store.Save(ctx, r.store, record)
		if errors.Is(err, store.ErrConflict) {
			return nil // somebody else has it
		}
		if err != nil {
			return fmt.Errorf("remove a document: %w", err)
		}
	}
	err := store.Remove[model.DocumentBytes](ctx, r.store, []string{record.ID})
	if err == nil {
		err = store.Remove[model.DocumentRecord](ctx, r.store, []string{record.ID})
	}
	if err != nil {
		return fmt.Errorf("remove a document: %w", err)
	}
	return nil
}
