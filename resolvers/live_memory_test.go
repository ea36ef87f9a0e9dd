package resolvers_test

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"flag"
	"fmt"
	"net"
	"net/url"
	"runtime"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// How many subscribers are measured; 5,000 need 10,000 open files.
var subscribers = flag.Int("subscribers", 600, "idle subscribers whose memory is measured")

// subscriberBudget is what an idle subscriber may take, in bytes, the test's own end of the connection included.
const subscriberBudget = 32 << 10

// An idle subscriber is small, over both transports, also after the phone's own subscription was told of something.
// Memory is heap and stacks of this process after a collection; the clients are bare connections, which count
// too (some 2 KiB each). Not parallel: others would be measured.
func TestIdleSubscribersAreSmall(t *testing.T) { //nolint:paralleltest // it measures the process
	query := appOperations(t)["MailboxChanged"]
	for name, open := range map[string]func(*testing.T, caller, string) net.Conn{"WebSocket": bareSocket, "events": bareEvents} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			open(t, s.numbered(1_000_000), query) // what is made once
			waitFor(t, func() bool { return s.api.Followed() == 1 })
			callers := make([]caller, *subscribers)
			conns := make([]net.Conn, *subscribers)
			letters := make([]m, *subscribers)
			for i := range callers {
				callers[i] = s.numbered(i)
				callers[i].ask(t, viewerID)
				letters[i] = callLetter(fmt.Sprint(i), personNumber(i))
			}
			s.http.CloseIdleConnections()
			before, others := inUse(), runtime.NumGoroutine() // those of tests that wait for their turn, above all
			for i, c := range callers {
				conns[i] = open(t, c, query)
			}
			waitFor(t, func() bool { return s.api.Followed() == len(callers)+1 })
			small := func(when string) {
				each := (inUse() - before) / len(callers)
				t.Logf("%s, %d idle subscribers take %.1f KiB each, %d goroutines each", when, len(callers), float64(each)/1024, (runtime.NumGoroutine()-others)/len(callers))
				if each > subscriberBudget {
					t.Errorf("%s, an idle subscriber takes %d bytes, more than %d", when, each, subscriberBudget)
				}
			}
			small("fresh")
			for batch := range slices.Chunk(letters, 100) {
				s.sender(mechelen).deliver(t, batch...)
			}
			for _, conn := range conns {
				readPast(t, conn, `"hasMore":false`)
			}
			waitFor(t, func() bool { return runtime.NumGoroutine()-others < len(callers)*3/2 })
			s.http.CloseIdleConnections()
			small("told of a letter")
			runtime.KeepAlive(callers)
		})
	}
}

// numbered is a citizen with a number made for the test.
func (s *service) numbered(i int) caller {
	return s.as(personNumber(i))
}

// personNumber is a valid national number: born on some day of the fifties to the nineties.
func personNumber(i int) person {
	day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/500%14_000)
	nine := day.Format("060102") + fmt.Sprintf("%03d", 1+i%500)
	number := 0
	for _, digit := range nine {
		number = number*10 + int(digit-'0')
	}
	text := fmt.Sprintf("%s%02d", nine, 97-number%97)
	if _, err := model.ParseINSZ(text); err != nil {
		panic(err)
	}
	return person(text)
}

func inUse() int {
	for range 3 { // stacks shrink by one step at each
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse + m.StackInuse)
}

func waitFor(t *testing.T, come func() bool) {
	t.Helper()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for end := time.Now().Add(2 * time.Minute); !come(); <-ticker.C {
		if time.Now().After(end) {
			t.Fatal("it did not come about")
		}
	}
}

// bare connects and sends a request, and reads up to the end of the answer's header.
func bare(t *testing.T, c caller, request string) net.Conn {
	t.Helper()
	at, err := url.Parse(c.url)
	must(t, err)
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", at.Host)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	must(t, conn.SetReadDeadline(time.Now().Add(10*time.Minute))) // of the whole test
	_, err = conn.Write([]byte(request))
	must(t, err)
	readPast(t, conn, "\r\n\r\n")
	return conn
}

func readPast(t *testing.T, conn net.Conn, end string) {
	t.Helper()
	var read []byte
	for one := make([]byte, 1); !bytes.HasSuffix(read, []byte(end)); read = append(read, one...) {
		_, err := conn.Read(one)
		must(t, err)
	}
}

func bareEvents(t *testing.T, c caller, query string) net.Conn {
	t.Helper()
	body := string(payload(t, m{"query": query}))
	return bare(t, c, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nAuthorization: Bearer "+
		c.token+fmt.Sprintf("\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
}

func bareSocket(t *testing.T, c caller, query string) net.Conn {
	t.Helper()
	conn := bare(t, c, "GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n")
	for _, f := range []frame{
		{Type: "connection_init", Payload: payload(t, m{"Authorization": "Bearer " + c.token})},
		{ID: "a", Type: "subscribe", Payload: payload(t, m{"query": query})},
	} {
		_, err := conn.Write(masked(payload(t, f)))
		must(t, err)
	}
	readPast(t, conn, `"connection_ack"}`)
	return conn
}

// masked is a text as one frame of a client.
func masked(text []byte) []byte {
	sent := binary.BigEndian.AppendUint16([]byte{0x81, 0x80 | 126}, uint16(len(text)))
	mask := make([]byte, 4)
	_, _ = rand.Read(mask)
	sent = append(sent, mask...)
	text = slices.Clone(text)
	for i := range text {
		text[i] ^= mask[i%4]
	}
	return append(sent, text...)
}
