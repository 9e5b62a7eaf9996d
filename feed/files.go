package feed

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// maxFiles bounds the files of one article.
const maxFiles = 20

// files takes the pictures and files that come with an item: enclosures, attachments, and
// the broadcasts of Media RSS.
func (r *reader) files(a *Article, it *gofeed.Item, o original) {
	for i, e := range it.Enclosures {
		size, _ := strconv.ParseInt(strings.TrimSpace(e.Length), 10, 64)
		file := Enclosure{URL: e.URL, Type: markup.Line(e.Type), Bytes: max(0, size)}
		if o.json != nil && o.json.Attachments != nil && i < len(*o.json.Attachments) {
			file.Duration = seconds((*o.json.Attachments)[i].DurationInSeconds)
		}
		r.file(a, file)
	}
	m := media(it.Extensions)
	for _, c := range m["media"]["content"] {
		typ := strings.ToLower(c.Attrs["type"])
		medium := strings.ToLower(c.Attrs["medium"])
		if !strings.HasPrefix(typ, "audio/") && !strings.HasPrefix(typ, "video/") &&
			medium != "audio" && medium != "video" {
			continue
		}
		size, _ := strconv.ParseInt(strings.TrimSpace(c.Attrs["fileSize"]), 10, 64)
		r.file(a, Enclosure{URL: c.Attrs["url"], Type: markup.Line(c.Attrs["type"]),
			Bytes: max(0, size), Duration: duration(c.Attrs["duration"])})
	}
	if it.ITunesExt != nil { // of the episode, which is the first sound or film
		for i, f := range a.Enclosures {
			if strings.HasPrefix(f.Type, "audio/") || strings.HasPrefix(f.Type, "video/") {
				if f.Duration == 0 {
					a.Enclosures[i].Duration = duration(it.ITunesExt.Duration)
				}
				break
			}
		}
	}
	r.picture(a, it, m)
	if o.json != nil && a.Image == "" {
		a.Image = markup.Link(r.doc.Restore(o.json.BannerImage), r.base)
	}
	r.described(a, m)
}

// described puts the pictures into the text that come beside it with a description of
// their own (Media RSS 1.5.1, media:description), as posts on Mastodon have several: the
// featured one before it where there is a title, all others behind it.
func (r *reader) described(a *Article, m ext.Extensions) {
	var figures []markup.Figure
	for _, c := range m["media"]["content"] {
		f := markup.Figure{URL: markup.Link(r.doc.Restore(c.Attrs["url"]), r.base)}
		for _, d := range c.Children["description"] {
			f.Alt = lineOf(r.doc.Text(d.Value, repair.Unspecified))
		}
		image := c.Attrs["medium"] == "image" || strings.HasPrefix(c.Attrs["type"], "image/")
		said := strings.Contains(a.Summary, f.Alt) // also by an empty one
		if image && f.URL != "" && !said && !isAvatar(f.URL) {
			figures = append(figures, f)
		}
	}
	if a.Body.IsZero() || len(figures) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, f := range markup.Pictures(a.Body) {
		seen[f.URL] = true
	}
	var before, after []markup.Figure
	for _, f := range figures {
		switch {
		case seen[f.URL] || seen[f.Alt] || len(seen) >= maxFiles:
			continue
		case f.URL == a.Image && a.Title != "":
			before = append(before, f)
		default:
			after = append(after, f)
		}
		seen[f.URL], seen[f.Alt] = true, true // one description: the same picture in another size
	}
	if len(before)+len(after) > 0 {
		a.Body = markup.Weighed(markup.Illustrated(a.Body, before, after))
	}
}

// file adds one, or completes what is known of it.
func (r *reader) file(a *Article, f Enclosure) {
	f.URL = markup.Link(r.doc.Restore(f.URL), r.base)
	if f.URL == "" {
		return
	}
	same := func(o Enclosure) bool { return o.URL == f.URL }
	if i := slices.IndexFunc(a.Enclosures, same); i >= 0 {
		known := &a.Enclosures[i]
		known.Bytes, known.Duration = max(known.Bytes, f.Bytes), max(known.Duration, f.Duration)
		return
	}
	if len(a.Enclosures) < maxFiles {
		a.Enclosures = append(a.Enclosures, f)
	}
}

