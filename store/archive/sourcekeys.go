package archive

import (
	"context"
	"slices"
)

// sourceNumbers returns the archive's numbers for sources; nil when they are all
// there are, so that the common case needs no filter.
func (db *database) sourceNumbers(ctx context.Context, wanted []string) ([]int64, error) {
	if wanted == nil {
		return nil, nil
	}
	rows, err := db.readers.QueryContext(ctx, `SELECT s.n, s.key, ifnull(a.key, '') FROM sources s
		LEFT JOIN aliases a ON a.source = s.n ORDER BY s.n`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	numbers, all := []int64{}, map[int64]bool{}
	for rows.Next() {
		var n int64
		var key, later string // its address now may be another than the first
		if err := rows.Scan(&n, &key, &later); err != nil {
			return nil, err
		}
		all[n] = true
		if (slices.Contains(wanted, key) || later != "" && slices.Contains(wanted, later)) &&
			!slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == len(all) {
		return nil, rows.Err()
	}
	return numbers, rows.Err()
}
