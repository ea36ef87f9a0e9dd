package main

import (
	_ "embed"
	"html/template"
	"net/http"
	"strings"
	"time"

	"burgerbode/graph/model"
)

//go:embed page.html
var startPage string

// page is what the start page shows.
type page struct {
	URL           string
	Store         string
	Clock         string // empty when it is the machine's
	Organisations []*model.Organisation
	Citizens      int
}

// startHandler serves the start page at / and nothing else.
func startHandler(shown page) (http.Handler, error) {
	parsed, err := template.New("page").Parse(startPage)
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	if err := parsed.Execute(&text, shown); err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
		http.ServeContent(w, r, "index.html", time.Time{}, strings.NewReader(text.String()))
	}), nil
}
