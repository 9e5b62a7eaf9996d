package locale

// Command is what the command line says when it cannot do as it is told. "%s"
// stands for what is told, in order.
type Command struct {
	Try, Near                                   string
	UnknownCommand, UnknownFlag, UnknownTopic   string
	ValueMissing, NumberWanted, ValueWrong      string
	FromOne, WidthRange, Both, Nothing          string
	WantsID, WantsIDs, WantsWords, WantsMark    string
	WantsFolder, BadLanguage, BadSource         string
	NoAddress, NoScheme, NoSite                 string
	NoHome, NotFolder, NoFolder, NoLog          string
	NoConfig, UnknownKey, BadTheme, BadTongue   string
	BadRefresh, BadMeasure, BadFullText         string
	BadKeep, Broke, BrokeUnreported             string
	WantsStates, StateMerged, StateKnown        string
	StateRefused, NoState, NoFile               string
	BadPictures, BadStyle, NoStyle              string
	NeedsTerminal, NoAnswer, EmptyList, NoStory string
	NotWritten                                  string

	// What is wrong in config.toml.
	UnknownInSource, UnknownSection, OneBracket string
	OptionInSource, SourceKeyAbove, SetTwice    string
	WantsText, WantsWhole, WantsBool            string
	Syntax, NotUTF8, CurlyQuotes, OpenQuote     string
	NoEquals, BadHeader, Backslash              string
}

