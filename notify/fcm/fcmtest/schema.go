package fcmtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kind is a type of FCM's request, which is a protocol buffer written as JSON.
type kind string

const (
	text      kind = "TYPE_STRING"
	boolean   kind = "TYPE_BOOL"
	integer   kind = "TYPE_INT32"
	decimal   kind = "TYPE_FLOAT"
	duration  kind = "type.googleapis.com/google.protobuf.Duration"
	timestamp kind = "type.googleapis.com/google.protobuf.Timestamp"
	enum      kind = "TYPE_ENUM"
	object    kind = "object"    // the fields named, no others
	texts     kind = "map"       // any keys, string values
	list      kind = "list"      // of one shape
	anything  kind = "structure" // any JSON object
)

// shape is a kind with what it holds.
type shape struct {
	kind   kind
	fields map[string]*shape // of an object
	item   *shape            // of a list
	values []string          // of an enum
}

func one(k kind) *shape                  { return &shape{kind: k} }
func of(fields map[string]*shape) *shape { return &shape{kind: object, fields: fields} }
func many(item *shape) *shape            { return &shape{kind: list, item: item} }
func among(values ...string) *shape      { return &shape{kind: enum, values: values} }

// each gives all names the same kind.
func each(k kind, names ...string) map[string]*shape {
	fields := map[string]*shape{}
	for _, name := range names {
		fields[name] = one(k)
	}
	return fields
}

// with adds further fields.
func with(fields, more map[string]*shape) map[string]*shape {
	maps.Copy(fields, more)
	return fields
}

// requestShape is the body of messages:send
// (https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages).
func requestShape() *shape {
	return of(map[string]*shape{
		"validate_only": one(boolean),
		"message": of(with(each(text, "name", "token", "topic", "condition"), map[string]*shape{
			"data":         one(texts),
			"notification": of(each(text, "title", "body", "image")),
			"fcm_options":  of(each(text, "analytics_label")),
			"android":      androidShape(),
			"webpush": of(map[string]*shape{
				"headers":      one(texts),
				"data":         one(texts),
				"notification": one(anything),
				"fcm_options":  of(each(text, "link", "analytics_label")),
			}),
			"apns": of(map[string]*shape{
				"headers":             one(texts),
				"payload":             one(anything),
				"fcm_options":         of(each(text, "analytics_label", "image")),
				"live_activity_token": one(text),
			}),
		})),
	})
}

func androidShape() *shape {
	notification := with(each(text, "title", "body", "icon", "color", "sound", "tag", "click_action",
		"body_loc_key", "title_loc_key", "channel_id", "ticker", "image"),
		each(boolean, "sticky", "local_only", "default_sound", "default_vibrate_timings",
			"default_light_settings", "bypass_proxy_notification"))
	notification = with(notification, map[string]*shape{
		"body_loc_args":      many(one(text)),
		"title_loc_args":     many(one(text)),
		"event_time":         one(timestamp),
		"notification_count": one(integer),
		"vibrate_timings":    many(one(duration)),
		"notification_priority": among("PRIORITY_UNSPECIFIED", "PRIORITY_MIN", "PRIORITY_LOW", "PRIORITY_DEFAULT",
			"PRIORITY_HIGH", "PRIORITY_MAX"),
		"visibility": among("VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"),
		"proxy":      among("PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED"),
		"light_settings": of(map[string]*shape{
			"color":              of(each(decimal, "red", "green", "blue", "alpha")),
			"light_on_duration":  one(duration),
			"light_off_duration": one(duration),
		}),
	})
	return of(with(each(text, "collapse_key", "restricted_package_name"), map[string]*shape{
		"priority":                 among("NORMAL", "HIGH"),
		"ttl":                      one(duration),
		"data":                     one(texts),
		"notification":             of(notification),
		"fcm_options":              of(each(text, "analytics_label")),
		"direct_boot_ok":           one(boolean),
		"bandwidth_constrained_ok": one(boolean),
		"restricted_satellite_ok":  one(boolean),
	}))
}

// fit returns the value with its field names in snake_case, and adds to the
// violations where it does not fit. Null counts as absent, as in protocol
// buffers.
func (s *shape) fit(path string, value any, vs *[]violation) any {
	switch s.kind {
	case object, anything, texts:
		m, ok := value.(map[string]any)
		if !ok {
			break
		}
		return s.fitMap(path, m, vs)
	case list:
		items, ok := value.([]any)
		if !ok {
			break
		}
		for i, v := range items {
			items[i] = s.item.fit(fmt.Sprintf("%s[%d]", path, i), v, vs)
		}
		return items
	default:
		if s.scalar(value) {
			return value
		}
	}
	*vs = append(*vs, wrongValue(path, s.kind, value))
	return nil
}

func (s *shape) fitMap(path string, m map[string]any, vs *[]violation) any {
	if s.kind == anything {
		return m
	}
	fitted := map[string]any{}
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if s.kind == texts {
			if _, ok := m[key].(string); !ok {
				*vs = append(*vs, wrongValue(fmt.Sprintf("%s[%d].value", path, i), text, m[key]))
			}
			fitted[key] = m[key]
			continue
		}
		name := snake(key)
		field, ok := s.fields[name]
		if !ok {
			*vs = append(*vs, unknownName(key, path))
			continue
		}
		if m[key] != nil {
			fitted[name] = field.fit(strings.TrimPrefix(path+"."+name, "."), m[key], vs)
		}
	}
	return fitted
}

func (s *shape) scalar(value any) bool {
	str, isText := value.(string)
	num, isNumber := value.(json.Number)
	switch s.kind {
	case text:
		return isText
	case boolean:
		_, ok := value.(bool)
		return ok
	case integer:
		_, err := strconv.ParseInt(str+num.String(), 10, 32) // a number, also in quotes
		return err == nil
	case decimal:
		return isNumber
	case duration:
		_, err := seconds(str)
		return isText && err == nil
	case timestamp:
		_, err := time.Parse(time.RFC3339Nano, str)
		return isText && err == nil
	case enum: // in any case: the SDK writes "high" where the reference has HIGH
		return isText && slices.Contains(s.values, strings.ToUpper(str))
	}
	return false
}

func wrongValue(path string, k kind, value any) violation {
	shown, err := json.Marshal(value)
	if err != nil {
		shown = []byte("?")
	}
	return violation{path, fmt.Sprintf("Invalid value at '%s' (%s), %s", path, k, shown)}
}

func unknownName(key, path string) violation {
	if path == "" {
		return violation{"", fmt.Sprintf("Invalid JSON payload received. Unknown name %q: Cannot find field.", key)}
	}
	return violation{path, fmt.Sprintf("Invalid JSON payload received. Unknown name %q at '%s': Cannot find field.",
		key, path)}
}

// snake turns lowerCamelCase into snake_case; protocol buffers accept both.
func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// seconds reads a protocol buffer's duration, such as "3600s" or "0.5s".
func seconds(s string) (time.Duration, error) {
	number, ok := strings.CutSuffix(s, "s")
	if !ok || strings.Trim(number, "-0123456789.") != "" {
		return 0, fmt.Errorf("%q is no duration in seconds", s)
	}
	return time.ParseDuration(s)
}
