package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/adrg/xdg"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui"
	"breageek/ui/locale"
)

// defaultConfig is written on the first run, and never again: the file belongs
// to the reader.
//
//go:embed config.toml
var defaultConfig string

// config is config.toml.
type config struct {
	Source   []sourceConfig `toml:"source"`
	Language string         `toml:"language"`
	Theme    string         `toml:"theme"`
	Refresh  int            `toml:"refresh"` // minutes
	Measure  int            `toml:"measure"` // cells
	FullText string         `toml:"full_text"`
	Repair   bool           `toml:"repair"`
	Pictures string         `toml:"pictures"`
	Keep     string         `toml:"keep"`

	style *ui.Style  // of the file that Theme names; nil without one
	keep  store.Keep // what Keep says
}

type sourceConfig struct {
	Name string `toml:"name"`
	URL  string `toml:"url"`
}

// paths is where things are kept.
type paths struct{ config, data, pictures string }

// findPaths follows the XDG Base Directory Specification, or puts everything
// under one folder where the reader names it.
func findPaths(w locale.Command, dir string) (paths, error) {
	if dir != "" {
		abs, err := filepath.Abs(dir)
		return paths{filepath.Join(abs, "config.toml"), abs, filepath.Join(abs, "pictures")}, err
	}
	if _, err := os.UserHomeDir(); err != nil && os.Getenv("XDG_DATA_HOME") == "" {
		return paths{}, &sentenceError{w.NoHome}
	}
	return paths{
		filepath.Join(xdg.ConfigHome, "breageek", "config.toml"),
		filepath.Join(xdg.DataHome, "breageek"),
		filepath.Join(xdg.CacheHome, "breageek", "pictures"),
	}, nil
}

// loadConfig reads config.toml, and writes it first where there is none. A folder
// that cannot be written is no error here: what must be kept will say so itself.
func loadConfig(l *locale.Locale, path string) (config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text = []byte(defaultConfig)
		if os.MkdirAll(filepath.Dir(path), 0o700) == nil {
			_ = os.WriteFile(path, text, 0o600)
		}
	} else if err != nil {
		return config{}, &sentenceError{fmt.Sprintf(l.Command.NoConfig, ui.Cause(l, err))}
	}
	return parseConfig(l, path, string(text))
}

// parseConfig reads the text of config.toml. Errors name the file, the line and
// what would be accepted.
func parseConfig(l *locale.Locale, path, text string) (config, error) {
	w := l.Command
	c := config{Theme: "auto", Refresh: 30, Measure: 72, FullText: "auto", Repair: true,
		Pictures: "auto", Keep: "forever"}
	meta, err := toml.Decode(text, &c)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return c, configError{path, syntax.Position.Line, syntax.Message}
	}
	if err != nil {
		return c, configError{path, lineOf(text, keyIn(err.Error())), tidy(err.Error())}
	}
	for _, key := range meta.Undecoded() {
		return c, configError{path, lineOfUnknown(text, key), fmt.Sprintf(
			w.UnknownKey, strconv.Quote(key.String()))}
	}
	if err := c.check(w, path, text); err != nil {
		return c, err
	}
	if c.keep, err = parseKeep(c.Keep); err != nil {
		return c, configError{path, lineOf(text, "keep"), fmt.Sprintf(w.BadKeep, strconv.Quote(c.Keep))}
	}
	c.style, err = c.readStyle(l, path, text)
	return c, err
}

// readStyle reads the style file that the theme names: relative to config.toml, or to
// the reader's home where it begins with "~/".
func (c config) readStyle(l *locale.Locale, path, text string) (*ui.Style, error) {
	w := l.Command
	name := c.Theme
	if !isStyleFile(name) {
		return nil, nil
	}
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, configError{path, lineOf(text, "theme"), w.NoHome}
		}
		name = filepath.Join(home, rest)
	} else if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(path), name)
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, configError{path, lineOf(text, "theme"), fmt.Sprintf(w.NoStyle, ui.Cause(l, err))}
	}
	style, err := ui.ParseStyle(file)
	if err != nil {
		return nil, configError{path, lineOf(text, "theme"), fmt.Sprintf(w.BadStyle, name, err)}
	}
	return style, nil
}

// keeping matches how long articles are kept: so many days, or so much of the disk, in
// English or French.
var keeping = regexp.MustCompile(`^(\d{1,6}) ?(d|days?|j|jours?|[MG]B|[MG]o)$`)

// parseKeep reads "forever", "180 days", "500 MB" and the like.
func parseKeep(s string) (k store.Keep, err error) {
	if s == "forever" {
		return k, nil
	}
	part := keeping.FindStringSubmatch(s)
	if part == nil {
		return k, errors.New("not understood")
	}
	n, err := strconv.Atoi(part[1])
	switch {
	case err != nil || n < 1:
		return k, errors.New("not understood")
	case part[2][0] == 'd' || part[2][0] == 'j':
		return store.Keep{Days: n}, nil
	case part[2][0] == 'G':
		return store.Keep{Bytes: int64(n) << 30}, nil
	}
	return store.Keep{Bytes: int64(n) << 20}, nil
}

func isStyleFile(theme string) bool { return strings.HasSuffix(theme, ".json") }

