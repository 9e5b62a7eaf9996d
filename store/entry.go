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
	State    = state.State
	Position = state.Position
	Mark     = state.Mark
	Change   = state.Change
	Action   = state.Action
	Visit    = state.Visit
	Trail    = state.Trail
	Synced   = state.Synced
	Notice   = state.Notice
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
	Cursor       = archive.Cursor
	Filter       = archive.Filter
	Query        = archive.Query
	Counts       = archive.Counts
	Merged       = archive.Merged
	SourceStatus = archive.SourceStatus
	Search       = archive.Search
	Pages        = archive.Pages
	Horizon      = archive.Horizon
	Retention    = archive.Retention
	Expired      = archive.Expired
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
