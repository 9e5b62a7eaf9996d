package reader

import (
	"runtime"
	"testing"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// TestTwiceTheTextTakesTwiceTheRoom counts what is allocated to set a hard body and
// one of twice its size: quadratic growth would be four times as much.
func TestTwiceTheTextTakesTwiceTheRoom(t *testing.T) {
	look := Look{Theme: theme.New(true), Locale: locale.French()}
	key := Key{ID: 1, Width: 60, Measure: 72, Dark: true}
	for _, h := range hardCases() {
		t.Run(h.name, func(t *testing.T) {
			size := max(1, h.size/4)
			once := func(n int) func() {
				d := doc(h.body(n))
				return func() { Compose(d, look).Text(key) }
			}
			objects, bytes := allocated(once(size))
			objectsOfTwo, bytesOfTwo := allocated(once(2 * size))
			const fixed = 1 << 16 // what any article takes
			if objectsOfTwo > 5*objects/2+fixed/64 || bytesOfTwo > 5*bytes/2+fixed {
				t.Errorf("%d objects and %d bytes, of twice as much %d and %d", objects, bytes,
					objectsOfTwo, bytesOfTwo)
			}
		})
	}
}

// allocated counts the objects and bytes that a function allocates.
func allocated(f func()) (objects, bytes uint64) {
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
}

func TestAnAddressIsLookedUpAndNotSearchedFor(t *testing.T) {
	types := newTypesetter(Look{Theme: theme.New(true), Locale: locale.French()})
	for i, url := range []string{"https://a.example/", "https://b.example/", "https://a.example/"} {
		if n := types.link(url); n != []int{1, 2, 1}[i] {
			t.Errorf("%s has number %d", url, n)
		}
	}
	if len(types.known) != len(types.links) {
		t.Errorf("%d addresses are known of %d", len(types.known), len(types.links))
	}
}
