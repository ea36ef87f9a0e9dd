package notify_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"burgerbode/graph/model"
	"burgerbode/notify"
)

// send is a message about a bill, to be changed by a test.
func send(platform model.Platform, change func(*model.Send)) model.Send {
	s := model.Send{
		Push: "p234567abcdefghijklmnopqrs", Entry: "labcdefghijklmnopqrstuvwxyz", Attempt: 1, Badge: 3,
		ExpiresAt: noon().Add(7 * 24 * time.Hour), Words: model.Words{Topic: model.TopicLetter, Step: model.StepDelivered, Total: 1},
		Device: model.Device{
			Registration: "rabcdefghijklmnopqrstuvwxy", Token: "token", Platform: platform, AppLanguage: model.Dutch,
		},
	}
	change(&s)
	return s
}

func orgName(code model.OrgCode) string {
	if code == "OVO002067" {
		return "Stad Gent"
	}
	return ""
}

// Each platform and each sort of push as FCM gets it, in testdata; -update rewrites them.
func TestMessageGolden(t *testing.T) {
	t.Parallel()
	sorts := map[string]func(*model.Send){
		"letter": func(*model.Send) {},
		"call-letter": func(s *model.Send) {
			s.Words.Public = call()
			s.ExpiresAt = call().ClosesAt()
		},
		"same-day": func(s *model.Send) {
			s.Words.Public, s.Words.Step, s.Mass = call(), model.StepSameDay, true
			s.ExpiresAt = call().ClosesAt()
		},
		"reminder": func(s *model.Send) { s.Words.Topic, s.Words.Step = model.TopicReminder, model.StepDue },
		"withdrawal": func(s *model.Send) {
			s.Push, s.Takes, s.Mass, s.Words = "pwithdrawalbcdefghijklmno", s.Push, true, model.Words{Topic: model.TopicWithdrawal, Total: 1}
		},
		"digest": func(s *model.Send) { s.Words.Total = 3 },
		"detailed": func(s *model.Send) {
			s.Words.Sender, s.Words.Subject = "OVO002067", "Aanslagbiljet: belasting op tweede verblijven 2026"
		},
		"test": func(s *model.Send) {
			s.Entry, s.Words.Topic, s.Words.Step = "", model.TopicTest, "test:1"
			s.ExpiresAt = noon().Add(10 * time.Minute)
		},
	}
	for _, platform := range []model.Platform{model.PlatformAndroid, model.PlatformIOS, model.PlatformWeb} {
		for sort, change := range sorts {
			name := strings.ToLower(string(platform)) + "-" + sort
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				now := noon()
				if sort == "same-day" {
					now = call().OpensAt()
				}
				m, err := notify.Message(send(platform, change), now, orgName)
				if err != nil {
					t.Fatal(err)
				}
				text, err := json.Marshal(m)
				if err != nil {
					t.Fatal(err)
				}
				var got bytes.Buffer
				if err := json.Indent(&got, text, "", "  "); err != nil {
					t.Fatal(err)
				}
				got.WriteByte('\n')
				file := filepath.Join("testdata", name+".json")
				if *update {
					if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), want) {
					t.Errorf("%s: got\n%s", file, got.Bytes())
				}
			})
		}
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	public := func(change func(*model.Words), compulsory bool) model.Words {
		c := call()
		c.Compulsory = compulsory
		w := model.Words{Topic: model.TopicLetter, Step: model.StepDelivered, Total: 1, Public: c}
		change(&w)
		return w
	}
	step := func(step model.Step) func(*model.Words) { return func(w *model.Words) { w.Step = step } }
	neutral := func(topic model.Topic) model.Words { return model.Words{Topic: topic, Total: 1} }
	election := call().Election.Day
	for _, c := range []struct {
		words    model.Words
		language model.Language
		now      time.Time
		want     string
	}{
		{public(step(model.StepDelivered), true), "NL", noon(), "Uw kiesbrief staat klaar. Op zondag 7 juni 2026 zijn er verkiezingen."},
		{public(func(w *model.Words) { w.Moved = true }, true), "NL", noon(), "Uw stembureau is verplaatst. Bekijk het nieuwe adres."},
		{public(step(model.StepUnopened), true), "NL", noon(), "U hebt uw kiesbrief nog niet bekeken. U leest er waar en wanneer u stemt."},
		{public(step(model.StepDayBefore), true), "NL", election.AddDays(-1).At(18, 0), "Morgen stemt u. Leg uw identiteitskaart en uw kiesbrief al klaar."},
		{public(step(model.StepDayBefore), false), "NL", election.AddDays(-1).At(18, 0), "Morgen kunt u stemmen. Leg uw identiteitskaart en uw kiesbrief al klaar."},
		{public(step(model.StepDayBefore), true), "NL", election.At(7, 0), "Vandaag stemt u. De stembureaus zijn open tot 14 uur."},
		{public(step(model.StepSameDay), true), "NL", election.At(8, 0), "Vandaag stemt u. De stembureaus zijn open tot 14 uur."},
		{public(step(model.StepSameDay), false), "NL", election.At(8, 0), "Vandaag kunt u stemmen tot 14 uur."},
		{public(step(model.StepSameDay), true), "FR", election.At(8, 0), "Vous avez un nouveau message dans Burgerbode."},
		{public(step(model.StepUnopened), true), "NL", election.AddDays(-1).At(8, 0), "Morgen stemt u. Leg uw identiteitskaart en uw kiesbrief al klaar."},
		{public(step(model.StepSameDay), true), "NL", election.AddDays(-1).At(21, 0), "Morgen stemt u. Leg uw identiteitskaart en uw kiesbrief al klaar."}, // before the quiet hours
		{public(step("event-7d-18:00-unopened"), true), "NL", election.AddDays(-7).At(18, 0), "U hebt uw kiesbrief nog niet bekeken. U leest er waar en wanneer u stemt."},
		{public(step("event-7d-18:00-always"), true), "NL", election.AddDays(-7).At(18, 0), "Uw kiesbrief staat klaar. Op zondag 7 juni 2026 zijn er verkiezingen."},
		{public(step("delivery+1d-12:00-always"), false), "NL", election.At(12, 0), "Vandaag kunt u stemmen tot 14 uur."},
		{neutral(model.TopicLetter), "NL", noon(), "U hebt een nieuw bericht in Burgerbode."},
		{neutral(model.TopicLetter), "", noon(), "U hebt een nieuw bericht in Burgerbode."},
		{neutral(model.TopicStatus), "NL", noon(), "Er is nieuws over uw dossier."},
		{neutral(model.TopicAction), "NL", noon(), "Uw dossier wacht op uw antwoord."},
		{neutral(model.TopicReminder), "NL", noon(), "Een herinnering van uzelf."},
		{neutral(model.TopicTest), "NL", noon(), "Dit is een testmelding van Burgerbode."},
		{neutral(model.TopicStatus), "DE", noon(), "Es gibt Neuigkeiten zu Ihrer Akte."},
		{neutral(model.TopicAction), "EN", noon(), "Your file is waiting for your answer."},
		{model.Words{Topic: model.TopicStatus, Total: 2}, "FR", noon(), "Vous avez 2 nouveaux messages dans Burgerbode."},
		{model.Words{Topic: model.TopicReminder, Total: 1, Subject: "Bel de dokter"}, "EN", noon(), "Bel de dokter"},
	} {
		s := send(model.PlatformAndroid, func(s *model.Send) {
			s.Words, s.Device.AppLanguage = c.words, c.language
			s.ExpiresAt = c.now.Add(time.Hour)
		})
		m, err := notify.Message(s, c.now, orgName)
		if err != nil {
			t.Fatal(err)
		}
		if m.Data["body"] != c.want || m.Data["title"] != "Burgerbode" {
			t.Errorf("%s in %q: got %q", c.words.Step, c.language, m.Data["body"])
		}
	}
}

