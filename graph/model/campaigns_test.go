package model_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"burgerbode/graph/model"
)

const (
	author   = model.PersonID("an")
	approver = model.PersonID("bert")
	other    = model.PersonID("cis")
)

// mechelen sends for one municipality.
func mechelen() *model.Organisation {
	return &model.Organisation{Code: sender, Name: "Stad Mechelen", NIS: []model.NIS{"12025"}}
}

// unopenedCall is whoever has not opened the call letter of the election.
func unopenedCall() *model.Rule {
	return &model.Rule{Letter: &model.LetterCriterion{Kind: model.KindCallLetter, Election: election.ID, Opened: model.Unopened}}
}

// draftOf is a draft that may be submitted.
func draftOf(rule *model.Rule) model.CampaignDraft {
	return model.CampaignDraft{
		Title: "Uw kiesbrief wacht", Text: "U hebt uw kiesbrief voor {verkiezing} van {datum} nog niet bekeken.", PushText: "Uw kiesbrief van {afzender} wacht op u.",
		Rule: rule.Text(), Window: model.DefaultWindow(), PerMinute: 600, ExpiresAt: noon().AddDate(0, 0, 10),
	}
}

func scopeOf() model.Scope { return model.Scope{Org: mechelen()} }

// walk takes a new campaign through operations and fails unless each changes something.
func walk(t *testing.T, steps ...func(c *model.Campaign) (bool, error)) *model.Campaign {
	t.Helper()
	c := model.NewCampaign(sender, "kiesbrief", author, draftOf(unopenedCall()), noon())
	for i, step := range steps {
		if changed, err := step(c); err != nil || !changed {
			t.Fatalf("step %d, now %s: changed %t, %v", i, c.State, changed, err)
		}
	}
	return c
}

func submit(c *model.Campaign) (bool, error) { return c.Submit(author, scopeOf(), noon()) }

func approve(c *model.Campaign) (bool, error) {
	return c.Approve(approver, c.Draft.Hash(), 5000, scopeOf(), noon())
}

func schedule(c *model.Campaign) (bool, error) {
	return c.Schedule(author, noon().Add(time.Hour), scopeOf(), noon())
}

func canary(c *model.Campaign) (bool, error) {
	return c.StartCanary(5000, 15*time.Minute, noon().Add(time.Hour))
}

func pass(c *model.Campaign) (bool, error) { return c.Pass(noon().Add(2 * time.Hour)) }

func TestACampaignRunsThroughItsStates(t *testing.T) {
	t.Parallel()
	c := walk(t, submit, approve, schedule, canary, pass, func(c *model.Campaign) (bool, error) { return c.Finish(noon().Add(3 * time.Hour)) })
	if c.State != model.CampaignDone || c.EndedAt.IsZero() || len(c.Log) != 7 || c.Log[2].By != approver || c.Log[2].Did != "Approve" {
		t.Errorf("it is %s, ended %s, log %+v", c.State, c.EndedAt, c.Log)
	}
}

// What was done already changes nothing, so that a call whose answer was lost can be repeated.
func TestCampaignOperationsMayBeRepeated(t *testing.T) {
	t.Parallel()
	c := walk(t)
	for _, step := range []func(c *model.Campaign) (bool, error){submit, approve, schedule, canary, pass} {
		if changed, err := step(c); err != nil || !changed {
			t.Fatalf("%s: %t, %v", c.State, changed, err)
		}
		before := clone(*c)
		if changed, err := step(c); err != nil || changed || difference(before, *c) != "" {
			t.Errorf("repeated in %s: changed %t, %v", c.State, changed, err)
		}
	}
}

func TestApprovingIsForOthers(t *testing.T) {
	t.Parallel()
	c := walk(t, func(c *model.Campaign) (bool, error) {
		draft := c.Draft
		draft.Title = "Uw kiesbrief ligt klaar"
		return c.Edit(other, draft, noon())
	}, submit)
	for _, person := range []model.PersonID{author, other, ""} { // who edited it wrote it too
		_, err := c.Approve(person, c.Draft.Hash(), 5000, scopeOf(), noon())
		wantCode(t, err, model.CodeForbidden)
	}
	_, err := c.Approve(approver, c.Draft.Hash(), 4, scopeOf(), noon())
	wantCode(t, err, model.CodeInvalid)
	if _, err := approve(c); err != nil {
		t.Fatal(err)
	}
}

