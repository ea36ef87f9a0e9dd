package resolvers

import (
	"context"
	"strings"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// The farthest that a reminder may lie ahead.
const maxAhead = 5 * 365 * 24 * time.Hour

// createReminder sets a reminder. A repetition is let through whatever the time is by then, and what was set
// on a phone without a connection is judged by the time it had.
func createReminder(m *model.Mailbox, id model.EntryID, input graph.CreateReminderInput, now time.Time) error {
	if _, err := m.Reminder(id); model.CodeOf(err) == model.CodeNotFound {
		made := now
		if input.Stamp != nil {
			made = input.Stamp.At
		}
		if input.DueAt.Before(made.Add(-clockSkew)) || input.DueAt.After(made.Add(maxAhead)) {
			return model.Invalid([]model.FieldError{{Path: "dueAt", Message: "must lie ahead, by at most five years"}})
		}
	}
	return m.CreateReminder(model.Reminder{
		ID: id, Title: strings.TrimSpace(input.Title), DueAt: input.DueAt, Entry: model.EntryID(value(input.EntryID, "")),
	}, now)
}

// whichReminder is the reminder of the viewer that an input names, by exactly one of its id and the id that the app chose, and
// whether it is the latter.
func whichReminder(ctx context.Context, id, clientID *string) (model.EntryID, bool, error) {
	viewer, err := viewerFrom(ctx)
	if err != nil {
		return "", false, err
	}
	if (id == nil) == (clientID == nil) {
		const message = "give either id or clientId"
		return "", false, model.Invalid([]model.FieldError{{Path: "id", Message: message}, {Path: "clientId", Message: message}})
	}
	if clientID != nil {
		return model.ReminderID(viewer.Citizen, *clientID), true, nil
	}
	return model.EntryID(*id), false, nil
}

// completeReminder ticks a reminder off, or back on.
func (r *Resolver) completeReminder(ctx context.Context, input graph.CompleteReminderInput) (*graph.ReminderPayload, error) {
	id, own, err := whichReminder(ctx, input.ID, input.ClientID)
	if err != nil {
		return nil, err
	}
	m, err := r.stamped(ctx, input.Stamp, func(m *model.Mailbox, now time.Time) error {
		if own {
			return m.CompleteOwnReminder(id, input.Completed, now)
		}
		return m.CompleteReminder(id, input.Completed, now)
	})
	return reminderPayload(m, id, err)
}

// deleteReminder removes a reminder.
func (r *Resolver) deleteReminder(ctx context.Context, input graph.DeleteReminderInput) (*graph.DeleteReminderPayload, error) {
	id, own, err := whichReminder(ctx, input.ID, input.ClientID)
	if err != nil {
		return nil, err
	}
	m, err := r.stamped(ctx, input.Stamp, func(m *model.Mailbox, now time.Time) error {
		if own {
			m.DeleteOwnReminder(id, now)
			return nil
		}
		return m.DeleteReminder(id, now)
	})
	if err != nil {
		return nil, err
	}
	return &graph.DeleteReminderPayload{ID: string(id), Counts: counts(m), Rev: int(m.Rev)}, nil
}

func reminderPayload(m *model.Mailbox, id model.EntryID, err error) (*graph.ReminderPayload, error) {
	if err != nil {
		return nil, err
	}
	reminder, err := m.Reminder(id)
	if err != nil {
		return nil, err
	}
	return &graph.ReminderPayload{Reminder: &model.InboxReminder{Reminder: reminder, Box: m}, Counts: counts(m), Rev: int(m.Rev)}, nil
}
