package fcmtest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"burgerbode/notify/fcm/fcmtest"
)

// post gives one body to a server's handler.
func post(s *fcmtest.Server, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/projects/p/messages:send", strings.NewReader(body)))
	return w
}

type answer struct {
	Name  string
	Error struct {
		Code            int
		Message, Status string
		Details         []struct {
			Type            string `json:"@type"`
			ErrorCode       string
			FieldViolations []struct{ Field, Description string }
		}
	}
}

func TestValidation(t *testing.T) {
	t.Parallel()
	x := func(n int) string { return strings.Repeat("x", n) }
	for name, row := range map[string]struct {
		message string // with the token left out
		field   string // "" means that the message is good
		text    string
	}{
		"empty":              {``, "", ""},
		"camel case":         {`"android":{"collapseKey":"k","directBootOk":true}`, "", ""},
		"null field":         {`"notification":null`, "", ""},
		"unknown field":      {`"priority":"high"`, "message", `Unknown name "priority" at 'message': Cannot find field.`},
		"unknown deep field": {`"android":{"tll":"1s"}`, "message.android", `Unknown name "tll"`},
		"number in data":     {`"data":{"a":"1","b":2}`, "message.data[1].value", `Invalid value at 'message.data[1].value' (TYPE_STRING), 2`},
		"null in data":       {`"data":{"a":null}`, "message.data[0].value", `(TYPE_STRING), null`},
		"data no object":     {`"data":[]`, "message.data", "Invalid value"},
		"bad bool":           {`"android":{"direct_boot_ok":"yes"}`, "message.android.direct_boot_ok", "TYPE_BOOL"},
		"bad list":           {`"android":{"notification":{"body_loc_args":["a",1]}}`, "message.android.notification.body_loc_args[1]", "TYPE_STRING"},
		"quoted number":      {`"android":{"notification":{"notification_count":"3"}}`, "", ""},
		"bad number":         {`"android":{"notification":{"notification_count":1.5}}`, "message.android.notification.notification_count", "TYPE_INT32"},
		"bad time":           {`"android":{"notification":{"event_time":"today"}}`, "message.android.notification.event_time", "Timestamp"},
		"priority":           {`"android":{"priority":"HIGH"}`, "", ""},
		"bad priority":       {`"android":{"priority":"urgent"}`, "message.android.priority", "TYPE_ENUM"},
		"ttl 0":              {`"android":{"ttl":"0s"}`, "", ""},
		"ttl longest":        {`"android":{"ttl":"2419200s"}`, "", ""},
		"ttl too long":       {`"android":{"ttl":"2419200.000000001s"}`, "message.android.ttl", "within 0s to 2419200s"},
		"ttl negative":       {`"android":{"ttl":"-1s"}`, "message.android.ttl", "within 0s to 2419200s"},
		"ttl unit":           {`"android":{"ttl":"1h1s"}`, "message.android.ttl", "protobuf.Duration"},
		"reserved from":      {`"data":{"a":"b","from":"x"}`, "message.data[1].key", "Invalid data payload key: from"},
		"reserved gcm":       {`"data":{"gcm":"x"}`, "message.data[0].key", "Invalid data payload key: gcm"},
		"reserved google":    {`"android":{"data":{"google.x":"x"}}`, "message.android.data[0].key", "Invalid data payload key: google.x"},
		"reserved web":       {`"webpush":{"data":{"notification":"x"}}`, "message.webpush.data[0].key", "Invalid data payload key: notification"},
		"from within a key":  {`"data":{"fromage":"x"}`, "", ""},
		"largest data":       {`"data":{"text":"` + x(4092) + `"}`, "", ""},
		"data too large":     {`"data":{"text":"` + x(4093) + `"}`, "message", "Android message is too big"},
		"both too large":     {`"notification":{"body":"` + x(2000) + `"},"data":{"text":"` + x(2100) + `"}`, "message", "Android message is too big"},
		"android's own data": {`"android":{"data":{"text":"` + x(4093) + `"}}`, "message", "Android message is too big"},
		"apns largest":       {`"apns":{"payload":{"aps":{"alert":"` + x(4096-len(`{"aps":{"alert":""}}`)) + `"}}}`, "", ""},
		"apns too large":     {`"apns":{"payload":{"aps":{"alert":"` + x(4097-len(`{"aps":{"alert":""}}`)) + `"}}}`, "message", "APNs message is too big"},
		"web too large":      {`"webpush":{"notification":{"body":"` + x(4096) + `"}}`, "message", "Web push message is too big"},
		"collapse id":        {`"apns":{"headers":{"apns-collapse-id":"` + x(64) + `"}}`, "", ""},
		"long collapse id":   {`"apns":{"headers":{"apns-collapse-id":"` + x(65) + `"}}`, "message.apns.headers", "must not exceed 64 bytes"},
		"bad expiration":     {`"apns":{"headers":{"apns-expiration":"soon"}}`, "message.apns.headers", "UNIX time"},
		"bad apns priority":  {`"apns":{"headers":{"apns-priority":"7"}}`, "message.apns.headers", "1, 5 or 10"},
		"header no string":   {`"apns":{"headers":{"apns-priority":5}}`, "message.apns.headers[0].value", "TYPE_STRING"},
		"aps no object":      {`"apns":{"payload":{"aps":1}}`, "message.apns.payload", "aps must be an object"},
		"topic":              {`"topic":"news"`, "message", "not to topics"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := fcmtest.New(fcmtest.Options{})
			message := `{"message":{"token":"t"` + strings.TrimSuffix(","+row.message, ",") + `}}`
			w := post(fake, message)
			var a answer
			if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			log := fake.Log()
			if row.field == "" {
				if w.Code != 200 || a.Name == "" || log[0].Outcome != fcmtest.Accepted {
					t.Fatalf("%d %s", w.Code, w.Body)
				}
				return
			}
			last := len(a.Error.Details) - 1
			if w.Code != 400 || a.Error.Code != 400 || a.Error.Status != "INVALID_ARGUMENT" || last < 0 {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			bad := a.Error.Details[last]
			if bad.Type != "type.googleapis.com/google.rpc.BadRequest" || len(bad.FieldViolations) != 1 {
				t.Fatalf("%s", w.Body)
			}
			if v := bad.FieldViolations[0]; v.Field != row.field || !strings.Contains(v.Description, row.text) {
				t.Errorf("got %+v", v)
			}
			if log[0].Outcome != fcmtest.InvalidArgument || log[0].Reason != a.Error.Message || log[0].Token != "t" {
				t.Errorf("log %+v", log)
			}
		})
	}
}

