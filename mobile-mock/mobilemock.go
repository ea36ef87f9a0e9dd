// Package mobilemock is the mock phone, SEEING: the citizen's app as a web page, which rings only for what FCM accepted
// for its own token. Start reading at src/app.tsx (the screens) and src/ring.ts (the rules of ringing).
//
// The bundle in dist is built from src with "npm ci && npm run build" and is committed, so that Go alone serves the
// phone. The operations are what the app asks for and nothing else; what they share stands in fragments.graphql.
package mobilemock

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// Path is where the phone is served. The bundle's own addresses begin with it.
const Path = "/phone/"

// Operations holds the app's GraphQL operations, one operations/Name.graphql for each, and operations/fragments.graphql
// with the fragments that they share.
//
//go:embed operations/*.graphql
var Operations embed.FS

//go:embed dist
var bundle embed.FS

// policy lets the page load and ask nothing but what this server has, and show pictures that it draws
// itself, such as the code of a bill.
const policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'"

// file is one file of the bundle, ready to be served.
type file struct {
	content []byte
	kind    string // Content-Type
	tag     string // ETag
}

// Handler serves the phone below [Path]. An address that is no file of the bundle is one of the app's own and gets
// index.html, except in assets/, where it is an old version's file and gets 404. It panics if the bundle holds a file
// of a sort that it does not know, which is a mistake of the build.
func Handler() http.Handler {
	files, err := load(bundle)
	if err != nil {
		panic("mobilemock: " + err.Error())
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, Path)
		asset := strings.HasPrefix(name, "assets/")
		served, found := files[name]
		switch {
		case !found && asset:
			http.NotFound(w, r)
			return
		case !found:
			served = files["index.html"]
		}
		setHeaders(w.Header(), served, name, asset)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(served.content))
	})
}

func setHeaders(header http.Header, served file, name string, asset bool) {
	header.Set("Content-Type", served.kind)
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	if asset { // its name holds a hash of its content
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
		return
	}
	header.Set("Cache-Control", "no-cache")
	header.Set("ETag", served.tag)
	if name == "sw.js" {
		header.Set("Service-Worker-Allowed", Path)
	}
}

func load(dist fs.FS) (map[string]file, error) {
	kinds := map[string]string{ // not package mime: that one depends on the machine
		".css":         "text/css; charset=utf-8",
		".html":        "text/html; charset=utf-8",
		".js":          "text/javascript; charset=utf-8",
		".svg":         "image/svg+xml",
		".webmanifest": "application/manifest+json",
	}
	files := map[string]file{}
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		kind, known := kinds[path.Ext(name)]
		if !known {
			return fmt.Errorf("%s: no content type is known for it", name)
		}
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return fmt.Errorf("read the bundle: %w", err)
		}
		sum := sha256.Sum256(content)
		files[strings.TrimPrefix(name, "dist/")] = file{content, kind, `"` + hex.EncodeToString(sum[:12]) + `"`}
		return nil
	})
	if err == nil && files["index.html"].content == nil {
		err = fmt.Errorf("there is no index.html: %w", fs.ErrNotExist)
	}
	return files, err
}
