package state

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"breageek/feed"
)

// scanner reads the state.json that encodeMarks writes, twenty times as fast as
// any JSON: the file of a reader of many years is read before the first frame.
// Whatever is not exactly of that shape makes it give up.
type scanner struct {
	b  []byte
	ok bool
}

// scanMarks reads a file that this program wrote; ok is false for every other.
func scanMarks(data []byte) (c contents, ok bool) {
	s := &scanner{b: data, ok: true}
	c = newContents(len(data) / 90)
	s.take(`{"version": `)
	c.version = int(s.number())
	for s.ok && s.maybe(",\n\"") {
		s.top(&c)
	}
	s.take(`, "articles": {`)
	if c.version != stateVersion || !s.ok {
		return c, false
	}
	for more := s.maybe("\n\""); more && s.ok; more = s.maybe(",\n\"") {
		id := s.id()
		s.take(`": {`)
		c.of[id] = c.of[id].merge(s.mark())
	}
	s.take("\n}}\n")
	return c, s.ok && len(s.b) == 0
}

// top reads something that stands beside the articles: its name behind the quote,
// and a value on one line, in which no space stands behind a comma.
func (s *scanner) top(c *contents) {
	name, rest, ok := bytes.Cut(s.b, []byte(`": `))
	end := bytes.Index(rest, []byte(",\n\""))
	if last := bytes.Index(rest, []byte(`, "articles": {`)); end < 0 || last >= 0 && last < end {
		end = last
	}
	quoted := append(append([]byte{'"'}, name...), '"')
	if !ok || end < 0 || bytes.IndexByte(name, '\\') >= 0 || !utf8.Valid(name) ||
		!json.Valid(quoted) || !json.Valid(rest[:end]) {
		s.ok = false
		return
	}
	c.setTop(string(name), bytes.Clone(rest[:end]))
	s.b = rest[end:]
}

func (s *scanner) mark() (k mark) {
	if s.maybe(`"read": `) {
		k.isRead = s.boolean()
		s.take(`, "read_at": "`)
		k.read = s.time()
		s.maybe(", ")
	}
	if s.maybe(`"starred": `) {
		k.isStarred = s.boolean()
		s.take(`, "starred_at": "`)
		k.starred = s.time()
		s.maybe(", ")
	}
	if s.maybe(`"watched": `) {
		k.isWatched = s.boolean()
		s.take(`, "watched_at": "`)
		k.watched = s.time()
		s.maybe(", ")
	}
	if s.maybe(`"place": {"block": `) {
		k.block = int32(s.number())
		if s.maybe(`, "letter": `) {
			k.letter = int32(s.number())
		}
		if s.maybe(`, "percent": `) {
			k.percent = percent(int(s.number()))
		}
		s.take(`, "at": "`)
		k.place = s.time()
		s.take("}")
	}
	s.take("}")
	return k
}

func (s *scanner) maybe(word string) bool {
	rest, ok := bytes.CutPrefix(s.b, []byte(word))
	s.b = rest
	return ok
}

func (s *scanner) take(word string) {
	if !s.maybe(word) {
		s.ok = false
	}
}

func (s *scanner) boolean() bool {
	if s.maybe("true") {
		return true
	}
	s.take("false")
	return false
}

func (s *scanner) number() (n int64) {
	i := 0
	for i < len(s.b) && i < 10 && s.b[i] >= '0' && s.b[i] <= '9' {
		n = n*10 + int64(s.b[i]-'0')
		i++
	}
	if i == 0 || n > 1<<30 {
		s.ok = false
	}
	s.b = s.b[i:]
	return n
}

func (s *scanner) id() feed.ID {
	if len(s.b) < 16 {
		s.ok = false
		return 0
	}
	n, err := strconv.ParseUint(string(s.b[:16]), 16, 64)
	s.ok = s.ok && err == nil
	s.b = s.b[16:]
	return feed.ID(n)
}

// time reads a time up to and with its closing quote.
func (s *scanner) time() int64 {
	i := bytes.IndexByte(s.b, '"')
	if i < 0 {
		s.ok = false
		return 0
	}
	t, err := time.Parse(time.RFC3339Nano, string(s.b[:i]))
	s.ok = s.ok && err == nil
	s.b = s.b[i+1:]
	return toNano(t)
}
