package fcmtest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// serveStream is a phone's connection. The event's id is the sequence number,
// its data the message. A phone that was away names the last id it has seen, in
// the header Last-Event-ID (as a browser does by itself) or the parameter
// lastEventId, and gets what it missed; one that names none gets all that is
// kept for its token.
func (s *Server) serveStream(w http.ResponseWriter, r *http.Request) {
	token := r.FormValue("token")
	id := r.Header.Get("Last-Event-ID")
	if id == "" {
		id = r.FormValue("lastEventId")
	}
	after, err := number(id, 0)
	if token == "" || err != nil {
		http.Error(w, "a stream needs a token, and a number as last event id", http.StatusBadRequest)
		return
	}
	told := s.connect(token)
	defer s.disconnect(token, told)

	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a server's own deadline is not meant for streams
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	beat := time.NewTicker(s.options.Heartbeat)
	defer beat.Stop()
	_, err = fmt.Fprint(w, ": connected\n\n")
	for err == nil {
		for _, event := range s.missed(token, after) {
			after = event.seq
			if _, err = fmt.Fprintf(w, "%sid: %d\ndata: %s\n\n", event.name, event.seq, event.data); err != nil {
				return
			}
		}
		if err = out.Flush(); err != nil {
			return
		}
		select {
		case <-told:
		case <-beat.C:
			_, err = fmt.Fprint(w, ": alive\n\n")
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}

// event is one event of a stream.
type event struct {
	name string // "" or the line that names it
	seq  int64
	data []byte
}

// missed are the events of a phone after a sequence number.
func (s *Server) missed(token string, after int64) []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.phones[token]
	if h == nil {
		return nil
	}
	from, _ := slices.BinarySearchFunc(h.arrived, after+1, func(a arrival, seq int64) int { return cmp.Compare(a.seq, seq) })
	var events []event
	for _, a := range h.arrived[from:] {
		switch r := s.log.at(a.seq); {
		case a.resync:
			events = append(events, event{"event: resync\n", a.seq, []byte("{}")})
		case r != nil:
			events = append(events, event{"", a.seq, r.Message})
		}
	}
	return events
}

// connect returns a channel that holds a value when there may be news.
func (s *Server) connect(token string) chan struct{} {
	told := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phone(token).watchers[told] = true
	return told
}

func (s *Server) disconnect(token string, told chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.phone(token).watchers, told)
	s.forget(token)
}
