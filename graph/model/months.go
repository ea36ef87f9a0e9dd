package model

import "time"

// Month is a calendar month in Belgium, written 2006-01. Months compare and sort as texts.
type Month string

// monthOnly is how a month is written.
const monthOnly = "2006-01"

// ParseMonth reads a month written 2006-01, in the years of ParseDay; false for anything else.
func ParseMonth(text string) (Month, bool) {
	_, err := ParseDay(text + "-01")
	return Month(text), err == nil
}

// MonthOf is the month that it is in Belgium at t.
func MonthOf(t time.Time) Month { return Month(t.In(Brussels()).Format(monthOnly)) }

// Add is the month n months later, or earlier when n is negative.
func (m Month) Add(n int) Month {
	return Month(Day(m+"-01").date().AddDate(0, n, 0).Format(monthOnly))
}

// Days lists its days.
func (m Month) Days() []Day {
	var days []Day
	for day := Day(m + "-01"); day[:len(m)] == Day(m); day = day.AddDays(1) {
		days = append(days, day)
	}
	return days
}

// Until lists the months from m to last; none when last comes before m.
func (m Month) Until(last Month) []Month {
	var months []Month
	for ; m <= last; m = m.Add(1) {
		months = append(months, m)
	}
	return months
}
