package resolvers_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/storetest"
)

// What an app that follows its mailbox can rely on when something goes wrong.

// followChanges are the changes of askChanges, as they are told.
var followChanges = strings.NewReplacer(
	"query ($since: String, $first: Int) { viewer { changes(since: $since, first: $first)", "subscription ($since: String) { mailboxChanged(since: $since)",
	"token hasMore } } }", "token hasMore } }",
).Replace(askChanges)

// unread fills a socket with answers that its client does not read, until the service waits for it: a service that
// is only slow takes something more within the while.
func unread(t *testing.T, conn net.Conn) {
	t.Helper()
	ping := masked(payload(t, frame{Type: "ping", Payload: payload(t, strings.Repeat("x", 60_000))}))
	for left, stalls := ping, 0; stalls < 6; {
		must(t, conn.SetWriteDeadline(time.Now().Add(500*time.Millisecond)))
		n, err := conn.Write(left)
		if left = left[n:]; len(left) == 0 {
			left = ping
		}
		stalls++
		if n > 0 || err == nil {
			stalls = 0
		}
	}
}

func TestASlowReaderIsToldToComeBack(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.api.Hurry(100*time.Millisecond, time.Minute)
	s.as(an).activate(t)
	slow, quick := bareSocket(t, s.as(an), changed), s.as(an).line(t)
	quick.subscribes(t, "a", changed, m{"since": s.token(t)})
	waitFor(t, func() bool { return s.api.Followed() == 2 })
	unread(t, slow)
	s.sender(mechelen).deliver(t, letter("ander", an))
	want(t, quick.hearsNext(t, "a").at("mailboxChanged.counts.unread"), 1) // nobody waits for who does not read
	must(t, slow.SetReadDeadline(time.Now().Add(2*time.Minute)))
	var heard []byte
	for some := make([]byte, 64<<10); !bytes.Contains(heard, []byte("\x03\xf5the client reads too slowly")); { // 1013
		n, err := slow.Read(some)
		must(t, err)
		heard = append(heard[max(0, len(heard)-100):], some[:n]...)
	}
}

// Who does not read at all is cut, over both transports.
func TestWhoDoesNotReadIsCut(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.api.Hurry(100*time.Millisecond, 300*time.Millisecond)
	s.as(an).activate(t)
	held := s.token(t)
	for i := range 50 {
		s.sender(mechelen).deliver(t, change(letter(fmt.Sprint(i), an), "body.0.markdown", strings.Repeat("Beste lezer. ", 1500)))
	}
	unread(t, bareSocket(t, s.as(an), changed))
	body := payload(t, m{"query": `subscription ($since: String) { mailboxChanged(since: $since) { entries { entry {
		... on Letter { ` + repeat(8, func(i int) string { return fmt.Sprintf("a%d: body { markdown } ", i) }) + `} } } } }`, "variables": m{"since": held}})
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	must(t, conn.SetReadDeadline(time.Now().Add(2*time.Minute)))
	must(t, conn.(*net.TCPConn).SetReadBuffer(4096))
	_, err = conn.Write(fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n"+
		"Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s", s.as(an).token, len(body), body))
	must(t, err)
	readPast(t, conn, "event: next") // and no more
	waitFor(t, func() bool { return s.api.Open() == 0 && s.api.Followed() == 0 })
}

// token is the state of an's mailbox.
func (s *service) token(t testing.TB) string {
	t.Helper()
	return s.as(an).ask(t, `{ viewer { syncToken } }`).text("viewer.syncToken")
}

// A store that is away for a while delays what is told, and loses none of it.
func TestAStoreThatWasAwayIsCaughtUpWith(t *testing.T) {
	t.Parallel()
	var away atomic.Bool
	var failing *storetest.FailingStore
	s := newService(t, wrapped(func(inner store.Store) store.Store {
		failing = storetest.Failing(inner, func(int, string) bool { return away.Load() })
		return failing
	}))
	other := s.again(t)
	s.as(an).activate(t)
	line := s.as(an).line(t)
	line.subscribes(t, "a", changed, m{"since": s.token(t)})
	waitFor(t, func() bool { return s.api.Followed() == 1 })
	away.Store(true)
	for i := range 3 {
		other.sender(mechelen).deliver(t, letter(fmt.Sprint(i), an))
	}
	asked := failing.Calls()
	waitFor(t, func() bool { return failing.Calls() >= asked+2 }) // it has looked again, in vain
	away.Store(false)
	got := line.hearsNext(t, "a")
	want(t, []any{len(got.list("mailboxChanged.entries")), got.at("mailboxChanged.counts.unread")}, []any{3, 3})
}

