package store_test

// papers are what a timeline must keep together and apart: the articles of each,
// by story, the newest first in each.
func papers() map[string][]told {
	return map[string][]told{
		"a trial of three weeks": trial(), "a trial told by a name": accused(),
		"a club that plays every weekend": club(), "two storms under one rubric": storms(),
		"a minister of many subjects": minister(), "a club and its best player": player(),
		"a club without opponents": alone(), "a town with two affairs": town(),
		"a chain": chain(), "two fires in one town": fires(), "a weather report": weather(),
		"two accidents on one road": road(), "two budgets of one council": council(),
		"a club named by its matches": league(), "two candidates in one town": candidates(),
		"two trials in one court": assizes(),
	}
}

func trial() []told {
	return []told{
		{"trial", 1, "Procès du moulin de Trévagor : douze ans de prison pour l’incendiaire",
			"La cour d’assises de Vaurelle a condamné Yvon Kerdoncuff à douze ans de prison " +
				"pour l’incendie du moulin de Trévagor. La propriétaire, Anne Le Duff, n’a pas " +
				"souri."},
		{"trial", 12, "Procès du moulin de Trévagor : l’expert accable Yvon Kerdoncuff",
			"À la barre de la cour d’assises de Vaurelle, l’expert a montré les bidons trouvés " +
				"au moulin de Trévagor. Yvon Kerdoncuff nie l’incendie, Anne Le Duff pleure au " +
				"premier rang."},
		{"trial", 22, "Au procès du moulin de Trévagor, Yvon Kerdoncuff garde le silence",
			"Le procès de l’incendie du moulin de Trévagor s’est ouvert devant la cour " +
				"d’assises de Vaurelle. Yvon Kerdoncuff, voisin d’Anne Le Duff, n’a dit que " +
				"son nom."},
		{"other", 12.5, "Aux assises de Vaurelle, un notaire jugé pour faux",
			"La cour d’assises de Vaurelle juge un notaire de Lannec, accusé de faux en " +
				"écriture. Le procès doit durer trois jours, douze témoins sont attendus."},
	}
}

func accused() []told {
	return []told{
		{"trial", 1, "Marc Quélennec condamné à vingt ans pour le meurtre de la passeuse",
			"La cour d’assises de Castelmarre a condamné Marc Quélennec à vingt ans de " +
				"réclusion pour le meurtre de la passeuse Odette Guéguen, au bac de " +
				"Saint-Guirec. Il fera appel."},
		{"trial", 5, "Meurtre de la passeuse : l’avocat général demande vingt-cinq ans",
			"L’avocat général a requis vingt-cinq ans de réclusion contre Marc Quélennec, jugé " +
				"par la cour d’assises de Castelmarre pour le meurtre d’Odette Guéguen au bac " +
				"de Saint-Guirec."},
		{"trial", 9, "Marc Quélennec jure qu’il n’a pas tué la passeuse Odette Guéguen",
			"Debout devant la cour d’assises de Castelmarre, Marc Quélennec a nié pendant deux " +
				"heures le meurtre d’Odette Guéguen, la passeuse du bac de Saint-Guirec. Les " +
				"jurés prenaient des notes."},
		{"trial", 15, "Meurtre de la passeuse de Saint-Guirec : les voisins racontent",
			"Six voisins ont raconté à la cour d’assises de Castelmarre la nuit du meurtre " +
				"d’Odette Guéguen. Deux ont vu Marc Quélennec près du bac de Saint-Guirec, une " +
				"lampe à la main."},
		{"trial", 21, "Le procès de Marc Quélennec s’ouvre, trois ans après la mort de la passeuse",
			"Trois semaines d’audience commencent à la cour d’assises de Castelmarre. Marc " +
				"Quélennec est accusé du meurtre d’Odette Guéguen, passeuse au bac de " +
				"Saint-Guirec."},
	}
}

