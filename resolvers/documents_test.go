package resolvers_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// pdf is a plain PDF with that text.
func pdf(t testing.TB, text string) []byte {
	t.Helper()
	page := fpdf.New("P", "mm", "A4", "")
	page.AddPage()
	page.SetFont("Helvetica", "", 12)
	page.Write(6, text)
	var content bytes.Buffer
	must(t, page.Output(&content))
	return content.Bytes()
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// upload hands a document over.
func (c caller) upload(t testing.TB, content []byte, digest string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/documents", bytes.NewReader(content))
	must(t, err)
	request.Header.Set("Content-Digest", digest)
	return c.fetchText(t, request)
}

func (c caller) fetchText(t testing.TB, request *http.Request) (status int, body string) {
	t.Helper()
	response := c.fetch(t, request)
	text, err := io.ReadAll(response.Body)
	must(t, err)
	return response.StatusCode, string(text)
}

func (c caller) fetch(t testing.TB, request *http.Request) *http.Response {
	t.Helper()
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	must(t, err)
	t.Cleanup(func() { response.Body.Close() })
	return response
}

// get fetches a path.
func (c caller) get(t testing.TB, path string, header ...string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+path, http.NoBody)
	must(t, err)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	return c.fetch(t, request)
}

func (c caller) handOver(t testing.TB, text string) (content []byte, hash string) {
	t.Helper()
	content = pdf(t, text)
	if status, body := c.upload(t, content, digest(content)); status != http.StatusCreated || !strings.Contains(body, sha(content)) {
		t.Fatalf("HTTP %d: %s", status, body)
	}
	return content, sha(content)
}

func withDocument(letter m, hash string) m {
	letter["documents"] = []any{m{"sha256": hash, "type": "INVOICE", "title": "Factuur 12/2026", "issuer": "Dienst Financiën", "validUntil": "2026-12-31"}}
	return letter
}

const documentsQuery = `query ($filter: DocumentFilter, $first: Int, $after: String) { viewer { documents(first: $first, after: $after, filter: $filter) {
	totalCount pageInfo { endCursor hasNextPage } nodes { id type title issuer validUntil size url receivedAt entry { __typename ... on Letter { reference } } } } } }`

func TestADocumentReachesItsOwnerAndNobodyElse(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	content, hash := s.sender(mechelen).handOver(t, "Factuur")
	s.sender(mechelen).handOver(t, "Factuur") // again: nothing changes
	s.sender(mechelen).deliverOne(t, withDocument(letter("factuur", an), hash))
	a := s.as(an).ask(t, documentsQuery)
	want(t, a.each("viewer.documents.nodes", "title"), []string{"Factuur 12/2026"})
	want(t, a.at("viewer.documents.nodes.0.size"), len(content))
	want(t, a.text("viewer.documents.nodes.0.entry.reference"), "factuur")
	link := a.text("viewer.documents.nodes.0.url")
	path, _, _ := strings.Cut(link, "?")

	for name, response := range map[string]*http.Response{
		"by token": s.as(an).get(t, path), "by link": s.anonymous().get(t, link),
	} {
		got, err := io.ReadAll(response.Body)
		must(t, err)
		if response.StatusCode != http.StatusOK || !bytes.Equal(got, content) || response.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: HTTP %d, %d bytes of %s", name, response.StatusCode, len(got), response.Header.Get("Content-Type"))
		}
		if cached := response.Header.Get("Cache-Control"); !strings.Contains(cached, "private") || response.Header.Get("ETag") != `"`+hash+`"` {
			t.Errorf("%s: cached %s, ETag %s", name, cached, response.Header.Get("ETag"))
		}
	}
	other := strings.Replace(link, path, path[:len(path)-1]+"x", 1)
	for name, row := range map[string]struct {
		response *http.Response
		status   int
	}{
		"another citizen":               {s.as(bram).get(t, path), http.StatusNotFound},
		"the sender":                    {s.sender(mechelen).get(t, path), http.StatusForbidden},
		"nobody":                        {s.anonymous().get(t, path), http.StatusUnauthorized},
		"a link for another document":   {s.anonymous().get(t, other), http.StatusUnauthorized},
		"a link that was tampered with": {s.anonymous().get(t, link[:len(link)-2]+"AA"), http.StatusUnauthorized},
		"no link":                       {s.anonymous().get(t, path+"?link=x"), http.StatusUnauthorized},
	} {
		if row.response.StatusCode != row.status {
			t.Errorf("%s: HTTP %d, want %d", name, row.response.StatusCode, row.status)
		}
	}
	s.clock.advance(6 * time.Minute)
	if response := s.anonymous().get(t, link); response.StatusCode != http.StatusUnauthorized {
		t.Errorf("an old link: HTTP %d", response.StatusCode)
	}
}