// configError is what is wrong in config.toml, and where.
type configError struct {
	path string
	line int // from 1; 0 when it is not known
	what string
}

func (e configError) Error() string {
	if e.line == 0 {
		return e.path + ": " + e.what
	}
	return e.path + ":" + strconv.Itoa(e.line) + ": " + e.what
}

func (c config) check(w locale.Command, path, text string) error {
	wrong := func(key, form, value string) error {
		return configError{path, lineOf(text, key), fmt.Sprintf(form, value)}
	}
	switch {
	case c.Theme != "auto" && c.Theme != "light" && c.Theme != "dark" && !isStyleFile(c.Theme):
		return wrong("theme", w.BadTheme, strconv.Quote(c.Theme))
	case c.Language != "" && c.Language != "fr" && c.Language != "en":
		return wrong("language", w.BadTongue, strconv.Quote(c.Language))
	case c.FullText != "auto" && c.FullText != "always" && c.FullText != "never":
		return wrong("full_text", w.BadFullText, strconv.Quote(c.FullText))
	case c.Pictures != "auto" && c.Pictures != "blocks" && c.Pictures != "off":
		return wrong("pictures", w.BadPictures, strconv.Quote(c.Pictures))
	case c.Refresh < 0:
		return wrong("refresh", w.BadRefresh, strconv.Itoa(c.Refresh))
	case c.Measure < 40 || c.Measure > 80:
		return wrong("measure", w.BadMeasure, strconv.Itoa(c.Measure))
	}
	for i, s := range c.Source {
		if err := checkURL(w, s.URL); err != nil {
			return configError{path, lineInSource(text, "url", i), "url: " + err.Error()}
		}
	}
	return nil
}

// checkURL says what is wrong with a feed's address.
func checkURL(w locale.Command, url string) error {
	shown := strconv.Quote(feed.Shown(url))
	scheme, rest, ok := strings.Cut(feed.Unfeed(url), "://")
	scheme = strings.ToLower(scheme)
	switch {
	case url == "":
		return errors.New(w.NoAddress)
	case !ok || scheme != "http" && scheme != "https":
		return fmt.Errorf(w.NoScheme, shown)
	case rest == "" || strings.HasPrefix(rest, "/"):
		return fmt.Errorf(w.NoSite, shown)
	}
	return nil
}

// lineOf gives the number of the line that sets a key, 0 for none.
func lineOf(text, key string) int { return lineAmong(strings.Split(text, "\n"), key) }

func lineAmong(lines []string, key string) int {
	sets := regexp.MustCompile(`^\s*(\[+\s*)?"?` + regexp.QuoteMeta(key) + `"?\s*(=|\]|\.)`)
	return 1 + slices.IndexFunc(lines, sets.MatchString)
}

// lineOfUnknown gives the line of a key that means nothing: of one in a source,
// there, and not where a key of that name is set at the top.
func lineOfUnknown(text string, key toml.Key) int {
	last := key[len(key)-1]
	if len(key) == 1 || key[0] != "source" {
		return lineOf(text, last)
	}
	for i, head := range sourceLines(text) {
		if line := lineInSource(text, last, i); line != head {
			return line
		}
	}
	return lineOf(text, last)
}

// lineInSource gives the line of a key of source n, from 0; that of its [[source]]
// where it has none.
func lineInSource(text, key string, n int) int {
	heads := sourceLines(text)
	if n >= len(heads) { // the sources are written in another way
		return 0
	}
	lines := strings.Split(text, "\n")[heads[n]:]
	if end := slices.IndexFunc(lines, isHeader); end >= 0 {
		lines = lines[:end]
	}
	return heads[n] + lineAmong(lines, key)
}

// sourceLines gives the lines of the [[source]] headers.
func sourceLines(text string) []int {
	var heads []int
	for i, line := range strings.Split(text, "\n") {
		if name, ok := strings.CutPrefix(strings.Join(strings.Fields(line), ""), "[["); ok &&
			(strings.HasPrefix(name, "source]]") || strings.HasPrefix(name, `"source"]]`)) {
			heads = append(heads, i+1)
		}
	}
	return heads
}

func isHeader(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "[") }

// keyIn finds the key that a type error of the TOML library is about.
func keyIn(message string) string {
	_, rest, ok := strings.Cut(message, `"`)
	if !ok {
		return ""
	}
	key, _, _ := strings.Cut(rest, `"`)
	return key[strings.LastIndex(key, ".")+1:]
}

func tidy(message string) string { return strings.TrimPrefix(message, "toml: ") }

// refreshEvery is the time between refreshes; 0 is only by hand.
func (c config) refreshEvery() time.Duration { return time.Duration(c.Refresh) * time.Minute }

// fullText says whose pages are asked for unbidden.
func (c config) fullText() refresh.FullText {
	switch c.FullText {
	case "always":
		return refresh.Always
	case "never":
		return refresh.Never
	}
	return refresh.Auto
}

func (c config) sources() []feed.Source {
	all := make([]feed.Source, len(c.Source))
	for i, s := range c.Source {
		all[i] = feed.Source{Name: s.Name, URL: s.URL}
	}
	return all
}
