package refresh

import "testing"

func TestASiteMayCallItselfWWW(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://www.journal.example/a/", "http://journal.example/b/", true},
		{"https://Journal.example/", "https://journal.example/", true},
		{"https://journal.example:8080/", "https://journal.example/", false},
		{"https://autre.example/", "https://journal.example/", false},
	} {
		if got := sameSite(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}
