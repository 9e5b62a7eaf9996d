package repair

import (
	"regexp"
	"strings"
	"time"
)

// The forms of a time of day: 14:30, 14:30:05.123, 14 h 30, 14.30 Uhr, kl. 14.30, 14時30分, 2
// pm.
var (
	clock = pattern(`(午前|上午|오전|午後|下午|오후)?\s*\b(\d{1,2})\s?:\s?(\d{2})` +
		`(?:\s?:\s?(\d{2})(?:[.,]\d+)?)?`)
	hoursH     = pattern(`\b()(\d{1,2}) ?(?:h|hs|hrs|u)(?: ?(\d{2})(?: ?(?:m|min|mn))?()?)?\b`)
	hoursDot   = pattern(`(?:\b(?:kl|klo|ore|um|ora|alle)\b[.,]?)\s?()(\d{1,2})[.](\d{2})()\b`)
	hoursUhr   = pattern(`\b()(\d{1,2})(?:[.](\d{2}))?() ?uhr\b`)
	hoursAsian = pattern(`(午前|上午|오전|午後|下午|오후)?\s*(\d{1,2})\s*[時时시点點]\s*(?:(\d{1,2})\s*[分분])?` +
		`\s*(?:(\d{1,2})\s*[秒초])?`)
	hoursHalf = pattern(`\b()(\d{1,2})()()(?: ?(?:am|pm|a\.m\.|p\.m\.))`)

	half = pattern(`^[ ,]*(am|pm|a\. ?m\.?|p\. ?m\.?|π\.?μ\.?|μ\.?μ\.?|ص|م)(?:[^\p{L}]|$)`)
)

// readTime parses the time of day, with "am" or "pm" and the time zone behind it. Without a
// time it is midnight in UTC. It returns false for a time that makes no sense.
func (d *dateReader) readTime() bool {
	forms := []func() *regexp.Regexp{hoursAsian, clock, hoursUhr, hoursDot, hoursH, hoursHalf}
	for _, form := range forms {
		m := form().FindStringSubmatchIndex(d.rest)
		if m == nil {
			continue
		}
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return d.rest[m[2*i]:m[2*i+1]]
		}
		d.hour, d.minute, d.second, d.timed = number(part(2)), number(part(3)), number(part(4)), true
		end := m[1]
		if form() == hoursHalf() {
			end = m[5]
		}
		before, after := d.rest[:m[0]], d.rest[end:]
		later := map[string]string{"午後": "pm", "下午": "pm", "오후": "pm"}[part(1)]
		if later == "" && part(1) != "" {
			later = "am"
		}
		if h := half().FindStringSubmatchIndex(after); h != nil && later == "" {
			later, after = after[h[2]:h[3]], after[h[3]:]
		}
		if later != "" && !d.inHalf(later) {
			return false
		}
		after, ok := d.readZone(after)
		d.rest = before + " " + after
		return ok
	}
	return true
}

// inHalf applies "am" or "pm", in any language.
func (d *dateReader) inHalf(name string) bool {
	if d.hour > 12 { // "14:30 pm" occurs, too
		return d.hour < 24
	}
	switch name[0] {
	case 'a', 'p':
		d.hour %= 12
		if name[0] == 'p' {
			d.hour += 12
		}
		return true
	}
	d.hour %= 12
	if name == "م" || strings.HasPrefix(name, "μ") {
		d.hour += 12
	}
	return true
}

var (
	offset   = pattern(`^[ ,]*(?:gmt|utc|ut|z)? ?([+-]) ?(\d{1,2}):?(\d{2})?(?::\d{2})?(?:[^\d]|$)`)
	zoneName = pattern(`^[ ,]*([a-z]{1,5})\b\.?`)
	zoneCity = pattern(`^[ ,]*([a-z]+/[a-z_]+(?:/[a-z_]+)?)\b`)
)

