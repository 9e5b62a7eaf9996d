package repair

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/af"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/az"
	"github.com/go-playground/locales/be"
	"github.com/go-playground/locales/bg"
	"github.com/go-playground/locales/bn"
	"github.com/go-playground/locales/bs"
	"github.com/go-playground/locales/ca"
	"github.com/go-playground/locales/cs"
	"github.com/go-playground/locales/cy"
	"github.com/go-playground/locales/da"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/de_AT"
	"github.com/go-playground/locales/el"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/eo"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/et"
	"github.com/go-playground/locales/eu"
	"github.com/go-playground/locales/fa"
	"github.com/go-playground/locales/fi"
	"github.com/go-playground/locales/fo"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/fr_CA"
	"github.com/go-playground/locales/ga"
	"github.com/go-playground/locales/gl"
	"github.com/go-playground/locales/gu"
	"github.com/go-playground/locales/he"
	"github.com/go-playground/locales/hi"
	"github.com/go-playground/locales/hr"
	"github.com/go-playground/locales/hu"
	"github.com/go-playground/locales/hy"
	"github.com/go-playground/locales/id"
	"github.com/go-playground/locales/is"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/ka"
	"github.com/go-playground/locales/kk"
	"github.com/go-playground/locales/km"
	"github.com/go-playground/locales/kn"
	"github.com/go-playground/locales/ko"
	"github.com/go-playground/locales/lb"
	"github.com/go-playground/locales/lt"
	"github.com/go-playground/locales/lv"
	"github.com/go-playground/locales/mk"
	"github.com/go-playground/locales/ml"
	"github.com/go-playground/locales/mn"
	"github.com/go-playground/locales/mr"
	"github.com/go-playground/locales/ms"
	"github.com/go-playground/locales/my"
	"github.com/go-playground/locales/nb"
	"github.com/go-playground/locales/ne"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/nn"
	"github.com/go-playground/locales/pa"
	"github.com/go-playground/locales/pl"
	"github.com/go-playground/locales/ps"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/pt_PT"
	"github.com/go-playground/locales/ro"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/si"
	"github.com/go-playground/locales/sk"
	"github.com/go-playground/locales/sl"
	"github.com/go-playground/locales/sq"
	"github.com/go-playground/locales/sr"
	"github.com/go-playground/locales/sr_Latn"
	"github.com/go-playground/locales/sv"
	"github.com/go-playground/locales/sw"
	"github.com/go-playground/locales/ta"
	"github.com/go-playground/locales/te"
	"github.com/go-playground/locales/th"
	"github.com/go-playground/locales/tr"
	"github.com/go-playground/locales/uk"
	"github.com/go-playground/locales/ur"
	"github.com/go-playground/locales/uz"
	"github.com/go-playground/locales/vi"
	"github.com/go-playground/locales/zh"
	"github.com/go-playground/locales/zh_Hant"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

// The languages whose feeds we know of. What the test writes is the program's table:
// CLDR's names as they stand in dates.
var languages = []locales.Translator{
	af.New(), ar.New(), az.New(), be.New(), bg.New(), bn.New(), bs.New(), ca.New(), cs.New(),
	cy.New(), da.New(), de.New(), de_AT.New(), el.New(), en.New(), eo.New(), es.New(), et.New(),
	eu.New(), fa.New(), fi.New(), fo.New(), fr.New(), fr_CA.New(), ga.New(), gl.New(), gu.New(),
	he.New(), hi.New(), hr.New(), hu.New(), hy.New(), id.New(), is.New(), it.New(), ja.New(),
	ka.New(), kk.New(), km.New(), kn.New(), ko.New(), lb.New(), lt.New(), lv.New(), mk.New(),
	ml.New(), mn.New(), mr.New(), ms.New(), my.New(), nb.New(), ne.New(), nl.New(), nn.New(),
	pa.New(), pl.New(), ps.New(), pt.New(), pt_PT.New(), ro.New(), ru.New(), si.New(), sk.New(),
	sl.New(), sq.New(), sr.New(), sr_Latn.New(), sv.New(), sw.New(), ta.New(), te.New(), th.New(),
	tr.New(), uk.New(), ur.New(), uz.New(), vi.New(), zh.New(), zh_Hant.New(),
}

func TestTheNamesOfMonthsAndDaysAreCLDRs(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Names of months and days of the week in dates, from CLDR: written by a test\n" +
		"# (go test ./feed/repair -run CLDR -update). A line a language: its months, then its days from\n" +
		"# Sunday on, the long name and the short one; last the words that stand between them.\n")
	for _, l := range languages {
		line := []string{strings.ReplaceAll(l.Locale(), "_", "-")}
		months, short := l.MonthsWide(), l.MonthsAbbreviated()
		for i := range months {
			line = append(line, both(months[i], short[i]))
		}
		days, shortDays := l.WeekdaysWide(), l.WeekdaysAbbreviated()
		for i := range days {
			line = append(line, both(days[i], shortDays[i]))
		}
		if len(line) != 1+12+7 {
			t.Fatalf("%s has %d names", line[0], len(line)-1)
		}
		line = append(line, strings.Join(literals(l), ","))
		b.WriteString(strings.Join(line, "|") + "\n")
	}
	if *update {
		if err := os.WriteFile("datewords.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile("datewords.txt"); err != nil || string(kept) != b.String() {
		t.Errorf("datewords.txt is not what CLDR says (%v): go test ./feed/repair -run CLDR -update", err)
	}
}

// literals are the words of a language's long date that are neither its month's nor its
// day's name: "de", "lyd", "г".
func literals(l locales.Translator) (words []string) {
	day := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	date := strings.ToLower(l.FmtDateFull(day))
	for _, name := range []string{l.MonthWide(time.November), l.WeekdayWide(time.Friday)} {
		date = strings.Replace(date, strings.ToLower(name), " ", 1)
	}
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’' }
	for _, word := range strings.FieldsFunc(date, func(r rune) bool { return !isWord(r) }) {
		words = append(words, strings.Trim(word, "'’"))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func both(long, short string) string {
	names := slices.Compact([]string{strings.ToLower(long), strings.ToLower(short)})
	return strings.Join(names, ",")
}
