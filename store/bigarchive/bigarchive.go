// Package bigarchive owns the big archives that benchmarks read: any number of invented French
// articles, brought in through the real Merge and Index, and as many marks. It is no part of
// the program and refuses to be imported by anything but tests.
package bigarchive

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
)

// version changes with what is built, or how it is stored.
const version = 16

// Newest is when the newest article of every archive was published.
func Newest() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// Dir returns a data folder with n articles, all searchable, building it when no
// earlier run has. It lives in the system's temporary folder and is shared by
// all benchmarks: copy it (see [Copy]) before writing to it.
func Dir(n int) (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("breageek-bench-%d-%d", version, n))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	tmp, err := os.MkdirTemp(os.TempDir(), "breageek-bench-new-")
	if err != nil {
		return "", err
	}
	if err := Build(context.Background(), tmp, n); err != nil {
		return "", err
	}
	if err := os.Rename(tmp, dir); err != nil && !os.IsExist(err) {
		return "", err
	}
	return dir, nil
}

// Copy copies a data folder that no store has open.
func Copy(to, from string) error { return os.CopyFS(to, os.DirFS(from)) }

// Build fills a data folder with n articles of four newspapers, the newest at
// [Newest], an article every five minutes before it.
func Build(ctx context.Context, dir string, n int) error {
	s, err := store.Open(dir, store.Options{Now: Newest})
	if err != nil {
		return err
	}
	p := NewPress(1)
	const part = 2000
	for from := 0; from < n; from += part {
		if err := mergePart(ctx, s, p, n, from, min(from+part, n)); err != nil {
			_ = s.Close()
			return err
		}
		if _, err := s.Index(ctx); err != nil {
			_ = s.Close()
			return err
		}
	}
	if err := mark(ctx, s); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close()
}

// mark does what a user of many years has done: all but the newest articles of a few hours are
// read, each at its time, to a position, and every fiftieth has a star. Articles that are not
// kept any more have marks, too, so that there are as many marks as articles.
func mark(ctx context.Context, s *store.Store) error {
	all, err := s.List(ctx, store.Query{Limit: math.MaxInt32})
	if err != nil {
		return err
	}
	for i, e := range all {
		id := e.ID
		if i < unreadArticles {
			id = feed.NewID("https://gone.example/", e.GUID, "", "", e.Date)
		}
		s.SetRead(id, true)
		s.SetPosition(id, store.Position{Block: i % 7, Letter: i % 90, Percent: i % 101})
		if i%50 == 0 {
			s.SetStarred(id, true)
		}
	}
	return nil
}

// unreadArticles is how many of the newest articles nobody has read.
const unreadArticles = 60

// papers is how many newspapers an archive holds.
const papers = 4

// Sources returns the newspapers of every archive.
func Sources() []feed.Source {
	all := make([]feed.Source, papers)
	for i := range all {
		all[i] = feed.Source{
			Name: fmt.Sprintf("Le Journal %d", i+1),
			URL:  fmt.Sprintf("https://journal%d.example/feed/", i+1),
		}
	}
	return all
}

