package archive

import (
	"bytes"
	"cmp"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"breageek/feed"
	"breageek/store/terms"
)

// find returns the archive's version of each item that it has one of: the article with the
// item's ID, or with another ID that the item could have, or at the item's address where
// nothing says otherwise (see [isSameArticle]). An item whose ID another article has, because
// the feed returns one identifier to several, gets another ID.
func (m *upsert) find(items []*item) (map[*item]known, error) {
	ids := make([]int64, len(items))
	for i, it := range items {
		ids[i] = int64(it.a.ID)
	}
	byID := map[feed.ID]known{}
	err := m.scan("a.id = j.value", ids, func(k known) { byID[k.id] = k })
	if err != nil {
		return nil, err
	}
	r := recognizer{upsert: m, old: make(map[*item]known, len(byID)), taken: map[feed.ID]bool{}}
	for _, it := range items {
		if k, ok := byID[it.a.ID]; ok && isVersion(k, it) {
			r.match(it, k)
		} else {
			r.left = append(r.left, it)
		}
	}
	if len(r.left) == 0 {
		return r.old, nil
	}
	if err := r.byOtherIDs(byID); err != nil {
		return nil, err
	}
	if err := r.byAddress(items); err != nil {
		return nil, err
	}
	if err := r.byText(); err != nil {
		return nil, err
	}
	r.rename(byID)
	return r.old, nil
}

// recognizer finds what is known of the items that are not known by their ID.
type recognizer struct {
	*upsert
	old    map[*item]known
	taken  map[feed.ID]bool  // the articles that an item is a version of
	left   []*item           // not known so far
	others map[feed.ID]known // what has one of the other IDs of an item that is left
}

func (r *recognizer) match(it *item, k known) {
	r.old[it], r.taken[k.id] = k, true
}

// settle keeps the items of left that f does not recognize.
func (r *recognizer) settle(f func(it *item) (known, bool)) {
	r.left = slices.DeleteFunc(r.left, func(it *item) bool {
		k, ok := f(it)
		if ok {
			r.match(it, k)
		}
		return ok
	})
}

// otherBases are the ones that come after an item's own.
func otherBases(it *item) []feed.Basis {
	all := []feed.Basis{feed.ByLink, feed.ByTitle, feed.ByText}
	return slices.DeleteFunc(all, func(b feed.Basis) bool { return b <= it.a.By })
}

// byOtherIDs recognizes items by what identified them in another answer: there the
// identifier may have stood at several items, and identified none.
func (r *recognizer) byOtherIDs(byID map[feed.ID]known) error {
	r.others = map[feed.ID]known{}
	var articles int
	err := r.tx.QueryRowContext(r.ctx, "SELECT articles FROM sources WHERE n = ?", r.source).
		Scan(&articles)
	if err != nil || articles == 0 {
		return err
	}
	var ids []int64
	for _, it := range r.left {
		for _, b := range otherBases(it) {
			if id := it.a.IDBy(it.a.SourceKey, b); id != 0 {
				ids = append(ids, int64(id))
			}
		}
	}
	err = r.scan("a.id = j.value", ids, func(k known) { r.others[k.id] = k })
	if err != nil {
		return err
	}
	r.settle(func(it *item) (known, bool) {
		for _, b := range otherBases(it) {
			k, ok := r.others[it.a.IDBy(it.a.SourceKey, b)]
			if ok && !r.taken[k.id] && (k.guid == "" || k.guid == it.a.GUID) && isVersion(k, it) {
				return k, true
			}
		}
		return known{}, false
	})
	return nil
}

// atPage is what is kept at one page under one title, folded.
type atPage struct {
	linkHash int64
	title    string
}

// maxAlike is how many articles of one page and one title an item is compared with, the
// newest: a page may have had a notice of one title every day.
const maxAlike = 64

// byAddress recognizes items by the page they lead to.
func (r *recognizer) byAddress(items []*item) error {
	pages, here := map[int64]bool{}, map[string]int{}
	for _, it := range items {
		here[feed.Address(it.a.Link)]++
	}
	for _, it := range r.left {
		if it.linkHash != 0 {
			pages[it.linkHash] = true
		}
	}
	last, count, titled := map[int64]known{}, map[int64]int{}, map[atPage][]known{}
	err := r.scan("a.link_hash = j.value AND a.link_hash <> 0", slices.Collect(maps.Keys(pages)),
		func(k known) {
			last[k.linkHash] = k
			count[k.linkHash]++
			at := atPage{k.linkHash, terms.Fold(k.title)}
			titled[at] = append(titled[at], k)
		})
	if err != nil {
		return err
	}
	for at, all := range titled {
		slices.SortFunc(all, func(a, b known) int { return cmp.Compare(b.rowid, a.rowid) })
		titled[at] = all[:min(len(all), maxAlike)]
	}
	r.settle(func(it *item) (known, bool) {
		// Only what is alone at its page may have another title, see isSameArticle.
		alike := titled[atPage{it.linkHash, terms.Fold(it.a.Title)}]
		if count[it.linkHash] == 1 {
			alike = []known{last[it.linkHash]}
		}
		alone := count[it.linkHash] == 1 && here[feed.Address(it.a.Link)] == 1
		for _, k := range alike {
			if !r.taken[k.id] && isSameArticle(k, it, alone) {
				return k, true
			}
		}
		return known{}, false
	})
	return nil
}

// enoughText is how many words make two texts of one title and time more than a form.
const enoughText = 8

