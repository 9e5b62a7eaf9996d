package related

import (
	"strings"
	"unicode"

	"breageek/store/terms"
)

// maxReasons is how many shared terms are named.
const maxReasons = 4

// Reasons names what two articles share, as this one writes it. The words of one
// name are one reason when all of them are shared.
func (q *Question) Reasons(h *Hit) []string {
	common := h.shared
	names, tags := make([]int, len(q.names)), make([]int, len(q.tags)) // parts that are not shared
	for _, t := range q.order {
		names[t.span]++
		tags[t.tag]++
	}
	for _, t := range common {
		names[t.span]--
		tags[t.tag]--
	}
	var reasons, halves []string
	for _, t := range common {
		switch name := q.names[t.span]; {
		case t.dull || t.isNumber():
			continue
		case t.tag != 0 && tags[t.tag] == 0:
			reasons = addReason(reasons, q.tags[t.tag])
		case t.span != 0 && names[t.span] == 0:
			reasons = addReason(reasons, name)
		case strings.Contains(name, "-") && !strings.Contains(name, " "):
			halves = append(halves, t.surface) // "Saint-Malo" is not "Saint"
		case t.other.name:
			reasons = addReason(reasons, withHead(t.surface, unicode.ToUpper))
		default:
			reasons = addReason(reasons, t.surface)
		}
		if len(reasons) == maxReasons {
			break
		}
	}
	if len(reasons) == 0 {
		return halves[:min(len(halves), 1)]
	}
	return reasons
}

// addReason adds what is no part of another reason, and takes the place of its
// own part: "chênes" says nothing beside "2 816 chênes".
func addReason(reasons []string, reason string) []string {
	partOf := func(a, b string) bool {
		return strings.Contains(" "+terms.Fold(b)+" ", " "+terms.Fold(a)+" ")
	}
	for i, r := range reasons {
		switch {
		case partOf(reason, r):
			return reasons
		case partOf(r, reason):
			reasons[i] = reason
			return reasons
		}
	}
	return append(reasons, reason)
}
