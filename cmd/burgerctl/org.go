package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"burgerbode/graph/model"
)

// orgCommands are about the token's organisation.
type orgCommands struct {
	Show    showOrg `cmd:"" help:"Show the organisation: quota, departments, who may send for it, what was done last."`
	Mandate struct {
		Grant  grantMandate  `cmd:"" help:"Let a supplier send for the organisation."`
		Revoke revokeMandate `cmd:"" help:"End a supplier's mandate. What it sent stays."`
	} `cmd:"" help:"Who may send for the organisation."`
	Service setService `cmd:"" help:"Add a department, or set its name and contact. From the first one on, what has no date goes by post."`
	Digital setDigital `cmd:"" help:"Set from when on a department sends letters of a kind digitally."`
}

// behalf is for whom a supplier acts.
type behalf struct {
	OnBehalfOf string `name:"on-behalf-of" env:"BURGERBODE_ON_BEHALF_OF" placeholder:"CODE" help:"With a supplier's token: the organisation that it sends for."`
}

// given is the organisation for GraphQL; null for none.
func (b behalf) given() *string {
	if b.OnBehalfOf == "" {
		return nil
	}
	return &b.OnBehalfOf
}

// organisation is what a sender sees of its organisation.
type organisation struct {
	Organisation struct {
		Code, Name, Initials string
		Services             []struct {
			ID, Name string
			Digital  []struct {
				Kind model.LetterKind
				From model.Day
			}
		}
	}
	Territory []struct{ Name string }
	Quota     struct {
		LettersPerDay *int
		UsedToday     int
	}
	Mandates []struct {
		Supplier  struct{ Code, Name string }
		GrantedAt time.Time
		RevokedAt *time.Time
	}
	Audit struct {
		Nodes []struct {
			At              time.Time
			By              struct{ Code string }
			Action, Subject string
		}
	}
}

const organisationFields = `organisation { code name initials services { id name digital { kind from } } } territory { name }
	quota { lettersPerDay usedToday } mandates { supplier { code name } grantedAt revokedAt }
	audit(first: 10) { nodes { at by { code } action subject } }`

// print writes one thing a line, its sort first.
func (o *organisation) print(out io.Writer) error {
	lines := []string{fmt.Sprintf("organisation code=%s name=%q initials=%s", o.Organisation.Code, o.Organisation.Name, o.Organisation.Initials)}
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, town := range o.Territory {
		add("territory name=%q", town.Name)
	}
	most := "none"
	if o.Quota.LettersPerDay != nil {
		most = fmt.Sprint(*o.Quota.LettersPerDay)
	}
	add("quota lettersPerDay=%s usedToday=%d", most, o.Quota.UsedToday)
	for _, s := range o.Organisation.Services {
		add("service id=%s name=%q", s.ID, s.Name)
		for _, p := range s.Digital {
			add("digital service=%s kind=%s from=%s", s.ID, p.Kind, p.From)
		}
	}
	for _, m := range o.Mandates {
		add("mandate supplier=%s name=%q granted=%s revoked=%s", m.Supplier.Code, m.Supplier.Name, m.GrantedAt.Format(time.RFC3339), moment(m.RevokedAt))
	}
	for _, entry := range o.Audit.Nodes {
		add("audit at=%s by=%s action=%s subject=%q", entry.At.Format(time.RFC3339), entry.By.Code, entry.Action, entry.Subject)
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// moment writes a moment that may not be there.
func moment(at *time.Time) string {
	if at == nil {
		return "never"
	}
	return at.Format(time.RFC3339)
}

// showOrg shows the organisation.
type showOrg struct {
	service
	behalf
}

// Run prints one thing a line.
func (c *showOrg) Run(ctx context.Context, to streams) error {
	var answer struct{ Organisation organisation }
	query := `query ($onBehalfOf: ID) { organisation(onBehalfOf: $onBehalfOf) { ` + organisationFields + ` } }`
	if err := c.ask(ctx, query, map[string]any{"onBehalfOf": c.given()}, &answer); err != nil {
		return err
	}
	return answer.Organisation.print(to.out)
}

// changeOrg asks for one change of the token's own organisation and prints it as it is then.
func (s service) changeOrg(ctx context.Context, to streams, mutation, inputType string, input map[string]any) error {
	var answer map[string]struct{ Organisation organisation }
	query := fmt.Sprintf(`mutation ($input: %s!) { %s(input: $input) { organisation { %s } } }`, inputType, mutation, organisationFields)
	if err := s.ask(ctx, query, map[string]any{"input": input}, &answer); err != nil {
		return err
	}
	changed := answer[mutation].Organisation
	return changed.print(to.out)
}

// grantMandate lets a supplier send.
type grantMandate struct {
	Supplier string `arg:"" help:"The supplier's code."`
	service
}

// Run prints the organisation as it is then.
func (c *grantMandate) Run(ctx context.Context, to streams) error {
	return c.changeOrg(ctx, to, "grantMandate", "GrantMandateInput", map[string]any{"supplier": c.Supplier})
}

// revokeMandate ends a mandate.
type revokeMandate struct {
	Supplier string `arg:"" help:"The supplier's code."`
	service
}

// Run prints the organisation as it is then.
func (c *revokeMandate) Run(ctx context.Context, to streams) error {
	return c.changeOrg(ctx, to, "revokeMandate", "RevokeMandateInput", map[string]any{"supplier": c.Supplier})
}

// setService sets a department's name and contact.
type setService struct {
	ID           string `arg:"" help:"Small letters, digits and hyphens, such as financien."`
	Name         string `arg:"" help:"The name, in Dutch. Letters and runs may go on to call it by a former one."`
	Desk         string `help:"Where a citizen can ask a question, this and what follows: the desk."`
	Address      string `help:"The address."`
	Phone        string `help:"The telephone number."`
	Email        string `help:"The e-mail address."`
	Website      string `help:"The website: an https address."`
	OpeningHours string `help:"The opening hours, in Dutch."`
	service
}

// Run prints the organisation as it is then.
func (c *setService) Run(ctx context.Context, to streams) error {
	contact := map[string]any{}
	for name, value := range map[string]string{
		"desk": c.Desk, "address": c.Address, "phone": c.Phone, "email": c.Email, "website": c.Website, "openingHours": c.OpeningHours,
	} {
		if value != "" {
			contact[name] = value
		}
	}
	return c.changeOrg(ctx, to, "setService", "SetServiceInput", map[string]any{"id": c.ID, "name": c.Name, "contact": contact})
}

// setDigital sets a department's date.
type setDigital struct {
	Department string `arg:"" name:"service" help:"The department: its id or its name."`
	Kind       string `arg:"" help:"The kind of letters, such as TAX_BILL."`
	From       string `arg:"" optional:"" help:"The first day, such as 2026-07-01."`
	Paper      bool   `help:"Back to paper, in place of a day."`
	service
}

// Run prints the organisation as it is then.
func (c *setDigital) Run(ctx context.Context, to streams) error {
	if c.Paper == (c.From != "") {
		return errors.New("give a day or --paper")
	}
	input := map[string]any{"service": c.Department, "kind": c.Kind, "from": nil}
	if c.From != "" {
		input["from"] = c.From
	}
	return c.changeOrg(ctx, to, "setDigitalFrom", "SetDigitalFromInput", input)
}
