package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// call runs a command to its end.
func call(ctx context.Context, name string, args ...string) error {
	command := exec.CommandContext(ctx, name, args...)
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// demo is the demo that runs for this proof.
type demo struct {
	url, store string
	command    *exec.Cmd
	ended      chan struct{}
}

// startDemo starts it and waits for its first line.
func startDemo(ctx context.Context, name string, args ...string) (*demo, error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	d := &demo{command: command, ended: make(chan struct{})}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ready := strings.CutPrefix(lines.Text(), "ready "); ready {
			d.url = url
		}
		if store, found := strings.CutPrefix(lines.Text(), "  store  "); found {
			d.store, _, _ = strings.Cut(store, ",")
			break
		}
	}
	go func() {
		defer close(d.ended)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "p99") {
				fmt.Println("demo:", lines.Text())
			}
		}
	}()
	if d.url == "" {
		return nil, errors.Join(errors.New("the demo did not get ready"), d.stop())
	}
	return d, nil
}

// stop ends the demo by its process and insists on a clean end.
func (d *demo) stop() error {
	_ = d.command.Process.Signal(syscall.SIGTERM) // an error says that it has ended
	kill := time.AfterFunc(time.Minute, func() { _ = d.command.Process.Kill() })
	defer kill.Stop()
	<-d.ended
	if err := d.command.Wait(); err != nil {
		return fmt.Errorf("the demo did not end well: %w", err)
	}
	return nil
}

// importInterrupted imports the file four times: it kills the first import, lets the second one
// come to its end, sees that the third has nothing to do, and has the fourth send everything again.
func importInterrupted(ctx context.Context, d *demo, tool, file string, shown *table) error {
	token, err := d.token(ctx, map[string]string{"as": "sender", "org": sender})
	if err != nil {
		return err
	}
	args := []string{"import", "letters", file, "--api", d.url, "--run", run, "--batch", "100"}
	start := func(more ...string) *exec.Cmd {
		command := exec.CommandContext(ctx, tool, slices.Concat(args, more)...)
		command.Env = append(os.Environ(), "BURGERBODE_TOKEN="+token)
		command.Stderr = os.Stderr
		return command
	}
	first := start()
	if err := first.Start(); err != nil {
		return err
	}
	acknowledged := 0
	for acknowledged < killedAt && ctx.Err() == nil {
		time.Sleep(2 * time.Millisecond)
		acknowledged = acknowledgedLines(file + ".progress")
	}
	_ = first.Process.Kill()
	if err := first.Wait(); err == nil {
		return errors.New("the first import came to its end before it was killed")
	}
	acknowledged = acknowledgedLines(file + ".progress")
	shown.row("acknowledged when the import was killed", acknowledged)
	return errors.Join(
		importWhole("resumed import", start(), acknowledged, shown),
		importWhole("import again", start(), letters, shown),
		importWhole("everything sent again", start("--again"), 0, shown), // it must change nothing
	)
}

// importWhole lets an import come to its end, and insists that it accounts for every letter: so many
// were acknowledged before, all others now, none failed.
func importWhole(what string, command *exec.Cmd, before int, shown *table) error {
	out, err := command.Output()
	shown.row(what, strings.TrimSpace(string(out)))
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	want := fmt.Sprintf("lines=%d digital=0 paper=0 both=%d new=%d repeated=%d errors=0\n", letters, letters, letters-before, before)
	if string(out) != want {
		return fmt.Errorf("%s: it printed %q, not %q", what, out, want)
	}
	return nil
}

func acknowledgedLines(path string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	var note struct{ Lines int }
	_ = json.Unmarshal(text, &note) // it is replaced in one step
	return note.Lines
}

// received is a line of the fake FCM's log.
type received struct {
	Seq     int64  `json:"seq"`
	Outcome string `json:"outcome"`
	Message struct {
		Token string            `json:"token"`
		Data  map[string]string `json:"data"`
	} `json:"message"`
}

// quietLog waits until the fake FCM has received as much as is expected and then nothing for three
// seconds; after two minutes without news it is taken as it is.
func (d *demo) quietLog(ctx context.Context, expected int) ([]received, error) {
	var log []received
	lastNews := time.Now()
	for {
		after := int64(0)
		if len(log) > 0 {
			after = log[len(log)-1].Seq
		}
		news, err := d.log(ctx, after)
		if err != nil {
			return nil, err
		}
		if log = append(log, news...); len(news) > 0 {
			lastNews = time.Now()
		}
		quiet := time.Since(lastNews)
		if quiet > 2*time.Minute || (quiet > 3*time.Second && len(log) >= expected) {
			return log, nil
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (d *demo) log(ctx context.Context, after int64) ([]received, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/fcm/log?after=%d", d.url, after), http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	var log []received
	lines := json.NewDecoder(response.Body)
	for {
		var one received
		switch err := lines.Decode(&one); {
		case errors.Is(err, io.EOF):
			return log, nil
		case err != nil:
			return nil, err
		}
		log = append(log, one)
	}
}

// withDatabase puts a database's name into a MongoDB URI.
func withDatabase(uri, database string) string {
	parts := regexp.MustCompile(`^(mongodb(?:\+srv)?://[^/?]+)(?:/[^?]*)?(\?.*)?$`).FindStringSubmatch(uri)
	if parts == nil {
		return uri
	}
	return parts[1] + "/" + database + parts[2]
}
