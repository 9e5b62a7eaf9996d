package reader

import (
	"testing"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// inPart shows the first part of a long text, and gives the part and the whole.
func inPart(t *testing.T) (m *Model, part, whole Text) {
	t.Helper()
	key := Key{ID: 1, Width: 40, Measure: 72, Dark: true}
	th, l := theme.New(true), locale.French()
	draft := Compose(long(3000), Look{Theme: th, Locale: l})
	part, ok := draft.Window(key, Place{}, 20)
	if !ok {
		t.Fatal("the text is not long enough")
	}
	m = New(th, l)
	m.SetSize(40, 20)
	m.Show(part, Place{})
	return m, part, draft.Text(key)
}

func TestTheEndIsWhereTheReaderIsAlsoBeforeItIsThere(t *testing.T) {
	m, part, whole := inPart(t)
	m.Bottom()
	left := m.Place()
	if m.Show(whole, left); !m.AtEnd() {
		t.Error("the end was asked for, and is not shown when it comes")
	}
	m.Clear("")
	if m.Show(part, left); m.top != m.last() {
		t.Errorf("opened again it stands at line %d of the part", m.top)
	}
	if m.Show(whole, left); !m.AtEnd() {
		t.Error("opened again it is not at its end")
	}
}

func TestTheEndThatWasAskedForIsForgottenWhereTheReaderGoesElsewhere(t *testing.T) {
	for name, goes := range map[string]func(*Model){
		"find": func(m *Model) { m.GoTo(Place{}); m.Find("maire") },
		"next": func(m *Model) { m.FindNext(1) },
		"link": func(m *Model) { m.Follow(true); m.Tab(1) },
		"top":  func(m *Model) { m.Top() },
	} {
		t.Run(name, func(t *testing.T) {
			m, _, whole := inPart(t)
			m.Find("chantier")
			m.Bottom()
			goes(m)
			if m.Show(whole, m.Place()); m.AtEnd() {
				t.Errorf("it jumps to the end, line %d", m.top)
			}
		})
	}
}
