package storetest

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy stands between a store's client and its server, and can cut the line.
type Proxy struct {
	listener net.Listener
	target   string
	done     sync.WaitGroup

	mute atomic.Bool // requests get through, answers are lost

	mu    sync.Mutex
	down  bool
	conns map[net.Conn]bool
}

// NewProxy forwards to target, a TCP address, until the test ends.
func NewProxy(t *testing.T, target string) *Proxy {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: listener, target: target, conns: map[net.Conn]bool{}}
	p.done.Go(p.accept)
	t.Cleanup(func() {
		_ = listener.Close()
		p.Cut(true)
		p.done.Wait()
	})
	return p
}

// Address is where the client connects.
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Cut cuts every connection and lets no new one through, or lets them through again.
func (p *Proxy) Cut(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
	if down {
		for conn := range p.conns {
			_ = conn.Close()
		}
		clear(p.conns)
	}
}

// Mute lets requests through and loses the answers, or no longer does.
func (p *Proxy) Mute(on bool) { p.mute.Store(on) }

// keep notes connections so that they can be cut; false when the line is down.
func (p *Proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		if p.down {
			_ = conn.Close()
		} else {
			p.conns[conn] = true
		}
	}
	return !p.down
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", p.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		if p.keep(client, server) {
			p.done.Go(func() { pipe(server, client, server) })
			p.done.Go(func() { pipe(gate{client, &p.mute}, server, client) })
		}
	}
}

// pipe copies until one side ends, and then ends both.
func pipe(to io.Writer, from, other net.Conn) {
	_, _ = io.Copy(to, from)
	_ = from.Close()
	_ = other.Close()
}

// gate passes on what is written while it is not shut.
type gate struct {
	to   io.Writer
	shut *atomic.Bool
}

func (g gate) Write(b []byte) (int, error) {
	if g.shut.Load() {
		return len(b), nil
	}
	return g.to.Write(b)
}
