package cli

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"breageek/ui/locale"
)

// configFile is config.toml with the positions of its keys. Which keys exist, and what values
// they take, follows from the types that the file is decoded into.
type configFile struct {
	path  string
	text  []byte
	words locale.Command
	keys  []fileKey
	heads []int // the lines of the [[source]] headers
}

// fileKey is a key that is set in the file.
type fileKey struct {
	table  string // its section: empty for the options, "source", or another
	source int    // the source it belongs to, from 0, or -1
	name   string // including what follows its dots
	line   int    // from 1
	kind   unstable.Kind
}

// readConfigFile finds the keys of a configuration, and refuses unknown ones.
func readConfigFile(w locale.Command, path, text string) (*configFile, error) {
	f := &configFile{path: path, text: []byte(text), words: w}
	if !utf8.ValidString(text) {
		line := 1 + strings.Count(text[:invalidUTF8(text)], "\n")
		return f, configError{path, line, w.NotUTF8}
	}
	var any map[string]any
	if err := toml.Unmarshal(f.text, &any); err != nil {
		return f, f.syntaxError(err)
	}
	f.outline()
	for _, k := range f.keys {
		if err := f.checkKey(k); err != nil {
			return f, err
		}
	}
	return f, nil
}

func invalidUTF8(s string) int {
	for i, r := range s {
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 {
			return i
		}
	}
	return len(s)
}

// outline lists the keys of a valid file.
func (f *configFile) outline() {
	var p unstable.Parser
	p.Reset(f.text)
	table, source := "", -1
	for p.NextExpression() {
		n := p.Expression()
		switch n.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, source = dotted(n.Key()), -1
			if table == "source" && n.Kind == unstable.ArrayTable {
				f.heads = append(f.heads, f.lineOfKey(&p, n.Key()))
				source = len(f.heads) - 1
				continue
			}
			f.keys = append(f.keys, fileKey{table: table, source: -1, line: f.lineOfKey(&p, n.Key()),
				kind: n.Kind})
		case unstable.KeyValue:
			k := fileKey{table: table, source: source, name: dotted(n.Key()),
				line: f.lineOfKey(&p, n.Key()), kind: n.Value().Kind}
			if table == "" && k.name == "source" && k.kind == unstable.Array {
				f.inlineSources(&p, n.Value(), k.line)
				continue
			}
			f.keys = append(f.keys, k)
		}
	}
}

// inlineSources lists the keys of source = [{url = "…"}].
func (f *configFile) inlineSources(p *unstable.Parser, array *unstable.Node, line int) {
	for items := array.Children(); items.Next(); {
		item := items.Node()
		if item.Kind != unstable.InlineTable {
			f.keys = append(f.keys, fileKey{source: -1, name: "source", line: line, kind: item.Kind})
			continue
		}
		f.heads = append(f.heads, line)
		for pairs := item.Children(); pairs.Next(); {
			n := pairs.Node()
			f.keys = append(f.keys, fileKey{table: "source", source: len(f.heads) - 1, name: dotted(n.Key()),
				line: f.lineOfKey(p, n.Key()), kind: n.Value().Kind})
		}
	}
}

func dotted(key unstable.Iterator) string {
	var parts []string
	for key.Next() {
		parts = append(parts, string(key.Node().Data))
	}
	return strings.Join(parts, ".")
}

func (f *configFile) lineOfKey(p *unstable.Parser, key unstable.Iterator) int {
	for key.Next() {
		return p.Shape(key.Node().Raw).Start.Line
	}
	return 0
}

func configType() reflect.Type { return reflect.TypeFor[config]() }

// keysOf returns the keys of a section and the kinds of their values, from the type that it is
// decoded into.
func keysOf(t reflect.Type) (names []string, kinds map[string]reflect.Kind) {
	kinds = map[string]reflect.Kind{}
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("toml"); name != "" {
			names = append(names, name)
			kinds[name] = t.Field(i).Type.Kind()
		}
	}
	return names, kinds
}

// checkKey refuses a key that is unknown or misplaced, or whose value is of the wrong kind.
func (f *configFile) checkKey(k fileKey) error {
	w := f.words
	options, optionKinds := keysOf(configType())
	options = slices.DeleteFunc(options, func(name string) bool { return name == "source" })
	inSource, sourceKinds := keysOf(reflect.TypeFor[sourceConfig]())
	at := f.at(k.line)
	list := func(names []string) string { return strings.Join(names, ", ") }
	option, source := optionKinds[k.name], sourceKinds[k.name]
	isTable := k.kind == unstable.Table
	switch {
	case isTable && k.table == "source", k.table == "" && k.name == "source":
		return at("%s", w.OneBracket)
	case isTable || k.kind == unstable.ArrayTable || k.table != "" && k.table != "source":
		return at(w.UnknownSection, k.table)
	}
	if k.table == "source" {
		switch {
		case source != 0:
			return f.checkKind(k, source, reflect.Value{})
		case option != 0:
			return at(w.OptionInSource, k.name, strconv.Itoa(f.heads[0]))
		}
		return at(w.UnknownInSource, k.name, near(w, k.name, inSource), list(inSource))
	}
	switch {
	case option != 0:
		return f.checkKind(k, option, defaultOf(k.name))
	case source != 0:
		return at(w.SourceKeyAbove, k.name)
	}
	return at(w.UnknownKey, k.name, near(w, k.name, options), list(options))
}

