package ui

import (
	"reflect"
	"slices"
	"testing"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"breageek/ui/locale"
	"breageek/ui/session"
)

// editingKeys are all keys that the text input has a binding for, and those that type.
func editingKeys(t *testing.T) (names []string) {
	t.Helper()
	bindings := reflect.ValueOf(textinput.DefaultKeyMap())
	for i := range bindings.NumField() {
		names = append(names, bindings.Field(i).Interface().(key.Binding).Keys()...)
	}
	if !slices.Contains(names, "alt+d") || len(names) < 20 {
		t.Fatalf("the bindings are %q", names)
	}
	paste := slices.Index(names, "ctrl+v") // asks a program of this machine for its clipboard
	return append(slices.Delete(names, paste, paste+1), "x", "é", "space")
}

// pressOf is the key press that a binding's name stands for.
func pressOf(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	for _, mods := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"", 0}, {"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}} {
		rest, ok := cut(name, mods.prefix)
		if !ok {
			continue
		}
		k := tea.KeyPressMsg{Mod: mods.mod}
		if utf8.RuneCountInString(rest) == 1 {
			k.Code, _ = utf8.DecodeRuneInString(rest)
			if k.Mod == 0 {
				k.Text = rest
			}
		} else {
			k.Code = named()[rest]
		}
		if k.Code != 0 && uv.Key(k).Keystroke() == name {
			return k
		}
	}
	t.Fatalf("no key press for %q", name)
	return tea.KeyPressMsg{}
}

func cut(name, prefix string) (string, bool) {
	if len(name) > len(prefix) && name[:len(prefix)] == prefix {
		return name[len(prefix):], true
	}
	return "", false
}

func named() map[string]rune {
	return map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown,
		"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace,
		"delete": tea.KeyDelete, "tab": tea.KeyTab, "space": tea.KeySpace,
	}
}

// typist is a screen to type on.
func typist(t *testing.T) *Model {
	t.Helper()
	m := New(session.Deps{Library: library(t, t.TempDir()), Locale: locale.French()})
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	m.resize(100, 30)
	return m
}

// types puts a text into the line that is being typed, and its cursor there.
func (m *Model) types(what typing, text string, at int) {
	m.foot.prompt.what = what
	m.foot.prompt.input.Focus()
	m.foot.prompt.input.SetValue(text)
	m.foot.prompt.input.SetCursor(at)
}

func TestNoEditingKeyHarmsTheSearchLineWhereverItsCursorStands(t *testing.T) {
	m := typist(t)
	for _, what := range []typing{searching, finding} {
		for _, text := range []string{"", " ", "   ", "port", "le port", " port ", "a  b   ",
			"東京 新聞", "été à Brannec ", "🙂 👩🏽‍🚒🙂", "e\u0301te\u0301 o\u0308 ", "\u0301", "\u00a0a\u00a0"} {
			for _, name := range editingKeys(t) {
				for at := range utf8.RuneCountInString(text) + 1 {
					tryKey(t, m, what, text, at, pressOf(t, name))
				}
			}
		}
	}
}

// tryKey presses a key, and once more, in a line that holds a text.
func tryKey(t *testing.T, m *Model, what typing, text string, at int, k tea.KeyPressMsg) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%v in %q at %d: %v", k, text, at, p)
		}
	}()
	m.types(what, text, at)
	for range 2 {
		m.key(k)
		value, pos := m.foot.prompt.input.Value(), m.foot.prompt.input.Position()
		if !utf8.ValidString(value) || pos < 0 || pos > utf8.RuneCountInString(value) {
			t.Errorf("%v in %q at %d leaves %q at %d", k, text, at, value, pos)
		}
		m.foot.promptLine()
	}
}

func TestTheNextWordOfASearchIsDeletedWithTheSpacesBeforeIt(t *testing.T) {
	m := typist(t)
	for _, c := range []struct {
		text string
		at   int
		want string
	}{
		{"le port de Brannec", 2, "le de Brannec"}, {"le port", 0, " port"}, {"le port", 3, "le "},
		{"le port", 4, "le p"}, {"le port  ", 7, "le port"}, {"le port", 7, "le port"},
		{"é 東京 x", 1, "é x"}, {"", 0, ""},
	} {
		for _, name := range []string{"alt+d", "ctrl+delete", "alt+delete"} {
			m.types(searching, c.text, c.at)
			m.key(pressOf(t, name))
			if got := m.foot.prompt.input.Value(); got != c.want || m.foot.prompt.input.Position() != c.at {
				t.Errorf("%s in %q at %d leaves %q at %d", name, c.text, c.at, got,
					m.foot.prompt.input.Position())
			}
		}
	}
}
