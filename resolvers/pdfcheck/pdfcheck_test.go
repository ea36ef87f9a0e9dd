package pdfcheck_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"burgerbode/graph/model"
	"burgerbode/resolvers/callpdf"
	"burgerbode/resolvers/pdfcheck"
)

// raw is a PDF under construction: objects 1 (catalog) to 3 (the page), and what a test adds.
type raw struct {
	catalog, page, trailer string
	objects                []string // from number 4 on
}

const blankPage = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"

func (r raw) all() []string {
	return append([]string{
		"<< /Type /Catalog /Pages 2 0 R " + r.catalog + " >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< " + blankPage + " " + r.page + " >>",
	}, r.objects...)
}

// bytes writes the file with a table of contents.
func (r raw) bytes() []byte {
	var file bytes.Buffer
	file.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return finish(&file, 1, r.all(), "/Root 1 0 R "+r.trailer)
}

// update adds a revision that replaces objects from number first on.
func update(file []byte, first int, objects ...string) []byte {
	previous := bytes.LastIndex(file, []byte("\nxref\n")) + 1
	return finish(bytes.NewBuffer(file), first, objects, fmt.Sprintf("/Root 1 0 R /Prev %d", previous))
}

func finish(file *bytes.Buffer, first int, objects []string, trailer string) []byte {
	var table strings.Builder
	if first == 1 {
		fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	} else {
		fmt.Fprintf(&table, "xref\n%d %d\n", first, len(objects))
	}
	for i, object := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", file.Len())
		fmt.Fprintf(file, "%d 0 obj\n%s\nendobj\n", first+i, object)
	}
	start := file.Len()
	fmt.Fprintf(file, "%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", table.String(), first+len(objects), trailer, start)
	return file.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func packed(data string) string {
	var into bytes.Buffer
	w := zlib.NewWriter(&into)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return into.String()
}

// compressed is a PDF whose last object stands in an object stream, so that no byte of it can be read in the file.
func (r raw) compressed(hidden string) []byte {
	var file bytes.Buffer
	file.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	number := len(r.all()) + 1 // of the hidden object; then come the object stream and the table
	prolog := fmt.Sprintf("%d 0 ", number)
	inside := stream(fmt.Sprintf("/Type /ObjStm /N 1 /First %d /Filter /FlateDecode", len(prolog)), packed(prolog+hidden))
	table := []byte{0, 0, 0, 0, 255}
	add := func(number int, object string) {
		at := file.Len()
		table = append(table, 1, byte(at>>16), byte(at>>8), byte(at), 0)
		fmt.Fprintf(&file, "%d 0 obj\n%s\nendobj\n", number, object)
	}
	for i, object := range r.all() {
		add(i+1, object)
	}
	table = append(table, 2, 0, 0, byte(number+1), 0)
	add(number+1, inside)
	start := file.Len()
	table = append(table, 1, byte(start>>16), byte(start>>8), byte(start), 0)
	add(number+2, stream(fmt.Sprintf("/Type /XRef /Size %d /W [1 3 1] /Root 1 0 R", number+3), string(table)))
	fmt.Fprintf(&file, "startxref\n%d\n%%%%EOF\n", start)
	return file.Bytes()
}

const (
	script     = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
	annotation = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>]"
)

func action(a string) raw { return raw{page: fmt.Sprintf(annotation, a)} }