func frenchCommand() Command {
	return Command{
		Try: "« breageek --help » dit ce qui existe.", Near: " Vouliez-vous dire « %s » ?",
		UnknownCommand: "« %s » n’est pas une commande.",
		UnknownFlag:    "%s n’est pas une option ici.",
		UnknownTopic:   "« %s » n’est pas une commande : aucune aide n’existe sous ce nom.",
		ValueMissing:   "%s demande une valeur.",
		NumberWanted:   "%s %s : il faut un nombre.",
		ValueWrong:     "%s n’accepte pas « %s ».",
		FromOne:        "--limit %s : il faut un nombre à partir de 1.",
		WidthRange:     "--width %s : il faut un nombre de 20 à 500.",
		Both:           "%s et %s s’excluent.",
		Nothing:        "« %s » ne prend rien d’autre que ses options.",
		WantsID: "« %s » prend l’identifiant d’un article, et rien d’autre ; " +
			"« breageek list » les donne.",
		WantsIDs:   "« %s » prend des identifiants d’articles ; « breageek list » les donne.",
		WantsWords: "« %s » prend au moins un mot à chercher.",
		WantsMark: "dites comment marquer : --read ou --unread, --star ou --unstar, " +
			"un de chaque au plus.",
		WantsFolder: "--data demande un dossier.",
		BadLanguage: "--lang %s : c’est fr ou en.",
		BadSource:   "--source : %s",
		NoAddress:   "une source demande une adresse, qui commence par http:// ou https://.",
		NoScheme:    "%s n’est pas l’adresse d’un flux : elle commence par http:// ou https://.",
		NoSite:      "%s ne nomme aucun site.",
		NoHome: "Aucun dossier personnel n’est connu ($HOME est vide), et rien n’a été écrit. " +
			"Nommez un dossier avec --data.",
		NotFolder: "%s est un fichier, pas un dossier ; il n’est pas touché. Nommez un autre " +
			"dossier avec --data.",
		NoFolder: "Le dossier %s ne peut pas servir (%s) ; rien n’y est changé. Nommez-en un " +
			"autre avec --data.",
		NoLog: "Le journal de --debug ne peut pas être écrit (%s) ; rien n’a été fait. " +
			"Nommez un autre fichier.",
		NoConfig: "La configuration ne peut pas être lue (%s) ; elle n’est pas touchée. Rendez-la " +
			"lisible, ou nommez un autre dossier avec --data.",
		UnknownKey:      "« %s » n’est pas une option.%s Les options sont : %s.",
		UnknownInSource: "« %s » n’est pas une clé de [[source]].%s Une source a : %s.",
		UnknownSection: "[%s] n’est pas une partie de ce fichier : il n’y a que les options et, sous " +
			"elles, un [[source]] par journal.",
		OneBracket: "une source commence par [[source]], avec deux crochets de chaque côté, car il peut " +
			"y en avoir plusieurs.",
		OptionInSource: "« %s » est une option de tout le programme : mettez cette ligne au-dessus du premier " +
			"[[source]] (ligne %s). Sous un [[source]], elle ne vaudrait que pour lui.",
		SourceKeyAbove: "« %s » appartient à une source : mettez cette ligne sous un [[source]].",
		SetTwice:       "« %s » est déjà donné à la ligne %s : gardez une seule des deux lignes.",
		WantsText:      "« %s » demande un texte entre guillemets, comme %s",
		WantsWhole:     "« %s » demande un nombre entier, sans guillemets, comme %s",
		WantsBool:      "« %s » demande true (oui) ou false (non), sans guillemets.",
		Syntax: "cette ligne ne se lit pas. Une option s’écrit clé = valeur, un texte entre guillemets ; ce " +
			"qui suit # est une remarque.",
		NotUTF8:     "ce fichier n’est pas en UTF-8 : enregistrez-le dans ce codage.",
		CurlyQuotes: "les guillemets d’un texte doivent être droits : \"…\"",
		OpenQuote:   "un guillemet n’est pas fermé.",
		Backslash: "une barre \\ s’écrit deux fois dans un texte (\\\\), ou bien le texte se met entre deux " +
			"apostrophes : '…'",
		NoEquals:    "cette ligne n’est ni une option (clé = valeur), ni un [[source]], ni une remarque (#).",
		BadHeader:   "une source commence par [[source]], seul sur sa ligne.",
		BadPictures: "pictures : %s n’est pas un choix : auto, blocks ou off",
		BadFullText: "full_text : %s n’est pas un choix : auto, always ou never",
		BadTheme: "theme : %s n’est pas un thème : auto, light, dark, ou un fichier de style de " +
			"glamour (.json)",
		BadKeep: "keep : %s n’est pas une durée ni une taille : forever, 180 days ou 500 MB",
		Broke: "BreaGeek s’est arrêté sur une faute à lui ; rien de ce que vous avez marqué n’est perdu. " +
			"Le rapport, sans aucun texte d’article, est dans %s.",
		BrokeUnreported: "BreaGeek s’est arrêté sur une faute à lui, et le rapport n’a pas pu être " +
			"écrit : %s.",
		WantsStates:  "state merge demande au moins un fichier",
		StateMerged:  "%s : repris",
		StateKnown:   "%s : rien de nouveau",
		StateRefused: "%s n’a pas été repris : %s. Rien n’a été changé.",
		NoState:      "ce n’est pas un state.json entier",
		NoFile:       "il n’existe pas",
		BadStyle:     "theme : %s n’est pas un fichier de style : %s",
		NoStyle:      "theme : le fichier de style n’a pas pu être lu : %s",
		BadTongue:    "language : %s n’est pas une langue d’ici : fr ou en",
		BadRefresh:   "refresh : %s n’est pas un nombre de minutes : 0 (à la main) ou plus",
		BadMeasure:   "measure : %s n’est pas une largeur de texte : 40 à 80 signes par ligne",
		NeedsTerminal: "Le lecteur a besoin d’un terminal et n’en a pas ici : « breageek list » " +
			"écrit les titres dans un tube ou un fichier.",
		NoAnswer: "Aucune source n’a répondu. Tout ce qui est gardé reste lisible. Réessayez plus " +
			"tard, ou vérifiez les adresses (%s).",
		EmptyList: "Rien n’est gardé ici pour l’instant. « breageek refresh » interroge les sources.",
		NoStory:   "Aucun article gardé ne répond à cette demande.",
		NotWritten: "Le disque refuse l’écriture (%s). Ce qui était gardé est intact ; corrigez " +
			"cela, puis recommencez.",
	}
}

