package plain

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
)

// Report is what "breageek doctor" found.
type Report struct {
	Folder, Archive, Config string
	Now                     time.Time
	Health                  store.Health
	Pictures                int
	PictureBytes            int64
	Every                   time.Duration // between refreshes of an open reader; 0 is by hand
	Keep                    string        // the rule as the configuration has it
	Expired                 store.Expired
	Sources                 []store.SourceStatus // the configured ones
}

// Doctor writes a report for people.
func (p Printer) Doctor(r Report) error {
	w := bufio.NewWriter(p.Out)
	d, l, h := p.Locale.Doctor, p.Locale, r.Health
	section := func(title string) { _, _ = fmt.Fprintf(w, "%s\n", title) }
	line := func(name, text string) {
		pad := strings.Repeat(" ", max(0, 8-len([]rune(name))))
		_, _ = fmt.Fprintf(w, "  %s%s  %s\n", name, pad, text)
	}
	section(d.Kept)
	line(d.Folder, r.Folder)
	line(d.Archive, strings.Join(p.archive(h), " · "))
	line(d.Marks, strings.Join([]string{l.Count(h.Read, d.ReadNoun), l.Count(h.Starred, d.StarNoun),
		l.Count(h.Watched, d.WatchNoun), p.size(h.StateBytes)}, " · "))
	line(d.Pictures, l.Count(r.Pictures, d.PictureNoun)+" · "+p.size(r.PictureBytes))
	section("\n" + d.Sources)
	for _, s := range r.Sources {
		name := s.Name
		if name == "" {
			name = feed.Shown(s.URL)
		}
		_, _ = fmt.Fprintf(w, "  %s — %s\n", name, strings.Join(p.source(s, r.Now), " · "))
	}
	if len(r.Sources) == 0 {
		_, _ = fmt.Fprintf(w, "  %s\n", d.NoSources)
	}
	_, _ = fmt.Fprintf(w, "  %s\n", p.pace(r.Every))
	section("\n" + d.Rule)
	_, _ = fmt.Fprintf(w, "  %s\n", p.rule(r))
	section("\n" + d.Advice)
	for _, advice := range p.advice(r) {
		_, _ = fmt.Fprintf(w, "  %s\n", advice)
	}
	return w.Flush()
}

// archive tells what the archive holds and whether it is sound.
func (p Printer) archive(h store.Health) []string {
	d, l := p.Locale.Doctor, p.Locale
	parts := []string{l.Count(h.Articles, d.ArticleNoun)}
	if h.Excerpts > 0 {
		parts[0] += ", " + l.Count(h.Excerpts, d.ExcerptNoun)
	}
	if h.Waiting > 0 {
		parts = append(parts, fmt.Sprintf(d.Waiting, l.Number(h.Waiting)))
	}
	state := d.Sound
	if h.Faults != nil {
		state = fmt.Sprintf(d.Unsound, strings.Join(h.Faults, " ; "))
	}
	return append(parts, p.size(h.Bytes), state)
}

// source tells how a source last answered, and when it may be asked again.
func (p Printer) source(s store.SourceStatus, now time.Time) []string {
	d, l := p.Locale.Doctor, p.Locale
	at := func(form string, t time.Time) string { return fmt.Sprintf(form, l.DateTime(t.In(p.Zone))) }
	if s.LastTried.IsZero() && s.LastOK.IsZero() {
		return []string{d.NeverAsked}
	}
	parts := []string{l.Count(s.Articles, d.ArticleNoun)}
	if !s.LastOK.IsZero() {
		parts = append(parts, at(d.AnsweredAt, s.LastOK))
	}
	if s.LastError != "" {
		parts = append(parts, fmt.Sprintf(d.FailedAt, l.DateTime(s.LastTried.In(p.Zone)),
			markup.Line(s.LastError)))
	}
	if wait := s.Validators.Wait; wait.After(now) {
		parts = append(parts, at(d.NextAt, wait))
	}
	return parts
}

// pace tells when sources are asked again that did not ask for a pause.
func (p Printer) pace(every time.Duration) string {
	d := p.Locale.Doctor
	if every == 0 {
		return d.ByHand
	}
	return fmt.Sprintf(d.Every, p.Locale.Number(int(every.Minutes()))+" min")
}

// rule tells what is kept, and what would go.
func (p Printer) rule(r Report) string {
	d, l, e := p.Locale.Doctor, p.Locale, r.Expired
	switch {
	case r.Keep == "forever":
		return d.Forever
	case e.Articles == 0:
		return fmt.Sprintf(d.NothingGoes, r.Keep)
	}
	return fmt.Sprintf(d.WouldGo, r.Keep, l.Count(e.Articles, d.ArticleNoun), p.size(e.Bytes),
		l.Date(e.Oldest.In(p.Zone)), l.Date(e.Newest.In(p.Zone)))
}

