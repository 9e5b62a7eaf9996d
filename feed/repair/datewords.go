package repair

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed datewords.txt
var dateWordsFile string

// dateWords holds the names of months and days in all languages of CLDR.
type dateWords struct {
	months map[string][]monthName // by folded name
	names  []string               // of months, to be found by their beginnings
	others map[string][]string    // the languages of other words of dates
}

type monthName struct {
	language string
	month    int
}

// between holds words around a time that CLDR's formats lack.
var between = strings.Fields(`a at um on the of uhr kl klo kello ore alle om den de del dal le
	la las les el il al im am vom from dated den der den s st nd rd th er ere eme e o ° º ª dne
	dnia dia ve tues weds thur thurs`)

var loadDateWords = sync.OnceValue(func() dateWords {
	w := dateWords{months: map[string][]monthName{}, others: map[string][]string{}}
	for line := range strings.Lines(dateWordsFile) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "|")
		if strings.HasPrefix(line, "#") || len(fields) != 1+12+7+1 {
			continue
		}
		language := primary(fields[0])
		for i, names := range fields[1:] {
			for name := range strings.SplitSeq(names, ",") {
				switch {
				case i < 12:
					w.addMonth(language, name, i+1)
				default:
					w.addOthers(language, name)
				}
			}
		}
	}
	for name := range w.months {
		w.names = append(w.names, name)
	}
	for _, word := range between {
		w.others[word] = append(w.others[word], "")
	}
	return w
})

func (w *dateWords) addMonth(language, name string, month int) {
	spellings := []string{name}
	if language == "de" { // the spelling without umlauts
		spellings = append(spellings, strings.NewReplacer("ä", "ae").Replace(name))
	}
	for _, s := range spellings {
		s = nameKey(s)
		if s == "" || strings.ContainsAny(s, "0123456789") {
			continue // languages that number their months: parsed as numbers
		}
		w.months[s] = append(w.months[s], monthName{language, month})
	}
}

func (w *dateWords) addOthers(language, name string) {
	for _, word := range strings.FieldsFunc(name, notInWord) {
		word = nameKey(word)
		w.others[word] = append(w.others[word], language)
		if len(word) > 6 { // days are abbreviated in more ways than CLDR knows
			w.others[word[:3]] = append(w.others[word[:3]], "")
		}
	}
}

// nameKey returns a name in the form in which names are compared: folded, only letters.
func nameKey(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || r >= '0' && r <= '9':
			return r
		case r == ' ':
			return ' '
		}
		return -1
	}, foldName(s)))
}

func isDateWord(word string) bool { return len(loadDateWords().others[word]) > 0 }

func isMonthName(word string) bool { return len(loadDateWords().months[word]) > 0 }

// monthNames returns the months that a word may stand for, also as an abbreviation.
func monthNames(word string) []monthName {
	w := loadDateWords()
	if names := w.months[word]; names != nil {
		return names
	}
	if cut, ok := strings.CutPrefix(word, "ב"); ok { // Hebrew writes "in" with the name
		return w.months[cut]
	}
	if len([]rune(word)) < 3 {
		return nil
	}
	var all []monthName
	for _, name := range w.names { // "okto", "mar" for März
		if strings.HasPrefix(name, word) {
			all = append(all, w.months[name]...)
		}
	}
	return all
}

// agreed returns the month that names stand for: in English (RFC 5322 §3.3), or in one of the
// languages, or in every language with such a name. It returns 0 if they disagree, as about
// "lis", which is October or November.
func agreed(names []monthName, languages []string) int {
	for _, wanted := range append([]string{"en"}, languages...) {
		found := 0
		if wanted == "" {
			continue
		}
		for _, n := range names {
			if n.language == wanted {
				if found != 0 && found != n.month {
					return 0
				}
				found = n.month
			}
		}
		if found != 0 {
			return found
		}
	}
	found := 0
	for _, n := range names {
		if found != 0 && found != n.month {
			return 0
		}
		found = n.month
	}
	return found
}

var (
	yearFirst = pattern(`(?:^|[^\d])(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})(?:[^\d]|$)`)
	yearLast  = pattern(`(?:^|[^\d])(\d{1,2})([-/.]) ?(\d{1,2})[-/.] ?(\d{4}|\d{2})(?:[^\d]|$)`)
	counted   = pattern(`\b(?:thang|thg) ?(\d{1,2})\b`) // Vietnamese: "month 11"
	ordinal   = pattern(`^(\d{1,4})(?:st|nd|rd|th|er|ere|re|e|o|a|de|ste)?$`)
)

