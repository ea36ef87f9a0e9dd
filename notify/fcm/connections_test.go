package fcm_test

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"burgerbode/notify/fcm"
	"burgerbode/notify/fcm/fcmtest"

	"firebase.google.com/go/v4/messaging"
)

// 128 senders find a connection that is kept, instead of opening one a message.
func TestSendersReuseConnections(t *testing.T) {
	t.Parallel()
	const senders, each = 128, 8
	fake := fcmtest.New(fcmtest.Options{})
	var opened atomic.Int64
	server := httptest.NewUnstartedServer(fake)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	sendMany(t, client(t, server.URL+"/v1"), senders, each)
	if n := len(fake.Log()); n != senders*each {
		t.Errorf("%d requests, want %d", n, senders*each)
	}
	if opened.Load() > 2*senders {
		t.Errorf("%d connections for %d senders", opened.Load(), senders)
	}
	t.Logf("%d messages over %d connections", senders*each, opened.Load())
}

func TestHTTP2OverTLS(t *testing.T) {
	t.Parallel()
	const senders, each = 128, 8
	fake := fcmtest.New(fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Tokens: map[string]fcmtest.Outcome{token: fcmtest.Reset},
	}})
	var opened, old atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			old.Add(1)
		}
		fake.ServeHTTP(w, r)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	// Connections that turn out not to be needed are left in the middle of the handshake.
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	c := client(t, server.URL+"/v1", func(c *fcm.Config) {
		c.RootCAs = server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	})
	sendMany(t, c, senders, each)
	if old.Load() > 0 || opened.Load() > 2*senders {
		t.Errorf("%d requests without HTTP/2, %d connections", old.Load(), opened.Load())
	}
	t.Logf("%d messages over %d connections", senders*each, opened.Load())
	if r := c.Send(t.Context(), message()); r.Class != fcm.Retry || r.Code != "NETWORK" {
		t.Errorf("after a reset stream: %+v", r)
	}
	if n := len(fake.Log()); n != senders*each+1 {
		t.Errorf("%d requests, want %d", n, senders*each+1)
	}
}

func sendMany(t *testing.T, c *fcm.Client, senders, each int) {
	t.Helper()
	var wait sync.WaitGroup
	for range senders {
		wait.Go(func() {
			for range each {
				m := &messaging.Message{Token: "another", Data: map[string]string{"push": "p"}}
				if r := c.Send(t.Context(), m); r.Class != fcm.Accepted {
					t.Errorf("got %+v", r)
					return
				}
			}
		})
	}
	wait.Wait()
}

// BenchmarkSend measures client and fake together, both on this machine.
func BenchmarkSend(b *testing.B) {
	_, endpoint := fcmtest.Start(b, fcmtest.Options{MaxLog: 1000})
	c, err := fcm.New(b.Context(), fcm.Config{Project: "p", Endpoint: endpoint}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	b.SetParallelism(64)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if r := c.Send(b.Context(), message()); r.Class != fcm.Accepted {
				b.Errorf("got %+v", r)
				return
			}
		}
	})
}
