package page

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linkedData is what the JSON-LD of a page says about its article (schema.org). Yoast and Rank
// Math write a @graph, others an object or an array.
type linkedData struct {
	headline, author, image, published, updated, language string
	locked                                                bool // isAccessibleForFree is false
}

// readLinkedData parses every block of a page. The first article counts, or the first page if
// there is none.
func readLinkedData(doc *html.Node) linkedData {
	var objects []map[string]any
	var broken strings.Builder
	each(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Script || n.FirstChild == nil ||
			!strings.HasPrefix(strings.ToLower(strings.TrimSpace(attr(n, "type"))), "application/ld+json") {
			return true
		}
		var v any
		if json.Unmarshal([]byte(n.FirstChild.Data), &v) != nil {
			broken.WriteString(n.FirstChild.Data)
			return false
		}
		objects = collect(objects, v, 0)
		return false
	})
	for _, wanted := range []func(string) bool{
		func(kind string) bool {
			return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting")
		},
		func(kind string) bool { return kind == "WebPage" },
	} {
		for _, o := range objects {
			for _, kind := range texts(o["@type"]) {
				if wanted(kind) {
					return describe(o, objects)
				}
			}
		}
	}
	return salvage(broken.String())
}

// collect returns all objects in a value, outer ones first.
func collect(out []map[string]any, v any, depth int) []map[string]any {
	if depth > 16 || len(out) > 1000 {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = collect(out, e, depth+1)
		}
	case map[string]any:
		out = append(out, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "author", "image",
			"primaryImageOfPage", "hasPart"} {
			out = collect(out, v[key], depth+1)
		}
	}
	return out
}

func describe(o map[string]any, objects []map[string]any) linkedData {
	d := linkedData{
		headline:  first(o["headline"]),
		author:    named(o["author"], "name", objects),
		image:     named(o["image"], "url", objects),
		published: first(o["datePublished"]),
		updated:   first(o["dateModified"]),
		language:  first(o["inLanguage"]),
	}
	if free, said := o["isAccessibleForFree"]; said {
		d.locked = isFalse(free)
		return d
	}
	for _, part := range objects {
		d.locked = d.locked || isFalse(part["isAccessibleForFree"])
	}
	return d
}

func isFalse(v any) bool {
	s, _ := v.(string)
	return v == false || strings.EqualFold(s, "false")
}

// texts returns the strings of a value, which is one or a list of them.
func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

func first(v any) string {
	if all := texts(v); len(all) > 0 {
		return all[0]
	}
	return ""
}

// named returns a property of a value, or of what it refers to by @id.
func named(v any, key string, objects []map[string]any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			if _, list := v[0].([]any); !list {
				return named(v[0], key, objects)
			}
		}
	case map[string]any:
		if s := first(v[key]); s != "" {
			return s
		}
		id := first(v["@id"])
		for _, o := range objects {
			if s := first(o[key]); id != "" && first(o["@id"]) == id && s != "" {
				return s
			}
		}
	}
	return ""
}

var property = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"(datePublished|dateModified|inLanguage|` +
		`isAccessibleForFree)"\s*:\s*("(?:[^"\\\n]|\\.)*"|true|false)`)
})

// salvage extracts what it can from invalid JSON: a quote in a headline or an extra comma must
// not cost the dates. The headline itself is usually what broke it.
func salvage(broken string) (d linkedData) {
	for _, m := range property().FindAllStringSubmatch(broken, -1) {
		value, err := strconv.Unquote(m[2])
		if err != nil {
			value = strings.Trim(m[2], `"`)
		}
		switch m[1] {
		case "datePublished":
			d.published = firstOf(d.published, value)
		case "dateModified":
			d.updated = firstOf(d.updated, value)
		case "inLanguage":
			d.language = firstOf(d.language, value)
		case "isAccessibleForFree":
			d.locked = d.locked || strings.EqualFold(value, "false")
		}
	}
	return d
}