// mergePart brings in the articles from one to another, the oldest first.
func mergePart(ctx context.Context, s *store.Store, p *Press, n, from, to int) error {
	results := make([]feed.Result, papers)
	for i, src := range Sources() {
		results[i].Source = src
	}
	for i := from; i < to; i++ {
		r := &results[i%len(results)]
		at := Newest().Add(-time.Duration(n-1-i) * 5 * time.Minute)
		r.Articles = append(r.Articles, p.Article(r.Source, i, at))
	}
	for _, r := range results {
		if _, err := s.Merge(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// Press writes articles. Words follow Zipf's law; most articles belong to a
// story that runs for some days and has names of its own.
type Press struct {
	r       *rand.Rand
	zipf    *rand.Zipf
	words   []string
	stories []story
}

// story is what its articles share.
type story struct {
	names, words []string
	left         int
}

// vocabulary is how many words the press knows.
const vocabulary = 60000

// NewPress returns a press that writes the same for the same seed.
func NewPress(seed uint64) *Press {
	r := rand.New(rand.NewPCG(seed, 7))
	p := &Press{r: r, zipf: rand.NewZipf(r, 1.15, 12, vocabulary-1)}
	p.words = append(p.words, strings.Fields(common)...)
	seen := map[string]bool{}
	for len(p.words) < vocabulary {
		if w := p.invent(); !seen[w] {
			seen[w] = true
			p.words = append(p.words, w)
		}
	}
	return p
}

// invent makes a word that could be French.
func (p *Press) invent() string {
	pick := func(list string) string {
		all := strings.Fields(list)
		return all[p.r.IntN(len(all))]
	}
	var b strings.Builder
	for range 1 + p.r.IntN(3) {
		b.WriteString(pick("b c ch d f g j l m n p qu r s t v br cl cr dr fl gr pl pr tr"))
		b.WriteString(pick("a e é i o u ou ai eau on an in ar er or ur al el"))
	}
	b.WriteString(pick("tion ment age eur euse ière able isme ique té er é ée ées ant ance on al aux"))
	return b.String()
}

// Article writes the i-th article.
func (p *Press) Article(src feed.Source, i int, at time.Time) feed.Article {
	st := p.story()
	link := fmt.Sprintf("%s%s/article-%d/", strings.TrimSuffix(src.URL, "feed/"),
		at.Format("2006/01"), i)
	var body strings.Builder
	for par := range 6 {
		body.WriteString("<p>")
		for range 2 + p.r.IntN(3) {
			body.WriteString(p.sentence(st, 10+p.r.IntN(14)))
			body.WriteByte(' ')
		}
		if par == 2 && i > 20 && p.r.IntN(10) == 0 {
			fmt.Fprintf(&body, `<a href="%s">voir aussi</a>`, link)
		}
		body.WriteString("</p>\n")
	}
	guid := fmt.Sprintf("%s?p=%d", src.URL, i)
	html := body.String()
	return feed.Article{
		ID: feed.NewID(src.Key(), guid, link, "", at), SourceKey: src.Key(), GUID: guid, Link: link,
		Title: strings.TrimSuffix(p.sentence(st, 7+p.r.IntN(5)), "."), Published: at,
		Author: st.names[0] + " Auteur", Categories: []string{p.words[60+p.r.IntN(40)]},
		Summary: markup.Line(html[3:min(len(html), 320)]), Language: "fr-FR",
		Body: markup.Keep(html, link), Words: 350, Completeness: feed.Full,
	}
}

// story returns a running story or begins one.
func (p *Press) story() *story {
	const running = 300
	i := p.r.IntN(running)
	if i >= len(p.stories) {
		p.stories = append(p.stories, story{})
		i = len(p.stories) - 1
	}
	st := &p.stories[i]
	if st.left == 0 {
		*st = story{left: 1 + p.r.IntN(8)}
		for range 3 {
			name := p.invent()
			st.names = append(st.names, strings.ToUpper(name[:1])+name[1:])
			st.words = append(st.words, p.words[500+p.r.IntN(5000)], p.words[100+p.r.IntN(900)])
		}
	}
	st.left--
	return st
}

// sentence writes n words, now and then one of the story's.
func (p *Press) sentence(st *story, n int) string {
	words := make([]string, n)
	for i := range words {
		switch p.r.IntN(12) {
		case 0:
			words[i] = st.names[p.r.IntN(len(st.names))]
		case 1:
			words[i] = st.words[p.r.IntN(len(st.words))]
		default:
			words[i] = p.words[p.zipf.Uint64()]
		}
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
}

// common are the words that come most.
const common = `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne
	se ce
il sont avec son aux leur nous ses ont mais comme ou cette sa été fait aussi entre sans deux ils
	selon
ville maire conseil projet hôpital école travaux budget région port rivière pont marché place grève
élus habitants quartier commune département préfet justice tribunal police enquête accident incendie
pluie crue tempête chaleur sécheresse agriculteurs récolte pêche usine emploi salariés syndicat
	patron
entreprise prix hausse baisse impôt loi ministre gouvernement président assemblée vote élection
	parti
candidat campagne débat réforme retraite santé médecin vaccin patient recherche université étudiants
musée festival concert théâtre film livre exposition artiste public match équipe victoire défaite
entraîneur joueur saison championnat coupe train gare route autoroute vélo bus transport climat
	énergie
nucléaire éolien forêt parc animaux loup abeilles eau déchets pollution plage mer montagne neige ski
frontière armée guerre paix accord sommet traité visite ambassade Europe Afrique Asie Amérique
	Paris`
