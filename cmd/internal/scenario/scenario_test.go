package scenario_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"burgerbode/cmd/internal/scenario"
	"burgerbode/graph/model"
)

func TestAllThatIsWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`[]`:                                     {""},
		`{"name": "x", "stepz": [], "steps": 5}`: {"steps", "stepz"},
		`{"steps": []}`:                          {"name", "steps"},
		`{"name": "x", "citizen": "85010100117", "run": "a b", "steps": [{"letter": {"as": "a", "subject": "s"}}]}`: {"citizen", "run"},
		`{"name": "x", "steps": [{"letter": {"subject": 5, "kind": "POEM", "bill": {"cents": "1"}}}, {"fly": {}}, {"clock": {"now": "noon"}}]}`: {
			"steps[0].letter.as", "steps[0].letter.bill.cents", "steps[0].letter.kind", "steps[0].letter.subject", "steps[1].fly", "steps[2].clock.now",
		},
		`{"name": "x", "steps": [{}, {"letter": {"as": "a", "subject": "s"}, "store": {"away": true}}]}`: {"steps[0]", "steps[1]"},
		`{"name": "x", "steps": [{"letter": {"as": "a", "subject": "s", "kind": "CALL_LETTER"}}, {"letter": {"as": "a", "org": "OVO1", "subject": "s"}}, {"pay": {"letter": "a"}},
			{"withdraw": {"letter": "b"}}, {"callLetter": {"as": "c", "supersedes": "a"}}]}`: {
			"steps[0].letter.kind", "steps[1].letter.as", "steps[1].letter.org", "steps[2].pay.letter", "steps[3].withdraw.letter", "steps[4].callLetter.supersedes",
		},
		`{"name": "x", "steps": [{"fly": {}}, {"pay": {"letter": "bill"}}, {"fail": {"code": "NOPE"}}, {"clock": {"forward": "soon"}}]}`: {
			"steps[0].fly", "steps[1].pay.letter", "steps[2].fail.code", "steps[3].clock.forward",
		},
		`{"name": "x", "steps": [{"status": {"as": "d", "title": "t", "label": "l", "days": 3}}, {"tokens": {}}, {"fcm": {"shares": {"MAYBE": 2}}}, {"fail": {"code": "GONE", "times": 5000, "acr": "x"}},
			{"clock": {"forward": "soon"}}, {"campaign": {"as": "c"}}]}`: {
			"steps[0].status.days", "steps[1].tokens.expire", "steps[2].fcm", "steps[3].fail.acr", "steps[3].fail.times", "steps[4].clock.forward",
			"steps[5].campaign.text", "steps[5].campaign.title",
		},
	} {
		_, err := scenario.Read([]byte(text))
		wrong, _ := errors.AsType[*model.Error](err)
		if wrong == nil {
			t.Errorf("taken: %s", text)
			continue
		}
		var got []string
		for _, field := range wrong.Fields {
			got = append(got, field.Path)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n%v in place of %v", text, wrong.Fields, want)
		}
	}
}

func TestAWrongMoveIsToldByItsField(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"forward": "soon"}`: "forward", `{"to": "moon"}`: "to", `{"now": "noon"}`: "now", `{"by": "1h"}`: "by", `{}`: "",
	} {
		_, err := scenario.ReadMove([]byte(text))
		wrong, _ := errors.AsType[*model.Error](err)
		if wrong == nil || len(wrong.Fields) == 0 || wrong.Fields[0].Path != want {
			t.Errorf("%s: %v in place of %q", text, err, want)
		}
	}
}

func TestTheClockGoesForward(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		`{"forward": "36h"}`:                   "2026-03-04T21:00:00Z",
		`{"now": "2026-03-03T11:00:00+01:00"}`: "2026-03-03T10:00:00Z",
		`{"to": "election-eve"}`:               "2026-03-28T18:00:00Z",
		`{"to": "election-day"}`:               "2026-03-29T08:00:00Z", // the night before, clocks went forward
		`{"now": "2026-03-03T08:00:00Z"}`:      "CONFLICT",
		`{"now": "2036-03-03T08:00:00Z"}`:      "INVALID",
	} {
		move, err := scenario.ReadMove([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		to, err := move.Target(now, "2026-03-29")
		got := to.UTC().Format(time.RFC3339)
		if err != nil {
			got = string(model.CodeOf(err))
		}
		if got != want {
			t.Errorf("%s leads to %s, not to %s", text, got, want)
		}
	}
}
