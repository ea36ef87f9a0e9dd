package dosis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"burgerbode/graph"
	"burgerbode/graph/model"
)

// Read reads one status or a list of them. The errors say what has not the form of DOSIS, each with
// its path as it was written; what has the form and is wrong stands in the items.
func Read(body []byte) (items []*Item, list bool, wrong []model.FieldError) {
	if !utf8.Valid(body) { // encoding/json would put other characters in their place, and nobody would notice
		return nil, false, []model.FieldError{{Path: "", Message: "is not UTF-8"}}
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var sent any
	if err := decoder.Decode(&sent); err != nil {
		return nil, false, []model.FieldError{{Path: "", Message: "is not JSON: " + syntax(err)}}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, false, []model.FieldError{{Path: "", Message: "has something behind the JSON"}}
	}
	all, list := sent.([]any)
	if !list {
		all = []any{sent}
	}
	if len(all) == 0 || len(all) > MaxItems {
		return nil, list, []model.FieldError{{Path: "", Message: fmt.Sprintf("must have 1 to %d items", MaxItems)}}
	}
	for i, one := range all {
		r := &reader{item: &Item{Input: &graph.ReportDossierStatusInput{Notify: model.NotifyPush}, names: map[string]string{}}}
		r.dossier(one)
		for _, fault := range r.wrong {
			if list {
				fault.Path = strings.TrimSuffix(fmt.Sprintf("[%d].%s", i, fault.Path), ".")
			}
			wrong = append(wrong, fault)
		}
		items = append(items, r.item)
	}
	return items, list, wrong
}

// syntax says where JSON ends to be JSON, without showing any of it.
func syntax(err error) string {
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("it ends to be at byte %d", at.Offset)
	}
	return "it ends too early"
}

// reader reads one item.
type reader struct {
	item  *Item
	wrong []model.FieldError // what has not the form
}

// dossier reads the item as a whole.
func (r *reader) dossier(sent any) {
	o, ok := r.object(sent, "")
	if !ok {
		return
	}
	in := r.item.Input
	key := o
	if identification, ok := o.object("identificatie"); ok {
		key = identification
	}
	in.Source = key.text("source", "bron")
	in.Number = key.text("number", "dossierNummer")
	in.Title = o.text("title", "dossiernaam", "naam")
	r.when(o.text("at", "wijzigingsdatum"))
	in.Link = optional(o.text("link", "doorverwijzingUrl", "doorverwijzingsUrl"))
	in.Nis = optional(o.text("nis", "nis"))
	r.item.UploadID = o.text("", "uploadId")
	r.product(o)
	r.words(o)
	in.Recipients = r.agents(o)
	if status, ok := o.object("status"); ok {
		r.status(status)
	} else {
		r.item.names["phase"] = o.path("status")
		r.fault("phase", "is needed")
		in.Code, in.Label = model.StatusCodes()[0], "Status" // what is missing is told once
	}
	if manager, ok := o.object("beheerder", "dossierBeheerder", "dossier beheerder"); ok {
		in.Manager = r.manager(manager)
	}
}

// fault notes that what stands at a path of the contract is wrong.
func (r *reader) fault(path, message string) {
	r.item.Faults = append(r.item.Faults, model.FieldError{Path: path, Message: message})
}

// when reads a moment: with a zone, or as Belgian clocks show it.
func (r *reader) when(text string) {
	if text == "" {
		return
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		r.item.Input.At = at
		return
	}
	wall, err := time.Parse("2006-01-02T15:04:05.999999999", text)
	if err != nil {
		r.fault("at", "must be a moment such as 2026-06-01T11:00:00 or 2026-06-01T09:00:00Z")
		return
	}
	minute := model.Day(wall.Format(time.DateOnly)).At(wall.Hour(), wall.Minute())
	r.item.Input.At = minute.Add(time.Duration(wall.Second())*time.Second + time.Duration(wall.Nanosecond()))
}

// product reads the number in the catalogue: by itself, or as a list with one in it.
func (r *reader) product(o object) {
	product := o.numeral("product", "product")
	if products := o.list("producten"); len(products) > 0 {
		if first, ok := r.object(products[0], o.path("producten")+"[0]"); ok {
			product = first.numeral("product", "id")
		}
		if len(products) > 1 {
			r.item.names["product"] = o.path("producten")
			r.fault("product", "may be one only")
		}
	}
	r.item.Input.Product = optional(product)
}

