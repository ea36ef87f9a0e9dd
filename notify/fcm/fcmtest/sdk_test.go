package fcmtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"burgerbode/notify/fcm/fcmtest"

	firebase "firebase.google.com/go/v4"
	"firebase.google.com/go/v4/errorutils"
	"firebase.google.com/go/v4/messaging"
	"google.golang.org/api/option"
)

// These tests use Google's SDK as it comes, with its own retries, as a judge of
// the fake.

const token = "fGh1:APA91bToken"

func sdk(t *testing.T, endpoint string) *messaging.Client {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 100}
	t.Cleanup(transport.CloseIdleConnections)
	app, err := firebase.NewApp(t.Context(), &firebase.Config{ProjectID: "burgerbode"},
		option.WithHTTPClient(&http.Client{Transport: transport}), option.WithEndpoint(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	client, err := app.Messaging(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func always(o fcmtest.Outcome) fcmtest.Options {
	// The SDK does not repeat a 503 that asks for more than two minutes.
	return fcmtest.Options{Behaviour: fcmtest.Behaviour{
		Shares: map[fcmtest.Outcome]float64{o: 1}, RetryAfterSeconds: 121,
	}}
}

// The SDK's helpers recognise each of the fake's errors, and take it for no
// other.
func TestErrorHelpers(t *testing.T) {
	t.Parallel()
	helpers := map[string]func(error) bool{
		"fcm unregistered":       messaging.IsUnregistered,
		"fcm sender mismatch":    messaging.IsSenderIDMismatch,
		"fcm quota":              messaging.IsQuotaExceeded,
		"fcm unavailable":        messaging.IsUnavailable,
		"fcm internal":           messaging.IsInternal,
		"fcm invalid":            messaging.IsInvalidArgument,
		"fcm third party":        messaging.IsThirdPartyAuthError,
		"http not found":         errorutils.IsNotFound,
		"http permission denied": errorutils.IsPermissionDenied,
		"http exhausted":         errorutils.IsResourceExhausted,
		"http unavailable":       errorutils.IsUnavailable,
		"http internal":          errorutils.IsInternal,
		"http invalid":           errorutils.IsInvalidArgument,
		"http unauthenticated":   errorutils.IsUnauthenticated,
	}
	for outcome, row := range map[fcmtest.Outcome]struct {
		status     int
		recognised string
		text       string
	}{
		fcmtest.Unregistered:        {404, "fcm unregistered, http not found", "Requested entity was not found."},
		fcmtest.SenderIDMismatch:    {403, "fcm sender mismatch, http permission denied", "SenderId mismatch"},
		fcmtest.QuotaExceeded:       {429, "fcm quota, http exhausted", "Resource has been exhausted"},
		fcmtest.RateLimitExceeded:   {429, "http exhausted", "Quota exceeded for quota metric"},
		fcmtest.Unavailable:         {503, "fcm unavailable, http unavailable", "currently unavailable"},
		fcmtest.Bare503:             {503, "http unavailable", "unexpected http response with status: 503"},
		fcmtest.Internal:            {500, "fcm internal, http internal", "Internal error encountered."},
		fcmtest.InvalidArgument:     {400, "fcm invalid, http invalid", "not a valid FCM registration token"},
		fcmtest.ThirdPartyAuthError: {401, "fcm third party, http unauthenticated", "APNS or Web Push"},
		fcmtest.Unauthenticated:     {401, "http unauthenticated", "invalid authentication credentials"},
		fcmtest.PermissionDenied:    {403, "http permission denied", "cloudmessaging.messages.create"},
	} {
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			fake, endpoint := fcmtest.Start(t, always(outcome))
			_, err := sdk(t, endpoint).Send(t.Context(), &messaging.Message{Token: token})
			if err == nil || !strings.Contains(err.Error(), row.text) {
				t.Fatalf("got %v, want %q", err, row.text)
			}
			for name, recognises := range helpers {
				want := false
				for r := range strings.SplitSeq(row.recognised, ", ") {
					want = want || r == name
				}
				if recognises(err) != want {
					t.Errorf("%s: %v, want %v", name, !want, want)
				}
			}
			resp := errorutils.HTTPResponse(err)
			if resp.StatusCode != row.status {
				t.Errorf("status %d, want %d", resp.StatusCode, row.status)
			}
			wait := ""
			if row.status == 429 || row.status == 503 {
				wait = "121"
			}
			if got := resp.Header.Get("Retry-After"); got != wait {
				t.Errorf("Retry-After %q, want %q", got, wait)
			}
			if log := fake.Log(); len(log) != 1 || log[0].Outcome != outcome {
				t.Errorf("log %+v", log)
			}
		})
	}
}

func TestSDKAccepted(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	client := sdk(t, endpoint)
	first, err := client.Send(t.Context(), &messaging.Message{Token: token})
	if err != nil || !strings.HasPrefix(first, "projects/burgerbode/messages/0:") {
		t.Errorf("%q, %v", first, err)
	}
	second, err := client.Send(t.Context(), &messaging.Message{Token: token})
	if err != nil || second == first {
		t.Errorf("%q twice, %v", second, err)
	}
	dry, err := client.SendDryRun(t.Context(), &messaging.Message{Token: token})
	if err != nil || dry != "projects/burgerbode/messages/fake_message_id" {
		t.Errorf("%q, %v", dry, err)
	}
	log := fake.Log()
	if len(log) != 3 || log[1].Name != second || log[2].Outcome != fcmtest.Validated {
		t.Errorf("log %+v", log)
	}
}

// The SDK repeats a 503 and a broken connection, the first time at once: the
// fake must be able to provoke it, since package fcm exists to prevent it.
func TestSDKRepeatsByItself(t *testing.T) {
	t.Parallel()
	for _, outcome := range []fcmtest.Outcome{fcmtest.Unavailable, fcmtest.Bare503, fcmtest.Reset, fcmtest.Lost} {
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o := always(outcome)
			o.Behaviour.RetryAfterSeconds = 0
			o.OnRequest = func(r fcmtest.Received) {
				if r.Seq == 2 {
					cancel()
				}
			}
			fake, endpoint := fcmtest.Start(t, o)
			_, err := sdk(t, endpoint).Send(ctx, &messaging.Message{Token: token})
			if !errors.Is(err, context.Canceled) || len(fake.Log()) < 2 {
				t.Errorf("%d requests, %v", len(fake.Log()), err)
			}
		})
	}
}

