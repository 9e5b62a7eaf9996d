package reader

import (
	"container/list"

	"breageek/feed"
)

// Cache keeps rendered texts, the least lately used leaving first. It is not
// safe for several goroutines.
type Cache struct {
	limit int // bytes of text
	used  int
	order *list.List // of Text, the latest first
	texts map[Key]*list.Element
}

// NewCache makes a cache of at most limit bytes of text.
func NewCache(limit int) *Cache {
	return &Cache{limit: limit, order: list.New(), texts: map[Key]*list.Element{}}
}

// Get gives the text of a key, where it is kept.
func (c *Cache) Get(k Key) (Text, bool) {
	e, ok := c.texts[k]
	if !ok {
		return Text{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(Text), true
}

// Put keeps a text; one larger than the whole cache is not kept.
func (c *Cache) Put(t Text) {
	c.drop(c.texts[t.Key])
	if t.Bytes > c.limit {
		return
	}
	c.texts[t.Key] = c.order.PushFront(t)
	c.used += t.Bytes
	for c.used > c.limit {
		c.drop(c.order.Back())
	}
}

// Forget drops every rendering of an article, whose text has changed.
func (c *Cache) Forget(id feed.ID) {
	for key, e := range c.texts {
		if key.ID == id {
			c.drop(e)
		}
	}
}

// Clear forgets every text.
func (c *Cache) Clear() {
	for c.order.Len() > 0 {
		c.drop(c.order.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	if e == nil {
		return
	}
	t := c.order.Remove(e).(Text)
	delete(c.texts, t.Key)
	c.used -= t.Bytes
}
