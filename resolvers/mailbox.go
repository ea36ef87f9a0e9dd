package resolvers

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vikstrous/dataloadgen"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// request is what one GraphQL operation keeps: the viewer's mailbox, read once or as it was last saved, and the texts of
// letters and the sources of dossiers, read together.
type request struct {
	letters *dataloadgen.Loader[model.EntryID, *model.LetterRecord]
	sources *dataloadgen.Loader[string, *model.Source]
	mu      sync.Mutex
	mailbox *model.Mailbox

	archiving sync.Mutex
	archives  map[string]*model.Archive // of that mailbox, as far as fields needed them

	reading  sync.Mutex
	receipts map[string]*model.Receipt // by id; nil for one that is known not to be there
}

type requestKey struct{}

func (r *Resolver) withRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{
		letters: together(func(ctx context.Context, ids []model.EntryID) (map[model.EntryID]*model.LetterRecord, error) {
			return store.Find[model.LetterRecord](ctx, r.store, ids)
		}),
		sources: together(func(ctx context.Context, keys []string) (map[string]*model.Source, error) {
			return store.Find[model.Source](ctx, r.store, keys)
		}),
	})
}

// withOperation is withRequest for what is answered once.
func (r *Resolver) withOperation(ctx context.Context) context.Context {
	if subscribes(ctx) {
		return ctx
	}
	return r.withRequest(ctx)
}

// withEvent is withRequest for one event of a subscription: what an hour of them would keep grows, and is old.
func (r *Resolver) withEvent(ctx context.Context) context.Context {
	if subscribes(ctx) {
		return r.withRequest(ctx)
	}
	return ctx
}

// subscribes tells whether the operation, if there is one by now, is a subscription.
func subscribes(ctx context.Context) bool {
	if !graphql.HasOperationContext(ctx) { // refused before there was one
		return false
	}
	operation := graphql.GetOperationContext(ctx).Operation
	return operation != nil && operation.Operation == ast.Subscription
}

// together reads in bulk what the fields of one operation ask for one by one.
func together[K comparable, V any](find func(context.Context, []K) (map[K]V, error)) *dataloadgen.Loader[K, V] {
	load := func(ctx context.Context, keys []K) (found map[K]V, err error) {
		defer func() { // the loader calls from a goroutine of its own, where a panic would end the process
			if value := recover(); value != nil {
				err = recovered(ctx, value)
			}
		}()
		return find(ctx, keys)
	}
	return dataloadgen.NewMappedLoader(load, dataloadgen.WithWait(time.Millisecond), dataloadgen.WithBatchCapacity(store.MaxBatch))
}

// open reads the viewer's own mailbox, once for each operation.
func (r *Resolver) open(ctx context.Context) (*model.Mailbox, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := model.May(viewer, viewer.Citizen, model.OperationRead); err != nil {
		return nil, err
	}
	kept, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return r.mailboxes.Get(ctx, viewer.Citizen)
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.mailbox == nil {
		kept.mailbox, err = r.mailboxes.Get(ctx, viewer.Citizen)
	}
	return kept.mailbox, err
}

// with is a mailbox with the entries of some of its archives. Those of the viewer are read once for each operation.
func (r *Resolver) with(ctx context.Context, m *model.Mailbox, keys []string) (*model.Mailbox, error) {
	kept, ok := ctx.Value(requestKey{}).(*request)
	if viewer, err := viewerFrom(ctx); !ok || err != nil || viewer.Citizen != m.ID {
		return r.mailboxes.With(ctx, m, keys, map[string]*model.Archive{})
	}
	kept.archiving.Lock()
	defer kept.archiving.Unlock()
	if kept.archives == nil {
		kept.archives = map[string]*model.Archive{}
	}
	return r.mailboxes.With(ctx, m, keys, kept.archives)
}

// whole is a mailbox with all entries that stand in archives.
func (r *Resolver) whole(ctx context.Context, m *model.Mailbox) (*model.Mailbox, error) {
	if !m.Partial() {
		return m, nil
	}
	return r.with(ctx, m, m.ArchiveKeys())
}

// holding is the mailbox, as a whole where an entry may stand in one of its archives.
func (r *Resolver) holding(ctx context.Context, m *model.Mailbox, id model.EntryID) (*model.Mailbox, error) {
	if !m.Elsewhere(id) {
		return m, nil
	}
	return r.whole(ctx, m)
}

// hold keeps the mailbox for the fields that are still to be answered; nil: they read it again.
func (r *request) hold(m *model.Mailbox) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mailbox = m
}

// change applies rules to the viewer's own mailbox and answers it as it is saved. The fields of that answer
// see it so too, whatever was read before.
func (r *Resolver) change(ctx context.Context, rules func(m *model.Mailbox, now time.Time) error) (*model.Mailbox, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := model.May(viewer, viewer.Citizen, model.OperationChange); err != nil {
		return nil, err
	}
	saved, err := r.mailboxes.Update(ctx, viewer.Citizen, func(m *model.Mailbox) error {
		m.From(installationFrom(ctx))
		err := rules(m, r.now())
		if m.Changed() { // a look that changes nothing needs no save
			m.NoteBirth(viewer.Born)
		}
		return err
	})
	if kept, ok := ctx.Value(requestKey{}).(*request); ok {
		kept.hold(saved)
	}
	return saved, err
}

// stamped is change for what a phone did under a stamp, perhaps long ago; nil: now. INVALID when the stamp
// lies in the future.
func (r *Resolver) stamped(
	ctx context.Context, stamp *graph.ChangeStamp, rules func(m *model.Mailbox, now time.Time) error,
) (*model.Mailbox, error) {
	if stamp == nil {
		return r.change(ctx, rules)
	}
	return r.change(ctx, func(m *model.Mailbox, now time.Time) error {
		return m.Stamped(model.Stamp{ID: stamp.ID, At: stamp.At}, now, func() error { return rules(m, now) })
	})
}

// text is the stored text of a letter in the wanted language, else in Dutch. The letter is in the
// viewer's mailbox; its record must be addressed to the same.
func (r *Resolver) text(ctx context.Context, letter *model.InboxLetter, language model.Language) (*model.Text, error) {
	var record *model.LetterRecord
	if kept, ok := ctx.Value(requestKey{}).(*request); ok {
		var err error
		if record, err = kept.letters.Load(ctx, letter.ID); err != nil {
			return nil, err
		}
	}
	if record == nil || record.Recipient != letter.Box.ID || len(record.Body) == 0 {
		return nil, model.NotFound("text of letter " + string(letter.ID))
	}
	for i := range record.Body {
		if record.Body[i].Language == language {
			return &record.Body[i], nil
		}
	}
	return &record.Body[0], nil
}
