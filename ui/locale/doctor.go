package locale

func frenchDoctor() Doctor {
	return Doctor{
		Kept: "Gardé", Archive: "archive", Marks: "marques", Pictures: "images", Folder: "dossier",
		Sources: "Sources", Rule: "Conservation", Advice: "À faire",
		ArticleNoun: Noun{"%s article", "%s articles"},
		ExcerptNoun: Noun{"dont %s en extrait seulement", "dont %s en extrait seulement"},
		PictureNoun: Noun{"%s image", "%s images"},
		ReadNoun:    Noun{"%s lu", "%s lus"}, StarNoun: Noun{"%s étoilé", "%s étoilés"},
		WatchNoun: Noun{"%s affaire suivie", "%s affaires suivies"},
		Sound:     "intègre", Unsound: "ENDOMMAGÉE : %s",
		Waiting:     "%s à rendre cherchable",
		Forever:     "tout est gardé pour toujours",
		WouldGo:     "« %s » : la prochaine actualisation supprimerait %s (environ %s), du %s au %s",
		NothingGoes: "« %s » : rien à supprimer pour l’instant",
		NoSources:   "aucune",
		NeverAsked:  "jamais interrogée",
		AnsweredAt:  "a répondu le %s",
		FailedAt:    "a échoué le %s : %s",
		NextAt:      "pas avant le %s",
		AdviceUnsound: "L’archive est endommagée. Fermez BreaGeek, gardez une copie de %s, puis supprimez-le : " +
			"« breageek refresh » en refait une, et vos marques restent dans state.json.",
		AdviceFailed:  "%s ne répond pas. Vérifiez l’adresse dans %s ; ce qui est gardé reste lisible.",
		AdviceWaiting: "Des articles ne sont pas encore cherchables : « breageek refresh » termine le travail.",
		AdviceExcerpts: "Beaucoup d’extraits : « full_text = \"auto\" » va chercher les textes entiers, " +
			"« x » le fait pour un article.",
		AdviceNotHere: "%s est dans la configuration et n’a encore jamais été interrogée : « breageek refresh ».",
		AdviceUnmerged: "%s ne se lit pas comme une copie de state.json : rien n’en a été repris. " +
			"Corrigez-la, ou supprimez-la de %s.",
		AdviceAside: "Mis de côté dans %s et plus utilisé, à garder ou à supprimer : %s.",
		Every:       "rythme : à l’ouverture, puis toutes les %s",
		ByHand:      "rythme : avec « r » ou « breageek refresh » seulement",
		NoAdvice:    "rien",
	}
}

func englishDoctor() Doctor {
	return Doctor{
		Kept: "Kept", Archive: "archive", Marks: "marks", Pictures: "pictures", Folder: "folder",
		Sources: "Sources", Rule: "Keeping", Advice: "To do",
		ArticleNoun: Noun{"%s article", "%s articles"},
		ExcerptNoun: Noun{"%s of them an excerpt only", "%s of them excerpts only"},
		PictureNoun: Noun{"%s picture", "%s pictures"},
		ReadNoun:    Noun{"%s read", "%s read"}, StarNoun: Noun{"%s starred", "%s starred"},
		WatchNoun: Noun{"%s story watched", "%s stories watched"},
		Sound:     "sound", Unsound: "DAMAGED: %s",
		Waiting:     "%s not searchable yet",
		Forever:     "everything is kept for ever",
		WouldGo:     "“%s”: the next refresh would let go %s (about %s), from %s to %s",
		NothingGoes: "“%s”: nothing to let go for now",
		NoSources:   "none",
		NeverAsked:  "never asked",
		AnsweredAt:  "answered on %s",
		FailedAt:    "failed on %s: %s",
		NextAt:      "not before %s",
		AdviceUnsound: "The archive is damaged. Close BreaGeek, keep a copy of %s, then delete it: " +
			"“breageek refresh” makes a new one, and your marks stay in state.json.",
		AdviceFailed:  "%s does not answer. Check its address in %s; what is kept can still be read.",
		AdviceWaiting: "Some articles cannot be searched yet: “breageek refresh” finishes the work.",
		AdviceExcerpts: "Many excerpts: “full_text = \"auto\"” fetches the whole texts, " +
			"“x” does it for one article.",
		AdviceNotHere: "%s is configured and was never asked: “breageek refresh”.",
		AdviceUnmerged: "%s cannot be read as a copy of state.json: nothing of it was taken in. " +
			"Mend it, or delete it from %s.",
		AdviceAside: "Set aside in %s and no longer used, for you to keep or to delete: %s.",
		Every:       "pace: when the reader opens, then every %s",
		ByHand:      "pace: by “r” or “breageek refresh” only",
		NoAdvice:    "nothing",
	}
}
