package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// inhabit gives so many citizens of Mechelen a mailbox.
func (b *bench) inhabit(t *testing.T, count int) {
	t.Helper()
	mailboxes := &store.Mailboxes{Store: b.store, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	for i := range count {
		_, err := mailboxes.Update(t.Context(), model.CitizenID(model.HashID("inhabitant", fmt.Sprint(i))), func(m *model.Mailbox) error {
			preferences := m.Preferences
			preferences.Residence = "12025"
			m.SetPreferences(preferences, time.Now())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestACampaignIsWrittenApprovedAndScheduled(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.inhabit(t, 8)
	author, approver := b.as(t, "--as", "communicator", "--role", "author"), b.as(t, "--as", "communicator", "--role", "approver")
	file := filepath.Join(b.folder, "campagne.json")
	expires := time.Now().AddDate(0, 1, 0).UTC().Format(time.RFC3339)
	write := func(text string) {
		b.write(t, file, `{"clientId": "digitaal-2026", "draft": {"title": "Uw post digitaal in {gemeente}?", "text": "`+text+`",
			"pushText": "U kunt nu kiezen voor digitale post.", "rule": {"not": {"digital": true}}, "expiresAt": "`+expires+`"}}`)
	}
	write("U kiest zelf. Indien u dat wilt.")
	out := b.wantLines(t, author, "campaign create "+file, `campaign id=`, `state=DRAFT title="Uw post digitaal in {gemeente}?" author="communicator:author:OVO002067"`)
	id := regexp.MustCompile(`id=(\S+)`).FindStringSubmatch(out)[1]
	b.wantLines(t, author, "campaign create "+file, "id="+id)
	b.wantLines(t, author, "campaign show "+id, `title "Uw post digitaal in Mechelen?"`, "warning path=text", "step at=", "did=Create to=DRAFT")
	write("U kiest zelf hoe u uw post krijgt.")
	out = b.wantLines(t, author, "campaign update "+id+" "+file, "state=DRAFT")
	hash := regexp.MustCompile(`hash=(\S+)`).FindStringSubmatch(out)[1]
	b.wantLines(t, author, "campaign dry-run "+id, "totals hash="+hash, "people~", `unreachable municipality="Mechelen" count~`, "reason NO_PHONE count~", "hour from=")
	b.wantLines(t, author, "campaign test "+id+" geen-telefoon --client-id proef-0001", "phone installation=geen-telefoon error=NOT_FOUND")
	b.wantLines(t, author, "campaign submit "+id, "state=SUBMITTED")
	b.wantLines(t, approver, "campaign reject "+id+" Nalezen", "state=DRAFT")
	b.wantLines(t, author, "campaign submit "+id, "state=SUBMITTED")
	b.wantLines(t, approver, "campaign approve "+id+" "+hash, "state=APPROVED", `approved-by="communicator:approver:OVO002067" audience~`)
	b.wantLines(t, author, "campaign schedule "+id+" "+time.Now().Add(time.Hour).Format(time.RFC3339), "state=SCHEDULED")
	b.wantLines(t, approver, "campaign list", "campaign id="+id+" state=SCHEDULED")
	today := model.DayOf(time.Now())
	b.wantLines(t, approver, "campaign calendar "+string(today)+" "+string(today.AddDays(10)), "cap day=1 week=2", "span id="+id+" state=SCHEDULED", "days=")
	b.wantLines(t, approver, "digital --print-cents 95", "\ufeffSoort;Maand;Gemeente;NIS-code;", "Burgers;;Mechelen;12025;;10;5;5;5;;;;;", "0,95;")
	b.wantLines(t, author, "campaign cancel "+id, "state=CANCELLED")
	for command, says := range map[string]string{
		"campaign approve " + id + " " + hash: "FORBIDDEN",
		"campaign pause " + id:                "CONFLICT",
		"campaign resume " + id:               "CONFLICT",
		"campaign show nergens":               "NOT_FOUND",
	} {
		if _, _, err := b.call(t.Context(), append(strings.Fields(command), author...)...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v does not say %q", command, err, says)
		}
	}
}

// readable tells of each line that a command writes.
type readable struct{ lines chan string }

func (r readable) Write(text []byte) (int, error) {
	r.lines <- string(text)
	return len(text), nil
}

// next is the next line; "" where none comes.
func (r readable) next(t *testing.T) string {
	t.Helper()
	select {
	case line := <-r.lines:
		return line
	case <-time.After(2 * time.Minute):
		t.Fatal("nothing more was written")
		return ""
	}
}

func TestACampaignIsReportedAndFollowed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.inhabit(t, 8)
	author, approver := b.as(t, "--as", "communicator", "--role", "author"), b.as(t, "--as", "communicator", "--role", "approver")
	file, sheet := filepath.Join(b.folder, "campagne.json"), filepath.Join(b.folder, "verslag.csv")
	b.write(t, file, `{"clientId": "digitaal-2026", "draft": {"title": "Uw post digitaal?", "text": "U kiest zelf.", "pushText": "U kunt nu kiezen.",
		"rule": {"not": {"digital": true}}, "expiresAt": "`+time.Now().AddDate(0, 1, 0).UTC().Format(time.RFC3339)+`",
		"window": {"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"], "from": "00:00", "until": "23:59"}}}`)
	out := b.wantLines(t, author, "campaign create "+file, "state=DRAFT")
	id, hash := regexp.MustCompile(`id=(\S+)`).FindStringSubmatch(out)[1], regexp.MustCompile(`hash=(\S+)`).FindStringSubmatch(out)[1]
	b.wantLines(t, author, "campaign submit "+id, "state=SUBMITTED")
	b.wantLines(t, approver, "campaign approve "+id+" "+hash, "state=APPROVED")
	b.wantLines(t, author, "campaign schedule "+id+" "+time.Now().Add(time.Hour).Format(time.RFC3339), "state=SCHEDULED")

	followed, done := readable{make(chan string, 10)}, make(chan error, 1)
	go func() {
		done <- run(t.Context(), append([]string{"campaign", "progress", id}, author...), streams{in: strings.NewReader(""), out: followed, err: followed})
	}()
	if line := followed.next(t); !strings.Contains(line, "state=SCHEDULED") {
		t.Errorf("it begins with %q", line)
	}
	_, err := store.ChangeRecord(t.Context(), b.store, model.CampaignID(id), func(c *model.Campaign) (bool, error) {
		c.StartsAt = time.Now().Add(-time.Minute)
		return c.StartCanary(c.Approval.Audience, time.Minute, time.Now())
	})
	if err == nil {
		err = store.Save(t.Context(), b.store, &model.CampaignTally{ID: model.CampaignID(id), Org: "OVO002067", At: time.Now(), Sample: 1, Count: model.EffectCount{Told: 38}})
	}
	if err != nil {
		t.Fatal(err)
	}
	for { // both changes at once, or one after the other
		if line := followed.next(t); strings.Contains(line, "state=PAUSED") && strings.Contains(line, "sample=1.00 planned~5 told~40") {
			break
		}
	}
	b.wantLines(t, author, "campaign report "+id+" --csv "+sheet, "report counted=", "told~5", "failed code=UNREGISTERED count~5", "silent reason=NO_PHONE count~5", "hour from=")
	if text, err := os.ReadFile(sheet); err != nil || !strings.HasPrefix(string(text), "\ufeffOnderwerp;Detail;Aantal burgers\r\n") {
		t.Errorf("the file has %.60q, %v", text, err)
	}
	b.wantLines(t, author, "campaign cancel "+id, "state=CANCELLED")
	if err := <-done; err != nil {
		t.Error(err)
	}
	if line := followed.next(t); !strings.Contains(line, "state=CANCELLED") {
		t.Errorf("it ends with %q", line)
	}
	if _, _, err := b.call(t.Context(), append([]string{"campaign", "progress", "nergens"}, author...)...); err == nil || !strings.Contains(err.Error(), "NOT_FOUND") {
		t.Errorf("another campaign: %v", err)
	}
}
