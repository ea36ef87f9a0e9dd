package fcmtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"burgerbode/notify/fcm/fcmtest"
)

// away is a fake with a clock and one phone, "t", that is off.
func away(t *testing.T, platform fcmtest.Platform) (fake *fcmtest.Server, pass func(time.Duration)) {
	t.Helper()
	var offset atomic.Int64
	start := time.Date(2018, 10, 14, 6, 0, 0, 0, time.UTC)
	fake = fcmtest.New(fcmtest.Options{Now: func() time.Time { return start.Add(time.Duration(offset.Load())) }})
	if err := fake.Offline("t", platform); err != nil {
		t.Fatal(err)
	}
	return fake, func(d time.Duration) { offset.Add(int64(d)) }
}

// send sends a message to t with further fields.
func send(t *testing.T, fake *fcmtest.Server, fields string) {
	t.Helper()
	if w := post(fake, `{"message":{"token":"t",`+fields+`}}`); w.Code != 200 {
		t.Fatalf("%s: %s", fields, w.Body)
	}
}

// got are the sequence numbers of what the phone t received.
func got(fake *fcmtest.Server) []int64 {
	var seqs []int64
	for _, r := range fake.Phone("t").Received {
		seqs = append(seqs, r.Seq)
	}
	return seqs
}

func TestWhatIsKeptForAPhoneThatIsOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		platform fcmtest.Platform
		messages []string // further fields of each
		off      time.Duration
		want     []int64
	}{
		{"android: every one without a collapse key", fcmtest.Android, []string{`"data":{}`, `"data":{}`, `"data":{}`}, 0, []int64{1, 2, 3}},
		{"android: one of each collapse key", fcmtest.Android, []string{
			`"android":{"collapse_key":"a"}`, `"data":{}`, `"android":{"collapseKey":"a"}`, `"android":{"collapse_key":"b"}`,
		}, 0, []int64{2, 3, 4}},
		{"android: four collapse keys", fcmtest.Android, []string{
			`"android":{"collapse_key":"a"}`, `"data":{}`, `"android":{"collapse_key":"b"}`, `"android":{"collapse_key":"c"}`,
			`"android":{"collapse_key":"d"}`, `"android":{"collapse_key":"e"}`,
		}, 0, []int64{2, 3, 4, 5, 6}},
		{"android: a notification is collapsible", fcmtest.Android, []string{
			`"notification":{"title":"a"}`, `"android":{"notification":{"title":"b"}}`,
		}, 0, []int64{2}},
		{"android: until its ttl", fcmtest.Android, []string{
			`"android":{"ttl":"0s"}`, `"android":{"ttl":"59.5s"}`, `"android":{"ttl":"61s"}`, `"data":{}`,
		}, time.Minute, []int64{3, 4}},
		{"android: four weeks at most", fcmtest.Android, []string{`"data":{}`}, 28 * 24 * time.Hour, nil},
		{"ios: the newest", fcmtest.IOS, []string{
			`"apns":{"headers":{"apns-collapse-id":"a"}}`, `"apns":{"headers":{"apns-collapse-id":"b"}}`, `"notification":{"title":"c"}`,
		}, 0, []int64{3}},
		{"ios: nothing with expiration 0", fcmtest.IOS, []string{
			`"apns":{"headers":{"apns-collapse-id":"a"}}`, `"apns":{"headers":{"Apns-Expiration":"0"}}`,
		}, 0, []int64{1}},
		{"ios: until its expiration", fcmtest.IOS, []string{
			`"apns":{"headers":{"apns-expiration":"` + unix(2*time.Minute) + `"}}`, `"apns":{"headers":{"apns-expiration":"` + unix(time.Minute) + `"}}`,
		}, time.Minute, nil}, // the newest expired, and had put the other one out
		{"web: every one", fcmtest.Web, []string{`"webpush":{}`, `"webpush":{}`, `"data":{}`}, 0, []int64{1, 2, 3}},
		{"web: the newest of a topic", fcmtest.Web, []string{
			`"webpush":{"headers":{"Topic":"a"}}`, `"webpush":{}`, `"webpush":{"headers":{"topic":"a"}}`,
		}, 0, []int64{2, 3}},
		{"web: until its ttl", fcmtest.Web, []string{
			`"webpush":{"headers":{"TTL":"0"}}`, `"webpush":{"headers":{"ttl":"60"}}`, `"webpush":{"headers":{"TTL":"61"}}`,
		}, time.Minute, []int64{3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fake, pass := away(t, c.platform)
			for _, fields := range c.messages {
				send(t, fake, fields)
			}
			if phone := fake.Phone("t"); len(phone.Received) > 0 || !phone.Offline {
				t.Errorf("a phone that is off: %+v", phone)
			}
			pass(c.off)
			fake.Online("t")
			fake.Online("t")
			if seqs := got(fake); !slices.Equal(seqs, c.want) {
				t.Errorf("got %v, want %v", seqs, c.want)
			}
			send(t, fake, `"android":{"ttl":"0s"}`)
			if seqs := got(fake); len(seqs) != len(c.want)+1 {
				t.Errorf("once it is back: %v", seqs)
			}
		})
	}
}

func unix(after time.Duration) string {
	return fmt.Sprint(time.Date(2018, 10, 14, 6, 0, 0, 0, time.UTC).Add(after).Unix())
}

