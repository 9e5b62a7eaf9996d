package archive

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"breageek/store/terms"
)

// Bounds of a search.
const (
	maxWords      = 12    // words of a question that count
	maxExpansions = 32    // words that a beginning stands for, the commonest
	maxRanked     = 12000 // newest answers that are ranked
)

// Search returns the articles that hold every one of the words, folded, by stem;
// as they are typed newest first, the last word a beginning, or ranked: rare
// words, titles and recent articles weigh more. Words too common to tell
// articles apart are left out. Nothing to look for gives nothing.
func (a *Archive) Search(ctx context.Context, q Search) ([]Entry, error) {
	entries, err := a.search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", a.ReadError(err))
	}
	return entries, nil
}

func (a *Archive) search(ctx context.Context, q Search) ([]Entry, error) {
	if q.Limit <= 0 {
		q.Limit = 100
	}
	sources, err := a.sourceNumbers(ctx, q.Sources)
	if err != nil {
		return nil, err
	}
	whole, begun := question(q)
	if len(whole) == 0 && begun == "" {
		return []Entry{}, nil
	}
	match := make([]string, 0, len(whole)+1)
	for _, w := range whole {
		term := quote(w)
		if terms.IsLoneLetter(w) { // it begins the pairs that its script is kept by
			if term, err = a.expand(ctx, w); err != nil {
				return nil, err
			}
		}
		match = append(match, term)
	}
	if begun != "" {
		any, err := a.expand(ctx, begun)
		if err != nil {
			return nil, err
		}
		match = append(match, any)
	}
	limit := q.Limit
	if q.Ranked {
		limit = maxRanked
	}
	rowids, err := a.matching(ctx, strings.Join(match, " AND "), sources, limit)
	if err != nil {
		return nil, err
	}
	if q.Ranked {
		if rowids, err = a.rank(ctx, rowids, whole); err != nil {
			return nil, err
		}
		rowids = rowids[:min(len(rowids), q.Limit)]
	}
	return a.EntriesAt(ctx, rowids)
}

// question returns the terms of the words that count, and the folded beginning of
// the word that is being typed.
func question(q Search) (whole []string, begun string) {
	var words []string
	for w := range terms.Signed(q.Words) { // before the others: the last one may be half typed
		words = append(words, w)
	}
	for w := range terms.Words(q.Words) {
		words = append(words, w.Folded)
	}
	last, _ := utf8.DecodeLastRuneInString(q.Words)
	if n := len(words); !q.Ranked && n > 0 && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		words, begun = words[:n-1], words[n-1]
	}
	var st terms.Stemmer
	for _, w := range words {
		if t := st.Stem(w); !terms.IsStop(w) && !slices.Contains(whole, t) && len(whole) < maxWords {
			whole = append(whole, t)
		}
	}
	if len(whole) > 0 && terms.IsStop(begun) {
		begun = "" // "grève des": nothing is being typed yet that tells articles apart
	}
	return whole, begun
}

// quote makes a term a string of FTS5's query language; terms are letters and
// digits, never a quote.
func quote(term string) string { return `"` + term + `"` }

// expand returns the question for the words that begin so: the commonest of the
// archive, and the word itself by its stem.
func (db *database) expand(ctx context.Context, begun string) (string, error) {
	var st terms.Stemmer
	any := []string{quote(begun)}
	add := func(word string) {
		if q := quote(st.Stem(word)); !slices.Contains(any, q) {
			any = append(any, q)
		}
	}
	add(begun)
	rows, err := db.query(ctx, `SELECT term FROM terms WHERE term > ? AND term < ?
		ORDER BY n DESC, term LIMIT ?`, begun, begun+"\U0010ffff", maxExpansions)
	if err != nil {
		return "", err
	}
	words, err := collect[string](rows)
	for _, w := range words {
		add(w)
	}
	return "(" + strings.Join(any, " OR ") + ")", err
}

// matching returns the rowids that answer a question, newest first.
func (db *database) matching(ctx context.Context, match string, sources []int64, limit int) (
	[]int64, error) {
	query := "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ?2"
	args := []any{match, limit}
	if sources != nil {
		query = `SELECT w.rowid FROM words w CROSS JOIN articles a INDEXED BY article_order
			ON a.rowid = w.rowid WHERE w.words MATCH ?1
			AND a.source IN (SELECT value FROM json_each(?3)) ORDER BY w.rowid DESC LIMIT ?2`
		args = append(args, jsonInts(sources))
	}
	rows, err := db.query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// How much more a word counts in the title and in the lead than in the text.
const (
	titleRank = 5.0
	leadRank  = 2.0
)

// rank sorts answers, best first: each word counts by its rarity and its best
// column; then recent articles a little more. Equals stay newest first.
func (a *Archive) rank(ctx context.Context, rowids []int64, words []string) ([]int64, error) {
	if len(rowids) < 2 {
		return rowids, nil
	}
	freq, total, err := a.Frequencies(ctx, words)
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(rowids))
	for _, w := range words {
		idf := terms.Rarity(freq[w], total)
		for i := range scores {
			scores[i] += idf
		}
		if err := a.boost(ctx, rowids, scores, "title", w, (titleRank-1)*idf); err != nil {
			return nil, err
		}
		if err := a.boost(ctx, rowids, scores, "lead", w, (leadRank-1)*idf); err != nil {
			return nil, err
		}
	}
	now := firstRowid(a.now().UnixMilli())
	order := make([]int, len(rowids))
	for i, rowid := range rowids {
		order[i] = i
		days := float64(now-rowid) / rowidsPerSecond / 86400
		scores[i] *= 1 + 0.4*math.Exp(-max(days, 0)/30)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	sorted := make([]int64, len(rowids))
	for i, o := range order {
		sorted[i] = rowids[o]
	}
	return sorted, nil
}

// boost adds to the scores of those that have the word in a column; rowids are in
// falling order.
func (db *database) boost(ctx context.Context, rowids []int64, scores []float64,
	column, word string, by float64) error {
	rows, err := db.query(ctx, `SELECT rowid FROM words WHERE words MATCH ?
		AND rowid <= ? AND rowid >= ? ORDER BY rowid DESC`,
		column+" : "+quote(word), rowids[0], rowids[len(rowids)-1])
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	i := 0
	for rows.Next() {
		var rowid int64
		if err := rows.Scan(&rowid); err != nil {
			return err
		}
		for i < len(rowids) && rowids[i] > rowid {
			i++
		}
		if i == len(rowids) {
			break
		}
		if rowids[i] == rowid {
			scores[i] += by
		}
	}
	return rows.Err()
}

// Frequencies returns how many articles have each term, and how many there are.
func (db *database) Frequencies(ctx context.Context, words []string) (of map[string]int, total int,
	err error) {
	list := make([]byte, 0, 16*len(words)+8)
	list = append(list, `[""`...)
	for _, w := range words {
		list = append(append(append(list, `,"`...), w...), '"')
	}
	rows, err := db.query(ctx, `SELECT t.term, t.n FROM json_each(?) j
		CROSS JOIN terms t ON t.term = j.value`, string(append(list, ']')))
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = rows.Close() }()
	of = make(map[string]int, len(words))
	for rows.Next() {
		var term string
		var n int
		if err := rows.Scan(&term, &n); err != nil {
			return nil, 0, err
		}
		of[term] = n
	}
	return of, of[""], rows.Err()
}
