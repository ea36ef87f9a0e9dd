package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"burgerbode/graph/model"
)

// state is what the service has acknowledged of a file: everything before Offset, but for the
// lines in Failed.
type state struct {
	Version int    `json:"version"`
	API     string `json:"api"`
	Run     string `json:"run"`
	Offset  int64  `json:"offset"` // bytes
	Last    int    `json:"last"`   // the line that ends there, blank ones counted
	Check   string `json:"check"`  // hash of the last bytes before Offset: tells whether the file is the same
	Lines   int    `json:"lines"`  // blank ones not counted
	Digital int    `json:"digital"`
	Paper   int    `json:"paper"`
	Both    int    `json:"both"`
	Listed  int    `json:"listed,omitempty"` // of Paper: written down for whoever prints

	Failed []place `json:"failed,omitempty"`

	file *os.File
}

const stateVersion = 1

// checked is how many bytes before the offset are compared.
const checked = 4096

// loadState reads the note of an earlier run; without one the state is that of the beginning. With
// config.Again it removes the note, whatever it belongs to. The error says that the note belongs to
// something else.
func loadState(config Config, file *os.File) (*state, error) {
	fresh := &state{Version: stateVersion, API: config.API, Run: config.Run, file: file}
	if config.Again { // at once: an end before the first answer must not leave it
		if err := os.Remove(config.State); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("forget what was acknowledged: %w", err)
		}
		return fresh, nil
	}
	text, err := os.ReadFile(config.State)
	if errors.Is(err, fs.ErrNotExist) {
		return fresh, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what was acknowledged: %w", err)
	}
	kept := &state{file: file}
	if err := json.Unmarshal(text, kept); err != nil || kept.Version != stateVersion {
		return nil, fmt.Errorf("%s is no note of an import: --again forgets it and sends everything", config.State)
	}
	if kept.API != config.API || kept.Run != config.Run {
		return nil, fmt.Errorf("%s is of run %q to %s: name another note with --state for run %q to %s",
			config.State, kept.Run, kept.API, config.Run, config.API)
	}
	check, err := kept.fingerprint()
	if err != nil || check != kept.Check {
		return nil, fmt.Errorf("%s is of another file, or the file has changed before byte %d: --again forgets it and sends everything",
			config.State, kept.Offset)
	}
	return kept, nil
}

// fingerprint is the hash of the last bytes before the offset.
func (s *state) fingerprint() (string, error) {
	from := max(s.Offset-checked, 0)
	last := make([]byte, s.Offset-from)
	if _, err := s.file.ReadAt(last, from); err != nil && len(last) > 0 {
		return "", fmt.Errorf("read the file again: %w", err)
	}
	sum := sha256.Sum256(last)
	return hex.EncodeToString(sum[:]), nil
}

// advance moves the offset behind a batch.
func (s *state) advance(b batch) {
	s.Offset, s.Last = b.end, b.last
	s.Lines += len(b.lines)
}

func (s *state) count(channel model.Channel) {
	switch {
	case onPaper(channel):
		s.Paper++
	case channel == model.ChannelBoth:
		s.Both++
	default:
		s.Digital++
	}
}

// onPaper tells whether a letter only goes by post; with a channel that is not known it does too.
func onPaper(channel model.Channel) bool {
	return channel != model.ChannelDigital && channel != model.ChannelBoth
}

func (s *state) accepted() int { return s.Digital + s.Paper + s.Both }

// save writes the note in one step, so that an end in the middle leaves the earlier one.
func (s *state) save(path string) error {
	var err error
	if s.Check, err = s.fingerprint(); err != nil {
		return err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write down what was acknowledged: %w", err)
	}
	beside, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write down what was acknowledged: %w", err)
	}
	_, err = bytes.NewBuffer(append(text, '\n')).WriteTo(beside)
	err = errors.Join(err, beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write down what was acknowledged: %w", err), os.Remove(beside.Name()))
	}
	return nil
}
