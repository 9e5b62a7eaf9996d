package cli

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
	"sync"
	"time"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// defaultConfig is written on the first run and never again: the file belongs to the user.
//
//go:embed config.toml
var defaultConfig string

// config is the content of config.toml.
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

	style *session.Style  // from the file in Theme, or nil
	keep  store.Retention // parsed from Keep
}

type sourceConfig struct {
	Name string `toml:"name"`
	URL  string `toml:"url"`
}

// paths are the places of our files.
type paths struct{ config, data, pictures string }

// findPaths follows the XDG Base Directory Specification, or puts everything into one folder
// if the user names it.
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

// loadConfig reads config.toml, and creates it if there is none. That a folder cannot be
// written is not an error here: writing to it will fail later.
func loadConfig(l *locale.Locale, path string) (config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text = []byte(defaultConfig)
		if file, err := store.Real(path); err == nil && os.MkdirAll(filepath.Dir(file), 0o700) == nil {
			_ = os.WriteFile(file, text, 0o600)
		}
	} else if err != nil {
		return config{}, &sentenceError{fmt.Sprintf(l.Command.NoConfig, notice.Cause(l, err))}
	}
	return parseConfig(l, path, string(text))
}

// defaults returns the options without a configuration.
func defaults() config {
	return config{Theme: "auto", Refresh: 30, Measure: 72, FullText: "auto", Repair: true,
		Pictures: "auto", Keep: "forever"}
}

// parseConfig parses the text of config.toml. Errors name the file, the line and what is
// allowed.
func parseConfig(l *locale.Locale, path, text string) (config, error) {
	c := defaults()
	f, err := readConfigFile(l.Command, path, strings.TrimPrefix(text, "\ufeff"))
	if err != nil {
		return c, err
	}
	if err := toml.Unmarshal(f.text, &c); err != nil {
		return c, f.syntaxError(err)
	}
	if err := c.check(f); err != nil {
		return c, err
	}
	if c.keep, err = parseKeep(c.Keep); err != nil {
		return c, f.wrong("keep", l.Command.BadKeep, strconv.Quote(c.Keep))
	}
	c.style, err = c.readStyle(l, f)
	return c, err
}

// readStyle reads the style file in Theme: relative to config.toml, or to the home folder if
// it begins with "~/".
func (c config) readStyle(l *locale.Locale, f *configFile) (*session.Style, error) {
	w := l.Command
	name := c.Theme
	if !isStyleFile(name) {
		return nil, nil
	}
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, f.wrong("theme", "%s", w.NoHome)
		}
		name = filepath.Join(home, rest)
	} else if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(f.path), name)
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, f.wrong("theme", w.NoStyle, notice.Cause(l, err))
	}
	style, err := session.ParseStyle(file)
	if err != nil {
		return nil, f.wrong("theme", w.BadStyle, name, err)
	}
	return style, nil
}

// keeping matches how long articles are kept: a number of days or an amount of disk space, in
// English or French.
var keeping = pattern(`^(\d{1,6}) ?(d|days?|j|jours?|[MG]B|[MG]o)$`)

// parseKeep parses "forever", "180 days", "500 MB" and the like.
func parseKeep(s string) (k store.Retention, err error) {
	if s == "forever" {
		return k, nil
	}
	part := keeping().FindStringSubmatch(s)
	if part == nil {
		return k, errors.New("not understood")
	}
	n, err := strconv.Atoi(part[1])
	switch {
	case err != nil || n < 1:
		return k, errors.New("not understood")
	case part[2][0] == 'd' || part[2][0] == 'j':
		return store.Retention{Days: n}, nil
	case part[2][0] == 'G':
		return store.Retention{Bytes: int64(n) << 30}, nil
	}
	return store.Retention{Bytes: int64(n) << 20}, nil
}

func isStyleFile(theme string) bool { return strings.HasSuffix(theme, ".json") }

// configError is a mistake in config.toml.
type configError struct {
	path string
	line int // from 1; 0 if unknown
	what string
}

func (e configError) Error() string {
	if e.line == 0 {
		return e.path + ": " + e.what
	}
	return e.path + ":" + strconv.Itoa(e.line) + ": " + e.what
}

// check validates options and sources.
func (c config) check(f *configFile) error {
	w := f.words
	for _, o := range []struct {
		key, value, message string
		allowed             []string
	}{
		{"theme", c.Theme, w.BadTheme, []string{"auto", "light", "dark"}},
		{"language", c.Language, w.BadTongue, []string{"", "fr", "en"}},
		{"full_text", c.FullText, w.BadFullText, []string{"auto", "always", "never"}},
		{"pictures", c.Pictures, w.BadPictures, []string{"auto", "blocks", "off"}},
	} {
		if !slices.Contains(o.allowed, o.value) && !(o.key == "theme" && isStyleFile(o.value)) {
			return f.wrong(o.key, o.message, strconv.Quote(o.value))
		}
	}
	switch {
	case c.Refresh < 0:
		return f.wrong("refresh", w.BadRefresh, strconv.Itoa(c.Refresh))
	case c.Measure < 40 || c.Measure > 80:
		return f.wrong("measure", w.BadMeasure, strconv.Itoa(c.Measure))
	}
	for i, s := range c.Source {
		if err := checkURL(w, s.URL); err != nil {
			return configError{f.path, f.lineInSource(i, "url"), "url: " + err.Error()}
		}
	}
	return nil
}

// checkURL returns what is wrong with a feed's address.
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

// refreshEvery returns the time between refreshes; 0 stands for refreshes by key only.
func (c config) refreshEvery() time.Duration { return time.Duration(c.Refresh) * time.Minute }

// fullText returns whose pages are fetched automatically.
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

// pattern returns a regular expression that is compiled when it is first used: most starts
// of the program need none of them.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