func club() []told {
	return []told{
		{"third", 0.3, "Handball : Brisac retrouve le sourire contre Castelmarre",
			"Les joueuses de Brisac ont dominé Castelmarre (30-22). Nina Auvray est revenue de " +
				"blessure et la gardienne Lise Korrigan a tout arrêté. L’entraîneur Paul " +
				"Guivarc respire."},
		{"second", 6.4, "Handball : après la gifle de Vaurelle, Brisac se cherche",
			"Deux jours après la gifle reçue de Vaurelle (19-31), Brisac soigne ses plaies. " +
				"Nina Auvray, touchée au genou, manquera trois semaines. Paul Guivarc annonce " +
				"des changements."},
		{"second", 7.3, "Handball : Brisac chute lourdement devant Vaurelle",
			"Les joueuses de Brisac ont sombré devant Vaurelle (19-31). Nina Auvray s’est " +
				"blessée au genou et la gardienne Lise Korrigan n’a rien pu faire. Paul " +
				"Guivarc parle de naufrage."},
		{"first", 14.3, "Handball : Brisac s’impose à Tourmel et prend la tête",
			"Les joueuses de Brisac ont battu Tourmel (27-24). Nina Auvray a marqué neuf buts " +
				"et la gardienne Lise Korrigan a écœuré ses adversaires. L’entraîneur Paul " +
				"Guivarc salue un match plein."},
	}
}

func storms() []told {
	return []told{
		{"berenice", 0.5, "EN DIRECT. Tempête Bérénice : les écoles fermées à Lannec",
			"La tempête Bérénice a soufflé à 140 km/h sur Lannec. Les écoles resteront " +
				"fermées, la préfecture maintient la vigilance orange et 3 000 foyers sont " +
				"privés d’électricité."},
		{"berenice", 1, "EN DIRECT. Tempête Bérénice : la côte de Lannec en vigilance orange",
			"La préfecture place la côte de Lannec en vigilance orange avant la tempête " +
				"Bérénice. Des rafales de 140 km/h sont attendues dans la nuit, les écoles " +
				"préviennent les familles."},
		{"ursule", 20.5, "EN DIRECT. Tempête Ursule : 2 000 foyers privés d’électricité",
			"La tempête Ursule a couché des hêtres entre Vaurelle et Castelmarre. La " +
				"préfecture maintient la vigilance orange, 2 000 foyers sont privés " +
				"d’électricité et les trains sont arrêtés."},
		{"ursule", 21, "EN DIRECT. Tempête Ursule : plus de trains de Vaurelle à Castelmarre",
			"Aucun train ne circule entre Vaurelle et Castelmarre : la tempête Ursule a couché " +
				"des hêtres sur la voie. La préfecture a placé le haut pays en vigilance " +
				"orange."},
	}
}

func minister() []told {
	return []told{
		{"water", 0.2, "Odile Ferrand : « Le prix de l’eau ne doit pas augmenter »",
			"Invitée de la radio, la ministre Odile Ferrand promet que le prix de l’eau " +
				"restera stable. Les syndicats des eaux répondent que les tuyaux fuient et " +
				"qu’il faut les payer."},
		{"school", 7, "La ministre Odile Ferrand promet des arbres dans les cours d’école",
			"La ministre Odile Ferrand veut planter dix mille arbres dans les cours d’école. " +
				"Les maires demandent qui arrosera en juillet."},
		{"forest", 15, "La ministre Odile Ferrand annonce un plan pour les forêts",
			"La ministre Odile Ferrand a présenté un plan de quarante millions d’euros pour " +
				"replanter les forêts brûlées. Les communes forestières demandent des gardes " +
				"et du temps."},
	}
}

func player() []told {
	return []told{
		{"third", 0.5, "Handball : Nina Auvray et Brisac tombent à Castelmarre",
			"Nina Auvray n’a pas suffi : Brisac s’incline à Castelmarre (25-28) devant huit " +
				"cents spectateurs. La gardienne Lise Korrigan quitte la salle en larmes."},
		{"second", 7.5, "Handball : Nina Auvray offre la victoire à Brisac contre Vaurelle",
			"Un but de Nina Auvray à la dernière seconde donne la victoire à Brisac contre " +
				"Vaurelle (31-30). La gardienne Lise Korrigan avait arrêté deux penalties."},
		{"first", 14.5, "Handball : Brisac et Nina Auvray dominent Tourmel",
			"Brisac domine Tourmel (27-24). Nina Auvray marque neuf buts et la gardienne Lise " +
				"Korrigan écœure ses adversaires devant une salle pleine."},
	}
}