// readNumbers parses a date in numbers. "03/04/2026" is ambiguous: the language decides,
// except for English, which uses both orders.
func (d *dateReader) readNumbers() bool {
	if m := yearFirst().FindStringSubmatchIndex(d.rest); m != nil {
		part := func(i int) int { return number(d.rest[m[2*i]:m[2*i+1]]) }
		d.year, d.month, d.day = part(1), part(2), part(3)
		d.rest = d.rest[:m[2]] + " " + d.rest[m[7]:]
		return d.onlyWords()
	}
	m := yearLast().FindStringSubmatchIndex(d.rest)
	if m == nil {
		return false
	}
	first, second := number(d.rest[m[2]:m[3]]), number(d.rest[m[6]:m[7]])
	sign := d.rest[m[4]:m[5]]
	d.year = fullYear(d.rest[m[8]:m[9]])
	d.rest = d.rest[:m[2]] + " " + d.rest[m[9]:]
	switch english := d.language == "" || primary(d.language) == "en"; {
	case first > 12 || first == second || sign == ".": // DIN 1355 and similar
		d.day, d.month = first, second
	case second > 12 || d.language == "en-us":
		d.month, d.day = first, second
	case english && d.language != "en-gb" && d.language != "en-ie" && d.language != "en-au":
		return false
	default:
		d.day, d.month = first, second
	}
	return d.onlyWords()
}

// onlyWords reports whether only words are left that do not matter.
func (d *dateReader) onlyWords() bool {
	for _, word := range strings.FieldsFunc(d.rest, notInWord) {
		if !isDateWord(nameKey(word)) && !isMonthName(nameKey(word)) {
			return false
		}
	}
	return true
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && (r < '0' || r > '9') && r != '\'' && r != '.'
}

// readWords parses a date with the name of a month: a day, the name and a year, in any order.
func (d *dateReader) readWords() bool {
	rest := counted().ReplaceAllStringFunc(d.rest, func(m string) string {
		n := number(counted().FindStringSubmatch(m)[1])
		if n < 1 || n > 12 {
			return m
		}
		return " " + [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
			"nov", "dec"}[n-1] + " "
	})
	var numbers, months []string
	languages := []string{primary(d.language)}
	for _, token := range strings.FieldsFunc(rest, notInWord) {
		token = strings.Trim(token, ".'")
		if m := ordinal().FindStringSubmatch(token); m != nil {
			numbers = append(numbers, m[1])
			continue
		}
		for _, word := range splitDots(token) {
			word = nameKey(word)
			switch {
			case word == "":
			case len(monthNames(word)) > 0:
				months = append(months, word)
			case !isDateWord(word):
				return false
			default: // the name of the day hints at the language
				languages = append(languages, loadDateWords().others[word]...)
			}
		}
	}
	return d.assemble(numbers, months, languages)
}

// splitDots splits what only dots join ("20.nov.2026"), but not a name with dots ("พ.ย.").
func splitDots(token string) []string {
	if isMonthName(nameKey(token)) || isDateWord(nameKey(token)) {
		return []string{token}
	}
	return strings.Split(token, ".")
}

// assemble combines numbers and the words that may be a month. A word that may also be a day
// (mardi and mars are both "mar.") is the day if another one is the month.
func (d *dateReader) assemble(numbers, months, languages []string) bool {
	if len(months) > 1 {
		var only []string
		for _, word := range months {
			if !isDateWord(word) {
				only = append(only, word)
			}
		}
		months = only
	}
	if len(months) != 1 || len(numbers) != 2 {
		return false
	}
	d.month = agreed(monthNames(months[0]), languages)
	day, year := numbers[0], numbers[1]
	if len(day) > 2 || number(day) > 31 {
		day, year = year, day
	}
	d.day, d.year = number(day), fullYear(year)
	if d.year > 2400 && d.year < 2700 && hasThai(months[0]) {
		d.year -= 543 // Buddhist era
	}
	return d.year > 0 && len(day) <= 2
}

func hasThai(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Thai, r) })
}

// fullYear expands a year of two digits (RFC 5322 §4.3).
func fullYear(s string) int {
	n := number(s)
	switch {
	case len(s) == 3:
		return 1900 + n
	case len(s) > 2:
		return n
	case n < 50:
		return 2000 + n
	}
	return 1900 + n
}
