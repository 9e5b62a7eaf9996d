// Package hostile owns a malicious newspaper: every attack and every fault that a feed, a page
// or a picture can contain, for tests and for trying by hand (go run ./e2e/testdata/hostile).
// It does not know what becomes of them.
package hostile

import (
	"fmt"
	"html"
	"strings"
)

// Mark is a word in everything that would have an effect if it got through, so that it can be
// searched for.
const Mark = "PWNED"

// An Attack is a sequence of bytes that a terminal, a shell, a browser or a file system would
// act on.
type Attack struct {
	Name  string
	Bytes string
}

// Sequences returns what terminals act on: escape sequences of every kind, and characters that
// reorder, hide or overwrite text.
func Sequences() []Attack {
	return []Attack{
		{"clipboard (OSC 52)", "\x1b]52;c;UFdORUQ=\x07"},
		{"clipboard, ended by ST", "\x1b]52;c;UFdORUQ=\x1b\\"},
		{"hyperlink (OSC 8)", "\x1b]8;;https://evil.example/PWNED\x1b\\click\x1b]8;;\x1b\\"},
		{"window title (OSC 2)", "\x1b]2;PWNED\x07"},
		{"colours (OSC 4)", "\x1b]4;1;rgb:00/00/00\x07"},
		{"notification (OSC 777)", "\x1b]777;notify;PWNED;PWNED\x07"},
		{"unterminated OSC", "\x1b]0;PWNED and all that follows"},
		{"device control (DCS)", "\x1bP1$r0m PWNED\x1b\\"},
		{"request status (DCS)", "\x1bP+q5057\x1b\\"},
		{"application (APC)", "\x1b_Ga=T,f=100;UFdORUQ=\x1b\\"},
		{"privacy (PM)", "\x1b^PWNED\x1b\\"},
		{"start of string (SOS)", "\x1bXPWNED\x1b\\"},
		{"clear the screen (CSI)", "\x1b[2J\x1b[HPWNED"},
		{"report (CSI)", "\x1b[6n\x1b[c\x1b[21t"},
		{"alternate screen (CSI)", "\x1b[?1049lPWNED\x1b[?1000h"},
		{"reset (ESC c)", "\x1bcPWNED"},
		{"character set (ESC ( 0)", "\x1b(0PWNED"},
		{"single controls", "\a\b\b\bPWNED\v\f\x0e\x0f\x7f\x00\x05"},
		{"carriage return", "innocent\rPWNED"},
		{"tabs", "PW\tNED\t\t\t\tPWNED"},
		{"directions (bidi)", "\u202ePWNED\u202c\u2066PWNED\u2069\u200f\u061c"},
		{"zero width", "PW\u200bN\u200cE\u200dD\ufeff\u2060\u00ad"},
		{"tag characters", "PWNED\U000E0050\U000E0057\U000E004E\U000E0045\U000E0044\U000E007F"},
		{"marks of the reader's own", "PWNED\U000F0000PWNED\u2062\u2063\u2061\u2064\U000FFFFD"},
		{"placeholders of pictures", "\U0010EEEE\u0305\u0305PWNED"},
		{"line separators", "PWNED\u2028PWNED\u2029PWNED\u0085PWNED"},
	}
}

// Encodings returns the ways in which a sequence can be written in XML or HTML.
func Encodings() []struct {
	Name  string
	Write func(string) string
} {
	return []struct {
		Name  string
		Write func(string) string
	}{
		{"raw", func(s string) string {
			return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s)
		}},
		{"&#27;", numeric}, {"&amp;#27;", func(s string) string { return html.EscapeString(numeric(s)) }},
		{"&#x1b;", hexadecimal},
		{"&#27; in two pieces", func(s string) string {
			return strings.ReplaceAll(html.EscapeString(numeric(s)), "&amp;#", "&amp;<im></im>#")
		}},
		{"CDATA", func(s string) string {
			return "<![CDATA[" + strings.ReplaceAll(s, "]]>", "") + "]]>"
		}},
		{"&#27; in CDATA", func(s string) string { return "<![CDATA[" + numeric(s) + "]]>" }},
		{"C1 as UTF-8", func(s string) string { return c1(s, func(r rune) string { return string(r) }) }},
		{"C1 as a number", func(s string) string {
			return c1(s, func(r rune) string { return fmt.Sprintf("&#%d;", r) })
		}},
		{"C1 as one byte", func(s string) string {
			return c1(s, func(r rune) string { return string([]byte{byte(r)}) })
		}},
		{"overlong UTF-8", func(s string) string { return strings.ReplaceAll(s, "\x1b", "\xc0\x9b") }},
	}
}

func numeric(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < ' ' || r > '~' || strings.ContainsRune("<>&", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hexadecimal(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < ' ' || r > '~' || strings.ContainsRune("<>&", r) {
			fmt.Fprintf(&b, "&#x%x;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// c1 rewrites sequences that have a single control character as an equivalent (ECMA-48 §5.3).
func c1(s string, write func(rune) string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s)
	for _, pair := range []struct {
		two string
		one rune
	}{{"\x1b]", 0x9d}, {"\x1b[", 0x9b}, {"\x1bP", 0x90}, {"\x1b_", 0x9f}, {"\x1b^", 0x9e},
		{"\x1bX", 0x98}, {"\x1b\\", 0x9c}} {
		s = strings.ReplaceAll(s, pair.two, write(pair.one))
	}
	return s
}

// Links returns addresses that must never be opened, fetched or written.
func Links() []Attack {
	return []Attack{
		{"javascript:", "javascript:alert('PWNED')"},
		{"javascript: in other letters", " JaVa\tScRiPt:alert('PWNED')"},
		{"file:", "file:///etc/passwd?PWNED"},
		{"data:", "data:text/html,<script>PWNED</script>"},
		{"vbscript:", "vbscript:PWNED"},
		{"another scheme", "steam://PWNED"},
		{"an option", "-PWNED"},
		{"a shell's words", "https://evil.example/$(touch PWNED)`touch PWNED`;touch PWNED|sh"},
		{"a new line", "https://evil.example/\r\nX-Evil: PWNED"},
		{"an escape sequence", "https://evil.example/\x1b]52;c;UFdORUQ=\x07"},
		{"credentials", "https://bank.example@evil.example/PWNED"},
		{"this machine", "http://127.0.0.1:1/PWNED"},
		{"the machine's metadata", "http://169.254.169.254/latest/PWNED"},
		{"mail with headers", "mailto:a@b.example?subject=x%0d%0aBcc:PWNED@evil.example"},
		{"no address at all", "https://[PWNED"},
	}
}

// Titles returns lines that a shell, a path, a format or a file would act on.
func Titles() []Attack {
	return []Attack{
		{"a command", "$(touch PWNED)"}, {"a command in backquotes", "`touch PWNED`"},
		{"commands", "; touch PWNED; | touch PWNED & touch PWNED"},
		{"an option", "--help PWNED"}, {"a path", "../../../../PWNED"},
		{"an absolute path", "/tmp/PWNED"}, {"a format", "%s%n%x{{.}}${PWNED}%PWNED%"},
		{"a quote", `'"; touch PWNED #`}, {"a device", "CON PWNED NUL"},
		{"Markdown", "[PWNED](javascript:alert(1)) ![PWNED](file:///etc/passwd) <script>PWNED</script>"},
		{"JSON", `PWNED", "read": true, "x": "\u001b]52;c;UFdORUQ=\u0007`},
		{"very long", "PWNED " + strings.Repeat("looong ", 20_000)},
	}
}