func TestTitleIsTheSender(t *testing.T) {
	t.Parallel()
	for code, want := range map[model.OrgCode]string{"OVO002067": "Stad Gent", "OVO999999": "Burgerbode", "": "Burgerbode"} {
		s := send(model.PlatformAndroid, func(s *model.Send) { s.Words.Sender, s.Words.Subject = code, "Onderwerp" })
		m, err := notify.Message(s, noon(), orgName)
		if err != nil || m.Data["title"] != want || m.Data["body"] != "Onderwerp" {
			t.Errorf("%s: got %v, %v", code, m.Data, err)
		}
	}
}

func TestMessageOfNothing(t *testing.T) {
	t.Parallel()
	large := map[string]bool{"large entry": true, "large token": true, "large by web": true}
	for name, change := range map[string]func(*model.Send){
		"large token":  func(s *model.Send) { s.Device.Token = model.FCMToken(strings.Repeat("t", 4096)) },
		"no token":     func(s *model.Send) { s.Device.Token = "" },
		"no push":      func(s *model.Send) { s.Push = "" },
		"long push":    func(s *model.Send) { s.Push = model.PushID(strings.Repeat("p", 65)) },
		"large entry":  func(s *model.Send) { s.Entry = model.EntryID(strings.Repeat("e", 4096)) },
		"several bad":  func(s *model.Send) { s.Push, s.Device.Token = "", "" },
		"large by web": func(s *model.Send) { s.Device.Registration = strings.Repeat("r", 4096) },
	} {
		m, err := notify.Message(send(model.PlatformAndroid, change), noon(), orgName)
		if err == nil || errors.Is(err, notify.ErrTooLarge) != large[name] {
			t.Errorf("%s: got %v, %v", name, m, err)
		}
	}
}