// readZone parses a time zone at the beginning of s, and returns what follows it. It returns
// false for a name that is ambiguous or unknown.
func (d *dateReader) readZone(s string) (rest string, ok bool) {
	if m := offset().FindStringSubmatchIndex(s); m != nil {
		return d.readOffset(s, m)
	}
	if m := zoneCity().FindStringSubmatchIndex(s); m != nil {
		return s[m[1]:], d.city(s[m[2]:m[3]])
	}
	m := zoneName().FindStringSubmatchIndex(s)
	if m == nil {
		return s, true
	}
	name, after := s[m[2]:m[3]], s[m[1]:]
	zone, known := zones[name]
	zoneHere, knownHere := zonesOf[name][primary(d.language)]
	switch {
	case known:
		d.zone = zone * 60
		return after, true
	case zonesAt[name] != "" && (d.language == "" || primary(d.language) == "en"):
		return after, d.city(zonesAt[name])
	case len(name) == 1: // RFC 5322 §4.3: military letters were used wrongly
		return after, true
	case knownHere:
		d.zone = zoneHere * 60
		return after, true
	}
	return s, zonesOf[name] == nil && (isDateWord(name) || isMonthName(name))
}

// readOffset parses an offset such as "+0100", with the positions in m, and the name of the
// zone behind it.
func (d *dateReader) readOffset(s string, m []int) (rest string, ok bool) {
	hours, minutes := number(s[m[4]:m[5]]), 0
	end := m[5]
	if m[6] >= 0 {
		minutes, end = number(s[m[6]:m[7]]), m[7]
	}
	if hours > 15 || minutes > 59 {
		return s, false
	}
	d.zone = hours*3600 + minutes*60
	if s[m[2]:m[3]] == "-" {
		d.zone = -d.zone
	}
	rest = zoneName().ReplaceAllStringFunc(s[end:], func(name string) string {
		if _, known := zones[strings.Trim(name, " ,.")]; known { // "+0100 CET"
			return ""
		}
		return name
	})
	return rest, true
}

// city looks up a zone such as "europe/paris"; whether it is summer time depends on the date.
func (d *dateReader) city(name string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '/' })
	for i, w := range words {
		parts := strings.Split(w, "_")
		for n, p := range parts {
			parts[n] = strings.ToUpper(p[:1]) + p[1:]
		}
		words[i] = strings.Join(parts, "_")
	}
	zone, err := time.LoadLocation(strings.Join(words, "/"))
	if err != nil {
		return false
	}
	d.place = zone
	return true
}

// zonesAt holds the English names of North American zones that do not say whether it is summer
// (CLDR, "generic" names).
var zonesAt = map[string]string{"et": "america/new_york", "ct": "america/chicago",
	"mt": "america/denver", "pt": "america/los_angeles"}

// primary returns a language without its region.
func primary(language string) string {
	language, _, _ = strings.Cut(language, "-")
	return language
}

// zones holds the unambiguous names of time zones, in minutes east of UTC: those of RFC 5322
// §4.3, abbreviations of the IANA time zone database, and the German, French and Indonesian
// names.
var zones = map[string]int{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
	"pdt":  -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
	"wet": 0, "west": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180,
	"mez": 60, "mesz": 120, "oez": 120, "oesz": 180, "bst": 60, "msk": 180, "msd": 240,
	"hne": -300, "hae": -240, "hnc": -360, "hac": -300, "hnr": -420, "har": -360, "hnp": -480,
	"hap": -420,
	"idt": 180, "trt": 180, "irst": 210, "irdt": 270, "gst": 240, "pkt": 300, "npt": 345,
	"ict": 420, "wib": 420, "wita": 480, "wit": 540, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480,
	"awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
	"nzst": 720, "nzdt": 780, "sast": 120, "cat": 120, "eat": 180, "wat": 60,
	"brt": -180, "brst": -120, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300,
}

// zonesOf holds ambiguous names, by language.
var zonesOf = map[string]map[string]int{
	"ist": {"hi": 330, "bn": 330, "gu": 330, "kn": 330, "ml": 330, "mr": 330, "pa": 330, "ta": 330,
		"te": 330, "he": 120, "ga": 60},
}
