package terms

import (
	"hash/fnv"
	"math"
)

// Hash is the 64-bit hash by which terms, titles and links are stored: FNV-1a with its bits
// mixed, since FNV's high bits are poor for short words. Archives hold its values, so it
// must never change.
func Hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// Rarity is the inverse document frequency of BM25 of a term that n of total articles have.
// It is never below zero.
func Rarity(n, total int) float64 {
	return math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5))
}