func alone() []told {
	return []told{
		{"second", 1, "Handball : Brisac chute lourdement à domicile",
			"Les joueuses de Brisac ont sombré devant Vaurelle (19-31). Nina Auvray s’est " +
				"blessée au genou et la gardienne Lise Korrigan n’a rien pu faire. Paul " +
				"Guivarc parle de naufrage."},
		{"first", 8, "Handball : Brisac s’impose et prend la tête",
			"Les joueuses de Brisac ont battu Tourmel (27-24). Nina Auvray a marqué neuf buts " +
				"et la gardienne Lise Korrigan a écœuré ses adversaires. L’entraîneur Paul " +
				"Guivarc salue un match plein."},
	}
}

func town() []told {
	return []told{
		{"theft", 0.2, "Vol au musée de Lannec : le sabre du corsaire retrouvé dans un grenier",
			"Le sabre du corsaire Yves Tréhorel, volé au musée de Lannec, était dans un " +
				"grenier. Le voleur, un ancien gardien, a été arrêté par les gendarmes."},
		{"theft", 1.2, "Lannec : un ancien gardien soupçonné du vol au musée",
			"Les gendarmes interrogent un ancien gardien du musée de Lannec. Le sabre du " +
				"corsaire Yves Tréhorel, volé dimanche, reste introuvable."},
		{"theft", 2.2, "Lannec : le sabre du corsaire volé au musée",
			"Le musée de Lannec a été cambriolé dans la nuit. Le sabre du corsaire Yves " +
				"Tréhorel a disparu, sa vitrine était ouverte. Les gendarmes cherchent un " +
				"gardien."},
		{"fire", 0.1, "Lannec : la criée rouvre huit jours après l’incendie",
			"La criée de Lannec, ravagée par un incendie, rouvre sous une tente. Les mareyeurs " +
				"et les pêcheurs de l’Étoile-du-Soir ont vendu quatre tonnes de lieu."},
		{"fire", 1.1, "Incendie de la criée de Lannec : la chambre froide en cause",
			"L’incendie de la criée de Lannec est parti d’une chambre froide. Les mareyeurs " +
				"travaillent sous une tente, l’Étoile-du-Soir a débarqué à Tourmel."},
	}
}

func chain() []told {
	return []told{
		{"levy", 0.1, "Fonderie Gallou : les syndicats de Tourmel contre la taxe sur le bois",
			"Deux mille personnes ont marché à Tourmel contre la taxe sur le bois. Les " +
				"syndicats de la fonderie Gallou ouvraient le cortège, devant les scieries de " +
				"Pierre Cadiou."},
		{"levy", 0.9, "Taxe sur le bois : Pierre Cadiou ferme ses scieries",
			"Pierre Cadiou ferme ses trois scieries contre la taxe sur le bois votée par le " +
				"conseil. Quatre-vingts bûcherons sont au chômage, le préfet les reçoit."},
		{"strike", 3.1, "Fonderie Gallou : la grève s’étend à l’atelier de Tourmel",
			"La grève des fondeurs de Gallou s’étend à l’atelier de Tourmel. Ils demandent " +
				"quatre-vingts euros de plus et le retour du délégué Alain Morvan."},
		{"strike", 4, "Grève à la fonderie Gallou après le renvoi d’Alain Morvan",
			"Les fondeurs de Gallou sont en grève depuis le renvoi du délégué Alain Morvan. Le " +
				"four est éteint, la direction parle d’une faute lourde."},
	}
}

func fires() []told {
	return []told{
		{"sawmill", 0.5, "Trévagor : un incendie détruit la scierie Cadiou",
			"Un incendie a détruit la scierie de Pierre Cadiou, à Trévagor, dans la nuit. " +
				"Trente pompiers ont lutté jusqu’à l’aube, le toit s’est effondré sur les " +
				"machines. Personne n’est blessé."},
		{"mill", 16, "À Trévagor, un incendie ravage le moulin d’Anne Le Duff",
			"Un incendie a ravagé le moulin de Trévagor qu’Anne Le Duff venait de restaurer. " +
				"Le toit s’est effondré, quarante pompiers ont noyé les braises. Personne " +
				"n’est blessé."},
	}
}

