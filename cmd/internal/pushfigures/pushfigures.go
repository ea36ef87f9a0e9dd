// Package pushfigures shows operators what a notifier did and does (notify.Figures): to Prometheus as
// metrics named burgerbode_push_…, and to people as JSON, which `burgerctl push status` reads. No label
// and no field has anything of a citizen in it. Start reading at Collector and Handler.
package pushfigures

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"burgerbode/graph/store"
	"burgerbode/notify"
)

// Figurer is a notifier.
type Figurer interface {
	// Figures are what it did and does.
	Figures() notify.Figures
}

// Status is what a notifier's GET /push answers.
type Status struct {
	Figures notify.Figures `json:"figures"`
	// Holders are the slots of every notifier of the store, as the sheet has them; free ones stand
	// under "". They are empty where the sheet could not be read.
	Holders map[string]int `json:"holders"`
}

// sheetPatience is how long reading the sheet may take: operators look when the store is slow, too.
const sheetPatience = 2 * time.Second

// Handler answers the Status of a notifier.
func Handler(of Figurer, from store.Recorder, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := Status{Figures: of.Figures(), Holders: map[string]int{}}
		ctx, cancel := context.WithTimeout(r.Context(), sheetPatience)
		defer cancel()
		switch sheet, err := store.Get[store.Sheet](ctx, from, store.SheetID); {
		case err == nil:
			for _, holder := range sheet.Holders {
				status.Holders[holder]++
			}
		case !errors.Is(err, store.ErrNotFound):
			log.WarnContext(ctx, "the notifiers' sheet could not be read for an operator", "error", err)
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(status); err != nil {
			log.DebugContext(ctx, "an operator left before the answer", "error", err)
		}
	})
}

// Collector makes metrics of a notifier's figures.
func Collector(of Figurer) prometheus.Collector { return &collector{of: of} }

type collector struct{ of Figurer }

// series is a metric and how it is read from figures.
type series struct {
	name, help string
	label      []string
	kind       prometheus.ValueType
	each       func(f *notify.Figures, emit func(value float64, labels ...string))
}

func (s *series) desc() *prometheus.Desc { return prometheus.NewDesc(s.name, s.help, s.label, nil) }

const (
	prefix      = "burgerbode_push_"
	latencyName = prefix + "latency_seconds"
	latencyHelp = "From the moment at which a push was due (of a letter: its arrival) until FCM accepted it. First attempts only, and no push that waited on purpose."

	gauge   = prometheus.GaugeValue
	counter = prometheus.CounterValue
)

func one(kind prometheus.ValueType, name, help string, value func(f *notify.Figures) float64) series {
	return series{prefix + name, help, nil, kind, func(f *notify.Figures, emit func(float64, ...string)) { emit(value(f)) }}
}

func perLane(name, help string, value func(f *notify.Figures, l *notify.Lane) float64) series {
	return series{prefix + name, help, []string{"lane"}, gauge, func(f *notify.Figures, emit func(float64, ...string)) {
		for i := range f.Lanes {
			emit(value(f, &f.Lanes[i]), f.Lanes[i].Name)
		}
	}}
}

// all are the metrics, but for the histogram.
func all() []series {
	return slices.Concat(queues(), []series{
		one(gauge, "sends_in_flight", "Requests to FCM under way.", func(f *notify.Figures) float64 { return float64(f.Sending) }),
		one(gauge, "sends_limit", "Most requests to FCM at the same time, as it is now.", func(f *notify.Figures) float64 { return float64(f.Pace.Limit) }),
		one(gauge, "rate_limit", "Messages a second that may be sent now; 0: no slots are held.", func(f *notify.Figures) float64 { return f.Pace.Rate }),
		one(gauge, "held_until_timestamp_seconds", "Until when nothing is sent, since FCM asked for that or refuses us; 0 or past: not held.",
			func(f *notify.Figures) float64 { return stamp(f.Pace.Held) }),
		one(counter, "mailboxes_read_total", "Mailboxes read to be decided.", func(f *notify.Figures) float64 { return float64(f.Read) }),
		one(counter, "mailboxes_settled_total", "Mailboxes saved with what became of their pushes.", func(f *notify.Figures) float64 { return float64(f.Settled) }),
		{prefix + "answers_total", "Messages by class and code of FCM's answer; the code is FCM's, or ours where there was none.", []string{"class", "code"}, counter,
			func(f *notify.Figures, emit func(float64, ...string)) {
				for _, a := range f.Answers {
					emit(float64(a.Count), string(a.Class), a.Code)
				}
			}},
		{prefix + "decisions_total", "Pushes that did not ring, or not yet, by state and reason.", []string{"state", "reason"}, counter,
			func(f *notify.Figures, emit func(float64, ...string)) {
				for _, d := range f.Decisions {
					emit(float64(d.Count), string(d.State), string(d.Reason))
				}
			}},
	})
}

