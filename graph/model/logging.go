package model

import "log/slog"

// What holds a citizen's content says in a log only which one it is.

// LogValue redacts all but the id and the revision.
func (m *Mailbox) LogValue() slog.Value { return logged("mailbox", string(m.ID), m.Rev) }

// LogValue redacts all but the id and the revision.
func (l *Letter) LogValue() slog.Value { return logged("letter", string(l.ID), l.Rev) }

// LogValue redacts all but the id.
func (r *LetterRecord) LogValue() slog.Value { return logged("letter", string(r.ID), 0) }

// LogValue redacts everything.
func (*CallLetter) LogValue() slog.Value { return slog.StringValue("CallLetter(redacted)") }

// LogValue redacts everything.
func (*Payment) LogValue() slog.Value { return slog.StringValue("Payment(redacted)") }

// LogValue redacts everything.
func (LetterPayment) LogValue() slog.Value { return slog.StringValue("Payment(redacted)") }

// LogValue redacts everything but the language.
func (t Text) LogValue() slog.Value { return slog.StringValue("Text(" + string(t.Language) + ")") }

// LogValue redacts all but the id and the revision.
func (d *Dossier) LogValue() slog.Value { return logged("dossier", string(d.ID), d.Rev) }

// LogValue redacts all but the id and the revision.
func (r *Reminder) LogValue() slog.Value { return logged("reminder", string(r.ID), r.Rev) }

// LogValue redacts all but the registration.
func (d *Device) LogValue() slog.Value { return logged("device", d.Registration, 0) }

// LogValue redacts all but the push and the registration.
func (s Send) LogValue() slog.Value {
	return slog.GroupValue(slog.String("push", string(s.Push)), slog.String("registration", s.Device.Registration))
}

// LogValue redacts everything but the topic.
func (w Words) LogValue() slog.Value { return slog.StringValue("Words(" + string(w.Topic) + ")") }

func logged(what, id string, rev int64) slog.Value {
	return slog.GroupValue(slog.String(what, id), slog.Int64("rev", rev))
}