// picture chooses the featured picture: the one the item names, an enclosed one, one of
// Media RSS, and the first of the text where it is the same or the only one.
func (r *reader) picture(a *Article, it *gofeed.Item, m ext.Extensions) {
	for _, e := range a.Enclosures {
		if strings.HasPrefix(e.Type, "image/") && !isAvatar(e.URL) {
			a.Image = e.URL
			break
		}
	}
	if it.ITunesExt != nil && it.ITunesExt.Image != "" || it.Image != nil && len(m["media"]) == 0 {
		if u := markup.Link(r.doc.Restore(imageOf(it)), r.base); u != "" && !isAvatar(u) {
			a.Image, a.ImageAlt = u, ""
			if it.Image != nil {
				a.ImageAlt = markup.Line(r.doc.Restore(it.Image.Title))
			}
		}
	}
	if a.Image == "" {
		address, alt := r.mediaImage(m, a.Author)
		if a.Image = markup.Link(r.doc.Restore(address), r.base); a.Image != "" {
			a.ImageAlt = alt
		}
	}
	if url, alt := markup.Picture(a.Body); url != "" && !isAvatar(url) &&
		(a.Image == "" || a.Image == url) {
		a.Image, a.ImageAlt = url, alt
	}
}

func imageOf(it *gofeed.Item) string {
	if it.Image != nil {
		return it.Image.URL
	}
	return it.ITunesExt.Image
}

// mediaImage finds a picture among the elements of Media RSS, and what is said of it. One
// that is called as the author is shows the author (WordPress.com).
func (r *reader) mediaImage(m ext.Extensions, author string) (address, alt string) {
	for _, c := range m["media"]["content"] {
		if c.Attrs["medium"] != "image" && !strings.HasPrefix(c.Attrs["type"], "image/") {
			continue
		}
		title := ""
		for _, t := range c.Children["title"] {
			title = markup.Line(r.doc.Restore(t.Value))
		}
		if !isAvatar(c.Attrs["url"]) && (title == "" || title != author) {
			for _, d := range c.Children["description"] {
				alt = lineOf(r.doc.Text(d.Value, repair.Unspecified))
			}
			return c.Attrs["url"], alt
		}
	}
	for _, c := range m["media"]["thumbnail"] {
		if !isAvatar(c.Attrs["url"]) {
			return c.Attrs["url"], ""
		}
	}
	return "", ""
}

// isAvatar recognises the picture of a person's account by its address: those of Gravatar
// and of sites that keep a place for them.
func isAvatar(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if strings.HasSuffix(host, "gravatar.com") || strings.HasPrefix(host, "avatar") {
		return true
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		switch segment {
		case "avatar", "avatars", "profile_images", "user_avatar":
			return true
		}
	}
	return false
}

// media gathers the elements of Media RSS of an item: those of a group or of a file are
// the item's, too (Media RSS 1.5.1, "Optional elements").
func media(e ext.Extensions) ext.Extensions {
	if len(e["media"]) == 0 {
		return nil
	}
	found := map[string][]ext.Extension{}
	var gather func(elements map[string][]ext.Extension, depth int)
	gather = func(elements map[string][]ext.Extension, depth int) {
		for _, name := range []string{"title", "description", "content", "thumbnail"} {
			found[name] = append(found[name], elements[name]...)
		}
		if depth == 4 {
			return
		}
		for _, name := range []string{"group", "content"} {
			for _, inner := range elements[name] {
				gather(inner.Children, depth+1)
			}
		}
	}
	gather(e["media"], 0)
	return ext.Extensions{"media": found}
}

var withUnits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:pt)?(?:(\d{1,5})\s*(?:h|hrs?|hours?))?[\s,]*` +
		`(?:(\d{1,5})\s*(?:m|mins?|minutes?)\.?)?[\s,]*(?:(\d{1,6})(?:\.\d+)?\s*(?:s|secs?|seconds?))?$`)
})

// seconds bounds a duration that a publisher states.
func seconds(n int64) time.Duration {
	if n <= 0 || n > 1<<31 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// duration reads how long a broadcast takes: seconds, MM:SS or HH:MM:SS (Apple's
// itunes:duration; Media RSS has seconds), or with units: PT1H2M3S (ISO 8601), "1h 2m 3s",
// "45 min".
func duration(s string) time.Duration {
	total := int64(0)
	if m := withUnits().FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		for i, unit := range []int64{3600, 60, 1} {
			n, _ := strconv.ParseInt(cmp.Or(m[i+1], "0"), 10, 32)
			total += n * unit
		}
		return seconds(total)
	}
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) > 3 {
		return 0
	}
	for _, part := range parts {
		whole, _, _ := strings.Cut(part, ".")
		n, err := strconv.ParseInt(strings.TrimSpace(whole), 10, 32)
		if err != nil || n < 0 {
			return 0
		}
		total = total*60 + n
	}
	return seconds(total)
}
