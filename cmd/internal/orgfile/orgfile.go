// Package orgfile puts an operator's list of organisations into the store: without an organisation
// nobody can send. Start reading at Read, which checks the file, and Save.
package orgfile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// entry is an organisation in the file.
type entry struct {
	Code    string        `json:"code"`
	Name    string        `json:"name"`
	Level   model.Level   `json:"level"`
	NIS     []string      `json:"nis"`
	Contact model.Contact `json:"contact"` // its fields are written as GraphQL does; case does not matter
}

// Read reads a file of organisations: a JSON list of objects with code, name, level, nis (the
// municipalities that it may send for; none: all of Flanders) and contact (name, desk, address,
// phone, email, website, openingHours). The error joins every problem, each with the place in the
// list, from 0, and the field.
func Read(path string) ([]*model.Organisation, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("%s is no JSON list of organisations: %w", path, err)
	}
	var problems []error
	var all []*model.Organisation
	places := map[string]int{}
	for i, raw := range list {
		var one entry
		object := json.NewDecoder(bytes.NewReader(raw))
		object.DisallowUnknownFields()
		if err := object.Decode(&one); err != nil {
			problems = append(problems, fmt.Errorf("%d: %w", i, err))
			continue
		}
		for _, problem := range one.check() {
			problems = append(problems, fmt.Errorf("%d.%w", i, problem))
		}
		if first, twice := places[one.Code]; twice && one.Code != "" {
			problems = append(problems, fmt.Errorf("%d.code: %s is at %d already", i, one.Code, first))
		} else {
			places[one.Code] = i
		}
		all = append(all, one.organisation())
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return all, nil
}

// check finds what is wrong, each problem beginning with its field.
func (e *entry) check() []error {
	var problems []error
	if !regexp.MustCompile(`^[0-9A-Za-z._-]{1,40}$`).MatchString(e.Code) {
		problems = append(problems, fmt.Errorf("code: %q is not a code such as OVO000001", e.Code))
	}
	if strings.TrimSpace(e.Name) == "" {
		problems = append(problems, errors.New("name: is missing"))
	}
	levels := []model.Level{model.LevelMunicipal, model.LevelProvincial, model.LevelFlemish, model.LevelFederal}
	if !slices.Contains(levels, e.Level) {
		problems = append(problems, fmt.Errorf("level: %q is not one of %v", e.Level, levels))
	}
	if e.Level == model.LevelMunicipal && len(e.NIS) == 0 {
		problems = append(problems, errors.New("nis: is missing; without it a municipality could send for all of Flanders"))
	}
	for i, code := range e.NIS {
		if _, known := model.LookupMunicipality(code); !known {
			problems = append(problems, fmt.Errorf("nis.%d: %q is no municipality of Flanders", i, code))
		}
	}
	return problems
}

func (e *entry) organisation() *model.Organisation {
	made := &model.Organisation{Code: model.OrgCode(e.Code), Name: e.Name, Level: e.Level, Contact: e.Contact}
	for _, code := range e.NIS {
		made.NIS = append(made.NIS, model.NIS(code))
	}
	return made
}

// Save writes the organisations that the store does not hold so. Others that it holds stay.
func Save(ctx context.Context, to store.Store, organisations []*model.Organisation, log *slog.Logger) error {
	var saved int
	err := store.Retry(ctx, func() error {
		held, err := store.ListAll[model.Organisation](ctx, to, model.AllOrganisations)
		if err != nil {
			return err
		}
		for _, organisation := range organisations {
			wanted := *organisation
			if at := slices.IndexFunc(held, func(h *model.Organisation) bool { return h.Code == wanted.Code }); at >= 0 {
				wanted.Rev = held[at].Rev
				if same(&wanted, held[at]) {
					continue
				}
			}
			if err := store.Save(ctx, to, &wanted); err != nil {
				return err
			}
			saved++
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save the organisations: %w", err)
	}
	log.InfoContext(ctx, "organisations are in the store", "listed", len(organisations), "saved", saved)
	return nil
}

// same tells whether two organisations are alike; no list of municipalities and an empty one are.
func same(a, b *model.Organisation) bool {
	left, right := *a, *b
	left.NIS, right.NIS = nil, nil
	return slices.Equal(a.NIS, b.NIS) && reflect.DeepEqual(left, right)
}
