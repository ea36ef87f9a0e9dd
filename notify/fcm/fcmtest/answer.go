package fcmtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// failure is Google's error, as in
// https://cloud.google.com/apis/design/errors#http_mapping.
type failure struct {
	Code    int      `json:"code"`
	Message string   `json:"message"`
	Status  string   `json:"status"`
	Details []detail `json:"details,omitempty"`
}

// detail is one of Google's error details; Type tells which, and so which
// fields it has.
type detail struct {
	Type            string            `json:"@type"`
	ErrorCode       Outcome           `json:"errorCode,omitempty"`       // FcmError
	FieldViolations []violation       `json:"fieldViolations,omitempty"` // BadRequest
	Violations      []quotaViolation  `json:"violations,omitempty"`      // QuotaFailure
	Reason          string            `json:"reason,omitempty"`          // ErrorInfo
	Domain          string            `json:"domain,omitempty"`          // ErrorInfo
	Metadata        map[string]string `json:"metadata,omitempty"`        // ErrorInfo
}

// violation says what is wrong with one field of a request.
type violation struct {
	Field       string `json:"field,omitempty"`
	Description string `json:"description"`
}

type quotaViolation struct {
	Subject     string `json:"subject"`
	Description string `json:"description"`
}

func join(vs []violation) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = v.Description
	}
	return strings.Join(texts, "\n")
}

// answer writes what a client gets for a request that is answered at all.
func (v verdict) answer(w http.ResponseWriter) {
	if name := v.received.Name; name != "" {
		writeJSON(w, http.StatusOK, map[string]string{"name": name})
		return
	}
	f := v.failure()
	if v.retryAfter > 0 && (f.Code == http.StatusTooManyRequests || f.Code == http.StatusServiceUnavailable) {
		w.Header().Set("Retry-After", strconv.Itoa(v.retryAfter))
	}
	if v.outcome == Bare503 {
		w.WriteHeader(f.Code)
		return
	}
	writeJSON(w, f.Code, map[string]failure{"error": f})
}

// failure has Google's words where they are known.
func (v verdict) failure() failure {
	switch v.outcome {
	case Unregistered:
		return failure{404, "Requested entity was not found.", "NOT_FOUND", v.fcmError()}
	case SenderIDMismatch:
		return failure{403, "SenderId mismatch", "PERMISSION_DENIED", v.fcmError()}
	case QuotaExceeded:
		return failure{429, "Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED",
			append(v.fcmError(), detail{
				Type: "type.googleapis.com/google.rpc.QuotaFailure",
				Violations: []quotaViolation{{
					Subject:     "token",
					Description: "Device message rate exceeded",
				}},
			})}
	case RateLimitExceeded:
		return v.rateLimit()
	case Unavailable:
		return failure{503, "The service is currently unavailable.", "UNAVAILABLE", v.fcmError()}
	case Bare503:
		return failure{Code: 503}
	case ThirdPartyAuthError:
		return failure{401, "Auth error from APNS or Web Push Service", "UNAUTHENTICATED", v.fcmError()}
	case Unauthenticated:
		return failure{401, "Request had invalid authentication credentials. Expected OAuth 2 access token, " +
			"login cookie or other valid authentication credential.", "UNAUTHENTICATED", []detail{{
			Type:   "type.googleapis.com/google.rpc.ErrorInfo",
			Reason: "ACCESS_TOKEN_EXPIRED",
			Domain: "googleapis.com",
		}}}
	case PermissionDenied:
		return failure{403, "Permission 'cloudmessaging.messages.create' denied on resource " +
			"'//cloudresourcemanager.googleapis.com/projects/" + v.received.Project +
			"' (or it may not exist).", "PERMISSION_DENIED", []detail{{
			Type:   "type.googleapis.com/google.rpc.ErrorInfo",
			Reason: "IAM_PERMISSION_DENIED",
			Domain: "cloudresourcemanager.googleapis.com",
		}}}
	case InvalidArgument:
		return v.invalid()
	default:
		return failure{500, "Internal error encountered.", "INTERNAL", v.fcmError()}
	}
}

func (v verdict) fcmError() []detail {
	return []detail{{Type: "type.googleapis.com/google.firebase.fcm.v1.FcmError", ErrorCode: v.outcome}}
}

func (v verdict) rateLimit() failure {
	return failure{429, "Quota exceeded for quota metric 'Send requests' and limit 'Send requests per minute' " +
		"of service 'fcm.googleapis.com' for consumer 'project_number:0'.", "RESOURCE_EXHAUSTED", []detail{{
		Type:   "type.googleapis.com/google.rpc.ErrorInfo",
		Reason: string(RateLimitExceeded),
		Domain: "googleapis.com",
		Metadata: map[string]string{
			"service":      "fcm.googleapis.com",
			"quota_metric": "fcm.googleapis.com/send_requests",
			"quota_limit":  "SendsPerMinutePerProject",
		},
	}}}
}

// invalid has FCM's code only for what FCM itself finds: an unknown field or a
// wrong type is refused by the JSON reader before FCM, without it.
func (v verdict) invalid() failure {
	f := failure{400, join(v.violations), "INVALID_ARGUMENT", nil}
	violations := v.violations
	if len(violations) == 0 { // asked for in the behaviour
		f.Message = "The registration token is not a valid FCM registration token"
		violations = []violation{{Field: "message.token", Description: "Invalid registration token"}}
	}
	if !v.shapeOnly {
		f.Details = v.fcmError()
	}
	f.Details = append(f.Details, detail{
		Type:            "type.googleapis.com/google.rpc.BadRequest",
		FieldViolations: violations,
	})
	return f
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	lines := json.NewEncoder(w)
	lines.SetIndent("", "  ") // as Google does
	_ = lines.Encode(body)    // fails only when the client has left
}
