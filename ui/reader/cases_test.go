package reader

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
)

// hard is a body that nobody writes and that a feed may send all the same.
type hard struct {
	name  string
	size  int
	body  func(n int) string // n says how much of it
	words string             // what is read of it; empty: the body without its tags
	table bool               // its words are to be read cell by cell
}

// hardCases are as large as the brief of the reader asks for: what they take is in
// BenchmarkHard.
func hardCases() []hard {
	return []hard{
		{name: "table of 200 rows and 60 columns", size: 200, table: true,
			body: func(n int) string { return gridOf(n, 60) }},
		{name: "table of 60 rows and 200 columns", size: 200, table: true,
			body: func(n int) string { return gridOf(60, n) }},
		{name: "figures in 60 rows and 200 columns", size: 200, table: true, body: func(n int) string {
			return strings.NewReplacer(">r", ">1", "c", "00").Replace(gridOf(60, n))
		}},
		{name: "code of 300 kB", size: 300, body: func(n int) string {
			return "<pre><code>" + strings.Repeat(chars(1000)+"\n", n) + "</code></pre>"
		}},
		{name: "a line of code of 300 kB", size: 300_000, body: func(n int) string {
			return "<pre><code>" + chars(n) + "</code></pre>"
		}},
		{name: "5000 headings", size: 5000, body: func(n int) string {
			return count(n, "<h%[2]d>Chapitre %[1]d</h%[2]d>", func(i int) int { return i%6 + 1 })
		}},
		{name: "200 lists in each other", size: 200, body: func(n int) string {
			return count(n, "<ul><li>Point %d", nil) + strings.Repeat("</li></ul>", n)
		}},
		{name: "100 quotes in each other", size: 100, body: func(n int) string {
			return count(n, "<blockquote><p>Parole %d</p>", nil) + strings.Repeat("</blockquote>", n)
		}},
		{name: "a paragraph of 200 kB", size: 200_000, body: func(n int) string {
			return "<p>" + strings.Repeat(french, n/len(french)) + "</p>"
		}},
		{name: "5000 characters without a space", size: 5000, body: func(n int) string {
			return "<p>" + strings.Repeat("é", n) + "</p><p>" + strings.Repeat("/chemin", n/7) + "</p>"
		}},
		{name: "Arabic, Hebrew and French", size: 100, body: repeated("<p>" + rightToLeft + "</p>")},
		{name: "ideographs", size: 100, body: func(n int) string {
			return "<p>" + strings.Repeat(ideographs, n) + "</p><p>" + ideographs + "</p>"
		}},
		{name: "marks on letters", size: 100, body: repeated("<p>" + marked8 + "</p>")},
		{name: "emoji", size: 100, body: repeated("<p>" + emoji + "</p><p>" + emojiAlone + "</p>")},
		{name: "10000 links", size: 10_000, body: func(n int) string {
			return "<p>" + count(n, `<a href="https://a.example/%d">lien %[1]d</a> et `, nil) + "</p>"
		}},
		{name: "2000 pictures", size: 2000, words: told(2000), body: func(n int) string {
			return count(n, `<figure><img src="/%d.jpg" alt="Vue %[1]d"></figure>`, nil)
		}},
	}
}

const (
	french = "Les riverains de l’été attendent la fin du chantier, qui a coûté 1 234 567 euros : " +
		"« enfin ! » dit le maire de Port-Vieil. "
	rightToLeft = "قال الوزير إن 45 % من السكان يؤيدون المشروع. אמר השר כי 1 234 תושבים תומכים " +
		"dit le maire : « نعم ! » (שלום) et שָׁלוֹם, بِسْمِ, 12/04/2026 ثم \"Port-Vieil\" كذلك. "
	ideographs = "東京都知事選挙は、七月七日に投開票が行われる。「無所属」の候補（３人）が" +
		"立候補した。한국어도 있습니다。"
	marked8 = "Tie\u0302\u0301ng Vie\u0323\u0302t, nu\u031bo\u031b\u0301c, cafe\u0301, " +
		"Z\u0335\u0336\u0337\u0338" +
		"\u0321\u0322\u0327\u0328a\u0335\u0336\u0337l\u0302g\u0303o हिन्दी ไทยน้ำ "
	emoji = "famille 👨‍👩‍👧‍👦, drapeaux 🇫🇷🇬🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿🏳️‍🌈, mains 👍🏽👋🏿, touches 1️⃣#️⃣*️⃣, " +
		"cœur ❤️ et ❤, ☎️ ☀ ⌚ © ™ ♀️ 👩🏾‍🚀. "
	emojiAlone = "🙂🎉👨‍👩‍👧‍👦🇫🇷🇩🇪👍🏽❤️⭐🚀"
)

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n) }
}

// count writes a format n times, with its number and perhaps another one.
func count(n int, format string, of func(int) int) string {
	var b strings.Builder
	for i := range n {
		if of == nil {
			fmt.Fprintf(&b, format, i)
		} else {
			fmt.Fprintf(&b, format, i, of(i))
		}
	}
	return b.String()
}

// chars are n letters and signs without a space.
func chars(n int) string {
	const all = "abcdefghijklmnopqrstuvwxyz0123456789-_(){};éà"
	s := strings.Repeat(all, n/len(all)+1)
	for !unicode.IsLetter(rune(s[n])) {
		n--
	}
	return s[:n]
}

func gridOf(rows, columns int) string {
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

func told(n int) string { return count(n, "Vue %d ", nil) }

var tags = regexp.MustCompile(`<[^>]*>`)

// read is what of the body's words a reader reads.
func (h hard) read() string {
	if h.words != "" {
		return essence(h.words)
	}
	return essence(html.UnescapeString(tags.ReplaceAllString(h.body(h.size), " ")))
}

// essence is what of a text must be there in its order whatever breaks its lines: its
// letters, digits and marks, and its emoji without what terminals disagree about.
func essence(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Variation_Selector, r) || r >= 0x1f3fb && r <= 0x1f3ff ||
			r >= 0xe0000:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r >= 0x1f000:
			return r
		}
		return -1
	}, s)
}
