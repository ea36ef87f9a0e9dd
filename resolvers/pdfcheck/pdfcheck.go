// Package pdfcheck refuses documents that are not plain PDFs: what a municipality sends must show a page, and do
// nothing else, on whatever viewer the citizen's phone has.
//
// Refused are files that are no PDF whatever their name says, that are damaged or encrypted, or that hold active
// content: JavaScript, actions that start programs, send forms, fetch data or open other files, sound, film and 3D,
// attached files, XFA forms, data kept in other files or packed more than once, and links to anything but https, mailto
// and tel addresses: a link in a letter of the city is trusted, and http lets anybody on the way change where it leads.
// When a page or the document opens, or a form field changes, nothing may happen but a jump within the document.
// Plain form fields, signatures, bookmarks and links within the document pass.
//
// What is judged is every object of the newest revision, those in compressed object streams included, and beside them
// every name in the rest of the file, since a viewer that repairs a file may find there what a proper reader does not
// see. What is not judged: pictures and fonts, which a viewer may still decode badly, and object streams that only an
// earlier revision refers to, which no reader shows.
//
// The work is bounded in steps, bytes read, bytes unpacked, depth and time. Start reading at Check.
package pdfcheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	pdf "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"burgerbode/graph/model"
)

// MaxSize is the size of the largest document, in bytes.
const MaxSize = model.MaxDocumentSize

// What one document may cost. An honest document of MaxSize needs a fraction of each.
const (
	maxSteps    = 4_000_000        // objects and tokens looked at
	maxRead     = 512 << 20        // bytes read, the same byte twice counted twice
	maxUnpacked = 64 << 20         // bytes that all object streams unpack to
	maxObjects  = 500_000          // in the table of contents
	maxDepth    = 100              // of what is nested
	maxTime     = 10 * time.Second // for what steps do not measure, such as thousands of streams that unpack to much
)

// Check tells what keeps content from being a plain PDF: an INVALID error whose text is for the sender, or nil.
// It does not change content, and it keeps nothing of it.
func Check(ctx context.Context, content []byte) error {
	if len(content) > MaxSize {
		return refuse("the document has %d bytes and may have %d", len(content), MaxSize)
	}
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		return refuse("the document is not a PDF: it does not start with %%PDF-")
	}
	if packedTwice(content) {
		return refuse("the document holds data that is packed more than once")
	}
	return guarded(ctx, func(ctx context.Context) error {
		document, err := read(ctx, content)
		if err != nil {
			return err
		}
		return inspect(ctx, document, content)
	})
}

// refuse is what Check answers.
func refuse(format string, args ...any) error {
	return model.Errorf(model.CodeInvalid, format, args...)
}

// guarded runs work within its bounds. A panic of the library is an answer too: a file that no program expected.
func guarded(ctx context.Context, work func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	defer func() {
		if reason := recover(); reason != nil {
			err = model.Because(fmt.Errorf("panic: %v", reason), model.CodeInvalid, "the document cannot be read as a PDF")
		}
	}()
	return work(&budget{Context: ctx, steps: maxSteps}) //nolint:contextcheck // it wraps ctx, and counts how often it is looked at
}

// errBudget says that a document asks for more work than any honest one.
var errBudget = errors.New("the budget is used up")

// budget is a context that ends after so many looks at it, which the library takes at each object.
type budget struct {
	context.Context
	steps int
}

// Err is errBudget once all steps are taken, else why the context ended.
func (b *budget) Err() error {
	b.steps--
	if b.steps < 0 {
		return errBudget
	}
	return b.Context.Err()
}

// meter is a reader that ends after so many bytes, since a damaged file can have the library read it again and again.
type meter struct {
	io.ReadSeeker
	left int
}

func (m *meter) Read(into []byte) (int, error) {
	if m.left <= 0 {
		return 0, errBudget
	}
	n, err := m.ReadSeeker.Read(into)
	m.left -= n
	return n, err
}

// tooMuch tells whether err says that a bound was met.
func tooMuch(err error) bool {
	return errors.Is(err, errBudget) || errors.Is(err, context.DeadlineExceeded)
}

// settings is a fresh configuration of the library. Its own default would read, and write, files in the home directory.
func settings() *pdf.Configuration {
	return &pdf.Configuration{
		Reader15:       true, // object streams
		ValidationMode: pdf.ValidationStrict,
		Offline:        true,
		Cmd:            pdf.MERGECREATE, // a command that an encrypted file is refused for, even one without a password
		Limits: pdf.ResourceLimits{
			MaxStreamBytes: MaxSize, MaxDecodeBytes: maxUnpacked / 4,
			MaxObjectCount: maxObjects, MaxXRefEntries: maxObjects,
			MaxObjectStreamCount: 10_000, MaxObjectStreamFirst: 128 << 10, // of one object stream
			MaxRecursionDepth: maxDepth,
		},
	}
}

// read has the library take the document apart: its objects in a table, object streams still packed.
func read(ctx context.Context, content []byte) (*pdf.Context, error) {
	document, err := pdfcpu.ReadWithContext(ctx, &meter{bytes.NewReader(content), maxRead}, settings())
	switch {
	case err == nil:
	case errors.Is(err, pdfcpu.ErrEncrypted):
		return nil, refuse("the document is encrypted")
	case tooMuch(err):
		return nil, costly(err)
	default:
		return nil, model.Because(err, model.CodeInvalid, "the document is damaged, or is not a PDF")
	}
	if document.Encrypt != nil {
		return nil, refuse("the document is encrypted")
	}
	if err := document.EnsurePageCount(); err != nil || document.PageCount < 1 {
		return nil, refuse("the document has no pages")
	}
	return document, nil
}

// inspect looks at every object, and at what lies beside them in the file.
func inspect(ctx context.Context, document *pdf.Context, content []byte) error {
	walk := walker{ctx: ctx, table: document.Table, unpacked: maxUnpacked}
	for number := range document.Table {
		walk.numbers = append(walk.numbers, number)
	}
	slices.Sort(walk.numbers) // so that the same document always gets the same answer
	if err := walk.unpack(); err != nil {
		return err
	}
	for _, number := range walk.numbers {
		if err := walk.look(walk.table[number].Object, 0); err != nil {
			return err
		}
	}
	return walk.beside(content)
}
