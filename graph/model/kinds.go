package model

import (
	"io"
	"slices"
)

// LetterKind is what a letter is about. The list may grow: a client shows a kind that it does not
// know by the letter's subject.
type LetterKind string

// The kinds of letters.
const (
	KindCallLetter          LetterKind = "CALL_LETTER"
	KindInvitationLetter    LetterKind = "INVITATION_LETTER"
	KindCallLetterEUVoter   LetterKind = "CALL_LETTER_EU_VOTER"
	KindCallLetterDuplicate LetterKind = "CALL_LETTER_DUPLICATE"
	KindAssessorLetter      LetterKind = "ASSESSOR_LETTER"
	KindJuryCard            LetterKind = "JURY_CARD"
	KindEIDRenewal          LetterKind = "EID_RENEWAL"
	KindEIDCodesReady       LetterKind = "EID_CODES_READY"
	KindPolioReminder       LetterKind = "POLIO_REMINDER"
	KindTaxBill             LetterKind = "TAX_BILL"
	KindInvoice             LetterKind = "INVOICE"
	KindDunning             LetterKind = "DUNNING"
	KindGASFine             LetterKind = "GAS_FINE"
	KindInformation         LetterKind = "INFORMATION"
)

// KindRules says how letters of one kind are treated (domain rules on digital post, push detail
// and muting).
type KindRules struct {
	Kind         LetterKind
	Title        string // Dutch, as citizens read it
	Call         bool   // carries the voter's block, comes beside paper, goes to everyone
	Public       bool   // a push may name the letter and the election day
	Sensitive    bool   // a push never names sender or subject; never a tag or a criterion
	FirstAlways  bool   // the first push cannot be muted
	NeedsDigital bool   // stays on paper until the citizen has activated digital post
	Bill         bool   // may ask to pay
	Informs      bool   // asks nothing, unless it has a deadline; others may ask in their text alone
	Ladder       []Step // the steps that remind of it, unless the sender gives others
}

// callLadder reminds of a call letter while it is not opened.
func callLadder() []Step { return []Step{StepUnopened, StepDayBefore, StepSameDay} }

// billLadder reminds of a bill while it is not paid. Opening the letter does not stop it.
func billLadder() []Step { return []Step{StepPaySoon, StepPayToday} }

// The table is the one place that knows the kinds; nothing else switches on a kind.
var kindRules = []KindRules{
	{Kind: KindCallLetter, Title: "Oproepingsbrief", Call: true, Public: true, FirstAlways: true, Ladder: callLadder()},
	{Kind: KindInvitationLetter, Title: "Uitnodigingsbrief", Call: true, Public: true, FirstAlways: true, Ladder: callLadder()},
	{Kind: KindCallLetterEUVoter, Title: "Oproepingsbrief EU-kiezer", Call: true, Public: true, FirstAlways: true, Ladder: callLadder()},
	{Kind: KindCallLetterDuplicate, Title: "Duplicaat van uw kiesbrief", Call: true, Public: true, FirstAlways: true, Ladder: callLadder()},
	{Kind: KindAssessorLetter, Title: "Aanwijzing als bijzitter", Sensitive: true, FirstAlways: true, NeedsDigital: true},
	{Kind: KindJuryCard, Title: "Witte kaart lijst van gezworenen", Sensitive: true, FirstAlways: true, NeedsDigital: true},
	{Kind: KindEIDRenewal, Title: "Oproeping identiteitskaart", NeedsDigital: true},
	{Kind: KindEIDCodesReady, Title: "Uw identiteitskaart ligt klaar", NeedsDigital: true},
	{Kind: KindPolioReminder, Title: "Herinnering poliovaccinatie", NeedsDigital: true},
	{Kind: KindTaxBill, Title: "Aanslagbiljet", NeedsDigital: true, Bill: true, Ladder: billLadder()},
	{Kind: KindInvoice, Title: "Factuur", NeedsDigital: true, Bill: true, Ladder: billLadder()},
	{Kind: KindDunning, Title: "Aanmaning", Sensitive: true, NeedsDigital: true, Bill: true, Ladder: billLadder()},
	{Kind: KindGASFine, Title: "GAS-boete", Sensitive: true, NeedsDigital: true, Bill: true, Ladder: billLadder()},
	{Kind: KindInformation, Title: "Informatie", NeedsDigital: true, Informs: true},
}

