package store_test

import (
	"fmt"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
)

// ago moves an article some days into the past.
func ago(days float64, a feed.Article) feed.Article {
	a.Published = noon().Add(-time.Duration(days * 24 * float64(time.Hour)))
	return a
}

// kindBetween returns how the second article belongs to the first, in a paper that
// has other things to say.
func kindBetween(t *testing.T, a, b feed.Article) (kind store.Kind) {
	t.Helper()
	s := open(t, t.TempDir())
	merge(t, s, a, b)
	var others []feed.Article
	for n := range 60 {
		others = append(others, ago(float64(n)/2, story(500+n, fmt.Sprintf("Sujet%d : lieu%d", n, n),
			fmt.Sprintf("Récit%d sans rapport%d avec le reste%d.", n, n, n))))
	}
	merge(t, s, others...)
	index(t, s, 62)
	for _, r := range related(t, s, a.ID) {
		if r.Entry.ID == b.ID {
			kind = r.Kind
		}
	}
	return kind
}

// pairs are articles that a user would tell apart, or not.
var pairs = []struct {
	name                 string
	apart                float64 // days
	want                 store.Kind
	title, text          string
	otherTitle, otherOne string
}{
	{"one town, two subjects", 0.3, "",
		"Port-Vieil : la piscine rouvre après six mois de travaux",
		"La piscine municipale de Port-Vieil rouvre lundi. Le bassin de vingt-cinq mètres a reçu un " +
			"nouveau carrelage et le toit a été isolé. Les nageurs du club retrouvent leurs couloirs.",
		"Port-Vieil : un chalutier s’échoue devant la digue",
		"Un chalutier s’est échoué dans la nuit devant la digue de Port-Vieil. Les trois marins sont " +
			"sains et saufs. Une enquête dira pourquoi le moteur a calé par mer calme."},
	{"one town and its mayor, two subjects", 1, "",
		"Lannec : la cantine passe au tout local",
		"À Lannec, la cantine de l’école servira des légumes du canton. La maire Solenn Bescond y " +
			"voit une aide aux maraîchers. Les parents paieront dix centimes de plus par repas.",
		"Lannec : l’éclairage public s’éteindra à minuit",
		"À Lannec, les lampadaires seront éteints de minuit à cinq heures. La maire Solenn Bescond " +
			"attend une économie d’un tiers. Des riverains du port s’inquiètent pour leur sécurité."},
	{"one club, two matches weeks apart", 21, "",
		"Handball : Brisac s’impose à Tourmel et prend la tête",
		"Les joueuses de Brisac ont battu Tourmel (27-24). Nina Auvray a marqué neuf buts et la " +
			"gardienne Lise Korrigan a écœuré ses adversaires. L’entraîneur Paul Guivarc salue un match plein.",
		"Handball : Brisac chute lourdement devant Vaurelle",
		"Les joueuses de Brisac ont sombré devant Vaurelle (19-31). Nina Auvray s’est blessée au genou " +
			"et la gardienne Lise Korrigan n’a rien pu faire. L’entraîneur Paul Guivarc parle de naufrage."},
	{"one club, two matches eight days apart", 8, "",
		"Handball : Brisac s’impose à Tourmel et prend la tête",
		"Les joueuses de Brisac ont battu Tourmel (27-24). Nina Auvray a marqué neuf buts devant une " +
			"salle pleine. L’entraîneur salue un match plein et un public debout jusqu’au bout.",
		"Handball : Brisac chute lourdement devant Vaurelle",
		"Les joueuses de Brisac ont sombré devant Vaurelle (19-31). Nina Auvray s’est blessée au genou. " +
			"L’entraîneur parle de naufrage et donne rendez-vous samedi."},
	{"one minister, two subjects", 0.5, "",
		"La ministre Odile Ferrand annonce un plan pour les forêts",
		"La ministre Odile Ferrand a présenté un plan de quarante millions d’euros pour replanter les " +
			"forêts brûlées. Les communes forestières demandent des gardes et du temps.",
		"Odile Ferrand : « Le prix de l’eau ne doit pas augmenter »",
		"Invitée de la radio, la ministre Odile Ferrand promet que le prix de l’eau restera stable. " +
			"Les syndicats des eaux répondent que les tuyaux fuient et qu’il faut les payer."},
	{"one rubric, two subjects", 0.1, "",
		"EN DIRECT. Tempête Ursule : les trains arrêtés dans le haut pays",
		"Aucun train ne circule entre Vaurelle et Castelmarre depuis que la tempête Ursule a couché " +
			"des hêtres sur la voie. Les équipes travaillent sous la pluie.",
		"EN DIRECT. Budget : les députés votent la première partie",
		"Les députés ont voté la première partie du budget par huit voix d’écart. Le gouvernement " +
			"parle d’un compromis, l’opposition d’un marchandage."},
	{"one event, told twice", 0.2, store.SameStory,
		"Incendie au moulin de Trévagor : le toit s’effondre",
		"Le toit du moulin de Trévagor s’est effondré dans un incendie, mardi. Quarante pompiers sont " +
			"sur place. La propriétaire, Anne Le Duff, avait fini les travaux la veille.",
		"À Trévagor, un incendie ravage le moulin d’Anne Le Duff",
		"Un incendie a ravagé le moulin de Trévagor qu’Anne Le Duff venait de restaurer. Le toit est " +
			"tombé, quarante pompiers ont noyé les braises."},
	{"an event and its consequence", 3, store.FollowUp,
		"Incendie au moulin de Trévagor : le toit s’effondre",
		"Le toit du moulin de Trévagor s’est effondré dans un incendie, mardi. Quarante pompiers sont " +
			"sur place. La propriétaire, Anne Le Duff, avait fini les travaux la veille.",
		"Moulin de Trévagor : l’incendie était d’origine électrique",
		"Trois jours après l’incendie du moulin de Trévagor, l’expert retient un court-circuit sous le " +
			"toit. Anne Le Duff veut reconstruire, une collecte est ouverte."},
	{"one event, titles alone", 0.2, store.SameStory,
		"Trévagor. Le moulin ravagé par un incendie", "",
		"Incendie : le moulin de Trévagor ravagé par les flammes", ""},
	{"one town, titles alone", 0.2, "",
		"Trévagor. Le moulin ravagé par un incendie", "",
		"Trévagor. Les pompiers recrutent des volontaires", ""},
}

