package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"firebase.google.com/go/v4/messaging"

	"burgerbode/graph/model"
)

const (
	// maxPayload is FCM's limit in bytes for a message to a phone
	// (https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode). We hold the whole message
	// to it, address and headers included.
	maxPayload = 4096

	// maxTTL is FCM's longest time to keep a message for a phone that is off.
	maxTTL = 2_419_200 * time.Second

	// maxCollapseID is APNs' limit for apns-collapse-id, in bytes.
	maxCollapseID = 64

	// maxTitle and maxBody are in bytes; phones show less.
	maxTitle = 200
	maxBody  = 1000
)

// ErrTooLarge says that a message cannot be made small enough for FCM.
var ErrTooLarge = fmt.Errorf("the message is above %d bytes without any text", maxPayload)

// Message makes the message for one phone, as it is to be sent at now. orgName says what an
// organisation is called, "" when that is not known.
//
// It carries ids, badge and the two texts, and nothing else: no kind, no reference, no name. For
// Android and the web it is data, without a collapse key (FCM keeps only four of those a phone), so
// that the app shows it under the push id and drops one that it has seen. On Android it says how to
// show it too: in which channel, by urgency, and not on a locked screen. For iOS it is a
// notification with the push id as apns-collapse-id. Neither is kept for a phone that is off once
// the push is of no use.
//
// A withdrawal rings nowhere and has no texts: it names the push that it takes away, and the badge.
//
// Texts that are too long are cut. The error says that the message cannot be made even so, which
// waiting does not mend: [ErrTooLarge], or what the push or the phone lacks.
func Message(send model.Send, now time.Time, orgName func(model.OrgCode) string) (*messaging.Message, error) {
	if err := check(send); err != nil {
		return nil, fmt.Errorf("make the message for push %s: %w", send.Push, err)
	}
	title, body := send.Words.Text(send.Device.AppLanguage, now, orgName)
	for titleRoom, bodyRoom := maxTitle, maxBody; titleRoom > 0; titleRoom, bodyRoom = titleRoom/2, bodyRoom/2 {
		m := message(send, now, cut(title, titleRoom), cut(body, bodyRoom))
		if surelyFits(m) {
			return m, nil
		}
		text, err := json.Marshal(m)
		if err != nil {
			return nil, fmt.Errorf("make the message for push %s: %w", send.Push, err)
		}
		if len(text) <= maxPayload {
			return m, nil
		}
	}
	return nil, fmt.Errorf("make the message for push %s: %w", send.Push, ErrTooLarge)
}

// surelyFits tells, without writing the message, whether it is small enough whatever has to be escaped
// in it. Nearly all are; writing each one twice, here and in the client, would be a quarter of the work.
func surelyFits(m *messaging.Message) bool {
	const frame = 1000 // what a message has beside its texts, in bytes, and some more
	const escaped = 6  // a byte becomes at most \u0000
	size := len(m.Token)
	for key, value := range m.Data {
		size += len(key) + len(value)
	}
	if m.Notification != nil {
		size += len(m.Notification.Title) + len(m.Notification.Body)
	}
	return frame+escaped*size <= maxPayload
}

// check returns every problem, joined.
func check(send model.Send) error {
	var problems []error
	if send.Device.Token == "" {
		problems = append(problems, errors.New("the phone has no token"))
	}
	if send.Push == "" || len(send.Push) > maxCollapseID {
		problems = append(problems, fmt.Errorf("the push id has %d bytes, not 1 to %d", len(send.Push), maxCollapseID))
	}
	return errors.Join(problems...)
}

func message(send model.Send, now time.Time, title, body string) *messaging.Message {
	m := addressed(send)
	if send.Takes != "" {
		withdrawal(m, send, now)
		return m
	}
	if send.Device.Platform == model.PlatformIOS {
		m.Notification = &messaging.Notification{Title: title, Body: body}
		m.APNS = apple(send)
		return m
	}
	m.Data["badge"] = strconv.Itoa(send.Badge)
	m.Data["title"], m.Data["body"] = title, body
	ttl := keptFor(send, now)
	if send.Device.Platform == model.PlatformWeb {
		m.Webpush = &messaging.WebpushConfig{Headers: map[string]string{
			"TTL":     strconv.Itoa(int(ttl / time.Second)),
			"Urgency": either(send.Mass, "normal", "high"),
		}}
		return m
	}
	m.Data["channel"], m.Data["visibility"] = channel(send.Words), private
	m.Android = &messaging.AndroidConfig{Priority: "high", TTL: &ttl}
	return m
}

