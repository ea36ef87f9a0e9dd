package resolvers

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// attach finds the documents that letters name. One that was not handed over is a wrong field of its
// letter.
func (r *Resolver) attach(ctx context.Context, call *sending, deliveries []*delivery) error {
	var keys []string
	for _, d := range deliveries {
		if d.err == nil {
			keys = append(keys, contentKeys(call.sender.Code, d.input.Documents)...)
		}
	}
	found, err := r.documentRecords(ctx, keys)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		if d.err != nil {
			continue
		}
		documents, wrong := documentsOf(d.letter.ID, call.sender.Code, d.input.Documents, found)
		d.letter.Documents, d.err = documents, model.Invalid(wrong)
	}
	return nil
}

func contentKeys(org model.OrgCode, inputs []*graph.DocumentInput) []string {
	keys := make([]string, len(inputs))
	for i, input := range inputs {
		keys[i] = model.ContentKey(org, input.Sha256)
	}
	return keys
}

// documentRecords finds what was handed over, by key.
func (r *Resolver) documentRecords(ctx context.Context, keys []string) (map[string]*model.DocumentRecord, error) {
	slices.Sort(keys)
	all := map[string]*model.DocumentRecord{}
	for part := range slices.Chunk(slices.Compact(keys), store.MaxBatch) {
		found, err := store.Find[model.DocumentRecord](ctx, r.store, part)
		if err != nil {
			return nil, fmt.Errorf("look for documents: %w", err)
		}
		maps.Copy(all, found)
	}
	return all, nil
}

// documentsOf are the documents of an entry that inputs name, and every input that is wrong.
func documentsOf(
	entry model.EntryID, org model.OrgCode, inputs []*graph.DocumentInput, found map[string]*model.DocumentRecord,
) (documents []model.Document, wrong []model.FieldError) {
	seen := map[string]bool{}
	for i, input := range inputs {
		fault := func(field, message string) {
			wrong = append(wrong, model.FieldError{Path: fmt.Sprintf("documents[%d].%s", i, field), Message: message})
		}
		key := model.ContentKey(org, input.Sha256)
		record := found[key]
		switch {
		case input.Type == model.DocumentCallLetter:
			fault("type", "is made by the service itself")
		case seen[key]:
			fault("sha256", "is given twice")
		case record == nil || record.Gone:
			fault("sha256", "was not handed over: send the document first")
		default:
			documents = append(documents, model.Document{
				ID: model.NewDocumentID(entry, key), Content: key, Type: input.Type, Title: input.Title,
				Issuer: model.OptionalText(value(input.Issuer, "")), ValidUntil: value(input.ValidUntil, ""),
				Size: record.Size, SHA256: record.SHA256,
			})
		}
		seen[key] = true
	}
	return documents, wrong
}

// keep notes that documents are in use, before the mailboxes name them.
func (r *Resolver) keep(ctx context.Context, documents []model.Document) error {
	var keys []string
	for _, d := range documents {
		keys = append(keys, d.Content)
	}
	slices.Sort(keys)
	for part := range slices.Chunk(slices.Compact(keys), store.MaxBatch) {
		_, failed, err := store.ChangeRecords(ctx, r.store, part, (*model.DocumentRecord).Keep)
		for _, failure := range failed {
			if err == nil {
				err = failure
			}
		}
		if err != nil {
			return fmt.Errorf("keep the documents: %w", err)
		}
	}
	return nil
}
