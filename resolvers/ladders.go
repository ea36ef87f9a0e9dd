package resolvers

import (
	"burgerbode/graph"
	"burgerbode/graph/model"
)

// ladderOf is the ladder that an input gives: nil for its kind's own, empty for none.
func ladderOf(steps []*graph.LadderStepInput) []model.LadderStep {
	if steps == nil {
		return nil
	}
	ladder := make([]model.LadderStep, len(steps))
	for i, step := range steps {
		ladder[i] = model.LadderStep{Anchor: step.Anchor, Days: step.Days, At: step.At, While: step.While}
	}
	return ladder
}

// checkLadder is every step that the letter cannot have.
func checkLadder(input *graph.DeliverLetterInput) []model.FieldError {
	letter := model.Letter{Ladder: ladderOf(input.Ladder)}
	if input.Deadline != nil {
		letter.Deadline = deadlineOf(input.Deadline)
	}
	if input.Payment != nil {
		letter.Payment = paymentOf(input.Payment)
	}
	if input.CallLetter != nil {
		letter.Call = callLetterOf(input.CallLetter)
	}
	return letter.CheckLadder()
}
