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
//	8 bytes that are near for texts that are near, see [Similarity]
//	the number of topics as a varint, at most mostTopics, then of each, by their hashes:
//	  4 bytes of hash of the stem, its weight in 1/packedUnits, the bits of its role
//
// It is what others are compared with. An article whose own related stories are looked for is
// described anew from its text. Rows of version 2 go on with what that needs.
const (
	packedVersion = 3
	packedBefore  = 2
	packedHead    = 1 + 8 + 8
	packedTopic   = 6  // bytes of each topic
	packedUnits   = 28 // weights are below 9.1
)

// FrontBytes is how much of a row is read.
const FrontBytes = packedHead + 1 + packedTopic*mostTopics

// otherTopic is a topic of another article.
type otherTopic struct {
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

// at returns a topic.
func (p Profile) at(i int) otherTopic {
	b := p.packed[i*packedTopic:]
	return otherTopic{roleOf(b[5]), binary.LittleEndian.Uint32(b), float64(b[4]) / packedUnits}
}

// Pack makes the row of table about.
func (d Topics) Pack(title string, similar uint64) []byte {
	b := make([]byte, 0, packedHead+1+packedTopic*len(d.order))
	b = append(b, packedVersion)
	b = binary.LittleEndian.AppendUint64(b, terms.Hash(terms.Fold(title)))
	b = binary.LittleEndian.AppendUint64(b, similar)
	b = binary.AppendUvarint(b, uint64(len(d.order)))
	b = append(b, d.profile().packed...)
	return b
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

// Profile returns the article as others see it.
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
func Unpack(b []byte) (p Profile) {
	if len(b) <= packedHead || b[0] != packedVersion && b[0] != packedBefore {
		return p
	}
	topics, used := binary.Uvarint(b[packedHead:])
	rest := b[packedHead+max(used, 0):]
	if used <= 0 || topics > uint64(len(rest)/packedTopic) {
		return p
	}
	p.title = binary.LittleEndian.Uint64(b[1:])
	p.similar = binary.LittleEndian.Uint64(b[9:])
	p.packed = slices.Clone(rest[:topics*packedTopic])
	p.weigh()
	return p
}
