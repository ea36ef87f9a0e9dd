package model

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Currency is the only currency that bills are in: a SEPA credit transfer knows no other.
const Currency = "EUR"

// maxEPC is the longest text of an EPC QR code, in bytes (EPC069-12: version 13 of the code).
const maxEPC = 331

// ErrIBAN says that a text is not a number of a bank account. Errors that wrap it add which rule is
// broken.
var ErrIBAN = errors.New("not a valid IBAN")

// ErrStructuredReference says that a text is not a Belgian structured reference.
var ErrStructuredReference = errors.New("not a valid structured reference")

// Payment is what a bill asks the citizen to pay. What is said of it to a phone's lock screen: nothing.
type Payment struct {
	AmountCents int64        `bson:"cents"`
	Currency    string       `bson:"currency"`             // Currency
	IBAN        string       `bson:"iban"`                 // without spaces, as ParseIBAN gives it
	Beneficiary string       `bson:"beneficiary"`          // whose account it is
	Structured  OptionalText `bson:"structured,omitempty"` // 12 digits, as ParseStructuredReference gives them
	DueOn       Day          `bson:"dueOn"`                // the last day to pay, Europe/Brussels
	PaidAt      time.Time    `bson:"paidAt,omitempty"`     // as the sender reported; zero: not yet
}

// Paid tells whether the sender reported it as paid.
func (p *Payment) Paid() bool { return !p.PaidAt.IsZero() }

// Ends is the end of the last day to pay.
func (p *Payment) Ends() time.Time { return p.DueOn.End() }

// PaymentStatus is where a bill stands.
type PaymentStatus string

// The statuses.
const (
	PaymentOpen      PaymentStatus = "OPEN"      // is to be paid
	PaymentOverdue   PaymentStatus = "OVERDUE"   // the last day to pay is over
	PaymentPaid      PaymentStatus = "PAID"      // the sender reported it as paid
	PaymentCancelled PaymentStatus = "CANCELLED" // its letter was withdrawn or replaced, so that it is not to be paid
)

// MarshalGQL writes the status as GraphQL does.
func (s PaymentStatus) MarshalGQL(w io.Writer) { writeEnum(w, s) }

// UnmarshalGQL reads a status.
func (s *PaymentStatus) UnmarshalGQL(v any) error {
	return readEnum(s, v, []PaymentStatus{PaymentOpen, PaymentOverdue, PaymentPaid, PaymentCancelled})
}

// ToPay tells whether there is still something to pay.
func (s PaymentStatus) ToPay() bool { return s == PaymentOpen || s == PaymentOverdue }

// LetterPayment is what a bill asks to pay, on its letter.
type LetterPayment struct {
	*Payment
	Letter InboxLetter
}

// Bill is what the letter asks to pay; nil when it asks nothing.
func (l InboxLetter) Bill() *LetterPayment {
	if l.Payment == nil {
		return nil
	}
	return &LetterPayment{l.Payment, l}
}

// StatusAt is where the bill stands at now.
func (p *LetterPayment) StatusAt(now time.Time) PaymentStatus {
	switch {
	case p.Paid():
		return PaymentPaid
	case !p.Letter.standing():
		return PaymentCancelled
	case !now.Before(p.Ends()):
		return PaymentOverdue
	default:
		return PaymentOpen
	}
}

// StructuredReference is the reference as people write it: "+++123/4567/89002+++".
func (p *Payment) StructuredReference() OptionalText {
	if len(p.Structured) != 12 {
		return ""
	}
	digits := string(p.Structured)
	return OptionalText("+++" + digits[:3] + "/" + digits[3:7] + "/" + digits[7:] + "+++")
}

// EPCAt is the text of a QR code by which a bank's app fills the transfer in; empty once there is
// nothing to pay.
func (p *LetterPayment) EPCAt(now time.Time) OptionalText {
	if !p.StatusAt(now).ToPay() {
		return ""
	}
	return OptionalText(p.epc(p.Letter.Reference))
}

