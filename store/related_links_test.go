package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/store/bigarchive"
)

// proposing is an article whose site puts stories beside it.
func proposing(n int, html string) feed.Article {
	a := story(n, "Le four banal de Tremorin chauffe de nouveau", "")
	a.Body = markup.Keep("<p>Le boulanger a tourné la clé du four.</p>\n"+html, a.Link)
	return a
}

// kinds returns what is related, a line each: kind, title, and what else is to be
// known.
func kinds(t testing.TB, s *store.Store, id feed.ID) string {
	t.Helper()
	var b strings.Builder
	for _, r := range related(t, s, id) {
		title := r.Title
		if r.Entry.ID != 0 {
			title = r.Entry.Title
		}
		fmt.Fprintf(&b, "%s: %s", r.Kind, title)
		if r.Citing {
			b.WriteString(" (citing)")
		}
		if r.Entry.ID == 0 {
			b.WriteString(" (" + r.URL + ")")
		}
		if r.Outside {
			b.WriteString(" (outside)")
		}
		for _, k := range r.Also {
			b.WriteString(" +" + string(k))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestWhatTheSiteProposesIsKnownByItsLinkItsTitleOrOneNearlyTheSame(t *testing.T) {
	moved := "Un concert de cornemuses au vieux lavoir, dimanche à 17 heures"
	for name, c := range map[string]struct{ box, want string }{
		"by its link": {`<p>À lire aussi : <a href="https://www.gazette.example/n7/?utm_source=x">Autre ` +
			`titre</a></p>`, "site: " + moved},
		"by its title, without a link": {"<p>READ&nbsp; UN CONCERT de cornemuses au vieux lavoir, " +
			"dimanche à 17 heures</p>", "site: " + moved},
		"by its title, when the link has changed": {`<p>LIRE AUSSI : <a href="https://gazette.example/` +
			`2019/concert/">Un concert de cornemuses au vieux lavoir, dimanche à 17 heures</a></p>`,
			"site: " + moved},
		"by one nearly the same": {"<p>READ&nbsp; Un concert de cornemuses au vieux lavoir dimanche</p>",
			"site: " + moved},
		"not by a few words": {"<p>READ&nbsp; Un concert de casseroles devant la mairie du bourg</p>", ""},
		"not kept yet": {`<p>LIRE AUSSI : <a href="/n99/">La moisson à l’ancienne</a></p>`,
			"site: La moisson à l’ancienne (https://gazette.example/n99/)"},
		"on another site": {`<p>LIRE AUSSI : <a href="https://ailleurs.example/x">Ailleurs</a></p>`,
			"site: Ailleurs (https://ailleurs.example/x) (outside)"},
		"itself, by its link":  {`<p>LIRE AUSSI : <a href="/n1/">Encore le four</a></p>`, ""},
		"itself, by its title": {"<p>READ&nbsp; Le four banal de Tremorin chauffe de nouveau</p>", ""},
		"on this machine":      {`<p>LIRE AUSSI : <a href="http://127.0.0.1:631/admin">Imprimante</a></p>`, ""},
		"on its network":       {`<p>LIRE AUSSI : <a href="http://192.168.1.1/reboot">Routeur</a></p>`, ""},
		"no address at all":    {`<p>LIRE AUSSI : <a href="javascript:alert(1)">Clic</a></p>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			a := proposing(1, c.box)
			merge(t, s, a, story(7, moved, "Les sonneurs répètent depuis la Toussaint."))
			for n := range 30 {
				merge(t, s, story(200+n, fmt.Sprintf("Sujet%d : objet%d de lieu%d", n, n, n), ""))
			}
			index(t, s, 32)
			if got := strings.TrimSpace(kinds(t, s, a.ID)); got != c.want {
				t.Errorf("related are\n%s\nwant\n%s", got, c.want)
			}
			_, text := read(t, s, a.ID)
			if text != "Le boulanger a tourné la clé du four." {
				t.Errorf("the text is %q", text)
			}
		})
	}
}

func TestLinksAreFollowedBothWays(t *testing.T) {
	s := open(t, t.TempDir())
	a := story(1, "Le four banal chauffe de nouveau", "")
	a.Body = markup.Keep(`<p>Comme <a href="/n2/">le lavoir</a> avant lui, il avait fermé.</p>`, a.Link)
	b := story(2, "Trois sonneurs au bal de la Saint-Jean", "Ils ont joué jusqu’à l’aube.")
	merge(t, s, a, b)
	index(t, s, 2)
	if got := kinds(t, s, a.ID); got != "linked: "+b.Title+"\n" {
		t.Errorf("what it links to: %s", got)
	}
	if got := kinds(t, s, b.ID); got != "linked: "+a.Title+" (citing)\n" {
		t.Errorf("what links to it: %s", got)
	}
}

func TestAnArticlesPageBringsItsSitesProposalsAlsoWhereTheFeedsTextStays(t *testing.T) {
	s := open(t, t.TempDir())
	a, b := story(1, "Le four banal chauffe de nouveau", whole), story(2, "Trois sonneurs au bal", excerpt)
	a.Words = len(strings.Fields(whole))
	merge(t, s, a, b)
	index(t, s, 2)
	page := pageOf(a, excerpt)
	page.Body = markup.Keep("<p>"+excerpt+`</p><div class="yarpp-related"><ol><li>`+
		`<a href="/n2/">Trois sonneurs au bal</a></li></ol></div>`, a.Link)
	keepPage(t, s, a.ID, page, false)
	if got := kinds(t, s, a.ID); !strings.HasPrefix(got, "site: "+b.Title) {
		t.Errorf("related are %s", got)
	}
	if _, text := read(t, s, a.ID); text != whole {
		t.Errorf("the text is %q", text)
	}
}

func TestWhatIsDismissedStaysAwayFromThatArticleAndNoOther(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a := proposing(1, `<p>LIRE AUSSI : <a href="/n2/">Bal</a></p><p>LIRE AUSSI : <a href="/n99/">Moisson`+
		`</a></p>`)
	b := story(2, "Trois sonneurs au bal de la Saint-Jean", "Ils ont joué.")
	c := proposing(3, `<p>LIRE AUSSI : <a href="/n2/">Bal</a></p>`)
	c.Title = "Une moisson de champignons"
	merge(t, s, a, b, c)
	index(t, s, 3)
	for _, r := range related(t, s, a.ID) {
		s.Dismiss(a.ID, r.Key(), true)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got := kinds(t, s, a.ID); got != "" {
		t.Errorf("after dismissing all: %s", got)
	}
	if got := kinds(t, s, c.ID); !strings.Contains(got, b.Title) {
		t.Errorf("another article's related are %s", got)
	}
	if got := titles(t, s, store.Query{Filter: store.Unread}); len(got) != 3 {
		t.Errorf("unread are %q", got)
	}
	s.Dismiss(a.ID, b.ID, false)
	if got := kinds(t, s, a.ID); got != "site: "+b.Title+"\n" {
		t.Errorf("after bringing one back: %s", got)
	}
}

func TestADismissedTextDoesNotComeBackAsItsCopy(t *testing.T) {
	s := open(t, t.TempDir())
	text := strings.Repeat("La fontainière de Quermeur a remis l’eau dans les bassins du lavoir, "+
		"et les battoirs reprennent leur cadence ancienne devant les voisins réunis. ", 4)
	long := func(n int) string {
		var b strings.Builder
		for w := range 60 {
			fmt.Fprintf(&b, "mot%d ", w)
		}
		return text + b.String()
	}
	a := story(1, "Quermeur : le lavoir et sa fontainière", "Le lavoir de Quermeur a retrouvé sa "+
		"fontainière et ses battoirs.")
	b, c := story(2, "Lavoir de Quermeur : la fontainière raconte", long(2)), story(3,
		"Lavoir de Quermeur : la fontainière raconte", long(3))
	merge(t, s, a, b, c)
	index(t, s, 3)
	got := related(t, s, a.ID)
	if len(got) != 1 || got[0].Copies != 1 {
		t.Fatalf("related are %+v", got)
	}
	s.Dismiss(a.ID, got[0].Key(), true)
	if got := kinds(t, s, a.ID); got != "" {
		t.Errorf("after dismissing it: %s", got)
	}
}

func TestAThirdOfTheAnswerIsForWhatIsProposedAndNotKept(t *testing.T) {
	s := open(t, t.TempDir())
	var box strings.Builder
	for n := range 10 {
		fmt.Fprintf(&box, `<p>LIRE AUSSI : <a href="/n%d/">Proposé %d</a></p>`, 900+n, n)
	}
	a := proposing(1, box.String())
	merge(t, s, a)
	for n := range 30 {
		b := story(10+n, fmt.Sprintf("Le four banal de Tremorin, chapitre%d", n), fmt.Sprintf(
			"Le boulanger de Tremorin parle%d du four banal et de sa%d clé.", n, n))
		merge(t, s, b)
	}
	index(t, s, 31)
	got := related(t, s, a.ID)
	site := 0
	for _, r := range got {
		if r.Kind == store.Site {
			site++
		}
	}
	if len(got) != 12 || site != 4 {
		t.Errorf("%d related, %d of them proposed", len(got), site)
	}
}

// BenchmarkProposed asks for the related stories of articles beside which the site
// proposes twelve that are not kept, under titles made of words that others have.
func BenchmarkProposed(b *testing.B) {
	eachArchive(b, func(b *testing.B, shared string) {
		dir := b.TempDir()
		if err := bigarchive.Copy(dir, shared); err != nil {
			b.Fatal(err)
		}
		s := openAt(b, dir)
		all := sample(b, s, 1000)
		r := rand.New(rand.NewPCG(2, 2))
		var fresh []feed.Article
		for n := range 100 {
			var box strings.Builder
			for p := range 12 {
				one, other := all[r.IntN(len(all))].Title, all[r.IntN(len(all))].Title
				title := one[:len(one)/2] + " " + other[len(other)/2:]
				fmt.Fprintf(&box, `<p>LIRE AUSSI : <a href="/x%d-%d/">%s</a></p>`, n, p,
					markup.Line(strings.ToValidUTF8(title, "")))
			}
			a := proposing(100_000+n, box.String())
			a.Title = all[r.IntN(len(all))].Title
			fresh = append(fresh, a)
		}
		merge(b, s, fresh...)
		if _, err := s.Index(b.Context()); err != nil {
			b.Fatal(err)
		}
		spread(b, func(i int) {
			if _, err := s.Related(b.Context(), fresh[i%len(fresh)].ID, 12); err != nil {
				b.Fatal(err)
			}
		})
	})
}
