//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// growing is a newspaper that grows, with its newest items first.
type growing struct {
	*httptest.Server
	n atomic.Int64
}

func newGrowing(t *testing.T, n int) *growing {
	g := &growing{}
	g.n.Store(int64(n))
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var b strings.Builder
		for i := g.n.Load(); i > 0; i-- {
			fmt.Fprintf(&b, `<item><title>Dépêche %d</title><guid>%d</guid><pubDate>Fri, 20 Nov 2026 `+
				`%02d:%02d:00 +0000</pubDate><description>Texte %d.</description></item>`, i, i, i/60, i%60, i)
		}
		_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Dépêches</title>`+b.String()+
			`</channel></rss>`)
	}))
	t.Cleanup(g.Close)
	return g
}

// dataFolder returns a folder whose reader never refreshes by itself.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	config := []byte("refresh = 0\nfull_text = \"never\"\npictures = \"off\"\n")
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// refreshes runs "breageek refresh" beside a reader, as cron does.
func refreshes(t *testing.T, dir, url string) {
	t.Helper()
	if got := breageek(t, "fr", dir, "refresh", "--source", url); got.code != 0 {
		t.Fatal(got)
	}
}

// rows returns the screen above its last line, without the heading of the pane.
func (s *screen) rows() string {
	lines := strings.Split(strings.TrimSuffix(s.text(), "\n"), "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

// unreadTitles returns what the program lists as unread.
func unreadTitles(t *testing.T, dir, url string) map[string]bool {
	t.Helper()
	got := breageek(t, "fr", dir, "list", "--unread", "--json", "--limit", "1000", "--source", url)
	var items []struct{ Title string }
	if err := json.Unmarshal([]byte(got.out), &items); err != nil {
		t.Fatal(err)
	}
	titles := map[string]bool{}
	for _, it := range items {
		titles[it.Title] = true
	}
	return titles
}

func TestWhatAnotherProgramStoresIsToldAndNothingMoves(t *testing.T) {
	for keys, shown := range map[string]string{"k": "1/40", "jjj": "4/40", "G": "40/40", "\r": "Texte 40"} {
		t.Run(keys, func(t *testing.T) {
			t.Parallel()
			web, dir := newGrowing(t, 40), dataFolder(t)
			refreshes(t, dir, web.URL)
			s := reader(t, dir, "--offline", "--source", web.URL)
			s.shows("Dépêche 40", "1/40", "Dépêche 20") // the whole screen
			s.press(strings.Split(keys, "")...)
			s.shows(shown)
			before := s.rows()
			for _, more := range []int64{43, 45} {
				web.n.Store(more)
				refreshes(t, dir, web.URL)
				s.shows(fmt.Sprintf("%d nouveaux articles", more-40))
			}
			if after := s.rows(); after != before {
				t.Errorf("the screen was\n%s\nand is\n%s", before, after)
			}
			s.press("h", "g")
			s.shows("Dépêche 45", "1/45")
			if code := s.quits(); code != 0 {
				t.Errorf("exit %d", code)
			}
		})
	}
}

func TestAListIsMarkedAsItWasWhenTheKeyWasPressed(t *testing.T) {
	for _, c := range []struct {
		keys []string
		left []string // unread afterwards, besides what arrived
		read []string
	}{
		{[]string{"A"}, nil, []string{"Dépêche 15", "Dépêche 1"}},
		{[]string{"j", "j", "a"}, []string{"Dépêche 13", "Dépêche 1"}, []string{"Dépêche 15", "Dépêche 14"}},
	} {
		t.Run(c.keys[len(c.keys)-1], func(t *testing.T) {
			web, dir := newGrowing(t, 15), dataFolder(t)
			refreshes(t, dir, web.URL)
			s := reader(t, dir, "--offline", "--source", web.URL)
			s.shows("Dépêche 15", "1/15")
			web.n.Store(18)
			refreshes(t, dir, web.URL) // the screen may or may not show it yet
			s.press(c.keys...)
			s.shows("comme lus")
			seen := strings.Contains(s.line(), "3 nouveaux")
			if code := s.quits(); code != 0 {
				t.Errorf("exit %d", code)
			}
			unread := unreadTitles(t, dir, web.URL)
			for _, title := range c.read {
				if unread[title] {
					t.Errorf("%s is unread", title)
				}
			}
			for _, title := range append(c.left, "Dépêche 16", "Dépêche 17", "Dépêche 18") {
				if !unread[title] && !seen {
					t.Errorf("%s is marked read", title)
				}
			}
		})
	}
}