func weather() []told {
	return []told{
		{"second", 0.5, "Météo : pluie et vent sur la côte de Lannec ce week-end",
			"La pluie et le vent reviennent sur la côte de Lannec. Les rafales atteindront 80 " +
				"km/h à la pointe de Castelmarre, prudence sur les sentiers."},
		{"first", 7.5, "Météo : du vent et de la pluie attendus à Lannec ce week-end",
			"Un week-end de vent et de pluie attend la côte de Lannec. Les rafales atteindront " +
				"70 km/h à la pointe de Castelmarre, les coefficients de marée sont faibles."},
	}
}

func road() []told {
	return []told{
		{"lorry", 0.5, "Lannec : un camion se couche sur la route de Tourmel",
			"Un camion de cidre s’est couché sur la route de Tourmel, à la sortie de Lannec. " +
				"Le chauffeur est légèrement blessé, la circulation est coupée dans les deux " +
				"sens."},
		{"bus", 9.5, "Lannec : un autocar dans le fossé sur la route de Tourmel",
			"Un autocar scolaire a fini dans le fossé sur la route de Tourmel, à la sortie de " +
				"Lannec. Trois élèves sont légèrement blessés, la circulation est coupée."},
	}
}

func council() []told {
	return []told{
		{"pool", 0.5, "Conseil municipal de Lannec : la piscine coûtera deux millions",
			"Le conseil municipal de Lannec a voté deux millions pour la piscine. La maire " +
				"Solenn Bescond a dû répondre à l’opposition, qui dénonce un prix multiplié " +
				"par deux."},
		{"school", 28, "Conseil municipal de Lannec : l’école neuve attendra",
			"Le conseil municipal de Lannec a repoussé l’école neuve d’un an. La maire Solenn " +
				"Bescond attend les aides du canton, l’opposition dénonce un manque de " +
				"courage."},
	}
}

func league() []told {
	return []told{
		{"b", 0.5, "Vaurelle-Brisac : les Bleus s’inclinent sur un penalty",
			"L’AS Brisac s’est inclinée à Vaurelle (1-0) sur un penalty de la dernière " +
				"minute. L’entraîneur Yannick Moal accuse la fatigue, le capitaine Théo Le " +
				"Gall l’arbitre."},
		{"a", 7.5, "Brisac-Tourmel : les Bleus renversent le leader",
			"L’AS Brisac a battu Tourmel (2-1) grâce à un doublé de Théo Le Gall. " +
				"L’entraîneur Yannick Moal parle d’un match de caractère, le stade a chanté " +
				"jusqu’à minuit."},
		{"c", 14.5, "Brisac ouvre sa saison par un nul contre Lannec",
			"Théo Le Gall a répondu à Lannec en fin de match (1-1) : l’AS Brisac ouvre sa " +
				"saison par un nul. Yannick Moal attend mieux de son milieu."},
	}
}

func candidates() []told {
	return []told{
		{"b", 1, "Municipales à Lannec : Hervé Pennec veut rouvrir la gare",
			"Candidat à la mairie de Lannec, Hervé Pennec promet de rouvrir la gare et de " +
				"baisser le prix de l’eau. Sa liste compte douze femmes et onze hommes."},
		{"a", 6, "Municipales à Lannec : Solenn Bescond brigue un second mandat",
			"La maire sortante de Lannec, Solenn Bescond, sera candidate. Elle défend sa " +
				"cantine et ses pistes, et présentera sa liste en janvier."},
	}
}

func assizes() []told {
	return []told{
		{"b", 1, "Cour d’assises de Castelmarre : quinze ans pour le braqueur de la bijouterie",
			"La cour d’assises de Castelmarre a condamné Denis Abalain à quinze ans de " +
				"réclusion pour le braquage de la bijouterie Kerven. L’avocate Louise Madec " +
				"annonce un appel."},
		{"a", 9, "Cour d’assises de Castelmarre : le gérant de l’auberge acquitté",
			"La cour d’assises de Castelmarre a acquitté Fañch Riou, gérant de l’auberge du " +
				"Loch, accusé d’avoir empoisonné un client. L’avocate Louise Madec salue le " +
				"courage des jurés."},
	}
}
