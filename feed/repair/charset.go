package repair

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

var declared = pattern(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']?([A-Za-z0-9._:-]+)`)

// UTF8 decodes a feed of any charset. It goes by the byte order mark, by the pattern of zero
// bytes (XML 1.0 appendix F), by what the server and the document declare (RFC 7303 §3), and
// if those are wrong, by what the bytes allow. Bytes that are not UTF-8 are taken for
// Windows-1252 one by one, which they are in French feeds.
func UTF8(body []byte, contentType string) string {
	if enc, skip := byPattern(body); enc != nil {
		return decodeAll(enc, body[skip:])
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	valid := utf8.Valid(body)
	if text, ok := asDeclared(body, contentType, valid); ok {
		return text
	}
	if valid {
		return demoronized(string(body))
	}
	return repairUTF8(body)
}

// asDeclared decodes a body as the server declares, or else the document. ok is false if
// neither declares a charset, other than UTF-8, that fits the bytes.
func asDeclared(body []byte, contentType string, valid bool) (text string, ok bool) {
	header, document := charsetParam(contentType), ""
	if m := declared().FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		document = string(m[1])
	}
	differ := header != "" && document != "" && !sameCharset(header, document)
	for _, name := range []string{header, document} {
		enc, canonical := charset.Lookup(name)
		switch {
		case enc == nil || isUnicode(canonical) || canonical == "replacement":
			continue
		case valid && singleByte(enc): // text is not valid UTF-8 by chance
			return "", false
		case differ && isDefault(canonical): // servers add Latin-1 by default
			continue
		}
		if text = decodeAll(enc, body); !strings.ContainsRune(text, utf8.RuneError) {
			return text, true
		}
	}
	return "", false
}

// isUnicode reports whether a charset is UTF-8, or UTF-16, which is recognised by its bytes.
func isUnicode(canonical string) bool {
	return canonical == "utf-8" || strings.HasPrefix(canonical, "utf-16")
}

// byPattern recognises encodings that are not supersets of ASCII.
func byPattern(b []byte) (enc encoding.Encoding, skip int) {
	has := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	little16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case has("\x00\x00\xfe\xff"):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case has("\xff\xfe\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case has("\xfe\xff"):
		return big16, 2
	case has("\xff\xfe"):
		return little16, 2
	case has("\x00\x00\x00<"):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0
	case has("<\x00\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0
	case has("\x00<"), has("\x00{"), has("\x00\n"):
		return big16, 0
	case has("<\x00"), has("{\x00"), has("\n\x00"):
		return little16, 0
	case has("\x4c\x6f\xa7\x94"):
		return charmap.CodePage037, 0
	}
	return nil, 0
}

func decodeAll(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil { // the body ends within a character
		return repairUTF8(out)
	}
	return string(bytes.TrimPrefix(out, []byte("\xef\xbb\xbf")))
}

func singleByte(enc encoding.Encoding) bool {
	_, ok := enc.(*charmap.Charmap)
	return ok
}

func isDefault(canonical string) bool {
	return canonical == "windows-1252"
}

func sameCharset(a, b string) bool {
	_, a = charset.Lookup(a)
	_, b = charset.Lookup(b)
	return a == b
}

func charsetParam(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// repairUTF8 keeps what is UTF-8 and decodes every other byte as Windows-1252.
func repairUTF8(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/16)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[0])
		}
		out.WriteRune(r)
		b = b[n:]
	}
	return out.String()
}

// demoronized repairs Windows-1252 that was declared as Latin-1 and then encoded as UTF-8:
// punctuation and letters of French text became C1 controls.
func demoronized(s string) string {
	if !strings.Contains(s, "\u0092") && !strings.Contains(s, "\u0093") &&
		!strings.Contains(s, "\u009c") && !strings.Contains(s, "\u0085") {
		return s
	}
	return strings.NewReplacer("\u0080", "€", "\u0085", "…", "\u008c", "Œ", "\u0091", "‘",
		"\u0092", "’", "\u0093", "“", "\u0094", "”", "\u0096", "–", "\u0097", "—",
		"\u009c", "œ").Replace(s)
}