// An app whose connection breaks again and again, while two processes write, ends with what is there.
func TestAnAppThatComesBackLosesNothing(t *testing.T) {
	t.Parallel()
	s := newService(t)
	other, caller := s.again(t), s.as(an)
	caller.activate(t)
	var app replica
	app.follow(t, caller, 100)
	var writers sync.WaitGroup
	for i, at := range []*service{s, other} {
		writers.Go(func() {
			for n := range 45 {
				id := at.sender(mechelen).deliverOne(t, letter(fmt.Sprintf("%d-%d", i, n), an))
				at.with(caller.token).ask(t, `mutation ($id: ID!) { markRead(input: {ids: [$id], read: true}) { rev } }`, m{"id": id})
			}
		})
	}
	go func() {
		writers.Wait()
		s.sender(mechelen).deliver(t, letter("de laatste", an))
	}()
	const all = 2*45 + 1
	for connection := 0; len(app.entries) < all; connection++ {
		at := []*service{s, other}[connection%2]
		line := at.with(caller.token).line(t)
		line.subscribes(t, "a", followChanges, m{"since": app.token})
		for heard := 0; heard <= connection%3 && len(app.entries) < all; heard++ {
			app.take(line.hearsNext(t, "a").at("mailboxChanged").(m))
		}
		must(t, line.conn.CloseNow()) // without a word
	}
	app.wantEqual(t, caller)
}

// Who was away for long is told page after page, until it is equal.
func TestManyPagesAreTold(t *testing.T) {
	t.Parallel()
	s := newService(t)
	caller := s.as(an)
	caller.activate(t)
	var app replica
	app.follow(t, caller, 100)
	s.sender(mechelen).deliver(t, numbered(120, an)...)
	line := caller.line(t)
	line.subscribes(t, "a", followChanges, m{"since": app.token})
	pages := 0
	for more := true; more; pages++ {
		page := line.hearsNext(t, "a").at("mailboxChanged").(m)
		more = page["hasMore"].(bool)
		app.take(page)
	}
	want(t, []int{len(app.entries), pages}, []int{120, 6})
	want(t, app.token, s.token(t))
}

func TestACampaignIsFollowedOverASocket(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id, _ := s.author().create(t, campaignDraft())
	line := s.author().line(t)
	line.subscribes(t, "a", follow, m{"id": id})
	want(t, line.hearsNext(t, "a").at("campaignProgress.state"), "DRAFT")
	wantState(t, s.author().does(t, "cancelCampaign", id), "CANCELLED")
	want(t, line.hearsNext(t, "a").at("campaignProgress.state"), "CANCELLED")
	want(t, line.hears(t), frame{ID: "a", Type: "complete"})
}

// A viewer's subscriptions are counted over all sockets, and another viewer's are not.
func TestSubscriptionsAreCountedOverSockets(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	held := s.token(t)
	s.sender(mechelen).deliver(t, letter("een", an))
	var lines []*phoneLine
	for range 5 {
		line := s.as(an).line(t)
		lines = append(lines, line)
		for _, id := range []string{"a", "b"} {
			line.subscribes(t, id, changed, m{"since": held})
			want(t, line.hearsNext(t, id).at("mailboxChanged.counts.unread"), 1)
		}
	}
	late := s.as(an).line(t)
	late.subscribes(t, "a", changed, m{"since": held})
	wantError(t, late.hearsNext(t, "a"), model.CodeRateLimited)
	want(t, late.hears(t), frame{ID: "a", Type: "complete"})
	lines[0].says(t, frame{ID: "a", Type: "complete"})
	waitFor(t, func() bool { return s.api.Followed() == 9 })
	late.subscribes(t, "b", changed, m{"since": held})
	want(t, late.hearsNext(t, "b").at("mailboxChanged.counts.unread"), 1)
}

// Draining waits until all have been told that the service ends.
func TestDrainWaitsUntilAllAreTold(t *testing.T) {
	t.Parallel()
	life, end := context.WithCancel(t.Context())
	defer end()
	s := newService(t, func(s *setup) { s.life = life })
	line, events := s.as(an).line(t), s.as(an).subscribe(t, changed, m{})
	line.subscribes(t, "a", changed, nil)
	waitFor(t, func() bool { return s.api.Followed() == 2 })
	brief, cancel := context.WithCancel(t.Context())
	cancel()
	if s.api.Drain(brief) == nil {
		t.Error("two are open, and it says that none is")
	}
	end()
	line.wantClosed(t, 1001)
	events.wantEnd(t)
	must(t, s.api.Drain(t.Context()))
	want(t, s.api.Open(), 0)
}
