package terms

import (
	"slices"
	"strings"
	"testing"
)

func folded(text string) string {
	var out []string
	for w := range Words(text) {
		if text[w.From:w.To] != w.Text {
			out = append(out, "!"+w.Text)
		}
		out = append(out, w.Folded)
	}
	return strings.Join(out, " ")
}

func TestAScriptWithoutSpacesGivesItsPairsOfLetters(t *testing.T) {
	for text, want := range map[string]string{
		"図書館":           "図書 書館",
		"東京のカレー、パリ":     "東京 京の のカ カレ レー パリ",
		"猫":             "猫",
		"도서관이 문을":       "도서 서관 관이 문을",
		"ภาษาไทย":       "ภา าษ ษา าไ ไท ทย",
		"Go言語とC++":      "go 言語 語と",
		"le 東京 express": "le 東京 express",
		"2026年":         "2026 年",
	} {
		if got := folded(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestAWordIsTheSameWithAndWithoutWhatHasNoWidth(t *testing.T) {
	for text, want := range map[string]string{
		"می\u200cخواهم": "میخواهم", "میخواهم": "میخواهم", "exem\u00adple": "exemple",
		"\u200cکتاب\u200c": "کتاب", "كتاب عربي": "کتاب عربی", "محمّد": "محمد", "مـحـمد": "محمد",
		"क\u094d\u200dष": "क\u094dष", "हिन्दी": "हिन्दी", "CO₂": "co2",
	} {
		if got := folded(text); got != folded(want) || strings.Contains(got, " ") != strings.Contains(want, " ") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAWordCanAlsoBeFoundByItsParts(t *testing.T) {
	for text, want := range map[string]string{
		"می\u200cخواهم": "می خواهم", "exem\u00adple": "", "図書館": "館", "東京、パリ": "京 リ", "le mot": "",
	} {
		if got := strings.Join(slices.Collect(Parts(text)), " "); got != Fold(want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWordsWithSignsAreWords(t *testing.T) {
	for text, want := range map[string]string{
		"Du C++ au C# : F#.":       "c＋＋ c＃ f＃",
		"3,5 % et 3.5 pour cent":   "3，5 3，5",
		"R&D, A/B, AT&T":           "r＆d a／b at＆t",
		"24/7 et 9/11":             "24／7 9／11",
		"TCP/IP, et/ou, 12,50":     "", // told by their parts
		"1 + 1 = 2, fin. Voir #Go": "",
		"a, b. c/ d& #":            "",
		"notepad++ v1.2.3":         "notepad＋＋ v1，2，3",
		strings.Repeat("1,", 1000): "",
		"東京/A":                     "",
		"":                         "",
	} {
		if got := strings.Join(slices.Collect(Signed(text)), " "); got != want {
			t.Errorf("%.40q: %q, want %q", text, got, want)
		}
	}
}
