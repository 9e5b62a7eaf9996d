package markup

import "testing"

// Joiners stay in the scripts that need them; elsewhere they could hide something.
func TestJoinersStayWhereAScriptSpellsWithThem(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200cخواهم":       "می\u200cخواهم",
		"ශ්\u200dරී ලංකාව":    "ශ්\u200dරී ලංකාව",
		"ക്\u200dഷ":           "ക്\u200dഷ",
		"क्\u200cष":           "क्\u200cष",
		"ពាក្យ\u200bថ្មី":     "ពាក្យថ្មី",
		"exem\u200dple":       "exemple",
		"exem\u200cple":       "exemple",
		"👩\u200d💻":            "👩💻",
		"می\u200c\u200cخواهم": "می\u200cخواهم",
		"\u200cخ":             "خ",
		"क\u200dष":            "कष",
	} {
		if got := Line(in); got != want {
			t.Errorf("line %q: %q, want %q", in, got, want)
		}
		if got := Text(Keep("<p>"+in+"</p>", "")); got != want {
			t.Errorf("text %q: %q, want %q", in, got, want)
		}
	}
}
