package markup

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

func TestSoftHyphensStayWithinWordsWhenAskedFor(t *testing.T) {
	const body = "<h2>Anti\u00adconstitu\u00ad\u00adtionnel\u00ad</h2><p>une\u00ad <b>\u00adfin\u00ad</b> " +
		"al&shy;e, 1\u00ad2, cafe\u0301\u00adine <code>a\u00adb</code> <a href='/a\u00adb'>li\u00aden</a>" +
		"</p><pre>c\u00add</pre><p><img src=/x.png alt='al\u00adt'></p>"
	want := "## Anti-constitu-tionnel\n\nune **fin** al-e, 12, cafe\u0301-ine `ab` " +
		"[li-en](https://valmont.example/ab)\n\n```\ncd\n```\n\n![alt](https://valmont.example/x.png)"
	got := Markdown(Keep(body, page), Options{SoftHyphens: true})
	if shown := strings.ReplaceAll(got, "\u00ad", "-"); shown != want {
		t.Errorf("got\n%s\nwant\n%s", shown, want)
	}
	if got := Markdown(Keep(body, page), Options{}); strings.Contains(got, "\u00ad") {
		t.Errorf("kept without being asked: %q", got)
	}
	if got := Text(Keep(body, page)); strings.Contains(got, "\u00ad") {
		t.Errorf("kept in plain text: %q", got)
	}
}

func checkSoftHyphens(t failer, s string) {
	runes := []rune(" " + s + " ")
	for i, r := range runes {
		if r == 0xad && (!unicode.IsLetter(runes[i-1]) && !unicode.IsMark(runes[i-1]) ||
			!unicode.IsLetter(runes[i+1])) {
			t.Fatalf("a soft hyphen beside %q and %q: %q", runes[i-1], runes[i+1], s)
		}
	}
}

func TestMarksDoNotClimbOverTheLinesAround(t *testing.T) {
	pile := strings.Repeat("\u0335\u0336", 30)
	for name, got := range map[string]string{
		"Line":     Line("Z" + pile + "algo"),
		"Markdown": Markdown(Keep("<p>Z"+pile+"&#8203;"+pile+"algo</p>", page), Options{}),
	} {
		n := 0
		for _, r := range got {
			if unicode.IsMark(r) {
				n++
			}
		}
		if n != 8 || !strings.HasSuffix(got, "algo") {
			t.Errorf("%s leaves %d marks: %q", name, n, got)
		}
	}
	for _, s := range []string{"tiếng Việt", "שָׁלוֹם", "हिन्दी", "e\u0301\u0302\u0303"} {
		if got := Markdown(Keep(s, page), Options{}); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// resultsTable is a table of election results: candidates by communes.
func resultsTable(rows, columns int) string {
	var b strings.Builder
	b.WriteString("<table>")
	for i := range rows {
		b.WriteString("<tr>")
		for j := range columns {
			fmt.Fprintf(&b, "<td>r%dc%d</td>", i, j)
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

func TestAWideTableLosesNoCell(t *testing.T) {
	md := Markdown(Keep(resultsTable(60, 200), page), Options{})
	for i := range 60 {
		for j := range 200 {
			if !strings.Contains(md, fmt.Sprintf("| r%dc%d |", i, j)) {
				t.Fatalf("row %d, column %d is lost", i, j)
			}
		}
	}
}

func TestTheLastColumnTakesWhatIsBeyondTheBound(t *testing.T) {
	md := Markdown(Keep(resultsTable(2, 300), page), Options{})
	if !strings.Contains(md, "| r0c255 r0c256 r0c257 ") || !strings.Contains(md, "r1c299 |") {
		t.Errorf("cells are lost: …%s", md[max(0, len(md)-400):])
	}
	first, _, _ := strings.Cut(md, "\n")
	if n := strings.Count(first, "|") - 1; n != maxColumns {
		t.Errorf("%d columns", n)
	}
}

func TestATableOfTooManyCellsSaysThatRowsAreMissing(t *testing.T) {
	row := "<tr>" + strings.Repeat("<td colspan=16>x", 10) + "</tr>"
	md := Markdown(Keep("<table>"+strings.Repeat(row, 300)+"</table><p>Suite.</p>", page), Options{})
	rows := strings.Split(strings.TrimSuffix(md, "\n\nSuite."), "\n")
	if cells := strings.Count(md, "|") - 2*len(rows); cells > maxCells {
		t.Errorf("%d cells", cells)
	}
	if last := rows[len(rows)-1]; !strings.HasPrefix(last, "| … |") {
		t.Errorf("the last row is %.60s", last)
	}
	if !strings.HasSuffix(md, "Suite.") {
		t.Error("the text after the table is lost")
	}
}

func TestASignThatJoinsWhatFollowsStaysBeforeALetterOnly(t *testing.T) {
	for in, want := range map[string]string{
		"verset \u06dd 12":      "verset 12", // the end of an ayah takes the space along
		"\u0d4e\u0d15 \u0d4e 1": "\u0d4e\u0d15 1",
		"\u0d4e\u0d4e\u0d15":    "\u0d4e\u0d15",
		"\u0605":                "",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line of %q is %q, not %q", in, got, want)
		}
		md := Markdown(Keep("<p>"+in+"</p>", page), Options{})
		if got := strings.Join(strings.Fields(md), " "); got != want {
			t.Errorf("Markdown of %q is %q, not %q", in, md, want)
		}
	}
}

// Format and ignorable characters of Unicode are invisible, and could hide or split words.
func TestNothingThatIsNotSeenLeaves(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point,
			unicode.Variation_Selector) {
			continue
		}
		body := Keep("a"+string(r)+"b", page)
		for _, got := range []string{Line("a" + string(r) + "b"), Text(body),
			Markdown(body, Options{})} {
			if got != "ab" && got != "a b" {
				t.Errorf("%U leaves: %q", r, got)
			}
		}
	}
}
