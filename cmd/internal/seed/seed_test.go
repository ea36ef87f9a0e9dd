package seed_test

import (
	"encoding/json"
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/sample"
	"burgerbode/cmd/internal/seed"
	"burgerbode/cmd/internal/stores"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

func noon() time.Time { return time.Date(2026, 3, 3, 11, 0, 0, 0, time.UTC) }

func keyring(t *testing.T) model.Keyring {
	t.Helper()
	keys, err := model.NewKeyring([]byte(strings.Repeat("k", model.MinSecret)))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func open(t *testing.T, url string) store.Store {
	t.Helper()
	opened, err := stores.Open(t.Context(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func run(t *testing.T, to store.Store, now time.Time, count int) *seed.Result {
	t.Helper()
	result, err := seed.Run(t.Context(), seed.Config{
		Store: to, Keys: keyring(t), Now: now, Count: count, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// mailboxes reads those of all who can sign in, by number.
func mailboxes(t *testing.T, from store.Store, result *seed.Result) map[string]*model.Mailbox {
	t.Helper()
	boxes := map[string]*model.Mailbox{}
	for _, citizen := range result.Citizens {
		number, err := model.ParseINSZ(citizen.INSZ)
		if err != nil {
			t.Fatal(err)
		}
		key := keyring(t).CitizenKey(number)
		ids, err := from.Citizens(t.Context(), []string{key})
		if err != nil {
			t.Fatal(err)
		}
		found, err := from.Mailboxes(t.Context(), []model.CitizenID{ids[key]})
		if err != nil {
			t.Fatal(err)
		}
		if box := found[ids[key]]; box != nil {
			boxes[citizen.INSZ] = box
		}
	}
	return boxes
}

func TestSeedHasSomethingOfEverything(t *testing.T) {
	t.Parallel()
	to := open(t, "sqlite::memory:")
	defer to.Close(t.Context())
	began := time.Now()
	count := 300
	if testing.Short() {
		count = 150
	}
	result := run(t, to, noon(), count)
	t.Logf("%d citizens, %d letters and %d statuses in %v", count, result.Letters, result.Statuses, time.Since(began))
	if len(result.Citizens) != count || result.Citizens[0].INSZ != sample.DemoCitizen || result.Already {
		t.Fatalf("%d citizens, the first is %s", len(result.Citizens), result.Citizens[0].Name)
	}
	boxes := mailboxes(t, to, result)
	kinds, procedures, towns := map[model.LetterKind]int{}, map[model.Procedure]int{}, map[string]bool{}
	digital, opened, reminders, quiet := 0, 0, 0, 0
	for _, citizen := range result.Citizens {
		towns[citizen.Municipality] = true
		box := boxes[citizen.INSZ]
		if box == nil {
			continue
		}
		if box.DigitalPost.Active {
			digital++
		}
		if !box.Preferences.Quiet.On {
			quiet++
		}
		reminders += len(box.Reminders.Entries)
		for _, letter := range box.Letters.Entries {
			kinds[letter.Kind]++
			if !letter.FirstOpenedAt.IsZero() {
				opened++
			}
		}
		for _, dossier := range box.Dossiers.Entries {
			procedures[dossier.Procedure]++
		}
	}
	for _, kind := range model.LetterKinds() {
		if kinds[kind] == 0 {
			t.Errorf("nobody has a letter of kind %s", kind)
		}
	}
	for _, procedure := range model.Procedures() {
		if procedures[procedure] == 0 {
			t.Errorf("nobody has a dossier of %s", procedure)
		}
	}
	if len(towns) != 10 || digital < count/6 || digital > count*2/3 || opened < count/15 || reminders < count/15 || quiet < count/30 {
		t.Errorf("%d towns, %d with digital post, %d letters opened, %d reminders, %d without quiet hours",
			len(towns), digital, opened, reminders, quiet)
	}
	if boxes[result.Citizens[1].INSZ] != nil {
		t.Error("the second citizen's mailbox is not empty")
	}
}

func TestAnPeetersHasARichMailbox(t *testing.T) {
	t.Parallel()
	to := open(t, "sqlite::memory:")
	defer to.Close(t.Context())
	box := mailboxes(t, to, run(t, to, noon(), 1))[sample.DemoCitizen]
	var superseded, withdrawn, confidential, waiting, french int
	for _, letter := range box.Letters.Entries {
		if letter.SupersededBy != "" {
			superseded++
		}
		if letter.Withdrawn() {
			withdrawn++
		}
		french += len(letter.Languages) - 1
	}
	levels := map[model.Level]bool{}
	for _, dossier := range box.Dossiers.Entries {
		levels[dossier.Level] = true
		if dossier.Procedure.Confidential() {
			confidential++
		}
		if dossier.Status().ActionRequired {
			waiting++
		}
	}
	feed := box.Feed(model.FeedFilter{}, noon())
	if superseded != 1 || withdrawn != 1 || confidential != 1 || waiting < 4 || len(levels) != 4 || len(feed) < 30 || french != 0 {
		t.Errorf("superseded %d, withdrawn %d, confidential %d, waiting %d, levels %d, feed %d",
			superseded, withdrawn, confidential, waiting, len(levels), len(feed))
	}
	if counts := box.Counts(); counts.Unread < 5 || counts.ToDo < 5 {
		t.Errorf("counts are %+v", counts)
	}
	if !box.DigitalPost.Active || box.Preferences.Residence != "12025" {
		t.Error("digital post or the residence is not set")
	}
	due := 0
	for _, push := range box.Push.Outbox {
		if !push.NextAt().After(noon()) {
			due++
		}
	}
	if due > 0 {
		t.Errorf("%d pushes are due: the demo would begin with a burst", due)
	}
	newest := feed[0].SortedAt()
	if newest.After(noon()) || newest.Before(noon().Add(-2*time.Hour)) {
		t.Errorf("the newest entry is of %v", newest)
	}
}

func TestTextsAreCompleteAndPolite(t *testing.T) {
	t.Parallel()
	to := open(t, "sqlite::memory:")
	defer to.Close(t.Context())
	must := regexp.MustCompile(`\bmoet\b`)
	unfit := regexp.MustCompile(`(?i)[{}]|%!|\b(je|jij|jou|jouw|gelieve|indien|teneinde|reeds|dienen te)\b`)
	for number, box := range mailboxes(t, to, run(t, to, noon(), 100)) {
		ids := []model.EntryID{}
		for _, letter := range box.Letters.Entries {
			ids = append(ids, letter.ID)
			invited := letter.Kind == model.KindInvitationLetter && must.MatchString(letter.Preview)
			if text := letter.Subject + letter.Preview + letter.Why; unfit.MatchString(text) || invited {
				t.Errorf("%s: %s", letter.Kind, text)
			}
		}
		records, err := store.Find[model.LetterRecord](t.Context(), to, ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range records {
			for _, body := range record.Body {
				if unfit.MatchString(body.Text) {
					t.Errorf("%s: %s", record.Reference, body.Text)
				}
				if strings.Contains(body.Text, number) {
					t.Errorf("%s holds the national number", record.Reference)
				}
			}
		}
		dossiers, err := json.Marshal(box.Dossiers.Entries)
		if err != nil {
			t.Fatal(err)
		}
		if braces := strings.Contains(string(dossiers), "{kind}"); braces || strings.Contains(string(dossiers), number) {
			t.Errorf("a dossier is not filled in, or holds the number: %s", dossiers)
		}
	}
}

// A second start, days later, finds everything there; and what a citizen did since then stays.
func TestSecondStartAddsNothing(t *testing.T) {
	t.Parallel()
	url := "sqlite://" + filepath.Join(t.TempDir(), "demo.db")
	to := open(t, url)
	first := run(t, to, noon(), 30)
	before := mailboxes(t, to, first)
	an := before[sample.DemoCitizen].ID
	later := noon().AddDate(0, 0, 3)
	boxes := &store.Mailboxes{Store: to, Now: func() time.Time { return later }, Log: slog.New(slog.DiscardHandler)}
	if _, err := boxes.Update(t.Context(), an, func(m *model.Mailbox) error { m.SetDigitalPost(false, later); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	to = open(t, url)
	defer to.Close(t.Context())
	second := run(t, to, later, 30)
	if !second.Already || second.Letters+second.Statuses != 0 || len(second.Citizens) != 30 {
		t.Errorf("the second start seeded %d letters and %d statuses", second.Letters, second.Statuses)
	}
	for number, box := range mailboxes(t, to, second) {
		want := before[number].Rev
		if box.ID == an {
			want++
		}
		if box.Rev != want {
			t.Errorf("a mailbox went from revision %d to %d", want, box.Rev)
		}
	}
}

// An end in the middle is made good by the next start: the same script is played again.
func TestInterruptedSeedIsCompleted(t *testing.T) {
	t.Parallel()
	whole, broken := open(t, "sqlite::memory:"), open(t, "sqlite::memory:")
	defer whole.Close(t.Context())
	defer broken.Close(t.Context())
	want := mailboxes(t, whole, run(t, whole, noon(), 20))

	_, err := seed.Run(t.Context(), seed.Config{
		Store: &failing{Store: broken, after: 25}, Keys: keyring(t), Now: noon(), Count: 20, Log: slog.New(slog.DiscardHandler),
	})
	if err == nil {
		t.Fatal("the store did not fail")
	}
	got := mailboxes(t, broken, run(t, broken, noon().AddDate(0, 0, 1), 20))
	for number, box := range want {
		other := got[number]
		if other == nil || len(other.Letters.Entries) != len(box.Letters.Entries) || len(other.Dossiers.Entries) != len(box.Dossiers.Entries) ||
			other.Counts() != box.Counts() || len(other.Reminders.Entries) != len(box.Reminders.Entries) {
			t.Fatalf("a mailbox differs: %+v, not %+v", other, box)
		}
	}
}

func TestOrganisationsAlone(t *testing.T) {
	t.Parallel()
	to := open(t, "sqlite::memory:")
	defer to.Close(t.Context())
	run(t, to, noon(), 0)
	run(t, to, noon(), 0)
	organisations, err := store.ListAll[model.Organisation](t.Context(), to, model.AllOrganisations)
	if err != nil || len(organisations) != 15 {
		t.Errorf("%d organisations (%v)", len(organisations), err)
	}
}

// What senders do beside handing letters over: bills with their payments, documents, runs of
// departments, paper, and a source that fell silent.
func TestSendersDidTheirPart(t *testing.T) {
	t.Parallel()
	to := open(t, "sqlite::memory:")
	defer to.Close(t.Context())
	box := mailboxes(t, to, run(t, to, noon(), 60))[sample.DemoCitizen]
	bills := map[model.PaymentStatus]int{}
	for _, letter := range box.Letters.Entries {
		if letter.Payment != nil {
			payment := &model.LetterPayment{Payment: letter.Payment, Letter: model.InboxLetter{Letter: letter, Box: box}}
			bills[payment.StatusAt(noon())]++
		}
	}
	for _, status := range []model.PaymentStatus{model.PaymentOpen, model.PaymentOverdue, model.PaymentPaid, model.PaymentCancelled} {
		if bills[status] == 0 {
			t.Errorf("An Peeters has no bill that is %s", status)
		}
	}
	types := map[model.DocumentType]int{}
	for _, document := range box.Documents(model.DocumentFilter{}, noon()) {
		types[document.Type]++
		if document.Type == model.DocumentCallLetter {
			continue // it is drawn when it is asked for
		}
		content, err := store.Get[model.DocumentBytes](t.Context(), to, document.Content)
		if err != nil || int64(len(content.Bytes)) != document.Size {
			t.Errorf("%s: %v", document.Title, err)
		}
	}
	if len(types) != 7 {
		t.Errorf("An Peeters has documents of %v", types)
	}
	for name, mark := range map[string]model.LetterMark{"opvang": model.MarkPrinted, "gas": model.MarkBoth, "financien": model.MarkToPrint} {
		found, err := store.Keys[model.LetterRecord](t.Context(), to, model.RunList(model.NewRunID("OVO002067", name), mark), "", 1)
		if err != nil || len(found) == 0 {
			t.Errorf("the run %s has no letter that is %s (%v)", name, mark, err)
		}
	}
	for _, event := range []model.LetterEvent{model.EventPaid, model.EventWithdrawn, model.EventOpened} {
		told := func(n model.Notice) bool { return n.Event == event && n.Shared }
		if !slices.ContainsFunc(box.Notices, told) {
			t.Errorf("no sender is to learn of a letter that is %s", event)
		}
	}
	silent := 0
	for _, dossier := range box.Dossiers.Entries {
		source, err := store.Find[model.Source](t.Context(), to, []string{model.SourceKey(dossier.Source, false)})
		if err != nil {
			t.Fatal(err)
		}
		if dossier.SourceText(source[model.SourceKey(dossier.Source, false)], "de provincie", noon()) != "" {
			silent++
		}
	}
	if silent != 1 || !box.Preferences.Shares("OVO002067") {
		t.Errorf("%d dossiers are of a silent source; An shares with %v", silent, box.Preferences.Sharing)
	}
}

func TestMunicipalitiesSayWhatTheyOffer(t *testing.T) {
	t.Parallel()
	saying := 0
	for _, o := range seed.Organisations() {
		told := map[model.Procedure]bool{}
		for _, offer := range o.Procedures {
			link := string(offer.StartURL)
			if link != "" && (!model.HTTPSLink(link) || !strings.Contains(link, ".example/") || offer.Declined) {
				t.Errorf("%s: %s begins at %q", o.Name, offer.Procedure, link)
			}
			if told[offer.Procedure] || !slices.Contains(model.CatalogueProcedures(), offer.Procedure) {
				t.Errorf("%s: %s is there twice, or not in the catalogue", o.Name, offer.Procedure)
			}
			told[offer.Procedure] = true
		}
		if len(told) > 0 {
			saying++
			if o.Level != model.LevelMunicipal || o.Supplier {
				t.Errorf("%s is no municipality and offers procedures", o.Name)
			}
		}
	}
	if saying < 2 {
		t.Errorf("%d municipalities say what they offer", saying)
	}
}
