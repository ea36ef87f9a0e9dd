package mobilemock

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Operation is one of the app's operations by name, with the fragments that it uses, to the byte as the app sends it: the
// SHA-256 of this text is the name of a trusted document. Package @burgerbode/schema holds the same texts
// (schema/npm/documents.json). The error says that there is none of that name.
func Operation(name string) (string, error) {
	folder, err := fs.Sub(Operations, "operations")
	if err != nil {
		return "", fmt.Errorf("find the app's operations: %w", err)
	}
	return document(folder, name)
}

// document is one operation of a folder with the fragments that it uses.
func document(folder fs.FS, name string) (string, error) {
	text, err := fs.ReadFile(folder, name+".graphql")
	if err != nil {
		return "", fmt.Errorf("find the app's operation %s: %w", name, err)
	}
	shared, err := fs.ReadFile(folder, fragmentsFile)
	if err != nil {
		return "", fmt.Errorf("read the app's fragments: %w", err)
	}
	fragments := map[string]string{}
	for _, part := range regexp.MustCompile(`(?m)^fragment `).Split(string(shared), -1)[1:] {
		title, _, _ := strings.Cut(part, " ")
		fragments[title] = bare("fragment " + part)
	}
	spread, whole, used := regexp.MustCompile(`\.{3}(\w+)`), bare(string(text)), map[string]bool{}
	for left := []string{whole}; len(left) > 0; left = left[1:] {
		for _, match := range spread.FindAllStringSubmatch(left[0], -1) {
			if !used[match[1]] {
				used[match[1]] = true
				whole += fragments[match[1]]
				left = append(left, fragments[match[1]])
			}
		}
	}
	return whole, nil
}

// All are all of the app's operations as the app sends them. The error says that a file cannot be read.
func All() ([]string, error) {
	folder, err := fs.Sub(Operations, "operations")
	if err != nil {
		return nil, fmt.Errorf("find the app's operations: %w", err)
	}
	return Documents(folder)
}

// fragmentsFile holds what the operations of a folder share.
const fragmentsFile = "fragments.graphql"

// Documents are the operations of an app's folder as the app sends them: one operation a file, and fragments.graphql. They
// are put together as the package's generator (schema/npm/generator.mjs) does, so that both give the same hashes.
func Documents(folder fs.FS) ([]string, error) {
	files, err := fs.Glob(folder, "*.graphql")
	if err != nil {
		return nil, fmt.Errorf("list the app's operations: %w", err)
	}
	var texts []string
	for _, file := range files {
		if file == fragmentsFile {
			continue
		}
		text, err := document(folder, strings.TrimSuffix(file, ".graphql"))
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// bare is GraphQL without comments and empty lines: they are for who reads the file.
func bare(text string) string {
	var kept strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed != "" && !strings.HasPrefix(trimmed, "#") {
			kept.WriteString(line + "\n")
		}
	}
	return kept.String()
}
