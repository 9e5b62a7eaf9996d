package reader

import (
	"container/list"

	"breageek/feed"
)

// Cache keeps rendered texts, each with what else is to be known of its article,
// the least lately used leaving first. It is not safe for several goroutines.
type Cache[T any] struct {
	limit int // bytes of text
	used  int
	order *list.List // of cached[T], the latest first
	texts map[Key]*list.Element
}

type cached[T any] struct {
	text  Text
	about T
}

// NewCache makes a cache of at most limit bytes of text.
func NewCache[T any](limit int) *Cache[T] {
	return &Cache[T]{limit: limit, order: list.New(), texts: map[Key]*list.Element{}}
}

// Get returns the text of a key, where it is kept.
func (c *Cache[T]) Get(k Key) (t Text, about T, ok bool) {
	e, ok := c.texts[k]
	if !ok {
		return t, about, false
	}
	c.order.MoveToFront(e)
	kept := e.Value.(cached[T])
	return kept.text, kept.about, true
}

// Put keeps a text; one larger than the whole cache is not kept.
func (c *Cache[T]) Put(t Text, about T) {
	c.drop(c.texts[t.Key])
	if t.Bytes > c.limit {
		return
	}
	c.texts[t.Key] = c.order.PushFront(cached[T]{t, about})
	c.used += t.Bytes
	for c.used > c.limit {
		c.drop(c.order.Back())
	}
}

// Forget drops every rendering of an article, whose text has changed.
func (c *Cache[T]) Forget(id feed.ID) {
	for key, e := range c.texts {
		if key.ID == id {
			c.drop(e)
		}
	}
}

// Clear forgets every text.
func (c *Cache[T]) Clear() {
	for c.order.Len() > 0 {
		c.drop(c.order.Back())
	}
}

func (c *Cache[T]) drop(e *list.Element) {
	if e == nil {
		return
	}
	t := c.order.Remove(e).(cached[T]).text
	delete(c.texts, t.Key)
	c.used -= t.Bytes
}