// at returns a function that makes errors about a line.
func (f *configFile) at(line int) func(form string, args ...any) error {
	return func(form string, args ...any) error {
		return configError{f.path, line, fmt.Sprintf(form, args...)}
	}
}

// defaultOf returns the value that an option has without a configuration.
func defaultOf(name string) reflect.Value {
	c := reflect.ValueOf(defaults())
	for i := range c.NumField() {
		if c.Type().Field(i).Tag.Get("toml") == name {
			return c.Field(i)
		}
	}
	return reflect.Value{}
}

// checkKind compares the kind of a value with that of its key, and shows a correct one.
func (f *configFile) checkKind(k fileKey, wants reflect.Kind, standard reflect.Value) error {
	w := f.words
	at := f.at(k.line)
	switch {
	case wants == reflect.String && k.kind != unstable.String:
		example := map[string]string{"language": "fr", "name": "La Gazette",
			"url": "https://gazette.example/feed/"}[k.name]
		if example == "" {
			example = standard.String()
		}
		return at(w.WantsText, k.name, k.name+" = "+strconv.Quote(example))
	case wants == reflect.Int && k.kind != unstable.Integer:
		return at(w.WantsWhole, k.name, k.name+" = "+strconv.FormatInt(standard.Int(), 10))
	case wants == reflect.Bool && k.kind != unstable.Bool:
		return at(w.WantsBool, k.name)
	}
	return nil
}

// wrong returns an error about the value of an option.
func (f *configFile) wrong(key, form string, args ...any) error {
	line := 0
	for _, k := range f.keys {
		if k.table == "" && k.name == key {
			line = k.line
		}
	}
	return configError{f.path, line, fmt.Sprintf(form, args...)}
}

// lineInSource returns the line of a key of source n, from 0, or the line of its header.
func (f *configFile) lineInSource(n int, key string) int {
	for _, k := range f.keys {
		if k.source == n && k.name == key {
			return k.line
		}
	}
	if n < len(f.heads) {
		return f.heads[n]
	}
	return 0
}

// Lines that people write instead of TOML.
var (
	assignment = pattern(`^\s*"?([\w.-]+)"?\s*=\s*(.*?)\s*(?:#.*)?$`)
	bareWords  = pattern(`^[^"'\[{][^"]*$`)
)

// syntaxError returns where a text stops being TOML, and how to correct the line.
func (f *configFile) syntaxError(err error) error {
	w := f.words
	line := 0
	var where *toml.DecodeError
	if errors.As(err, &where) {
		line, _ = where.Position()
	}
	lines := strings.Split(string(f.text), "\n")
	if line < 1 || line > len(lines) {
		return configError{f.path, line, w.Syntax}
	}
	at := f.at(line)
	text := strings.TrimRight(lines[line-1], "\r")
	if first := f.setBefore(lines, line); first > 0 {
		return at(w.SetTwice, assignment().FindStringSubmatch(text)[1], strconv.Itoa(first))
	}
	m := assignment().FindStringSubmatch(text)
	switch {
	case strings.ContainsAny(text, "“”„«»‘’"):
		return at("%s", w.CurlyQuotes)
	case m == nil && strings.HasPrefix(strings.TrimSpace(text), "["):
		return at("%s", w.BadHeader)
	case m == nil:
		return at("%s", w.NoEquals)
	}
	return f.badValue(line, m[1], m[2])
}

// badValue returns what is wrong with a value that is not TOML.
func (f *configFile) badValue(line int, key, value string) error {
	w, at := f.words, f.at(line)
	quotes := strings.Count(value, `"`)
	switch {
	case value == "":
		return at(w.ValueMissing, key)
	case quotes == 1 || quotes == 0 && strings.Count(value, "'") == 1:
		return at("%s", w.OpenQuote)
	case strings.HasPrefix(value, `"`) && strings.Contains(value, `\`):
		return at("%s", w.Backslash)
	case !bareWords().MatchString(value):
		return at("%s", w.Syntax)
	}
	// "30 minutes" and "yes" need no quotes, but a number, or true or false.
	if _, kinds := keysOf(configType()); kinds[key] == reflect.Int || kinds[key] == reflect.Bool {
		return f.checkKind(fileKey{name: key, line: line}, kinds[key], defaultOf(key))
	}
	return at(w.WantsText, key, key+" = "+strconv.Quote(value))
}

// setBefore returns the earlier line in the same section that sets the key of a line, or 0.
func (f *configFile) setBefore(lines []string, line int) int {
	m := assignment().FindStringSubmatch(lines[line-1])
	if m == nil {
		return 0
	}
	for n := line - 1; n > 0; n-- {
		before := lines[n-1]
		if strings.HasPrefix(strings.TrimSpace(before), "[") {
			return 0
		}
		if other := assignment().FindStringSubmatch(before); other != nil && other[1] == m[1] {
			return n
		}
	}
	return 0
}