// An editor that saves every few seconds is one step an hour; the steps that follow name what was written.
func TestWhoGoesOnWritingTakesNoFurtherStep(t *testing.T) {
	t.Parallel()
	c := walk(t)
	edit := func(by model.PersonID, after time.Duration) {
		t.Helper()
		draft := c.Draft
		draft.PerMinute++
		if changed, err := c.Edit(by, draft, noon().Add(after)); err != nil || !changed || c.Draft.PerMinute != draft.PerMinute || c.State != model.CampaignDrafted {
			t.Fatalf("edited after %s: %t, %v", after, changed, err)
		}
	}
	made := c.Log[0].Hash
	edit(author, time.Minute)
	edit(author, time.Hour-time.Millisecond)
	edit(author, time.Hour) // the second step
	edit(author, 2*time.Hour-time.Millisecond)
	edit(other, 2*time.Hour)                   // the third
	edit(author, 2*time.Hour)                  // the fourth
	edit(author, 2*time.Hour+time.Millisecond) // of the fourth
	if _, err := submit(c); err != nil {
		t.Fatal(err)
	}
	edit(author, 2*time.Hour+time.Second) // after one's own submission, which it takes back
	var did, by []string
	for _, step := range c.Log {
		did, by = append(did, step.Did), append(by, string(step.By))
	}
	want := []string{"Create", "Edit", "Edit", "Edit", "Submit", "Edit"}
	if !slices.Equal(did, want) || by[2] != string(other) || c.Log[0].Hash != made || c.Log[5].Hash != c.Draft.Hash() {
		t.Errorf("the steps are %v by %v", did, by)
	}
	if !slices.Equal(c.Editors, slices.Sorted(slices.Values([]model.PersonID{author, other}))) {
		t.Errorf("written by %v", c.Editors)
	}
}

// Of two approvers at once the first has it; an edit meanwhile makes what the approver saw stale.
func TestTwoApproversAndAnEditDuringApproval(t *testing.T) {
	t.Parallel()
	c := walk(t, submit, approve)
	_, err := c.Approve("dirk", c.Draft.Hash(), 5000, scopeOf(), noon())
	wantCode(t, err, model.CodeConflict)
	if c.Approval.By != approver {
		t.Errorf("approved by %s", c.Approval.By)
	}

	c = walk(t, submit)
	seen, draft := c.Draft.Hash(), c.Draft
	draft.PerMinute = 601
	if changed, err := c.Edit(author, draft, noon()); err != nil || !changed || c.State != model.CampaignDrafted {
		t.Fatalf("edited: %s, %v", c.State, err)
	}
	_, err = c.Approve(approver, seen, 5000, scopeOf(), noon())
	wantCode(t, err, model.CodeConflict)
	_, err = c.Approve(approver, c.Draft.Hash(), 5000, scopeOf(), noon())
	wantCode(t, err, model.CodeConflict) // it is not submitted
}

// Any edit voids an approval, whatever it is of.
// Pausing and resuming again and again ends once, so that a campaign stays a small document; what ends it does not.
func TestACampaignIsNotPausedWithoutEnd(t *testing.T) {
	t.Parallel()
	c := walk(t, submit, approve, schedule, canary, pass)
	var err error
	for range 2000 {
		if _, err = c.Pause(author, noon()); err != nil {
			break
		}
		if _, err = c.Resume(author, noon()); err != nil {
			t.Fatal(err)
		}
	}
	if model.CodeOf(err) != model.CodeConflict {
		t.Errorf("paused once more after %d steps: %v", len(c.Log), err)
	}
	if done, err := c.Cancel(author, noon()); err != nil || !done {
		t.Errorf("cancel: %v", err)
	}
}