func TestSDKHangEndsByDeadline(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, always(fcmtest.Hang))
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err := sdk(t, endpoint).Send(ctx, &messaging.Message{Token: token})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// A message with every field that the SDK can write passes.
func TestSDKFullMessage(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	ttl, count, at, alpha := 4*7*24*time.Hour, 3, time.Unix(1539496800, 0), int64(1)
	m := &messaging.Message{
		Token:        token,
		Data:         map[string]string{"push": "p"},
		Notification: &messaging.Notification{Title: "t", Body: "b", ImageURL: "https://e.example/i.png"},
		FCMOptions:   &messaging.FCMOptions{AnalyticsLabel: "l"},
		Android: &messaging.AndroidConfig{
			CollapseKey: "c", Priority: "high", TTL: &ttl, RestrictedPackageName: "p", DirectBootOK: true,
			Data: map[string]string{"a": "b"}, FCMOptions: &messaging.AndroidFCMOptions{AnalyticsLabel: "l"},
			Notification: &messaging.AndroidNotification{
				Title: "t", Body: "b", Icon: "i", Color: "#112233", Sound: "s", Tag: "t", ClickAction: "c",
				BodyLocKey: "k", BodyLocArgs: []string{"a"}, TitleLocKey: "k", TitleLocArgs: []string{"a"},
				ChannelID: "c", ImageURL: "https://e.example/i.png", Ticker: "t", Sticky: true, EventTimestamp: &at,
				LocalOnly: true, Priority: messaging.PriorityHigh, VibrateTimingMillis: []int64{100, 1500},
				DefaultVibrateTimings: true, DefaultSound: true, DefaultLightSettings: true,
				LightSettings: &messaging.LightSettings{
					Color: "#11223344", LightOnDurationMillis: 100, LightOffDurationMillis: 200,
				},
				Visibility: messaging.VisibilityPrivate, NotificationCount: &count, Proxy: messaging.ProxyDeny,
			},
		},
		Webpush: &messaging.WebpushConfig{
			Headers: map[string]string{"TTL": "60"}, Data: map[string]string{"a": "b"},
			Notification: &messaging.WebpushNotification{Title: "t", Tag: "t", TimestampMillis: &alpha, Vibrate: []int{1}},
			FCMOptions:   &messaging.WebpushFCMOptions{Link: "https://e.example/"},
		},
		APNS: &messaging.APNSConfig{
			Headers: map[string]string{
				"apns-collapse-id": strings.Repeat("x", 64), "apns-expiration": "1539496800", "apns-priority": "10",
			},
			Payload: &messaging.APNSPayload{
				Aps: &messaging.Aps{
					Alert: &messaging.ApsAlert{Title: "t", Body: "b"}, Badge: &count, MutableContent: true,
					CustomData: map[string]any{"interruption-level": "time-sensitive"},
				},
				CustomData: map[string]any{"push": "p"},
			},
			FCMOptions:        &messaging.APNSFCMOptions{AnalyticsLabel: "l", ImageURL: "https://e.example/i.png"},
			LiveActivityToken: "l",
		},
	}
	if _, err := sdk(t, endpoint).Send(t.Context(), m); err != nil {
		resp := errorutils.HTTPResponse(err)
		body, _ := io.ReadAll(resp.Body)
		t.Fatalf("%v\n%s", err, body)
	}
	if text := string(fake.Log()[0].Message); !strings.Contains(text, `"interruption-level":"time-sensitive"`) {
		t.Errorf("message %s", text)
	}
}

// What the SDK lets through and FCM refuses.
func TestSDKMessagesThatFCMRefuses(t *testing.T) {
	t.Parallel()
	_, endpoint := fcmtest.Start(t, fcmtest.Options{})
	client := sdk(t, endpoint)
	ttl := 2_419_201 * time.Second
	for name, m := range map[string]*messaging.Message{
		"ttl":  {Android: &messaging.AndroidConfig{TTL: &ttl}},
		"from": {Data: map[string]string{"from": "x"}},
		"size": {Data: map[string]string{"text": strings.Repeat("x", 4093)}},
		"collapse id": {APNS: &messaging.APNSConfig{
			Headers: map[string]string{"apns-collapse-id": strings.Repeat("x", 65)},
		}},
	} {
		m.Token = token
		if _, err := client.Send(t.Context(), m); !messaging.IsInvalidArgument(err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
