// Package feed owns what publishers say: it parses feeds of every format into articles whose
// every line is clean, and gives each article its identity. It knows neither how a feed is
// fetched nor what is kept, read or shown.
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

// ID identifies an article, on this machine and on every other: it is the first 64 bits of
// SHA-256 over the source's key, a NUL byte and what identifies the item (see [NewID] and
// [Basis]). Its text form is 16 hexadecimal digits. Zero is not an article.
type ID uint64

// ParseID parses the 16 hexadecimal digits that [ID.String] returns.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseUint(s, 16, 64)
	if err != nil || len(s) != 16 {
		return 0, fmt.Errorf("not an article ID: %q", s)
	}
	return ID(n), nil
}

// String returns 16 hexadecimal digits.
func (id ID) String() string { return fmt.Sprintf("%016x", uint64(id)) }

// MarshalText returns the same as [ID.String], so that an ID can be a key of a JSON object.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText parses what MarshalText returns.
func (id *ID) UnmarshalText(b []byte) error {
	n, err := ParseID(string(b))
	*id = n
	return err
}

// Source is a feed that the user follows.
type Source struct {
	Name     string // the user's name for it, or the publisher's title; one clean line
	URL      string // the feed's address as the user configured it
	Site     string // the address of the site, if the publisher gives it
	Language string // BCP 47, as the publisher gives it; empty when unknown
	Identity string // the key of its first address, if it has moved since
}

// Key identifies the source for good: it is the address as first configured, without scheme,
// "www." and trailing slash. A source that moves keeps its key, so that a change to https or a
// permanent redirect does not bring back old articles as new ones.
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
	if user, at, ok := strings.Cut(host, "@"); ok { // the user name, but not the password
		user, _, _ = strings.Cut(user, ":")
		host = user + "@" + at
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if slash {
		host += "/" + path
	}
	return strings.TrimRight(host, "/")
}

// Completeness is how much of an article we have.
type Completeness uint8

// How much there may be.
const (
	Teaser Completeness = iota // an excerpt; the rest is on the article's web page
	Full                       // the whole text
)

// String returns the word that JSON and scripts use.
func (c Completeness) String() string {
	if c == Full {
		return "full"
	}
	return "teaser"
}

// Article is what the publisher said. It never changes: a newer version is another value.
// Every line of text is free of control characters, and every link is http or https, or empty.
type Article struct {
	ID           ID
	SourceKey    string
	GUID         string // opaque
	Title        string // one line; may be empty
	Author       string // one line; may be empty
	Link         string
	Published    time.Time // UTC; zero when the publisher gave none that can be parsed
	Updated      time.Time // UTC; zero when never
	Categories   []string  // categories, then tags; one line each, no duplicates
	Summary      string    // the excerpt as one clean line of plain text, without "[…]"
	Body         markup.Raw
	Image        string // address of the featured picture
	ImageAlt     string // the description of the picture; one line
	Language     string // BCP 47; empty when unknown
	Words        int    // of the body's text
	Completeness Completeness
	Enclosures   []Enclosure
	References   []Reference

	// By is what ID was made from. It is not stored: it serves to recognise an article whose ID
	// would be another today.
	By Basis
}

// headingWords and headingLetters limit what stands in for a title.
const (
	headingWords   = 14
	headingLetters = 90
)

// Heading returns what an article is listed by: its title, or the first words of its text if
// it has none, as on Mastodon, or the description of its picture, or its address. It is one
// clean line, and empty only if the article has none of these.
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

// Enclosure is a file that comes with an article, such as a broadcast, a picture or a PDF.
type Enclosure struct {
	URL      string        // http or https
	Type     string        // media type as sent, one clean line
	Bytes    int64         // 0 when unknown
	Duration time.Duration `json:",omitzero"` // playing time in whole seconds; 0 when unknown
}

// Reference is a link that a publisher gives beside an article's text.
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

// Validators is what the next request to a source depends on: what to send for a conditional
// GET (RFC 9110 §13), where the feed lives now, and when it may be fetched again. The zero
// value fetches everything. It is stored as JSON.
type Validators struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Body         string    `json:"body,omitempty"`       // hash of the body of the last 200
	Weak         bool      `json:"weak,omitempty"`       // the pair never matches: send the date alone
	Moved        string    `json:"moved,omitempty"`      // where permanent redirects led
	MovedSeen    int       `json:"moved_seen,omitempty"` // on how many refreshes in a row
	Gone         bool      `json:"gone,omitempty"`       // 410: stop fetching
	Wait         time.Time `json:"wait,omitzero"`        // not before this time

	TTL       time.Duration `json:"ttl,omitempty"`        // how long the feed asks us to wait
	SkipHours uint32        `json:"skip_hours,omitempty"` // bit n: not in hour n, GMT
	SkipDays  uint8         `json:"skip_days,omitempty"`  // bit n: not on weekday n
}

// Result is the outcome of one fetch.
type Result struct {
	Source     Source // as requested, completed with what the feed says about itself
	Articles   []Article
	Unchanged  bool // 304, or the same body as before: Articles is empty
	Skipped    int  // items in which there is nothing to read
	Validators Validators
}
