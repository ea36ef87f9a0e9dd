package model

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// Slots is the number of parts that the mailboxes are divided into for sharing work.
const Slots = 64

// CitizenID names a mailbox: 16 random bytes in lower-case base32 (26 characters). It never
// changes and says nothing about the person.
type CitizenID string

// EntryID names a letter, a dossier or a reminder. It is a hash of what makes the entry what it
// is (sender, run and reference; source and number; citizen and client id), so that the same
// input always finds the same entry. Its first character tells the sort of entry.
type EntryID string

// PushID names one push: a hash of entry and step, never random, so that a repeat after a crash
// carries the same id and the app can drop it.
type PushID string

// RunID names a run of letters: a hash of sender and run.
type RunID string

// OrgCode names an organisation: an OVO code such as "OVO002067" or a KBO number.
type OrgCode string

// The first character of an EntryID.
const (
	letterPrefix   = "l"
	dossierPrefix  = "d"
	reminderPrefix = "r"
)

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewCitizenID draws an id from random. The error is the reader's.
func NewCitizenID(random io.Reader) (CitizenID, error) {
	text, err := randomID(random)
	return CitizenID(text), err
}

// Slot is the part of the mailboxes that id belongs to, 0 ≤ slot < Slots. It follows from the id
// alone.
func (id CitizenID) Slot() int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, string(id))
	return int(h.Sum32() % Slots)
}

// LetterID is the id of the letter that sender calls reference within run.
func LetterID(sender OrgCode, run, reference string) EntryID {
	return EntryID(letterPrefix + HashID("letter", string(sender), run, reference))
}

// NewRunID is the id of what sender calls run.
func NewRunID(sender OrgCode, run string) RunID {
	return RunID(HashID("run", string(sender), run))
}

// DossierID is the id of the dossier that source calls number.
func DossierID(source, number string) EntryID {
	return EntryID(dossierPrefix + HashID("dossier", source, number))
}

// ReminderID is the id of the reminder that the citizen's app calls clientID.
func ReminderID(citizen CitizenID, clientID string) EntryID {
	return EntryID(reminderPrefix + HashID("reminder", string(citizen), clientID))
}

// NewPushID is the id of the push for one step of an entry's life in one mailbox. A push that is
// about no entry leaves entry empty.
func NewPushID(citizen CitizenID, entry EntryID, step Step) PushID {
	return PushID(HashID("push", string(citizen), string(entry), string(step)))
}

// HashID condenses parts into 26 characters of lower-case base32 (128 bits of SHA-256). Parts are
// length-prefixed, so ("ab", "c") and ("a", "bc") differ.
func HashID(parts ...string) string {
	h := sha256.New()
	var size [8]byte
	for _, part := range parts {
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		_, _ = h.Write(size[:])
		_, _ = io.WriteString(h, part)
	}
	return idEncoding.EncodeToString(h.Sum(nil)[:16])
}

func randomID(random io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("draw an id: %w", err)
	}
	return idEncoding.EncodeToString(b[:]), nil
}
