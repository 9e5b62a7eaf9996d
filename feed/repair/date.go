package repair

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Date parses a date as publishers write it: RFC 3339, RFC 1123, "19 avril 2024 à 14 h 30",
// and those of other languages; see [DateIn]. The result is in UTC, and zero if there is no
// date.
func Date(s string) time.Time { return DateIn(s, "") }

// DateIn parses a date in a language (BCP 47; it may be empty), or in any other whose names of
// months CLDR knows. An ambiguous day or time zone is not guessed: a missing date does less
// harm than a wrong one. The result is in UTC, and zero if there is no date, or only the zero
// of a clock.
func DateIn(s, language string) time.Time {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || len(s) > 200 {
		return time.Time{}
	}
	if t, ok := standardDate(s); ok {
		return plausible(t)
	}
	d := dateReader{language: strings.ToLower(language), rest: plainDate(s)}
	d.rest = dotted().ReplaceAllString(d.rest, "$1:$2:$3")
	if t, ok := d.read(); ok {
		return plausible(t)
	}
	return time.Time{}
}

// standardDate parses the forms that nearly all feeds use: those of RSS 2.0 and Atom.
func standardDate(s string) (time.Time, bool) {
	layouts := []string{time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 GMT"}
	switch last := s[len(s)-1]; {
	case s[0] >= '0' && s[0] <= '9':
		layouts = []string{time.RFC3339}
	case last == 'T':
		layouts = layouts[1:]
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func plausible(t time.Time) time.Time {
	if t.Year() <= 1970 || t.Year() > 9000 {
		return time.Time{}
	}
	return t.UTC()
}

// plainDate normalises a date: ASCII digits, lower case, no accents, no invisible characters,
// no comments (RFC 5322 §3.2.2).
func plainDate(s string) string {
	s = comment().ReplaceAllString(s, " ")
	return strings.Join(strings.Fields(foldName(s)), " ")
}

// dotted matches a time with dots behind a year: Danish, Finnish, Indonesian.
var dotted = pattern(`(\b\d{4}(?:-\d{2}-\d{2})?[ ,t]+\d{1,2})\.(\d{2})\.(\d{2})\b`)

var comment = pattern(`\([^()]*\)`)

// foldName normalises a name, as in the tables.
func foldName(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f, r == 0x200c, r == 0x200d, r == 0x200e, r == 0x200f, r == 0x654:
			return -1
		case r == '’' || r == '׳' || r == 'ʼ':
			return '\''
		case r == '−' || r == '–' || r == '‐' || r == '‑':
			return '-'
		}
		if d, ok := digit(r); ok {
			return '0' + rune(d)
		}
		return r
	}, norm.NFKD.String(strings.ToLower(s))))
}

// digit returns the value of a decimal digit of any script.
func digit(r rune) (int, bool) {
	for _, zero := range []rune{0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66,
		0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810} {
		if r >= zero && r <= zero+9 {
			return int(r - zero), true
		}
	}
	return 0, false
}

// pattern returns a regular expression that is compiled when it is first used: most starts of
// the program parse no feed, and most feeds have no unusual dates.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// The forms of W3C's NOTE-datetime and ISO 8601, with common mistakes: a space instead of the
// T, a zone without its colon, a comma in the seconds.
var (
	isoDate = pattern(`^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[t ,]+(.*))?$`)
	isoBare = pattern(`^(\d{4})(\d{2})(\d{2})(?:[t ]?(\d{2})(\d{2})(\d{2})?(.*))?$`)
	isoYear = pattern(`^\d{4}$`)
	unix    = pattern(`^(\d{10})(\d{3})?$`)
)

// dateReader parses one date. What it has parsed is removed from rest.
type dateReader struct {
	language string
	rest     string

	year, month, day     int
	hour, minute, second int
	zone                 int // seconds east of UTC
	place                *time.Location
	timed                bool
}

func (d *dateReader) read() (time.Time, bool) {
	if m := unix().FindStringSubmatch(d.rest); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return time.Unix(n, 0), true
	}
	switch {
	case isoYear().MatchString(d.rest):
		d.year, d.month, d.day = number(d.rest), 1, 1
		return d.time()
	case d.readISO():
		return d.time()
	}
	d.rest = asian().ReplaceAllString(d.rest, " $1-$2-$3 ")
	if !d.readTime() {
		return time.Time{}, false
	}
	if !d.readNumbers() && !d.readWords() {
		return time.Time{}, false
	}
	return d.time()
}

func (d *dateReader) readISO() bool {
	if m := isoBare().FindStringSubmatch(d.rest); m != nil && number(m[2]) <= 12 {
		d.year, d.month, d.day = number(m[1]), number(m[2]), number(m[3])
		if m[4] == "" {
			return true
		}
		d.hour, d.minute, d.second, d.timed = number(m[4]), number(m[5]), number(m[6]), true
		rest, ok := d.readZone(m[7])
		return ok && rest == ""
	}
	m := isoDate().FindStringSubmatch(d.rest)
	if m == nil {
		return false
	}
	d.year, d.month, d.day = number(m[1]), number(m[2]), max(1, number(m[3]))
	d.rest = m[4]
	if d.rest == "" {
		return true
	}
	if m := bareHour().FindStringSubmatch(d.rest); m != nil { // "T10Z", "T10+01:00"
		d.hour, d.timed = number(m[1]), true
		rest, ok := d.readZone(m[2])
		return ok && rest == ""
	}
	return d.readTime() && d.timed && d.onlyWords()
}

var bareHour = pattern(`^(\d{1,2})(z|[+-]\d{1,2}:?\d{0,2})?$`)

// asian matches a date in Chinese, Japanese or Korean.
var asian = pattern(`(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?`)

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// time returns the date, if there is such a day and time.
func (d *dateReader) time() (time.Time, bool) {
	if d.month < 1 || d.month > 12 || d.day < 1 || d.hour > 24 || d.minute > 59 || d.second > 60 ||
		d.hour == 24 && d.minute+d.second > 0 {
		return time.Time{}, false
	}
	last := time.Date(d.year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d.day > last {
		return time.Time{}, false
	}
	if d.place != nil {
		return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, min(d.second, 59), 0,
			d.place), true
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, min(d.second, 59), 0,
		time.UTC)
	return t.Add(-time.Duration(d.zone) * time.Second), true
}
