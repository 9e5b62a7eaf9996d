// Package feed owns what publishers say: it parses feeds of every format into articles
// whose every line is clean, and tells one article from another. It knows neither how a
// feed is fetched nor what is kept or read, nor how anything looks.
package feed

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"breageek/feed/markup"
)

// ID names an article on this machine and on every other one: the first 64 bits
// of SHA-256 over the source's key, a NUL byte and what identifies the item
// (see [NewID] and [Basis]). Its text form is 16 hexadecimal digits. Zero is no article.
type ID uint64

// ParseID reads the 16 hexadecimal digits that [ID.String] writes.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseUint(s, 16, 64)
	if err != nil || len(s) != 16 {
		return 0, fmt.Errorf("not an article ID: %q", s)
	}
	return ID(n), nil
}

// String returns the 16 hexadecimal digits.
func (id ID) String() string { return fmt.Sprintf("%016x", uint64(id)) }

// MarshalText writes the ID as in [ID.String], so that it can key a JSON object.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) error {
	n, err := ParseID(string(b))
	*id = n
	return err
}

// Source is a feed the reader follows.
type Source struct {
	Name     string // what the reader calls it, or the publisher's title; one clean line
	URL      string // the feed's address as the reader configured it
	Site     string // the address of the site, where the publisher tells it
	Language string // BCP 47, as the publisher tells it; empty when unknown
	Identity string // the key it had at its first address; empty where that is the one it has
}

// Key names the source for good: its address as first configured, without
// scheme, "www." and trailing slash. A source that moves keeps its key, so that
// http→https or a 301 resurrects nothing.
func (s Source) Key() string {
	if s.Identity != "" {
		return s.Identity
	}
	address := Unfeed(s.URL)
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	host, path, slash := strings.Cut(rest, "/")
	if user, at, ok := strings.Cut(host, "@"); ok { // whose feed it is, but not the password
		user, _, _ = strings.Cut(user, ":")
		host = user + "@" + at
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if slash {
		host += "/" + path
	}
	return strings.TrimRight(host, "/")
}

// Completeness says how much of an article is at hand.
type Completeness uint8

// What may be at hand of an article.
const (
	Teaser Completeness = iota // an excerpt; the rest is on the article's page
	Full                       // the whole text
)

// String returns the word that JSON and scripts use.
func (c Completeness) String() string {
	if c == Full {
		return "full"
	}
	return "teaser"
}

// Article is what the publisher said of one story, and it never changes: a
// newer version is another value. Every line of text is clean of controls, and
// every link is http or https, or empty.
type Article struct {
	ID           ID
	SourceKey    string
	GUID         string // opaque
	Title        string // one line; may be empty
	Author       string // one line; may be empty
	Link         string
	Published    time.Time // UTC; zero when the publisher gave none that can be read
	Updated      time.Time // UTC; zero when never
	Categories   []string  // categories, then tags, one line each, no doubles
	Summary      string    // the excerpt as one clean line of plain text, without "[…]"
	Body         markup.Raw
	Image        string // address of the featured picture
	ImageAlt     string // what the picture shows, one line
	Language     string // BCP 47; empty when unknown
	Words        int    // of the body's text
	Completeness Completeness
	Enclosures   []Enclosure
	References   []Reference

	// By says what ID was made of. It is not kept: it serves to know an article again.
	By Basis
}

// headingWords and headingLetters bound what stands in the place of a title.
const (
	headingWords   = 14
	headingLetters = 90
)

// Heading is what an article is listed by: its title; the first words of its text where
// it has none, as posts of Mastodon; else what its picture shows, or its address. It is
// one clean line, and empty only where there is nothing of it all.
func (a *Article) Heading() string {
	text := cmp.Or(a.Summary, a.ImageAlt)
	if a.Title != "" || text == "" {
		_, address, _ := strings.Cut(a.Link, "://")
		return cmp.Or(a.Title, address)
	}
	words := strings.Fields(text)
	line, letters := "", 0
	for i, w := range words {
		letters += utf8.RuneCountInString(w) + 1
		if i == headingWords || i > 0 && letters > headingLetters {
			return strings.TrimRight(line, ",;:") + "…"
		}
		line = strings.TrimLeft(line+" "+w, " ")
	}
	return line
}

// Enclosure is a file that comes with an article: a broadcast, a picture, a PDF.
type Enclosure struct {
	URL      string        // http or https
	Type     string        // media type as sent, one clean line
	Bytes    int64         // 0 when unknown
	Duration time.Duration `json:",omitzero"` // how long it plays, in whole seconds; 0 when unknown
}

// Reference is an address that a publisher gives beside an article's text.
type Reference struct {
	Kind  string // Comments, External or Via
	URL   string // http or https
	Title string `json:",omitempty"` // one clean line; may be empty
}

// The kinds of references.
const (
	Comments = "comments" // where the article is discussed
	External = "external" // the page elsewhere that the article is about
	Via      = "via"      // where its author found it
)

// Validators is what a source must be asked with next time: what to echo for a
// conditional GET (RFC 9110 §13), where the feed lives now, and when it may be
// asked again. The zero value asks for everything. It is stored as JSON.
type Validators struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Body         string    `json:"body,omitempty"`       // hash of the last 200's body
	Weak         bool      `json:"weak,omitempty"`       // the pair never matched: send If-Modified-Since alone
	Moved        string    `json:"moved,omitempty"`      // where permanent redirects have led
	MovedSeen    int       `json:"moved_seen,omitempty"` // on how many refreshes in a row
	Gone         bool      `json:"gone,omitempty"`       // 410: stop asking
	Wait         time.Time `json:"wait,omitzero"`        // not before

	TTL       time.Duration `json:"ttl,omitempty"`        // how long the feed itself asks to be left alone
	SkipHours uint32        `json:"skip_hours,omitempty"` // bit n: not in the hour n, GMT
	SkipDays  uint8         `json:"skip_days,omitempty"`  // bit n: not on weekday n, Sunday is 0
}

// Result is one answer to one fetch.
type Result struct {
	Source     Source // as asked, with what the publisher tells of itself filled in
	Articles   []Article
	Unchanged  bool // 304, or a 200 with the very same body: Articles is empty
	Skipped    int  // items that could not be read at all
	Validators Validators
}
