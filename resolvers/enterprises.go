package resolvers

import (
	"context"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// setEnterprisesDigitalPost notes what enterprises chose. Their numbers are valid.
func (r *Resolver) setEnterprisesDigitalPost(
	ctx context.Context, input graph.SetEnterprisesDigitalPostInput,
) (*graph.SetEnterprisesDigitalPostPayload, error) {
	keys := make([]string, len(input.EnterpriseNumbers))
	for i, text := range input.EnterpriseNumbers {
		number, err := model.ParseEnterpriseNumber(text)
		if err != nil {
			return nil, model.Because(err, model.CodeInvalid, "not a valid enterprise number")
		}
		keys[i] = r.keys.EnterpriseKey(number)
	}
	found, err := citizenIDs(ctx, r.store, keys)
	if err != nil {
		return nil, err
	}
	choices := map[model.CitizenID][]*enterpriseChoice{}
	payload := &graph.SetEnterprisesDigitalPostPayload{}
	for _, key := range keys {
		one := &enterpriseChoice{EnterpriseDigitalPostItem: &graph.EnterpriseDigitalPostItem{Active: &input.Active}}
		one.refuse = func(err error) { one.Active, one.Error = nil, r.itemError(ctx, err) }
		choices[found[key]] = append(choices[found[key]], one)
		payload.Results = append(payload.Results, one.EnterpriseDigitalPostItem)
	}
	err = updateEach(ctx, r, choices, func(m *model.Mailbox, _ []*enterpriseChoice) error {
		m.NoteDigitalPost(input.Active)
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.log.InfoContext(ctx, "enterprises chose", "digital", input.Active, "enterprises", len(choices))
	return payload, nil
}

// enterpriseChoice is the choice of one enterprise on its way into its mailbox.
type enterpriseChoice struct {
	*graph.EnterpriseDigitalPostItem
	refuse func(err error)
}

func (c *enterpriseChoice) failed(err error) { c.refuse(err) }
