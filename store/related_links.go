package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/related"
	"breageek/store/terms"
)

// Bounds of what is connected with one article.
const (
	maxLinks     = 12 // in either direction
	maxProposals = 30
	maxNear      = 2  // proposals with a link, and without one, whose title is looked for nearly
	nearTitles   = 20 // titles that are compared with such a one
)

// proposal is a story that the site puts beside an article.
type proposal struct {
	place      int64 // of the link; 0 without one
	url, title string
}

// connect notes the pages that the body links to, and what the site proposes:
// beside the text that is shown, and beside the other one that is kept.
func (d *document) connect(said markup.Reading) {
	own := placeOf(d.article.Link)
	seen := map[int64]bool{0: true, own: true}
	for _, l := range said.Links {
		if p := placeOf(l.URL); !seen[p] {
			seen[p] = true
			d.links = append(d.links, p)
		}
	}
	known := map[string]bool{terms.Fold(d.article.Title): true}
	for _, l := range append(said.Proposed, markup.Read(d.other).Proposed...) {
		p := proposal{placeOf(l.URL), l.URL, l.Text}
		key := cmp.Or(feed.Canonical(l.URL), terms.Fold(l.Text))
		switch {
		case p.place != 0 && p.place == own, known[key], len(d.proposals) == maxProposals:
			continue
		case feed.Inside(p.url) && !sameSite(p.url, d.article.Link):
			continue // no site has business there
		}
		known[key] = true
		d.proposals = append(d.proposals, p)
	}
}

// linked finds the archived articles that the text links to, in its order, then
// those whose texts link to it, the newest first.
func (s *Store) linked(ctx context.Context, e *Entry, slot int64) (hits []*related.Hit, err error) {
	own := placeOf(e.Link)
	rows, err := s.ask(ctx, `SELECT max(a.slot) FROM links l CROSS JOIN articles a
		ON a.place = l.place AND a.place <> 0 WHERE l.slot = ?1 AND a.slot <> ?1
		GROUP BY l.at ORDER BY l.at LIMIT ?2`, slot, maxLinks)
	if err != nil {
		return nil, err
	}
	to, err := collect[int64](rows)
	if err != nil {
		return nil, err
	}
	for _, at := range to {
		hits = append(hits, &related.Hit{Rowid: at, Kind: Linked, Score: 1})
	}
	if own == 0 {
		return hits, nil
	}
	rows, err = s.ask(ctx, `SELECT DISTINCT slot FROM links WHERE place = ? AND slot <> ?
		ORDER BY slot DESC LIMIT ?`, own, slot, maxLinks)
	if err != nil {
		return nil, err
	}
	from, err := collect[int64](rows)
	for _, at := range from {
		if !slices.Contains(to, at) {
			hits = append(hits, &related.Hit{Rowid: at, Kind: Linked, Score: 1, Citing: true})
		}
	}
	return hits, err
}

// proposed finds what the site puts beside an article: the slots of what is
// archived, known by its link, else by its title, else by one that is nearly the
// same; and the links to what is not.
func (s *Store) proposed(ctx context.Context, e *Entry, slot int64) (
	slots []int64, links []Related, err error) {
	all, err := s.proposals(ctx, slot)
	if err == nil {
		err = s.knowByTitle(ctx, all, slot)
	}
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		switch {
		case p.slot == slot || slices.Contains(slots, p.slot):
		case p.slot != 0:
			slots = append(slots, p.slot)
		case p.url != "":
			links = append(links, Related{URL: p.url, Title: cmp.Or(p.title, p.url), Kind: Site,
				Outside: !sameSite(p.url, e.Link)})
		}
	}
	return slots, links, nil
}

// archivedProposal is a proposal and the slot of the article it links to, 0 when
// none is archived.
type archivedProposal struct {
	proposal
	slot int64
}

func (s *Store) proposals(ctx context.Context, slot int64) (all []*archivedProposal, err error) {
	rows, err := s.ask(ctx, `SELECT p.place, p.url, p.title, (SELECT max(a.slot) FROM articles a
		WHERE a.place = p.place AND a.place <> 0) FROM proposals p WHERE p.slot = ? ORDER BY p.at`, slot)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		p := &archivedProposal{}
		var at sql.NullInt64
		if err := rows.Scan(&p.place, &p.url, &p.title, &at); err != nil {
			return nil, err
		}
		p.slot = at.Int64
		all = append(all, p)
	}
	return all, rows.Err()
}

