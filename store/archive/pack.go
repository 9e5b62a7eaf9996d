package archive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"

	"breageek/feed"
)

// Bodies are kept in frames of Zstandard (RFC 8878). News of one archive have much in common,
// and each is short, so a dictionary of some of them makes the frames half as long. An older
// version kept bodies as markup writes them: these begin with the length of an address, and
// never as a frame does.

// packer compresses and opens bodies. Its zero value is ready.
type packer struct {
	mu      sync.Mutex
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	known   bool // the dictionaries have been read, and there is one
}

// How a dictionary is made: of so many bytes, of no less text, and of so much of one body.
const (
	dictionarySize = 64 << 10
	dictionaryBody = 4 << 10
	dictionaryID   = 1
)

// frame is how a frame begins.
var frame = []byte{0x28, 0xb5, 0x2f, 0xfd}

// packing returns what compresses bodies. The first time that there is text enough for it, a
// dictionary is made of some articles.
func (db *database) packing(ctx context.Context, articles []feed.Article) (*zstd.Encoder, error) {
	p := &db.packer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known || p.encoder != nil && len(articles) == 0 {
		return p.encoder, nil
	}
	content, err := db.dictionary(ctx)
	if err != nil {
		return nil, err
	}
	if content == nil {
		if content = sample(articles); content != nil {
			if content, err = db.keepDictionary(ctx, content); err != nil {
				return nil, err
			}
		}
	}
	if content == nil && p.encoder != nil {
		return p.encoder, nil
	}
	options := []zstd.EOption{zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false),
		zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(128 << 10)}
	if content != nil {
		options = append(options, zstd.WithEncoderDictRaw(dictionaryID, content))
	}
	p.encoder, err = zstd.NewWriter(nil, options...)
	p.known = err == nil && content != nil
	return p.encoder, err
}

// sample makes a dictionary of articles from all over a list; nil where they have too little
// text.
func sample(articles []feed.Article) []byte {
	total := 0
	for _, a := range articles {
		total += min(a.Body.Len(), dictionaryBody)
	}
	if total < dictionarySize {
		return nil
	}
	content := make([]byte, 0, dictionarySize+dictionaryBody)
	step := max(1, len(articles)*dictionaryBody/2/dictionarySize)
	for first := 0; first < step && len(content) < dictionarySize; first++ {
		for i := first; i < len(articles) && len(content) < dictionarySize; i += step {
			b, _ := articles[i].Body.MarshalBinary() // of a string: it cannot fail
			content = append(content, b[:min(len(b), dictionaryBody)]...)
		}
	}
	return content[:min(len(content), dictionarySize)]
}

// dictionary returns the dictionary that is kept; nil where there is none.
func (db *database) dictionary(ctx context.Context) (content []byte, err error) {
	err = db.readers.QueryRowContext(ctx, "SELECT content FROM dictionaries WHERE id = ?",
		dictionaryID).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return content, err
}

// keepDictionary keeps a dictionary and returns it, or the one that another program kept first.
func (db *database) keepDictionary(ctx context.Context, content []byte) ([]byte, error) {
	err := db.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO dictionaries (id, content) VALUES (?, ?)",
			dictionaryID, content)
		return err
	})
	if err != nil {
		return nil, err
	}
	return db.dictionary(ctx)
}

// pack compresses a body, unless that does not make it shorter.
func pack(encoder *zstd.Encoder, body []byte) []byte {
	packed := encoder.EncodeAll(body, make([]byte, 0, len(body)/2))
	if len(packed) >= len(body) && !bytes.HasPrefix(body, frame) {
		return body
	}
	return packed
}

// unpack opens a body as it is kept.
func (db *database) unpack(ctx context.Context, kept []byte) ([]byte, error) {
	if !bytes.HasPrefix(kept, frame) {
		return kept, nil
	}
	p := &db.packer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.decoder != nil {
		body, err := p.decoder.DecodeAll(kept, nil)
		if !errors.Is(err, zstd.ErrUnknownDictionary) {
			return body, err
		}
	}
	content, err := db.dictionary(ctx)
	if err != nil {
		return nil, err
	}
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true)}
	if content != nil {
		options = append(options, zstd.WithDecoderDictRaw(dictionaryID, content))
	}
	if p.decoder, err = zstd.NewReader(nil, options...); err != nil {
		return nil, err
	}
	return p.decoder.DecodeAll(kept, nil)
}

// moveBatch is how many old bodies are moved in one transaction.
const moveBatch = 200

// MoveBodies compresses the bodies that an older version kept, the newest first, in batches
// that are each a transaction: killed in between, it goes on where it was.
func (db *database) MoveBodies(ctx context.Context) error {
	for {
		var below int64
		err := db.readers.QueryRowContext(ctx, "SELECT below FROM moving").Scan(&below)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := db.moveBodies(ctx, below); err != nil {
			return err
		}
	}
}

func (db *database) moveBodies(ctx context.Context, below int64) error {
	old, err := db.oldBodies(ctx, below)
	if err != nil {
		return err
	}
	sampled := make([]feed.Article, len(old))
	for i, b := range old {
		if err := sampled[i].Body.UnmarshalBinary(b.body); err != nil {
			sampled[i] = feed.Article{} // a damaged one is kept as it is
		}
	}
	encoder, err := db.packing(ctx, sampled)
	if err != nil {
		return err
	}
	for i := range old {
		old[i].packed = pack(encoder, old[i].body)
	}
	return db.update(ctx, func(tx *sql.Tx) error {
		for _, b := range old {
			if err := b.move(ctx, tx); err != nil {
				return err
			}
		}
		if len(old) < moveBatch {
			_, err := tx.ExecContext(ctx, "DELETE FROM moving")
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE moving SET below = min(below, ?)", old[len(old)-1].rowid)
		return err
	})
}

// oldBody is a body where an older version kept it.
type oldBody struct {
	rowid        int64
	body, packed []byte
}

func (db *database) oldBodies(ctx context.Context, below int64) (all []oldBody, err error) {
	rows, err := db.readers.QueryContext(ctx, `SELECT a.rowid, b.body FROM articles a
		CROSS JOIN bodies b ON b.n = a.rowid WHERE a.rowid < ? AND a.body IS NULL
		ORDER BY a.rowid DESC LIMIT ?`, below, moveBatch)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var b oldBody
		if err := rows.Scan(&b.rowid, &b.body); err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, rows.Err()
}

// move moves a body, unless another program did, or its article changed.
func (b oldBody) move(ctx context.Context, tx *sql.Tx) error {
	var there bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles a
		CROSS JOIN bodies b ON b.n = a.rowid WHERE a.rowid = ? AND a.body IS NULL AND b.body = ?)`,
		b.rowid, b.body).Scan(&there)
	if err != nil || !there {
		return err
	}
	n, err := insertBody(ctx, tx, b.packed)
	if err == nil {
		_, err = tx.ExecContext(ctx, "UPDATE articles SET body = ? WHERE rowid = ?", n, b.rowid)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, "DELETE FROM bodies WHERE n = ?", b.rowid)
	}
	return err
}

// insertBody keeps a body behind all others.
func insertBody(ctx context.Context, tx *sql.Tx, packed []byte) (n int64, err error) {
	done, err := tx.ExecContext(ctx, "INSERT INTO bodies (body) VALUES (?)", packed)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}
