package storetest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"burgerbode/graph/model"
)

// fixed is the clock of the suite.
func fixed() time.Time { return at(0) }

// at is a moment, n minutes after a fixed one.
func at(n int) time.Time {
	return time.Date(2026, 6, 7, 6, 30, 0, 123e6, time.UTC).Add(time.Duration(n) * time.Minute)
}

// citizen is the n-th citizen.
func citizen(n int) model.CitizenID {
	return model.CitizenID(model.HashID("citizen", strconv.Itoa(n)))
}

func citizenIDs(n int) []model.CitizenID {
	ids := make([]model.CitizenID, n)
	for i := range ids {
		ids[i] = citizen(i)
	}
	return ids
}

// citizensIn lists the first n citizens of a slot, by id.
func citizensIn(slot, n int) []model.CitizenID {
	var ids []model.CitizenID
	for i := 0; len(ids) < n; i++ {
		if id := citizen(i); id.Slot() == slot {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// newMailbox is a mailbox with nothing in it, ready for its first save.
func newMailbox(id model.CitizenID) *model.Mailbox {
	return &model.Mailbox{
		ID: id, Rev: 1, Layout: model.LayoutVersion, Life: "life of " + string(id),
		Derived: model.Derived{Slot: id.Slot()}, Preferences: model.DefaultPreferences(),
	}
}

// next is a copy of m ready for its next save.
func next(m *model.Mailbox) *model.Mailbox {
	later := *m
	later.Rev++
	return &later
}

// note adds a reminder, as a change that can be found again.
func note(m *model.Mailbox, title string) {
	m.Reminders.Entries = append(slices.Clone(m.Reminders.Entries), &model.Reminder{
		ID: model.ReminderID(m.ID, title), Rev: m.Rev, Title: title, DueAt: at(1), CreatedAt: at(0),
	})
}

// MailboxOf makes a mailbox with a number of entries of usual size (about 250 bytes each), sealed
// by hand for its first save. It is what the benchmarks save.
func MailboxOf(id model.CitizenID, entries int) *model.Mailbox {
	m := newMailbox(id)
	m.Derived.Due, m.Derived.Tags = at(60), []string{"digital:on", "nis:12025", "push:on"}
	for i := range entries {
		reference := strconv.Itoa(i)
		m.Letters.Entries = append(m.Letters.Entries, &model.Letter{
			ID: model.LetterID("OVO002067", "run", reference), Rev: 1, Sender: "OVO002067", Run: "run", Reference: reference,
			Kind: model.KindInformation, Subject: "Werken in uw straat", Preview: "Vanaf maandag wordt er gewerkt aan de riolering.",
			Service: "Openbare werken", NIS: "12025", About: model.About{Relation: model.RelationSelf},
			Languages: []model.Language{model.Dutch}, ReceivedAt: at(i),
		})
	}
	return m
}

func letterRecord(n int) *model.LetterRecord {
	reference := strconv.Itoa(n)
	return &model.LetterRecord{
		ID: model.LetterID("OVO002067", "run", reference), Rev: 1, Sender: "OVO002067", Run: "run", Reference: reference,
		Recipient: citizen(n), Fingerprint: "1:" + reference, Channel: model.ChannelDigital,
		Body: []model.Text{{Language: model.Dutch, Text: "Beste"}}, AcceptedAt: at(n),
	}
}

func letterRecords(from, n int) []*model.LetterRecord {
	letters := make([]*model.LetterRecord, n)
	for i := range letters {
		letters[i] = letterRecord(from + i)
	}
	return letters
}

// fill gives every field that can be reached from a pointer a value of its own, so that a field
// that a store loses is seen, also one that is added to the model later.
func fill(into any) {
	n := 0
	fillValue(reflect.ValueOf(into).Elem(), &n)
}

func fillValue(v reflect.Value, n *int) {
	*n++
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(at(*n).Add(time.Duration(*n) * time.Millisecond)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("é" + strconv.Itoa(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) + 0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillValue(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fillValue(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fillValue(key, n)
			fillValue(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && field.Tag.Get("bson") != "-" { // which is not to be kept
				fillValue(v.Field(i), n)
			}
		}
	default:
		panic(fmt.Sprintf("storetest cannot fill a %s", v.Type()))
	}
}

// spoil changes in place all that can be reached from a pointer.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
	case reflect.Map:
		v.Clear()
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				spoil(v.Field(i))
			}
		}
	default:
		v.SetZero()
	}
}

// same compares documents, times included, and shows both when they differ.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, show(got), show(want))
	}
}

func show(v any) string {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	const most = 4000
	return string(text[:min(len(text), most)])
}
