package ui

import (
	"charm.land/bubbles/v2/key"

	"breageek/ui/locale"
)

// keyMap is every key of the program with its help: the footer, the help screen
// and the README's table are made from it. All keys cross a pane's border, so
// that any of them means the same wherever the reader is.
type keyMap struct {
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

func newKeyMap(l *locale.Locale) keyMap {
	w := l.Keys
	return keyMap{
		Up: bind(w.Up, "k ↑", "k", "up"), Down: bind(w.Down, "j ↓", "j", "down"),
		Top:      bind(w.Top, "g", "g", "home"),
		Bottom:   bind(w.Bottom, "G", "G", "end"),
		HalfDown: bind(w.HalfDown, "ctrl+d", "ctrl+d"),
		HalfUp:   bind(w.HalfUp, "ctrl+u", "ctrl+u"),
		PageDown: bind(w.PageDown, "space", "space", "pgdown", "ctrl+f"),
		PageUp:   bind(w.PageUp, "b", "b", "pgup", "ctrl+b"),
		Open:     bind(w.Open, "enter l", "enter", "l", "right"),
		NextPane: bind(w.NextPane, "tab", "tab"),
		PrevPane: bind(w.PrevPane, "shift+tab", "shift+tab"),
		Close:    bind(w.ClosePane, "esc h", "esc", "h", "left"),
		Next:     bind(w.Next, "n", "n"), Prev: bind(w.Prev, "p", "p"),
		NextUnread:  bind(w.NextUnread, "N", "N"),
		NextRelated: bind(w.NextRelated, "]", "]"),
		PrevRelated: bind(w.PrevRelated, "[", "["),
		Back:        bind(w.Back, "backspace H", "backspace", "H"),
		Forward:     bind(w.Forward, "L", "L"),
		Story:       bind(w.Story, "t", "t"),
		FullText:    bind(w.FullText, "x", "x"),
		Watch:       bind(w.Watch, "w", "w"),
		Dismiss:     bind(w.Dismiss, "d", "d"),
		MarkAbove:   bind(w.MarkAbove, "a", "a"),
		MarkAll:     bind(w.MarkAll, "A", "A"),
		Search:      bind(w.Search, "/", "/"),
		FindNext:    bind(w.FindNext, "n", "n"),
		FindPrev:    bind(w.FindPrev, "N", "N"),
		Star:        bind(w.Star, "s", "s"),
		Read:        bind(w.Read, "u", "u"),
		Undo:        bind(w.Undo, "z", "z"),
		Filter:      bind(w.Filter, "f", "f"),
		Refresh:     bind(w.Refresh, "r", "r"),
		Browse:      bind(w.Browse, "o", "o"),
		Copy:        bind(w.Copy, "y", "y"),
		Pager:       bind(w.Pager, "e", "e"),
		CopyText:    bind(w.CopyText, "c", "c"),
		Narrower:    bind(w.Narrower, "<", "<"),
		Wider:       bind(w.Wider, ">", ">"),
		Left:        bind(w.Left, "shift+←", "shift+left", "{"),
		Right:       bind(w.Right, "shift+→", "shift+right", "}"),
		Zen:         bind(w.Zen, "Z", "Z"),
		Pictures:    bind(w.Pictures, "i", "i"),
		Help:        bind(w.Help, "?", "?"),
		Quit:        bind(w.Quit, "q", "q", "ctrl+c"),
		Suspend:     bind(w.Suspend, "ctrl+z", "ctrl+z"),
		// "yes" and « oui », whichever language the screen has and the hand is used to.
		Yes: bind(w.Yes, "y o enter", "y", "Y", "o", "O", "enter"),
	}
}

func bind(does, shown string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// Group is a part of the help: what its keys are for, and the keys.
type Group struct {
	Title string
	Keys  []Key
}

// Key is one line of the help.
type Key struct{ Keys, Does string }

// Keys gives the help, in the words of l: the help screen and the README's
// table.
func Keys(l *locale.Locale) []Group {
	k := newKeyMap(l)
	return []Group{
		group(l.HelpMove, k.Down, k.Up, k.Top, k.Bottom, k.HalfDown, k.HalfUp, k.PageDown,
			k.PageUp, k.NextPane, k.PrevPane, k.Close),
		group(l.HelpRead, k.Open, k.Next, k.Prev, k.NextUnread, k.NextRelated, k.PrevRelated,
			k.Back, k.Forward, k.Story, k.FullText, k.Browse, k.Copy, k.Pager,
			k.CopyText),
		group(l.HelpPage, bind(l.Keys.Follow, "enter l"), k.Narrower, k.Wider, k.Left, k.Right,
			k.Pictures, k.Zen),
		group(l.HelpState, k.Star, k.Read, k.MarkAbove, k.MarkAll, k.Watch, k.Dismiss, k.Undo,
			k.Filter, k.Yes),
		group(l.HelpFind, k.Search, bind(l.Keys.Find, "/"), k.FindNext, k.FindPrev),
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
