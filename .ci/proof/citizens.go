package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// citizen is a signed-in citizen.
type citizen struct {
	demo      *demo
	token, id string
}

func (d *demo) token(ctx context.Context, wish map[string]string) (string, error) {
	var answer struct {
		Token string `json:"access_token"`
	}
	err := d.post(ctx, "/dev/token", "", wish, &answer)
	return answer.Token, err
}

// ask sends an operation and reads its data.
func (d *demo) ask(ctx context.Context, token, query string, variables map[string]any, into any) error {
	var answer struct {
		Data   json.RawMessage   `json:"data"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := d.post(ctx, "/graphql", token, map[string]any{"query": query, "variables": variables}, &answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("the API answered %s", answer.Errors[0])
	}
	return json.Unmarshal(answer.Data, into)
}

func (d *demo) citizen(ctx context.Context, number string) (*citizen, error) {
	token, err := d.token(ctx, map[string]string{"as": "citizen", "insz": number})
	if err != nil {
		return nil, err
	}
	var data struct{ Viewer struct{ ID string } }
	err = d.ask(ctx, token, `{ viewer { id } }`, nil, &data)
	return &citizen{d, token, data.Viewer.ID}, err
}

func (c *citizen) register(ctx context.Context, installation, token, platform string, permission bool) (registration, secret string, err error) {
	var data struct {
		RegisterDevice struct {
			Device struct{ Registration string }
			Secret string
		}
	}
	err = c.demo.ask(ctx, c.token, `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { device { registration } secret } }`,
		map[string]any{"input": map[string]any{
			"installationId": installation, "token": token, "platform": platform, "appVersion": "1.0.0", "pushPermission": permission,
		}}, &data)
	return data.RegisterDevice.Device.Registration, data.RegisterDevice.Secret, err
}

func (d *demo) unregister(ctx context.Context, installation, secret string) error {
	return d.ask(ctx, "", `mutation ($input: UnregisterDeviceInput!) { unregisterDevice(input: $input) { unregistered } }`,
		map[string]any{"input": map[string]any{"installationId": installation, "secret": secret}}, new(any))
}

func (c *citizen) prefer(ctx context.Context, wish map[string]any) error {
	return c.demo.ask(ctx, c.token, `mutation ($input: UpdatePreferencesInput!) { updatePreferences(input: $input) { rev } }`,
		map[string]any{"input": wish}, new(any))
}

func (c *citizen) mute(ctx context.Context) error {
	return c.prefer(ctx, map[string]any{
		"mutedKinds": []string{"CALL_LETTER", "INVITATION_LETTER"}, "mutedSenders": []string{sender}, "statusPushes": false, "ladderPushes": false,
	})
}

func (c *citizen) noQuietHours(ctx context.Context) error {
	return c.prefer(ctx, map[string]any{"quietHours": map[string]any{"on": false, "from": "21:00", "until": "08:00", "weekendUntil": "09:00"}})
}

// letterQuery asks for a letter in the very shape of the line that it came from, as far as the two
// agree; the rest is turned by asLine.
const letterQuery = `{ viewer { feed(first: 10) { totalCount nodes { ... on Letter {
  id reference kind subject preview service why languages sender { code } municipality { nis } about { relation displayName }
  read archived firstOpenedAt withdrawnAt deadline { date } expiresAt
  nl: body(language: NL) { language markdown } fr: body(language: FR) { language markdown }
  callLetter {
    voterName voterAddress voterNumber election { id name day } municipality { nis } bureau placeName placeAddress opens closes
    suggestedFrom suggestedUntil compulsory arrondissement assemblies seats signatories bring proxy duplicate
  }
} } } } }`

// compareFeeds looks at twenty feeds as their citizens do.
func compareFeeds(ctx context.Context, d *demo, lines []line, shown *table) error {
	const feeds = 20
	fields, opened := 0, 0
	var differences []error
	for n := range feeds {
		at := n * (len(lines) - 1) / (feeds - 1)
		who, err := d.citizen(ctx, lines[at].number())
		if err != nil {
			return err
		}
		var data struct {
			Viewer struct {
				Feed struct {
					TotalCount int
					Nodes      []map[string]any
				}
			}
		}
		if err := d.ask(ctx, who.token, letterQuery, nil, &data); err != nil {
			return err
		}
		feed := data.Viewer.Feed
		if feed.TotalCount != 1 || len(feed.Nodes) != 1 {
			differences = append(differences, fmt.Errorf("feed %d has %d entries, not 1", n, feed.TotalCount))
			continue
		}
		opened++
		compared, err := compareLetter(feed.Nodes[0], lines[at])
		fields += compared
		if err != nil {
			differences = append(differences, fmt.Errorf("feed %d, line %d: %w", n, at+1, err))
		}
	}
	shown.row("feeds compared with their lines", opened)
	shown.row("fields compared", fields)
	shown.row("feeds that differ", len(differences))
	return errors.Join(differences...)
}

// compareLetter compares each field of the line with what the feed shows, and what the line says
// nothing about with what must then be shown.
func compareLetter(shown map[string]any, from line) (compared int, err error) {
	call, _ := shown["callLetter"].(map[string]any)
	if call != nil {
		call["municipality"] = inside(call["municipality"], "nis")
	}
	body := []any{shown["nl"]}
	if french, _ := shown["fr"].(map[string]any); french["language"] == "FR" { // a language that was not sent falls back to Dutch
		body = append(body, french)
	}
	got := map[string]any{
		"reference": shown["reference"], "kind": shown["kind"], "subject": shown["subject"], "preview": shown["preview"],
		"service": shown["service"], "why": shown["why"], "nis": inside(shown["municipality"], "nis"), "body": body, "callLetter": call,
	}
	var problems []error
	for field, want := range from {
		if field == "recipient" { // it is whose feed this is
			continue
		}
		n, err := same(field, want, got[field])
		compared += n
		problems = append(problems, err)
	}
	for field, want := range map[string]any{
		"id": entryID(from.reference()), "read": false, "archived": false, "firstOpenedAt": nil, "withdrawnAt": nil, "deadline": nil, "expiresAt": nil,
		"sender": map[string]any{"code": sender}, "about": map[string]any{"relation": "SELF", "displayName": nil},
	} {
		n, err := same(field, want, shown[field])
		compared += n
		problems = append(problems, err)
	}
	return compared, errors.Join(problems...)
}

func inside(object any, field string) any {
	fields, _ := object.(map[string]any)
	return fields[field]
}

// same compares two JSON values and counts the single values in them.
func same(path string, want, got any) (compared int, err error) {
	wanted, isObject := want.(map[string]any)
	if !isObject {
		if !reflect.DeepEqual(want, got) {
			return 1, fmt.Errorf("%s is %v, not %v", path, got, want)
		}
		return 1, nil
	}
	shown, _ := got.(map[string]any)
	var problems []error
	for field, value := range wanted {
		n, err := same(path+"."+field, value, shown[field])
		compared += n
		problems = append(problems, err)
	}
	return compared, errors.Join(problems...)
}
