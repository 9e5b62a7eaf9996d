package cli

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

func TestNoCommandRunsBeforeTheFirstFrameWasWritten(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = null.Close() }()
	synctest.Test(t, func(t *testing.T) {
		g := &guarded{output: newOutput(null)}
		ran := false
		go g.watch(func() tea.Msg {
			ran = true
			return nil
		})()
		for _, written := range []string{"\x1b[?1049h", "\x1b[c"} { // no frame
			_, _ = g.output.Write([]byte(written))
			synctest.Wait()
			if ran {
				t.Fatalf("it ran after %q", written)
			}
		}
		_, _ = g.output.WriteString(strings.Repeat("À la une ", 100))
		synctest.Wait()
		if !ran {
			t.Error("it did not run after the first frame")
		}
	})
}