// EPCFits tells whether the QR code of the payment, of a letter with that reference, is not too long.
func (p *Payment) EPCFits(reference string) bool { return len(p.epc(reference)) <= maxEPC }

// epc is the text of the code: EPC069-12, version 002, in UTF-8, lines in a fixed order. The
// structured line takes a creditor's reference of up to 35 characters, of which ISO 11649's "RF" is
// only one kind; Belgian banks keep their own in SEPA (sepabelgium.be, "De gestructureerde
// mededeling") and fill it in as such when its 12 digits stand there alone, as Odoo, whose country
// that is, writes them too. Structured and free text exclude each other, so that a bill without a
// structured reference has the letter's own, by which the sender finds it.
func (p *Payment) epc(reference string) string {
	free := ""
	if p.Structured == "" {
		free = reference
	}
	amount := fmt.Sprintf("%s%d.%02d", p.Currency, p.AmountCents/100, p.AmountCents%100)
	const anyBank, noPurpose = "", ""
	lines := []string{
		"BCD", "002", "1", "SCT", anyBank, p.Beneficiary, p.IBAN, amount, noPurpose, string(p.Structured), free,
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// ibanLength is the length of a country's account numbers; 0 for one that no SEPA credit transfer reaches
// (ISO 13616 register; EPC409-09, the list of SEPA countries).
func ibanLength(country string) int {
	lengths := map[string]int{
		"AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
		"FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
		"LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
		"VA": 22,
	}
	return lengths[country]
}

// ParseIBAN reads the number of a bank account within SEPA, with or without spaces, and answers it
// without. It checks country, length and check digits (ISO 13616, mod 97). Anything else is ErrIBAN.
func ParseIBAN(text string) (string, error) {
	iban := strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	length := 0
	if len(iban) >= 4 {
		length = ibanLength(iban[:2])
	}
	if length == 0 {
		return "", fmt.Errorf("%w: it is of no country of SEPA", ErrIBAN)
	}
	if len(iban) != length {
		return "", fmt.Errorf("%w: it is too short or too long for its country", ErrIBAN)
	}
	rest := 0
	for _, char := range []byte(iban[4:] + iban[:4]) {
		switch {
		case char >= '0' && char <= '9':
			rest = (rest*10 + int(char-'0')) % 97
		case char >= 'A' && char <= 'Z':
			rest = (rest*100 + int(char-'A') + 10) % 97
		default:
			return "", fmt.Errorf("%w: it has other characters than letters and digits", ErrIBAN)
		}
	}
	if rest != 1 || !isDigits(iban[2:4]) {
		return "", fmt.Errorf("%w: the check digits do not match", ErrIBAN)
	}
	return iban, nil
}

// ParseStructuredReference reads a Belgian structured reference (gestructureerde mededeling), written
// +++123/4567/89002+++, ***123/4567/89002*** or as 12 digits, and answers the 12 digits. The last two
// are the first ten mod 97, or 97 for 0 (Febelfin's bank standard). Anything else is
// ErrStructuredReference.
func ParseStructuredReference(text string) (string, error) {
	digits := text
	if len(text) == len("+++123/4567/89002+++") {
		if mark := text[:3]; (mark != "+++" && mark != "***") || text[17:] != mark || text[6] != '/' || text[11] != '/' {
			return "", fmt.Errorf("%w: it is not written +++123/4567/89002+++", ErrStructuredReference)
		}
		digits = text[3:6] + text[7:11] + text[12:17]
	}
	if len(digits) != 12 || !isDigits(digits) {
		return "", fmt.Errorf("%w: it has not twelve digits", ErrStructuredReference)
	}
	check := number(digits[:10]) % 97
	if check == 0 {
		check = 97
	}
	if number(digits[10:]) != check {
		return "", fmt.Errorf("%w: the check digits do not match", ErrStructuredReference)
	}
	return digits, nil
}

func isDigits(text string) bool {
	return !strings.ContainsFunc(text, func(char rune) bool { return char < '0' || char > '9' })
}
