package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"burgerbode/graph/model"
	"burgerbode/mobile-mock"
)

// operationCommands are about the documents that apps may ask for.
type operationCommands struct {
	Register registerOperations `cmd:"" help:"Register the documents of a version of an app. Safe to repeat."`
	Retire   retireOperations   `cmd:"" help:"End a version of an app: what no other version asks for is not served any more."`
	List     listOperations     `cmd:"" help:"List an app's documents."`
}

// appRelease is a version of an app.
type appRelease struct {
	App     string `required:"" help:"Name of the app, as in its header Burgerbode-App."`
	Version string `required:"" help:"Its version, such as 2.4.0."`
}

// registerOperations registers documents.
type registerOperations struct {
	service    `embed:""`
	appRelease `embed:""`
	From       string `arg:"" type:"existingpath" help:"Folder with .graphql files, or one of them, each a document exactly as the app sends it; or a JSON manifest of persisted documents: {\"hash\": \"text\"}, or Apollo's with a list of operations."`
}

// maxRegistered is how many documents one mutation takes.
const maxRegistered = 300

// Run registers, one line for each document. The error says how many were refused.
func (c *registerOperations) Run(ctx context.Context, to streams) error {
	documents, err := readDocuments(c.From)
	if err != nil {
		return err
	}
	refused := 0
	for part := range slices.Chunk(documents, maxRegistered) {
		var answer struct {
			RegisterOperations struct {
				Operations []struct {
					Hash, Name string
					Error      *struct{ Code, Message string }
				}
			}
		}
		err := c.ask(ctx, `mutation ($input: RegisterOperationsInput!) { registerOperations(input: $input) { operations { hash name error { code message } } } }`,
			map[string]any{"input": map[string]any{"app": c.App, "version": c.Version, "documents": part}}, &answer)
		if err != nil {
			return err
		}
		for _, one := range answer.RegisterOperations.Operations {
			line := fmt.Sprintf("registered sha256:%s name=%s", one.Hash, one.Name)
			if one.Error != nil {
				refused++
				line = fmt.Sprintf("refused sha256:%s code=%s %s", one.Hash, one.Error.Code, one.Error.Message)
			}
			if err := printLine(to, line); err != nil {
				return err
			}
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d documents were refused", refused, len(documents))
	}
	return nil
}

// readDocuments are the documents of a folder or a manifest, or one. In a folder with fragments.graphql each operation
// goes with the fragments that it uses, as the npm package's generator has it; in any other each file is sent as it is.
func readDocuments(path string) (documents []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("look for the documents: %w", err)
	}
	if !info.IsDir() {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the documents: %w", err)
		}
		if filepath.Ext(path) == ".graphql" {
			return []string{string(text)}, nil
		}
		return manifest(text)
	}
	if _, err := os.Stat(filepath.Join(path, "fragments.graphql")); err == nil {
		return mobilemock.Documents(os.DirFS(path)) //nolint:wrapcheck // it says what was tried
	}
	files, err := filepath.Glob(filepath.Join(path, "*.graphql"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there are no .graphql files in %s", path)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read a document: %w", err)
		}
		documents = append(documents, string(text))
	}
	return documents, nil
}

// manifest reads persisted documents as Relay and graphql-codegen write them (text by hash), or as Apollo
// does (a list of operations). An id that is not the SHA-256 of its text is an error: the app would ask
// for it in vain.
func manifest(text []byte) ([]string, error) {
	var apollo struct {
		Operations []struct{ ID, Body string }
	}
	byID := map[string]string{}
	if err := json.Unmarshal(text, &apollo); err == nil && len(apollo.Operations) > 0 {
		for _, operation := range apollo.Operations {
			byID[operation.ID] = operation.Body
		}
	} else if err := json.Unmarshal(text, &byID); err != nil || len(byID) == 0 {
		return nil, errors.New("the file is neither a .graphql document nor a manifest, {\"hash\": \"text\"} or Apollo's with a list of operations")
	}
	var documents []string
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		if strings.TrimPrefix(id, "sha256:") != model.OperationHash(byID[id]) {
			return nil, fmt.Errorf("%s is not the SHA-256 of its document: have the tool that wrote the manifest use that", id)
		}
		documents = append(documents, byID[id])
	}
	return documents, nil
}

// retireOperations ends a version.
type retireOperations struct {
	service    `embed:""`
	appRelease `embed:""`
}

// Run retires and prints how many documents are not served any more.
func (c *retireOperations) Run(ctx context.Context, to streams) error {
	var answer struct {
		RetireOperations struct{ Documents, Unserved int }
	}
	err := c.ask(ctx, `mutation ($input: RetireOperationsInput!) { retireOperations(input: $input) { documents unserved } }`,
		map[string]any{"input": map[string]any{"app": c.App, "version": c.Version}}, &answer)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(to.out, "retired documents=%d unserved=%d\n", answer.RetireOperations.Documents, answer.RetireOperations.Unserved)
	return err
}

// listOperations lists documents.
type listOperations struct {
	service `embed:""`
	App     string `required:"" help:"Name of the app."`
}

// Run prints one document a line, with the versions that ask for it.
func (c *listOperations) Run(ctx context.Context, to streams) error {
	var after *string
	for {
		var page struct {
			RegisteredOperations struct {
				Nodes []struct {
					Hash, Name string
					Versions   []struct {
						App, Version string
						RetiredAt    *time.Time
					}
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   *string
				}
			}
		}
		err := c.ask(ctx, `query ($app: String!, $after: String) { registeredOperations(app: $app, first: 100, after: $after) {
			nodes { hash name versions { app version retiredAt } } pageInfo { hasNextPage endCursor } } }`,
			map[string]any{"app": c.App, "after": after}, &page)
		if err != nil {
			return err
		}
		for _, one := range page.RegisteredOperations.Nodes {
			words := []string{"sha256:" + one.Hash, "name=" + one.Name}
			for _, version := range one.Versions {
				words = append(words, version.App+"/"+version.Version)
				if version.RetiredAt != nil {
					words = append(words, "(retired)")
				}
			}
			if err := printLine(to, strings.Join(words, " ")); err != nil {
				return err
			}
		}
		if after = page.RegisteredOperations.PageInfo.EndCursor; !page.RegisteredOperations.PageInfo.HasNextPage {
			return nil
		}
	}
}
