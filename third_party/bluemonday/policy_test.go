package bluemonday

import "testing"

func TestOnlyTextIsLeft(t *testing.T) {
	for in, want := range map[string]string{
		"a <b>bold</b> word":                       "a bold word",
		"<script>alert(1)</script>safe":            "safe",
		"x<!-- y -->z":                             "xz",
		"1 < 2 & 3":                                "1 &lt; 2 &amp; 3",
		`<a href="javascript:x" onclick="y">l</a>`: "l",
		"<style>p{}</style><p>t":                   "t",
		"&lt;script&gt;":                           "&lt;script&gt;",
		"  ":                                       "  ",
	} {
		if got := StrictPolicy().Sanitize(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
