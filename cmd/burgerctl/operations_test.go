package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"burgerbode/graph/model"
)

func TestDocumentsAreRegisteredFromAFolderOrAManifest(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	const first, second = "query First { viewer { id } }", "query Second { viewer { rev } }"
	folder := filepath.Join(b.folder, "documents")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	b.write(t, filepath.Join(folder, "First.graphql"), first)
	hash := model.OperationHash(second)
	write := func(name string, manifest any) string {
		text, err := json.Marshal(manifest)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(b.folder, name)
		b.write(t, path, string(text))
		return path
	}
	flat := write("flat.json", map[string]string{hash: second})
	apollo := write("apollo.json", map[string]any{"format": "apollo-persisted-query-manifest", "version": 1, "operations": []map[string]string{
		{"id": hash, "name": "Second", "type": "query", "body": second},
	}})
	at := append(b.as(t, "--as", "operator"), "--app", "third")
	do := func(want string, args ...string) {
		t.Helper()
		out, _, err := b.call(t.Context(), append(append([]string{"operations"}, args...), at...)...)
		if err != nil || out != want {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	firstID, secondID := "sha256:"+model.OperationHash(first), "sha256:"+hash
	for _, path := range []string{folder, filepath.Join(folder, "First.graphql")} {
		do("registered "+firstID+" name=First\n", "register", path, "--version", "1.0")
	}
	for _, path := range []string{flat, apollo} {
		do("registered "+secondID+" name=Second\n", "register", path, "--version", "1.1")
	}
	do("retired documents=1 unserved=1\n", "retire", "--version", "1.0")
	listed, _, err := b.call(t.Context(), append([]string{"operations", "list"}, at...)...)
	if err != nil || !strings.Contains(listed, firstID+" name=First third/1.0 (retired)\n") || !strings.Contains(listed, secondID+" name=Second third/1.1\n") {
		t.Errorf("listed: %v\n%s", err, listed)
	}

	wrong := write("wrong.json", map[string]string{"d41d8cd98f00b204e9800998ecf8427e": second})
	b.write(t, filepath.Join(folder, "Wrong.graphql"), "query Wrong { nothing }")
	for _, path := range []string{wrong, folder} {
		out, _, err := b.call(t.Context(), append([]string{"operations", "register", path, "--version", "1.2"}, at...)...)
		if err == nil {
			t.Errorf("%s: %s", path, out)
		}
	}
}

// The folder that the npm package makes types of is the one that is registered: operations, and fragments.graphql.
func TestAFolderWithFragmentsIsRegisteredAsThePackageSendsIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	out, _, err := b.call(t.Context(), append([]string{"operations", "register", "../../mobile-mock/operations",
		"--version", "1.0", "--app", "third"}, b.as(t, "--as", "operator")...)...)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile("../../schema/npm/documents.json")
	if err != nil {
		t.Fatal(err)
	}
	var documents map[string]string
	if err := json.Unmarshal(text, &documents); err != nil {
		t.Fatal(err)
	}
	for hash := range documents {
		if !strings.Contains(out, "registered sha256:"+hash+" ") {
			t.Errorf("not registered as the package sends it: %.60s", documents[hash])
		}
	}
	if got := strings.Count(out, "\n"); got != len(documents) {
		t.Errorf("%d documents were registered, and the package has %d", got, len(documents))
	}
}