// Bodies that are not a message at all. Only what FCM itself finds has its code.
func TestBadBodies(t *testing.T) {
	t.Parallel()
	for body, row := range map[string]struct {
		code string
		text string
	}{
		``:                       {"", "Unable to parse"},
		`{"message":`:            {"", "Unable to parse"},
		`{"message":{}} trailer`: {"", "Unable to parse"},
		`[]`:                     {"", "Unable to parse"},
		`null`:                   {"", "Invalid value at ''"},
		`{"message":1}`:          {"", "Invalid value at 'message'"},
		`{"massage":{}}`:         {"", `Unknown name "massage": Cannot find field.`},
		`{"validate_only":"no","message":{"token":"t"}}`: {"", "TYPE_BOOL"},
		`{}`:                            {"INVALID_ARGUMENT", "Recipient of the message is not set."},
		`{"message":{"token":""}}`:      {"INVALID_ARGUMENT", "Recipient of the message is not set."},
		`{"message":{"condition":"c"}}`: {"INVALID_ARGUMENT", "not to topics or conditions"},
	} {
		fake := fcmtest.New(fcmtest.Options{})
		w := post(fake, body)
		var a answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if w.Code != 400 || !strings.Contains(a.Error.Message, row.text) || a.Error.Details[0].ErrorCode != row.code {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
		if log := fake.Log(); len(log) != 1 || log[0].Outcome != fcmtest.InvalidArgument {
			t.Errorf("%s: log %+v", body, log)
		}
	}
}

func TestRequestTooLarge(t *testing.T) {
	t.Parallel()
	fake := fcmtest.New(fcmtest.Options{})
	if w := post(fake, strings.Repeat(" ", 1<<20+1)); w.Code != http.StatusRequestEntityTooLarge || len(fake.Log()) != 0 {
		t.Errorf("%d, log %+v", w.Code, fake.Log())
	}
}

// Whatever is sent, the answer is Google's JSON and the log can be written.
func FuzzSend(f *testing.F) {
	f.Add(`{"message":{"token":"t","data":{"a":"b"}}}`)
	f.Add(`{"validateOnly":true,"message":{"token":"t","android":{"ttl":"1.5s","notification":{"vibrate_timings":["1s"]}}}}`)
	f.Add(`{"message":{"token":"t","apns":{"headers":{"apns-priority":"5"},"payload":{"aps":{}}}}}`)
	f.Add(`{"message":{"data":[1,{"x":null}]}}`)
	f.Fuzz(func(t *testing.T, body string) {
		fake := fcmtest.New(fcmtest.Options{})
		w := post(fake, body)
		var a answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		if (w.Code == 200) != (a.Name != "") || (w.Code == 400) != (a.Error.Status == "INVALID_ARGUMENT") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if _, err := json.Marshal(fake.Log()); err != nil {
			t.Error(err)
		}
	})
}
