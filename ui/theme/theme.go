// Package theme owns what things look like, named by what they mean. It refuses
// to know where on the screen they stand. No other package names a colour.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Theme is a set of styles for one background. Every state it colours is also
// told by a mark or a weight, so that nothing is lost without colour.
type Theme struct {
	Dark    bool
	Palette Palette

	Text   lipgloss.Style // what is read
	Dim    lipgloss.Style // what may be skipped: dates, sources, hints
	Strong lipgloss.Style // a title in the article pane

	Heading lipgloss.Style // a pane's heading
	Focused lipgloss.Style // the heading of the pane that has the keys
	Group   lipgloss.Style // a day in the list
	Rule    lipgloss.Style // the lines between panes

	Unread   lipgloss.Style // a headline nobody opened
	Read     lipgloss.Style // a headline that was opened
	Mark     lipgloss.Style // the dot of an unread headline
	Star     lipgloss.Style // the star
	Selected lipgloss.Style // the chosen row of the pane that has the keys
	Chosen   lipgloss.Style // the chosen row of the others

	Kind   lipgloss.Style // how a story is related
	Reason lipgloss.Style // why
	Match  lipgloss.Style // a word found in the text
	AtHand lipgloss.Style // the found word the screen stands on
	Label  lipgloss.Style // the pane's remark: top story, new articles above
	Key    lipgloss.Style // a key in the help
	Link   lipgloss.Style // an address
	Anchor lipgloss.Style // the words of a link

	Status  lipgloss.Style // the status line
	Warning lipgloss.Style // something to know, on the status line
	Error   lipgloss.Style // something that failed, on the status line
}

// Palette is the theme's colours as "#rrggbb", for renderers that take text.
type Palette struct {
	Text, Dim, Faint, Accent, Second, Star, Alert, Raised, Found string
}

// Dark and light palettes: one accent for what is new and where the keys go,
// one for what is related, amber for stars, red for failures, greys for the
// rest. Text and dim text keep a contrast of 4.5:1 and more against a black or
// white ground and the usual near ones.
func darkPalette() Palette {
	return Palette{
		Text: "#dadada", Dim: "#949494", Faint: "#4e4e4e", Accent: "#87afd7",
		Second: "#87af87", Star: "#d7af5f", Alert: "#ff8787", Raised: "#303a44",
		Found: "#d7af5f",
	}
}

func lightPalette() Palette {
	return Palette{
		Text: "#262626", Dim: "#626262", Faint: "#b2b2b2", Accent: "#005f87",
		Second: "#3a6a3a", Star: "#875f00", Alert: "#af0000", Raised: "#dce6ee",
		Found: "#ffd75f",
	}
}

// New makes the theme for a dark or a light background.
func New(dark bool) *Theme {
	p, found := lightPalette(), "#000000"
	if dark {
		p, found = darkPalette(), "#1c1c1c"
	}
	fg := func(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(of(hex)) }
	plain := lipgloss.NewStyle()
	return &Theme{
		Dark: dark, Palette: p,
		Text: plain, Dim: fg(p.Dim), Strong: plain.Bold(true),
		Heading: fg(p.Dim), Focused: fg(p.Accent).Bold(true), Group: fg(p.Second),
		Rule:   fg(p.Faint),
		Unread: plain, Read: fg(p.Dim), Mark: fg(p.Accent), Star: fg(p.Star),
		Selected: plain.Background(of(p.Raised)), Chosen: plain,
		Kind: fg(p.Second), Reason: fg(p.Dim).Italic(true),
		Match: fg(p.Star).Bold(true).Underline(true),
		// Exchanged, so that something is left of it without colours.
		AtHand: fg(p.Found).Background(of(found)).Reverse(true),
		Label:  fg(p.Accent), Key: fg(p.Accent).Bold(true), Link: fg(p.Dim),
		Anchor: plain.Underline(true),
		Status: fg(p.Dim), Warning: fg(p.Star), Error: fg(p.Alert).Bold(true),
	}
}

// Ground is the colour that stands for the background, behind pictures that let it
// through.
func (t *Theme) Ground() color.Color {
	if t.Dark {
		return color.Black
	}
	return color.White
}

func of(hex string) color.Color { return lipgloss.Color(hex) }
