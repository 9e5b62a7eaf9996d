//go:build unix

package e2e

import (
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// hand types at the keyboard, reading and marking, until the program is killed.
type hand struct {
	s      *screen
	rng    *rand.Rand
	ledger *ledger
	kept   kept
	id     string // of the open article; empty for one that arrived meanwhile
}

// reads opens the reader and starts typing.
func (l *lane) reads(<-chan struct{}) victim {
	args := append([]string{"--lang", "fr", "--data", l.dir}, l.paper.args()...)
	h := &hand{rng: rand.New(rand.NewPCG(l.rng.Uint64(), 1)), ledger: l.ledger, kept: l.kept}
	h.s = inTerminal(l.t, exec.Command("breageek", args...), 76, 24)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		if h.s.until("headlines", func() bool { return strings.Contains(h.s.text(), "Dépêche") }) {
			for h.turns("n") && h.acts() {
			}
		}
	}()
	return func() bool {
		killed := kill(h.s.cmd, h.s.ended)
		<-finished
		h.s.end()
		return killed
	}
}

// acts does something with the open article; it returns false when the program was killed.
func (h *hand) acts() bool {
	switch n := h.rng.IntN(20); {
	case n < 5:
		return h.toggles("s", true, "Étoile posée", "Étoile retirée")
	case n < 10:
		return h.toggles("u", false, "Marqué lu", "Marqué non lu")
	case n == 10:
		return h.marksMany("A", h.kept.ids)
	case n == 11 && h.id != "":
		return h.marksMany("a", h.kept.ids[:slices.Index(h.kept.ids, h.id)])
	case n < 14:
		h.s.press("r")
	case n < 17:
		h.s.press(" ", "j", "j")
	case n == 17:
		<-h.s.ended // read until the crash
		return false
	}
	return true
}

var dispatchTitle = regexp.MustCompile(`^ *Article .{0,12}?(Dépêche \d+)`)

// title returns the title of the article on the screen.
func (h *hand) title() string {
	if found := dispatchTitle.FindStringSubmatch(h.s.line()); found != nil {
		return found[1]
	}
	return ""
}

// turns presses a key that opens another article, which marks it read.
func (h *hand) turns(key string) bool {
	was := h.title()
	// Not the message of the other end, which may be left from the key before.
	end := map[string]string{"n": "Dernier titre de", "p": "Premier titre de"}[key]
	h.ledger.opens(true)
	h.s.press(key)
	over := false
	ok := h.s.until("another article", func() bool {
		over = h.says(end) != ""
		return over || h.title() != "" && h.title() != was
	})
	if !ok {
		return false
	}
	h.ledger.opens(false)
	if over { // the end of the list: continue from the other end
		return h.turns(map[string]string{"n": "p", "p": "n"}[key])
	}
	h.id = h.kept.numbers[h.title()]
	if h.id != "" {
		h.ledger.seen(time.Now().Add(lastingAfter), h.ledger.try(mark{h.id, false}, deed{on: true}))
	}
	return true
}

// toggles presses a key that changes a mark, and waits until the screen shows the result.
func (h *hand) toggles(key string, star bool, on, off string) bool {
	if h.id == "" || star && odd(h.id) || !h.quiet() {
		return h.alive()
	}
	d := h.ledger.try(mark{h.id, star}, deed{any: true})
	h.s.press(key)
	text := ""
	if !h.s.until(on+" or "+off, func() bool {
		text = h.says(on, off, "nouve")
		return text != ""
	}) {
		return false
	}
	if text == "nouve" {
		return true // news replaced the message
	}
	h.done(d, text == on)
	if h.rng.IntN(3) > 0 {
		return true
	}
	return h.takesBack(map[mark]bool{{h.id, star}: true}, text != on)
}

// done notes the result of a change.
func (h *hand) done(d *deed, on bool) {
	h.ledger.mu.Lock()
	d.any, d.on, d.lasts = false, on, time.Now().Add(lastingAfter)
	h.ledger.mu.Unlock()
}

// marksMany presses a key that marks a list read.
func (h *hand) marksMany(key string, ids []string) bool {
	if !h.quiet() {
		return false
	}
	var deeds []*deed
	were := map[mark]bool{} // the unread ones
	for _, id := range ids {
		m := mark{id, false}
		on, known := h.ledger.sure(m)
		if !on || !known {
			were[m] = known
			deeds = append(deeds, h.ledger.try(m, deed{on: true}))
		}
	}
	h.s.press(key)
	text := ""
	answers := func() bool {
		text = h.says("comme lus ?", "Marqués comme lus", "rien de non lu", "nouve")
		return text != ""
	}
	if !h.s.until("what is marked", answers) {
		return false
	}
	if text == "comme lus ?" {
		h.s.press("o")
		if !h.s.until("what is marked", func() bool { return answers() && text != "comme lus ?" }) {
			return false
		}
	}
	if text == "nouve" {
		return true
	}
	h.ledger.seen(time.Now().Add(lastingAfter), deeds...)
	if text != "Marqués comme lus" || h.rng.IntN(2) == 0 {
		return true
	}
	return h.takesBack(were, false)
}

// takesBack undoes the last change to some marks, which restores those that are known to have
// changed.
func (h *hand) takesBack(marks map[mark]bool, were bool) bool {
	deeds := map[*deed]bool{}
	for m, known := range marks {
		deeds[h.ledger.try(m, deed{any: true})] = known
	}
	h.s.press("z")
	if !h.s.until("an undoing", func() bool { return h.says("Annulé", "nouve") != "" }) {
		return false
	}
	if h.says("Annulé") == "" {
		return true
	}
	for d, known := range deeds {
		if known {
			h.done(d, were)
		}
	}
	return true
}

// says returns the first of some texts that is on the screen.
func (h *hand) says(texts ...string) string {
	line := h.s.line()
	for _, text := range texts {
		if strings.Contains(line, text) {
			return text
		}
	}
	return ""
}

// quiet waits until no earlier message is on the screen; it returns false if there still is
// one, or the program was killed.
func (h *hand) quiet() bool {
	h.s.press("k")
	return h.s.until("a quiet screen", func() bool {
		if h.says("Étoile", "Marqué", "comme lus", "rien de non lu", "Annulé", "nouve") == "" {
			return true
		}
		h.s.press("k") // a refresh ended meanwhile
		return false
	})
}

// alive reports whether the program is still running.
func (h *hand) alive() bool {
	select {
	case <-h.s.ended:
		return false
	default:
		return true
	}
}
