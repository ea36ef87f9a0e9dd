package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"burgerbode/cmd/internal/pushfigures"
	"burgerbode/notify"
)

// pushStatus shows what notifiers do.
type pushStatus struct {
	Admin []string `default:"http://127.0.0.1:8080/dev" sep:"," placeholder:"URL" help:"Admin address of each notifier, such as http://127.0.0.1:9081; by default the demo's."`
	JSON  bool     `name:"json" help:"Print what they answered, one JSON object a line."`
}

// Run prints what the notifiers answered. One that does not answer is named, and the others shown.
func (c *pushStatus) Run(ctx context.Context, to streams) error {
	var statuses []pushfigures.Status
	var failed []error
	for _, address := range c.Admin {
		status, err := askStatus(ctx, address)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		statuses = append(statuses, status)
	}
	if c.JSON {
		lines := json.NewEncoder(to.out)
		for _, status := range statuses {
			if err := lines.Encode(status); err != nil {
				return errors.Join(append(failed, err)...)
			}
		}
		return errors.Join(failed...)
	}
	if len(statuses) > 0 {
		failed = append(failed, printStatus(to.out, statuses))
	}
	return errors.Join(failed...)
}

// askStatus asks one notifier.
func askStatus(ctx context.Context, address string) (status pushfigures.Status, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(address, "/")+"/push", http.NoBody)
	if err != nil {
		return status, fmt.Errorf("--admin: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return status, fmt.Errorf("ask the notifier: %w", err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	if response.StatusCode != http.StatusOK {
		return status, fmt.Errorf("ask the notifier: %s answered %s; is it a notifier's admin address?", request.URL, response.Status)
	}
	if err := json.NewDecoder(response.Body).Decode(&status); err != nil {
		return status, fmt.Errorf("ask the notifier: read the answer of %s: %w", request.URL, err)
	}
	return status, nil
}

// printStatus prints each notifier, and then what they do together.
func printStatus(w io.Writer, statuses []pushfigures.Status) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	printNotifiers(table, statuses)
	printLanes(table, statuses)
	var recent notify.Rates
	var read, settled int64
	for _, s := range statuses {
		recent.Read += s.Figures.Recent.Read
		recent.Accepted += s.Figures.Recent.Accepted
		recent.Settled += s.Figures.Recent.Settled
		read, settled = read+s.Figures.Read, settled+s.Figures.Settled
	}
	_, _ = fmt.Fprintf(table, "\nlast minute, a second\tmailboxes read %.1f\tmessages accepted %.1f\tmailboxes settled %.1f\n", recent.Read, recent.Accepted, recent.Settled)
	_, _ = fmt.Fprintf(table, "since the start\tmailboxes read %d\t\tmailboxes settled %d\n", read, settled)
	latency := together(statuses)
	if p50, some := latency.Within(0.5); some {
		p99, _ := latency.Within(0.99)
		_, _ = fmt.Fprintf(table, "due to accepted\tp50 %s\tp99 %s\tn %d\n", seconds(p50), seconds(p99), latency.Counts[len(latency.Counts)-1])
	} else {
		_, _ = fmt.Fprintln(table, "due to accepted\tnothing was accepted yet")
	}
	printCounts(table, statuses)
	return table.Flush()
}

func seconds(s float64) string {
	return time.Duration(s * float64(time.Second)).Round(time.Millisecond).String()
}

func printNotifiers(table io.Writer, statuses []pushfigures.Status) {
	_, _ = fmt.Fprintln(table, "NOTIFIER\tSLOTS\tSENDING\tLIMIT\tRATE\tHELD UNTIL")
	holders := map[string]int{}
	for _, s := range statuses {
		f := s.Figures
		maps.Copy(holders, s.Holders)
		rate, held := fmt.Sprintf("%.0f/s", f.Pace.Rate), "-"
		if f.Pace.Held.After(time.Now()) {
			held = f.Pace.Held.Local().Format("2006-01-02 15:04:05")
		}
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\t%s\n", f.Notifier, f.Slots, f.Sending, f.Pace.Limit, rate, held)
	}
	for _, name := range slices.Sorted(maps.Keys(holders)) {
		asked := slices.ContainsFunc(statuses, func(s pushfigures.Status) bool { return s.Figures.Notifier == name })
		switch {
		case name == "":
			_, _ = fmt.Fprintf(table, "(free)\t%d\n", holders[name])
		case !asked:
			_, _ = fmt.Fprintf(table, "%s\t%d\tnot asked: give its address too\n", name, holders[name])
		}
	}
}

func printLanes(table io.Writer, statuses []pushfigures.Status) {
	counted := "not counted yet"
	if f := statuses[0].Figures; !f.Surveyed.IsZero() {
		counted = fmt.Sprintf("counted %v ago", f.At.Sub(f.Surveyed).Round(time.Second))
	}
	_, _ = fmt.Fprintf(table, "\nDUE, %s\n", counted)
	_, _ = fmt.Fprintln(table, "LANE\tDUE\tOLDEST\tTO READ\tIN FLIGHT\tMESSAGES")
	for l := range statuses[0].Figures.Lanes {
		var sum notify.Lane
		var age time.Duration
		for _, s := range statuses {
			if l >= len(s.Figures.Lanes) {
				continue // another version's
			}
			lane := s.Figures.Lanes[l]
			sum.Name = lane.Name
			sum.Due, sum.Waiting = sum.Due+lane.Due, sum.Waiting+lane.Waiting
			sum.InFlight, sum.Messages = sum.InFlight+lane.InFlight, sum.Messages+lane.Messages
			age = max(age, pushfigures.Age(&s.Figures, &lane))
		}
		oldest := "-"
		if age > 0 {
			oldest = age.Round(100 * time.Millisecond).String()
		}
		_, _ = fmt.Fprintf(table, "%s\t%d\t%s\t%d\t%d\t%d\n", sum.Name, sum.Due, oldest, sum.Waiting, sum.InFlight, sum.Messages)
	}
}

// together adds the histograms up. All have the same bounds but where versions differ; those are left out.
func together(statuses []pushfigures.Status) notify.Latency {
	var sum notify.Latency
	for _, s := range statuses {
		l := s.Figures.Latency
		switch {
		case sum.Bounds == nil:
			sum = notify.Latency{Bounds: l.Bounds, Counts: slices.Clone(l.Counts), Sum: l.Sum}
		case slices.Equal(sum.Bounds, l.Bounds) && len(l.Counts) == len(sum.Counts):
			for i := range l.Counts {
				sum.Counts[i] += l.Counts[i]
			}
			sum.Sum += l.Sum
		}
	}
	return sum
}

// printCounts prints what there is some of.
func printCounts(table io.Writer, statuses []pushfigures.Status) {
	answers, decisions := map[string]int64{}, map[string]int64{} // by their two columns
	for _, s := range statuses {
		for _, a := range s.Figures.Answers {
			answers[string(a.Class)+"\t"+a.Code] += a.Count
		}
		for _, d := range s.Figures.Decisions {
			decisions[string(d.State)+"\t"+string(d.Reason)] += d.Count
		}
	}
	for _, part := range []struct {
		head   string
		counts map[string]int64
	}{{"ANSWER\tCODE\tMESSAGES", answers}, {"NOT RUNG\tREASON\tPUSHES", decisions}} {
		_, _ = fmt.Fprintf(table, "\n%s\n", part.head)
		for _, columns := range slices.Sorted(maps.Keys(part.counts)) {
			if n := part.counts[columns]; n > 0 {
				_, _ = fmt.Fprintf(table, "%s\t%d\n", columns, n)
			}
		}
	}
}