// Whatever a sender writes: the message fits, is UTF-8, lives no longer than the push, and says
// nothing but ids, badge and texts.
func FuzzMessage(f *testing.F) {
	f.Add("Stad Gent", "Aanslagbiljet", uint8(0), int64(3600), 1)
	f.Add(strings.Repeat("é", 300), strings.Repeat("👍", 3000), uint8(1), int64(-5), 0)
	f.Add("\x00\xff<&>", strings.Repeat("\x01\u2028\"\\", 2000), uint8(2), int64(1e9), -1)
	f.Fuzz(func(t *testing.T, name, subject string, platform uint8, seconds int64, badge int) {
		platforms := []model.Platform{model.PlatformAndroid, model.PlatformIOS, model.PlatformWeb}
		s := send(platforms[int(platform)%3], func(s *model.Send) {
			s.Words.Sender, s.Words.Subject, s.Badge = "x", subject, badge
			s.ExpiresAt = noon().Add(time.Duration(seconds%1e9) * time.Second)
		})
		m, err := notify.Message(s, noon(), func(model.OrgCode) string { return name })
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(m)
		if err != nil || len(text) > 4096 {
			t.Fatalf("%d bytes, %v", len(text), err)
		}
		title, body := m.Data["title"], m.Data["body"]
		allowed := []string{"pushId", "entryId", "registration", "badge", "title", "body"}
		switch {
		case m.APNS != nil:
			title, body, allowed = m.Notification.Title, m.Notification.Body, allowed[:3]
		case m.Android != nil:
			allowed = append(allowed, "channel", "visibility")
		}
		if !utf8.ValidString(title) || !utf8.ValidString(body) {
			t.Errorf("no UTF-8: %q %q", title, body)
		}
		if len(m.Data) != len(allowed) {
			t.Errorf("data says %v", m.Data)
		}
		if utf8.ValidString(subject) && subject != body && !strings.HasSuffix(body, "…") {
			if subject != "" {
				t.Errorf("%q became %q without a sign of it", subject, body)
			}
		}
		if m.Android != nil && (*m.Android.TTL < 0 || *m.Android.TTL > 28*24*time.Hour ||
			(seconds%1e9 > 0 && *m.Android.TTL > s.ExpiresAt.Sub(noon())) || m.Android.CollapseKey != "") {
			t.Errorf("android: %+v", m.Android)
		}
	})
}
