package ui

import (
	"fmt"
	"strings"
	"testing"

	"breageek/ui/session"
)

func TestTheMatchAtHandStaysAtHandWhateverTheSize(t *testing.T) {
	s := opened(t, newPaper(t, story{"Un long récit", numbered(80), 1}), session.Deps{}, 120, 36)
	s.shows("§0.")
	s.press("/", "viaduc", "enter")
	s.shows("1/960")
	s.press("N", "N", "N")
	s.shows("958/960", "§79.")
	s.size(80, 24)
	s.shows("958/960")
	s.press("n")
	s.shows("959/960", "§79.")
}

// wide is a table of so many columns.
func wide(columns int, name string) string {
	var b strings.Builder
	b.WriteString("<table>")
	for y := range 3 {
		b.WriteString("<tr>")
		for x := range columns {
			fmt.Fprintf(&b, "<td>%s%d-%d</td>", name, y, x)
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

func TestATableIsNotWalkedBeyondItsEndByAWiderOne(t *testing.T) {
	body := wide(30, "large") + "<p>Entre.</p>" + wide(10, "menu")
	web := newPaper(t, story{"Deux tableaux", body, 1})
	s := opened(t, web, session.Deps{}, 80, 30)
	s.shows("large0-0", "menu0-0")
	s.press(strings.Repeat("}", 60))
	s.shows("large0-29", "menu0-9", "menu1-9", "menu2-9")
}

func TestAShortRowOfAWideTableIsMovedWithTheOthers(t *testing.T) {
	body := strings.NewReplacer("colonne0-5", "une colonne de vingt-huit cellules",
		"colonne1-5", "une colonne de vingt-huit cellules", "colonne2-5", "").
		Replace(wide(6, "colonne"))
	web := newPaper(t, story{"Un tableau", body, 1})
	s := opened(t, web, session.Deps{}, 80, 24)
	s.shows("colonne0-0", "colonne2-0")
	s.press(strings.Repeat("}", 20))
	s.shows("vingt-huit")
	s.hides("colonne0-0", "colonne1-0", "colonne2-0")
}

func TestWordsAreFoundInThePartOfATableThatIsNotSeen(t *testing.T) {
	web := newPaper(t, story{"Un tableau", "<p>Avant.</p>" + wide(20, "case"), 1})
	s := opened(t, web, session.Deps{}, 80, 24)
	s.shows("case0-0")
	s.press("/", "case1-19", "enter")
	s.shows("1/1", "case1-19")
}
