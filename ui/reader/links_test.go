package reader

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// drawn returns the letters of a text that are underlined and those that are bold.
func drawn(t Text) (underlined, bold string) {
	screen := uv.NewScreenBuffer(t.Key.Width, len(t.Lines))
	uv.NewStyledString(strings.Join(t.Lines, "\n")).Draw(screen, screen.Bounds())
	for y := range t.Lines {
		for x := range t.Key.Width {
			cell := screen.CellAt(x, y)
			if cell == nil || strings.TrimSpace(cell.Content) == "" {
				continue
			}
			if cell.Style.Underline != uv.UnderlineNone {
				underlined += cell.Content
			}
			if cell.Style.Attrs&uv.AttrBold != 0 {
				bold += cell.Content
			}
		}
	}
	return underlined, bold
}

func TestEveryWordOfALinkIsUnderlinedAndNoOther(t *testing.T) {
	d := doc(`<h3>Voir <a href="/a/">le port</a> demain</h3><p>Puis <a href="/b/">la <b>suite</b>
		de cette longue histoire</a>, <b>avec <a href="/c/">un pont</a> neuf</b>.</p>`)
	d.Title = "Rien"
	underlined, bold := drawn(render(d, 34))
	if underlined != "leportlasuitedecettelonguehistoireunpont" {
		t.Errorf("underlined are %q", underlined)
	}
	if bold != "RienVoirleportdemainsuiteavecunpontneuf" {
		t.Errorf("bold are %q", bold)
	}
}

func TestTheBarOfAQuoteAndTheRoomBeforeAnItemAreNoLinks(t *testing.T) {
	for _, around := range []string{"<blockquote><p>|</p></blockquote>", "<ul><li>|</li></ul>"} {
		link := `<a href="/a/">une longue histoire du pont et de son gardien</a>`
		text := render(doc(strings.Replace(around, "|", link, 1)), 24)
		screen := uv.NewScreenBuffer(text.Key.Width, len(text.Lines))
		uv.NewStyledString(strings.Join(text.Lines, "\n")).Draw(screen, screen.Bounds())
		for y := text.Blocks[1]; y < text.End; y++ {
			for x := range 4 { // the margin, and what stands before the words
				if cell := screen.CellAt(x, y); cell.Style.Underline != uv.UnderlineNone ||
					cell.Link.URL != "" {
					t.Errorf("cell %d of %q is the link's", x, text.Lines[y])
				}
			}
		}
	}
}

func TestALinkLooksAsTheThemeSays(t *testing.T) {
	th := theme.New(true)
	th.Anchor = th.Strong
	d := doc(`<p>Voir <a href="/a/">la <i>suite</i> ici</a> demain.</p>`)
	d.Title = "Rien"
	text := Render(d, Key{ID: 1, Width: 60, Measure: 50, Dark: true}, th, locale.French())
	if underlined, bold := drawn(text); underlined != "" || bold != "Rienlasuiteici" {
		t.Errorf("underlined are %q, bold %q", underlined, bold)
	}
}

func TestAStyleAroundALinkGoesOnBehindIt(t *testing.T) {
	k := newLinker(theme.New(true), []mark{{url: "https://a.example/"}})
	line := "\x1b[1mVoir " + string(firstMark) + "le port" + string(linkClose) +
		string(numberEnd) + " demain" + reset
	line, _ = k.line(line)
	text := Text{Key: Key{Width: 30}, Lines: []string{line}}
	if underlined, bold := drawn(text); underlined != "leport" || bold != "Voirleportdemain" {
		t.Errorf("underlined are %q, bold %q", underlined, bold)
	}
}