func TestActiveContentIsRefused(t *testing.T) {
	t.Parallel()
	const clean = "<< /S /GoTo /D [3 0 R /Fit] >>"
	for name, row := range map[string]struct {
		file []byte
		says string
	}{
		"script on a link":                {action(script).bytes(), "JavaScript"},
		"script in the name tree":         {raw{catalog: "/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", objects: []string{script}}.bytes(), "JavaScript"},
		"script with an escaped name":     {action("<< /S /J#61vaScript /J#53 (x) >>").bytes(), "JavaScript"},
		"script kind behind a reference":  {raw{page: fmt.Sprintf(annotation, "<< /S 4 0 R /J 5 0 R >>"), objects: []string{"/JavaScript", "(x)"}}.bytes(), "JavaScript"},
		"script in a stream":              {raw{objects: []string{"<< /JS 5 0 R >>", stream("", "app.alert(1)")}}.bytes(), "JavaScript"},
		"script in an object stream":      {action("4 0 R").compressed(script), "JavaScript"},
		"the first of two kinds":          {action("<< /S /JavaScript /S /GoTo >>").bytes(), "JavaScript"},
		"the same in an object stream":    {action("4 0 R").compressed("<< /S /JavaScript /S /GoTo >>"), "JavaScript"},
		"script in an update":             {update(action("4 0 R").bytes(), 4, script), "JavaScript"},
		"script in an earlier revision":   {update(raw{page: fmt.Sprintf(annotation, "4 0 R"), objects: []string{script}}.bytes(), 4, clean), "JavaScript"},
		"script outside the table":        {bytes.Replace(raw{}.bytes(), []byte("xref\n"), []byte("9 0 obj "+script+" endobj\nxref\n"), 1), "JavaScript"},
		"script when it opens":            {raw{catalog: "/OpenAction " + script}.bytes(), "by itself"},
		"link when it opens":              {raw{catalog: "/OpenAction << /S /URI /URI (https://a.example) >>"}.bytes(), "by itself"},
		"print when it opens":             {raw{catalog: "/OpenAction 4 0 R", objects: []string{"<< /S /Named /N /Print >>"}}.bytes(), "by itself"},
		"a second action when it opens":   {raw{catalog: "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Named /N /Print >>] >>"}.bytes(), "by itself"},
		"action when a page opens":        {raw{page: "/AA << /O << /S /URI /URI (https://a.example) >> >>"}.bytes(), "by itself"},
		"action in an object stream":      {raw{page: "/AA 4 0 R"}.compressed("<< /O << /S /Named /N /Print >> >>"), "by itself"},
		"program":                         {action("<< /S /Launch /F (calc.exe) >>").bytes(), "program"},
		"sent form":                       {action("<< /S /SubmitForm /F (https://a.example) >>").bytes(), "form data"},
		"fetched form":                    {action("<< /S /ImportData /F (a.fdf) >>").bytes(), "form data"},
		"other file":                      {action("<< /S /GoToR /F (a.pdf) /D [0 /Fit] >>").bytes(), "another file"},
		"attached file opened":            {action("<< /S /GoToE /D [0 /Fit] >>").bytes(), "another file"},
		"film":                            {action("<< /S /Movie >>").bytes(), "film"},
		"sound":                           {action("<< /S /Sound >>").bytes(), "sound"},
		"rendition":                       {action("<< /S /Rendition /OP 0 >>").bytes(), "film"},
		"rich media":                      {raw{page: "/Annots [<< /Subtype /RichMedia >>]"}.bytes(), "film"},
		"screen":                          {raw{page: "/Annots [<< /Subtype /Screen /Rect [0 0 9 9] >>]"}.bytes(), "film"},
		"3D":                              {raw{page: "/Annots [<< /Subtype /3D /Rect [0 0 9 9] >>]"}.bytes(), "3D"},
		"attached files":                  {raw{catalog: "/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", objects: []string{"(a)"}}.bytes(), "attached file"},
		"attached files further down":     {raw{catalog: "/Names << /EmbeddedFiles << /Names [] /Kids [4 0 R] >> >>", objects: []string{"<< /Names [] >>"}}.bytes(), "attached file"},
		"the first of two lists of files": {raw{catalog: "/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 4 0 R >> >>] >> /EmbeddedFiles << /Names [] >> >>", objects: []string{stream("", "MZ")}}.bytes(), "attached file"},
		"attached file without type":      {raw{objects: []string{"<< /F (a.exe) /EF << /F 5 0 R >> >>", stream("", "MZ")}}.bytes(), "attached file"},
		"file as a note":                  {raw{page: "/Annots [<< /Subtype /FileAttachment >>]"}.bytes(), "attached file"},
		"XFA":                             {raw{catalog: "/AcroForm << /Fields [] /XFA 4 0 R >>", objects: []string{stream("", "<xdp/>")}}.bytes(), "XFA"},
		"data elsewhere":                  {raw{objects: []string{stream("/F (https://a.example/x)", "")}}.bytes(), "another file"},
		"PostScript":                      {raw{objects: []string{stream("/Type /XObject /Subtype /PS", "showpage")}}.bytes(), "PostScript"},
		"http link":                       {action("<< /S /URI /URI (http://a.example) >>").bytes(), "link"},
		"script link":                     {action("<< /S /URI /URI <6A6176617363726970743A616C657274283129> >>").bytes(), "link"},
		"relative link":                   {action("<< /S /URI /URI 4 0 R >>").compressed("(//a.example)"), "link"},
		"link without address":            {action("<< /S /URI >>").bytes(), "link"},
		"attached by a library":           {attached(t), "attached file"},
		"script by a library":             {written(t, func(f *fpdf.Fpdf) { f.SetJavascript("app.alert(1)") }), "JavaScript"},
		"encrypted by a library":          {written(t, func(f *fpdf.Fpdf) { f.SetProtection(fpdf.CnProtectPrint, "", "owner") }), "encrypt"},
		"encrypted with a password":       {written(t, func(f *fpdf.Fpdf) { f.SetProtection(0, "secret", "owner") }), "encrypt"},
		"encryption in the trailer alone": {raw{trailer: "/Encrypt << /Filter /Standard /V 1 /R 2 >>"}.bytes(), "encrypt"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefused(t, row.file, row.says)
		})
	}
}

