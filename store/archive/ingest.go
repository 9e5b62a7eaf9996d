package archive

import (
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"runtime"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zstd"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/terms"
)

// rowidsPerSecond is how many articles of one second have a rowid of their own.
const rowidsPerSecond = 256

// firstRowid is the first rowid of a date's second; date is in milliseconds.
func firstRowid(date int64) int64 {
	second := date / 1000
	if date%1000 < 0 {
		second--
	}
	return second * rowidsPerSecond
}

// item is an item of an answer, with what a merge computes before it takes
// the writing connection.
type item struct {
	a           *feed.Article
	fingerprint [16]byte
	body        []byte // as it is kept
	more        string
	linkHash    int64
	contentHash int64
}

// prepare makes items of articles, on every core, and drops the second of two
// with one ID.
func prepare(articles []feed.Article, encoder *zstd.Encoder) []*item {
	items := make([]*item, 0, len(articles))
	seen := make(map[feed.ID]bool, len(articles))
	for i := range articles {
		a := articles[i] // a copy: a merge may fill in what a publisher forgot
		if a.ID != 0 && !seen[a.ID] {
			seen[a.ID] = true
			items = append(items, &item{a: &a})
		}
	}
	var work sync.WaitGroup
	const step = 64
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for from := 0; from < len(items); from += step {
		free <- struct{}{}
		work.Go(func() {
			for _, it := range items[from:min(from+step, len(items))] {
				it.compute(encoder)
			}
			<-free
		})
	}
	work.Wait()
	return items
}

// more is what articles rarely have, as it is stored.
type more struct {
	Categories []string         `json:"c,omitempty"`
	Enclosures []feed.Enclosure `json:"e,omitempty"`
	References []feed.Reference `json:"r,omitempty"`
}

func (it *item) compute(encoder *zstd.Encoder) {
	a := it.a
	m := markup.Measure(a.Body)
	it.fingerprint = m.Fingerprint
	if a.Words == 0 {
		a.Words = m.Words
	}
	if a.Body.IsZero() {
		// Without a body the excerpt is the text.
		it.fingerprint = markup.Measure(markup.Keep(a.Summary, "")).Fingerprint
	}
	body, _ := a.Body.MarshalBinary() // of a string: it cannot fail
	if len(a.Categories)+len(a.Enclosures)+len(a.References) > 0 {
		b, _ := json.Marshal(more{a.Categories, a.Enclosures, a.References})
		it.more = string(b)
	}
	it.linkHash = LinkHash(a.Link)
	it.contentHash = it.checksum(body)
	it.body = pack(encoder, body)
}

// checksum changes when anything the publisher said changes.
func (it *item) checksum(body []byte) int64 {
	a, table := it.a, crc32.MakeTable(crc32.Castagnoli)
	var b []byte
	for _, f := range []string{a.GUID, a.Title, a.Author, a.Link, a.Summary, a.Image, a.ImageAlt,
		a.Language, it.more} {
		b = append(append(b, f...), 0)
	}
	b = binary.AppendVarint(b, a.Published.UnixMilli())
	b = binary.AppendVarint(b, a.Updated.UnixMilli())
	b = append(b, byte(a.Completeness))
	rest := crc32.Checksum(b, table)
	return int64(rest)<<32 | int64(crc32.Checksum(body, table))
}

// LinkHash is the hash by which a page is known again; 0 when there is no page.
func LinkHash(link string) int64 {
	page := feed.Canonical(link)
	if page == "" {
		return 0
	}
	return int64(terms.Hash(page) | 1)
}

// jsonInts writes numbers as a JSON array, for json_each.
func jsonInts(values []int64) string {
	b := make([]byte, 1, 2+21*len(values))
	b[0] = '['
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, v, 10)
	}
	return string(append(b, ']'))
}

// memberChunk is how many IDs one row of members holds.
const memberChunk = 1024

// enlist notes new articles as members of the source.
func (m *upsert) enlist(ids []feed.ID) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := m.tx.ExecContext(m.ctx, "UPDATE sources SET articles = articles + ? WHERE n = ?",
		len(ids), m.source)
	if err != nil {
		return err
	}
	var row, size int64
	err = m.tx.QueryRowContext(m.ctx, `SELECT n, length(ids) / 8 FROM members WHERE source = ?
		ORDER BY n DESC LIMIT 1`, m.source).Scan(&row, &size)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if space := min(memberChunk-int(size), len(ids)); row != 0 && space > 0 {
		_, err := m.tx.ExecContext(m.ctx, "UPDATE members SET ids = CAST(ids || ? AS BLOB) WHERE n = ?",
			packIDs(ids[:space]), row)
		if err != nil {
			return err
		}
		ids = ids[space:]
	}
	for len(ids) > 0 {
		part := ids[:min(memberChunk, len(ids))]
		_, err := m.tx.ExecContext(m.ctx, "INSERT INTO members (source, ids) VALUES (?, ?)",
			m.source, packIDs(part))
		if err != nil {
			return err
		}
		ids = ids[len(part):]
	}
	return nil
}

func packIDs(ids []feed.ID) []byte {
	b := make([]byte, 0, 8*len(ids))
	for _, id := range ids {
		b = binary.LittleEndian.AppendUint64(b, uint64(id))
	}
	return b
}

func sourceFilter(ns []int64) any {
	if ns == nil {
		return nil
	}
	return jsonInts(ns)
}
