package fcmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	// maxPayload is in bytes, for a message to a token.
	maxPayload = 4096

	// maxTTL is four weeks.
	maxTTL = 2_419_200 * time.Second

	// maxCollapseID is APNs' limit, in bytes.
	maxCollapseID = 64
)

// request is the body of messages:send as understood.
type request struct {
	validateOnly bool
	token        string
	message      json.RawMessage
	fitted       map[string]any // the message with its field names in snake_case
	violations   []violation
	shapeOnly    bool // the violations were found by the JSON reader
}

// read understands a body and collects what is wrong with it.
func (s *shape) read(body []byte) request {
	var raw struct{ Message json.RawMessage }
	var tree any
	numbers := json.NewDecoder(bytes.NewReader(body))
	numbers.UseNumber()
	if err := numbers.Decode(&tree); err != nil || json.Unmarshal(body, &raw) != nil {
		return request{shapeOnly: true, violations: []violation{{
			Description: "Invalid JSON payload received. Unable to parse the request body.",
		}}}
	}
	q := request{message: compact(raw.Message)}
	root, _ := s.fit("", tree, &q.violations).(map[string]any)
	message := child(root, "message")
	q.fitted = message
	q.token, _ = message["token"].(string)
	q.validateOnly, _ = root["validate_only"].(bool)
	if len(q.violations) > 0 {
		q.shapeOnly = true
		return q
	}
	q.violations = slices.Concat(target(message), reserved(message), times(message), apple(message), sizes(message))
	return q
}

func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if len(raw) == 0 || json.Compact(&b, raw) != nil {
		return nil
	}
	return b.Bytes()
}

// child walks down objects; what is absent is an empty object.
func child(m map[string]any, path ...string) map[string]any {
	for _, name := range path {
		m, _ = m[name].(map[string]any)
	}
	return m
}

func target(message map[string]any) []violation {
	token, _ := message["token"].(string)
	topic, _ := message["topic"].(string)
	condition, _ := message["condition"].(string)
	switch {
	case token == "" && topic == "" && condition == "":
		return []violation{{"message", "Recipient of the message is not set."}}
	case topic != "" || condition != "":
		return []violation{{"message", "This fake sends to one registration token, not to topics or conditions."}}
	}
	return nil
}

// reserved keys are those named for INVALID_ARGUMENT in FCM's list of error
// codes and for "data" in its reference.
func reserved(message map[string]any) []violation {
	var vs []violation
	for _, block := range []string{"", "android", "webpush"} {
		path, data := "message.data", child(message, "data")
		if block != "" {
			path, data = "message."+block+".data", child(message, block, "data")
		}
		for i, key := range slices.Sorted(maps.Keys(data)) {
			if isReserved(key) {
				vs = append(vs, violation{fmt.Sprintf("%s[%d].key", path, i), "Invalid data payload key: " + key})
			}
		}
	}
	return vs
}

func isReserved(key string) bool {
	switch key {
	case "from", "message_type", "collapse_key", "notification", "gcm":
		return true
	}
	return strings.HasPrefix(key, "google") || strings.HasPrefix(key, "gcm.")
}

func times(message map[string]any) []violation {
	ttl, ok := child(message, "android")["ttl"].(string)
	if !ok {
		return nil
	}
	if d, err := seconds(ttl); err != nil || d < 0 || d > maxTTL {
		return []violation{{"message.android.ttl", "Invalid ttl: it must be within 0s to 2419200s."}}
	}
	return nil
}

// apple checks the headers that APNs would refuse.
func apple(message map[string]any) []violation {
	var vs []violation
	add := func(header, problem string) {
		vs = append(vs, violation{"message.apns.headers", "Invalid " + header + " header: " + problem})
	}
	for key, value := range child(message, "apns", "headers") {
		v, _ := value.(string)
		switch strings.ToLower(key) {
		case "apns-collapse-id":
			if len(v) > maxCollapseID {
				add(key, "it must not exceed 64 bytes.")
			}
		case "apns-expiration":
			if _, err := strconv.ParseUint(v, 10, 63); err != nil {
				add(key, "it must be a UNIX time in seconds.")
			}
		case "apns-priority":
			if v != "1" && v != "5" && v != "10" {
				add(key, "it must be 1, 5 or 10.")
			}
		}
	}
	payload := child(message, "apns")["payload"]
	if m, ok := payload.(map[string]any); ok && m["aps"] != nil {
		if _, ok := m["aps"].(map[string]any); !ok {
			vs = append(vs, violation{"message.apns.payload", "Invalid APNs payload: aps must be an object."})
		}
	}
	slices.SortFunc(vs, func(a, b violation) int { return strings.Compare(a.Description, b.Description) })
	return vs
}

// sizes measures Android's payload as keys and values, the others as JSON. A
// platform's own data replaces the common data, its own notification is laid
// over the common one; APNs gets the common data beside its payload.
func sizes(message map[string]any) []violation {
	var vs []violation
	check := func(platform string, size int) {
		if size > maxPayload {
			vs = append(vs, violation{"message", platform + " message is too big"})
		}
	}
	common := child(message, "notification")
	check("Android", textSize(either(child(message, "android", "data"), child(message, "data")))+
		textSize(over(common, child(message, "android", "notification"))))
	if apns := child(message, "apns"); apns != nil {
		check("APNs", jsonSize(over(child(message, "data"), child(apns, "payload")))+textSize(common))
	}
	if web := child(message, "webpush"); web != nil {
		check("Web push", jsonSize(either(child(web, "data"), child(message, "data")))+
			jsonSize(over(common, child(web, "notification"))))
	}
	return vs
}

func either(own, common map[string]any) map[string]any {
	if own != nil {
		return own
	}
	return common
}

func over(common, own map[string]any) map[string]any {
	all := map[string]any{}
	maps.Copy(all, common)
	maps.Copy(all, own)
	return all
}

func textSize(m map[string]any) int {
	size := 0
	for key, value := range m {
		if s, ok := value.(string); ok {
			size += len(key) + len(s)
		} else {
			size += len(key) + jsonSize(value)
		}
	}
	return size
}

func jsonSize(value any) int {
	if m, ok := value.(map[string]any); ok && len(m) == 0 {
		return 0
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if out.Encode(value) != nil {
		return 0
	}
	return b.Len() - 1 // without the newline
}