func TestAnEditVoidsTheApproval(t *testing.T) {
	t.Parallel()
	edits := map[string]func(d *model.CampaignDraft){
		"title": func(d *model.CampaignDraft) { d.Title += "!" }, "text": func(d *model.CampaignDraft) { d.Text += "!" },
		"push": func(d *model.CampaignDraft) { d.PushText += "!" }, "link": func(d *model.CampaignDraft) { d.Link = "https://mechelen.be" },
		"rule": func(d *model.CampaignDraft) { d.Rule = (&model.Rule{Born: []model.BirthBand{"1955-1959"}}).Text() },
		"list": func(d *model.CampaignDraft) { d.References = "list" }, "minus": func(d *model.CampaignDraft) { d.Minus = []model.CampaignID{"x"} },
		"window": func(d *model.CampaignDraft) { d.Window.Until = "18:00" }, "pace": func(d *model.CampaignDraft) { d.PerMinute++ },
		"end": func(d *model.CampaignDraft) { d.ExpiresAt = d.ExpiresAt.Add(time.Hour) },
	}
	for name, edit := range edits {
		c := walk(t, submit, approve, schedule)
		draft := clone(c.Draft)
		edit(&draft)
		if changed, err := c.Edit(author, draft, noon()); err != nil || !changed || c.State != model.CampaignDrafted || c.Approval != nil || !c.StartsAt.IsZero() {
			t.Errorf("%s: %t, %v, %s", name, changed, err, c.State)
		}
	}
	c := walk(t, submit, approve, schedule)
	draft := clone(c.Draft)
	slices.Reverse(draft.Window.Days)
	if changed, err := c.Edit(author, draft, noon()); err != nil || changed || c.State != model.CampaignScheduled {
		t.Errorf("the same days in another order are an edit: %v", err)
	}
	c = walk(t, submit, approve, schedule, canary)
	_, err := c.Edit(author, draftOf(&model.Rule{Digital: new(bool)}), noon())
	wantCode(t, err, model.CodeConflict)
}

// A pause during the canary goes on with the canary, and looks at it for the whole wait again.
func TestAPauseDuringTheCanary(t *testing.T) {
	t.Parallel()
	at := noon().Add(time.Hour)
	c := walk(t, submit, approve, schedule, canary, func(c *model.Campaign) (bool, error) { return c.Pause(author, at.Add(time.Minute)) })
	_, err := c.Pass(at.Add(time.Hour))
	wantCode(t, err, model.CodeConflict)
	if c.Tells(citizen) {
		t.Error("a paused campaign tells")
	}
	if _, err := c.Resume(author, at.Add(time.Hour)); err != nil || c.State != model.CampaignInCanary {
		t.Fatalf("resumed: %s, %v", c.State, err)
	}
	_, err = c.Pass(at.Add(time.Hour + 14*time.Minute))
	wantCode(t, err, model.CodeConflict)
	if _, err := c.Pass(at.Add(time.Hour + 15*time.Minute)); err != nil || c.State != model.CampaignRunning {
		t.Errorf("passed: %s, %v", c.State, err)
	}
}

// Too few people for a canary: somebody confirms before anybody is told.
func TestASmallCampaignIsConfirmed(t *testing.T) {
	t.Parallel()
	c := walk(t, submit, func(c *model.Campaign) (bool, error) {
		return c.Approve(approver, c.Draft.Hash(), 900, scopeOf(), noon())
	}, schedule,
		func(c *model.Campaign) (bool, error) { return c.StartCanary(950, time.Minute, noon().Add(time.Hour)) })
	if c.State != model.CampaignPaused || !c.Confirm || c.Tells(citizen) {
		t.Fatalf("it is %s, to be confirmed: %t", c.State, c.Confirm)
	}
	if _, err := c.Resume(approver, noon().Add(2*time.Hour)); err != nil || c.State != model.CampaignRunning || c.Confirm {
		t.Errorf("confirmed: %s, %v", c.State, err)
	}
}

func TestACampaignStopsByItself(t *testing.T) {
	t.Parallel()
	for _, why := range model.CampaignStops() {
		if why.Text() == "" {
			t.Errorf("%s is not said in English", why)
		}
	}
	c := walk(t, submit, approve, schedule)
	if _, err := c.StartCanary(5501, time.Minute, noon().Add(time.Hour)); err != nil || c.State != model.CampaignFailed ||
		c.StoppedFor != model.StopGrown || string(c.Why) != model.StopGrown.Text() {
		t.Errorf("grown: %s for %q, %v", c.State, c.StoppedFor, err)
	}
	c = walk(t, submit, approve, schedule, canary)
	if _, err := c.Stop(model.StopFailedPushes, noon()); err != nil || c.State != model.CampaignFailed || c.StoppedFor != model.StopFailedPushes || c.EndedAt.IsZero() {
		t.Errorf("stopped: %s, %v", c.State, err)
	}
	_, err := c.Resume(author, noon())
	wantCode(t, err, model.CodeConflict)
	for want, figures := range map[bool][]model.CampaignFigures{
		true:  {{Tried: 100, Failed: 20}, {Told: 200, Tried: 100, OptedOut: 5}},
		false: {{}, {Tried: 9, Failed: 9}, {Tried: 1000, Failed: 100}, {Told: 1000, Tried: 1000, OptedOut: 20}},
	} {
		for _, f := range figures {
			if why := f.Stops(); (why != "") != want {
				t.Errorf("%+v stops because %q", f, why)
			}
		}
	}
}

