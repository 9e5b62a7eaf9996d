package ui

import (
	"testing"

	"breageek/store"
	"breageek/ui/layout"
)

// answers gives what the archive answers of related stories: the i-th headlines.
func (m *Model) answers(t *testing.T, headlines ...int) relatedMsg {
	t.Helper()
	msg := relatedMsg{asked: m.article.asked}
	for _, i := range headlines {
		e, err := m.deps.Store.Article(t.Context(), m.headlines.Items()[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		msg.stories = append(msg.stories, store.Related{Entry: e, Kind: store.SameStory})
	}
	return msg
}

func TestTheNextRelatedStoryIsOpenedAlsoBeforeTheTextItIsSeenFromIsThere(t *testing.T) {
	m := settled(t)
	items := m.headlines.Items()
	m.open(items[1].ID)
	m.relatedTo(m.answers(t, 2, 3)) // faster than the text
	m.nextStory()
	m.arrived(m.render(items[1].ID, false)().(textMsg))
	if got := m.article.want.ID; got != items[2].ID {
		t.Errorf("article %v is opened, and the note is %q", got, m.note.text)
	}
}

func TestThePreviousRelatedStoryIsTheSameHoweverQuickTheKey(t *testing.T) {
	m := settled(t)
	items := m.headlines.Items()
	m.relatedTo(m.answers(t, 1, 2))
	m.nextStory()
	m.back()
	m.relatedTo(m.answers(t, 1, 2))
	m.nextStory() // the second one
	m.back()
	m.prevStory() // the related stories are not there again
	m.relatedTo(m.answers(t, 1, 2))
	if got := m.article.want.ID; got != items[1].ID {
		t.Errorf("article %v is open, and the note is %q", got, m.note.text)
	}
}

func TestAnAnswerOnItsWayBringsNoDismissedStoryBack(t *testing.T) {
	m := settled(t)
	m.relatedTo(m.answers(t, 1, 2))
	late := func() relatedMsg { m.relateAgain(); return m.answers(t, 1, 2) }() // a refresh ended
	gone := m.related.Items()[0].Key
	m.focus = layout.Related
	m.dismiss()
	m.relatedTo(late)
	for _, it := range m.related.Items() {
		if it.Key == gone {
			t.Errorf("%q is back", it.Title)
		}
	}
}

func TestAStoryThatIsBroughtBackIsChosenAlsoWhereTheTextIsSetMeanwhile(t *testing.T) {
	m := settled(t)
	m.relatedTo(m.answers(t, 1, 2))
	back := m.related.Items()[0].Key
	m.focus = layout.Related
	m.dismiss()
	m.relatedTo(m.answers(t, 2))
	m.takeBack()
	m.arrived(m.render(m.article.want.ID, false)().(textMsg))
	m.relatedTo(m.answers(t, 1, 2))
	if it, _ := m.related.Selected(); it.Key != back {
		t.Errorf("%q is chosen", it.Title)
	}
}
