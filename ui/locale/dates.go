package locale

import (
	"strconv"
	"strings"
	"time"
)

// calendar is how a language writes days. Months and days count from January
// and Sunday, as package time does.
type calendar struct {
	months, shortMonths [12]string
	days                [7]string
	first               string // the first of a month: "1er"; empty: "1"
	monthFirst          bool   // "November 19" rather than "19 novembre"
	comma               string // between day and year
	clock               string // between hours and minutes
	padHours            bool   // "08:30" rather than "8 h 30"
}

// Date writes a day: "19 avril 2024", "1er mai 2024"; "April 19, 2024". The day
// is t's own: convert t to the user's zone first.
func (l *Locale) Date(t time.Time) string {
	return l.dayMonth(t, l.cal.months) + l.cal.comma + " " + strconv.Itoa(t.Year())
}

// DateTime writes a day and the clock: "19 avril 2024, 14 h 30".
func (l *Locale) DateTime(t time.Time) string { return l.Date(t) + ", " + l.Clock(t) }

// Clock writes the time of day: "14 h 30" or "14:30".
func (l *Locale) Clock(t time.Time) string {
	hours := strconv.Itoa(t.Hour())
	if l.cal.padHours && t.Hour() < 10 {
		hours = "0" + hours
	}
	return hours + l.cal.clock + t.Format("04")
}

// Day names a day as a heading, seen from now: "Aujourd'hui", "Hier",
// "mercredi 19 novembre", and the year where it is another one.
func (l *Locale) Day(now, t time.Time) string {
	switch daysBetween(t, now) {
	case 0:
		return l.Today
	case 1:
		return l.Yesterday
	}
	day := l.cal.days[t.Weekday()] + " " + l.dayMonth(t, l.cal.months)
	if t.Year() != now.Year() {
		day += l.cal.comma + " " + strconv.Itoa(t.Year())
	}
	return day
}

func (l *Locale) dayMonth(t time.Time, months [12]string) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && l.cal.first != "" {
		day = l.cal.first
	}
	month := months[t.Month()-1]
	if l.cal.monthFirst {
		return month + " " + day
	}
	return day + " " + month
}

// Ago says how long ago t was, in at most 9 cells for a list: "12 min", "3 h",
// "2 j", then the day: "19 nov." and, for another year, "2024".
func (l *Locale) Ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case d < time.Minute:
		return l.Now
	case d < time.Hour:
		return l.unit(int(d/time.Minute), l.Minutes)
	case d < 24*time.Hour:
		return l.unit(int(d/time.Hour), l.Hours)
	case d < 7*24*time.Hour:
		return l.unit(max(1, daysBetween(t, now)), l.Days)
	case t.Year() == now.Year():
		return l.dayMonth(t, l.cal.shortMonths)
	}
	return strconv.Itoa(t.Year())
}

// Since is Ago as part of a sentence: "il y a 12 min", "à l'instant".
func (l *Locale) Since(now, t time.Time) string {
	short := l.Ago(now, t)
	switch d := now.Sub(t); {
	case d < time.Minute:
		return l.JustNow
	case d >= 7*24*time.Hour:
		return short
	}
	return strings.ReplaceAll(l.AgoForm, "%s", short)
}

// Apart says when b was, seen from a: "2 jours plus tard", "3 heures plus tôt",
// "le même jour" where they are of one minute. A zero time gives nothing.
func (l *Locale) Apart(a, b time.Time) string {
	if a.IsZero() || b.IsZero() {
		return ""
	}
	form, days := l.Later, daysBetween(a, b)
	if b.Before(a) {
		form, days = l.Earlier, -days
	}
	var span string
	switch d := b.Sub(a).Abs(); {
	case days == 0 && d < time.Minute:
		return l.SameDay
	case days == 0 && d < time.Hour:
		span = l.Count(int(d/time.Minute), l.MinuteNoun)
	case days == 0:
		span = l.Count(int(d/time.Hour), l.HourNoun)
	case days < 14:
		span = l.Count(days, l.DayNoun)
	case days < 60:
		span = l.Count(days/7, l.WeekNoun)
	case days < 730:
		span = l.Count(days*12/365, l.MonthNoun)
	default:
		span = l.Count(days/365, l.YearNoun)
	}
	return strings.ReplaceAll(form, "%s", span)
}

func (l *Locale) unit(n int, form string) string {
	return strings.ReplaceAll(form, "%s", strconv.Itoa(n))
}

// daysBetween counts midnights from a to b, in b's zone.
func daysBetween(a, b time.Time) int {
	a = a.In(b.Location())
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	days := time.Date(by, bm, bd, 0, 0, 0, 0, time.UTC).
		Sub(time.Date(ay, am, ad, 0, 0, 0, 0, time.UTC))
	return int(days / (24 * time.Hour))
}
