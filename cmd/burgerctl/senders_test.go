package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"burgerbode/cmd/internal/sample"
	"burgerbode/resolvers/pdfcheck"
)

// as gets a token of the demo and answers the flags with which a command uses it.
func (b *bench) as(t *testing.T, flags ...string) []string {
	t.Helper()
	out, _, err := b.call(t.Context(), append([]string{"token", "--api", b.url}, flags...)...)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "token")
	b.write(t, path, out)
	return []string{"--api", b.url, "--token-file", path}
}

// wantLines runs the tool and wants each of these in its output.
func (b *bench) wantLines(t *testing.T, flags []string, command string, lines ...string) string {
	t.Helper()
	out, errs, err := b.call(t.Context(), append(strings.Fields(command), flags...)...)
	if err != nil {
		t.Errorf("%s: %v%s", command, err, errs)
	}
	for _, line := range lines {
		if !strings.Contains(out, line) {
			t.Errorf("%s says nothing of %q:\n%s", command, line, out)
		}
	}
	return out
}

const citySupplier = "OVO900040" // has a mandate of the demo's Mechelen

func TestAnOrganisationIsShownAndChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	city := []string{"--api", b.url, "--token-file", b.token}
	b.wantLines(t, city, "org show", `organisation code=OVO002067 name="Stad Mechelen" initials=M`, `territory name="Mechelen"`, "quota lettersPerDay=none usedToday=",
		`service id=financien name="Financiën"`, "digital service=gas kind=GAS_FINE from=2025-01-01", "mandate supplier="+citySupplier+" name=\"Voorbeeldsoftware\"", "revoked=never")
	b.wantLines(t, city, "org mandate grant OVO900020", "mandate supplier=OVO900020", "action=MANDATE_GRANTED")
	b.wantLines(t, city, "org mandate revoke OVO900020", "action=MANDATE_REVOKED")
	b.wantLines(t, city, "org service groen Groendienst --phone 015123456 --email groen@mechelen.example", `service id=groen name="Groendienst"`, "action=SERVICE_CHANGED")
	if _, _, err := b.call(t.Context(), append(strings.Fields("org service groen Groendienst --email groen --website http://x"), city...)...); err == nil || !strings.Contains(err.Error(), "contact.email") || !strings.Contains(err.Error(), "contact.website") {
		t.Errorf("a wrong contact: %v", err)
	}
	b.wantLines(t, city, "org digital economie-en-wonen INFORMATION 2030-01-01", "digital service=economie-en-wonen kind=INFORMATION from=2030-01-01")
	if out := b.wantLines(t, city, "org digital economie-en-wonen INFORMATION --paper"); strings.Contains(out, "digital service=economie") {
		t.Errorf("back to paper: %s", out)
	}
	supplier := b.as(t, "--org", citySupplier)
	b.wantLines(t, supplier, "org show --on-behalf-of OVO002067", "organisation code=OVO002067", "mandate supplier="+citySupplier)
	b.wantLines(t, b.as(t, "--org", citySupplier, "--on-behalf-of", "OVO002067"), "org show", "organisation code=OVO002067")
	for command, says := range map[string]string{
		"org show --on-behalf-of OVO900002":        "FORBIDDEN",
		"org mandate grant OVO900020":              "FORBIDDEN",
		"org digital gas GAS_FINE":                 "--paper",
		"org digital gas GAS_FINE --paper":         "FORBIDDEN",
		"org digital gas POSTCARD 2030-01-01":      "INVALID",
		"run open x --policy IF_UNOPENED":          "FORBIDDEN",
		"run show x --on-behalf-of OVO002067":      "NOT_FOUND",
		"paper confirm x --batch y --on-behalf-of": "expected string value",
	} {
		_, _, err := b.call(t.Context(), append(strings.Fields(command), supplier...)...)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v does not say %q", command, err, says)
		}
	}
}

func TestRunsAndTheirPaperAreTakenInHand(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	supplier := b.as(t, "--org", citySupplier, "--on-behalf-of", "OVO002067")
	opened := b.wantLines(t, supplier, "run open werken --kind INFORMATION --service Communicatie --policy ALWAYS",
		`run name="werken" organisation=OVO002067 by=`+citySupplier, "policy=ALWAYS kind=INFORMATION", `service="Communicatie"`)
	b.wantLines(t, supplier, "run list", opened)
	for n := range 3 {
		b.wantLines(t, supplier, fmt.Sprintf("deliver --run werken --insz %s --reference brief-%d", sample.DemoCitizen, n), "channel=PAPER")
	}
	b.wantLines(t, supplier, "run show werken", "counts accepted=3 digital=0 paper=3", "toPrint=3 handedOut=0 printed=0 opened~5 pushed~5")
	file := filepath.Join(b.folder, "letters.csv")
	for range 2 {
		b.wantLines(t, supplier, "paper take werken --batch eerste --limit 2 --out "+file, "letters=2 pull=0 complete=false\n")
		rows := strings.Split(strings.TrimSpace(mustRead(t, file)), "\n")
		if len(rows) != 3 || rows[0] != "reference,letterId,reason,pull" || !strings.HasSuffix(rows[1], ",NOT_ACTIVATED,false") {
			t.Errorf("the file is %q", rows)
		}
	}
	b.wantLines(t, supplier, "paper take werken --batch tweede --out -", "reference,letterId,reason,pull\nbrief-")
	b.wantLines(t, supplier, "paper confirm werken --batch eerste", `batch id="eerste" letters=2`, "printed=20")
	b.wantLines(t, supplier, "run show werken", "toPrint=0 handedOut=3 printed=2", `batch id="eerste"`, `batch id="tweede" letters=1`)
	unbound := b.as(t, "--org", citySupplier)
	b.wantLines(t, unbound, "deliver --run werken --on-behalf-of OVO002067 --reference brief-3 --insz "+sample.DemoCitizen, "channel=PAPER")
	lines := filepath.Join(b.folder, "more.ndjson")
	b.write(t, lines, `{"reference":"brief-4","recipient":{"insz":"`+sample.DemoCitizen+`"},"kind":"INFORMATION","subject":"Werken","body":[{"language":"NL","markdown":"Beste"}]}`+"\n")
	b.wantLines(t, unbound, "import letters "+lines+" --run werken --on-behalf-of OVO002067", "paper=1")
	city := []string{"--api", b.url, "--token-file", b.token}
	b.wantLines(t, city, "run list", opened)
	trial := b.as(t, "--sandbox")
	b.wantLines(t, trial, "run open proef", "sandbox=true")
	if _, _, err := b.call(t.Context(), append([]string{"run", "show", "werken"}, trial...)...); err == nil || !strings.Contains(err.Error(), "NOT_FOUND") {
		t.Errorf("a sandbox looks into a real run: %v", err)
	}
}

// The document is one that the service takes in.
func TestASampleDocumentMayBeHandedOver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	file := filepath.Join(b.folder, "factuur.pdf")
	if _, _, err := b.call(t.Context(), "sample", "document", "--title", "Factuur voor Zoë", "--out", file); err != nil {
		t.Fatal(err)
	}
	if err := pdfcheck.Check(t.Context(), []byte(mustRead(t, file))); err != nil {
		t.Errorf("the document is refused: %v", err)
	}
}