// Above 100 messages Android's are dropped, and the phone is told so.
func TestTooManyForAndroid(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	if err := fake.Offline("t", fcmtest.Android); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		send(t, fake, `"data":{}`)
	}
	if phone := fake.Phone("t"); phone.Waiting != 100 {
		t.Errorf("%d wait", phone.Waiting)
	}
	send(t, fake, `"data":{"the":"101st"}`)
	send(t, fake, `"data":{"after":"it"}`)
	p := connect(t, endpoint, "token=t", "")
	p.expect(": connected")
	fake.Online("t")
	p.expect("event: resync\nid: 101\ndata: {}", `id: 102`+"\n"+`data: {"token":"t","data":{"after":"it"}}`)
	if phone := fake.Phone("t"); phone.Resyncs != 1 || len(phone.Received) != 1 {
		t.Errorf("%+v", phone)
	}
}

// A phone shows a data message once under its push id, whatever comes again; an iPhone rings again.
func TestWhatAPhoneShows(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	base := strings.TrimSuffix(endpoint, "/v1") + "/phones/"
	for _, text := range []string{
		`{"token":"a","android":{"priority":"HIGH"},"data":{"pushId":"1","title":"T","body":"B","badge":"3"}}`,
		`{"token":"a","android":{"priority":"HIGH"},"data":{"pushId":"1","title":"other","badge":"9"}}`,
		`{"token":"a","data":{"pushId":"silent","badge":"2"}}`,
		`{"token":"a","data":{"no":"id"}}`,
		`{"token":"a","notification":{"title":"N"},"android":{"notification":{"title":"N","tag":"n"}}}`,
		`{"token":"i","notification":{"title":"T","body":"B"},"apns":{"headers":{"apns-collapse-id":"1"},"payload":{"aps":{"badge":4,"sound":"default"}}}}`,
		`{"token":"i","apns":{"headers":{"apns-collapse-id":"1"},"payload":{"aps":{"alert":{"title":"T","body":"B2"},"sound":"default"}}}}`,
		`{"token":"i","apns":{"headers":{"apns-expiration":"0"},"payload":{"aps":{"content-available":1,"badge":1}}}}`,
		`{"token":"i","apns":{"headers":{"apns-collapse-id":"2"},"payload":{"aps":{"alert":"quiet"}}}}`,
		`{"token":"w","webpush":{"headers":{"TTL":"9"}},"data":{"pushId":"1","title":"T"}}`,
		`{"token":"w","webpush":{"notification":{"title":"S","tag":"s"}}}`,
		`{"token":"w","webpush":{"headers":{"TTL":"9"}},"data":{"pushId":"1","action":"withdraw","badge":"0"}}`,
		`{"token":"i","apns":{"headers":{"apns-expiration":"0"}},"data":{"pushId":"2","action":"withdraw"}}`,
	} {
		if w := post(fake, `{"message":`+text+`}`); w.Code != 200 {
			t.Fatalf("%s: %s", text, w.Body)
		}
	}
	for token, want := range map[string]fcmtest.Phone{
		"a": {Platform: fcmtest.Android, Badge: 2, Shown: []fcmtest.Shown{
			{Tag: "1", Title: "T", Body: "B", Rang: 1, Times: 2}, {Tag: "n", Title: "N", Rang: 1, Times: 1},
		}},
		"i": {Platform: fcmtest.IOS, Badge: 1, Shown: []fcmtest.Shown{
			{Tag: "1", Title: "T", Body: "B2", Rang: 2, Times: 2}, {Tag: "2", Body: "quiet", Times: 1, Gone: true},
		}},
		"w": {Platform: fcmtest.Web, Badge: 0, Shown: []fcmtest.Shown{
			{Tag: "1", Title: "T", Rang: 1, Times: 1, Gone: true}, {Tag: "s", Title: "S", Rang: 1, Times: 1},
		}},
		"nobody's": {Badge: -1, Shown: []fcmtest.Shown{}},
	} {
		status, text := call(t, http.MethodGet, base+token, "")
		var phone fcmtest.Phone
		if err := json.Unmarshal([]byte(text), &phone); err != nil || status != 200 {
			t.Fatalf("%d %s: %v", status, text, err)
		}
		phone.Received = nil
		if fmt.Sprintf("%+v", phone) != fmt.Sprintf("%+v", want) {
			t.Errorf("%s: %+v, want %+v", token, phone, want)
		}
	}
}

func TestOffAndOnOverHTTP(t *testing.T) {
	t.Parallel()
	fake, endpoint := fcmtest.Start(t, fcmtest.Options{})
	base := strings.TrimSuffix(endpoint, "/v1")
	for _, platform := range []string{"", "?platform=BAKELITE"} {
		if status, text := call(t, http.MethodPost, base+"/phones/t/offline"+platform, ""); status != 400 {
			t.Errorf("%q: %d %s", platform, status, text)
		}
	}
	if status, text := call(t, http.MethodPost, base+"/phones/t/offline?platform=web", ""); status != 204 {
		t.Errorf("%d %s", status, text)
	}
	post(fake, body("t"))
	if phone := fake.Phone("t"); !phone.Offline || phone.Waiting != 1 || phone.Platform != fcmtest.Web {
		t.Errorf("%+v", phone)
	}
	if status, _ := call(t, http.MethodPost, base+"/phones/t/online", ""); status != 204 || len(got(fake)) != 1 {
		t.Errorf("%d, %v", status, got(fake))
	}
}

// A bounded log takes what waits for a phone with it.
func TestBoundedLogOfAPhoneThatIsOff(t *testing.T) {
	t.Parallel()
	fake := fcmtest.New(fcmtest.Options{MaxLog: 2})
	if err := fake.Offline("t", fcmtest.Android); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		post(fake, body("t"))
	}
	fake.Online("t")
	if seqs := got(fake); !slices.Equal(seqs, []int64{2, 3}) {
		t.Errorf("got %v", seqs)
	}
	post(fake, body("t"))
	if seqs := got(fake); !slices.Equal(seqs, []int64{3, 4}) {
		t.Errorf("got %v", seqs)
	}
}
