package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"burgerbode/cmd/internal/config"
	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/process"
	"burgerbode/graph/model"
	"burgerbode/notify/webhook"
	"burgerbode/resolvers"
)

const (
	// demoSecret makes the keyed hashes, and seals the secrets of webhooks. Everybody can read it here: the demo has nobody's data.
	demoSecret = "burgerbode demo, not a secret at all"
	project    = "demo"
	maxLog     = 100_000 // requests that the fake FCM keeps
	drain      = resolvers.MaxRequestTime + 5*time.Second
)

// demo is what stays when a world is replaced by another.
type demo struct {
	config config.Demo
	log    *slog.Logger
	watch  *stopwatch
	url    string
	keys   model.Keyring
	ring   webhook.Ring
	key    *ecdsa.PrivateKey // of the issuer
	pass   string            // opens the door past the faults, for scenarios themselves

	listener net.Listener
	server   *process.Server

	mu      sync.RWMutex
	current *world

	turn sync.Mutex // one change of the world at a time: a reset, a scenario, a move of the clock
}

// open makes what the parts stand on: the address, and a world with its data.
func (d *demo) open(ctx context.Context) error {
	var err error
	if d.listener, err = process.Listen(ctx, d.config.Addr); err != nil {
		return err
	}
	d.url = "http://" + reachable(d.listener.Addr())
	if d.keys, err = model.NewKeyring([]byte(demoSecret)); err != nil {
		return err
	}
	if d.ring, err = webhook.NewRing(demoSecret); err != nil {
		return err
	}
	if d.key, err = devissuer.NewKey(); err != nil {
		return err
	}
	d.current, err = d.newWorld(ctx, d.begins())
	return err
}

// begins is the beginning that the flags say.
func (d *demo) begins() beginning {
	return beginning{Citizens: d.config.Citizens.Value(), Town: d.config.Town.Value(), Seed: d.config.Seed, Clock: d.config.Clock}
}

// start serves. The API reads the issuer's keys at the demo's address, so that this comes first.
func (d *demo) start(ctx context.Context) error {
	mux := http.NewServeMux()
	d.mountKit(mux)
	mux.HandleFunc("/", d.serve)
	// Not the demo's own pages: what browsers keep of these without a connection must not depend on who asked.
	open := http.NewServeMux()
	open.Handle("/", mux)
	for _, path := range []string{"/dev/", "/graphql"} {
		open.Handle(path, resolvers.Pages(thisMachine())(mux))
	}
	d.server = process.Serve(ctx, d.listener, open, d.log)
	if err := d.current.prepare(ctx); err != nil {
		return err
	}
	return d.current.start(ctx)
}

// thisMachine are the hosts of pages that developers serve from their own machine, such as of an app in a browser.
func thisMachine() []string { return []string{"localhost", "localhost:*", "127.0.0.1", "127.0.0.1:*"} }

// serve hands a request to the world of now, which does not end before it is answered.
func (d *demo) serve(to http.ResponseWriter, r *http.Request) {
	d.mu.RLock()
	w := d.current
	w.requests.Add(1)
	d.mu.RUnlock()
	defer w.requests.Done()
	w.ServeHTTP(to, r)
}

// world is the one of now.
func (d *demo) world() *world {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.current
}

// reset begins again: another world takes the place of this one. The caller has the turn.
func (d *demo) reset(ctx context.Context, began beginning) (*world, error) {
	next, err := d.newWorld(ctx, began)
	if err == nil {
		err = next.prepare(ctx)
	}
	if err != nil {
		next.close(ctx)
		return nil, err
	}
	last := d.world()
	stopped := last.stop() // before its address is another's: it tells no phone of that
	d.mu.Lock()
	d.current = next
	d.mu.Unlock()
	last.close(ctx)
	return next, errors.Join(stopped, next.start(ctx))
}

// stop ends what runs, each part before the one that it uses: the notifier, the fake FCM's streams,
// the requests under way.
func (d *demo) stop(ctx context.Context) error {
	d.turn.Lock() // not in the middle of a reset
	defer d.turn.Unlock()
	failed := []error{d.current.stop()}
	if d.server != nil {
		failed = append(failed, d.server.Drain(ctx, drain))
	}
	return errors.Join(failed...)
}

// close gives back what open and start took.
func (d *demo) close(ctx context.Context) {
	if d.listener != nil {
		_ = d.listener.Close() // the server has closed it already, where there was one
	}
	if d.current != nil {
		d.current.close(ctx)
	}
}

// reachable is the address as one reaches it from this machine.
func reachable(address net.Addr) string {
	host, port, err := net.SplitHostPort(address.String())
	if err != nil {
		return address.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
