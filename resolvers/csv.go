package resolvers

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// byteOrderMark begins a sheet: without it spreadsheets take UTF-8 for something else.
const byteOrderMark = "\ufeff"

// sheet writes rows as the CSV that Dutch spreadsheets open with a click: RFC 4180 with semicolons, as
// the comma is their decimal mark, in UTF-8 with a byte order mark. No cell is taken for a formula.
func sheet(rows [][]string) (string, error) {
	var text strings.Builder
	text.WriteString(byteOrderMark)
	writer := csv.NewWriter(&text)
	writer.Comma, writer.UseCRLF = ';', true
	for _, row := range rows {
		plain := make([]string, len(row))
		for i, cell := range row {
			plain[i] = noFormula(cell)
		}
		if err := writer.Write(plain); err != nil {
			return "", fmt.Errorf("write a sheet: %w", err)
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return "", fmt.Errorf("write a sheet: %w", err)
	}
	return text.String(), nil
}

// noFormula is a cell that spreadsheets show as it is: whoever names a campaign, a run or a department does
// not choose what their program runs (OWASP, "CSV Injection"). They look past blanks, and take wide signs
// for narrow ones. Numbers stay numbers.
func noFormula(cell string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0"))
	if !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return cell
	}
	if _, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64); err == nil {
		return cell
	}
	return "'" + cell
}
