package reader

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/theme"
)

// reset ends every style.
const reset = "\x1b[m"

// number is how the text tells the number of a link.
func number(n int) string { return "[" + strconv.Itoa(n) + "]" }

// linker turns the marks around links into styles, line by line. A link's words are a
// hyperlink (OSC 8) too, where the terminal has them.
type linker struct {
	marks  []mark
	quiet  sgr    // of numbers, and of what is said of pictures
	anchor string // what begins the style of a link's words
	open   *mark  // the one that is being read
	number *mark  // the one whose number is being read
	around string // the styles in force where the line is read
}

func newLinker(th *theme.Theme, marks []mark) linker {
	return linker{marks: marks, quiet: sgrOf(th.Dim), anchor: sgrOf(th.Anchor).begin}
}

// line makes the links of a line, and says where they stand in it.
func (k *linker) line(line string) (string, []spot) {
	if strings.IndexFunc(line, isMark) < 0 {
		return line, nil
	}
	var b strings.Builder
	var spots []spot
	at := int32(0)
	k.open, k.number, k.around = nil, nil, ""
	for line != "" {
		i := strings.IndexFunc(line, isMark)
		part := line
		if i >= 0 {
			part = line[:i]
		}
		w := int32(cellsOf(part))
		if s, ok := k.spot(at, at+w); ok {
			spots = append(spots, s)
		}
		at += w
		b.WriteString(k.styled(part))
		if i < 0 {
			break
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		k.pass(&b, r)
		line = line[i+size:]
	}
	return b.String(), spots
}

// spot is where the words or the number of the link stand that is being read.
func (k *linker) spot(from, to int32) (spot, bool) {
	s := spot{cells: cells{from: from, to: to}}
	switch {
	case from == to:
		return s, false
	case k.number != nil:
		s.link, s.number = k.number.link, true
		return s, true
	case k.open != nil && !k.open.picture:
		s.link = k.open.link
		return s, true
	}
	return s, false
}

// pass goes over a mark.
func (k *linker) pass(b *strings.Builder, r rune) {
	was := k.open
	if k.open != nil && !isWithin(k.open.url) {
		b.WriteString(end())
	}
	k.open, k.number = nil, nil
	switch {
	case r >= firstMark && int(r-firstMark) < len(k.marks):
		k.open = &k.marks[r-firstMark]
		if !isWithin(k.open.url) {
			b.WriteString(begin(k.open.url))
		}
	case r == linkClose && was != nil && !was.picture:
		k.number = was
	}
}

// styled returns the words of a link their style, and again after each style that
// ends within it; the styles that go on behind it are begun anew.
func (k *linker) styled(s string) string {
	k.around = inForce(k.around, s)
	switch {
	case s == "" || k.open == nil && k.number == nil:
		return s
	case k.number != nil, k.open.picture:
		quiet := k.quiet.on(ansi.Strip(s))
		if k.around != "" {
			quiet = reset + quiet + k.around
		}
		return quiet
	}
	return k.anchor + strings.ReplaceAll(s, reset, reset+k.anchor) + reset + k.around
}

// inForce returns the styles that are begun and not ended behind s, where those of
// around are before it.
func inForce(around, s string) string {
	if i := strings.LastIndex(s, reset); i >= 0 {
		around, s = "", s[i+len(reset):]
	}
	for {
		_, rest, ok := strings.Cut(s, "\x1b[")
		if !ok {
			return around
		}
		end := strings.IndexByte(rest, 'm')
		if end < 0 {
			return around
		}
		around, s = around+"\x1b["+rest[:end+1], rest[end+1:]
	}
}

// paused has a link that runs over a line's end be closed there and opened again on the
// next line, and its number as well: what stands before that line, be it the bar of a
// quote or another cell, is none of the link's.
func paused(lines []string) []string {
	open := ""
	for i, line := range lines {
		if open == "" && strings.IndexByte(line, 0xf3) < 0 { // what a mark begins with
			continue
		}
		words, mark := cutMark(open + line)
		last := ""
		for _, r := range words {
			switch {
			case r >= firstMark && r <= lastMark:
				open, last = string(r), string(r)
			case r == linkClose: // its number follows
				open = last + string(linkClose)
			case isMark(r):
				open = ""
			}
		}
		if open != "" {
			words += string(linkPause)
		}
		lines[i] = words + mark
	}
	return lines
}

// isMark knows the marks that stand in a text while it is set.
func isMark(r rune) bool {
	return r >= carriedOn && r <= hyphenated || r >= firstMark && r <= lastMark
}

func begin(url string) string { return ansi.SetHyperlink(url) }

func end() string { return ansi.ResetHyperlink() }

// cellsOf is the width of a styled text, in which marks are not seen.
func cellsOf(s string) int {
	w := ansi.StringWidth(s)
	for i := strings.IndexByte(s, 0xf3); i >= 0 && i < len(s); i++ {
		if s[i] == 0xf3 { // what every mark of the private use plane begins with
			w -= ansi.StringWidth(string(firstMark))
		}
	}
	return w
}

// gathered lists the addresses of a text by their numbers: for paper, for eyes, and
// for terminals without hyperlinks.
func (d *Layout) gathered(width int) []string {
	th := d.look.Theme
	lines := []string{th.Group.Render(d.look.Locale.Links)}
	links := d.types.links[:d.types.count]
	quiet, address, f := sgrOf(th.Dim), sgrOf(th.Link), new(lineBreaker)
	hang := len(number(len(links))) + 1
	for i, link := range links {
		lead := number(i + 1)
		lead = strings.Repeat(" ", hang-1-len(lead)) + lead + " "
		for n, part := range f.lines(link.URL, max(10, width-hang)) {
			if n > 0 {
				lead = strings.Repeat(" ", hang)
			}
			part, mark := cutMark(part)
			lines = append(lines,
				quiet.on(lead)+begin(link.URL)+address.on(part)+end()+mark)
		}
	}
	return lines
}

// sgr is what begins and what ends a style. To render each of thousands of words in
// it takes longer than to set them.
type sgr struct{ begin, end string }

func sgrOf(style lipgloss.Style) sgr {
	begin, end, _ := strings.Cut(style.Render("x"), "x")
	return sgr{begin, end}
}

func (p sgr) on(words string) string {
	if words == "" {
		return ""
	}
	return p.begin + words + p.end
}

// trimRight drops the spaces at the end of a styled line.
func trimRight(line string) string {
	line = strings.TrimRight(line, " ")
	if !strings.HasSuffix(line, "m") {
		return line // no style ends it
	}
	plain := ansi.Strip(line)
	kept := strings.TrimRight(plain, " ")
	if len(kept) < len(plain) && cellsOf(kept) == ansi.StringWidth(kept) {
		return ansi.Truncate(line, ansi.StringWidth(kept), "")
	}
	return line
}
