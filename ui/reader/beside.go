package reader

import (
	"fmt"
	"strings"
	"time"

	"breageek/feed"
	"breageek/ui/locale"
)

// Reference names what a publisher points to beside the text: "Discussion".
func Reference(ref feed.Reference, l *locale.Locale) string {
	said := map[string]string{feed.Comments: l.Discussion, feed.External: l.LinkedPage,
		feed.Via: l.FoundBy}[ref.Kind]
	if ref.Title != "" {
		return said + ", " + ref.Title
	}
	return said
}

// file names what comes with an article: "Audio · 34 min · 12 Mo".
func (d *Layout) file(f feed.Enclosure, n int) []string {
	return d.pointed(File(f, d.look.Locale), f.URL, n)
}

// File names what comes with an article, how long it plays and how large it is, as far
// as the publisher says so: "Audio · 34 min · 12 Mo".
func File(f feed.Enclosure, l *locale.Locale) string {
	kind, _, _ := strings.Cut(f.Type, "/")
	said := map[string]string{"audio": l.Audio, "video": l.Video, "image": l.Picture}[kind]
	if said == "" {
		said = l.Enclosure
	}
	if f.Duration > 0 {
		said += " · " + playingTime(f.Duration)
	}
	if f.Bytes > 0 {
		said += " · " + l.Bytes(f.Bytes)
	}
	return said
}

// playingTime tells how long something plays: "45 s", "34 min", "1 h 04".
func playingTime(d time.Duration) string {
	switch minutes := int(d.Round(time.Minute) / time.Minute); {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d/time.Second))
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	default:
		return fmt.Sprintf("%d h %02d", minutes/60, minutes%60)
	}
}

// pointed is a line that leads to an address: its name, the address and its number.
func (d *Layout) pointed(said, url string, n int) []string {
	th := d.look.Theme
	return []string{th.Dim.Render("▣ "+locale.Bind(said)+" : ") + begin(url) + url + end() +
		th.Dim.Render(number(n))}
}
