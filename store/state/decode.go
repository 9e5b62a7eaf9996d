package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"breageek/feed"
)

// brokenError reports what is wrong with a state.json, in a few words.
type brokenError struct {
	reason string
	cause  error
}

func (e *brokenError) Error() string { return fmt.Sprintf("%s: %v", e.reason, e.cause) }
func (e *brokenError) Unwrap() error { return e.cause }

// decodeMarks reads a state.json. Beside a *brokenError stands what could be
// read before the damage.
func decodeMarks(data []byte) (contents, *brokenError) {
	c := newContents(len(data) / 90)
	err := c.decode(data)
	switch {
	case err == nil:
		return c, nil
	case len(bytes.TrimSpace(data)) == 0:
		return c, &brokenError{"empty", io.EOF}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return c, &brokenError{"cut off", err}
	}
	return c, &brokenError{"damaged", err}
}

// decode reads any JSON of the right shape, piece by piece, so that what stands before a
// damage is kept. Twice the same name, and bytes that are no UTF-8, are no damage.
func (c *contents) decode(data []byte) error {
	d := decoder{jsontext.NewDecoder(bytes.NewBuffer(data),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	err := d.members(func(name []byte) error {
		switch string(name) {
		case "version":
			return d.value(&c.version)
		case "articles":
			return d.members(func(key []byte) error { return c.article(d, string(key)) })
		}
		top := string(name)
		value, err := d.raw()
		if err == nil {
			c.setTop(top, value)
		}
		return err
	})
	if err != nil {
		return err
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("something stands after the end")
	}
	if c.version < 1 {
		return errors.New("it does not say its version")
	}
	return nil
}

func (c *contents) article(d decoder, key string) error {
	id, err := feed.ParseID(key)
	if err != nil {
		return d.keep(&c.unknown.articles, key)
	}
	var k mark
	var more map[string]json.RawMessage
	err = d.members(func(name []byte) error {
		switch string(name) {
		case "read":
			return d.boolean(&k.isRead)
		case "read_at":
			return d.time(&k.read)
		case "starred":
			return d.boolean(&k.isStarred)
		case "starred_at":
			return d.time(&k.starred)
		case "watched":
			return d.boolean(&k.isWatched)
		case "watched_at":
			return d.time(&k.watched)
		case "place":
			return k.decodePlace(d)
		}
		return d.keep(&more, string(name))
	})
	if err != nil {
		return err
	}
	c.of[id] = c.of[id].merge(k.proper())
	if more != nil {
		if c.unknown.fields == nil {
			c.unknown.fields = map[feed.ID]map[string]json.RawMessage{}
		}
		c.unknown.fields[id] = mergeRaw(c.unknown.fields[id], more)
	}
	return nil
}

func (k *mark) decodePlace(d decoder) error {
	var place struct {
		Block   int       `json:"block"`
		Letter  int       `json:"letter"`
		Percent int       `json:"percent"`
		At      time.Time `json:"at"`
	}
	if err := d.value(&place); err != nil {
		return err
	}
	k.block, k.letter, k.percent = inFile(place.Block), inFile(place.Letter), percent(place.Percent)
	k.place = toNano(place.At)
	return nil
}

// decoder reads JSON one member of an object after the other.
type decoder struct{ *jsontext.Decoder }

// members walks an object's members; f reads the value, and must not keep the name.
func (d decoder) members(f func(name []byte) error) error {
	if kind := d.PeekKind(); kind != jsontext.KindBeginObject && kind != jsontext.KindInvalid {
		return fmt.Errorf("%v where an object should be", kind)
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() == jsontext.KindString {
		quoted, err := d.ReadValue()
		if err != nil {
			return err
		}
		name := quoted[1 : len(quoted)-1]
		if bytes.IndexByte(name, '\\') >= 0 || !utf8.Valid(name) {
			var plain string
			if err := json.Unmarshal(quoted, &plain); err != nil {
				return err
			}
			name = []byte(plain)
		}
		if err := f(name); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// value reads a value as encoding/json does.
func (d decoder) value(into any) error {
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	return json.Unmarshal(v, into)
}

func (d decoder) boolean(into *bool) error {
	switch d.PeekKind() {
	case jsontext.KindTrue, jsontext.KindFalse:
		t, err := d.ReadToken()
		*into = err == nil && t.Bool()
		return err
	}
	return d.value(into)
}

func (d decoder) time(into *int64) error {
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	var at time.Time
	if err := at.UnmarshalJSON(v); err != nil {
		return err
	}
	*into = toNano(at)
	return nil
}

// raw reads a value as it is, without the spaces between its parts.
func (d decoder) raw() (json.RawMessage, error) {
	v, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	var tight bytes.Buffer
	err = json.Compact(&tight, v)
	return tight.Bytes(), err
}

func (d decoder) keep(in *map[string]json.RawMessage, name string) error {
	v, err := d.raw()
	if err != nil {
		return err
	}
	if *in == nil {
		*in = map[string]json.RawMessage{}
	}
	(*in)[name] = v
	return nil
}

// toNano returns the nanoseconds since 1970, at least 1: what a person wrote into
// the file without a time, or with one before 1970, still counts as set, and
// loses against everything else.
func toNano(t time.Time) int64 {
	switch {
	case t.Year() < 1970:
		return 1
	case t.Year() > 2200:
		return time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	}
	return max(t.UnixNano(), 1)
}

// proper returns marks that were written without a time the earliest one.
func (k mark) proper() mark {
	if k.isRead && k.read == 0 {
		k.read = 1
	}
	if k.isStarred && k.starred == 0 {
		k.starred = 1
	}
	if k.isWatched && k.watched == 0 {
		k.watched = 1
	}
	return k
}
