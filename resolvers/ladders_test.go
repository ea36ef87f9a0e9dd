package resolvers_test

import (
	"testing"
	"time"

	"burgerbode/graph/model"
)

// rung is a step of a ladder that a sender gives.
func rung(anchor string, days int, at, while string) m {
	return m{"anchor": anchor, "days": days, "at": at, "while": while}
}

const ladderFields = `query ($id: ID!) { viewer { rev } node(id: $id) { ... on Letter {
	next ladder { id ringsAt text state explanation cancelled muted switchable } } } }`

// ladder is the ladder of a letter.
func (c caller) ladder(t testing.TB, id string) answer {
	t.Helper()
	return c.ask(t, ladderFields, m{"id": id})
}

func (c caller) trySwitch(t testing.TB, id string, on bool) answer {
	t.Helper()
	return c.try(t, `mutation ($input: SwitchLadderStepInput!) { switchLadderStep(input: $input) {
		step { id state cancelled switchable explanation } letter { id next ladder { id cancelled } } counts { unread toDo } rev } }`,
		m{"input": m{"id": id, "on": on}})
}

func TestACitizenSeesTheLadderOfALetter(t *testing.T) {
	t.Parallel()
	s := newService(t)
	id := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	s.as(an).ask(t, `mutation { updatePreferences(input: {ladderPushes: false}) { rev } }`)
	shown := s.as(an).ladder(t, id)
	want(t, shown.at("node.next"), "Op zondag 7 juni 2026 stemt u.")
	pushes := s.mailbox(t, an).PushesAbout(model.EntryID(id))
	steps := shown.list("node.ladder")
	if len(steps) != 3 {
		t.Fatalf("the ladder is %v", steps)
	}
	for i, step := range steps {
		push := pushes[len(steps)-1-i]
		want(t, step, m{
			"id": push.ID, "ringsAt": push.PlannedAt, "text": "Als u de brief dan nog niet hebt geopend.", "state": "PLANNED",
			"explanation": "U hebt gekozen om hierover geen meldingen te krijgen.", "cancelled": false, "muted": true, "switchable": true,
		})
	}
}

func TestSwitchingAStep(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).register(t, phone, token)
	id := s.sender(mechelen).deliverOne(t, callLetter("1", an))
	first := s.as(an).ladder(t, id).at("node.ladder.0.id").(string)
	for range 2 { // the second time changes nothing
		off := s.as(an).trySwitch(t, first, false)
		want(t, off.at("switchLadderStep.step"), m{
			"id": first, "state": "PLANNED", "cancelled": true, "switchable": true, "explanation": "U hebt deze herinnering uitgezet.",
		})
		want(t, []any{off.at("switchLadderStep.letter.id"), off.at("switchLadderStep.letter.ladder.0.cancelled")}, []any{id, true})
		want(t, off.at("switchLadderStep.letter.next"), "Opent u deze brief niet, dan herinneren we u er op zaterdag 6 juni 2026 aan.")
		want(t, []any{off.at("switchLadderStep.counts.unread"), off.at("switchLadderStep.rev")}, []any{1, 3})
	}
	on := s.as(an).trySwitch(t, first, true)
	want(t, []any{on.at("switchLadderStep.step.cancelled"), on.at("switchLadderStep.rev")}, []any{false, 4})

	delivered := s.as(an).ask(t, `query ($id: ID!) { node(id: $id) { ... on Letter { pushes { id } } } }`, m{"id": id}).each("node.pushes", "id")
	wantError(t, s.as(an).trySwitch(t, delivered[len(delivered)-1], false), model.CodeNotFound) // the first push is no step
	wantError(t, s.as(an).trySwitch(t, "pnope", false), model.CodeNotFound)
	wantError(t, s.as(an).trySwitch(t, "", false), model.CodeInvalid, "id")
	wantError(t, s.as(bram).trySwitch(t, first, false), model.CodeNotFound)
	wantError(t, s.sender(mechelen).trySwitch(t, first, false), model.CodeForbidden)

	s.as(an).ask(t, `mutation ($id: ID!) { openLetter(input: {id: $id}) { rev } }`, m{"id": id})
	settled := s.as(an).trySwitch(t, first, false)
	want(t, settled.at("switchLadderStep.step"), m{
		"id": first, "state": "DROPPED", "cancelled": false, "switchable": false,
		"explanation": "U had dit al bekeken. Een melding was niet meer nodig.",
	})
}

