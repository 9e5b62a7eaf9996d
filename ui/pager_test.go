package ui

import (
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"breageek/ui/session"
)

// paged opens the reader with a pager that is a shell script.
func paged(t *testing.T, script string, width, height int) *terminal {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the pager is a shell script")
	}
	path := filepath.Join(t.TempDir(), "pager")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	web := newSite(t, stories())
	s := run(t, session.Deps{
		Library: library(t, t.TempDir(), web.URL),
		Pager:   func() (*exec.Cmd, error) { return exec.Command(path), nil },
	}, width, height)
	s.shows("6 nouveaux articles", "6 non lus")
	return s
}

// marching is a story of the test newspaper in Markdown, as it is handed over.
const marching = `# La fanfare répète sous la halle

Le Courrier de Brannec · 22 novembre 2026, 9 h 00 · 1 min de lecture

Cuivres et tambours, chaque jeudi.

https://courrier.example/3/
`

func TestThePagerGetsTheArticleInMarkdownAndTheScreenComesBack(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		out := filepath.Join(t.TempDir(), "out")
		s := paged(t, "printf 'PAGER\\r\\n'; cat >'"+out+".part' && mv '"+out+".part' '"+out+"'", w, h)
		s.press("j")
		s.shows("2/6")
		s.press("e")
		s.wait("what the pager read", func(string) bool {
			_, err := os.Stat(out)
			return err == nil
		})
		s.hides("PAGER")
		s.shows("Tous les titres", "2/6", "▌●  La fanfare répète", "? aide")
		got, err := os.ReadFile(out)
		if err != nil || string(got) != marching {
			t.Errorf("the pager read %q, %v", got, err)
		}
		s.press("k")
		s.shows("1/6")
		s.press("q")
		s.quits()
	})
}

func TestAPagerThatFailsOrIsMissingIsTold(t *testing.T) {
	s := paged(t, "exit 3", 120, 36)
	s.press("e")
	s.shows("$PAGER", "(3)", "Tous les titres")

	web := newSite(t, stories())
	s = run(t, session.Deps{
		Library: library(t, t.TempDir(), web.URL),
		Pager: func() (*exec.Cmd, error) {
			_, err := exec.LookPath("no-such-pager")
			return nil, err
		},
	}, 120, 36)
	s.shows("6 nouveaux articles")
	s.press("e")
	s.shows("« no-such-pager » est introuvable", "$PAGER")
	s.press("j")
	s.shows("2/6")
}

// copied returns what the terminal was told to put on the clipboard last (OSC 52).
func (s *terminal) copied() (text string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, rest, ok := bytes.Cut(s.sent, []byte("\x1b]52;c;"))
	code, _, whole := bytes.Cut(rest, []byte("\a"))
	if !ok || !whole {
		return "", false
	}
	decoded, err := base64.StdEncoding.DecodeString(string(code))
	if err != nil {
		s.t.Fatalf("not base64: %v", err)
	}
	return string(decoded), true
}

func TestTheWholeTextIsCopiedInMarkdown(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("j", "enter")
		s.shows("Cuivres et tambours")
		s.press("c")
		s.shows("Copié : 5 mots en Markdown")
		s.wait("the clipboard", func(string) bool { _, ok := s.copied(); return ok })
		if got, _ := s.copied(); got != marching {
			t.Errorf("copied is %q", got)
		}
	})
}

func TestATextTooLongForATerminalIsNotCopiedInPart(t *testing.T) {
	long := stories()
	long[1].body = "<p>" + strings.Repeat("Cuivres et tambours, chaque jeudi. ", 2200) + "</p>"
	web := newSite(t, long)
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	s.press("j")
	s.shows("2/6")
	s.press("c")
	s.shows("Rien n’est copié", "77 ko", "75", "« e »", "breageek show")
	if text, ok := s.copied(); ok {
		t.Errorf("%d bytes are copied all the same", len(text))
	}
}

func TestWhereNothingIsChosenNothingIsHandedOver(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("f", "f") // nothing is starred
	s.shows("Aucune étoile")
	s.press("e")
	s.shows("Aucun article choisi")
	s.press("c")
	s.shows("Aucun article choisi")
}
