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

	"breageek/feed/markup"
)

// maxFiles limits the files of one article.
const maxFiles = 20

// files takes the pictures and files that come with an entry: enclosures, attachments, and the
// broadcasts of Media RSS.
func (r *reader) files(a *Article, e *entry) {
	for _, f := range e.enclosures {
		r.file(a, f)
	}
	for _, c := range e.media.contents {
		if c.plays() {
			size, _ := strconv.ParseInt(strings.TrimSpace(c.size), 10, 64)
			r.file(a, Enclosure{URL: c.address, Type: markup.Line(c.typ), Bytes: max(0, size),
				Duration: duration(c.duration)})
		}
	}
	// The playing time is that of the episode, which is the first sound or film.
	i := slices.IndexFunc(a.Enclosures, func(f Enclosure) bool {
		return strings.HasPrefix(f.Type, "audio/") || strings.HasPrefix(f.Type, "video/")
	})
	if i >= 0 && a.Enclosures[i].Duration == 0 {
		a.Enclosures[i].Duration = duration(e.playing)
	}
	r.picture(a, e)
	r.described(a, e)
}

// file adds a file, or completes what is known about it.
func (r *reader) file(a *Article, f Enclosure) {
	f.URL = markup.Link(f.URL, r.base)
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

// picture chooses the featured picture: the one that the entry names, or an enclosed one, or
// one of Media RSS; otherwise the first of the text, or the banner. The first of the text also
// gives its description if it is the same picture.
func (r *reader) picture(a *Article, e *entry) {
	if own := r.portrayed(e.image); own != "" {
		a.Image = own
	} else if i := slices.IndexFunc(a.Enclosures, isPicture); i >= 0 {
		a.Image = a.Enclosures[i].URL
	} else {
		a.Image, a.ImageAlt = r.mediaImage(e.media, a.Author)
	}
	url, alt := markup.Picture(a.Body)
	if url != "" && !isAvatar(url) && (a.Image == "" || a.Image == url) {
		a.Image, a.ImageAlt = url, alt
	}
	if a.Image == "" {
		a.Image = markup.Link(e.banner, r.base)
	}
}

func isPicture(f Enclosure) bool { return strings.HasPrefix(f.Type, "image/") && !isAvatar(f.URL) }

// portrayed returns the address of a picture, or "" if it is the avatar of an account.
func (r *reader) portrayed(address string) string {
	if u := markup.Link(address, r.base); !isAvatar(u) {
		return u
	}
	return ""
}

// mediaImage finds a picture among the elements of Media RSS, and its description. A picture
// whose title is the author's name shows the author (WordPress.com).
func (r *reader) mediaImage(m mediaGroup, author string) (address, alt string) {
	for _, c := range m.contents {
		if c.isImage() && !isAvatar(c.address) && (c.title == "" || c.title != author) {
			if address = markup.Link(c.address, r.base); address == "" {
				return "", ""
			}
			return address, c.description
		}
	}
	for _, thumbnail := range m.thumbnails {
		if !isAvatar(thumbnail) {
			return markup.Link(thumbnail, r.base), ""
		}
	}
	return "", ""
}

// described adds the pictures to the text that come with a description of their own (Media RSS
// 1.5.1, media:description), as posts on Mastodon do. The featured one goes before the text of
// an article that has a title, all others behind it.
func (r *reader) described(a *Article, e *entry) {
	figures := r.figures(a, e)
	if a.Body.IsZero() || len(figures) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, f := range markup.Pictures(a.Body) {
		seen[f.URL] = true
	}
	var above, below []markup.Figure
	for _, f := range figures {
		switch {
		case seen[f.URL] || seen[f.Alt] || len(seen) >= maxFiles:
			continue
		case f.URL == a.Image && a.Title != "":
			above = append(above, f)
		default:
			below = append(below, f)
		}
		seen[f.URL], seen[f.Alt] = true, true // one description: the same picture, another size
	}
	if len(above)+len(below) > 0 {
		a.Body = markup.Weighed(markup.Illustrated(a.Body, above, below))
	}
}

// figures returns the pictures of Media RSS whose description says more than the summary.
func (r *reader) figures(a *Article, e *entry) (figures []markup.Figure) {
	for _, c := range e.media.contents {
		f := markup.Figure{URL: markup.Link(c.address, r.base), Alt: c.description}
		known := strings.Contains(a.Summary, f.Alt) // an empty one, too
		if c.isImage() && f.URL != "" && !known && !isAvatar(f.URL) {
			figures = append(figures, f)
		}
	}
	return figures
}

// isAvatar reports whether an address is that of an account's picture: on Gravatar, or in one
// of the folders that sites keep such pictures in.
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

var withUnits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:pt)?(?:(\d{1,5})\s*(?:h|hrs?|hours?))?[\s,]*` +
		`(?:(\d{1,5})\s*(?:m|mins?|minutes?)\.?)?[\s,]*(?:(\d{1,6})(?:\.\d+)?\s*(?:s|secs?|seconds?))?$`)
})

// seconds converts a publisher's number of seconds, within reason.
func seconds(n int64) time.Duration {
	if n <= 0 || n > 1<<31 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// duration parses a playing time: seconds, MM:SS or HH:MM:SS (Apple's itunes:duration; Media
// RSS has seconds), or a form with units: PT1H2M3S (ISO 8601), "1h 2m 3s", "45 min".
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
