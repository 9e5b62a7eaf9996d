package archive

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Bounds of what is connected with one article.
const (
	maxLinks   = 12 // in either direction
	nearTitles = 20 // titles that are compared with a headline
)

// LinksFrom returns the rowids of the archived articles that an article's text links to, in
// its order.
func (a *Archive) LinksFrom(ctx context.Context, slot int64) ([]int64, error) {
	rows, err := a.ask(ctx, `SELECT max(a.slot) FROM links l CROSS JOIN articles a
		ON a.place = l.place AND a.place <> 0 WHERE l.slot = ?1 AND a.slot <> ?1
		GROUP BY l.at ORDER BY l.at LIMIT ?2`, slot, maxLinks)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// LinksTo returns the rowids of the articles other than the one at slot whose texts lead to
// a link, the newest first.
func (a *Archive) LinksTo(ctx context.Context, link string, slot int64) ([]int64, error) {
	own := LinkHash(link)
	if own == 0 {
		return nil, nil
	}
	rows, err := a.ask(ctx, `SELECT DISTINCT slot FROM links WHERE place = ? AND slot <> ?
		ORDER BY slot DESC LIMIT ?`, own, slot, maxLinks)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// Proposed is a proposal and the rowid of the article it links to, 0 where none is archived.
type Proposed struct {
	Proposal
	Rowid int64
}

// Proposals returns what the site puts beside an article, in its order.
func (a *Archive) Proposals(ctx context.Context, slot int64) (all []Proposed, err error) {
	rows, err := a.ask(ctx, `SELECT p.url, p.title, (SELECT max(a.slot) FROM articles a
		WHERE a.place = p.place AND a.place <> 0) FROM proposals p WHERE p.slot = ? ORDER BY p.at`, slot)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var p Proposed
		var at sql.NullInt64
		if err := rows.Scan(&p.URL, &p.Title, &at); err != nil {
			return nil, err
		}
		p.Rowid = at.Int64
		all = append(all, p)
	}
	return all, rows.Err()
}

// Titled returns the rowids of the articles with some headlines, by the hashes of these; of
// several with one headline the one nearest in time to a rowid.
func (a *Archive) Titled(ctx context.Context, hashes []int64, near int64) (map[int64]int64, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	rows, err := a.ask(ctx, `SELECT a.title, a.slot FROM json_each(?) j
		CROSS JOIN about a ON a.title = j.value AND a.title <> 0 ORDER BY abs(a.slot - ?) DESC`,
		jsonInts(hashes), near)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	slots := map[int64]int64{}
	for rows.Next() {
		var hash, slot int64
		if err := rows.Scan(&hash, &slot); err != nil {
			return nil, err
		}
		slots[hash] = slot // the nearest comes last
	}
	return slots, rows.Err()
}

// TitledWith returns the newest articles, but for the one at a rowid, whose titles have both
// stems of a pair, with these titles.
func (a *Archive) TitledWith(ctx context.Context, pairs [][2]string, but int64) (
	slots []int64, titles []string, err error) {
	if len(pairs) == 0 {
		return nil, nil, nil
	}
	any := make([]string, len(pairs))
	for i, p := range pairs {
		any[i] = "(" + quote(p[0]) + " AND " + quote(p[1]) + ")"
	}
	rows, err := a.ask(ctx, fmt.Sprintf(`SELECT a.slot, a.title FROM (SELECT rowid FROM words
		WHERE words MATCH ? ORDER BY rowid DESC LIMIT %d) w CROSS JOIN articles a
		ON a.slot = w.rowid WHERE a.slot <> ?`, nearTitles),
		"{title} : ("+strings.Join(any, " OR ")+")", but)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var slot int64
		var title string
		if err := rows.Scan(&slot, &title); err != nil {
			return nil, nil, err
		}
		slots, titles = append(slots, slot), append(titles, title)
	}
	return slots, titles, rows.Err()
}