func TestRangesAndETags(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	content, hash := s.sender(mechelen).handOver(t, "Attest")
	s.sender(mechelen).deliverOne(t, withDocument(letter("attest", an), hash))
	link := s.as(an).ask(t, documentsQuery).text("viewer.documents.nodes.0.url")
	part := s.anonymous().get(t, link, "Range", "bytes=10-19")
	got, err := io.ReadAll(part.Body)
	must(t, err)
	if part.StatusCode != http.StatusPartialContent || !bytes.Equal(got, content[10:20]) {
		t.Errorf("a range: HTTP %d, %q", part.StatusCode, got)
	}
	if same := s.anonymous().get(t, link, "If-None-Match", `"`+hash+`"`); same.StatusCode != http.StatusNotModified {
		t.Errorf("the same again: HTTP %d", same.StatusCode)
	}
}

func TestWhatIsNoPlainPDFIsRefused(t *testing.T) {
	t.Parallel()
	s := newService(t)
	good := pdf(t, "Brief")
	script := bytes.Replace(good, []byte("/Type /Catalog"), []byte("/Type /Catalog\n/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), 1)
	for name, row := range map[string]struct {
		who     caller
		content []byte
		digest  string
		status  int
	}{
		"another checksum":  {s.sender(mechelen), good, digest([]byte("x")), http.StatusBadRequest},
		"no checksum":       {s.sender(mechelen), good, "", http.StatusBadRequest},
		"no such checksum":  {s.sender(mechelen), good, "sha-256=:AAAA:", http.StatusBadRequest},
		"a web page":        {s.sender(mechelen), []byte("<html>%PDF-1.7</html>"), digest([]byte("<html>%PDF-1.7</html>")), http.StatusBadRequest},
		"a script":          {s.sender(mechelen), script, digest(script), http.StatusBadRequest},
		"a citizen's":       {s.as(an), good, digest(good), http.StatusForbidden},
		"nobody's":          {s.anonymous(), good, digest(good), http.StatusUnauthorized},
		"nothing":           {s.sender(mechelen), nil, digest(nil), http.StatusBadRequest},
		"more than may be":  {s.sender(mechelen), make([]byte, model.MaxDocumentSize+1), digest(good), http.StatusBadRequest},
		"an unknown sender": {s.sender(stranger), good, digest(good), http.StatusForbidden},
	} {
		if status, body := row.who.upload(t, row.content, row.digest); status != row.status || strings.Contains(body, "INTERNAL") {
			t.Errorf("%s: HTTP %d %s, want %d", name, status, body, row.status)
		}
	}
}

func TestWrongDocumentsAreNamed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	_, hash := s.sender(mechelen).handOver(t, "Factuur")
	_, others := s.sender(kraainem).handOver(t, "Van een ander")
	document := func(hash, kind string) m { return m{"sha256": hash, "type": kind, "title": "Titel"} }
	for name, row := range map[string]struct {
		documents []any
		fields    []string
	}{
		"another's":       {[]any{document(others, "INVOICE")}, []string{"documents[0].sha256"}},
		"twice":           {[]any{document(hash, "INVOICE"), document(hash, "OTHER")}, []string{"documents[1].sha256"}},
		"our own type":    {[]any{document(hash, "CALL_LETTER")}, []string{"documents[0].type"}},
		"no hash":         {[]any{document("abc", "INVOICE")}, []string{"documents[0].sha256"}},
		"never sent":      {[]any{document(strings.Repeat("0", 64), "INVOICE")}, []string{"documents[0].sha256"}},
		"more than six":   {[]any{document(hash, "OTHER"), document(hash, "OTHER"), document(hash, "OTHER"), document(hash, "OTHER"), document(hash, "OTHER"), document(hash, "OTHER"), document(hash, "OTHER")}, []string{"documents"}},
		"without a title": {[]any{m{"sha256": hash, "type": "INVOICE", "title": ""}}, []string{"documents[0].title"}},
	} {
		wrong := letter("brief", an)
		wrong["documents"] = row.documents
		result := s.sender(mechelen).deliver(t, wrong)[0]
		if result.Error == nil {
			t.Errorf("%s was taken in", name)
			continue
		}
		wantRefused(t, result.Error, model.CodeInvalid, row.fields...)
	}
}

// What nobody needs, and what went by post, is not kept.
func TestDocumentsThatNoLetterTakesUpAreRemoved(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	_, kept := s.sender(mechelen).handOver(t, "Bewaard")
	_, loose := s.sender(mechelen).handOver(t, "Vergeten")
	_, onPaper := s.sender(mechelen).handOver(t, "Op papier")
	s.sender(mechelen).deliverOne(t, withDocument(letter("digitaal", an), kept))
	s.sender(mechelen).deliverOne(t, withDocument(letter("papier", bram), onPaper))
	held := func(hash string) bool {
		key := model.ContentKey(mechelen, hash)
		records, err := store.Find[model.DocumentRecord](t.Context(), s.store.Store, []string{key})
		must(t, err)
		contents, err := store.Find[model.DocumentBytes](t.Context(), s.store.Store, []string{key})
		must(t, err)
		if (records[key] == nil) != (contents[key] == nil) {
			t.Errorf("%s is half there", hash)
		}
		return records[key] != nil
	}
	s.clock.advance(model.LooseDays * 24 * time.Hour)
	s.sender(mechelen).handOver(t, "Nog niet")
	if !held(loose) || !held(onPaper) {
		t.Error("removed too early")
	}
	s.clock.advance(24 * time.Hour)
	s.sender(mechelen).handOver(t, "Nu wel")
	if !held(kept) || held(loose) || held(onPaper) {
		t.Errorf("kept %t, loose %t, on paper %t", held(kept), held(loose), held(onPaper))
	}
	_, again := s.sender(mechelen).handOver(t, "Vergeten")
	s.sender(mechelen).deliverOne(t, withDocument(letter("toch", an), again))
}

func TestACallLetterHasItsDuplicateAsAPDF(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.sender(mechelen).deliverOne(t, callLetter("kiesbrief", an))
	a := s.as(an).ask(t, documentsQuery)
	want(t, a.each("viewer.documents.nodes", "type"), []string{"CALL_LETTER"})
	link := a.text("viewer.documents.nodes.0.url")
	fetched := func() ([]byte, string) {
		response := s.anonymous().get(t, link)
		content, err := io.ReadAll(response.Body)
		must(t, err)
		if response.StatusCode != http.StatusOK || !bytes.HasPrefix(content, []byte("%PDF-")) {
			t.Fatalf("HTTP %d: %s", response.StatusCode, short(content))
		}
		return content, response.Header.Get("ETag")
	}
	first, tag := fetched()
	second, again := fetched()
	if !bytes.Equal(first, second) || tag != again {
		t.Error("the same letter gives two files")
	}
	moved := change(callLetter("nieuwe kiesbrief", an), "callLetter.bureau", "13")
	moved["supersedes"] = m{"reference": "kiesbrief"}
	s.sender(mechelen).deliverOne(t, moved)
	if _, later := fetched(); later == tag {
		t.Error("the superseded letter still looks valid")
	}
	valid := s.as(an).ask(t, documentsQuery, m{"filter": m{"valid": true}})
	want(t, valid.each("viewer.documents.nodes", "entry"), []string{`map[__typename:Letter reference:nieuwe kiesbrief]`})
}

func TestDocumentsAreListedByPage(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.as(an).activate(t)
	var wanted []string
	for i := range 5 {
		_, hash := s.sender(mechelen).handOver(t, fmt.Sprint("Document ", i))
		one := withDocument(letter(fmt.Sprint("brief ", i), an), hash)
		one["documents"].([]any)[0].(m)["title"] = fmt.Sprint("Document ", i)
		s.sender(mechelen).deliverOne(t, one)
		s.clock.advance(time.Minute)
		wanted = append([]string{fmt.Sprint("Document ", i)}, wanted...)
	}
	var got []string
	variables := m{"first": 2}
	for {
		a := s.as(an).ask(t, documentsQuery, variables)
		want(t, a.at("viewer.documents.totalCount"), 5)
		got = append(got, a.each("viewer.documents.nodes", "title")...)
		if a.at("viewer.documents.pageInfo.hasNextPage") != true {
			break
		}
		variables = m{"first": 2, "after": a.text("viewer.documents.pageInfo.endCursor")}
	}
	want(t, got, wanted)
	wantError(t, s.as(an).try(t, documentsQuery, m{"after": variables["after"], "filter": m{"types": []any{"INVOICE"}}}), model.CodeInvalid, "after")
	none := s.as(an).ask(t, documentsQuery, m{"filter": m{"types": []any{"ATTEST"}}})
	want(t, none.at("viewer.documents.totalCount"), 0)
}
