package store

import (
	"time"

	"breageek/feed"
	"breageek/store/related"
	"breageek/store/state"
)

// What the user did is owned by package state.
type (
	State  = state.State
	Place  = state.Place
	Mark   = state.Mark
	Change = state.Change
	Action = state.Action
	Visit  = state.Visit
	Trail  = state.Trail
	Synced = state.Synced
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
// what the reader did. In lists the Body is zero; [Store.Article] fills it.
type Entry struct {
	feed.Article
	State     State
	Source    string    // the source's display name
	Date      time.Time // what lists are sorted by, see [Store.Merge]; UTC
	FirstSeen time.Time // when the article first arrived, or what [Store.AddPage] lists it at; UTC
}

// Cursor is the entry's position in the list.
func (e Entry) Cursor() Cursor { return Cursor{Date: e.Date, ID: e.ID} }

// Cursor is a position in the list: the article that stands there. The zero
// Cursor is no position.
type Cursor struct {
	Date time.Time
	ID   feed.ID
}

// Filter chooses which articles a list shows.
type Filter uint8

const (
	All     Filter = iota // every article
	Unread                // those without a read mark
	Starred               // those with a star
)

// Query asks for a window of the list. Whichever end it is taken from, it is
// given newest first.
type Query struct {
	Sources []string  // keys of sources; nil for every source
	Filter  Filter    // what to show
	Limit   int       // how many at most; 0 means 100
	After   Cursor    // strictly older than this, when set
	Before  Cursor    // strictly newer than this, when set: the Limit nearest to it
	Oldest  bool      // the Limit oldest, instead of the newest
	Upto    Cursor    // when set: everything down to and with this, instead of Limit
	Keep    []feed.ID // stay listed although the filter no longer matches
	Known   Horizon   // what arrived after it does not count, for UnreadIDs
}

// Counts are numbers of articles.
type Counts struct{ Total, Unread, Starred int }

// Merged says what a merge brought: articles that were not known, and articles
// whose title or text is not what it was. In the order of the feed.
type Merged struct{ New, Updated []feed.ID }

// SourceStatus is what the archive knows of a source.
type SourceStatus struct {
	feed.Source
	Key        string // see [feed.Source.Key]
	Articles   int    // how many are kept
	LastTried  time.Time
	LastOK     time.Time
	LastError  string // of the last try; empty when it went well
	Validators feed.Validators
}

// Search asks for the articles that hold every one of some words, in title,
// text, author or categories, folded as package terms does.
type Search struct {
	Words   string
	Sources []string // keys of sources; nil for every source
	Limit   int      // how many at most; 0 means 100
	Ranked  bool     // best first; otherwise the last word is a prefix, newest first
}

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
