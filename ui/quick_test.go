package ui

import (
	"io/fs"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/browse"
	"breageek/ui/layout"
	"breageek/ui/notice"
	"breageek/ui/read"
)

// answers returns what the archive answers of related stories: the i-th headlines.
func (m *Model) answers(t *testing.T, headlines ...int) read.RelatedMsg {
	t.Helper()
	msg := read.RelatedMsg{Asked: m.read.Article.Asked}
	for _, e := range m.entries(t, headlines...) {
		msg.Stories = append(msg.Stories, store.Related{Entry: e, Kind: store.SameStory})
	}
	return msg
}

// entries reads the i-th headlines from the archive.
func (m *Model) entries(t *testing.T, headlines ...int) (entries []store.Entry) {
	t.Helper()
	for _, i := range headlines {
		e, err := m.env.Store.Article(t.Context(), m.lists.Headlines.Items()[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return entries
}

func TestTheNextRelatedStoryIsOpenedAlsoBeforeTheTextItIsSeenFromIsThere(t *testing.T) {
	m := settled(t)
	items := m.lists.Headlines.Items()
	m.open(items[1].ID)
	m.Update(m.answers(t, 2, 3)) // faster than the text
	m.nextStory()
	m.Update(m.read.Render(items[1].ID, false)().(read.TextMsg))
	if got := m.read.Article.Want.ID; got != items[2].ID {
		t.Errorf("article %v is opened, and the note is %q", got, m.notes.Note.Text)
	}
}

func TestThePreviousRelatedStoryIsTheSameHoweverQuickTheKey(t *testing.T) {
	m := settled(t)
	items := m.lists.Headlines.Items()
	m.Update(m.answers(t, 1, 2))
	m.nextStory()
	m.back()
	m.Update(m.answers(t, 1, 2))
	m.nextStory() // the second one
	m.back()
	m.prevStory() // the related stories are not there again
	m.Update(m.answers(t, 1, 2))
	if got := m.read.Article.Want.ID; got != items[1].ID {
		t.Errorf("article %v is open, and the note is %q", got, m.notes.Note.Text)
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
			m.read.Stories.RelateAgain()
			m.Update(m.answers(t, 1, 2, 3))
			if it, _ := m.read.Related.Selected(); it.ID != m.lists.Headlines.Items()[c.want].ID {
				t.Errorf("%q is chosen", it.Title)
			}
		})
	}
}

func TestRelatedStoriesThatCannotBeReadAreToldInTheirPaneAndHideNoOtherMessage(t *testing.T) {
	m := settled(t)
	m.open(m.lists.Headlines.Items()[1].ID)
	m.notes.Note = notice.Note{}
	m.Update(read.RelatedMsg{Asked: m.read.Article.Asked, Err: &fs.PathError{Op: "read",
		Path: "/kept/articles.db", Err: fs.ErrNotExist}})
	pane := ansi.Strip(strings.Join(m.read.Related.Lines(false), " "))
	if got := strings.Join(strings.Fields(pane), " "); m.notes.Note.Text != "" ||
		!strings.Contains(got, "ne se laisse pas lire pour l’instant (introuvable, /kept/articles.db)") {
		t.Errorf("the note is %q, and the pane says %q", m.notes.Note.Text, got)
	}
}

func TestAnAnswerOnItsWayBringsNoDismissedStoryBack(t *testing.T) {
	m := settled(t)
	m.Update(m.answers(t, 1, 2))
	late := func() read.RelatedMsg { m.read.Stories.RelateAgain(); return m.answers(t, 1, 2) }() // a refresh ended
	gone := m.read.Related.Items()[0].Key
	m.focusOn(layout.Related)
	m.marks.dismiss()
	m.Update(late)
	for _, it := range m.read.Related.Items() {
		if it.Key == gone {
			t.Errorf("%q is back", it.Title)
		}
	}
}

func TestAStoryThatIsBroughtBackIsChosenAlsoWhereTheTextIsSetMeanwhile(t *testing.T) {
	m := settled(t)
	m.Update(m.answers(t, 1, 2))
	back := m.read.Related.Items()[0].Key
	m.focusOn(layout.Related)
	m.marks.dismiss()
	m.Update(m.answers(t, 2))
	m.marks.undo()
	m.Update(m.read.Render(m.read.Article.Want.ID, false)().(read.TextMsg))
	m.Update(m.answers(t, 1, 2))
	if it, _ := m.read.Related.Selected(); it.Key != back {
		t.Errorf("%q is chosen", it.Title)
	}
}

func TestWhatIsDoneToAListWaitsForTheSearchThatFillsIt(t *testing.T) {
	for name, do := range map[string]func(*Model) tea.Cmd{
		"all":   func(m *Model) tea.Cmd { return m.marks.markAll() },
		"above": func(m *Model) tea.Cmd { return m.marks.markAbove() }, "unread": (*Model).nextUnread,
		"next": func(m *Model) tea.Cmd { return m.neighbour(1) },
	} {
		t.Run(name, func(t *testing.T) {
			m := settled(t)
			items := m.lists.Headlines.Items()
			m.focusOn(layout.Headlines)
			m.Update(browse.FoundMsg{Search: m.lists.Search.Number, Entries: m.entries(t, 3, 4)})
			m.lists.Found.Select(1)
			m.lists.Search.SearchFor("nuit", true)
			do(m)
			m.Update(browse.FoundMsg{Search: m.lists.Search.Number, Entries: m.entries(t, 5, 6)})
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
	id, src := m.lists.Headlines.Items()[1].ID, m.env.Sources[0]
	r := feed.Result{Source: src, Articles: []feed.Article{{ID: id, SourceKey: src.Key(),
		Title: "Long", Published: noon, Body: prose(4000), Completeness: feed.Full}}}
	if _, err := m.env.Store.Merge(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	m.open(id)
	part := m.read.Render(id, false)().(read.TextMsg)
	if part.Rest == nil {
		t.Fatal("the text is not long enough")
	}
	m.Update(part)
	m.focusOn(layout.Reader)
	m.bottom()
	m.close() // leaves it
	m.Update(part.Rest().(read.TextMsg))
	if read := m.env.Store.State(id).Position.Percent; read != 100 {
		t.Errorf("%d %% are read", read)
	}
}

func TestNextWalksTheListThatWasAskedForHoweverQuickTheKey(t *testing.T) {
	for name, next := range map[string]func(*Model) tea.Cmd{
		"next": func(m *Model) tea.Cmd { return m.neighbour(1) }, "unread": (*Model).nextUnread,
	} {
		t.Run(name, func(t *testing.T) {
			m := settled(t)
			items := m.lists.Headlines.Items()
			m.env.Store.SetRead(items[1].ID, true)
			m.marks.showAllMarks()
			m.cycle() // the unread, which the first two are not
			next(m)
			if m.read.Article.Want.ID != items[0].ID {
				t.Error("an article of the old list is opened")
			}
			msg := browse.ListCommand(m.env.Context, m.env.Store, m.lists.Listing.Number, m.lists.Query(), browse.FromTop)()
			m.listed(msg.(browse.ListMsg))
			if m.read.Article.Want.ID != items[2].ID {
				t.Errorf("article %v is opened", m.read.Article.Want.ID)
			}
		})
	}
}
