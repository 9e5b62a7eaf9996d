package related

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"breageek/store/terms"
)

// nameRun finds the names of several words in a text.
type nameRun struct {
	text     string
	names    *[]string
	topics   []*topic // the capitalised words that may be one name
	from, to int
	opens    bool // it begins with a sentence, so its first capital says nothing
}

// add goes on with a word that stands from one place to another.
func (n *nameRun) add(t *topic, w terms.Word, from, to int) {
	one := n.opens && len(n.topics) == 1
	if len(n.topics) > 0 && (!w.Capital || w.First || !joins(n.text[n.to:max(n.to, from)], one)) {
		n.finish()
	}
	if !w.Capital {
		return
	}
	if !w.First && !t.name {
		t.name, t.surface = true, n.text[from:to]
	}
	if n.topics = append(n.topics, t); len(n.topics) == 1 {
		n.from, n.opens = from, w.First
	}
	n.to = to
}

// finish notes the name that the words so far are.
func (n *nameRun) finish() {
	if len(n.topics) > 1 {
		*n.names = append(*n.names, n.text[n.from:n.to])
		for _, t := range n.topics {
			if t.span == 0 {
				t.span = len(*n.names) - 1
			}
		}
	}
	n.topics = n.topics[:0]
}

// nameTags notes the categories that are names: several words, one of them behind
// the first with a capital ("pont de la Sauvagine"). Their writers know where a
// name ends.
func (d *Topics) nameTags(st *terms.Stemmer, categories []string) {
	for _, c := range categories {
		var parts []*topic
		name := false
		for w := range terms.Words(c) {
			if t := d.topics[st.Stem(w.Folded)]; t != nil && !terms.IsDull(w.Folded) {
				parts = append(parts, t)
				name = name || w.Capital && !w.First
			}
		}
		if !name || len(parts) < 2 {
			continue
		}
		d.tags = append(d.tags, c)
		for _, t := range parts {
			if t.tag == 0 {
				t.tag = len(d.tags) - 1
			}
		}
	}
}

// joins reports whether two capitalised words with this between them are one name.
// "Hôpital de Nantes" at the head of a sentence is not known to be one.
func joins(between string, opens bool) bool {
	switch between {
	case " ", "-", "\u00a0", " Le ", " La ", " Les ", " De ", " Du ", " Des ":
		return true
	case " de ", " du ", " d’", " d'", " des ", " la ", " de la ", " le ":
		return !opens
	}
	// "Loir-et-Cher", "Celles-sur-Belle"
	return len(between) > 2 && between[0] == '-' && between[len(between)-1] == '-' &&
		!strings.Contains(between, " ")
}

func shoutedWord(s string) bool { return len(s) > 1 && strings.ToUpper(s) == s }

// prefixLength is how long what stands before the text of a title may be, in
// bytes: "Municipales : ", "Saint-Lô. ", "EN DIRECT | ".
const prefixLength = 40

// prefixEnd returns where the prefix of a title ends, 0 without one.
func prefixEnd(title string) int {
	i := strings.IndexAny(title, ":.|")
	if i < 0 || i > prefixLength || i+1 == len(title) {
		return 0
	}
	return i
}

// whole returns where the word stands as a user would quote it: with the parts of
// its hyphenated name that are too dull to be words of their own
// ("Grand-Hune", "sages-femmes"), a number with its groups and its unit
// ("2 816 rivets").
func whole(text string, w terms.Word) (from, to int) {
	from, to = w.From, w.To
	if strings.Trim(w.Folded, digits) == "" {
		return number(text, from, to)
	}
	if left, ok := strings.CutSuffix(text[:from], "-"); ok {
		start := len(strings.TrimRightFunc(left, unicode.IsLetter))
		if isDullPart(left[start:]) {
			from = start
		}
	}
	if right, ok := strings.CutPrefix(text[to:], "-"); ok {
		n := len(right) - len(strings.TrimLeftFunc(right, unicode.IsLetter))
		if isDullPart(right[:n]) {
			to += 1 + n
		}
	}
	return from, to
}

func isDullPart(s string) bool { return s != "" && terms.IsDull(terms.Fold(s)) }

const (
	digits = "0123456789"
	spaces = " \u00a0\u202f\u2009"
	groups = 4 // of digits, on either side: what is longer is a table
)

// number widens a group of digits to its number, and to the unit behind it.
func number(text string, from, to int) (int, int) {
	for range groups {
		left, ok := cutLastSpace(text[:from])
		n := len(left) - len(strings.TrimRight(left, digits))
		if !ok || to-from < 3 || n < 1 || n > 3 {
			break
		}
		from = len(left) - n
	}
	for range groups {
		right, ok := cutSpace(text[to:])
		if n := len(right) - len(strings.TrimLeft(right, digits)); !ok || n != 3 {
			break
		}
		to = len(text) - len(right) + 3
	}
	right, ok := cutSpace(text[to:])
	n := len(right) - len(strings.TrimLeftFunc(right, unicode.IsLower))
	switch {
	case !ok:
		return from, to
	case strings.HasPrefix(right, "%"), strings.HasPrefix(right, "€"):
		_, n = utf8.DecodeRuneInString(right)
	case n < 3 || terms.IsStop(terms.Fold(right[:n])):
		return from, to
	}
	return from, len(text) - len(right) + n
}

// cutSpace removes the one space that a text must begin with.
func cutSpace(s string) (rest string, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	return s[n:], n > 0 && strings.ContainsRune(spaces, r)
}

func cutLastSpace(s string) (rest string, ok bool) {
	r, n := utf8.DecodeLastRuneInString(s)
	return s[:len(s)-n], n > 0 && strings.ContainsRune(spaces, r)
}

// isNumber reports whether a topic is digits alone: it has neither unit nor name.
func (t *topic) isNumber() bool { return strings.Trim(t.surface, digits+spaces) == "" }