// knowByTitle finds the articles of proposals whose links are not known, the nearest
// in time to a slot.
func (s *Store) knowByTitle(ctx context.Context, all []*archivedProposal, near int64) error {
	if err := s.sameTitles(ctx, all, near); err != nil {
		return err
	}
	left := map[bool]int{true: maxNear, false: maxNear} // with a link, and without
	for _, p := range all {
		linked := p.url != ""
		if p.slot != 0 || left[linked] == 0 {
			continue
		}
		left[linked]--
		var err error
		if p.slot, err = s.nearlyTitled(ctx, p.title, near); err != nil {
			return err
		}
	}
	return nil
}

// sameTitles finds those with the same folded title.
func (s *Store) sameTitles(ctx context.Context, all []*archivedProposal, near int64) error {
	var hashes []int64
	for _, p := range all {
		if hash := related.TitleHash(p.title); p.slot == 0 && hash != 0 {
			hashes = append(hashes, hash)
		}
	}
	if len(hashes) == 0 {
		return nil
	}
	rows, err := s.ask(ctx, `SELECT a.title, a.slot FROM json_each(?) j
		CROSS JOIN about a ON a.title = j.value AND a.title <> 0 ORDER BY abs(a.slot - ?) DESC`,
		jsonInts(hashes), near)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	slots := map[int64]int64{}
	for rows.Next() {
		var hash, slot int64
		if err := rows.Scan(&hash, &slot); err != nil {
			return err
		}
		slots[hash] = slot // the nearest comes last
	}
	for _, p := range all {
		if p.slot == 0 {
			p.slot = slots[related.TitleHash(p.title)]
		}
	}
	return rows.Err()
}

// nearlyTitled finds the archived article whose title is nearly a headline: a
// site's box may hold one that was corrected, translated anew or cut off.
func (s *Store) nearlyTitled(ctx context.Context, title string, near int64) (int64, error) {
	h, ok := related.NewHeadline(title)
	if !ok {
		return 0, nil
	}
	freq, _, err := s.frequencies(ctx, h.Stems())
	if err != nil {
		return 0, err
	}
	var pairs []string
	for _, p := range h.RarePairs(freq) {
		pairs = append(pairs, "("+quote(p[0])+" AND "+quote(p[1])+")")
	}
	if len(pairs) == 0 {
		return 0, nil
	}
	rows, err := s.ask(ctx, fmt.Sprintf(`SELECT a.slot, a.title FROM (SELECT rowid FROM words
		WHERE words MATCH ? ORDER BY rowid DESC LIMIT %d) w CROSS JOIN articles a
		ON a.slot = w.rowid WHERE a.slot <> ?`, nearTitles),
		"{title} : ("+strings.Join(pairs, " OR ")+")", near)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	var slots []int64
	var titles []string
	for rows.Next() {
		var slot int64
		var other string
		if err := rows.Scan(&slot, &other); err != nil {
			return 0, err
		}
		slots, titles = append(slots, slot), append(titles, other)
	}
	if best := h.Nearest(titles); best >= 0 {
		return slots[best], rows.Err()
	}
	return 0, rows.Err()
}

// sameSite tells whether two links lead to one host, "www." or not.
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
	hits  []*related.Hit // archived articles, with their kinds
	links []Related      // what the site proposes and nobody archived
	gone  map[int64]bool // slots of what the reader dismissed
}

// connected finds what an article links to, what links to it, what its site
// proposes, and what the reader does not want to see beside it.
func (s *Store) connected(ctx context.Context, e *Entry, slot int64) (c connections, err error) {
	if c.hits, err = s.linked(ctx, e, slot); err != nil {
		return c, err
	}
	slots, links, err := s.proposed(ctx, e, slot)
	if err != nil {
		return c, err
	}
	c.propose(slots)
	gone := s.Dismissed(e.ID)
	c.links = slices.DeleteFunc(links, func(r Related) bool { return gone[r.Key()] })
	if len(gone) == 0 {
		return c, nil
	}
	ids := make([]int64, 0, len(gone))
	for id := range gone {
		ids = append(ids, int64(id))
	}
	rows, err := s.ask(ctx, `SELECT a.slot FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value`,
		jsonInts(ids))
	if err != nil {
		return c, err
	}
	slots, err = collect[int64](rows)
	c.gone = map[int64]bool{}
	for _, slot := range slots {
		c.gone[slot] = true
	}
	return c, err
}

// propose adds to the hits what the site proposes; what is linked is proposed,
// too.
func (c *connections) propose(slots []int64) {
	for _, slot := range slots {
		at := slices.IndexFunc(c.hits, func(h *related.Hit) bool { return h.Rowid == slot })
		if at >= 0 {
			c.hits[at].Also = append(c.hits[at].Also, Site)
			continue
		}
		c.hits = append(c.hits, &related.Hit{Rowid: slot, Kind: Site})
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
