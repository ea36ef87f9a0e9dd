package fcmtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Phone is what one phone got and what its citizen saw and heard of it.
type Phone struct {
	Platform Platform `json:"platform"` // as said to [Server.Offline], else as the first message has it
	Offline  bool     `json:"offline,omitempty"`
	Waiting  int      `json:"waiting,omitempty"` // how many messages are kept for it while it is off

	// Received is every message that reached the phone and is still in the log, repeats included,
	// in order.
	Received []Received `json:"received"`

	// Resyncs is how often it was told that messages were dropped, so that it must ask the server.
	Resyncs int `json:"resyncs,omitempty"`

	// Shown is every notification that it showed, in the order in which they first came.
	Shown []Shown `json:"shown"`

	// Badge is the number on the app's icon; -1 when no message said one.
	Badge int `json:"badge"`
}

// Shown is one notification on a phone.
type Shown struct {
	Tag   string `json:"tag"` // two notifications with the same one are one
	Title string `json:"title,omitempty"`
	Body  string `json:"body,omitempty"`
	Rang  int    `json:"rang"`           // how often the phone rang for it
	Times int    `json:"times"`          // how often a message with this tag came
	Gone  bool   `json:"gone,omitempty"` // a withdrawal took it away
}

// message is what a phone reads of a message.
type message struct {
	Data         map[string]string `json:"data"`
	Notification *banner           `json:"notification"`
	Android      struct {
		Notification *banner `json:"notification"`
	} `json:"android"`
	Webpush *struct {
		Notification *banner `json:"notification"`
	} `json:"webpush"`
	APNS *struct {
		Headers map[string]any `json:"headers"`
		Payload struct {
			Aps struct {
				Alert any  `json:"alert"`
				Badge *int `json:"badge"`
				Sound any  `json:"sound"`
			} `json:"aps"`
		} `json:"payload"`
	} `json:"apns"`
}

type banner struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	Tag   string `json:"tag"`
}

// Phone tells what the phone of a token got and, by the rules of Burgerbode's app, shows. A data
// message is shown under its data's pushId, with its data's title and body, and one with a pushId
// that was seen before is dropped; one without a title shows nothing, and one whose data's action is
// "withdraw" takes away what is shown under its pushId. A notification is shown by the system each
// time that it comes, in place of one with the same tag or apns-collapse-id; an iPhone rings for it
// where it has a sound.
func (s *Server) Phone(token string) Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	phone := Phone{Received: []Received{}, Shown: []Shown{}, Badge: -1}
	h := s.phones[token]
	if h == nil {
		return phone
	}
	phone.Platform, phone.Offline, phone.Waiting = h.platform, h.off, len(h.kept)
	for _, a := range h.arrived {
		r := s.log.at(a.seq)
		switch {
		case a.resync:
			phone.Resyncs++
		case r != nil:
			phone.Received = append(phone.Received, *r)
			phone.show(*r)
		}
	}
	return phone
}

func (p *Phone) show(r Received) {
	var m message
	if json.Unmarshal(r.Message, &m) != nil {
		return
	}
	if p.Platform == "" {
		p.Platform = m.platform()
	}
	id := m.Data["pushId"]
	switch {
	case m.Data["action"] == "withdraw":
		p.count(m.Data["badge"])
		if at := p.shown(id); at >= 0 {
			p.Shown[at].Gone = true
		}
	case p.Platform == IOS:
		p.showApple(&m, r.Name)
	case m.banner() != nil:
		b := m.banner()
		p.notify(or(b.Tag, or(id, r.Name)), b.Title, b.Body, true)
	case id == "":
	default:
		if at := p.shown(id); at >= 0 {
			p.Shown[at].Times++
			return
		}
		p.count(m.Data["badge"])
		if m.Data["title"] != "" {
			p.notify(id, m.Data["title"], m.Data["body"], true)
		}
	}
}

func (p *Phone) showApple(m *message, name string) {
	var b banner
	sound, tag := false, ""
	if m.APNS != nil {
		aps := m.APNS.Payload.Aps
		if aps.Badge != nil {
			p.Badge = *aps.Badge
		}
		b.alert(aps.Alert)
		sound = aps.Sound != nil && aps.Sound != ""
		tag = header(m.APNS.Headers, "apns-collapse-id")
	}
	if m.Notification != nil {
		b.Title, b.Body = or(b.Title, m.Notification.Title), or(b.Body, m.Notification.Body)
	}
	if b.Title+b.Body != "" {
		p.notify(or(tag, name), b.Title, b.Body, sound)
	}
}

// notify shows a notification, in place of one with the same tag.
func (p *Phone) notify(tag, title, body string, rings bool) {
	at := p.shown(tag)
	if at < 0 {
		at = len(p.Shown)
		p.Shown = append(p.Shown, Shown{Tag: tag})
	}
	shown := &p.Shown[at]
	shown.Title, shown.Body = title, body
	shown.Times++
	shown.Gone = false
	if rings {
		shown.Rang++
	}
}

// shown is where the notification with a tag stands, or -1.
func (p *Phone) shown(tag string) int {
	return slices.IndexFunc(p.Shown, func(s Shown) bool { return s.Tag == tag })
}

// count sets the badge to what a message's data says, if it does.
func (p *Phone) count(badge string) {
	if n, err := strconv.Atoi(badge); err == nil {
		p.Badge = n
	}
}

func (m *message) platform() Platform {
	switch {
	case m.APNS != nil:
		return IOS
	case m.Webpush != nil:
		return Web
	default:
		return Android
	}
}

// banner is the notification that an Android phone or a browser shows without asking the app.
func (m *message) banner() *banner {
	for _, own := range []*banner{m.Android.Notification, m.Notification} {
		if own != nil {
			return own
		}
	}
	if m.Webpush != nil {
		return m.Webpush.Notification
	}
	return nil
}

// alert reads what APNs takes as an alert: a text, or an object with title and body.
func (b *banner) alert(alert any) {
	switch alert := alert.(type) {
	case string:
		b.Body = alert
	case map[string]any:
		b.Title, _ = alert["title"].(string)
		b.Body, _ = alert["body"].(string)
	}
}

func or(this, that string) string {
	if strings.TrimSpace(this) != "" {
		return this
	}
	return that
}
