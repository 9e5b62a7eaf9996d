package reader

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"

	"breageek/ui/theme"
)

// Style is how texts look, in glamour's terms: our theme, or a style file.
type Style struct {
	config ansi.StyleConfig
	quiet  *string // the colour of captions; nil: the text's
}

// ParseStyle reads a style file of glamour (JSON): any of the styles that come with
// it, or one of the user's own. What it leaves out has no style; margins and indents
// are the pane's, and controls are left out: a style file may be a stranger's, too. The
// error says where the file cannot be read.
func ParseStyle(file []byte) (*Style, error) {
	var said any
	if err := json.Unmarshal(file, &said); err != nil {
		return nil, err
	}
	clean, err := json.Marshal(uncontrolled(said))
	if err != nil {
		return nil, err
	}
	var s Style
	if err := json.Unmarshal(clean, &s.config); err != nil {
		var kind *json.UnmarshalTypeError
		if ok := errors.As(err, &kind); ok {
			field := strings.NewReplacer(".StylePrimitive", "", ".StyleBlock", "").Replace(kind.Field)
			return nil, fmt.Errorf("%s: not a %s", field, kind.Type)
		}
		return nil, err
	}
	return &s, nil
}

// uncontrolled takes the controls out of whatever text a JSON value holds.
func uncontrolled(value any) any {
	switch v := value.(type) {
	case string:
		return strings.Map(func(r rune) rune {
			if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
				return -1
			}
			return r
		}, v)
	case []any:
		for i := range v {
			v[i] = uncontrolled(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = uncontrolled(v[name])
		}
	}
	return value
}

// styleOf is our theme in glamour's terms. A text has no colour of its own: each word
// would be wrapped in it.
func styleOf(th *theme.Theme) Style {
	yes := true
	p := th.Palette
	var c ansi.StyleConfig
	c.Heading.StylePrimitive = ansi.StylePrimitive{Bold: &yes, Color: &p.Accent}
	for _, deep := range []*ansi.StyleBlock{&c.H4, &c.H5, &c.H6} {
		plain := p.Text
		deep.Color = &plain
	}
	c.Emph = ansi.StylePrimitive{Italic: &yes}
	c.Strong = ansi.StylePrimitive{Bold: &yes}
	c.Strikethrough = ansi.StylePrimitive{CrossedOut: &yes}
	c.Code.Color = &p.Second
	c.CodeBlock.Color = &p.Second
	c.Item.Color, c.Enumeration.Color = &p.Second, &p.Second
	c.HorizontalRule.Color = &p.Faint
	c.Task = ansi.StyleTask{Ticked: "[x] ", Unticked: "[ ] "}
	return Style{config: c, quiet: &p.Dim}
}

// heading is the style of headings of a level.
func (s *Style) heading(level int) ansi.StylePrimitive {
	c := &s.config
	of := []ansi.StyleBlock{c.H1, c.H2, c.H3, c.H4, c.H5, c.H6}[max(1, min(level, 6))-1]
	return over(c.Heading.StylePrimitive, of.StylePrimitive)
}

// inlineStyle is the style of what runs within a block.
func (s *Style) inlineStyle(in inlineStyle) ansi.StylePrimitive {
	c := &s.config
	p := over(over(c.Document.StylePrimitive, c.Paragraph.StylePrimitive), c.Text)
	if in.quoted {
		p = over(p, c.BlockQuote.StylePrimitive)
	}
	if in.heading > 0 {
		p = over(p, s.heading(in.heading))
	}
	yes := true
	if in.head {
		p.Bold = &yes
	}
	if in.caption {
		p.Italic = &yes
		if s.quiet != nil {
			p.Color = s.quiet
		}
	}
	p.Prefix, p.Suffix, p.BlockPrefix, p.BlockSuffix, p.Format = "", "", "", "", ""
	return p
}

// over lays a style over another: what it does not say shows through.
func over(p, o ansi.StylePrimitive) ansi.StylePrimitive {
	put := func(to **string, from *string) {
		if from != nil {
			*to = from
		}
	}
	set := func(to **bool, from *bool) {
		if from != nil {
			*to = from
		}
	}
	put(&p.Color, o.Color)
	put(&p.BackgroundColor, o.BackgroundColor)
	set(&p.Bold, o.Bold)
	set(&p.Italic, o.Italic)
	set(&p.Underline, o.Underline)
	set(&p.CrossedOut, o.CrossedOut)
	set(&p.Faint, o.Faint)
	set(&p.Inverse, o.Inverse)
	set(&p.Upper, o.Upper)
	set(&p.Lower, o.Lower)
	set(&p.Title, o.Title)
	p.Prefix = o.Prefix
	return p
}

// painted gives words a style.
func painted(p ansi.StylePrimitive, words string) string { return styled(p).Render(words) }

// styled is a style of glamour in our terms.
func styled(p ansi.StylePrimitive) lipgloss.Style {
	is := func(b *bool) bool { return b != nil && *b }
	style := lipgloss.NewStyle().Bold(is(p.Bold)).Italic(is(p.Italic)).
		Underline(is(p.Underline)).Faint(is(p.Faint)).Strikethrough(is(p.CrossedOut))
	if p.Color != nil {
		style = style.Foreground(lipgloss.Color(*p.Color))
	}
	if p.BackgroundColor != nil {
		style = style.Background(lipgloss.Color(*p.BackgroundColor))
	}
	return style
}

// bullet is what stands before an item.
func (s *Style) bullet() string {
	if sign := strings.TrimSpace(s.config.Item.BlockPrefix); sign != "" {
		return sign
	}
	return "•"
}

// bar is what stands before the lines of a quote.
func (s *Style) bar() string {
	if token := s.config.BlockQuote.IndentToken; token != nil && strings.TrimSpace(*token) != "" {
		return strings.TrimSpace(*token)
	}
	return "│"
}
