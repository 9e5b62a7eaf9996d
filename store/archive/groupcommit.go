package archive

import (
	"context"
	"database/sql"
	"sync"

	"breageek/feed"
)

// answer is one answer of a source on its way into the archive.
type answer struct {
	ctx    context.Context
	result feed.Result
	items  []*item

	done   bool
	merged Merged
	err    error
}

// groupCommit lets the answers that come while one is being written share the next
// transaction: the pages that they all change, of the indexes above all, are
// then written once.
type groupCommit struct {
	mu      sync.Mutex // guards waiting
	waiting []*answer
	writing sync.Mutex // held while some are written; guards what they come to
}

// join writes an answer, alone or with others. It is on disk when join returns.
func (q *groupCommit) join(g *answer, a *Archive) (Merged, error) {
	q.mu.Lock()
	q.waiting = append(q.waiting, g)
	q.mu.Unlock()

	q.writing.Lock()
	defer q.writing.Unlock()
	if !g.done { // nobody took it along: take along whoever waits
		q.mu.Lock()
		group := q.waiting
		q.waiting = nil
		q.mu.Unlock()
		a.commitGroup(group)
	}
	return g.merged, g.err
}

// commitGroup writes some answers in one transaction. When one of them fails,
// each gets a transaction of its own, so that it spoils no other.
func (a *Archive) commitGroup(group []*answer) {
	err := a.commit(group)
	if err == nil || len(group) == 1 {
		for _, g := range group {
			g.finish(err)
		}
		return
	}
	for _, g := range group {
		g.finish(a.commit([]*answer{g}))
	}
}

// finish notes what an answer came to.
func (g *answer) finish(err error) {
	g.done, g.err = true, err
	if err != nil {
		g.merged = Merged{}
	}
}

// commit writes some answers in one transaction. Once begun it is not
// cancelled: who gave up waiting must not undo what others brought.
func (a *Archive) commit(group []*answer) error {
	for _, g := range group {
		if err := g.ctx.Err(); err != nil {
			return err
		}
	}
	ctx := context.WithoutCancel(group[0].ctx)
	return a.update(ctx, func(tx *sql.Tx) error {
		m := &upsert{ctx: ctx, tx: tx, next: map[int64]int64{}}
		defer m.close()
		for _, g := range group {
			if err := m.take(g, a.now()); err != nil {
				return err
			}
		}
		return nil
	})
}