// words reads what the contract has and DOSIS has not.
func (r *reader) words(o object) {
	in := r.item.Input
	in.Procedure = model.Procedure(o.text("procedure", "procedure"))
	if in.Procedure != "" && !slices.Contains(model.Procedures(), in.Procedure) {
		r.fault("procedure", "is not a procedure of the contract")
	}
	if notify := model.Notify(o.text("notify", "notify")); notify != "" {
		if in.Notify = notify; !slices.Contains(model.Notifies(), notify) {
			r.fault("notify", "must be SILENT, FEED or PUSH")
		}
	}
}

func (r *reader) status(o object) {
	in := r.item.Input
	if name := o.text("phase", "vlaamseFase", "vlaamsFase"); name == "" {
		r.fault("phase", "is needed")
	} else if in.Phase = phaseOf(name); in.Phase == "" {
		r.fault("phase", "is not a Flemish phase: Samenstelling, Behandeling, Beslissing, Beroep, Uitvoering, Afgerond")
	}
	code := codeOf(o.text("code", "vlaamseCode", "vlaamsCode"))
	in.Code, in.Label = code.Code, code.Text
	in.Detail = optional(o.text("detail", "detail", "detail1"))
	action, sent := o.find("actionText", "actie")
	if _, nested := sent.(map[string]any); !nested {
		text := o.text("actionText", "actie")
		in.ActionText, in.ActionRequired = optional(text), text != ""
		return
	}
	within, _ := r.object(sent, action)
	text := within.text("actionText", "actie")
	in.ActionText, in.ActionRequired = optional(text), within.flag("actieNodig", text != "")
}

func (r *reader) manager(o object) *graph.ContactInput {
	return &graph.ContactInput{
		Name: optional(o.text("manager.name", "naam")), Desk: optional(o.text("manager.desk", "dienst")),
		Phone: optional(o.text("manager.phone", "telefoon")), Email: optional(o.text("manager.email", "email")),
		Website: optional(o.text("manager.website", "website")), Address: optional(r.address(o)),
	}
}

// address reads an address, in parts or as one text.
func (r *reader) address(o object) string {
	path, sent := o.find("manager.address", "adres")
	if _, parts := sent.(map[string]any); !parts {
		return o.text("manager.address", "adres")
	}
	a, _ := r.object(sent, path)
	street := join(" ", a.text("", "straat"), a.numeral("", "huisnummer", "nummer"))
	town := join(" ", a.numeral("", "postcode"), a.text("", "gemeente"))
	return join(", ", street, town)
}

// agents reads whom the dossier concerns.
func (r *reader) agents(o object) []*graph.RecipientInput {
	r.item.names["recipients"] = o.path("agenten")
	recipients := []*graph.RecipientInput{}
	for i, sent := range o.list("agenten") {
		place := fmt.Sprintf("%s[%d]", o.path("agenten"), i)
		agent, ok := r.object(sent, place)
		if !ok {
			continue
		}
		own := fmt.Sprintf("recipients[%d]", i)
		r.item.names[own] = place
		citizen := optional(agent.numeral(own+".insz", "rijksregisternummer", "insz"))
		enterprise := optional(agent.numeral(own+".enterpriseNumber", "kboNummer"))
		if number := agent.numeral("", "identificatie"); number != "" {
			if citizen = &number; digits(number) != 11 {
				citizen, enterprise = nil, &number
			}
			r.item.names[own+".insz"], r.item.names[own+".enterpriseNumber"] = agent.path("identificatie"), agent.path("identificatie")
		}
		for j, right := range agent.list("toegangsrechten") {
			if access, ok := r.object(right, fmt.Sprintf("%s[%d]", agent.path("toegangsrechten"), j)); ok {
				access.text("", "recht", "code")
				access.text("", "context")
			}
		}
		recipients = append(recipients, &graph.RecipientInput{Insz: citizen, EnterpriseNumber: enterprise})
	}
	return recipients
}

// digits is how many digits text has.
func digits(text string) int {
	return strings.Count(strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return '0'
		}
		return -1
	}, text), "0")
}

// join puts what is there together.
func join(between string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), between)
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
