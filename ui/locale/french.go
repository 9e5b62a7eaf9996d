package locale

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// French returns the French locale. Dates follow the Lexique des règles
// typographiques en usage à l'Imprimerie nationale: lower-case months, no comma,
// "1er", "14 h 30".
func French() *Locale {
	return &Locale{
		Words:   frenchWords(),
		Tag:     language.French,
		numbers: message.NewPrinter(language.French),
		cal: calendar{
			months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin",
				"juillet", "août", "septembre", "octobre", "novembre", "décembre"},
			shortMonths: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin",
				"juil.", "août", "sept.", "oct.", "nov.", "déc."},
			days: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
				"samedi"},
			first: "1er",
			clock: " h ",
		},
		one: func(n int) bool { return n < 2 },
	}
}

func frenchWords() Words {
	return Words{
		Today: "Aujourd’hui", Yesterday: "Hier", Now: "1 min", JustNow: "à l’instant", SameDay: "le même jour",
		Later: "%s plus tard", Earlier: "%s plus tôt",
		Minutes: "%s min", Hours: "%s h", Days: "%s j", AgoForm: "il y a %s",
		PercentForm: "%s %",
		MinuteNoun:  Noun{"%s min", "%s min"},
		HourNoun:    Noun{"%s heure", "%s heures"},
		DayNoun:     Noun{"%s jour", "%s jours"},
		WeekNoun:    Noun{"%s semaine", "%s semaines"},
		MonthNoun:   Noun{"%s mois", "%s mois"},
		YearNoun:    Noun{"%s an", "%s ans"},

		Headlines: "Titres", Article: "Article", Related: "À lire aussi", Lead: "À la une",
		AllHeadlines: "Tous les titres", UnreadOnly: "Non lus", StarredOnly: "Étoilés",
		ReadingTime: Noun{"%s min de lecture", "%s min de lecture"},
		UnreadNoun:  Noun{"%s non lu", "%s non lus"},
		NewNoun:     Noun{"%s nouvel article", "%s nouveaux articles"},
		ArticleNoun: Noun{"%s article", "%s articles"},
		UpdatedNoun: Noun{"%s mis à jour", "%s mis à jour"},
		ResultNoun:  Noun{"%s résultat", "%s résultats"},
		CopyNoun:    Noun{"et %s version proche", "et %s versions proches"},
		Untitled:    "Sans titre", Undated: "sans date",
		TeaserNote: "Le flux ne donne qu’un extrait. « x » va chercher le texte entier sur la page.",
		Loading:    "Lecture…",
		EmptyList:  "Rien n’est encore gardé ici. « r » interroge les sources.",
		EmptyUnread: "Tout est lu. « f » montre les étoilés, puis tous les titres ; " +
			"« r » interroge les sources.",
		EmptyStarred: "Aucune étoile pour l’instant. « s » en pose une sur un article, " +
			"« f » revient à tous les titres.",
		EmptySearch:  "Aucun article gardé ne contient ces mots.",
		EmptyRelated: "Aucun autre article sur cette affaire.",
		EmptyArticle: "La source n’a envoyé aucun texte. « x » le cherche sur la page, « o » ouvre " +
			"celle-ci dans le navigateur.",
		Top: "début", Bottom: "fin", Outside: "un autre site, s’ouvre dans le navigateur",
		ByteUnits: "o ko Mo Go", DecimalSign: ",",
		Enclosure: "Pièce jointe", Picture: "Image", Links: "Liens", Audio: "Audio", Video: "Vidéo",
		FollowNote: "la note, et retour",
		Discussion: "Discussion", LinkedPage: "Page dont il est question", FoundBy: "Trouvé par",
		UpdatedAt:  "mis à jour %s",
		KindLinked: "cité", KindSite: "le site propose", KindSame: "même affaire",
		KindNext: "suite", KindSubject: "même sujet", KindCiting: "cite cet article",
		NotKept: "pas encore gardé", OnlyTeaser: "extrait",
		StoryHeading: "Le fil de l’affaire", StoryWatched: "suivie",
		ReadSoFar: "lu à %s",

		PageAsked:   "Texte entier demandé à %s…",
		PageWhole:   "Texte entier de la page : %s mots.",
		OutsideOnly: "Cet article est sur un autre site : « o » l’ouvre dans le navigateur.",
		PageLess:    "La page n’a pas plus de texte que le flux : rien n’est changé.",
		SourceNoun:  "la source", PageOnItsWay: "page demandée…", Completing: "textes %s",
		PageGone:  "La source n’a donné aucun lien : il n’y a pas de page à demander.",
		LinkAsked: "Page demandée à %s…",
		LinkOffline: "Hors ligne (--offline), et cette page n’est pas encore gardée : rien n’est " +
			"demandé au réseau.",
		NoStory:      "Aucun autre chapitre de cette affaire n’est gardé.",
		WatchAdded:   "Affaire suivie : ses nouveaux chapitres seront signalés. « z » annule.",
		WatchRemoved: "L’affaire n’est plus suivie. « z » annule.",
		Watched:      "Affaire suivie : %s",
		WatchedMore:  Noun{"et %s autre chapitre", "et %s autres chapitres"},
		Dismissed:    "Écarté des articles liés : %s. « z » annule.",
		DismissWhere: "« d » écarte un article lié : choisissez-le d’abord dans son volet.",
		CompletedNoun: Noun{"%s texte complété depuis sa page",
			"%s textes complétés depuis leurs pages"},

		SyncFailed: "Ce qui a été marqué ailleurs n’a pas pu être repris : %s. Rien n’est perdu ; " +
			"nouvel essai dans une minute.",
		CopiesMerged: Noun{"%s copie de vos marques, venue d’ailleurs, a été reprise.",
			"%s copies de vos marques, venues d’ailleurs, ont été reprises."},
		GoneNoun: Noun{"%s article, au-delà de ce que « keep » permet, a été supprimé.",
			"%s articles, au-delà de ce que « keep » permet, ont été supprimés."},
		Doctor:  frenchDoctor(),
		AllRead: "Rien de non lu ici.", NothingMarked: "Rien n’a été marqué.",
		MarkAllQuestion: "Marquer %s comme lus ? « o », « y » ou entrée : oui, le reste : non",
		ManyMarked:      "Marqués comme lus : %s. « z » annule.",

		FollowPrompt: "Lien : ", FollowHint: "numéro, ou tab · Échap quitte",
		FollowChosen:  "entrée suit · y copie · o navigateur · Échap",
		FollowBrowser: "entrée l’ouvre dans le navigateur · Échap",
		FollowMail:    "entrée ouvre le courrier · Échap",
		FollowNone:    "Cet article n’a pas de lien.", FollowHere: "Ce lien mène à cet article.",
		FollowNoNumber: "Aucun lien n’a le numéro %s.",
		MeasureNow:     "Lignes de %s caractères.",
		MeasureLeast:   "Les lignes ne deviennent pas plus courtes.",
		MeasureMost:    "Les lignes ne deviennent pas plus longues.",
		PicturesShown:  "Images affichées.", PicturesHidden: "Images masquées ; « i » les montre.",
		PicturesOff:    "Les images sont désactivées ici (réglage, ou terminal sans couleurs).",
		PicturesUnkept: "Des images n’ont pas pu être gardées : %s. Les textes le sont.",
		PictureGone:    "image indisponible",

		PageFailed:   "%s Le texte du flux reste.",
		PageStatus:   "Le site n’a pas donné la page (%s).",
		PageLarge:    "La page dépasse %s Mio : elle n’est pas gardée.",
		PageSlow:     "Le site ne répond pas.",
		PageOffline:  "Pas de réseau, ou site introuvable.",
		PageRedirect: "Les redirections de la page ne mènent nulle part.",
		PageCertificate: "Le certificat du site n’est pas valable (%s) : la page n’a pas été " +
			"demandée.",
		PageAddress: "L’adresse de la page ne peut pas servir : %s.",
		PagePrivate: "L’adresse mène à cette machine ou à son réseau : elle n’est pas demandée.",
		PageLogin:   "La page demande de se connecter. « o » l’ouvre dans le navigateur.",
		PageCookies: "La page demande d’abord d’accepter des cookies. « o » l’ouvre dans le " +
			"navigateur.",
		PagePaywall: "La page réserve son texte aux abonnés. « o » l’ouvre dans le navigateur.",
		PageOther:   "La page ne concerne pas cet article.",
		PageEmpty:   "La page est vide.",
		PageKind:    "L’adresse donne %s, pas une page. « o » l’ouvre dans le navigateur.",
		PageRobots:  "Le site ne veut pas que ses pages soient demandées d’avance (robots.txt).",

		Offline: "hors ligne", Refreshing: "actualisation %s", RefreshedAt: "actualisé %s",
		NeverRefreshed: "jamais actualisé",
		MarkedRead:     "Marqué lu. « z » annule.",
		MarkedUnread:   "Marqué non lu. « z » annule.",
		StarAdded:      "Étoile posée. « z » annule.",
		StarRemoved:    "Étoile retirée. « z » annule.",
		Undone:         "Annulé, %s : %s",
		UndoneMany:     "Annulé : %s",
		UndoneRead:     "lu → non lu", UndoneUnread: "non lu → lu",
		UndoneStar: "étoile retirée", UndoneUnstar: "étoile remise",
		UndoneWatch: "affaire non suivie", UndoneUnwatch: "affaire de nouveau suivie",
		UndoneDismissal: "de nouveau parmi les articles liés",
		UndoneReturn:    "de nouveau écarté des articles liés",
		UnreadAgain:     Noun{"%s article de nouveau non lu", "%s articles de nouveau non lus"},
		ReadAgain:       Noun{"%s article de nouveau lu", "%s articles de nouveau lus"},
		NothingToUndo:   "Rien à annuler.",
		Copied:          "Lien copié : %s",
		Browsed:         "Ouvert dans le navigateur : %s",
		NoLink:          "La source n’a donné aucun lien pour cet article.",
		NoBack:          "Début de l’historique.",
		NoForward:       "Fin de l’historique.",
		NoNextUnread:    "Plus rien de non lu dans cette liste.",
		LastOne:         "Dernier titre de la liste.",
		FirstOne:        "Premier titre de la liste.",
		NoRelatedLeft:   "Pas d’autre article lié de ce côté.",
		Nothing:         "Aucun article choisi.",
		UndoUnsaved:     "Marques enregistrées, mais pas de quoi les annuler : %s",
		Unsaved:         "Marques non enregistrées : %s",
		RefreshDone:     "%s, en haut de la liste. « g » y monte.",
		RefreshNothing:  "Rien de nouveau.",
		NoSources: "Aucune source n’est suivie. Pour en ajouter une, écrivez dans %s une ligne " +
			"[[source]] et, dessous, url = \"https://…\" ; ou essayez « breageek --source https://… ».",
		NoSourceShort: "aucune source",
		RefreshBegins: "Les sources sont interrogées…",
		RefreshRuns:   "L’actualisation est déjà en cours : %s…",
		AllWait:       "Rien n’est demandé : %s.",
		WaitUntil:     "%s, au moins jusqu’à %s",
		WaitNoun:      Noun{"%s source demande d’attendre", "%s sources demandent d’attendre"},
		NoSourceAnswered: "Aucune source n’a répondu. Tout ce qui est gardé reste lisible. " +
			"« r » réessaie.",
		SourceFailed:  "%s : %s",
		SamplePaper:   "édition d’exemple",
		SampleInstead: "Aucune source n’a répondu : voici l’édition d’exemple. %s",
		SourcesFailed: "%s sources sans réponse. %s", OfflineSample: "Hors ligne, et rien n’est encore gardé : voici l’édition d’exemple.",
		NewAbove:     "↑ %s",
		SearchPrompt: "Rechercher : ",
		FindPrompt:   "Dans l’article : ",
		NotFound:     "introuvable",
		Searching:    "recherche…",
		OfflineRefresh: "Hors ligne (--offline) : rien n’est demandé au réseau. " +
			"Tout ce qui est gardé reste lisible.",
		HelpHint: "? aide",
		TextNotKept: "Ce texte n’est pas encore gardé : ouvrez l’article d’abord, ou sa page avec " +
			"« o ».",
		CopiedWords: Noun{"Copié : %s mot en Markdown, si le terminal le permet.",
			"Copié : %s mots en Markdown, si le terminal le permet."},
		CopyTooLong: "Rien n’est copié : ce texte fait %s ko, et un terminal n’en prend que %s. " +
			"« e » l’ouvre entier, « breageek show %s --markdown » l’écrit.",

		ErrStatus: "le serveur a répondu %s. Nouvel essai à la prochaine actualisation ; rien " +
			"n’est perdu.",
		ErrGone: "la source a fermé (410) et ne sera plus interrogée ; ses articles restent.",
		ErrNotFound: "aucun flux à cette adresse (404). Vérifiez-la dans config.toml ; rien " +
			"n’est perdu.",
		ErrServer: "le site est en panne (%s). Nouvel essai à la prochaine actualisation ; rien " +
			"n’est perdu.",
		ErrTooMany: "le site demande d’attendre (%s). Nouvel essai plus tard ; rien n’est perdu.",
		ErrTooLarge: "la réponse dépasse %s Mio et n’est pas gardée. Vérifiez l’adresse dans " +
			"config.toml ; rien n’est perdu.",
		ErrNotFeed: "l’adresse donne %s, pas un flux. Nommez l’adresse du flux dans " +
			"config.toml ou avec --source ; rien n’est perdu.",
		ErrTimeout: "le site ne répond pas. Nouvel essai à la prochaine actualisation ; rien " +
			"n’est perdu.",
		ErrOffline: "pas de réseau, ou site introuvable. Tout ce qui est gardé reste lisible ; " +
			"nouvel essai à la prochaine actualisation.",
		ErrRefused: "le site refuse la connexion. Nouvel essai à la prochaine actualisation ; " +
			"rien n’est perdu.",
		ErrRedirect: "les redirections ne mènent nulle part. Vérifiez l’adresse dans " +
			"config.toml ; rien n’est perdu.",
		ErrCertificate: "le certificat du site n’est pas valable (%s). Rien n’a été échangé ni " +
			"perdu ; vérifiez l’adresse, et l’heure de cette machine.",
		ErrAddress: "cette adresse ne peut pas servir : %s. Il faut http:// ou https://, " +
			"puis un site ; rien n’est perdu.",
		ErrDisk: "Le disque refuse l’écriture (%s). Rien n’est perdu tant que BreaGeek est " +
			"ouvert ; nouvel essai dans quelques secondes.",
		ErrArchive: "Le disque refuse l’écriture (%s). Ce qui est gardé se lit ; les nouvelles " +
			"seront redemandées dans une minute.",
		ErrUnread: "Ce qui est gardé ne se laisse pas lire pour l’instant (%s). BreaGeek n’efface " +
			"rien : vérifiez le disque et le dossier, puis reprenez.",
		ErrNewer: "Ces fichiers viennent d’une version plus récente de BreaGeek ; ils ne sont " +
			"pas touchés. Mettez BreaGeek à jour ou choisissez un autre dossier avec --data.",
		ErrState:   "state.json était illisible. Il est mis de côté, rien n’est effacé : %s",
		ErrUnknown: "%s. Tout ce qui est gardé reste lisible.",
		ErrBrowser: "Le navigateur n’a pas pu être lancé (%s). « y » copie le lien.",
		Unchanged:  "rien de nouveau", NotAsked: "pas interrogé : la source demande d’attendre",
		ErrNoArticle: "Aucun article gardé n’a cet identifiant : %s. « breageek list » les donne.",
		ErrAmbiguous: "%s désigne plusieurs articles ; donnez plus de chiffres.",
		ErrPrefix:    "%s n’est pas un identifiant : des chiffres de 0 à 9 et de a à f.",
		TooSmall:     "Terminal trop petit (%s). Il faut 40×10. « q » quitte.",
		GotHTML:      "une page web", GotEmpty: "une réponse vide", GotOther: "autre chose (%s)",
		Quote: "« %s »",
		ErrReadOnly: "Le dossier des données ne peut pas être écrit (%s). Ce qui est gardé se lit ; " +
			"rien de nouveau ne sera gardé tant qu’il en est ainsi.",
		ErrUnreadable: "%s ne peut pas être lu (%s). Il reste intact ; les marques seront gardées " +
			"quand il sera lisible.",
		ErrNoPager: "« %s » est introuvable. $PAGER nomme le programme qui montre un texte, tel " +
			"que less ; rien n’est perdu.",
		ErrPager: "Le programme que nomme $PAGER s’est arrêté sur une erreur (%s). L’article reste " +
			"lisible ici.",
		Reasons: frenchReasons(),
		Command: frenchCommand(),

		Help: "Aide", HelpClose: "« ? » ou Échap ferme l’aide",
		HelpMove: "Se déplacer", HelpRead: "Lire", HelpState: "Marquer",
		HelpPage: "Page", HelpFind: "Chercher", HelpRest: "Divers",
		Keys: Keys{
			Up: "monter", Down: "descendre", Top: "tout en haut", Bottom: "tout en bas",
			PageUp: "page précédente", PageDown: "page suivante",
			HalfUp: "demi-page plus haut", HalfDown: "demi-page plus bas",
			Open: "ouvrir", NextPane: "volet suivant", PrevPane: "volet précédent",
			ClosePane: "revenir aux titres",
			Next:      "ouvrir le titre suivant", Prev: "ouvrir le titre précédent",
			NextUnread:  "ouvrir le prochain non lu",
			NextRelated: "article lié suivant", PrevRelated: "article lié précédent",
			Back: "article précédent", Forward: "article suivant",
			Search: "chercher dans tous les articles", Find: "chercher dans l’article",
			FullText: "texte intégral depuis la page", Story: "le fil de l’affaire",
			LeaveStory: "revenir à la liste",
			Watch:      "suivre l’affaire", Dismiss: "écarter l’article lié",
			Star: "étoile", Read: "lu / non lu", Undo: "annuler",
			Filter: "tous, non lus, étoilés", Refresh: "actualiser",
			Browse: "ouvrir dans le navigateur", Copy: "copier le lien",
			Pager: "ouvrir le texte dans $PAGER", CopyText: "copier le texte entier",
			Help: "aide", Quit: "quitter", Cancel: "annuler",
			Suspend:   "mettre en pause (shell)",
			Yes:       "oui",
			MarkAbove: "marquer lu tout ce qui précède", MarkAll: "tout marquer comme lu",
			Narrower: "lignes plus courtes", Wider: "lignes plus longues",
			Left: "tableau large : vers la gauche", Right: "tableau large : vers la droite",
			Zen: "l’article seul", Pictures: "images : montrer, masquer",
			Follow:   "suivre un lien",
			FindNext: "occurrence suivante", FindPrev: "occurrence précédente",
		},
	}
}
