package ui

import (
	"io/fs"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
)

// answers gives what the archive answers of related stories: the i-th headlines.
func (m *Model) answers(t *testing.T, headlines ...int) relatedMsg {
	t.Helper()
	msg := relatedMsg{asked: m.read.article.asked}
	for _, e := range m.entries(t, headlines...) {
		msg.stories = append(msg.stories, store.Related{Entry: e, Kind: store.SameStory})
	}
	return msg
}

// entries reads the i-th headlines from the archive.
func (m *Model) entries(t *testing.T, headlines ...int) (entries []store.Entry) {
	t.Helper()
	for _, i := range headlines {
		e, err := m.env.Store.Article(t.Context(), m.lists.headlines.Items()[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return entries
}

func TestTheNextRelatedStoryIsOpenedAlsoBeforeTheTextItIsSeenFromIsThere(t *testing.T) {
	m := settled(t)
	items := m.lists.headlines.Items()
	m.open(items[1].ID)
	m.Update(m.answers(t, 2, 3)) // faster than the text
	m.nextStory()
	m.Update(m.read.render(items[1].ID, false)().(textMsg))
	if got := m.read.article.want.ID; got != items[2].ID {
		t.Errorf("article %v is opened, and the note is %q", got, m.notes.note.text)
	}
}

func TestThePreviousRelatedStoryIsTheSameHoweverQuickTheKey(t *testing.T) {
	m := settled(t)
	items := m.lists.headlines.Items()
	m.Update(m.answers(t, 1, 2))
	m.nextStory()
	m.back()
	m.Update(m.answers(t, 1, 2))
	m.nextStory() // the second one
	m.back()
	m.prevStory() // the related stories are not there again
	m.Update(m.answers(t, 1, 2))
	if got := m.read.article.want.ID; got != items[1].ID {
		t.Errorf("article %v is open, and the note is %q", got, m.notes.note.text)
	}
}

func TestTheFirstRelatedStoryStaysChosenWhereAStrongerOneComesOnlyInItsPane(t *testing.T) {
	for name, c := range map[string]struct {
		focus layout.Pane
		want  int
	}{"elsewhere": {layout.Headlines, 1}, "in its pane": {layout.Related, 2}} {
		t.Run(name, func(t *testing.T) {
			m := settled(t)
			m.focusOn(c.focus)
			m.Update(m.answers(t, 2, 3))
			m.read.relateAgain()
			m.Update(m.answers(t, 1, 2, 3))
			if it, _ := m.read.related.Selected(); it.ID != m.lists.headlines.Items()[c.want].ID {
				t.Errorf("%q is chosen", it.Title)
			}
		})
	}
}

func TestRelatedStoriesThatCannotBeReadAreToldInTheirPaneAndHideNoOtherMessage(t *testing.T) {
	m := settled(t)
	m.open(m.lists.headlines.Items()[1].ID)
	m.notes.note = note{}
	m.Update(relatedMsg{asked: m.read.article.asked, err: &fs.PathError{Op: "read",
		Path: "/kept/articles.db", Err: fs.ErrNotExist}})
	pane := ansi.Strip(strings.Join(m.read.related.Lines(false), " "))
	if got := strings.Join(strings.Fields(pane), " "); m.notes.note.text != "" ||
		!strings.Contains(got, "ne se laisse pas lire pour l’instant (introuvable, /kept/articles.db)") {
		t.Errorf("the note is %q, and the pane says %q", m.notes.note.text, got)
	}
}

func TestAnAnswerOnItsWayBringsNoDismissedStoryBack(t *testing.T) {
	m := settled(t)
	m.Update(m.answers(t, 1, 2))
	late := func() relatedMsg { m.read.relateAgain(); return m.answers(t, 1, 2) }() // a refresh ended
	gone := m.read.related.Items()[0].Key
	m.focusOn(layout.Related)
	m.marks.dismiss()
	m.Update(late)
	for _, it := range m.read.related.Items() {
		if it.Key == gone {
			t.Errorf("%q is back", it.Title)
		}
	}
}

func TestAStoryThatIsBroughtBackIsChosenAlsoWhereTheTextIsSetMeanwhile(t *testing.T) {
	m := settled(t)
	m.Update(m.answers(t, 1, 2))
	back := m.read.related.Items()[0].Key
	m.focusOn(layout.Related)
	m.marks.dismiss()
	m.Update(m.answers(t, 2))
	m.marks.takeBack()
	m.Update(m.read.render(m.read.article.want.ID, false)().(textMsg))
	m.Update(m.answers(t, 1, 2))
	if it, _ := m.read.related.Selected(); it.Key != back {
		t.Errorf("%q is chosen", it.Title)
	}
}

func TestWhatIsDoneToAListWaitsForTheSearchThatFillsIt(t *testing.T) {
	for name, do := range map[string]func(*Model) tea.Cmd{
		"all":   func(m *Model) tea.Cmd { return m.markAll() },
		"above": func(m *Model) tea.Cmd { return m.markAbove() }, "unread": (*Model).nextUnread,
		"next": func(m *Model) tea.Cmd { return m.neighbour(1) },
	} {
		t.Run(name, func(t *testing.T) {
			m := settled(t)
			items := m.lists.headlines.Items()
			m.focusOn(layout.Headlines)
			m.found(foundMsg{search: m.lists.search.number, entries: m.entries(t, 3, 4)})
			m.lists.found.Select(1)
			m.lists.searchFor("nuit", true)
			do(m)
			m.found(foundMsg{search: m.lists.search.number, entries: m.entries(t, 5, 6)})
			read := map[int]bool{3: false, 4: false, 5: name != "above", 6: name == "all"}
			for i, want := range read { // nothing is above the first one found
				if m.env.Store.State(items[i].ID).Read != want {
					t.Errorf("headline %d is read: %v", i, !want)
				}
			}
		})
	}
}

func TestWhoGoesToTheEndBeforeItIsThereHasReadToTheEnd(t *testing.T) {
	m := settled(t)
	id, src := m.lists.headlines.Items()[1].ID, m.env.Sources[0]
	r := feed.Result{Source: src, Articles: []feed.Article{{ID: id, SourceKey: src.Key(),
		Title: "Long", Published: noon, Body: prose(4000), Completeness: feed.Full}}}
	if _, err := m.env.Store.Merge(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	m.open(id)
	part := m.read.render(id, false)().(textMsg)
	if part.rest == nil {
		t.Fatal("the text is not long enough")
	}
	m.Update(part)
	m.focusOn(layout.Reader)
	m.bottom()
	m.close() // leaves it
	m.Update(part.rest().(textMsg))
	if read := m.env.Store.State(id).Place.Percent; read != 100 {
		t.Errorf("%d %% are read", read)
	}
}

func TestNextWalksTheListThatWasAskedForHoweverQuickTheKey(t *testing.T) {
	for name, next := range map[string]func(*Model) tea.Cmd{
		"next": func(m *Model) tea.Cmd { return m.neighbour(1) }, "unread": (*Model).nextUnread,
	} {
		t.Run(name, func(t *testing.T) {
			m := settled(t)
			items := m.lists.headlines.Items()
			m.env.Store.SetRead(items[1].ID, true)
			m.marks.showAllMarks()
			m.cycle() // the unread, which the first two are not
			next(m)
			if m.read.article.want.ID != items[0].ID {
				t.Error("an article of the old list is opened")
			}
			msg := listCommand(m.env.ctx, m.env.Store, m.lists.listing.number, m.lists.query(), fromTop)()
			m.listed(msg.(listMsg))
			if m.read.article.want.ID != items[2].ID {
				t.Errorf("article %v is opened", m.read.article.want.ID)
			}
		})
	}
}
