package related

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"breageek/store/terms"
)

// How topics add up, as in BM25 (Robertson, 1994): what a word that comes again
// adds, and how much an article that says much must share more.
const (
	saturation = 1.0
	lengthNorm = 0.3
)

// rubricTitles is over how many titles a rubric stands.
const rubricTitles = 8

// What the words of a prefix weigh that stands over any title.
const (
	inLabel  = 2.1 // a town, a section, a sport
	inRubric = 3.6 // several words
)

// shared is a topic that two articles have.
type shared struct {
	*topic            // as the article in question has it
	other  otherTopic // as the other one has it
	gain   float64    // what it says for their belonging together
}

// value is what the topics that another article has of this one's are worth; it
// tells each of them.
func (q *Question) value(p Profile, tell func(shared)) (sum float64) {
	longer := saturation * (1 - lengthNorm + lengthNorm*p.weight/q.length)
	for i, j := 0, 0; i < len(q.order) && j < p.len(); {
		t, hash := q.order[i], p.hash(j)
		if t.hash <= hash {
			i++
		}
		if hash <= t.hash {
			j++
		}
		if hash != t.hash {
			continue
		}
		o := p.at(j - 1)
		w := o.weight / inTitle
		g := t.weight / inTitle * t.idf * w * (saturation + 1) / (w + longer)
		sum += g
		tell(shared{t, o, g})
	}
	return sum
}

// scale finds what scores are measured by; length is how much the articles that
// it is compared with say, on average.
func (q *Question) scale(length float64) {
	q.length = max(length, 1)
	q.whole = q.value(q.seen, func(shared) {})
}

// measure scores what an article shares with the article in question, about
// 1 is everything, and tells how it belongs to it.
func (q *Question) measure(h *Hit) {
	h.shared = h.shared[:0]
	sum := q.value(h.Profile, func(x shared) { h.shared = append(h.shared, x) })
	slices.SortFunc(h.shared, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.stem, b.stem))
	})
	if q.whole == 0 {
		return
	}
	days, share := q.days(h), sum/q.whole
	h.Score = share * (0.7 + 0.15*math.Exp(-days*4) + 0.15*math.Exp(-days/3))
	h.settle(q.kind(h, days, share))
	if h.Kind == Linked {
		h.Score = 1
	}
}

// days is how far apart the two articles are.
func (q *Question) days(h *Hit) float64 {
	return math.Abs(float64(q.rowid-h.Rowid)) / RowidsPerDay
}

// What it takes to belong together, found on a day of French headlines, on the
// sample edition and on the papers of the tests.
const (
	subjectScore = 0.13
	loneScore    = 0.22 // when one word is all that is shared, and no name
	distinctive  = 0.42 // how rare a thing must be that tells a story; 1 is a word of one article
	storyThings  = 3    // how many of those two chapters share
	storyOverlap = 0.75 // how much they say, times the part of the whole that is shared
	storyDays    = 4.0  // from then on it must be more, twice as much after
	fadingDays   = 3.0  // so many days
	steadyDays   = 20.0 // when several people and a title's name are the same
	namelessDays = 0.75 // when nobody is
	eventDays    = 1.5  // how far apart articles about one event are
)

// kind returns how the article belongs to the article in question, when it has
// a part of what that says; empty when it does not. A chapter of one story has
// several distinctive things in common with it, some of them in both titles; a
// town, a club or a minister alone is a subject. The further apart, the more it
// must be, since a club plays again and a trial comes with its own news.
func (q *Question) kind(h *Hit, days, share float64) Kind {
	names, telling := 0, 0
	for _, x := range h.shared {
		if x.name {
			names++
		}
		if !x.dull {
			telling++
		}
	}
	lone := loneScore / subjectScore * q.least
	if telling < 2 && names == 0 && h.Score < lone || telling == 0 || h.Score < q.least {
		return ""
	}
	switch b := q.overlap(h); {
	case b.things < storyThings || b.titles == 0 || share*b.strength < storyOverlap*b.distance(days):
		return SameSubject
	case days <= eventDays:
		return SameStory
	}
	return FollowUp
}

