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
	"unicode/utf8"

	"burgerbode/graph/model"
	"burgerbode/graph/store"
)

// entry is an organisation in the file. The fields of a contact are written as GraphQL does; case does
// not matter.
type entry struct {
	Code     string        `json:"code"`
	Name     string        `json:"name"`
	Initials string        `json:"initials"`
	Logo     string        `json:"logo"`
	Level    model.Level   `json:"level"`
	Supplier bool          `json:"supplier"`
	NIS      []string      `json:"nis"`
	Contact  model.Contact `json:"contact"`
	Services []service     `json:"services"`
	Quota    quota         `json:"quota"`

	Procedures []offer           `json:"procedures"`
	Products   []model.ProductOf `json:"products"`
}

// service is a department in the file.
type service struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Contact model.Contact `json:"contact"`
	Digital []phase       `json:"digital"`
}

type phase struct {
	Kind model.LetterKind `json:"kind"`
	From model.Day        `json:"from"`
}

type quota struct {
	LettersPerDay int `json:"lettersPerDay"`
}

// Read reads a file of organisations: a JSON list of objects with
//   - code, name, and level (of a supplier: of those that it works for);
//   - nis: the municipalities that it may send for; none: all of Flanders;
//   - contact: name, desk, address, phone, email, website, openingHours;
//   - initials (at most 3 characters) and logo (an https address);
//   - supplier: true for one that makes software and sends for others only;
//   - services: departments with id, name, contact and digital, a list of kind and from (a day);
//   - quota: lettersPerDay;
//   - procedures, of a municipality: what it says of them, a list of procedure, offered (true without
//     it) and startUrl (an https address). One that is not there is offered at the counter;
//   - products: through which procedures its products run, a list of product (a number in IPDC) and procedure.
//     A dossier that comes from DOSIS without a procedure has that of its product.
//
// The error joins every problem, each with the place in the list, from 0, and the field.
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
	if e.Level == model.LevelMunicipal && len(e.NIS) == 0 && !e.Supplier {
		problems = append(problems, errors.New("nis: is missing; without it a municipality could send for all of Flanders"))
	}
	for i, code := range e.NIS {
		if _, known := model.LookupMunicipality(code); !known {
			problems = append(problems, fmt.Errorf("nis.%d: %q is no municipality of Flanders", i, code))
		}
	}
	if utf8.RuneCountInString(e.Initials) > model.MaxInitials {
		problems = append(problems, fmt.Errorf("initials: %q has more than %d characters", e.Initials, model.MaxInitials))
	}
	if e.Logo != "" && !model.HTTPSLink(e.Logo) {
		problems = append(problems, fmt.Errorf("logo: %q is no https address", e.Logo))
	}
	if e.Quota.LettersPerDay < 0 {
		problems = append(problems, errors.New("quota.lettersPerDay: is below 0"))
	}
	return slices.Concat(problems, e.checkServices(), e.checkProcedures(), e.checkProducts())
}

// checkServices is check for the departments.
func (e *entry) checkServices() []error {
	var problems []error
	sofar := model.Organisation{}
	for i, s := range e.Services {
		fault := func(field, format string, args ...any) {
			problems = append(problems, fmt.Errorf("services.%d.%s: "+format, append([]any{i, field}, args...)...))
		}
		if !model.ServiceID(s.ID) {
			fault("id", "%q is not small letters and digits, with single hyphens between them", s.ID)
		}
		if strings.TrimSpace(s.Name) == "" {
			fault("name", "is missing")
		}
		if slices.ContainsFunc(e.Services[:i], func(other service) bool { return other.ID == s.ID }) {
			fault("id", "%s is there already", s.ID)
		} else if _, err := sofar.SetService(s.ID, s.Name, s.Contact); err != nil {
			fault("name", "is another department's")
		}
		kinds := map[model.LetterKind]bool{}
		for j, p := range s.Digital {
			if !slices.Contains(model.LetterKinds(), p.Kind) || kinds[p.Kind] {
				fault(fmt.Sprintf("digital.%d.kind", j), "%q is no kind of letters, or is there already", p.Kind)
			}
			kinds[p.Kind] = true
			if _, err := model.ParseDay(string(p.From)); err != nil {
				fault(fmt.Sprintf("digital.%d.from", j), "%q is no day such as 2026-06-07", p.From)
			}
		}
	}
	return problems
}

func (e *entry) organisation() *model.Organisation {
	made := &model.Organisation{
		Code: model.OrgCode(e.Code), Name: e.Name, Level: e.Level, Contact: e.Contact, Supplier: e.Supplier,
		Initials: model.OptionalText(e.Initials), Logo: model.OptionalText(e.Logo), Quota: model.Quota(e.Quota),
		Procedures: e.offers(), Products: e.Products,
	}
	for _, code := range e.NIS {
		made.NIS = append(made.NIS, model.NIS(code))
	}
	for _, s := range e.Services {
		one := model.Service{ID: s.ID, Name: s.Name, Contact: s.Contact}
		for _, p := range s.Digital {
			one.Digital = append(one.Digital, model.DigitalPhase(p))
		}
		made.Services = append(made.Services, one)
	}
	return made
}

// Save writes the organisations that the store does not hold so. Others that it holds stay.
//
// Of one that it holds, the file decides name, level, territory, contact, initials, logo, quota, procedures, products, and its
// departments' names and contacts. What the organisation itself decides through the API stays: its
// mandates, departments that the file does not name, and from when on a department sends what digitally.
// The file's dates are of use for a department that the store does not hold yet.
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
				if wanted, err = merged(organisation, held[at]); err != nil {
					return err
				}
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

// merged is an organisation of the file with what the one in the store keeps.
func merged(file, held *model.Organisation) (model.Organisation, error) {
	wanted := *file
	wanted.Rev, wanted.Mandates = held.Rev, held.Mandates
	wanted.Services = slices.Clone(held.Services)
	for _, s := range file.Services {
		known := slices.ContainsFunc(held.Services, func(h model.Service) bool { return h.ID == s.ID })
		if _, err := wanted.SetService(s.ID, s.Name, s.Contact); err != nil {
			return wanted, fmt.Errorf("%s: services: %s: %w", file.Code, s.ID, err)
		}
		for _, p := range s.Digital {
			if known {
				break
			}
			if _, err := wanted.SetDigital(s.ID, p.Kind, p.From); err != nil {
				return wanted, fmt.Errorf("%s: services: %s: %w", file.Code, s.ID, err)
			}
		}
	}
	return wanted, nil
}

// same tells whether two organisations are alike; no list and an empty one are.
func same(a, b *model.Organisation) bool {
	left, right := *a, *b
	left.NIS, right.NIS, left.Services, right.Services, left.Procedures, right.Procedures = nil, nil, nil, nil, nil, nil
	left.Products, right.Products = nil, nil
	alike := func(s, t model.Service) bool {
		digital := slices.Equal(s.Digital, t.Digital)
		s.Digital, t.Digital = nil, nil
		return digital && reflect.DeepEqual(s, t)
	}
	return slices.Equal(a.NIS, b.NIS) && slices.Equal(a.Procedures, b.Procedures) && slices.Equal(a.Products, b.Products) &&
		slices.EqualFunc(a.Services, b.Services, alike) && reflect.DeepEqual(left, right)
}
