package archive

import (
	"time"

	"breageek/feed"
)

// Entry is an article as the archive keeps it. In lists the Body is zero;
// [Archive.Article] fills it.
type Entry struct {
	feed.Article
	Mark      Mark      // as the mirror has it
	Source    string    // the source's display name
	Date      time.Time // what lists are sorted by, see [Archive.Merge]; UTC
	FirstSeen time.Time // when the article first arrived, or what [Archive.AddPage] lists it at; UTC
}

// Cursor is a position in the list: the article that stands there. The zero
// Cursor is no position.
type Cursor struct {
	Date time.Time
	ID   feed.ID
}

// Filter chooses which articles a list shows.
type Filter uint8

// The filters.
const (
	All     Filter = iota // every article
	Unread                // those without a read mark
	Starred               // those with a star
)

// Query is a window of the list. Whichever end it is taken from, it is
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

// Merged is what a merge brought: articles that were not known, and articles
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

// Search is a query for the articles that hold every one of some words, in title,
// text, author or categories, folded as package terms does.
type Search struct {
	Words   string
	Sources []string // keys of sources; nil for every source
	Limit   int      // how many at most; 0 means 100
	Ranked  bool     // best first; otherwise the last word is a prefix, newest first
}
