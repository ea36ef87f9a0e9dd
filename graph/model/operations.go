package model

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// MaxOperationVersions is for how many versions of apps one document may be registered.
const MaxOperationVersions = 100

// OperationDocument is a GraphQL document that apps may ask for, found by the hash of its text.
// It belongs to the versions of the apps that ask for it, and is served as long as one of them is.
type OperationDocument struct {
	ID       string         `bson:"_id"` // OperationHash(Text)
	Rev      int64          `bson:"rev"`
	Name     string         `bson:"name"` // of the one operation in it
	Text     string         `bson:"text"` // as the app sends it
	Versions []OperationUse `bson:"versions"`
}

// OperationUse is a version of an app that asks for a document.
type OperationUse struct {
	App       string    `bson:"app"`
	Version   string    `bson:"version"`
	RetiredAt time.Time `bson:"retiredAt,omitempty"` // zero: it is served
}

// OperationHash names a document: the SHA-256 of its text in hexadecimal, as trusted documents and
// Apollo's persisted queries have it.
func OperationHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Collection implements Record.
func (*OperationDocument) Collection() string { return operationsCollection }

// Key implements Record.
func (o *OperationDocument) Key() string { return o.ID }

// Revision implements Record.
func (o *OperationDocument) Revision() *int64 { return &o.Rev }

// Lists implements Record: the documents of each app and of each version.
func (o *OperationDocument) Lists() []string {
	var lists []string
	for _, use := range o.Versions {
		lists = append(lists, OperationsOf(use.App), OperationsOfVersion(use.App, use.Version))
	}
	slices.Sort(lists)
	return slices.Compact(lists)
}

// OperationsOf is the list of an app's documents.
func OperationsOf(app string) string { return "app:" + app }

// OperationsOfVersion is the list of the documents of one version of an app.
func OperationsOfVersion(app, version string) string { return "version:" + app + "/" + version }

// Register adds a version of an app, or takes its retirement back. It answers whether anything
// changed. Past MaxOperationVersions the version that was retired first is forgotten; CONFLICT when
// none was.
func (o *OperationDocument) Register(app, version string) (changed bool, err error) {
	if use := o.use(app, version); use != nil {
		changed = !use.RetiredAt.IsZero()
		use.RetiredAt = time.Time{}
		return changed, nil
	}
	if len(o.Versions) >= MaxOperationVersions {
		oldest := -1
		for i, use := range o.Versions {
			if !use.RetiredAt.IsZero() && (oldest < 0 || use.RetiredAt.Before(o.Versions[oldest].RetiredAt)) {
				oldest = i
			}
		}
		if oldest < 0 {
			return false, Errorf(CodeConflict, "the document is registered for %d versions already: retire old ones", MaxOperationVersions)
		}
		o.Versions = slices.Delete(o.Versions, oldest, oldest+1)
	}
	o.Versions = append(o.Versions, OperationUse{App: app, Version: version})
	return true, nil
}

// Retire says that a version of an app is not served any more. It answers whether anything changed.
func (o *OperationDocument) Retire(app, version string, now time.Time) bool {
	use := o.use(app, version)
	if use == nil || !use.RetiredAt.IsZero() {
		return false
	}
	use.RetiredAt = moment(now)
	return true
}

// Served tells whether a version that is served asks for the document.
func (o *OperationDocument) Served() bool {
	return slices.ContainsFunc(o.Versions, func(use OperationUse) bool { return use.RetiredAt.IsZero() })
}

func (o *OperationDocument) use(app, version string) *OperationUse {
	for i := range o.Versions {
		if o.Versions[i].App == app && o.Versions[i].Version == version {
			return &o.Versions[i]
		}
	}
	return nil
}
