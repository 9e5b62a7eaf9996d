package sample

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// item is an article as the templates print it.
type item struct {
	*article
	Paper     *paper
	Link      string
	Date      string // RFC 1123 in the feed, RFC 3339 in the page
	Changed   string // RFC 3339; empty when never
	Spoken    string // the date as a page says it: 19 avril 2024
	Clock     string // today as a theme's top bar says it: avril 19, 2024
	Content   string
	Summary   string
	Image     string
	Box, List []item // the site's own links: a box in the text, a list below it
}

func (p *paper) item(a *article, now time.Time, layout string) item {
	it := item{article: a, Paper: p, Link: p.link(a, now), Content: p.body(a, now),
		Summary: a.excerpt(), Date: published(now, a.Age).UTC().Format(layout)}
	if a.Updated != 0 {
		it.Changed = published(now, a.Updated).UTC().Format(time.RFC3339)
	}
	if a.Picture != "" {
		it.Image = p.Site() + "wp-content/uploads/" + a.Picture + ".png"
	}
	return it
}

// rss renders a feed.
func (e *edition) rss(p *paper, articles []*article, now time.Time) ([]byte, error) {
	year, month, day := now.Date()
	built := time.Date(year, month, day, 0, 0, 0, 0, now.Location())
	data := struct {
		*paper
		Built string
		Items []item
	}{paper: p, Built: built.UTC().Format(time.RFC1123Z)}
	for _, a := range articles {
		data.Items = append(data.Items, p.item(a, now, time.RFC1123Z))
	}
	return e.print("feed.tmpl", data)
}

// page renders an article's page.
func (e *edition) page(p *paper, a *article, now time.Time) ([]byte, error) {
	it := p.item(a, now, time.RFC3339)
	out := published(now, a.Age).UTC()
	it.Spoken = fmt.Sprintf("%d %s %d", out.Day(), month(out), out.Year())
	it.Clock = fmt.Sprintf("%s %d, %d", month(now), now.Day(), now.Year())
	others := p.proposed(a)
	for i, o := range others {
		other := p.item(o, now, time.RFC3339)
		if i == 0 {
			it.Box = append(it.Box, other)
			continue
		}
		it.List = append(it.List, other)
	}
	box, err := e.print("box.tmpl", it)
	if err != nil {
		return nil, err
	}
	it.Content = insert(it.Content, string(box))
	return e.print("page.tmpl", it)
}

func month(t time.Time) string {
	return [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		"septembre", "octobre", "novembre", "décembre"}[t.Month()-1]
}

// proposed selects four other articles: of the same first category, then any. A plugin selects
// at random; here the same page is always the same.
func (p *paper) proposed(a *article) (out []*article) {
	start := 0
	for i, o := range p.Articles {
		if o == a {
			start = i
		}
	}
	for _, same := range []bool{true, false} {
		for i := 1; i < len(p.Articles) && len(out) < 4; i++ {
			o := p.Articles[(start+i)%len(p.Articles)]
			if same == (category(o) == category(a)) {
				out = append(out, o)
			}
		}
	}
	return out
}

func category(a *article) string {
	if len(a.Categories) == 0 {
		return ""
	}
	return a.Categories[0]
}

// insert puts a box behind the second paragraph, where the plugin does.
func insert(body, box string) string {
	lines := strings.SplitAfter(body, "\n")
	paragraphs := 0
	for i, line := range lines {
		if strings.HasPrefix(line, "<p") && strings.HasSuffix(strings.TrimSpace(line), "</p>") {
			paragraphs++
		}
		if paragraphs == 2 {
			return strings.Join(lines[:i+1], "") + "\n" + box + strings.Join(lines[i+1:], "")
		}
	}
	return body + "\n" + box
}

func (e *edition) print(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := e.template.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}
