package fcmtest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	// maxKept is how many messages without a collapse key FCM keeps for an Android phone.
	maxKept = 100

	// maxKeys is how many collapse keys FCM keeps for an Android phone.
	maxKeys = 4

	// ownKey is the collapse key of Android notifications, which always have one: the app's name
	// unless they say another.
	ownKey = "the app's own"
)

// kept is a message that waits for a phone that is off.
type kept struct {
	seq   int64
	key   string // what it replaces, and is replaced by; "" for nothing
	until time.Time
}

// keep takes in a message for a phone that is off
// (https://firebase.google.com/docs/cloud-messaging/customize-messages/collapsible-message-types,
// https://developer.apple.com/documentation/usernotifications/viewing-the-status-of-push-notifications-using-metrics-and-apns,
// RFC 8030).
func (h *handset) keep(seq int64, message map[string]any, now time.Time) {
	h.expire(now)
	switch h.platform {
	case Android:
		k := kept{seq: seq, key: collapseKey(message), until: now.Add(androidTTL(message))}
		if now.Before(k.until) {
			h.keepAndroid(k)
		}
	case IOS: // the newest only, whatever its apns-collapse-id
		k := kept{seq: seq, until: apnsUntil(message, now)}
		if now.Before(k.until) {
			h.kept = []kept{k}
		}
	case Web:
		headers := child(message, "webpush", "headers")
		k := kept{seq: seq, key: header(headers, "Topic"), until: now.Add(webTTL(headers))}
		if now.Before(k.until) {
			h.replace(k)
		}
	}
}

func (h *handset) keepAndroid(k kept) {
	h.replace(k)
	var plain, keyed int
	for _, other := range h.kept {
		if other.key == "" {
			plain++
		} else {
			keyed++
		}
	}
	switch {
	case plain > maxKept:
		h.kept, h.resync = nil, k.seq
	case keyed > maxKeys: // FCM does not say which one goes
		oldest := slices.IndexFunc(h.kept, func(other kept) bool { return other.key != "" })
		h.kept = slices.Delete(h.kept, oldest, oldest+1)
	}
}

// replace puts k behind the others, in place of one with the same key.
func (h *handset) replace(k kept) {
	h.kept = slices.DeleteFunc(h.kept, func(other kept) bool { return k.key != "" && other.key == k.key })
	h.kept = append(h.kept, k)
}

func collapseKey(message map[string]any) string {
	if key, _ := child(message, "android")["collapse_key"].(string); key != "" {
		return key
	}
	if message["notification"] != nil || child(message, "android")["notification"] != nil {
		return ownKey
	}
	return ""
}

func androidTTL(message map[string]any) time.Duration {
	if ttl, ok := child(message, "android")["ttl"].(string); ok {
		if d, err := seconds(ttl); err == nil {
			return d
		}
	}
	return maxTTL
}

func apnsUntil(message map[string]any, now time.Time) time.Time {
	text := header(child(message, "apns", "headers"), "apns-expiration")
	if at, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Unix(at, 0) // 0 is long ago: it is tried once and not kept
	}
	return now.Add(maxTTL)
}

func webTTL(headers map[string]any) time.Duration {
	if n, err := strconv.Atoi(header(headers, "TTL")); err == nil {
		return min(max(time.Duration(n)*time.Second, 0), maxTTL)
	}
	return maxTTL
}

// header is found by its name in any case, as in HTTP.
func header(headers map[string]any, name string) string {
	for key, value := range headers {
		if text, ok := value.(string); ok && strings.EqualFold(key, name) {
			return text
		}
	}
	return ""
}
