package ui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/browse"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/read"
	"breageek/ui/session"
)

// numbered is a body of so many numbered paragraphs.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>§%d. %s</p>", i, strings.Repeat("Le viaduc tient bon. ", 12))
	}
	return b.String()
}

// heard waits until every key before has been heard.
func (s *terminal) heard() {
	s.t.Helper()
	s.press("?")
	s.shows("Aide")
	s.press("?")
	s.hides("Aide")
}

func TestTheParagraphIsFoundAgainAfterARestartWhereOnePaneFits(t *testing.T) {
	web := newSite(t, []story{{"Un long récit", numbered(40), 1}})
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 80, 24)
	s.shows("1 nouvel article")
	s.press("enter")
	s.shows("§0.")
	s.press("space", "space")
	s.heard()
	before := section(s.text())
	top, _ := strconv.Atoi(before)
	s.press("q")
	s.quits()
	again := run(t, session.Deps{Library: library(t, dir, web.URL)}, 80, 24)
	again.shows("Un long récit")
	again.press("enter")
	again.wait("§"+before, func(screen string) bool {
		// A paragraph that was left in its middle is shown from its beginning.
		now, err := strconv.Atoi(section(screen))
		return err == nil && (now == top || now == top-1)
	})
}

func TestArticlesOfASlowSourceJoinTheList(t *testing.T) {
	quick := newSite(t, stories()[:2])
	slow := newSite(t, []story{{"Vieux récit de la halle", "<p>Ancien.</p>", 200}})
	s := run(t, session.Deps{Library: library(t, t.TempDir(), quick.URL, slow.URL)}, 120, 36)
	s.shows("fanfare", "Vieux récit de la halle", "3 non lus")
}

func TestWhatIsRenderedAheadIsShownWithoutTheDisk(t *testing.T) {
	m := settled(t)
	for _, i := range []int{1, 2} {
		id := m.lists.Headlines.Items()[i].ID
		m.read.ShowText(m.read.Render(id, true)().(read.TextMsg))
		m.neighbour(1)
		if m.read.Reader.ID() != id {
			t.Errorf("headline %d is not on the screen", i)
		}
	}
}

func TestNextOpensTheFirstOfANewList(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("enter", "f")
	s.shows("Non lus", "1/5")
	s.press("n")
	s.shows("Cuivres et tambours")
	s.press("/")
	s.press("graines", "enter")
	s.shows("Rechercher : graines")
}

func TestGivingUpAFindGoesBackToThePlace(t *testing.T) {
	web := newSite(t, []story{{"Un long récit", numbered(40), 1}})
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, 120, 36)
	s.shows("§0.", "actualisé")
	s.press("enter", "space")
	s.heard()
	before := section(s.text())
	s.press("/", "§30.")
	s.shows("§30.", "1/1")
	s.press("esc")
	s.wait("§"+before, func(screen string) bool { return section(screen) == before })
}

func TestALongErrorIsToldWholeOnANarrowScreen(t *testing.T) {
	web := newSite(t, stories())
	lib := library(t, t.TempDir(), web.URL)
	s := run(t, session.Deps{Library: lib}, 80, 24)
	s.shows("6 nouveaux articles")
	web.mu.Lock()
	web.down = true
	web.mu.Unlock()
	s.press("r")
	s.wait("the whole sentence", func(screen string) bool {
		told := strings.Join(strings.Fields(screen), " ")
		return strings.Contains(told, notice.Explain(locale.French(), &feed.StatusError{Code: 500}))
	})
}

func TestALongPromptShowsWhatIsTyped(t *testing.T) {
	s, _ := scene(t, 40, 12)
	s.press("/", strings.Repeat("abcdefghij", 6)+"fin\U0001f469\u200d\U0001f467")
	s.shows("fin\U0001f469")
	for y, line := range s.lines() {
		if n := len([]rune(line)); n > 40 {
			t.Errorf("line %d has %d cells: %q", y, n, line)
		}
	}
}

func TestALateTextOfAnOlderVersionIsNotShown(t *testing.T) {
	m := settled(t)
	id := m.read.Article.Want.ID
	late := m.read.Render(id, false)().(read.TextMsg)
	r := feed.Result{Source: m.env.Sources[0], Articles: []feed.Article{{
		ID: id, SourceKey: m.env.Sources[0].Key(), Title: "Après", Published: noon,
		Body: markup.Keep("<p>Le nouveau texte.</p>", ""), Completeness: feed.Full,
	}}}
	if _, err := m.env.Store.Merge(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	m.read.Updated([]feed.ID{id})
	m.read.ShowText(late)
	if m.read.Article.Entry.Title == "Après" {
		t.Fatal("the new text came before it was rendered")
	}
	m.read.ShowText(m.read.Render(id, false)().(read.TextMsg))
	if m.read.Article.Entry.Title != "Après" {
		t.Errorf("the screen shows %q", m.read.Article.Entry.Title)
	}
	if _, kept, ok := m.read.Cache.Get(m.read.Article.Want); !ok || kept.Title != "Après" {
		t.Errorf("the cache keeps %q", kept.Title)
	}
}

func TestAListThatIsAskedForTwiceIsTheOneAskedFor(t *testing.T) {
	m := settled(t)
	filter := m.cycle
	filter()
	asked := m.lists.Listing.Number
	m.lists.Reload() // a refresh ends before the answer is here
	if m.lists.Listing.Number != asked {
		t.Fatal("the question was lost")
	}
	msg := browse.ListCommand(m.env.Context, m.env.Store, asked, m.lists.Query(), browse.FromTop)().(browse.ListMsg)
	m.listed(msg)
	for _, it := range m.lists.Headlines.Items() {
		if it.Read {
			t.Errorf("%q is read, in the list of the unread", it.Title)
		}
	}
	if m.lists.Listing.Filter != store.Unread {
		t.Error("the filter was lost")
	}
}

func TestTheLastAnswerOfASourceIsRememberedAfterARestart(t *testing.T) {
	web := newSite(t, stories())
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("actualisé à l’instant")
	s.press("q")
	s.quits()
	later := func() time.Time { return noon.Add(3 * time.Hour) }
	m := New(session.Deps{Library: library(t, dir, web.URL), Locale: locale.French(), Now: later})
	defer func() { _ = m.Close() }()
	m.resize(120, 36)
	m.listed(m.lists.Restart()().(browse.ListMsg))
	m.work.Progress.Running = false
	if state := strings.Join(m.foot.state(), " "); !strings.Contains(state, "il y a 3 h") {
		t.Errorf("the status line says %q", state)
	}
}

func TestTheListTellsHowMuchWasReadOfWhatWasBegun(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web, dir := newSite(t, stories()), t.TempDir()
		s := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		s.shows("6 nouveaux articles", "6 non lus")
		s.press("enter")
		s.shows("5 non lus", "« enfin ! »")
		s.press("h")
		s.shows("Tous les titres", "enter ouvrir")
		if strings.Contains(s.text(), "lu à") {
			t.Errorf("opening is told as reading:\n%s", s.text())
		}
		s.press("tab", "space", "space")
		s.hides("« enfin ! »")
		s.press("h")
		s.shows("lu à ")
		s.press("q")
		s.quits()
		again := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		again.shows("lu à ")
		again.press("k", "enter")
		again.shows("dit-on sur les quais")
		again.press("h", "tab", "G", "h")
		again.hides("lu à ")
	})
}
