package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"burgerbode/cmd/internal/devissuer"
	"burgerbode/cmd/internal/process"
	"burgerbode/cmd/internal/pushload"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/resolvers"
)

// benchLiveAPI is an API in a process of its own, which tells what it uses and takes letters in.
type benchLiveAPI struct {
	Store string `required:"" help:"Where the mailboxes are."`
	Keys  string `required:"" help:"Where the issuer's keys are."`
}

// Run serves until standard input ends.
func (c *benchLiveAPI) Run(ctx context.Context, to streams) (failed error) {
	ctx, cancel := untilInputEnds(ctx, to.in)
	defer cancel()
	log := quietLog(to.err)
	opened, err := stores.Open(ctx, c.Store, log)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, opened.Close(context.WithoutCancel(ctx))) }()
	counted := &countedStore{Store: opened, followed: map[model.CitizenID]struct{}{}}
	boxes := &store.Mailboxes{Store: counted, Now: time.Now, Log: log}
	keys, err := model.NewKeyring([]byte(liveSecret))
	if err != nil {
		return err
	}
	auth, err := resolvers.NewAuth(ctx, resolvers.AuthConfig{Issuer: devissuer.Issuer, Audience: devissuer.Audience, JWKSURL: c.Keys}, keys, counted, time.Now, log)
	if err != nil {
		return fmt.Errorf("prepare sign-in: %w", err)
	}
	api, err := resolvers.New(ctx, resolvers.Config{
		Mailboxes: boxes, Keys: keys, Auth: auth, AnyDocument: true, Log: log,
	})
	if err != nil {
		return fmt.Errorf("prepare the API: %w", err)
	}
	listener, err := process.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", api.Handler())
	mux.HandleFunc("GET /bench/usage", counted.usage)
	mux.HandleFunc("POST /bench/look/{citizens}", lookAround(opened, liveLoad(boxes)))
	mux.HandleFunc("POST /bench/save/{citizen}", saveHere(liveLoad(boxes)))
	server := process.Serve(ctx, listener, mux, log)
	_, _ = fmt.Fprintf(to.out, "ready http://%s\n", listener.Addr())
	<-ctx.Done()
	_ = api.Drain(context.WithoutCancel(ctx)) // who measures may have gone without a word
	return server.Drain(ctx, 20*time.Second)
}

// lookAround reads the mailboxes of so many citizens, until each of the store's connections has come past most of
// them: an embedded store keeps in memory what it read, up to a bound, whoever subscribes.
func lookAround(db store.Store, load pushload.Load) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		count, err := strconv.Atoi(r.PathValue("citizens"))
		for round := 0; round < 12 && err == nil; round++ {
			err = look(r.Context(), db, load, count)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
}

func look(ctx context.Context, db store.Store, load pushload.Load, count int) error {
	ids := make([]model.CitizenID, count)
	for at, i := range rand.Perm(count) { //nolint:gosec // an order
		var err error
		if ids[at], err = load.Citizen(i); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(ids, store.MaxBatch) {
		_, failed := db.Mailboxes(ctx, some)
		_, err := db.States(ctx, some)
		if err := errors.Join(failed, err); err != nil {
			return err
		}
	}
	return nil
}

// saveHere takes in the letter of a citizen, and answers when it was saved.
func saveHere(load pushload.Load) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i, err := strconv.Atoi(r.PathValue("citizen"))
		if err == nil {
			err = load.Deliver(r.Context(), i)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = fmt.Fprint(w, time.Now().UnixNano())
	}
}

// saveThere has the API take it in.
func saveThere(ctx context.Context, url string, i int) (time.Time, error) {
	text, err := askBench(ctx, http.MethodPost, fmt.Sprintf("%s/bench/save/%d", url, i))
	if err != nil {
		return time.Time{}, err
	}
	at, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("read when it was saved: %w", err)
	}
	return time.Unix(0, at), nil
}

// countedStore counts the questions that following asks.
type countedStore struct {
	store.Store
	mu       sync.Mutex
	reads    int
	followed map[model.CitizenID]struct{} // whose state was asked for
}

// States implements store.Mailboxer.
func (s *countedStore) States(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]model.MailboxState, error) {
	s.mu.Lock()
	s.reads++
	for _, id := range ids {
		s.followed[id] = struct{}{}
	}
	s.mu.Unlock()
	return s.Store.States(ctx, ids)
}

// Mailboxes implements store.Mailboxer.
func (s *countedStore) Mailboxes(ctx context.Context, ids []model.CitizenID) (map[model.CitizenID]*model.Mailbox, error) {
	s.mu.Lock()
	s.reads++
	s.mu.Unlock()
	return s.Store.Mailboxes(ctx, ids)
}

// usage is what a process uses.
type usage struct {
	Heap     int           `json:"heap"` // bytes, of heap and stacks
	RSS      int           `json:"rss"`  // bytes; 0: not known
	CPU      time.Duration `json:"cpu"`  // since it began
	Reads    int           `json:"reads"`
	Followed int           `json:"followed"` // citizens who were looked at
}

// usage answers what this process uses once it has collected. What it used before that is told of the CPU.
func (s *countedStore) usage(w http.ResponseWriter, r *http.Request) {
	u := usage{CPU: cpuTime()}
	if r.FormValue("collect") != "" {
		for range 3 { // stacks shrink by one step at each
			runtime.GC()
		}
		debug.FreeOSMemory()
		u.CPU = cpuTime()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u.Heap, u.RSS = int(m.HeapInuse+m.StackInuse), residentBytes()
	s.mu.Lock()
	u.Reads, u.Followed = s.reads, len(s.followed)
	s.mu.Unlock()
	_ = json.NewEncoder(w).Encode(u) //nolint:errchkjson // numbers; who has gone misses nothing
}

// residentBytes is how much memory the process holds, where the system tells as Linux does; else 0.
func residentBytes() int {
	text, err := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(text))
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.Atoi(fields[1])
	return pages * os.Getpagesize()
}

// usageOf is what the API uses once it has looked at so many citizens; 0: it is not waited for, and does not
// collect.
func usageOf(ctx context.Context, url string, followed int) (u usage, err error) {
	for deadline := time.Now().Add(time.Minute); u.Followed < followed; await(ctx, 100*time.Millisecond) {
		if time.Now().After(deadline) || ctx.Err() != nil {
			return u, errors.Join(fmt.Errorf("after a minute %d of %d are followed", u.Followed, followed), ctx.Err())
		}
		if u, err = readUsage(ctx, url+"/bench/usage"); err != nil {
			return u, err
		}
	}
	if followed == 0 {
		return readUsage(ctx, url+"/bench/usage")
	}
	return readUsage(ctx, url+"/bench/usage?collect=1")
}

func readUsage(ctx context.Context, url string) (u usage, err error) {
	text, err := askBench(ctx, http.MethodGet, url)
	if err != nil {
		return u, err
	}
	if err := json.Unmarshal(text, &u); err != nil {
		return u, fmt.Errorf("read what the API uses: %w", err)
	}
	return u, nil
}

// askBench asks the API's process something of the bench.
func askBench(ctx context.Context, method, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("make a request: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the API's process: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("ask the API's process: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the API's process answered %s: %s", response.Status, text)
	}
	return text, nil
}
