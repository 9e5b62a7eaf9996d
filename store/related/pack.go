package related

import (
	"encoding/binary"
	"math"
	"slices"

	"breageek/store/terms"
)

// A row of table about is, all integers little-endian:
//
//	packedVersion
//	8 bytes, a hash of the title
//	8 bytes that are near for texts that are near, see similarity
//	the number of topics, at most mostTopics, then of each, by their hashes:
//	  4 bytes of hash of the stem, its weight in 1/packedUnits, the bits of its role
//	of each topic again: span, tag, surface, how much of the surface's beginning
//	  the stem begins with, and the rest of the stem
//	the number of names but the first, and these; the same of tags
//
// Counts are varints, and so are the lengths before texts. The first part, of at
// most FrontBytes bytes, is what others are compared with, the second what the
// article itself asks with: without it every question would begin by reading a
// body again.
const (
	packedVersion = 2
	packedHead    = 1 + 8 + 8
	packedTopic   = 6 // bytes of each topic in the first part
	FrontBytes    = packedHead + 1 + packedTopic*mostTopics
	packedUnits   = 28 // weights are below 9.1
)

// theirs is a topic of another article.
type theirs struct {
	role
	hash   uint32
	weight float64
}

// Profile is an article as others see it.
type Profile struct {
	title, similar uint64
	packed         []byte  // its topics
	weight         float64 // of all of them
}

// len is how many topics there are.
func (p Profile) len() int { return len(p.packed) / packedTopic }

// hash is that of a topic's stem; they are in rising order.
func (p Profile) hash(i int) uint32 { return binary.LittleEndian.Uint32(p.packed[i*packedTopic:]) }

// at gives a topic.
func (p Profile) at(i int) theirs {
	b := p.packed[i*packedTopic:]
	return theirs{roleOf(b[5]), binary.LittleEndian.Uint32(b), float64(b[4]) / packedUnits}
}

// Pack makes the row of table about.
func (d Topics) Pack(title string, similar uint64) []byte {
	b := make([]byte, 0, packedHead+32*len(d.order))
	b = append(b, packedVersion)
	b = binary.LittleEndian.AppendUint64(b, terms.Hash(terms.Fold(title)))
	b = binary.LittleEndian.AppendUint64(b, similar)
	b = binary.AppendUvarint(b, uint64(len(d.order)))
	b = append(b, d.profile().packed...)
	for _, t := range d.order {
		b = binary.AppendUvarint(b, uint64(t.span))
		b = binary.AppendUvarint(b, uint64(t.tag))
		b = appendText(b, t.surface)
		n := 0
		for n < len(t.surface) && n < len(t.stem) && t.surface[n] == t.stem[n] {
			n++
		}
		b = appendText(binary.AppendUvarint(b, uint64(n)), t.stem[n:])
	}
	for _, list := range [][]string{d.names[1:], d.tags[1:]} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendText(b, s)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (r role) bits() (b byte) {
	for i, set := range []bool{r.title, r.prefix, r.label, r.name, r.dull} {
		if set {
			b |= 1 << i
		}
	}
	return b
}

func roleOf(b byte) role {
	return role{b&1 != 0, b&2 != 0, b&4 != 0, b&8 != 0, b&16 != 0}
}

// Profile gives the article as others see it.
func (d Topics) profile() (p Profile) {
	for _, t := range d.order {
		w := byte(math.Round(min(t.weight*packedUnits, math.MaxUint8)))
		p.packed = append(binary.LittleEndian.AppendUint32(p.packed, t.hash), w, t.bits())
	}
	p.weigh()
	return p
}

func (p *Profile) weigh() {
	units := 0
	for i := 4; i < len(p.packed); i += packedTopic {
		units += int(p.packed[i])
	}
	p.weight = float64(units) / packedUnits
}

// Unpack opens the first part of a row, which it copies; what is not one says
// nothing.
func Unpack(b []byte) Profile {
	p, ok := (&packed{rest: b}).profile()
	if !ok {
		return Profile{}
	}
	p.packed = slices.Clone(p.packed)
	return p
}

// unpackAll opens a whole row, and keeps it. It is false for what is not one.
func unpackAll(b []byte) (d Topics, p Profile, ok bool) {
	in := packed{rest: b}
	if p, ok = in.profile(); !ok {
		return d, p, false
	}
	d.order = make([]*topic, p.len())
	all := make([]topic, p.len())
	for i := range all {
		t, o := &all[i], p.at(i)
		t.role, t.hash, t.weight = o.role, o.hash, o.weight
		t.span, t.tag = in.count(), in.count()
		t.surface = in.text()
		t.stem = t.surface[:min(in.count(), len(t.surface))]
		t.stem += in.text()
		d.order[i] = t
	}
	d.names, d.tags = in.list(), in.list()
	for _, t := range all {
		in.bad = in.bad || t.span >= len(d.names) || t.tag >= len(d.tags) || t.stem == ""
	}
	return d, p, !in.bad && len(in.rest) == 0
}

// packed reads a row. What is shorter than it says is bad, and reads as nothing.
type packed struct {
	rest []byte
	bad  bool
}

func (p *packed) profile() (of Profile, ok bool) {
	if len(p.rest) < packedHead || p.rest[0] != packedVersion {
		return of, false
	}
	of.title = binary.LittleEndian.Uint64(p.rest[1:])
	of.similar = binary.LittleEndian.Uint64(p.rest[9:])
	p.rest = p.rest[packedHead:]
	n := p.count() * packedTopic
	if p.bad || n > len(p.rest) {
		return Profile{}, false
	}
	of.packed, p.rest = p.rest[:n], p.rest[n:]
	of.weigh()
	return of, true
}

func (p *packed) count() int {
	v, n := binary.Uvarint(p.rest)
	if n <= 0 || v > math.MaxInt32 {
		p.rest, p.bad = nil, true
		return 0
	}
	p.rest = p.rest[n:]
	return int(v)
}

func (p *packed) text() string {
	n := p.count()
	if n > len(p.rest) {
		p.rest, p.bad = nil, true
		return ""
	}
	s := string(p.rest[:n])
	p.rest = p.rest[n:]
	return s
}

// list reads texts whose first one is empty and left out.
func (p *packed) list() []string {
	list := []string{""}
	for range min(p.count(), len(p.rest)) {
		list = append(list, p.text())
	}
	return list
}