// overlap is what of a story two articles share.
type overlap struct {
	things      int     // distinctive things: words, numbers with their units, whole names
	strength    float64 // 1 for each that no other article has and that both titles have
	titles      int     // how many both titles have
	named       bool    // one of those is a name
	sharedNames int     // full names: "Anne Le Duff", "Chantiers Le Morzadec"
	apart       bool    // each title has a name that the other article does not know
}

// distance is how much stronger the overlap of two chapters must be that are some
// days apart. A trial goes on for weeks with the same people before it, and its
// titles say whose trial it is and what for. A club has the same people every
// week, but each time its titles have another opponent; a road, a council and the
// weather have a place, and nobody but the mayor.
func (b overlap) distance(days float64) float64 {
	from, fading := storyDays, fadingDays
	switch {
	case b.apart:
		from = eventDays
	case b.sharedNames > 1 && b.titles > 1 && b.named:
		fading = steadyDays
	case b.sharedNames == 0:
		fading = namelessDays
	}
	return 1 + max(0, days-from)/fading
}

// disjoint reports whether the title of each of two articles has a name that is
// nowhere in the other.
func (q *Question) disjoint(h *Hit) bool { //nolint:gocyclo // each counts in one loop
	here, there := 0, 0
	for _, t := range q.order {
		if t.title && t.name && !t.label {
			here++
		}
	}
	for i := range h.Profile.len() {
		if o := h.Profile.at(i); o.title && o.name && !o.label {
			there++
		}
	}
	for _, x := range h.shared {
		if x.title && x.name && !x.label {
			here--
		}
		if x.other.title && x.other.name && !x.other.label {
			there--
		}
	}
	return here > 0 && there > 0
}

// overlap counts the distinctive things that two articles share. What only files
// them both is none of them.
//
//nolint:gocyclo // each topic is sorted out in one loop
func (q *Question) overlap(h *Hit) (b overlap) {
	type thing struct {
		span, words int
		strength    float64
		title, name bool
	}
	var all []thing
	one := terms.Rarity(1, q.total)
	for _, x := range h.shared {
		rare := min(x.idf/one, 1)
		if x.dull || x.isNumber() || rare < distinctive || q.rubric && x.prefix ||
			q.days(h) > eventDays && x.label && x.other.label {
			continue
		}
		here, there := min(1, x.weight/inTitle), min(1, x.other.weight/inTitle)
		at := slices.IndexFunc(all, func(y thing) bool { return y.span != 0 && y.span == x.span })
		if at < 0 {
			at = len(all)
			all = append(all, thing{span: x.span})
		}
		y := &all[at]
		y.words++
		y.strength = max(y.strength, rare*math.Sqrt(here*there))
		if x.title && x.other.title {
			y.title, y.name = true, y.name || x.name || x.other.name
		}
	}
	b.things, b.apart = len(all), q.disjoint(h)
	for _, x := range all {
		b.strength += x.strength
		if x.title {
			b.titles++
			b.named = b.named || x.name
		}
		if x.words > 1 && strings.Contains(q.names[x.span], " ") {
			b.sharedNames++
		}
	}
	return b
}

// isRubric reports whether the prefix of a title stands over many articles near in
// time, most of which have nothing else of the title. found are the slots of those
// that have each of the topics searched for.
func isRubric(searched []Posting, found [][]int64) bool {
	var under []int64 // those that have every word of the prefix
	words := 0
	for i, p := range searched {
		if !p.topic.prefix {
			continue
		}
		slots := slices.Sorted(slices.Values(found[i]))
		if words++; words > 1 {
			slots = slices.DeleteFunc(slots, func(slot int64) bool {
				_, both := slices.BinarySearch(under, slot)
				return !both
			})
		}
		under = slots
	}
	if len(under) < rubricTitles {
		return false
	}
	more := map[int64]bool{}
	for i, p := range searched {
		if p.topic.prefix {
			continue
		}
		for _, slot := range found[i] {
			if _, here := slices.BinarySearch(under, slot); here {
				more[slot] = true
			}
		}
	}
	return len(more)*3 <= len(under)
}
