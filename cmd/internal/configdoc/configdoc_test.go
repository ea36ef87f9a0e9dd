package configdoc_test

import (
	"strings"
	"testing"

	"burgerbode/cmd/internal/configdoc"
)

func TestMarkdownNamesEveryCommand(t *testing.T) {
	t.Parallel()
	text, err := configdoc.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"**cmd/api**", "**cmd/notifier**", "**cmd/demo**", "| `--secret` | `BURGERBODE_SECRET` |", "| `--fcm-project` | `BURGERBODE_FCM_PROJECT` |",
		"| `--log-level` | `BURGERBODE_LOG_LEVEL` | `info` |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}
