package store

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"breageek/store/archive"
	"breageek/store/related"
)

// maxNear is how many proposals with a link, and how many without one, are looked for by a
// title that is nearly theirs.
const maxNear = 2

// linked finds the archived articles that the text links to, in its order, then
// those whose texts link to it, the newest first.
func (s stories) linked(ctx context.Context, e *archive.Entry,
	rowid int64) (hits []*related.Hit, err error) {
	to, err := s.articles.LinksFrom(ctx, rowid)
	if err != nil {
		return nil, err
	}
	for _, at := range to {
		hits = append(hits, &related.Hit{Rowid: at, Kind: Linked, Score: 1})
	}
	from, err := s.articles.LinksTo(ctx, e.Link, rowid)
	for _, at := range from {
		if !slices.Contains(to, at) {
			hits = append(hits, &related.Hit{Rowid: at, Kind: Linked, Score: 1, Citing: true})
		}
	}
	return hits, err
}

// proposed finds what the site puts beside an article: the rowids of what is
// archived, known by its link, else by its title, else by one that is nearly the
// same; and the links to what is not.
func (s stories) proposed(ctx context.Context, e *archive.Entry, rowid int64) (
	rowids []int64, links []Related, err error) {
	all, err := s.articles.Proposals(ctx, rowid)
	if err == nil {
		err = s.knowByTitle(ctx, all, rowid)
	}
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		switch {
		case p.Rowid == rowid || slices.Contains(rowids, p.Rowid):
		case p.Rowid != 0:
			rowids = append(rowids, p.Rowid)
		case p.URL != "":
			links = append(links, Related{URL: p.URL, Title: cmp.Or(p.Title, p.URL), Kind: Site,
				Outside: !sameSite(p.URL, e.Link)})
		}
	}
	return rowids, links, nil
}

// knowByTitle finds the articles of proposals whose links are not known, the nearest
// in time to a rowid.
func (s stories) knowByTitle(ctx context.Context, all []archive.Proposed, near int64) error {
	if err := s.sameTitles(ctx, all, near); err != nil {
		return err
	}
	left := map[bool]int{true: maxNear, false: maxNear} // with a link, and without
	for i := range all {
		p := &all[i]
		linked := p.URL != ""
		if p.Rowid != 0 || left[linked] == 0 {
			continue
		}
		left[linked]--
		var err error
		if p.Rowid, err = s.nearlyTitled(ctx, p.Title, near); err != nil {
			return err
		}
	}
	return nil
}

// sameTitles finds those with the same folded title.
func (s stories) sameTitles(ctx context.Context, all []archive.Proposed, near int64) error {
	var hashes []int64
	for _, p := range all {
		if hash := related.TitleHash(p.Title); p.Rowid == 0 && hash != 0 {
			hashes = append(hashes, hash)
		}
	}
	rowids, err := s.articles.Titled(ctx, hashes, near)
	for i := range all {
		if p := &all[i]; p.Rowid == 0 {
			p.Rowid = rowids[related.TitleHash(p.Title)]
		}
	}
	return err
}

// nearlyTitled finds the archived article whose title is nearly a headline: a
// site's box may hold one that was corrected, translated anew or cut off.
func (s stories) nearlyTitled(ctx context.Context, title string, near int64) (int64, error) {
	h, ok := related.NewHeadline(title)
	if !ok {
		return 0, nil
	}
	freq, _, err := s.articles.Frequencies(ctx, h.Stems())
	if err != nil {
		return 0, err
	}
	rowids, titles, err := s.articles.TitledWith(ctx, h.RarePairs(freq), near)
	if best := h.Nearest(titles); best >= 0 {
		return rowids[best], err
	}
	return 0, err
}

// sameSite reports whether two links lead to one host, "www." or not.
func sameSite(a, b string) bool {
	host := func(link string) string {
		u, err := url.Parse(link)
		if err != nil {
			return ""
		}
		return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	}
	return host(a) != "" && host(a) == host(b)
}

// connections are what is known of an article's relations without looking at what
// it is about.
type connections struct {
	hits      []*related.Hit // archived articles, with their kinds
	links     []Related      // what the site proposes and nobody archived
	dismissed map[int64]bool // rowids of what the user dismissed
}

// connected finds what an article links to, what links to it, what its site
// proposes, and what the user does not want to see beside it.
func (s *Store) connected(ctx context.Context, e *archive.Entry, rowid int64) (c connections,
	err error) {
	if c.hits, err = s.stories().linked(ctx, e, rowid); err != nil {
		return c, err
	}
	rowids, links, err := s.stories().proposed(ctx, e, rowid)
	if err != nil {
		return c, err
	}
	c.propose(rowids)
	gone := s.Dismissed(e.ID)
	c.links = slices.DeleteFunc(links, func(r Related) bool { return gone[r.Key()] })
	if len(gone) == 0 {
		return c, nil
	}
	rowids, err = s.articles.Rowids(ctx, slices.Collect(maps.Keys(gone)))
	c.dismissed = map[int64]bool{}
	for _, rowid := range rowids {
		c.dismissed[rowid] = true
	}
	return c, err
}

// propose adds to the hits what the site proposes; what is linked is proposed,
// too.
func (c *connections) propose(rowids []int64) {
	for _, rowid := range rowids {
		at := slices.IndexFunc(c.hits, func(h *related.Hit) bool { return h.Rowid == rowid })
		if at >= 0 {
			c.hits[at].Also = append(c.hits[at].Also, Site)
			continue
		}
		c.hits = append(c.hits, &related.Hit{Rowid: rowid, Kind: Site})
	}
}

// withLinks puts what the site proposes and nobody has archived behind what it
// proposes and is kept. Where there is not room for all, a third of the answer is
// for such links.
func withLinks(found, links []Related, limit int) []Related {
	links = links[:min(len(links), max(limit-len(found), limit/3))]
	found = found[:min(len(found), limit-len(links))]
	at := slices.IndexFunc(found, func(r Related) bool { return r.Kind == SameSubject })
	if at < 0 {
		at = len(found)
	}
	return slices.Insert(found, at, links...)
}
