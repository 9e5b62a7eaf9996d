package store

import (
	"context"
	"slices"

	"breageek/feed/markup"
)

// linked finds the archived articles that the text links to.
func (s *Store) linked(ctx context.Context, e *Entry) (hits []*hit, err error) {
	own := placeOf(e.Link)
	var places []int64
	for _, l := range markup.Links(e.Body) {
		if p := placeOf(l.URL); p != 0 && p != own && !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	if len(places) == 0 {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, `SELECT max(a.slot) FROM json_each(?) j
		CROSS JOIN articles a ON a.place = j.value AND a.place <> 0 WHERE a.id <> ?
		GROUP BY j.key ORDER BY j.key`, jsonInts(places), int64(e.ID))
	if err != nil {
		return nil, err
	}
	slots, err := collect[int64](rows)
	for _, slot := range slots {
		hits = append(hits, &hit{slot: slot, kind: Linked, score: 1})
	}
	return hits, err
}
