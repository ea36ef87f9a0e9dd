package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
)

// line is one letter of the file, as plain JSON.
type line map[string]any

// reference and number are in every line; a file without them is no proof, and panics.
func (l line) reference() string { return l["reference"].(string) }

func (l line) number() string {
	return l["recipient"].(map[string]any)["insz"].(string)
}

func readLines(path string) ([]line, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lines []line
	for decoder := json.NewDecoder(bytes.NewReader(text)); ; {
		var one line
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return lines, nil
		} else if err != nil {
			return nil, err
		}
		lines = append(lines, one)
	}
}

// hash is the documented hash of ids: 26 characters of lower-case base32 of SHA-256 over the parts,
// each with its length before it.
func hash(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		_ = binary.Write(sum, binary.BigEndian, uint64(len(part))) // a hash takes everything
		_, _ = io.WriteString(sum, part)
	}
	return base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding).EncodeToString(sum.Sum(nil)[:16])
}

func entryID(reference string) string { return "l" + hash("letter", sender, run, reference) }

// phone is one registration that was made.
type phone struct {
	line         int
	citizen      string // id of the mailbox
	token        string
	registration string
	rings        bool // by what was registered and allowed
}

// phones are all registrations, and how many there are of each sort.
type phones struct {
	mu     sync.Mutex
	all    []phone
	counts map[string]int
}

// push is what the fake FCM must receive once.
type push struct{ token, push, entry, registration string }

// expected computes the pushes from the file and the registrations.
func (p *phones) expected(lines []line) map[push]bool {
	want := map[push]bool{}
	for _, one := range p.all {
		if one.rings {
			entry := entryID(lines[one.line].reference())
			want[push{one.token, hash("push", one.citizen, entry, "delivered"), entry, one.registration}] = true
		}
	}
	return want
}

func (p *phones) describe(shown *table) {
	for _, sort := range sorts() {
		shown.row("citizens: "+sort, p.counts[sort])
	}
	shown.row("registrations", len(p.all))
}

// sorts are what citizens have, in turn.
func sorts() []string {
	return []string{
		"one phone", "two phones", "a phone that may not show notifications", "a phone, and all that can be muted is muted",
		"two phones, one of them may not show notifications", "a phone, no quiet hours", "a phone that was another citizen's before",
		"a phone that was unregistered", "an iPhone", "a browser",
	}
}

// registerPhones registers phones for three of ten citizens, as the app does, over GraphQL.
func registerPhones(ctx context.Context, d *demo, lines []line) (*phones, error) {
	made := &phones{counts: map[string]int{}}
	var owners []int
	for i := range lines {
		if i%10 == 0 || i%10 == 3 || i%10 == 7 {
			owners = append(owners, i)
		}
	}
	failed := make(chan error, len(owners))
	work := make(chan int)
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for n := range work {
				if err := made.equip(ctx, d, lines, owners[n], n); err != nil {
					failed <- err
				}
			}
		})
	}
	for n := range owners {
		work <- n
	}
	close(work)
	workers.Wait()
	close(failed)
	return made, <-failed
}

// equip gives the n-th owner what is its turn.
func (p *phones) equip(ctx context.Context, d *demo, lines []line, at, n int) error {
	owner, err := d.citizen(ctx, lines[at].number())
	if err != nil {
		return err
	}
	sort := sorts()[n%len(sorts())]
	register := func(who *citizen, line, number int, platform string, permission, rings bool) (secret string, err error) {
		token := fmt.Sprintf("proof-token-%d-%d", n, number)
		installation := fmt.Sprintf("proof-installation-%d-%d", n, number)
		registration, secret, err := who.register(ctx, installation, token, platform, permission)
		if want := hash("registration", who.id, installation); err == nil && registration != want {
			err = fmt.Errorf("registration is %s, not %s as documented", registration, want)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.all = append(p.all, phone{line, who.id, token, registration, rings})
		return secret, err
	}
	p.mu.Lock()
	p.counts[sort]++
	p.mu.Unlock()
	var secret string
	switch n % len(sorts()) {
	case 1:
		_, err = register(owner, at, 1, "ANDROID", true, true)
		_, other := register(owner, at, 2, "IOS", true, true)
		return errors.Join(err, other)
	case 2:
		_, err = register(owner, at, 1, "ANDROID", false, false)
	case 3: // the first push of a call letter cannot be muted
		_, err = register(owner, at, 1, "ANDROID", true, true)
		return errors.Join(err, owner.mute(ctx))
	case 4:
		_, err = register(owner, at, 1, "ANDROID", true, true)
		_, other := register(owner, at, 2, "ANDROID", false, false)
		return errors.Join(err, other)
	case 5:
		_, err = register(owner, at, 1, "ANDROID", true, true)
		return errors.Join(err, owner.noQuietHours(ctx))
	case 6: // the next citizen of the file had it first; a phone has one owner
		before, err := d.citizen(ctx, lines[at+1].number())
		if err != nil {
			return err
		}
		_, first := register(before, at+1, 1, "ANDROID", true, false)
		_, second := register(owner, at, 1, "ANDROID", true, true)
		return errors.Join(first, second)
	case 7:
		secret, err = register(owner, at, 1, "ANDROID", true, false)
		return errors.Join(err, d.unregister(ctx, fmt.Sprintf("proof-installation-%d-1", n), secret))
	case 8:
		_, err = register(owner, at, 1, "IOS", true, true)
	case 9:
		_, err = register(owner, at, 1, "WEB", true, true)
	default:
		_, err = register(owner, at, 1, "ANDROID", true, true)
	}
	return err
}

// comparePushes wants each expected push once, and nothing else.
func comparePushes(expected map[push]bool, log []received, shown *table) error {
	got := map[push]int{}
	refused := 0
	for _, one := range log {
		data := one.Message.Data
		switch {
		case one.Outcome == "VALIDATED", data["action"] != "": // a notifier that starts; a notification that is taken away
			continue
		case one.Outcome != "ACCEPTED":
			refused++
			continue
		}
		got[push{one.Message.Token, data["pushId"], data["entryId"], data["registration"]}]++
	}
	missing, unexpected, doubled := 0, 0, 0
	for want := range expected {
		if got[want] == 0 {
			missing++
		}
	}
	for one, times := range got {
		if !expected[one] {
			unexpected++
		}
		if times > 1 {
			doubled++
		}
	}
	shown.row("pushes expected", len(expected))
	shown.row("requests that the fake FCM received", len(log))
	shown.row("pushes missing", missing)
	shown.row("pushes not expected", unexpected)
	shown.row("pushes received more than once", doubled)
	shown.row("requests not accepted", refused)
	if missing+unexpected+doubled+refused > 0 || len(expected) == 0 {
		return errors.New("what the fake FCM received is not what must have come")
	}
	return nil
}

// post sends JSON and reads JSON.
func (d *demo) post(ctx context.Context, path, token string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", path, response.Status, answer)
	}
	return json.Unmarshal(answer, into)
}
