package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/locale"
)

// faulty is a screen that panics at a key, in one of its parts.
type faulty struct {
	in  string
	now bool
	st  *store.Store
}

func (f *faulty) Init() tea.Cmd {
	return func() tea.Msg { return tea.KeyPressMsg{Code: 'x', Text: "x"} }
}

func (f *faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); !ok {
		return f, nil
	}
	f.st.SetRead(1, true)
	switch f.in {
	case "update":
		panic("\x1b]52;c;AAAA\a a stranger's text")
	case "view":
		f.now = true
	case "command":
		return f, func() tea.Msg { return []int{}[len(f.in)] }
	case "batch":
		return f, tea.Batch(nil, func() tea.Msg { panic("in a batch") }, func() tea.Msg { return nil })
	}
	return f, nil
}

func (f *faulty) View() tea.View {
	if f.now {
		panic("in the view")
	}
	return tea.NewView("fine")
}

func (f *faulty) Leave() {}

func (f *faulty) Close() error { return f.st.Close() }

func TestAPanicRestoresTheTerminalSavesTheMarksAndLeavesAReport(t *testing.T) {
	for _, in := range []string{"update", "view", "command", "batch"} {
		t.Run(in, func(t *testing.T) {
			dir := t.TempDir()
			st, err := store.Open(dir, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			a := &app{locale: locale.French(), paths: paths{data: dir}, now: time.Now}
			var out bytes.Buffer
			err = a.show(t.Context(), &faulty{in: in, st: st}, newConsole(os.Stdin, &a.ending),
				tea.WithInput(nil), tea.WithOutput(&out),
				tea.WithWindowSize(40, 10))
			if err == nil || !strings.Contains(a.sentence(err), "rien de ce que vous avez marqué n’est perdu") {
				t.Fatalf("it ended with %v", err)
			}
			reports, _ := filepath.Glob(filepath.Join(dir, "crash-*.txt"))
			if len(reports) != 1 || !strings.Contains(err.Error(), reports[0]) {
				t.Fatalf("reports %q, told %v", reports, err)
			}
			text, err := os.ReadFile(reports[0])
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "guard_test.go") || strings.Contains(string(text), "stranger") ||
				strings.Contains(out.String(), "stranger") {
				t.Errorf("the report is\n%s", text)
			}
			if info, err := os.Stat(reports[0]); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			again, err := store.Open(dir, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !again.State(1).Read {
				t.Error("the mark is lost")
			}
			if err := again.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
