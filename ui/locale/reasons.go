package locale

// The causes that errors give as codes, in words: of certificates, of addresses,
// of what came instead of a feed, of the disk.

func frenchReasons() map[string]string {
	return map[string]string{
		"unknown authority": "autorité inconnue", "wrong host": "celui d’un autre site",
		"expired": "expiré", "invalid": "refusé", "not TLS": "ce n’est pas du https",
		"empty": "elle est vide", "unreadable": "elle est illisible",
		"scheme": "ce n’est pas http", "host": "elle ne nomme aucun site",
		"private": "elle mène à cette machine ou à son réseau",
		"json":    "du JSON", "xml": "un autre XML", "image": "une image", "pdf": "un PDF",
		"archive": "une archive", "binary": "des données", "text": "du texte",
		"denied": "accès refusé", "missing": "introuvable", "full": "disque plein", "read-only": "en lecture seule",
		"too large": "le fichier ne peut plus grandir", "quota": "quota du disque atteint",
		"input or output": "erreur du disque", "files": "trop de fichiers ouverts",
		"held":         "un autre programme le tient",
		"unconfirmed":  "l’écriture n’est pas confirmée",
		"not a folder": "un fichier tient la place d’un dossier",
		"a folder":     "un dossier tient la place d’un fichier",
		"a circle":     "des liens qui tournent en rond",
	}
}

func englishReasons() map[string]string {
	return map[string]string{
		"unknown authority": "unknown authority", "wrong host": "another site's",
		"expired": "expired", "invalid": "refused", "not TLS": "it is not https",
		"empty": "it is empty", "unreadable": "it cannot be read",
		"scheme": "it is not http", "host": "it names no site",
		"private": "it leads to this machine or its network",
		"json":    "JSON", "xml": "another XML", "image": "a picture", "pdf": "a PDF",
		"archive": "an archive", "binary": "data", "text": "plain text",
		"denied": "permission denied", "missing": "not found", "full": "the disk is full", "read-only": "read-only",
		"too large": "the file cannot grow", "quota": "the disk quota is used up",
		"input or output": "disk error", "files": "too many open files",
		"held":         "another program holds it",
		"unconfirmed":  "what was written is not confirmed",
		"not a folder": "a file stands where a folder should",
		"a folder":     "a folder stands where a file should",
		"a circle":     "links that lead in a circle",
	}
}