// LetterKinds lists every kind, in the order of the contract.
func LetterKinds() []LetterKind {
	kinds := make([]LetterKind, len(kindRules))
	for i, rules := range kindRules {
		kinds[i] = rules.Kind
	}
	return kinds
}

// CriterionKinds lists the kinds that may be a campaign's criterion: those that are not sensitive.
func CriterionKinds() []LetterKind {
	return slices.DeleteFunc(LetterKinds(), func(k LetterKind) bool { return k.Rules().Sensitive })
}

// Rules are the rules for letters of kind k. For a kind that is not known they are the most
// careful ones.
func (k LetterKind) Rules() KindRules {
	at := slices.IndexFunc(kindRules, func(r KindRules) bool { return r.Kind == k })
	if at < 0 {
		return KindRules{Kind: k, Title: "Brief", Sensitive: true, NeedsDigital: true}
	}
	return kindRules[at]
}

// MarshalGQL writes the kind as GraphQL does.
func (k LetterKind) MarshalGQL(w io.Writer) { writeEnum(w, k) }

// UnmarshalGQL reads a kind; an unknown one is an error that names the known ones.
func (k *LetterKind) UnmarshalGQL(v any) error { return readEnum(k, v, LetterKinds()) }

// Procedure is one of the municipal processes that a dossier runs through, in the terms of the
// demo catalogue. The list may grow: a client shows an unknown one by the dossier's title.
type Procedure string

// The procedures.
const (
	ProcedureEID               Procedure = "EID_APPLICATION"
	ProcedurePassport          Procedure = "PASSPORT_APPLICATION"
	ProcedureDrivingLicence    Procedure = "DRIVING_LICENCE"
	ProcedureSlaughter         Procedure = "SLAUGHTER_DECLARATION"
	ProcedureVoterRegistration Procedure = "VOTER_REGISTRATION"
	ProcedureProxy             Procedure = "PROXY"
	ProcedureBirth             Procedure = "BIRTH_DECLARATION"
	ProcedureChild             Procedure = "CHILD_ACKNOWLEDGEMENT"
	ProcedurePolio             Procedure = "POLIO_REGISTRATION"
	ProcedureMarriage          Procedure = "MARRIAGE_DECLARATION"
	ProcedureCohabitation      Procedure = "LEGAL_COHABITATION"
	ProcedureAdministration    Procedure = "PROVISIONAL_ADMINISTRATION"
	ProcedureJury              Procedure = "JURY_SELECTION"
	ProcedureReport            Procedure = "REPORT"
	ProcedureOther             Procedure = "OTHER"
)

// Procedures lists every procedure, in the order of the contract.
func Procedures() []Procedure {
	return []Procedure{
		ProcedureEID, ProcedurePassport, ProcedureDrivingLicence, ProcedureSlaughter, ProcedureVoterRegistration,
		ProcedureProxy, ProcedureBirth, ProcedureChild, ProcedurePolio, ProcedureMarriage, ProcedureCohabitation,
		ProcedureAdministration, ProcedureJury, ProcedureReport, ProcedureOther,
	}
}

// CriterionProcedures lists the procedures that may be a campaign's criterion: those that are not sensitive.
func CriterionProcedures() []Procedure {
	return slices.DeleteFunc(Procedures(), Procedure.Sensitive)
}

// Confidential tells whether dossiers of p are never pushed and never a criterion: the measures of
// guardianship (provisional administration).
func (p Procedure) Confidential() bool { return p == ProcedureAdministration }

// Sensitive tells whether a push about p never names sender or subject.
func (p Procedure) Sensitive() bool { return p.Confidential() || p == ProcedureJury }

// MarshalGQL writes the procedure as GraphQL does.
func (p Procedure) MarshalGQL(w io.Writer) { writeEnum(w, p) }

// UnmarshalGQL reads a procedure; an unknown one is an error that names the known ones.
func (p *Procedure) UnmarshalGQL(v any) error { return readEnum(p, v, Procedures()) }