func TestPlainDocumentsPass(t *testing.T) {
	t.Parallel()
	jump := "<< /S /GoTo /D [3 0 R /Fit] >>"
	for name, file := range map[string][]byte{
		"blank":            raw{}.bytes(),
		"compressed":       action("4 0 R").compressed(jump),
		"jumps":            raw{catalog: "/OpenAction " + jump, page: "/AA << /O " + jump + " >>"}.bytes(),
		"opens at a place": raw{catalog: "/OpenAction [3 0 R /Fit]"}.bytes(),
		"https link":       action("<< /S /URI /URI (https://mechelen.example) >>").bytes(),
		"mail link":        action("<< /S /URI /URI (MAILTO:a@mechelen.example) >>").bytes(),
		"phone link":       action("<< /S /URI /URI 4 0 R >>").compressed("(tel:+3215000000)"),
		"form":             raw{catalog: "/AcroForm << /Fields [4 0 R] >>", objects: []string{"<< /FT /Tx /T (naam) >>"}}.bytes(),
		"colours":          raw{objects: []string{"<< /Type /ExtGState /BM /Screen >>"}}.bytes(),
		"updated":          update(raw{objects: []string{"(a)"}}.bytes(), 4, "(b)"),
		"encoded":          raw{objects: []string{stream("/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x>", packed("a")))}}.bytes(),
		"names in data":    raw{objects: []string{stream("", "/JavaScript /Launch")}}.bytes(),
		"by a library": written(t, func(f *fpdf.Fpdf) {
			f.LinkString(10, 10, 20, 5, "https://mechelen.example")
			f.Bookmark("Begin", 0, 0)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := pdfcheck.Check(t.Context(), file); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOurOwnCallLettersPass(t *testing.T) {
	t.Parallel()
	for _, state := range []callpdf.State{callpdf.Stands, callpdf.Superseded, callpdf.Withdrawn, callpdf.Expired} {
		var page bytes.Buffer
		letter := callpdf.Letter{
			Letter: &model.Letter{Kind: model.KindCallLetter, Reference: "1", Call: &model.CallLetter{
				VoterName: "Voorbeeld An", Election: model.Election{Name: "Voorbeeldverkiezing", Day: "2026-06-07"}, Opens: "08:00", Closes: "14:00",
				Assemblies: []string{"Vlaams Parlement"}, Bring: []string{"Uw identiteitskaart"},
			}},
			Sender: &model.Organisation{Name: "Stad Mechelen"}, State: state,
		}
		if err := callpdf.Render(&page, letter); err != nil {
			t.Fatal(err)
		}
		if err := pdfcheck.Check(t.Context(), page.Bytes()); err != nil {
			t.Errorf("state %d: %v", state, err)
		}
	}
}

func TestOtherFilesAreRefusedWhateverTheirName(t *testing.T) {
	t.Parallel()
	valid := raw{}.bytes()
	for name, file := range map[string][]byte{
		"empty":         {},
		"text":          []byte("Beste, in bijlage de factuur."),
		"HTML":          []byte("<!doctype html><script>alert(1)</script>"),
		"PNG":           []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		"zip":           []byte("PK\x03\x04"),
		"PDF behind it": append([]byte("GIF89a"), valid...),
		"head alone":    []byte("%PDF-1.7\n"),
		"cut short":     valid[:len(valid)/2],
		"no pages":      bytes.Replace(valid, []byte("/Count 1"), []byte("/Count 0"), 1),
		"head and text": []byte("%PDF-1.7\nBeste, in bijlage de factuur.\n%%EOF\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefused(t, file, "")
		})
	}
}

func TestSizeIsBounded(t *testing.T) {
	t.Parallel()
	full := raw{}.bytes()
	full = append(full, bytes.Repeat([]byte("\n"), pdfcheck.MaxSize-len(full))...)
	wantRefused(t, append(full, '\n'), "bytes")
}

// Each of these would cost a careless reader its memory or its stack, or never end.
func TestHostileFilesEnd(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	bomb := strings.Repeat(" ", 200<<20)
	jumps := raw{catalog: "/OpenAction 4 0 R", objects: []string{"<< /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>"}}
	for name, file := range map[string][]byte{
		"deep arrays":                  raw{objects: []string{deep}}.bytes(),
		"deep arrays in a stream":      raw{}.compressed(deep),
		"deep dictionaries":            raw{objects: []string{strings.Repeat("<</A", 100_000)}}.bytes(),
		"bomb in an object stream":     raw{}.compressed("(" + bomb + ")"),
		"actions in a circle":          jumps.bytes(),
		"revisions in a circle":        bytes.Replace(raw{trailer: "/Prev 000000000"}.bytes(), []byte("/Prev 000000000"), []byte("/Prev 000000015"), 1),
		"packed twice":                 raw{objects: []string{stream("/Filter [/FlateDecode %/x\n/F#6cateDecode]", packed(packed("a")))}}.bytes(),
		"comments in comments":         append(raw{}.bytes(), bytes.Repeat([]byte("/Fl%"), 1_000_000)...),
		"a table larger than the file": bytes.Replace(raw{}.bytes(), []byte("0 4\n"), []byte("0 2000000000\n"), 1),
		"a stream without an end":      raw{objects: []string{"<< /Length 2000000000 >>\nstream\n"}}.bytes(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := pdfcheck.Check(t.Context(), file)
			if err != nil && model.CodeOf(err) != model.CodeInvalid {
				t.Errorf("%v", err)
			}
			if strings.Contains(name, "bomb") || strings.Contains(name, "deep") || strings.Contains(name, "actions") || strings.Contains(name, "twice") {
				wantRefused(t, file, "")
			}
		})
	}
}

// The library has a configuration in the home directory, which a server must neither read nor make.
func TestNothingIsWrittenToTheHomeDirectory(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	_ = pdfcheck.Check(t.Context(), raw{}.bytes())
	wantRefused(t, written(t, func(f *fpdf.Fpdf) { f.SetProtection(0, "secret", "owner") }), "encrypt")
	if made, err := os.ReadDir(home); err != nil || len(made) > 0 {
		t.Errorf("the home directory holds %v: %v", made, err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(raw{}.bytes())
	f.Add(action(script).bytes())
	f.Add(action("4 0 R").compressed(script))
	f.Add(update(raw{objects: []string{"(a)"}}.bytes(), 4, stream("/Filter [/FlateDecode]", packed("b"))))
	f.Add(raw{catalog: "/OpenAction 4 0 R", objects: []string{"<< /S /GoTo /Next 4 0 R >>"}}.bytes())
	f.Add([]byte("%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"))
	f.Fuzz(func(t *testing.T, content []byte) {
		before := bytes.Clone(content)
		err := pdfcheck.Check(t.Context(), content)
		if err != nil && model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%v", err)
		}
		if !bytes.Equal(before, content) {
			t.Error("the content was changed")
		}
	})
}

func wantRefused(t *testing.T, file []byte, says string) {
	t.Helper()
	err := pdfcheck.Check(t.Context(), file)
	if err == nil {
		t.Fatal("it passes")
	}
	if model.CodeOf(err) != model.CodeInvalid || !strings.Contains(err.Error(), says) {
		t.Errorf("it is refused with %v, not because of %s", err, says)
	}
}

// written is a PDF as a library writes it.
func written(t testing.TB, change func(*fpdf.Fpdf)) []byte {
	t.Helper()
	file := fpdf.New("P", "mm", "A4", "")
	file.SetCreationDate(time.Unix(0, 0))
	file.SetModificationDate(time.Unix(0, 0))
	file.AddPage()
	file.SetFont("Helvetica", "", 12)
	file.Cell(40, 10, "Factuur")
	change(file)
	var content bytes.Buffer
	if err := file.Output(&content); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func attached(t testing.TB) []byte {
	t.Helper()
	return written(t, func(f *fpdf.Fpdf) {
		f.SetAttachments([]fpdf.Attachment{{Content: []byte("MZ"), Filename: "a.exe"}})
	})
}
