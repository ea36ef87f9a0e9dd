package resolvers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"burgerbode/resolvers"
)

// counted are uses as "name app/version count", sorted; a deprecated one ends in "!".
func counted(all []resolvers.Use) []string {
	lines := []string{}
	for _, use := range all {
		line := fmt.Sprintf("%s %s/%s %d", use.Name, use.App, use.Version, use.Count)
		if use.Deprecated {
			line += "!"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

func TestWhatIsUsedIsCountedByAppAndVersion(t *testing.T) {
	t.Parallel()
	const public = `query Status { appStatus(platform: IOS, version: "1") { supported } }`
	s := newService(t, func(s *setup) { production(s); s.config.Documents = append(s.config.Documents, public) })
	s.operator().ask(t, register, registration("third", "1.0", otherDocument))
	who := s.as(an)
	who.sends(t, m{"query": ownDocument}, "Burgerbode-App", "phone/2.4.0")
	who.sends(t, m{"documentId": documentID(ownDocument)}, "Burgerbode-App", "phone/2.4.0")
	who.sends(t, m{"query": ownDocument}, "Burgerbode-App", "made-up/2.4.0")
	who.sends(t, m{"query": otherDocument}, "Burgerbode-App", "third/1.0")
	s.anonymous().sends(t, m{"query": public}, "Burgerbode-App", "phone/66.6")
	who.sends(t, m{"query": ownDocument})
	operations, fields := s.api.Uses()
	want(t, counted(operations), []string{
		"Other third/1.0 1", "Own other/other 1", "Own phone/2.4.0 2", "Own unnamed/ 1", "Status phone/other 1", "other unnamed/ 1",
	})
	shown := slices.DeleteFunc(counted(fields), func(line string) bool { return !strings.HasPrefix(line, "Viewer.") })
	want(t, shown, []string{
		"Viewer.counts third/1.0 1", "Viewer.id other/other 1", "Viewer.id phone/2.4.0 2", "Viewer.id unnamed/ 1",
	})
	again, _ := s.api.Uses()
	want(t, counted(again), counted(operations))
}

// A subscription is asked once, however often it is answered.
func TestASubscriptionIsOneUse(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	phone := s.as(an).line(t)
	phone.subscribes(t, "a", changed, m{"since": s.token(t)})
	for unread := range 2 {
		waitFor(t, func() bool { return s.api.Followed() == 1 })
		s.sender(mechelen).deliver(t, letter(fmt.Sprint(unread), an))
		want(t, phone.hearsNext(t, "a").at("mailboxChanged.counts.unread"), unread+1)
	}
	_, fields := s.api.Uses()
	shown := slices.DeleteFunc(counted(fields), func(line string) bool { return !strings.HasPrefix(line, "Subscription.") })
	want(t, shown, []string{"Subscription.mailboxChanged unnamed/ 1"})
}

func TestFiguresStayFew(t *testing.T) {
	t.Parallel()
	s := newService(t)
	who := s.as(an)
	for i := range 60 {
		who.sends(t, m{"query": ownDocument}, "Burgerbode-App", fmt.Sprintf("phone/1.%d", i))
		who.sends(t, m{"query": ownDocument}, "Burgerbode-App", fmt.Sprintf("app%d/1", i))
	}
	operations, fields := s.api.Uses()
	want(t, []int{len(operations), len(fields)}, []int{22, 44})
	total := int64(0)
	for _, use := range operations {
		total += use.Count
	}
	want(t, total, 120)
}
