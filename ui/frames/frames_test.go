package frames

import (
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// model draws what it is told, and ends when it is told so.
type model struct {
	clock *Clock
	drawn string
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.clock.Heard(msg)
	if s, ok := msg.(string); ok {
		m.drawn = s
	}
	return m, nil
}

func (m *model) View() tea.View {
	v := tea.NewView(m.drawn)
	m.clock.Drew(v)
	return v
}

// Where this fails, Bubble Tea has changed: look whether it rests by itself now.
func TestBubbleTeaHasATickerThatCanBeSlowed(t *testing.T) {
	if !Of(tea.NewProgram(&model{})).Works() {
		t.Error("there is none")
	}
	var none *Clock
	none.Heard(nil)
	none.Drew(tea.NewView(""))
	if none.Works() {
		t.Error("no clock works")
	}
}

// lines returns each write to a terminal.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

func TestWhatIsDrawnAfterAWhileOfNothingIsSeenAtOnce(t *testing.T) {
	out, in := make(lines, 1000), &strings.Reader{}
	m := &model{drawn: "rien"}
	p := tea.NewProgram(m, tea.WithInput(io.NopCloser(in)), tea.WithOutput(out), tea.WithoutSignals(),
		tea.WithWindowSize(40, 3), tea.WithFPS(120))
	m.clock = Of(p)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = p.Run()
	}()
	sees := func(words string) {
		t.Helper()
		for all := ""; !strings.Contains(all, words); {
			select {
			case s := <-out:
				all += s
			case <-time.After(asleep - time.Second): // it would look by itself then
				t.Fatalf("%q is not seen in %q", words, all)
			}
		}
	}
	sees("rien")
	for _, words := range []string{"premier", "deuxième", "troisième"} {
		m.clock.mu.Lock()
		rests := time.Until(m.clock.until)
		m.clock.mu.Unlock()
		<-time.After(rests + 50*time.Millisecond)
		p.Send(words)
		sees(words[:3])
	}
	p.Kill()
	<-ended
}