// queues are the metrics of what waits where.
func queues() []series {
	return []series{
		one(gauge, "slots_held", "Slots, of 64, that this notifier holds.", func(f *notify.Figures) float64 { return float64(f.Slots) }),
		perLane("due", "Mailboxes in the store that are due in the slots held, as last counted.",
			func(_ *notify.Figures, l *notify.Lane) float64 { return float64(l.Due) }),
		perLane("oldest_due_seconds", "Age of the oldest of them, as it is now; 0: none is due.",
			func(f *notify.Figures, l *notify.Lane) float64 { return Age(f, l).Seconds() }),
		one(gauge, "surveyed_timestamp_seconds", "When due mailboxes were last counted; 0: not yet.", func(f *notify.Figures) float64 { return stamp(f.Surveyed) }),
		perLane("mailboxes_waiting", "Mailboxes in this notifier that are yet to be read.",
			func(_ *notify.Figures, l *notify.Lane) float64 { return float64(l.Waiting) }),
		perLane("mailboxes_in_flight", "Mailboxes in this notifier, from their admission until they are saved.",
			func(_ *notify.Figures, l *notify.Lane) float64 { return float64(l.InFlight) }),
		perLane("messages_waiting", "Messages that wait for a sender.", func(_ *notify.Figures, l *notify.Lane) float64 { return float64(l.Messages) }),
	}
}

// Age is since how long the oldest mailbox of a lane is due.
func Age(f *notify.Figures, l *notify.Lane) time.Duration {
	if l.Oldest.IsZero() {
		return 0
	}
	return max(f.At.Sub(l.Oldest), 0)
}

func stamp(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(to chan<- *prometheus.Desc) {
	for _, s := range all() {
		to <- s.desc()
	}
	to <- prometheus.NewDesc(latencyName, latencyHelp, nil, nil)
}

// Collect implements prometheus.Collector.
func (c *collector) Collect(to chan<- prometheus.Metric) {
	f := c.of.Figures()
	for _, s := range all() {
		desc := s.desc()
		s.each(&f, func(value float64, labels ...string) {
			to <- prometheus.MustNewConstMetric(desc, s.kind, value, labels...)
		})
	}
	buckets := make(map[float64]uint64, len(f.Latency.Bounds))
	for i, bound := range f.Latency.Bounds {
		buckets[bound] = uint64(f.Latency.Counts[i])
	}
	to <- prometheus.MustNewConstHistogram(prometheus.NewDesc(latencyName, latencyHelp, nil, nil),
		uint64(f.Latency.Counts[len(f.Latency.Bounds)]), f.Latency.Sum, buckets)
}

// Markdown is the table of the metrics in the README. A test in cmd compares them.
func Markdown() string {
	var table strings.Builder
	table.WriteString("\n| metric | labels | type | meaning |\n|---|---|---|---|\n")
	for _, s := range all() {
		kind := "gauge"
		if s.kind == counter {
			kind = "counter"
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", s.name, strings.Join(s.label, ", "), kind, s.help)
	}
	fmt.Fprintf(&table, "| `%s` | | histogram | %s |\n", latencyName, latencyHelp)
	return table.String() + "\n"
}
