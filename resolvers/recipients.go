package resolvers

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"

	"burgerbode/graph"
	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// recipient is whom something goes to, as far as it is known before the store is asked.
type recipient struct {
	key  string // the keyed hash by which the mailbox is found
	kind string // which of the two numbers it was, as the input field is called
	born model.BirthBand
}

// recipientOf finds out whom an input means. In a sandbox it must be somebody who does not exist. The
// errors are by path within the input.
func (r *Resolver) recipientOf(viewer *model.Viewer, input *graph.RecipientInput) (recipient, []model.FieldError) {
	wrong := func(path, message string) (recipient, []model.FieldError) {
		return recipient{}, []model.FieldError{{Path: path, Message: message}}
	}
	const sandbox = "is not one of a test citizen, and this token reaches no others"
	switch {
	case (input.Insz == nil) == (input.EnterpriseNumber == nil):
		return wrong("", "needs exactly one of insz and enterpriseNumber")
	case input.Insz != nil:
		number, err := model.ParseINSZ(*input.Insz)
		if err != nil {
			return wrong("insz", "is not a valid national number")
		}
		if viewer.Sandbox && !number.IsTest() {
			return wrong("insz", sandbox)
		}
		return recipient{r.keys.CitizenKey(number), "insz", model.BirthBand(number.BirthYearBand())}, nil
	default:
		number, err := model.ParseEnterpriseNumber(*input.EnterpriseNumber)
		if err != nil {
			return wrong("enterpriseNumber", "is not a valid enterprise number")
		}
		if viewer.Sandbox && !number.IsTest() {
			return wrong("enterpriseNumber", sandbox)
		}
		return recipient{r.keys.EnterpriseKey(number), "enterpriseNumber", ""}, nil
	}
}

// below puts paths under the path of what they are in.
func below(path string, wrong []model.FieldError) []model.FieldError {
	placed := make([]model.FieldError, len(wrong))
	for i, fault := range wrong {
		placed[i] = model.FieldError{Path: path, Message: fault.Message}
		if fault.Path != "" {
			placed[i].Path += "." + fault.Path
		}
	}
	return placed
}

// hashed is a recipient as it may be kept in a fingerprint: by the keyed hash.
func (to recipient) hashed() *graph.RecipientInput {
	if to.kind == "insz" {
		return &graph.RecipientInput{Insz: &to.key}
	}
	return &graph.RecipientInput{EnterpriseNumber: &to.key}
}

// citizenIDs finds the ids of mailboxes by their owners' keyed hashes, and gives one to those without.
func citizenIDs(ctx context.Context, citizens store.Addresser, keys []string) (map[string]model.CitizenID, error) {
	found, err := citizens.Citizens(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("look citizens up: %w", err)
	}
	missing := map[string]model.CitizenID{}
	for _, key := range keys {
		if _, ok := found[key]; ok {
			continue
		}
		if missing[key], err = model.NewCitizenID(rand.Reader); err != nil {
			return nil, err
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	added, err := citizens.AddCitizens(ctx, missing)
	if err != nil {
		return nil, fmt.Errorf("add citizens: %w", err)
	}
	maps.Copy(found, added)
	return found, nil
}
