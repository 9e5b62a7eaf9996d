package store

import (
	"time"

	"breageek/feed"
	"breageek/store/archive"
	"breageek/store/related"
	"breageek/store/state"
)

// What the user did is owned by package state.

type (
	// State is what the user did with an article.
	State = state.State
	// Position is where the user is in an article.
	Position = state.Position
	// Mark is one of the marks that a user sets.
	Mark = state.Mark
	// Change is a mark as it was before an action.
	Change = state.Change
	// Action is what the user did at once.
	Action = state.Action
	// Visit is one step of the way through articles.
	Visit = state.Visit
	// Trail is the way through articles.
	Trail = state.Trail
	// Synced is what a look at the state brought.
	Synced = state.Synced
	// Notice is something that went wrong and was survived.
	Notice = state.Notice
)

// The marks of a Change.
const (
	MarkRead      = state.MarkRead
	MarkStarred   = state.MarkStarred
	MarkWatched   = state.MarkWatched
	MarkDismissed = state.MarkDismissed
)

// Entry is an article as this machine keeps it: what the publisher said and
// what the user did. In lists the Body is zero; [Store.Article] fills it.
type Entry struct {
	feed.Article
	State     State
	Source    string    // the source's display name
	Date      time.Time // what lists are sorted by, see [Store.Merge]; UTC
	FirstSeen time.Time // when the article first arrived, or what [Store.AddPage] lists it at; UTC
}

// Cursor is the entry's position in the list.
func (e Entry) Cursor() Cursor { return Cursor{Date: e.Date, ID: e.ID} }

// The queries of the archive, and what they return.

type (
	// Cursor is a position in the list.
	Cursor = archive.Cursor
	// Filter is which articles a list shows.
	Filter = archive.Filter
	// Query is a window of the list.
	Query = archive.Query
	// Counts is numbers of articles.
	Counts = archive.Counts
	// Merged is what an answer of a source brought.
	Merged = archive.Merged
	// SourceStatus is what the archive knows of a source.
	SourceStatus = archive.SourceStatus
	// Search is a query for words.
	Search = archive.Search
	// Pages is a query for articles whose pages are to be fetched.
	Pages = archive.Pages
	// Horizon is what was kept at a moment.
	Horizon = archive.Horizon
	// Retention is how long articles are kept.
	Retention = archive.Retention
	// Expired is what a retention removes.
	Expired = archive.Expired
)

// The filters of a list.
const (
	All     = archive.All
	Unread  = archive.Unread
	Starred = archive.Starred
)

// Kind is how a related story belongs to an article, see [related.Kind].
type Kind = related.Kind

// The kinds, see package related.
const (
	Linked      = related.Linked
	Site        = related.Site
	SameStory   = related.SameStory
	FollowUp    = related.FollowUp
	SameSubject = related.SameSubject
)

// Related is a story that belongs to an article, and why.
type Related struct {
	Entry   Entry    // its ID is zero when the story is not archived
	URL     string   // of a story that is not archived
	Title   string   // of a story that is not archived; one line
	Outside bool     // such a story is on another site
	Kind    Kind     // the strongest way in which it belongs to the article
	Also    []Kind   // the others
	Citing  bool     // it is linked because its own text links to the article
	Reasons []string // the shared terms, best first, as the article writes them
	Score   float64  // about 0 to 1, comparable within one answer
	Copies  int      // how many near-identical others stand behind this one
}

// Key names a related story for [Store.Dismiss]: by its ID, or by its address
// where it is not archived.
func (r Related) Key() feed.ID {
	if r.Entry.ID != 0 {
		return r.Entry.ID
	}
	return feed.NewID("", "", feed.Canonical(r.URL), r.Title, time.Time{})
}
