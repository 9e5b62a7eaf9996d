package feed

import (
	"regexp"
	"strings"
	"time"

	"github.com/araddon/dateparse"
)

// Date reads a date as publishers write it: RFC 3339, RFC 1123, "19 avril 2024 à
// 14 h 30" and whatever else can be understood. The result is UTC; zero when
// nothing can be read.
func Date(s string) time.Time { return date(s, nil) }

// date reads the dates that feeds really carry: RFC 1123 and 3339 with their
// common slips, French ones ("19 avril 2024 à 14 h 30"), and whatever else can
// be understood. known is what a feed parser made of it already, or nil. The
// result is UTC; zero when nothing can be read, or only the clock's zero.
func date(s string, known *time.Time) time.Time {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 100 {
		s = ""
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC3339, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil && (layout != time.RFC1123 ||
			strings.HasSuffix(s, "GMT") || strings.HasSuffix(s, "UTC")) {
			return plausible(t)
		}
	}
	if known != nil && known.Year() > 100 {
		return plausible(*known)
	}
	if s == "" {
		return time.Time{}
	}
	return plausible(oddDate(s))
}

func plausible(t time.Time) time.Time {
	if t.Year() <= 1970 || t.Year() > 9000 {
		return time.Time{}
	}
	return t.UTC()
}

var (
	hours   = regexp.MustCompile(`\b(\d{1,2}) ?h(?: ?(\d{2}))?\b`)
	first   = regexp.MustCompile(`\b1er\b`)
	weekday = regexp.MustCompile(`(?i)^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)` +
		`[a-z]*\.?,? +`)
	monthName = regexp.MustCompile(`(?i)\b(janv|fevr|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|` +
		`dec|jan|feb|apr|may|jun|jul|aug|sep|mar)[a-z]*\b\.?`)
	accents = strings.NewReplacer("é", "e", "É", "E", "û", "u", "Û", "U", " à ", " ", "&eacute;", "e")
)

func oddDate(s string) time.Time {
	s = accents.Replace(s)
	s = weekday.ReplaceAllString(s, "")
	s = first.ReplaceAllString(s, "1")
	s = hours.ReplaceAllStringFunc(s, func(m string) string {
		parts := hours.FindStringSubmatch(m)
		if parts[2] == "" {
			parts[2] = "00"
		}
		return parts[1] + ":" + parts[2]
	})
	s = monthName.ReplaceAllStringFunc(s, englishMonth)
	for _, layout := range []string{
		"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05",
		"2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04", "2 Jan 2006", "Jan 2, 2006 15:04:05",
		"Jan 2, 2006 15:04", "Jan 2, 2006", "2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 MST",
		"2 Jan 06 15:04", "2 Jan 06", "02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006",
		"2006-01-02T15:04Z0700", "2006-01-02T15Z07:00", "2006-01-02 15:04:05 -0700",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	t, err := parseAny(s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// parseAny keeps a stranger's date from panicking in a parser of guesses.
func parseAny(s string) (t time.Time, err error) {
	defer func() {
		if recover() != nil {
			t = time.Time{}
		}
	}()
	return dateparse.ParseAny(s)
}

func englishMonth(s string) string {
	s = strings.ToLower(s)
	for _, m := range []struct{ french, english string }{
		{"jan", "Jan"}, {"fe", "Feb"}, {"mars", "Mar"}, {"av", "Apr"}, {"mai", "May"},
		{"juin", "Jun"}, {"juil", "Jul"}, {"ao", "Aug"}, {"se", "Sep"}, {"oc", "Oct"},
		{"no", "Nov"}, {"de", "Dec"}, {"ap", "Apr"}, {"may", "May"}, {"jun", "Jun"},
		{"jul", "Jul"}, {"au", "Aug"}, {"mar", "Mar"},
	} {
		if strings.HasPrefix(s, m.french) {
			return m.english
		}
	}
	return s
}