// Whatever is done in whatever order, only what the table has happens, and nobody is told of what was not
// approved as it is.
func TestRandomCampaignsFollowTheTable(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 3))
		c, now := model.NewCampaign(sender, "x", author, draftOf(unopenedCall()), noon()), noon()
		people := []model.PersonID{author, approver, other, "dirk"}
		for range 60 {
			before, by := clone(*c), people[random.IntN(len(people))]
			draft := c.Draft
			draft.PerMinute = 600 + random.IntN(3)
			operations := []func() (bool, error){
				func() (bool, error) { return c.Edit(by, draft, now) }, func() (bool, error) { return c.Submit(by, scopeOf(), now) },
				func() (bool, error) { return c.Approve(by, draft.Hash(), 1100, scopeOf(), now) },
				func() (bool, error) { return c.Reject(by, "nee", now) },
				func() (bool, error) {
					return c.Schedule(by, now.Add(time.Duration(random.IntN(3))*time.Hour), scopeOf(), now)
				},
				func() (bool, error) { return c.StartCanary(900+random.IntN(400), 10*time.Minute, now) },
				func() (bool, error) { return c.Pass(now) }, func() (bool, error) { return c.Pause(by, now) }, func() (bool, error) { return c.Resume(by, now) },
				func() (bool, error) { return c.Stop("", now) }, func() (bool, error) { return c.Cancel(by, now) }, func() (bool, error) { return c.Finish(now) },
			}
			pick := random.IntN(len(operations))
			if pick > 8 && random.IntN(4) > 0 {
				pick = random.IntN(9)
			}
			changed, err := operations[pick]()
			if diff := difference(before, *c); (diff != "") != changed || (err != nil && changed) {
				t.Fatalf("seed %d: changed %t, %v, but %s", seed, changed, err, diff)
			}
			if changed {
				did, goesOn := c.Log[len(c.Log)-1].Did, pick == 0 && len(c.Log) == len(before.Log) && c.Log[len(c.Log)-1].By == by
				if goesOn {
					did = "Edit"
				}
				if !slices.Contains(model.CampaignTransitions(), model.CampaignTransition{From: before.State, To: c.State, By: did}) || (!goesOn && len(c.Log) != len(before.Log)+1) {
					t.Fatalf("seed %d: %s went from %s to %s", seed, did, before.State, c.State)
				}
			}
			if c.State.Live() && (c.Approval == nil || c.Approval.Hash != c.Draft.Hash() || slices.Contains(c.Editors, c.Approval.By)) {
				t.Fatalf("seed %d: a campaign in state %s is not approved by somebody else", seed, c.State)
			}
			now = now.Add(time.Duration(random.IntN(40)) * time.Minute)
		}
	}
}

// Each of what is wrong is said, all at once, with its path.
func TestAWrongDraftIsRefusedWithAllThatIsWrong(t *testing.T) {
	t.Parallel()
	draft := model.CampaignDraft{
		Title: " ", Text: "Dag {naam}", PushText: strings.Repeat("x", 179), Link: "http://x", Rule: "{", Window: model.CampaignWindow{From: "10:00", Until: "10:00"},
		References: "gone", ExpiresAt: noon(),
	}
	c := model.NewCampaign(sender, "fout", author, draft, noon())
	_, err := c.Submit(author, scopeOf(), noon())
	wantCode(t, err, model.CodeInvalid)
	for _, path := range []string{"title", "text", "pushText", "link", "rule", "window", "perMinute", "references", "expiresAt"} {
		if !strings.Contains(err.Error(), path+": ") {
			t.Errorf("nothing is said of %s: %v", path, err)
		}
	}
	if !strings.Contains(err.Error(), "179") {
		t.Errorf("the count is not said: %v", err)
	}
	draft = draftOf(unopenedCall())
	draft.ExpiresAt = noon().Add(time.Hour) // before 19:00
	if wrong := draft.Check(scopeOf(), noon()); len(wrong) != 1 || wrong[0].Path != "expiresAt" {
		t.Errorf("expiry before the end of the window: %v", wrong)
	}
	for _, at := range []time.Time{noon().Add(-time.Second), noon().AddDate(0, 0, 10)} {
		c := walk(t, submit, approve)
		_, err := c.Schedule(author, at, scopeOf(), noon())
		wantCode(t, err, model.CodeInvalid)
	}
}

