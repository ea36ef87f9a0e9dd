package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"golang.org/x/sync/errgroup"

	"burgerbode/cmd/internal/pushload"
)

const liveQuery = `subscription { mailboxChanged { entries { entry { ... on Node { id } } } counts { unread } token hasMore } }`

// liveFollowers are the connections of those who follow their mailboxes.
type liveFollowers struct {
	bench  *liveBench
	url    string
	events bool // as server-sent events, not over WebSockets

	mu      sync.Mutex
	cancels []context.CancelFunc
	reading sync.WaitGroup
}

// open has citizens follow, up to but without the last.
func (f *liveFollowers) open(ctx context.Context, first, last int) error {
	group, _ := errgroup.WithContext(ctx)
	group.SetLimit(16)
	connect := f.socket
	if f.events {
		connect = f.stream
	}
	for i := first; i < last; i++ {
		group.Go(func() error {
			life, cancel := context.WithCancel(ctx)
			f.mu.Lock()
			f.cancels = append(f.cancels, cancel)
			f.mu.Unlock()
			next, err := connect(life, i)
			if err != nil {
				return fmt.Errorf("connect subscriber %d: %w", i, err)
			}
			f.reading.Go(func() {
				for next() {
					f.bench.tell(i)
				}
			})
			return nil
		})
	}
	return group.Wait()
}

// leave ends all connections.
func (f *liveFollowers) leave() {
	for _, cancel := range f.cancels {
		cancel()
	}
	f.reading.Wait()
}

// socket follows over a WebSocket. What it answers waits for the next event; false at the end.
func (f *liveFollowers) socket(ctx context.Context, i int) (next func() bool, err error) {
	conn, _, err := websocket.Dial(ctx, f.url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = conn.CloseNow() })
	say := func(message map[string]any) error {
		text, err := json.Marshal(message)
		if err != nil {
			return fmt.Errorf("write a message: %w", err)
		}
		return conn.Write(ctx, websocket.MessageText, text)
	}
	hear := func() (kind string) {
		var message struct{ Type string }
		_, text, err := conn.Read(ctx)
		if err != nil || json.Unmarshal(text, &message) != nil {
			return ""
		}
		return message.Type
	}
	if err := say(map[string]any{"type": "connection_init", "payload": map[string]any{"Authorization": "Bearer " + f.bench.tokens[i]}}); err != nil {
		return nil, err
	}
	if kind := hear(); kind != "connection_ack" {
		return nil, fmt.Errorf("heard %q and not that the token is taken", kind)
	}
	if err := say(map[string]any{"id": "1", "type": "subscribe", "payload": map[string]any{"query": liveQuery}}); err != nil {
		return nil, err
	}
	return func() bool { return hear() == "next" }, nil
}

// stream follows by server-sent events, likewise.
func (f *liveFollowers) stream(ctx context.Context, i int) (next func() bool, err error) {
	body, err := json.Marshal(map[string]any{"query": liveQuery})
	if err != nil {
		return nil, fmt.Errorf("write a request: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.url+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		return nil, fmt.Errorf("make a request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Authorization", "Bearer "+f.bench.tokens[i])
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = response.Body.Close() })
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("answered %s", response.Status)
	}
	lines := bufio.NewScanner(response.Body)
	return func() bool {
		for lines.Scan() {
			if lines.Text() == "event: next" {
				return true
			}
		}
		return false
	}, nil
}

// tell notes that a subscriber has an event.
func (b *liveBench) tell(i int) {
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, before := b.arrived[i]; !before {
		b.arrived[i] = now
	}
}

// judge compares what was saved with what arrived.
func (b *liveBench) judge(first int, saved []time.Time) (l liveLatency) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var times []time.Duration
	for i, at := range saved {
		if arrived, told := b.arrived[first+i]; told {
			times = append(times, max(arrived.Sub(at), 0))
		} else {
			l.Lost++
		}
	}
	slices.Sort(times)
	if len(times) > 0 {
		l.P50, l.P99, l.Max = millis(pushload.Percentile(times, 0.5)), millis(pushload.Percentile(times, 0.99)), millis(pushload.Percentile(times, 1))
	}
	return l
}
