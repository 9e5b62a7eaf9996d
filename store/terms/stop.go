package terms

import (
	"strings"
	"sync"
)

// IsStop reports whether a word, folded, is too common to be searched for:
// articles, pronouns, prepositions, conjunctions, auxiliaries.
func IsStop(folded string) bool {
	return len(folded) < 2 || lists().stop[folded]
}

// IsDull reports whether a word, folded, says nothing of what a story is about: stop words,
// days, months, and what any news is made of.
func IsDull(folded string) bool { return IsStop(folded) || lists().dull[folded] }

type wordLists struct{ stop, dull map[string]bool }

// lists builds the tables at the first use, not at the start of the program.
var lists = sync.OnceValue(func() wordLists {
	return wordLists{set(stopWords), set(dullWords)}
})

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

const stopWords = `
le la les un une des du de au aux ce cet cette ces mon ton son ma ta sa mes tes ses notre votre
leur nos vos leurs je tu il elle on nous vous ils elles me te se lui eux moi toi soi en ne pas
plus ni que qui quoi dont ou et mais donc or car si comme quand lorsque puisque parce ainsi alors
aussi avec sans sous sur dans par pour vers chez entre contre depuis pendant avant apres des
jusque lors selon malgre est sont etait etaient sera seront serait seraient soit soient fut furent
etre suis es sommes etes ai as avons avez ont avait avaient aura auront aurait auraient ait aient
avoir ayant eu fait font faire faisait fera peut peuvent pouvait pourrait pourraient pouvoir doit
doivent devrait devait devoir va vont ca cela ceci celui celle ceux celles autre autres tout toute
tous toutes tres trop peu meme memes encore deja toujours jamais ici la-bas y a ou quel quelle
quels quelles quelque quelques chaque plusieurs certains certaines tel telle tels telles afin
cependant ensuite enfin puis voici voila non oui bien the of and to in for is on at by it an be as
with from that this are was`

const dullWords = `
ete lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin
juillet aout septembre octobre novembre decembre aujourdhui hier demain matin midi soir soiree
nuit matinee jour jours journee week end weekend semaine semaines mois an ans annee annees heure
heures minute minutes fois date un deux trois quatre cinq six sept huit neuf dix vingt cent cents
mille million millions milliard milliards premier premiere premiers premieres second seconde
dernier derniere derniers dernieres nouveau nouvel nouvelle nouveaux nouvelles grand grande grands
grandes petit petite petits petites bon bonne gros grosse jeune jeunes vieux plein moins mieux
pres loin hors environ autour face suite direct video photo photos images infographie exclusif
interview reportage analyse edito tribune podcast diaporama carte replay live info infos actualite
actualites article lire voir dit dire disent affirme affirment annonce annoncent annoncee explique
expliquent declare declarent indique precise ajoute estime assure rappelle souligne confirme
demande demandent appelle appellent veut veulent mettre mis mise met prend prendre pris prise
donne donner passe passer reste rester arrive arriver vient venir devient rend rendre trouve
trouver tient tenir part partir entend lance lancer personne personnes gens homme hommes femme
femmes chose choses cas lieu part point pays monde ville question questions situation moment fin
debut milieu cours place nombre partie cote etat effet quoi comment pourquoi combien etc via
notamment surtout presque seulement vraiment plutot environ france francais francaise francaises`
