package fcmtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Platform is what a phone runs. It decides what is kept while the phone is off.
type Platform string

// The platforms.
const (
	Android Platform = "ANDROID"
	IOS     Platform = "IOS"
	Web     Platform = "WEB"
)

// handset is what is known of one phone.
type handset struct {
	platform Platform // "" until it was said
	off      bool
	kept     []kept    // while it is off, in the order in which it came
	resync   int64     // while it is off: the last message with which all that was kept was dropped, or 0
	arrived  []arrival // what the phone got, sequence numbers ascending
	watchers map[chan struct{}]bool
}

// arrival is a message that reached a phone or, with resync, word that some were dropped.
type arrival struct {
	seq    int64
	resync bool
}

// phone is the handset of a token, made when there is none yet.
func (s *Server) phone(token string) *handset {
	if s.phones[token] == nil {
		s.phones[token] = &handset{watchers: map[chan struct{}]bool{}}
	}
	return s.phones[token]
}

// forget lets go of a phone of which nothing is known any more.
func (s *Server) forget(token string) {
	if h := s.phones[token]; h != nil && !h.off && h.platform == "" && len(h.arrived)+len(h.kept)+len(h.watchers) == 0 {
		delete(s.phones, token)
	}
}

// dropped lets go of a message that fell out of the log.
func (s *Server) dropped(old Received) {
	h := s.phones[old.Token]
	if old.Outcome != Accepted || h == nil {
		return
	}
	for len(h.arrived) > 0 && h.arrived[0].seq <= old.Seq {
		h.arrived = h.arrived[1:]
	}
	h.kept = slices.DeleteFunc(h.kept, func(k kept) bool { return k.seq <= old.Seq })
	s.forget(old.Token)
}

// reach brings an accepted message to its phone, or keeps it as the phone's platform has it.
func (h *handset) reach(r Received, fitted map[string]any) {
	if h.off {
		h.keep(r.Seq, fitted, r.At)
		return
	}
	h.arrived = append(h.arrived, arrival{seq: r.Seq})
	h.tell()
}

// tell wakes those who watch the phone.
func (h *handset) tell() {
	for watcher := range h.watchers {
		select {
		case watcher <- struct{}{}:
		default: // it has been told already
		}
	}
}

// Offline switches a phone off, or takes it out of reach: from now on what is accepted for its token
// waits by the rules of the platform, and [Server.Online] brings what is kept. The error is for a
// platform that is none.
func (s *Server) Offline(token string, platform Platform) error {
	if !slices.Contains([]Platform{Android, IOS, Web}, platform) {
		return fmt.Errorf("no platform is called %q: it is ANDROID, IOS or WEB", platform)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.phone(token)
	h.platform, h.off = platform, true
	return nil
}

// Online brings a phone what was kept for it and has not expired by the clock of [Options], and from
// now on everything at once. For a phone that was not off it changes nothing.
func (s *Server) Online(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.phones[token]
	if h == nil || !h.off {
		return
	}
	h.off = false
	if h.resync > 0 {
		h.arrived = append(h.arrived, arrival{seq: h.resync, resync: true})
	}
	h.expire(s.options.Now())
	for _, k := range h.kept {
		h.arrived = append(h.arrived, arrival{seq: k.seq})
	}
	h.kept, h.resync = nil, 0
	h.tell()
}

func (s *Server) serveOffline(w http.ResponseWriter, r *http.Request) {
	err := s.Offline(r.PathValue("token"), Platform(strings.ToUpper(r.FormValue("platform"))))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) serveOnline(w http.ResponseWriter, r *http.Request) {
	s.Online(r.PathValue("token"))
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) servePhone(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, s.Phone(r.PathValue("token")))
}

// expire drops what is of no use any more at now.
func (h *handset) expire(now time.Time) {
	h.kept = slices.DeleteFunc(h.kept, func(k kept) bool { return !now.Before(k.until) })
}