func englishCommand() Command {
	return Command{
		Try: "Run “breageek --help” for help.", Near: " Did you mean “%s”?",
		UnknownCommand: "“%s” is not a command.",
		UnknownFlag:    "%s is not an option here.",
		UnknownTopic:   "“%s” is not a command: there is no help under this name.",
		ValueMissing:   "%s needs a value.",
		NumberWanted:   "%s %s: it takes a number.",
		ValueWrong:     "%s does not take “%s”.",
		FromOne:        "--limit %s: it takes a number from 1 on.",
		WidthRange:     "--width %s: it takes a number from 20 to 500.",
		Both:           "%s and %s exclude each other.",
		Nothing:        "“%s” takes nothing but its options.",
		WantsID: "“%s” takes the ID of one article, and nothing else; “breageek list” " +
			"shows them.",
		WantsIDs:   "“%s” takes IDs of articles; “breageek list” shows them.",
		WantsWords: "“%s” takes at least one word to search for.",
		WantsMark: "say how to mark: --read or --unread, --star or --unstar, one of each at " +
			"most.",
		WantsFolder: "--data needs a folder.",
		BadLanguage: "--lang %s: it is fr or en.",
		BadSource:   "--source: %s",
		NoAddress:   "a source needs an address, which begins with http:// or https://.",
		NoScheme:    "%s is no address of a feed: it begins with http:// or https://.",
		NoSite:      "%s names no site.",
		NoHome: "No home folder is known ($HOME is empty), and nothing was written. Name a " +
			"folder with --data.",
		NotFolder: "%s is a file, not a folder. Choose another folder with --data.",
		NoFolder: "The folder %s cannot be used (%s); nothing in it is changed. Name another one " +
			"with --data.",
		NoLog: "The log of --debug cannot be written (%s); nothing was done. Name another file.",
		NoConfig: "The configuration cannot be read (%s); it is left alone. Make it readable, or " +
			"name another folder with --data.",
		UnknownKey:      "“%s” is not an option.%s The options are: %s.",
		UnknownInSource: "“%s” is not a key of [[source]].%s A source has: %s.",
		UnknownSection: "[%s] is not a part of this file: there are only the options and, below them, one " +
			"[[source]] for each paper.",
		OneBracket: "a source begins with [[source]], with two brackets on each side, because there may be " +
			"several.",
		OptionInSource: "“%s” is an option of the whole program: put this line above the first [[source]] " +
			"(line %s). Below a [[source]] it would be of that one only.",
		SourceKeyAbove: "“%s” belongs to a source: put this line below a [[source]].",
		SetTwice:       "“%s” is already set on line %s: keep one of the two lines.",
		WantsText:      "“%s” takes a text between quotes, such as %s",
		WantsWhole:     "“%s” takes a whole number, without quotes, such as %s",
		WantsBool:      "“%s” takes true or false, without quotes.",
		Syntax: "this line cannot be read. An option is written key = value, a text between quotes; what " +
			"follows # is a remark.",
		NotUTF8:     "this file is not in UTF-8: save it in that encoding.",
		CurlyQuotes: "the quotes around a text must be straight: \"…\"",
		OpenQuote:   "a quote is not closed.",
		Backslash:   "a \\ is written twice within a text (\\\\), or the text stands between apostrophes: '…'",
		NoEquals:    "this line is neither an option (key = value), nor a [[source]], nor a remark (#).",
		BadHeader:   "a source begins with [[source]], alone on its line.",
		BadPictures: "pictures: %s is not a choice: auto, blocks or off",
		BadFullText: "full_text: %s is not a choice: auto, always or never",
		BadTheme: "theme: %s is not a theme: auto, light, dark, or a style file of glamour " +
			"(.json)",
		BadKeep: "keep: %s is neither a time nor a size: forever, 180 days or 500 MB",
		Broke: "BreaGeek crashed; nothing you marked is lost. The report, which has " +
			"no text of any article, is in %s.",
		BrokeUnreported: "BreaGeek crashed, and the report could not be " +
			"written: %s.",
		WantsStates:  "state merge wants at least one file",
		StateMerged:  "%s: merged",
		StateKnown:   "%s: nothing new",
		StateRefused: "%s was not merged: %s. Nothing was changed.",
		NoState:      "it is not a whole state.json",
		NoFile:       "there is none",
		BadStyle:     "theme: %s is not a style file: %s",
		NoStyle:      "theme: the style file could not be read: %s",
		BadTongue:    "language: %s is not supported: fr or en",
		BadRefresh:   "refresh: %s is not a number of minutes: 0 (by hand) or more",
		BadMeasure:   "measure: %s is not a measure: 40 to 80 characters a line",
		NeedsTerminal: "The reader needs a terminal and has none here: “breageek list” writes the " +
			"headlines to a pipe or a file.",
		NoAnswer: "No source responded. Everything saved can still be read. Try again later, or " +
			"check the addresses (%s).",
		EmptyList: "Nothing here yet. “breageek refresh” fetches the news.",
		NoStory:   "No kept article answers to this.",
		NotWritten: "The disk cannot be written (%s). What was saved before is intact; fix this, " +
			"then try again.",
	}
}