func TestTheWindowAndTheCurve(t *testing.T) {
	t.Parallel()
	w := model.DefaultWindow()
	friday := model.Day("2026-05-22")
	for _, test := range []struct{ at, from, until time.Time }{
		{friday.At(12, 0), friday.At(12, 0), friday.At(19, 0)},
		{friday.At(8, 0), friday.At(10, 0), friday.At(19, 0)},
		{friday.At(19, 0), friday.AddDays(3).At(10, 0), friday.AddDays(3).At(19, 0)},
	} {
		if from, until := w.Next(test.at); !from.Equal(test.from) || !until.Equal(test.until) {
			t.Errorf("from %s it opens at %s until %s", test.at, from, until)
		}
	}
	draft := draftOf(unopenedCall())
	draft.PerMinute = 10
	steps, left := draft.Curve(1000, friday.At(18, 30))
	total := 0
	for _, step := range steps {
		if total += step.Count; !w.Open(step.From) || w.Open(friday.At(19, 0)) {
			t.Errorf("told outside of the window, at %s", step.From)
		}
	}
	if total != 1000 || left != 0 || steps[0].Count != 300 || steps[1].Count != 600 || steps[2].Count != 100 {
		t.Errorf("%d told, %d left: %+v", total, left, steps)
	}
	if _, left := draft.Curve(1_000_000, friday.At(18, 30)); left == 0 {
		t.Error("a million at 10 a minute are all told within a week")
	}
	var totals model.Totals
	if wrong := totals.Check(draft, friday.At(12, 0)); len(wrong) != 1 || wrong[0].Path != "rule" {
		t.Errorf("nobody: %v", wrong)
	}
	draft.ExpiresAt = friday.At(12, 123) // at 10 a minute: room for 1,230
	for exact := 1228; exact <= 1237; exact++ {
		totals.People = exact
		if refused := len(totals.Check(draft, friday.At(12, 0))) > 0; refused != (model.RoundCount(exact) > 1230) {
			t.Errorf("of %d: refused is %t, which tells more than the rounded count", exact, refused)
		}
	}
}

func TestTheCanaryIsAShareOfTheAudience(t *testing.T) {
	t.Parallel()
	for audience, want := range map[int]float64{1000: 0.10, 2000: 0.05, 10_000: 0.01, 1_000_000: 0.01} {
		share, enough := model.CanaryShare(audience)
		if !enough || share != want {
			t.Errorf("of %d: %f, %t", audience, share, enough)
		}
	}
	if _, enough := model.CanaryShare(999); enough {
		t.Error("999 are enough for a canary")
	}
	for exact := 1233; exact <= 1237; exact++ { // the share is shown: all of them look like 1,235
		if share, _ := model.CanaryShare(exact); share != 100.0/1235 {
			t.Errorf("of %d: %f", exact, share)
		}
		if share := model.SampleShare(exact, 500); share != 500.0/1235 {
			t.Errorf("the sample of %d: %f", exact, share)
		}
	}
	if none, all := model.SampleShare(0, 500), model.SampleShare(500, 500); none != 1 || all != 1 {
		t.Errorf("the sample of few is %f and %f", none, all)
	}
	both, first := 0, 0
	for i := range 20_000 {
		id := model.CitizenID(fmt.Sprint("citizen-", i))
		a, b := model.InCanary("a", id, 0.05), model.InCanary("b", id, 0.05)
		if a {
			first++
		}
		if a && b {
			both++
		}
		if a && !model.InCanary("a", id, 0.06) {
			t.Error("a larger share leaves somebody out")
		}
	}
	if first < 900 || first > 1100 || both > 100 {
		t.Errorf("5 %% of 20000 are %d, of whom %d in another canary too", first, both)
	}
}