// addressed is a message with the ids that every message has.
func addressed(send model.Send) *messaging.Message {
	return &messaging.Message{
		Token: send.Device.Token.Secret(),
		Data: map[string]string{
			"pushId":       string(send.Push),
			"entryId":      string(send.Entry),
			"registration": send.Device.Registration,
		},
	}
}

// keptFor is how long FCM may keep the message for a phone that is off.
func keptFor(send model.Send, now time.Time) time.Duration {
	return min(max(send.ExpiresAt.Sub(now).Truncate(time.Second), 0), maxTTL)
}

// withdrawal makes m a silent message that takes a shown notification away, as the app finds it by
// the push id.
//
// On Android it has normal priority: FCM demotes an app whose messages of high priority show
// nothing. For iOS it is a background push, which APNs takes with priority 5 only and does not keep
// (expiration 0), and whose aps must have neither alert nor sound nor badge (Apple, "Pushing
// background updates to your App"): the badge is in the data, for the app to set.
func withdrawal(m *messaging.Message, send model.Send, now time.Time) {
	m.Data["pushId"] = string(send.Takes)
	m.Data["action"], m.Data["badge"] = "withdraw", strconv.Itoa(send.Badge)
	ttl := keptFor(send, now)
	switch send.Device.Platform {
	case model.PlatformIOS:
		m.APNS = &messaging.APNSConfig{
			Headers: map[string]string{"apns-push-type": "background", "apns-priority": "5", "apns-expiration": "0"},
			Payload: &messaging.APNSPayload{Aps: &messaging.Aps{ContentAvailable: true}},
		}
	case model.PlatformWeb:
		m.Webpush = &messaging.WebpushConfig{Headers: map[string]string{
			"TTL": strconv.Itoa(int(ttl / time.Second)), "Urgency": "normal",
		}}
	default:
		m.Android = &messaging.AndroidConfig{Priority: "normal", TTL: &ttl}
	}
}

// The channels of the app on Android, which the citizen can silence one by one in the phone's own
// settings. They go by urgency and tell nothing of the kind: a phone's settings are seen by others.
const (
	channelUrgent    = "urgent"    // today, and too late tomorrow
	channelMessages  = "messages"  // something new
	channelReminders = "reminders" // something that is known already
)

// private is Android's word for a notification that a locked screen shows without its text.
const private = "PRIVATE"

// channel is the Android channel of a push.
func channel(words model.Words) string {
	switch {
	case urgent(words):
		return channelUrgent
	case words.Total > 1:
		return channelMessages
	case words.Topic == model.TopicReminder, words.Topic == model.TopicCampaign, words.Topic == model.TopicLetter && words.Step != model.StepDelivered:
		return channelReminders
	default:
		return channelMessages
	}
}

// urgent tells whether a push is about an event of the day itself, by itself.
func urgent(words model.Words) bool {
	step, _ := words.Step.Ladder()
	return step.Anchor == model.AnchorEvent && step.Days == 0 && words.Total <= 1
}

// apple is what only iOS needs. The notification may be changed by the app before it is shown, so
// that it can drop what was meant for another account.
func apple(send model.Send) *messaging.APNSConfig {
	return &messaging.APNSConfig{
		Headers: map[string]string{
			"apns-collapse-id": string(send.Push),
			"apns-expiration":  strconv.FormatInt(send.ExpiresAt.Unix(), 10),
			"apns-priority":    either(send.Mass, "5", "10"),
		},
		Payload: &messaging.APNSPayload{Aps: &messaging.Aps{
			Badge: &send.Badge, Sound: "default", MutableContent: true,
			CustomData: map[string]any{"interruption-level": either(urgent(send.Words), "time-sensitive", "active")},
		}},
	}
}

func either(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}

// cut shortens text to at most room bytes, on the border of a character and with an ellipsis. It
// replaces what is no UTF-8.
func cut(text string, room int) string {
	const ellipsis = "…"
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= room {
		return text
	}
	if room < len(ellipsis) {
		return ""
	}
	end := room - len(ellipsis)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return strings.TrimRight(text[:end], " ") + ellipsis
}
