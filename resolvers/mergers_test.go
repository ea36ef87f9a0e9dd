package resolvers_test

import (
	"fmt"
	"testing"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// Mailboxes that nobody saved since a merger have the tag and the residence of before it. Whatever code the
// organisation and the rule name, all of the merged municipality's people are found.
func TestThePeopleOfBeforeAMergerAreFound(t *testing.T) {
	t.Parallel()
	s := newService(t)
	residences := []model.NIS{"71022", "73040", "71072"}
	for i := range 36 {
		id := model.CitizenID(model.HashID("inhabitant", fmt.Sprint(i)))
		box, err := s.mailboxes.Update(t.Context(), id, func(box *model.Mailbox) error {
			preferences := box.Preferences
			preferences.Residence, preferences.Campaigns = "71072", true
			box.SetPreferences(preferences, s.clock.now())
			return nil
		})
		must(t, err)
		nis := residences[i%3]
		box.Rev++
		box.Preferences.Residence, box.Derived.Tags = nis, []string{"nis:" + string(nis)}
		failed, err := s.store.SaveMailboxes(t.Context(), []*model.Mailbox{box})
		must(t, err)
		must(t, failed[0])
	}
	for org, own := range map[string][]model.NIS{
		"OVO001071": {"71072"}, "OVO001073": {"71022"}, "OVO001074": {"73040"}, "OVO001075": {"71022", "73040"}, "OVO001076": nil,
	} {
		must(t, store.Save(t.Context(), s.store.Store, &model.Organisation{Code: model.OrgCode(org), Name: "Hasselt", Level: model.LevelMunicipal, NIS: own}))
		author := s.communicator(org, "author", "els")
		for _, nis := range residences {
			rule := m{"all": []m{{"municipality": string(nis)}, {"not": m{"digital": true}}}}
			if people := author.ask(t, countAudience, m{"input": m{"rule": rule}}).at("countCampaignAudience.people"); people != float64(35) {
				t.Errorf("%s of %v finds %v people of %s", org, own, people, nis)
			}
		}
		for _, one := range author.ask(t, askSwitch).at("digitalSwitch.citizens").([]any) {
			town, _ := one.(m)["municipality"].(m)
			if town["nis"] == "71072" && one.(m)["mailboxes"] != float64(35) || town["nis"] == "71022" || town["nis"] == "73040" {
				t.Errorf("%s of %v has switched %v", org, own, one)
			}
		}
	}
}
