package model_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"burgerbode/graph/model"
)

func TestMonths(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026", "2026-13", "2026-00", "2026-6", "26-06", "2026-06-01", "1899-12", "juni"} {
		if month, ok := model.ParseMonth(text); ok {
			t.Errorf("%q is %s", text, month)
		}
	}
	june, ok := model.ParseMonth("2026-06")
	if !ok || june.Add(7) != "2027-01" || june.Add(-6) != "2025-12" {
		t.Errorf("seven months after June it is %s, six before %s", june.Add(7), june.Add(-6))
	}
	if days := june.Days(); len(days) != 30 || days[0] != "2026-06-01" || days[29] != "2026-06-30" || len(model.Month("2028-02").Days()) != 29 {
		t.Errorf("June has %v", days)
	}
	if months := june.Until("2026-08"); !slices.Equal(months, []model.Month{"2026-06", "2026-07", "2026-08"}) || len(june.Until("2026-05")) != 0 {
		t.Errorf("from June to August it is %v", months)
	}
	if month := model.MonthOf(time.Date(2026, 6, 30, 22, 0, 0, 0, time.UTC)); month != "2026-07" {
		t.Errorf("at midnight in Belgium it is %s", month)
	}
}

// Whatever became of a letter, it counts as what it cost: printed or not.
func TestALetterCountsByHowItWent(t *testing.T) {
	t.Parallel()
	accepted := noon()
	for name, row := range map[string]struct {
		record                 model.LetterRecord
		digital, paper, opened int
	}{
		"in the mailbox":                  {model.LetterRecord{Channel: model.ChannelDigital}, 1, 0, 0},
		"and opened":                      {model.LetterRecord{Channel: model.ChannelDigital, Facts: model.LetterFacts{Opened: true}}, 1, 0, 1},
		"not opened in time":              {model.LetterRecord{Channel: model.ChannelDigital, Facts: model.LetterFacts{PaperDueAt: accepted}}, 0, 1, 0},
		"beside paper":                    {model.LetterRecord{Channel: model.ChannelBoth, Facts: model.LetterFacts{Opened: true}}, 0, 1, 1},
		"paid before it was printed":      {model.LetterRecord{Channel: model.ChannelBoth, Facts: model.LetterFacts{PaidAt: accepted}}, 1, 0, 0},
		"withdrawn after it was printed":  {model.LetterRecord{Channel: model.ChannelBoth, Facts: model.LetterFacts{WithdrawnAt: accepted, Batch: "1"}}, 0, 1, 0},
		"on paper":                        {model.LetterRecord{Channel: model.ChannelPaper}, 0, 1, 0},
		"nowhere":                         {model.LetterRecord{Channel: model.ChannelPaper, Policy: model.PaperNever}, 0, 0, 0},
		"withdrawn before it was printed": {model.LetterRecord{Channel: model.ChannelPaper, Facts: model.LetterFacts{WithdrawnAt: accepted}}, 0, 0, 0},
	} {
		row.record.AcceptedAt, row.record.Service = accepted, "financien"
		org := mechelen()
		org.Services = []model.Service{{ID: "financien", Name: "Financiën"}}
		tally := &model.SwitchTally{}
		tally.Letter(&row.record, "12025", org)
		part := tally.Part("x", accepted)
		want := []model.SwitchLetters{{Month: "2026-05", NIS: "12025", Service: "Financiën", Digital: row.digital, Paper: row.paper, Opened: row.opened}}
		if name == "nowhere" || name == "withdrawn before it was printed" {
			want = nil
		}
		if !reflect.DeepEqual(part.Letters, want) || part.Counted != 1 {
			t.Errorf("%s: counted %+v, want %+v", name, part.Letters, want)
		}
	}
}

// Campaigns are off until asked for: who leaves it at that has opted out of nothing.
func TestOnlyWhoSwitchesCampaignsOffHasOptedOut(t *testing.T) {
	t.Parallel()
	org := mechelen()
	m := newMailbox(t)
	set := func(change func(p *model.Preferences)) {
		wanted := m.Preferences
		change(&wanted)
		m.SetPreferences(wanted, noon())
	}
	wantOut := func(what string, want int) {
		t.Helper()
		tally := &model.SwitchTally{}
		tally.Citizen(m, org, noon())
		if got := tally.Part("x", noon()).Citizens[0].OptedOut; got != want {
			t.Errorf("%s: %d opted out, not %d", what, got, want)
		}
	}
	campaigns := func(on bool) func(p *model.Preferences) {
		return func(p *model.Preferences) { p.Campaigns, p.Stopped = on, false } // what the caller says of the past is nothing
	}
	set(func(p *model.Preferences) { p.Residence = "12025" })
	wantOut("never asked", 0)
	set(func(p *model.Preferences) { p.Stopped = true })
	wantOut("says no again", 0)
	set(campaigns(true))
	wantOut("asked", 0)
	set(campaigns(false))
	wantOut("switched off", 1)
	set(func(p *model.Preferences) { p.Detail = model.DetailDetailed })
	wantOut("and something else", 1)
	set(campaigns(true))
	wantOut("switched on again", 0)
	set(func(p *model.Preferences) { p.MutedSenders = []model.OrgCode{org.Code} })
	wantOut("muted", 1)
}

func TestOnlyCitizensOfTheTerritoryCount(t *testing.T) {
	t.Parallel()
	org := mechelen()
	parts := &model.SwitchTally{}
	for _, home := range []model.NIS{"12025", "12025", "23099", ""} {
		m := newMailbox(t)
		m.SetPreferences(model.Preferences{Residence: home, Campaigns: true, Quiet: model.DefaultQuietHours(), Detail: model.DetailNeutral}, noon())
		tally := &model.SwitchTally{}
		tally.Citizen(m, org, noon())
		parts.Add(tally.Part("x", noon()))
	}
	part := parts.Part("x", noon())
	if !reflect.DeepEqual(part.Citizens, []model.SwitchCitizens{{NIS: "12025", Mailboxes: 2}}) || part.Counted != 4 {
		t.Errorf("counted %+v", part)
	}
	citizens, letters, digital := parts.Rounded(org)
	if !reflect.DeepEqual(citizens, []model.SwitchCitizens{{NIS: "12025", Mailboxes: 5, Activated: 5, Reachable: 5, OptedOut: 5}}) || len(letters) != 0 || digital != 5 {
		t.Errorf("shown are %+v, %+v and %d", citizens, letters, digital)
	}
	if part.Long() || !part.Fresh(noon().Add(59*time.Minute)) || part.Fresh(noon().Add(time.Hour)) || part.Fresh(noon().Add(-time.Minute)) {
		t.Error("a part is held to be right for an hour")
	}
}
