package pushload

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"burgerbode/graph/model"
	"burgerbode/notify/fcm/fcmtest"
)

// Request is one message as a fake FCM received it.
type Request struct {
	Ring
	Seq      int64
	At       time.Time
	Project  string
	Outcome  fcmtest.Outcome
	Withheld bool // the answer was lost
}

// ReadLog reads from a fake FCM, at address (without /v1), all that it received after a sequence
// number, and answers the highest. The error says that its log does not reach back so far.
func ReadLog(ctx context.Context, address string, after int64) (received []Request, last int64, err error) {
	const page = 10_000
	last = after
	for {
		some, err := readPage(ctx, fmt.Sprintf("%s/log?after=%d&limit=%d", address, last, page))
		if err != nil {
			return nil, last, fmt.Errorf("read the fake FCM's log: %w", err)
		}
		if len(some) > 0 && some[0].Seq != last+1 {
			return nil, last, fmt.Errorf("read the fake FCM's log: %d follows %d", some[0].Seq, last)
		}
		received = append(received, some...)
		if len(some) > 0 {
			last = some[len(some)-1].Seq
		}
		if len(some) < page {
			return received, last, nil
		}
	}
}

func readPage(ctx context.Context, url string) (received []Request, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %s", response.Status)
	}
	lines := json.NewDecoder(response.Body)
	for {
		var line fcmtest.Received
		if err := lines.Decode(&line); errors.Is(err, io.EOF) {
			return received, nil
		} else if err != nil {
			return nil, err
		}
		var message struct {
			Data struct {
				PushID model.PushID `json:"pushId"`
			} `json:"data"`
		}
		if line.Message != nil {
			if err := json.Unmarshal(line.Message, &message); err != nil {
				return nil, err
			}
		}
		received = append(received, Request{
			Ring: Ring{model.FCMToken(line.Token), message.Data.PushID},
			Seq:  line.Seq, At: line.At, Project: line.Project, Outcome: line.Outcome, Withheld: line.Withheld,
		})
	}
}

// Tally is what a fake FCM got, held against what was to ring.
type Tally struct {
	Expected int // rings
	Accepted int // of those expected, at least once
	Lost     int // of those expected, never accepted
	Doubles  int // accepted once more although the answer before was given
	Repeats  int // accepted once more because the answer before was lost: the same push id shows once
	Strange  int // accepted and never expected
	Outcomes map[fcmtest.Outcome]int
	Times    []time.Time // of the first acceptance of each expected ring, in order
}

// Compare holds what a fake FCM received for a project against what was to ring.
func Compare(expected map[Ring]bool, received []Request, project string) Tally {
	t := Tally{Expected: len(expected), Outcomes: map[fcmtest.Outcome]int{}}
	excused := map[Ring]int{} // by ring accepted before: how many repeats lost answers explain
	for _, r := range received {
		if r.Project != project {
			continue
		}
		t.Outcomes[r.Outcome]++
		if r.Outcome != fcmtest.Accepted {
			continue
		}
		left, before := excused[r.Ring]
		switch {
		case !expected[r.Ring]:
			t.Strange++
		case !before:
			t.Accepted++
			t.Times = append(t.Times, r.At)
		case left > 0:
			t.Repeats++
			left--
		default:
			t.Doubles++
		}
		if r.Withheld {
			left++
		}
		excused[r.Ring] = left
	}
	t.Lost = t.Expected - t.Accepted
	slices.SortFunc(t.Times, time.Time.Compare)
	return t
}

// Rate is how many of the first rings (0: all) were accepted a second, from the first to the last
// of them; 0 when there are not two.
func (t *Tally) Rate(first int) float64 {
	times := t.Times
	if first > 0 && first < len(times) {
		times = times[:first]
	}
	if len(times) < 2 {
		return 0
	}
	taken := times[len(times)-1].Sub(times[0])
	if taken <= 0 {
		return 0
	}
	return float64(len(times)-1) / taken.Seconds()
}

// Percentile is the time that a share (0 to 1) of taken took at most; taken is sorted. 0 for none.
func Percentile(taken []time.Duration, share float64) time.Duration {
	if len(taken) == 0 {
		return 0
	}
	return taken[min(int(share*float64(len(taken))), len(taken)-1)]
}
