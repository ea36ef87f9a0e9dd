package resolvers_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
	"burgerbode/graph/store/mongo"
	"burgerbode/graph/store/sqlite"
)

// BenchmarkBulk streams letters in, beside what the store itself can do with the same documents in
// batches of the same size: insert the letters' records, save the mailboxes. Both happen in one run, in
// turns, on the same engine; "of-floor" is the one rate by the other. It also reports how much heap
// the process used at most while a stream of 1,000 and one of all letters went through, and how much of it
// was held when that had ended, the list of their recipients included.
//
//	go test ./resolvers -run '^$' -bench Bulk -benchtime 1x
//
// BURGERBODE_BENCH_LETTERS says how many letters, 20,000 without it. The MongoDB part runs where BURGERBODE_TEST_MONGODB names a server.
func BenchmarkBulk(b *testing.B) {
	letters := 20_000
	if text := os.Getenv("BURGERBODE_BENCH_LETTERS"); text != "" {
		var err error
		letters, err = strconv.Atoi(text)
		must(b, err)
	}
	quiet := slog.New(slog.DiscardHandler)
	b.Run("sqlite", func(b *testing.B) {
		benchBulk(b, letters, func(n int) store.Store {
			opened, err := sqlite.Open(b.Context(), "sqlite://"+filepath.Join(b.TempDir(), fmt.Sprintf("bulk-%d.db", n)), quiet)
			must(b, err)
			return opened
		})
	})
	server := os.Getenv("BURGERBODE_TEST_MONGODB")
	if server == "" {
		return
	}
	b.Run("mongodb", func(b *testing.B) {
		benchBulk(b, letters, func(n int) store.Store {
			address, query, _ := strings.Cut(server, "?")
			name := fmt.Sprintf("burgerbode_bulk_%d_%d", os.Getpid(), n)
			opened, err := mongo.Open(b.Context(), strings.TrimSuffix(address, "/")+"/"+name+"?"+query, quiet)
			must(b, err)
			return opened
		})
	})
}

func benchBulk(b *testing.B, letters int, open func(n int) store.Store) {
	people := crowd(b, letters)
	n := 0
	fresh := func() store.Store {
		n++
		opened := open(n)
		b.Cleanup(func() { must(b, opened.Close(context.Background())) })
		must(b, store.Save(b.Context(), opened, organisations()[0]))
		return opened
	}
	var floor, ours time.Duration
	var few, many, left uint64
	for b.Loop() {
		floor += bareStore(b, fresh(), letters)
		took, peak, held := streamAll(b, fresh(), people)
		ours, many, left = ours+took, max(many, peak), max(left, held)
		_, peak, _ = streamAll(b, fresh(), people[:1_000])
		few = max(few, peak)
	}
	rate := func(took time.Duration) float64 { return float64(b.N*letters) / took.Seconds() }
	b.ReportMetric(rate(floor), "floor-letters/s")
	b.ReportMetric(rate(ours), "stream-letters/s")
	b.ReportMetric(rate(ours)/rate(floor), "of-floor")
	b.ReportMetric(float64(few)/(1<<20), "MiB-at-1000")
	b.ReportMetric(float64(many)/(1<<20), "MiB-at-all")
	b.ReportMetric(float64(left)/(1<<20), "MiB-after-all")
	b.ReportMetric(0, "ns/op")
}

// bareStore does with the store what a stream comes to, and nothing else: the documents are ready.
func bareStore(b *testing.B, db store.Store, letters int) time.Duration {
	b.Helper()
	var took time.Duration
	for from := 0; from < letters; from += store.MaxBatch {
		records, boxes := readyDocuments(b, from, min(store.MaxBatch, letters-from))
		began := time.Now()
		_, err := store.Add(b.Context(), db, records)
		must(b, err)
		results, err := db.SaveMailboxes(b.Context(), boxes)
		must(b, errors.Join(append(results, err)...))
		took += time.Since(began)
	}
	return took
}

