package sample_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"burgerbode/cmd/internal/sample"
	"burgerbode/graph/model"
)

func now() time.Time { return time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC) }

func TestFiveThousandVotersDiffer(t *testing.T) {
	t.Parallel()
	letters, err := sample.Letters("12025", 5000, 1, sample.ElectionDay(now()), nil)
	if err != nil {
		t.Fatal(err)
	}
	people, references := map[string]bool{}, map[string]bool{}
	for _, letter := range letters {
		number, err := model.ParseINSZ(*letter.Recipient.Insz)
		if err != nil {
			t.Fatal(err)
		}
		if serial := number.Digits()[6:9]; serial != "000" && serial != "999" {
			t.Fatalf("somebody may have the number of %s", letter.Reference)
		}
		people[*letter.Recipient.Insz], references[letter.Reference] = true, true
	}
	if len(people) != 5000 || len(references) != 5000 {
		t.Errorf("%d people and %d references for 5,000 letters", len(people), len(references))
	}
	if *letters[0].Recipient.Insz != sample.DemoCitizen {
		t.Error("An Peeters gets no letter of Mechelen")
	}
}

func TestWhoIsLeftOutGetsNoLetter(t *testing.T) {
	t.Parallel()
	day := sample.ElectionDay(now())
	all, err := sample.Letters("12025", 40, 1, day, nil)
	if err != nil {
		t.Fatal(err)
	}
	without := map[model.INSZ]bool{}
	for _, letter := range all[:7] {
		number, err := model.ParseINSZ(*letter.Recipient.Insz)
		if err != nil {
			t.Fatal(err)
		}
		without[number] = true
	}
	some, err := sample.Letters("12025", 33, 1, day, without)
	if err != nil || !reflect.DeepEqual(some, all[7:]) {
		t.Errorf("the others do not get the same letters (%v)", err)
	}
}

func TestTheSameSeedGivesTheSameLetters(t *testing.T) {
	t.Parallel()
	some, err := sample.Letters("45041", 50, 7, sample.ElectionDay(now()), nil)
	if err != nil {
		t.Fatal(err)
	}
	more, err := sample.Letters("45041", 80, 7, sample.ElectionDay(now().Add(time.Hour)), nil)
	if err != nil {
		t.Fatal(err)
	}
	others, err := sample.Letters("45041", 50, 8, sample.ElectionDay(now()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(some, more[:50]) {
		t.Error("fewer letters are not the first of more")
	}
	if reflect.DeepEqual(some, others) {
		t.Error("another seed gives the same letters")
	}
}

func TestFrenchOnlyWhereTheLawAllows(t *testing.T) {
	t.Parallel()
	for nis, want := range map[string]int{"12025": 0, "45041": 20} {
		letters, err := sample.Letters(nis, 100, 1, sample.ElectionDay(now()), nil)
		if err != nil {
			t.Fatal(err)
		}
		french := 0
		for _, letter := range letters {
			if letter.Body[0].Language != model.Dutch {
				t.Fatalf("%s: a text begins in %s", nis, letter.Body[0].Language)
			}
			french += len(letter.Body) - 1
		}
		if french != want {
			t.Errorf("%s: %d of 100 letters are in French too, not %d", nis, french, want)
		}
	}
}

func TestLettersKeepTheContractAndTheTone(t *testing.T) {
	t.Parallel()
	informal := regexp.MustCompile(`(?i)\b(je|jij|jou|jouw|gelieve|indien|teneinde|reeds)\b`)
	letters, err := sample.Letters("34022", 200, 1, sample.ElectionDay(now()), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, letter := range letters {
		text := letter.Subject + *letter.Preview + letter.Body[0].Markdown + *letter.Why
		if strings.ContainsAny(text, "{}%") || informal.MatchString(text) {
			t.Fatalf("%s: %s", letter.Reference, text)
		}
		if block, err := json.Marshal(letter.CallLetter); err != nil || len(block) > 1500 {
			t.Errorf("%s: the voter's block has %d bytes (%v)", letter.Reference, len(block), err)
		}
		vote := letter.CallLetter
		if vote.Election.Day.Weekday() != time.Sunday || *vote.SuggestedFrom < vote.Opens || *vote.SuggestedUntil > vote.Closes {
			t.Errorf("%s: %s, %s to %s", letter.Reference, vote.Election.Day, *vote.SuggestedFrom, *vote.SuggestedUntil)
		}
		if ahead := vote.Election.Day.At(8, 0).Sub(now()); ahead < 14*24*time.Hour || ahead > 22*24*time.Hour {
			t.Errorf("%s: the election is %v away", letter.Reference, ahead)
		}
	}
}

func TestWhatCannotBe(t *testing.T) {
	t.Parallel()
	if _, err := sample.Letters("99999", 1, 1, sample.ElectionDay(now()), nil); err == nil {
		t.Error("a municipality that does not exist has voters")
	}
	if _, err := sample.Letters("12025", sample.MaxPeople+1, 1, sample.ElectionDay(now()), nil); err == nil {
		t.Error("there are more voters than numbers")
	}
}
