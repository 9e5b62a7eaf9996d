package sample

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"html"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
)

//go:embed edition
var printed embed.FS

var (
	slugs    = regexp.MustCompile(`="(/?)@([a-z0-9-]+)"`)
	unspoken = regexp.MustCompile(`(?s)<(?:figure|table)\b.*?</(?:figure|table)>|<[^>]*>`)
)

// edition holds both papers.
type edition struct {
	papers   map[string]*paper // by host
	template *template.Template
}

// paper is one WordPress site.
type paper struct {
	Host     string
	Name     string // as in the channel's title: with an entity that XML lacks
	Tagline  string
	Footer   bool // Yoast signs every item
	Articles []*article
	bySlug   map[string]*article
}

// Site is the address of the front page.
func (p *paper) Site() string { return "https://" + p.Host + "/" }

// Plain returns the paper's name as text.
func (p *paper) Plain() string { return html.UnescapeString(p.Name) }

// article is one file of the edition.
type article struct {
	ID               int
	Slug             string
	Title            string
	Author           string
	Categories, Tags []string
	Age, Updated     time.Duration // before now; Updated is 0 when never
	Picture, Alt     string
	Excerpt          string
	Teaser           bool
	Twice            bool
	Flat             bool
	Body             string
}

func open() (*edition, error) {
	e := &edition{papers: map[string]*paper{}}
	for _, p := range []*paper{
		{Host: gazette, Name: "La Gazette de Port-Vieil, le journal de l&rsquo;estuaire",
			Tagline: "Chaque jour, les nouvelles du port et de la baie", Footer: true},
		{Host: semaphore, Name: "Le S&eacute;maphore",
			Tagline: "Le journal de Vaurelle et du haut pays"},
	} {
		e.papers[p.Host] = p
		if err := p.read(); err != nil {
			return nil, err
		}
	}
	var err error
	e.template, err = template.New("").Funcs(template.FuncMap{
		"text": html.EscapeString, "title": numeric,
	}).ParseFS(printed, "edition/*.tmpl")
	return e, err
}

// read reads a paper's folder, newest article first.
func (p *paper) read() error {
	dir := path.Join("edition", p.Host)
	files, err := printed.ReadDir(dir)
	if err != nil {
		return err
	}
	p.bySlug = map[string]*article{}
	for _, f := range files {
		b, err := printed.ReadFile(path.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		_, slug, _ := strings.Cut(strings.TrimSuffix(f.Name(), ".html"), "-")
		a, err := parse(slug, string(b))
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		p.Articles = append(p.Articles, a)
		p.bySlug[slug] = a
	}
	slices.SortStableFunc(p.Articles, func(a, b *article) int { return cmp.Compare(a.Age, b.Age) })
	return nil
}

// parse parses an article's file; see the package comment.
func parse(slug, text string) (*article, error) {
	header, rest, ok := strings.Cut(text, "\n\n")
	if !ok {
		return nil, errors.New("no empty line after the header")
	}
	a := &article{Slug: slug, Body: strings.TrimSpace(rest)}
	for line := range strings.Lines(header) {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("header line %q", line)
		}
		if err := a.set(key, strings.Trim(value, " \n")); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	if a.ID == 0 || a.Title == "" || a.Author == "" || a.Age == 0 {
		return nil, errors.New("id, title, author or age is missing")
	}
	return a, nil
}

func (a *article) set(key, value string) (err error) {
	switch key {
	case "id":
		a.ID, err = strconv.Atoi(value)
	case "title":
		a.Title = value
	case "author":
		a.Author = value
	case "categories":
		a.Categories = list(value)
	case "tags":
		a.Tags = list(value)
	case "age":
		a.Age, err = age(value)
	case "updated":
		a.Updated, err = age(value)
	case "picture":
		if a.Picture = value; pictures()[value] == nil {
			err = fmt.Errorf("no picture is named %q", value)
		}
	case "alt":
		a.Alt = value
	case "excerpt":
		a.Excerpt = value
	case "flags":
		flags := strings.Fields(value)
		a.Teaser = slices.Contains(flags, "teaser")
		a.Twice = slices.Contains(flags, "twice")
		a.Flat = slices.Contains(flags, "flat")
	default:
		err = errors.New("unknown")
	}
	return err
}

func list(s string) (out []string) {
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// age parses a duration that may begin with days, which [time.ParseDuration] does not accept.
func age(s string) (time.Duration, error) {
	var days int
	if d, rest, ok := strings.Cut(s, "d"); ok {
		var err error
		if days, err = strconv.Atoi(d); err != nil {
			return 0, err
		}
		s = rest
	}
	if s == "" {
		return time.Duration(days) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	return d + time.Duration(days)*24*time.Hour, err
}

// published returns when an article of some age was published.
func published(now time.Time, age time.Duration) time.Time {
	return now.Add(-age).Round(time.Minute)
}

// link returns the address of an article's page.
func (p *paper) link(a *article, now time.Time) string {
	return fmt.Sprintf("%s%d/%s/", p.Site(), published(now, a.Age).UTC().Year(), a.Slug)
}

// body returns an article's text with the addresses of the others filled in: @slug stands for
// an absolute one, /@slug for one from the site's root. An unknown slug stays, so that a test
// finds it.
func (p *paper) body(a *article, now time.Time) string {
	return slugs.ReplaceAllStringFunc(a.Body, func(m string) string {
		parts := slugs.FindStringSubmatch(m)
		to := p.bySlug[parts[2]]
		if to == nil {
			return m
		}
		link := p.link(to, now)
		if parts[1] != "" {
			link = "/" + strings.TrimPrefix(link, p.Site())
		}
		return `="` + link + `"`
	})
}

// excerpt returns what WordPress makes of a text without an excerpt of its own
// (wp_trim_excerpt): its first 55 words without pictures and tables.
func (a *article) excerpt() string {
	text := a.Excerpt
	if text == "" {
		text = html.UnescapeString(unspoken.ReplaceAllString(a.Body, " "))
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' })
	if len(words) > 55 {
		words = words[:55]
	}
	return html.EscapeString(strings.Join(words, " ")) + " [&#8230;]"
}

// numeric writes a title as wptexturize and the_title_rss do.
func numeric(s string, twice bool) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '’', '‘', '«', '»', '…', '—', '–', '\u00a0', '\u202f', '\u2009', '&', '<', '>':
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	if twice {
		return strings.ReplaceAll(b.String(), "&#", "&amp;#")
	}
	return b.String()
}