// readyDocuments are the record and the mailbox of each letter, as a stream would make them.
func readyDocuments(b *testing.B, from, n int) (records []*model.LetterRecord, boxes []*model.Mailbox) {
	b.Helper()
	var sent struct {
		Body       []struct{ Markdown string }
		CallLetter model.CallLetter
	}
	into(b, benchLetter("0", an), &sent)
	for i := from; i < from+n; i++ {
		reference := strconv.Itoa(i)
		id := model.CitizenID(model.HashID("bench", reference))
		box, err := model.NewMailbox(id, bytes.NewReader(make([]byte, 16)))
		must(b, err)
		call := sent.CallLetter
		call.Opens, call.Closes = "08:00", "14:00"
		call.Election = model.Election{ID: "2026-06-07-voorbeeld", Name: "Voorbeeldverkiezing", Day: electionDay}
		letter := model.Letter{
			ID: model.LetterID(mechelen, run, reference), Sender: mechelen, Run: run, Reference: reference, Kind: model.KindCallLetter,
			Subject: "Oproepingsbrief voor de verkiezingen van zondag 7 juni 2026", Preview: "Op zondag 7 juni 2026 stemt u in de Voorbeeldschool.",
			Service: "Burgerzaken", NIS: "12025", About: model.About{Relation: model.RelationSelf},
			Languages: []model.Language{model.Dutch}, Call: &call, Paper: model.Paper{Reason: model.BecausePaperAlways},
		}
		must(b, box.Deliver(letter, opening))
		box.Seal(opening)
		boxes = append(boxes, box)
		records = append(records, &model.LetterRecord{
			ID: letter.ID, Sender: mechelen, Run: run, Reference: reference, By: mechelen, Kind: letter.Kind, Service: letter.Service,
			Recipient: id, Fingerprint: "1:" + model.HashID(reference), Policy: model.PaperIfNotActivated,
			Channel: model.ChannelBoth, Reason: model.BecausePaperAlways,
			Body: []model.Text{{Language: model.Dutch, Text: sent.Body[0].Markdown}}, AcceptedAt: opening,
		})
	}
	return records, boxes
}

func benchLetter(reference string, to person) m {
	letter := callLetter(reference, to)
	letter["body"] = []any{m{"language": "NL", "markdown": strings.Repeat("Beste An Voorbeeld, op zondag 7 juni 2026 stemt u.\n\n", 20)}}
	return letter
}

// streamAll streams a letter to each person through a real HTTP server. It answers how long that took,
// the most memory that the process held meanwhile, and what it held after a collection.
func streamAll(b *testing.B, db store.Store, people []person) (took time.Duration, most, left uint64) {
	b.Helper()
	s := &service{clock: &clock{}, keys: keyring(b), log: &journal{}}
	s.store = &watched{Store: db, calls: map[string]int{}, written: map[string]map[string]bool{}}
	started := s.again(b, wrapped(func(store.Store) store.Store { return db }))
	runtime.GC()
	stop := make(chan struct{})
	peak := make(chan uint64)
	go watchMemory(stop, peak)
	letters := &letterReader{people: people, template: string(linesOf(b, benchLetter("REFERENCE", an)))}
	began := time.Now()
	response := started.sender(mechelen).startStream(b.Context(), b, run, letters)
	if response.StatusCode != http.StatusOK {
		b.Fatalf("HTTP %d", response.StatusCode)
	}
	last := lastLine(b, response.Body)
	took = time.Since(began)
	close(stop)
	most = <-peak
	var after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&after)
	if !strings.Contains(last, fmt.Sprintf(`"done":true,"lines":%d,"accepted":%d,`, len(people), len(people))) {
		b.Fatalf("the last line is %s", last)
	}
	return took, most, after.HeapAlloc
}

// letterReader makes the lines of a stream as they are read, so that the test holds none of them and spends little on
// them: each is the same letter with another reference and recipient.
type letterReader struct {
	people   []person
	template string
	sent     int
	line     []byte
}

// Read implements io.Reader.
func (r *letterReader) Read(into []byte) (int, error) {
	if len(r.line) == 0 {
		if r.sent == len(r.people) {
			return 0, io.EOF
		}
		r.line = []byte(strings.NewReplacer("REFERENCE", strconv.Itoa(r.sent), string(an), string(r.people[r.sent])).Replace(r.template))
		r.sent++
	}
	n := copy(into, r.line)
	r.line = r.line[n:]
	return n, nil
}

// lastLine reads to the end and keeps nothing but the last line.
func lastLine(b *testing.B, body io.Reader) string {
	b.Helper()
	lines, last := bufio.NewScanner(body), ""
	for lines.Scan() {
		last = lines.Text()
	}
	must(b, lines.Err())
	return last
}

// watchMemory finds the most memory in use, looking twenty times a second.
func watchMemory(stop <-chan struct{}, peak chan<- uint64) {
	var most uint64
	for tick := time.NewTicker(50 * time.Millisecond); ; {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapInuse)
		select {
		case <-stop:
			tick.Stop()
			peak <- most
			return
		case <-tick.C:
		}
	}
}