func TestAStoryIsMoreThanATownAClubOrAName(t *testing.T) {
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			a := story(1, p.title, p.text)
			b := ago(p.apart, story(2, p.otherTitle, p.otherOne))
			for _, kind := range []store.Kind{kindBetween(t, a, b), kindBetween(t, b, a)} {
				if p.want == "" && isChapter(kind) || p.want != "" && kind != p.want {
					t.Errorf("%q, want %q", kind, p.want)
				}
			}
		})
	}
}

func TestAPrefixOverManyTitlesSaysLittle(t *testing.T) {
	s := open(t, t.TempDir())
	articles := []feed.Article{
		story(0, "Carnet du canton : le luthier Yann Kervella s’éteint à Lannec", ""),
		ago(0.2, story(1, "Lannec pleure Yann Kervella, dernier luthier de la côte", "")),
		ago(0.1, story(2, "Carnet du canton : un luthier décoré à Vaurelle", "")),
	}
	for n := range 12 {
		title := fmt.Sprintf("Carnet du canton : noces%d et nouvelles%d de lieu%d", n, n, n)
		articles = append(articles, ago(float64(n), story(10+n, title, "")))
	}
	for n := range 400 {
		title := fmt.Sprintf("Sujet%d : objet%d de village%d", n, n, n)
		articles = append(articles, ago(float64(n)/20, story(100+n, title, "")))
	}
	merge(t, s, articles...)
	index(t, s, len(articles))
	for at, r := range related(t, s, articles[0].ID) {
		told := r.Entry.ID == articles[1].ID
		if (at == 0) != told || isChapter(r.Kind) != told {
			t.Errorf("%d: %s is %s", at+1, r.Entry.Title, r.Kind)
		}
	}
}

func TestNumbersAreReasonsWithTheirUnits(t *testing.T) {
	s := open(t, t.TempDir())
	a := story(1, "Un jour à Lannec : 2 816 chênes plantés",
		"Les 312\u202fplanteurs ont travaillé, 80\u00a0% à la main.")
	b := story(2, "À Lannec, 2 816 chênes et une ovation",
		"Il y eut 312\u202fplanteurs et 80\u00a0% de sourires.")
	merge(t, s, a, b)
	for n := range 30 {
		merge(t, s, story(100+n, fmt.Sprintf("Sujet%d", n), ""))
	}
	index(t, s, 32)
	got := related(t, s, a.ID)
	want := "[Lannec 2 816 chênes 312\u202fplanteurs 80\u00a0%]"
	if len(got) != 1 || fmt.Sprint(got[0].Reasons) != want {
		t.Errorf("%+v", got)
	}
}
