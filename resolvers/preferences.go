package resolvers

import (
	"context"
	"fmt"
	"time"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// checkPreferences is every field that is wrong by more than its form.
func (r *Resolver) checkPreferences(ctx context.Context, input graph.UpdatePreferencesInput) error {
	var wrong []model.FieldError
	if nis, given := input.Municipality.ValueOK(); given && nis != nil {
		if _, ok := model.LookupMunicipality(*nis); !ok {
			wrong = append(wrong, model.FieldError{Path: "municipality", Message: "is not the NIS code of a Flemish municipality"})
		}
	}
	for field, codes := range map[string][]string{"mutedSenders": input.MutedSenders, "sharesReceiptsWith": input.SharesReceiptsWith} {
		for i, code := range codes {
			switch _, err := r.directory.get(ctx, model.OrgCode(code)); {
			case err == nil:
			case model.CodeOf(err) == model.CodeNotFound:
				wrong = append(wrong, model.FieldError{Path: fmt.Sprintf("%s[%d]", field, i), Message: "is not the code of an organisation"})
			default:
				return err
			}
		}
	}
	return model.Invalid(wrong)
}

func orgCodes(codes []string) []model.OrgCode {
	made := make([]model.OrgCode, len(codes))
	for i, code := range codes {
		made[i] = model.OrgCode(code)
	}
	return made
}

// preferencesOf are the preferences with what the input names changed.
func preferencesOf(prefs model.Preferences, input graph.UpdatePreferencesInput) model.Preferences {
	if quiet := input.QuietHours; quiet != nil {
		prefs.Quiet = model.QuietHours{On: quiet.On, From: quiet.From, Until: quiet.Until, WeekendUntil: quiet.WeekendUntil}
	}
	prefs.Detail = value(input.Detail, prefs.Detail)
	if input.MutedKinds != nil {
		prefs.MutedKinds = input.MutedKinds
	}
	if input.MutedSenders != nil {
		prefs.MutedSenders = orgCodes(input.MutedSenders)
	}
	if input.SharesReceiptsWith != nil {
		prefs.Sharing = orgCodes(input.SharesReceiptsWith)
	}
	prefs.MuteStatus = !value(input.StatusPushes, !prefs.MuteStatus)
	prefs.MuteLadder = !value(input.LadderPushes, !prefs.MuteLadder)
	prefs.Campaigns = value(input.CampaignPushes, prefs.Campaigns)
	if nis, given := input.Municipality.ValueOK(); given {
		prefs.Residence = model.NIS(value(nis, ""))
	}
	return prefs
}

func (r *Resolver) setDigitalPost(ctx context.Context, active bool) (*graph.DigitalPostPayload, error) {
	m, err := r.change(ctx, func(m *model.Mailbox, now time.Time) error {
		m.SetDigitalPost(active, now)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &graph.DigitalPostPayload{DigitalPost: &m.DigitalPost, Counts: counts(m), Rev: int(m.Rev)}, nil
}
