package resolvers

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// registerOperations writes the documents of a version of an app down; those that no app could ask for
// answer why.
func (r *Resolver) registerOperations(ctx context.Context, input graph.RegisterOperationsInput) (*graph.RegisterOperationsPayload, error) {
	payload := &graph.RegisterOperationsPayload{}
	var valid []*model.OperationDocument
	seen := map[string]bool{}
	for _, text := range input.Documents {
		item := &graph.RegisteredOperationItem{Hash: model.OperationHash(text)}
		payload.Operations = append(payload.Operations, item)
		name, err := r.judgeDocument(ctx, text)
		if err != nil {
			item.Error = r.itemError(ctx, err)
			continue
		}
		item.Name = &name
		if !seen[item.Hash] {
			seen[item.Hash] = true
			valid = append(valid, &model.OperationDocument{
				ID: item.Hash, Name: name, Text: text, Versions: []model.OperationUse{{App: input.App, Version: input.Version}},
			})
		}
	}
	failed, err := r.saveOperations(ctx, valid, input.App, input.Version)
	if err != nil {
		return nil, err
	}
	r.log.InfoContext(ctx, "documents were registered", "app", input.App, "version", input.Version, "documents", len(valid)-len(failed))
	for _, item := range payload.Operations {
		if err := failed[item.Hash]; err != nil {
			item.Name, item.Error = nil, r.itemError(ctx, err)
		}
	}
	return payload, nil
}

// saveOperations adds documents, and the version to those that are there. It answers by hash what could
// not be written.
func (r *Resolver) saveOperations(ctx context.Context, documents []*model.OperationDocument, app, version string) (map[string]error, error) {
	held, err := store.Add(ctx, r.store, documents)
	if err != nil {
		return nil, fmt.Errorf("register documents: %w", err)
	}
	var before []string
	for i, document := range held {
		if document != documents[i] {
			before = append(before, document.ID)
			continue
		}
		r.documents.keep(document)
	}
	changed, failed, err := store.ChangeRecords(ctx, r.store, before, func(d *model.OperationDocument) (bool, error) {
		return d.Register(app, version)
	})
	if err != nil {
		return nil, fmt.Errorf("register documents: %w", err)
	}
	for _, document := range changed {
		r.documents.keep(document)
	}
	return failed, nil
}

// judgeDocument tells the name of a document's operation: INVALID when it is no document of the contract
// with one named operation, TOO_COMPLEX when it is over the limits.
func (r *Resolver) judgeDocument(ctx context.Context, text string) (name string, err error) {
	if refused := (shapeLimit{known: graphql.NoCache[*ast.QueryDocument]{}}).MutateOperationParameters(ctx, &graphql.RawParams{Query: text}); refused != nil {
		return "", refused.Err
	}
	settings := graph.Config{Schema: contract()}
	limitPages(&settings.Complexity)
	schema := graph.NewExecutableSchema(settings)
	document, wrong := gqlparser.LoadQueryWithRules(schema.Schema(), text, nil)
	if len(wrong) > 0 {
		return "", model.Because(wrong, model.CodeInvalid, wrong[0].Message)
	}
	if len(document.Operations) != 1 || document.Operations[0].Name == "" {
		return "", model.Errorf(model.CodeInvalid, "the document must hold one operation, with a name")
	}
	if cost := complexity.Calculate(ctx, schema, document.Operations[0], map[string]any{}); cost > appAllowance.complexity {
		return "", model.Errorf(model.CodeTooComplex, "the operation has complexity %d, which exceeds the limit of %d", cost, appAllowance.complexity)
	}
	return document.Operations[0].Name, nil
}

// retireOperations ends a version of an app.
func (r *Resolver) retireOperations(ctx context.Context, input graph.RetireOperationsInput) (*graph.RetireOperationsPayload, error) {
	payload, after := &graph.RetireOperationsPayload{}, ""
	for {
		page, err := store.List[model.OperationDocument](ctx, r.store, model.OperationsOfVersion(input.App, input.Version), after, store.MaxBatch)
		if err != nil {
			return nil, fmt.Errorf("list a version's documents: %w", err)
		}
		var keys []string
		for _, document := range page {
			keys, after = append(keys, document.ID), document.ID
		}
		changed, failed, err := store.ChangeRecords(ctx, r.store, keys, func(d *model.OperationDocument) (bool, error) {
			return d.Retire(input.App, input.Version, r.now()), nil
		})
		for _, one := range failed {
			err = errors.Join(err, one)
		}
		if err != nil {
			return nil, fmt.Errorf("retire documents: %w", err)
		}
		for _, document := range changed {
			r.documents.keep(document)
			payload.Documents++
			if !document.Served() {
				payload.Unserved++
			}
		}
		if len(page) < store.MaxBatch {
			r.log.InfoContext(ctx, "a version was retired", "app", input.App, "version", input.Version, "documents", payload.Documents, "unserved", payload.Unserved)
			return payload, nil
		}
	}
}

// registeredOperations is a page of an app's documents.
func (r *Resolver) registeredOperations(ctx context.Context, app string, first *int, after *string) (*graph.RegisteredOperationConnection, error) {
	page, err := listed[model.OperationDocument](ctx, r.store, model.OperationsOf(app), first, after)
	if err != nil {
		return nil, err
	}
	connection := &graph.RegisteredOperationConnection{
		Edges: []*graph.RegisteredOperationEdge{}, Nodes: []*graph.RegisteredOperation{}, PageInfo: page.info,
	}
	for i, document := range page.records {
		node := &graph.RegisteredOperation{Hash: document.ID, Name: document.Name, Text: document.Text, Versions: []*graph.RegisteredVersion{}}
		for _, use := range document.Versions {
			version := &graph.RegisteredVersion{App: use.App, Version: use.Version}
			if !use.RetiredAt.IsZero() {
				version.RetiredAt = &use.RetiredAt
			}
			node.Versions = append(node.Versions, version)
		}
		connection.Nodes = append(connection.Nodes, node)
		connection.Edges = append(connection.Edges, &graph.RegisteredOperationEdge{Cursor: page.cursors[i], Node: node})
	}
	return connection, nil
}

// limitOperations counts what an operator asks of the registered documents.
func limitOperations(root *graph.ComplexityRoot) {
	root.Query.RegisteredOperations = func(child int, _ string, first *int, _ *string) int { return pageCost(child, first) }
	root.RegisteredOperation.Versions = func(child int) int { return 1 + child*5 }
}
