package resolvers_test

import (
	"testing"

	"burgerbode/graph/model"
)

const chooseForEnterprises = `mutation ($input: SetEnterprisesDigitalPostInput!) { setEnterprisesDigitalPost(input: $input) { results { active error { code } } } }`

// A letter to an enterprise that chose digital post waits in its mailbox, and is printed as long as nobody opens it.
func TestAnEnterpriseThatChoseDigitalPostIsDeliveredTo(t *testing.T) {
	t.Parallel()
	s := newService(t)
	other, err := model.DemoEnterpriseNumber(7)
	must(t, err)
	to := func(reference string) m {
		return change(letter(reference, an), "recipient", m{"enterpriseNumber": other.Digits()})
	}
	choose := func(active bool) answer {
		return s.operator().ask(t, chooseForEnterprises, m{"input": m{"enterpriseNumbers": []string{other.Digits()}, "active": active}})
	}
	want(t, s.sender(mechelen).deliver(t, to("1"))[0].Channel, model.ChannelPaper)
	for range 2 {
		want(t, choose(true).at("setEnterprisesDigitalPost.results"), []any{m{"active": true, "error": nil}})
	}
	want(t, s.sender(mechelen).deliver(t, to("2"))[0].Channel, model.ChannelBoth) // at once: that it chose shows nobody
	record := s.record(t, mechelen, run, "2")
	box, err := s.mailboxes.Get(t.Context(), record.Recipient)
	must(t, err)
	held, err := box.Letter(record.ID)
	must(t, err)
	want(t, []any{record.Reason, len(box.Letters.Entries), held.Paper.Reason}, []any{model.BecauseUnreachable, 1, model.BecauseUnreachable})
	want(t, s.sender(mechelen).deliver(t, to("1"))[0].Channel, model.ChannelPaper) // the first answer holds
	want(t, choose(false).at("setEnterprisesDigitalPost.results.0.active"), false)
	want(t, s.sender(mechelen).deliver(t, to("3"))[0].Channel, model.ChannelPaper)

	wrong := m{"input": m{"enterpriseNumbers": []string{other.Digits(), "0403170702", "x"}, "active": true}}
	wantError(t, s.operator().try(t, chooseForEnterprises, wrong), model.CodeInvalid, "enterpriseNumbers[1]", "enterpriseNumbers[2]")
	for _, who := range []caller{s.as(an), s.sender(mechelen), s.author()} {
		wantError(t, who.try(t, chooseForEnterprises, m{"input": m{"enterpriseNumbers": []string{other.Digits()}, "active": true}}), model.CodeForbidden)
	}
}