func TestASenderGivesALetterItsLadder(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	s.as(an).register(t, phone, token)
	own := change(bill("1", an), "ladder", []any{
		rung("DELIVERY", 2, "12:00", "UNOPENED"), rung("DUE", -1, "17:30", "UNPAID"), rung("DUE", 0, "08:00", "UNPAID"),
	})
	id := s.sender(mechelen).deliverOne(t, own)
	shown := s.as(an).ladder(t, id)
	want(t, shown.each("node.ladder", "text"), []string{
		"Als u de brief dan nog niet hebt geopend.", "Als de rekening dan nog niet betaald is.", "Als de rekening dan nog niet betaald is.",
	})
	for i, meant := range []time.Time{model.Day("2026-06-03").At(12, 0), model.Day("2026-06-16").At(17, 30), model.Day(billDue).At(8, 0)} {
		rings, err := time.Parse(time.RFC3339, shown.each("node.ladder", "ringsAt")[i])
		must(t, err)
		if spread := rings.Sub(meant); spread < 0 || spread > 32*time.Minute {
			t.Errorf("step %d rings at %s, meant for %s", i, rings, meant)
		}
	}
	want(t, shown.at("node.next"), "Betaal ten laatste op woensdag 17 juni 2026. Opent u deze brief niet, dan herinneren we u er op woensdag 3 juni 2026 aan.")

	// The same again changes nothing; another ladder, or none given, is another letter.
	before := s.store.dump(t)
	s.sender(mechelen).deliverOne(t, own)
	want(t, s.store.dump(t), before)
	for _, other := range []m{bill("1", an), change(own, "ladder", []any{}), change(own, "ladder.0.days", 3)} {
		wantRefused(t, s.sender(mechelen).deliver(t, other)[0].Error, model.CodeConflict)
	}

	// An empty list is no ladder at all, and not the same as none given; null is.
	none := change(bill("2", an), "ladder", []any{})
	want(t, len(s.as(an).ladder(t, s.sender(mechelen).deliverOne(t, none)).list("node.ladder")), 0)
	wantRefused(t, s.sender(mechelen).deliver(t, bill("2", an))[0].Error, model.CodeConflict)
	s.sender(mechelen).deliverOne(t, bill("3", an))
	s.sender(mechelen).deliverOne(t, change(bill("3", an), "ladder", nil))
}

func TestALadderThatALetterCannotHaveIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	seven := make([]any, 7)
	for i := range seven {
		seven[i] = rung("DELIVERY", i, "12:00", "ALWAYS")
	}
	for i, row := range []struct {
		letter m
		ladder []any
		wrong  []string
	}{
		{letter("1", an), []any{rung("EVENT", 0, "08:00", "ALWAYS"), rung("DUE", 0, "08:00", "UNPAID")}, []string{"ladder[0].anchor", "ladder[1].anchor", "ladder[1].while"}},
		{letter("1", an), []any{rung("DELIVERY", -1, "08:00", "ALWAYS"), rung("DELIVERY", 400, "08:00", "ALWAYS")}, []string{"ladder[0].days", "ladder[1].days"}},
		{letter("1", an), seven, []string{"ladder"}},
		{callLetter("1", an), []any{rung("EVENT", 1, "08:00", "ALWAYS"), rung("EVENT", 0, "14:00", "ALWAYS")}, []string{"ladder[0].days", "ladder[1].at"}},
		{bill("1", an), []any{rung("DUE", -1, "08:00", "ALWAYS"), rung("DUE", -1, "08:00", "ALWAYS")}, []string{"ladder[1]"}},
	} {
		one := change(row.letter, "ladder", row.ladder)
		wantRefused(t, s.sender(mechelen).deliver(t, one)[0].Error, model.CodeInvalid, row.wrong...)
		answers, _ := s.sender(mechelen).stream(t, linesOf(t, one))
		if answers[0].Error == nil {
			t.Errorf("row %d is taken in as a line", i)
			continue
		}
		wantFields(t, answers[0].Error.Fields, row.wrong)
	}
	byDeadline := change(letter("2", an), "deadline", m{"date": billDue, "consequence": "Daarna …"})
	answers, last := s.sender(mechelen).stream(t, linesOf(t, change(byDeadline, "ladder", []any{rung("DUE", -3, "18:00", "UNOPENED")})))
	want(t, last.Accepted, 1)
	want(t, len(s.as(an).ladder(t, answers[0].LetterID).list("node.ladder")), 1)
}
