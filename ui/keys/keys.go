// Package keys owns every key of the program with its help. It refuses to know what a key does.
package keys

import (
	"charm.land/bubbles/v2/key"

	"breageek/ui/locale"
)

// Map is every key of the program with its help: the footer, the help screen
// and the README's table are made from it. All keys cross a pane's border, so
// that any of them means the same wherever the reader is.
type Map struct {
	Up, Down, Top, Bottom              key.Binding
	HalfDown, HalfUp, PageDown, PageUp key.Binding
	Open, NextPane, PrevPane, Close    key.Binding
	Next, Prev, NextUnread             key.Binding
	NextRelated, PrevRelated           key.Binding
	Back, Forward, Story, FullText     key.Binding
	Search, FindNext, FindPrev         key.Binding
	Star, Read, Undo, Filter           key.Binding
	Watch, Dismiss, MarkAbove, MarkAll key.Binding
	Refresh, Browse, Copy              key.Binding
	Pager, CopyText                    key.Binding
	Narrower, Wider, Left, Right, Zen  key.Binding
	Pictures                           key.Binding
	Help, Quit, Suspend, Yes           key.Binding
}

// New returns the keys with their help in the words of l.
func New(l *locale.Locale) Map {
	w := l.Keys
	return Map{
		Up: Bind(w.Up, "k ↑", "k", "up"), Down: Bind(w.Down, "j ↓", "j", "down"),
		Top:      Bind(w.Top, "g", "g", "home"),
		Bottom:   Bind(w.Bottom, "G", "G", "end"),
		HalfDown: Bind(w.HalfDown, "ctrl+d", "ctrl+d"),
		HalfUp:   Bind(w.HalfUp, "ctrl+u", "ctrl+u"),
		PageDown: Bind(w.PageDown, "space", "space", "pgdown", "ctrl+f"),
		PageUp:   Bind(w.PageUp, "b", "b", "pgup", "ctrl+b"),
		Open:     Bind(w.Open, "enter l", "enter", "l", "right"),
		NextPane: Bind(w.NextPane, "tab", "tab"),
		PrevPane: Bind(w.PrevPane, "shift+tab", "shift+tab"),
		Close:    Bind(w.ClosePane, "esc h", "esc", "h", "left"),
		Next:     Bind(w.Next, "n", "n"), Prev: Bind(w.Prev, "p", "p"),
		NextUnread:  Bind(w.NextUnread, "N", "N"),
		NextRelated: Bind(w.NextRelated, "]", "]"),
		PrevRelated: Bind(w.PrevRelated, "[", "["),
		Back:        Bind(w.Back, "backspace H", "backspace", "H"),
		Forward:     Bind(w.Forward, "L", "L"),
		Story:       Bind(w.Story, "t", "t"),
		FullText:    Bind(w.FullText, "x", "x"),
		Watch:       Bind(w.Watch, "w", "w"),
		Dismiss:     Bind(w.Dismiss, "d", "d"),
		MarkAbove:   Bind(w.MarkAbove, "a", "a"),
		MarkAll:     Bind(w.MarkAll, "A", "A"),
		Search:      Bind(w.Search, "/", "/"),
		FindNext:    Bind(w.FindNext, "n", "n"),
		FindPrev:    Bind(w.FindPrev, "N", "N"),
		Star:        Bind(w.Star, "s", "s"),
		Read:        Bind(w.Read, "u", "u"),
		Undo:        Bind(w.Undo, "z", "z"),
		Filter:      Bind(w.Filter, "f", "f"),
		Refresh:     Bind(w.Refresh, "r", "r"),
		Browse:      Bind(w.Browse, "o", "o"),
		Copy:        Bind(w.Copy, "y", "y"),
		Pager:       Bind(w.Pager, "e", "e"),
		CopyText:    Bind(w.CopyText, "c", "c"),
		Narrower:    Bind(w.Narrower, "<", "<"),
		Wider:       Bind(w.Wider, ">", ">"),
		Left:        Bind(w.Left, "shift+←", "shift+left", "{"),
		Right:       Bind(w.Right, "shift+→", "shift+right", "}"),
		Zen:         Bind(w.Zen, "Z", "Z"),
		Pictures:    Bind(w.Pictures, "i", "i"),
		Help:        Bind(w.Help, "?", "?"),
		Quit:        Bind(w.Quit, "q", "q", "ctrl+c"),
		Suspend:     Bind(w.Suspend, "ctrl+z", "ctrl+z"),
		// "yes" and « oui », whichever language the screen has and the hand is used to.
		Yes: Bind(w.Yes, "y o enter", "y", "Y", "o", "O", "enter"),
	}
}

// Bind returns a binding of keys, which the help shows as shown and explains by does.
func Bind(does, shown string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// Group is a part of the help: what its keys are for, and the keys.
type Group struct {
	Title string
	Keys  []Key
}

// Key is one line of the help.
type Key struct{ Keys, Does string }

// Keys returns the help, in the words of l: the help screen and the README's
// table.
func Keys(l *locale.Locale) []Group {
	k := New(l)
	return []Group{
		group(l.HelpMove, k.Down, k.Up, k.Top, k.Bottom, k.HalfDown, k.HalfUp, k.PageDown,
			k.PageUp, k.NextPane, k.PrevPane, k.Close),
		group(l.HelpRead, k.Open, k.Next, k.Prev, k.NextUnread, k.NextRelated, k.PrevRelated,
			k.Back, k.Forward, k.Story, k.FullText, k.Browse, k.Copy, k.Pager,
			k.CopyText),
		group(l.HelpPage, Bind(l.Keys.Follow, "enter l"), k.Narrower, k.Wider, k.Left, k.Right,
			k.Pictures, k.Zen),
		group(l.HelpState, k.Star, k.Read, k.MarkAbove, k.MarkAll, k.Watch, k.Dismiss, k.Undo,
			k.Filter, k.Yes),
		group(l.HelpFind, k.Search, Bind(l.Keys.Find, "/"), k.FindNext, k.FindPrev),
		group(l.HelpRest, k.Refresh, k.Help, k.Suspend, k.Quit),
	}
}

func group(title string, bindings ...key.Binding) Group {
	g := Group{Title: title}
	for _, b := range bindings {
		g.Keys = append(g.Keys, Key{b.Help().Key, b.Help().Desc})
	}
	return g
}