// advice says what a reader can do about what was found.
func (p Printer) advice(r Report) (all []string) {
	d := p.Locale.Doctor
	if r.Health.Faults != nil {
		all = append(all, fmt.Sprintf(d.AdviceUnsound, r.Archive))
	}
	if len(r.Sources) == 0 {
		all = append(all, fmt.Sprintf(p.Locale.NoSources, r.Config))
	}
	for _, s := range r.Sources {
		name := s.Name
		if name == "" {
			name = feed.Shown(s.URL)
		}
		switch {
		case s.LastTried.IsZero() && s.LastOK.IsZero():
			all = append(all, fmt.Sprintf(d.AdviceNotHere, name))
		case s.LastError != "":
			all = append(all, fmt.Sprintf(d.AdviceFailed, name, r.Config))
		}
	}
	if r.Health.Waiting > 0 {
		all = append(all, d.AdviceWaiting)
	}
	if r.Health.Excerpts > 20 && 2*r.Health.Excerpts > r.Health.Articles {
		all = append(all, d.AdviceExcerpts)
	}
	for _, name := range r.Health.Unmerged {
		all = append(all, fmt.Sprintf(d.AdviceUnmerged, markup.Line(name), r.Folder))
	}
	if aside := r.Health.Aside; len(aside) > 0 {
		all = append(all, fmt.Sprintf(d.AdviceAside, r.Folder, names(aside)))
	}
	if len(all) == 0 {
		all = []string{d.NoAdvice}
	}
	return all
}

// names writes the names of files, the first of many.
func names(files []string) string {
	const most = 5
	var b strings.Builder
	for i, name := range files {
		if i == most {
			return b.String() + " …"
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(markup.Line(name))
	}
	return b.String()
}

// size writes bytes as people say them.
func (p Printer) size(n int64) string { return p.Locale.Bytes(n) }

// health is a report in JSON. Times are RFC 3339 in UTC, null where they are not known.
type health struct {
	Folder  string `json:"folder"`
	Archive struct {
		Articles int      `json:"articles"`
		Excerpts int      `json:"excerpts"`
		Waiting  int      `json:"waiting"`
		Bytes    int64    `json:"bytes"`
		Faults   []string `json:"faults"`
	} `json:"archive"`
	State struct {
		Read     int      `json:"read"`
		Starred  int      `json:"starred"`
		Watched  int      `json:"watched"`
		Bytes    int64    `json:"bytes"`
		Unmerged []string `json:"unmerged"` // copies that cannot be read
	} `json:"state"`
	Aside    []string `json:"aside"` // files that are not used any more
	Pictures struct {
		Count int   `json:"count"`
		Bytes int64 `json:"bytes"`
	} `json:"pictures"`
	Sources []sourceHealth `json:"sources"`
	Keep    string         `json:"keep"`
	WouldGo struct {
		Articles int        `json:"articles"`
		Bytes    int64      `json:"bytes"`
		Oldest   *time.Time `json:"oldest"`
		Newest   *time.Time `json:"newest"`
	} `json:"would_go"`
	Advice []string `json:"advice"`
}

type sourceHealth struct {
	Name     string     `json:"name"`
	URL      string     `json:"url"`
	Articles int        `json:"articles"`
	Tried    *time.Time `json:"tried"`
	Answered *time.Time `json:"answered"`
	Next     *time.Time `json:"next"`
	Error    string     `json:"error"`
}

// DoctorJSON writes a report as an object.
func (p Printer) DoctorJSON(r Report) error {
	out := health{Folder: r.Folder, Keep: r.Keep, Sources: []sourceHealth{}, Advice: p.advice(r)}
	h := r.Health
	out.Archive.Articles, out.Archive.Excerpts, out.Archive.Waiting = h.Articles, h.Excerpts, h.Waiting
	out.Archive.Bytes, out.Archive.Faults = h.Bytes, append([]string{}, h.Faults...)
	out.State.Read, out.State.Starred, out.State.Watched = h.Read, h.Starred, h.Watched
	out.State.Bytes, out.State.Unmerged = h.StateBytes, append([]string{}, h.Unmerged...)
	out.Aside = append([]string{}, h.Aside...)
	out.Pictures.Count, out.Pictures.Bytes = r.Pictures, r.PictureBytes
	out.WouldGo.Articles, out.WouldGo.Bytes = r.Expired.Articles, r.Expired.Bytes
	out.WouldGo.Oldest, out.WouldGo.Newest = known(r.Expired.Oldest), known(r.Expired.Newest)
	for _, s := range r.Sources {
		out.Sources = append(out.Sources, sourceHealth{Name: s.Name, URL: feed.Shown(s.URL),
			Articles: s.Articles,
			Tried:    known(s.LastTried), Answered: known(s.LastOK), Next: known(s.Validators.Wait),
			Error: s.LastError})
	}
	return p.json(out)
}
