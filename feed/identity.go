package feed

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"strings"
	"time"

	"breageek/feed/markup"
)

// Basis is what an article's [ID] was made from.
type Basis uint8

// What identifies an item, the strongest first. Each is used only if none of the stronger ones
// identifies the item, because it is missing or because several items of the feed share it.
const (
	ByGUID  Basis = iota // RSS's guid, RDF's about, the id of Atom and JSON Feed
	ByLink               // the address
	ByTitle              // title and date
	ByText               // title, date and text
)

// NewID derives an article's ID. The GUID is an opaque key, never a link. Without one, the
// link takes its place, and without a link the title together with the date.
func NewID(sourceKey, guid, link, title string, published time.Time) ID {
	item := guid
	if item == "" {
		item = link
	}
	if item == "" {
		item = title + published.UTC().Format(time.RFC3339)
	}
	sum := sha256.Sum256([]byte(sourceKey + "\x00" + item))
	return ID(binary.BigEndian.Uint64(sum[:8]))
}

// IDBy returns the ID that an article has on a given basis under the key of a source, or 0 if
// it lacks what the basis needs.
func (a *Article) IDBy(sourceKey string, basis Basis) ID {
	title := a.Title
	if title == "" {
		title = a.Summary
	}
	switch {
	case basis == ByGUID && a.GUID != "":
		return NewID(sourceKey, a.GUID, "", "", time.Time{})
	case basis == ByLink && a.Link != "":
		return NewID(sourceKey, "", a.Link, "", time.Time{})
	case basis == ByTitle && title != "":
		return NewID(sourceKey, "", "", title, a.Published)
	case basis == ByText:
		return NewID(sourceKey, "", "", title+"\x00"+textOf(a), a.Published)
	}
	return 0
}

// Rekey moves an article to the source with another key, under which it has another ID.
func (a *Article) Rekey(sourceKey string) {
	a.SourceKey = sourceKey
	if id := a.IDBy(sourceKey, a.By); id != 0 {
		a.ID = id
	}
}

// identify returns the items of one feed their IDs, and drops the older of two versions of an
// item. site is the canonical address of the site, which identifies no item.
//
// The identifiers of a feed come first, whatever its links say: entries with different
// identifiers are different entries (RFC 4287 §4.2.6; RSS 2.0, <guid>; RDF, about; JSON Feed,
// id), even if they all lead to one page, as security advisories do. But an identifier or a
// link that several items share, with different titles or addresses, identifies none of them:
// some feeds give all their items the address of the blog, or "N/A".
func identify(items []Article, site string) []Article {
	pages := make([]string, len(items))
	for i := range items {
		pages[i] = Address(items[i].Link)
	}
	guids := shared(items, func(i int) string { return items[i].GUID },
		func(i int) string { return pages[i] + "\x00" + items[i].Title })
	links := shared(items, func(i int) string { return pages[i] },
		func(i int) string {
			return items[i].GUID + "\x00" + titleAndDate(&items[i]) + textOf(&items[i])
		})
	titles := shared(items, func(i int) string { return titleAndDate(&items[i]) },
		func(i int) string { return textOf(&items[i]) })
	at, listed := make(map[ID]int, len(items)), map[string]int{}
	out := items[:0]
	for i := range items {
		a := items[i]
		switch {
		case a.GUID != "" && !guids[a.GUID]:
			a.By = ByGUID
		case a.Link != "" && Canonical(a.Link) != site && !links[pages[i]]:
			a.By = ByLink
		case !titles[titleAndDate(&a)]:
			a.By = ByTitle
		default:
			a.By = ByText
		}
		a.ID = a.IDBy(a.SourceKey, a.By)
		if a.ID == 0 {
			a.By = ByText
			a.ID = a.IDBy(a.SourceKey, a.By)
		}
		n, twice := at[a.ID]
		if !twice && a.By == ByLink { // one page with different tracking parameters
			n, twice = listed[pages[i]]
		}
		switch {
		case !twice:
			at[a.ID] = len(out)
			if a.By == ByLink {
				listed[pages[i]] = len(out)
			}
			out = append(out, a)
		case later(a, out[n]):
			out[n] = a
		}
	}
	return out
}

func titleAndDate(a *Article) string {
	return a.Title + "\x00" + a.Published.UTC().Format(time.RFC3339)
}

// textOf returns the same for items with the same text.
func textOf(a *Article) string {
	sum := markup.Measure(a.Body).Fingerprint
	return a.Summary + "\x00" + string(sum[:])
}

// shared returns the values that several items have although they differ in what. Items
// without a value do not count.
func shared(items []Article, value, what func(i int) string) map[string]bool {
	first := make(map[string]int, len(items))
	var out map[string]bool
	for i := range items {
		v := value(i)
		if v == "" {
			continue
		}
		n, known := first[v]
		if !known {
			first[v] = i
			continue
		}
		if !out[v] && what(n) != what(i) {
			if out == nil {
				out = map[string]bool{}
			}
			out[v] = true
		}
	}
	return out
}

// later reports whether a is a newer version than b.
func later(a, b Article) bool {
	newest := func(a Article) time.Time {
		if a.Updated.After(a.Published) {
			return a.Updated
		}
		return a.Published
	}
	return newest(a).After(newest(b))
}

// Address returns [Canonical] together with the fragment, if that names a part of the page
// rather than where a visitor came from: some feeds tell their items apart by nothing else.
func Address(link string) string {
	page := Canonical(link)
	if page == "" {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Fragment == "" || strings.HasPrefix(u.Fragment, ":~:") {
		return page
	}
	name, _, pair := strings.Cut(u.Fragment, "=")
	if pair && counts(strings.ToLower(name)) {
		return page
	}
	return page + "#" + u.Fragment
}
