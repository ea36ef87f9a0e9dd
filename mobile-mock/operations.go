package mobilemock

import (
	"fmt"
	"regexp"
	"strings"
)

// Operation is one of the app's operations by name, with the fragments that it uses, as the app sends it.
// The error says that there is none of that name.
func Operation(name string) (string, error) {
	text, err := Operations.ReadFile("operations/" + name + ".graphql")
	if err != nil {
		return "", fmt.Errorf("find the app's operation %s: %w", name, err)
	}
	shared, err := Operations.ReadFile("operations/fragments.graphql")
	if err != nil {
		return "", fmt.Errorf("read the app's fragments: %w", err)
	}
	fragments := map[string]string{}
	for _, part := range regexp.MustCompile(`(?m)^fragment `).Split(string(shared), -1)[1:] {
		title, _, _ := strings.Cut(part, " ")
		fragments[title] = "fragment " + part
	}
	spread, whole, used := regexp.MustCompile(`\.{3}(\w+)`), string(text), map[string]bool{}
	for left := []string{whole}; len(left) > 0; left = left[1:] {
		for _, match := range spread.FindAllStringSubmatch(left[0], -1) {
			if !used[match[1]] {
				used[match[1]] = true
				whole += "\n" + fragments[match[1]]
				left = append(left, fragments[match[1]])
			}
		}
	}
	return whole, nil
}

// All are all of the app's operations as the app sends them. The error says that a file cannot be read.
func All() ([]string, error) {
	files, err := Operations.ReadDir("operations")
	if err != nil {
		return nil, fmt.Errorf("list the app's operations: %w", err)
	}
	var texts []string
	for _, file := range files {
		name := strings.TrimSuffix(file.Name(), ".graphql")
		if name == "fragments" {
			continue
		}
		text, err := Operation(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}