// byText recognizes items whose address is all that the feed tells them apart by, and which
// has changed with everything else the same: a site that moved to another host, or that
// writes the number of the visit into its addresses. The date says where such articles
// stand; who has none is not looked for.
func (r *recognizer) byText() error {
	var seconds []int64
	for _, it := range r.left {
		if isMovable(it) {
			seconds = append(seconds, firstRowid(it.a.Published.UnixMilli()))
		}
	}
	slices.Sort(seconds)
	there := map[int64][]known{}
	err := r.scan("a.rowid >= j.value AND a.rowid < j.value + "+strconv.Itoa(rowidsPerSecond),
		slices.Compact(seconds), func(k known) {
			second := k.rowid - k.rowid%rowidsPerSecond
			there[second] = append(there[second], k)
		})
	if err != nil {
		return err
	}
	r.settle(func(it *item) (known, bool) {
		if !isMovable(it) {
			return known{}, false
		}
		for _, k := range there[firstRowid(it.a.Published.UnixMilli())] {
			if !r.taken[k.id] && isMoved(k, it) {
				return k, true
			}
		}
		return known{}, false
	})
	return nil
}

// isMovable reports whether an item has a date and a text to be known by, and no identifier
// but its address.
func isMovable(it *item) bool {
	a := it.a
	return !a.Published.IsZero() && a.Title != "" && a.Words >= enoughText && it.linkHash != 0 &&
		(a.GUID == "" || feed.Address(a.GUID) == feed.Address(a.Link))
}

// isMoved reports whether an article is the same as an item but for host and query of its
// address.
func isMoved(k known, it *item) bool {
	return sameText(k, it) && dated(k, it) && sameDate(k, it) &&
		(k.guid == "" || feed.Address(k.guid) == feed.Address(k.link)) &&
		terms.Fold(k.title) == terms.Fold(it.a.Title) &&
		lastPart(k.link) != "" && lastPart(k.link) == lastPart(it.a.Link)
}

// lastPart is the end of an address's path, which sites keep when they move.
func lastPart(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return path.Base(strings.Trim(u.Path, "/"))
}

// rename returns an item whose ID another article has the strongest other ID that is free.
// Where all are taken, the same text is kept already.
func (r *recognizer) rename(byID map[feed.ID]known) {
	r.settle(func(it *item) (known, bool) {
		if _, homonym := byID[it.a.ID]; !homonym {
			return known{}, false
		}
		for _, b := range otherBases(it) {
			id := it.a.IDBy(it.a.SourceKey, b)
			k, kept := r.others[id]
			if kept && b == feed.ByText && !r.taken[id] {
				return k, true
			}
			if id != 0 && !kept {
				if _, own := byID[id]; !own {
					it.a.ID, it.a.By = id, b
					return known{}, false
				}
			}
		}
		return known{}, false
	})
}

// isVersion reports whether an item with an article's ID is a version of it. A feed that
// gives one identifier to all its items, one after the other, would overwrite each with
// the next: an item of which title, date and address are all another article's is one.
func isVersion(k known, it *item) bool {
	sameAddress := it.linkHash != 0 && feed.Address(k.link) == feed.Address(it.a.Link)
	switch {
	case it.a.By == feed.ByGUID && it.a.GUID != "":
		return sameAddress || sameDate(k, it) || similar(k.title, it.a.Title) || sameText(k, it)
	case it.a.By == feed.ByLink:
		return sameDate(k, it) || similar(k.title, it.a.Title) || sameText(k, it)
	}
	return true
}

// isSameArticle reports whether an item without a known ID is an article that is kept at its
// page. Where a feed's own identifiers differ, a link alone never says so: all advisories
// may stand on one page, and each have an identifier. Then everything else must be the
// same. alone says that no other item and no other article is at that address.
//
//nolint:gocyclo // the cases of two identifiers
func isSameArticle(k known, it *item, alone bool) bool {
	at := feed.Address(k.link) == feed.Address(it.a.Link)
	title := terms.Fold(k.title) == terms.Fold(it.a.Title)
	date, text := sameDate(k, it), sameText(k, it)
	switch {
	case k.guid == "" || it.a.GUID == "":
		return at && (alone && (date || text || similar(k.title, it.a.Title)) || title && date)
	case sameGUID(k.guid, it.a.GUID):
		return at && (alone || title) || title && date
	}
	return at && title && (text || dated(k, it) && date)
}

// sameGUID reports whether two identifiers are one, which may be an address that "http"
// became "https" of.
func sameGUID(a, b string) bool {
	return a == b || feed.Address(a) != "" && feed.Address(a) == feed.Address(b)
}

func dated(k known, it *item) bool { return k.published.Valid && !it.a.Published.IsZero() }

// sameDate reports whether both were published at the same time, or one says nothing of it.
func sameDate(k known, it *item) bool {
	return !dated(k, it) || time.UnixMilli(k.published.Int64).Equal(it.a.Published)
}

func sameText(k known, it *item) bool { return bytes.Equal(k.fingerprint, it.fingerprint[:]) }

// similar reports whether one title can be a new wording of the other: more than half of
// the words of the shorter one are in both, and the same numbers ("Version 1.1" is not
// "Version 1.0"). No title is like every other.
func similar(a, b string) bool {
	first, second := strings.Fields(terms.Fold(a)), strings.Fields(terms.Fold(b))
	if len(first) > len(second) {
		first, second = second, first
	}
	if len(first) == 0 {
		return true
	}
	if !slices.Equal(numbers(first), numbers(second)) {
		return false
	}
	both := 0
	for _, w := range first {
		if slices.Contains(second, w) {
			both++
		}
	}
	return 2*both > len(first)
}

func numbers(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return strings.Trim(w, "0123456789") != ""
	})
}
