// Package bundle serves a front end that is built and embedded: the phone's and the console's. Start reading at
// Handler.
//
// It lies here because both rooms that have a front end may import from graph, and not from each other.
package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// Config says what is served, and where.
type Config struct {
	// Files hold the bundle in the folder dist, with index.html in it and in dist/assets the files whose names change
	// with their content.
	Files fs.FS
	// Path is where it is served, with a slash at both ends. The bundle's own addresses begin with it.
	Path string
	// Policy is the Content-Security-Policy of every file.
	Policy string
}

// file is one file of the bundle, ready to be served.
type file struct {
	content []byte
	kind    string // Content-Type
	tag     string // ETag
}

// Handler serves the bundle below its path. An address that is no file of it is one of the app's own and gets
// index.html, except in assets/, where it is an old version's file and gets 404. It panics if the bundle holds a file
// of a sort that it does not know, which is a mistake of the build.
func Handler(config Config) http.Handler {
	files, err := load(config.Files)
	if err != nil {
		panic("the bundle of " + config.Path + ": " + err.Error())
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, config.Path)
		asset := strings.HasPrefix(name, "assets/")
		served, found := files[name]
		switch {
		case !found && asset:
			http.NotFound(w, r)
			return
		case !found:
			served = files["index.html"]
		}
		config.setHeaders(w.Header(), served, name, asset)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(served.content))
	})
}

func (c *Config) setHeaders(header http.Header, served file, name string, asset bool) {
	header.Set("Content-Type", served.kind)
	header.Set("Content-Security-Policy", c.Policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	if asset { // its name holds a hash of its content
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
		return
	}
	header.Set("Cache-Control", "no-cache")
	header.Set("ETag", served.tag)
	if name == "sw.js" {
		header.Set("Service-Worker-Allowed", c.Path)
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
