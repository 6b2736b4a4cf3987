"""How the records of a workshop are filled: each choice of the settings, and one sentence about it."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Déroulement des relevés")
NOTE = _("Ces choix valent pour les relevés ouverts ensuite ; un relevé garde ceux de son ouverture.")
ORDER = _("Ordre de mesure")
ORDER_SAID = _("L'ordre proposé ; l'opérateur peut toujours toucher une autre case.")
CLEANING = _("Nettoyage et ébavurage à confirmer")
CLEANING_SAID = _("Aucune lecture n'est prise avant que l'opérateur dise les pièces propres.")
APPROVAL = _("Bon à produire")
NO_APPROVAL = _("sans bon à produire")
APPROVAL_BY = _("signé : {role}")
APPROVAL_SAID = _("La pièce 1 est mesurée d'abord ; les autres attendent cette signature.")
ASKS = _("Une valeur mauvaise demande une réponse")
ASKS_SAID = _("L'opérateur choisit : reprendre, confirmer ou appeler ; les lectures suivantes attendent.")
CONCORDANT = _("De mauvais à bon : deux lectures concordantes")
CONCORDANT_SAID = _("Une valeur bonne après une mauvaise reste à confirmer jusqu'à la seconde, ou au visa qualité.")
WIDENS = _("Tri à 100 % après un prélèvement mauvais")
WIDENS_SAID = _("Les pièces non prélevées autour d'une valeur mauvaise sont à mesurer aussi.")
ASSISTS = _("Aide au choix des moyens")
ASSISTS_SAID = _(
    "Le programme conseille les moyens et refuse ceux qui ne conviennent pas ; sans elle il ne dit rien, et le relevé "
    "garde le moyen pris, son aptitude et ce qui aurait été refusé."
)
CORRECTIONS = _("Correcteur d'outil proposé")
CORRECTIONS_SAID = _(
    "Quand une cote liée à un outil s'écarte, le relevé propose la correction à taper ; rien n'est envoyé à la "
    "machine. Sans l'aide au choix des moyens il ne propose rien."
)
MINUTES = _("Temps alloué (min)")
MINUTES_SAID = _("Le temps restant s'affiche pendant le relevé.")
MINUTES_OF_RECORD = _("Temps alloué à ce relevé, en minutes (0 : sans limite)")
NO_LIMIT = _("sans limite")
TEXTURE = _("Norme d'état de surface")
NO_TEXTURE = _("aucune")
TEXTURE_SAID = _(
    "Elle propose la coupure et donne la règle (16 % ou maximum) que le plan ne dit pas ; sans elle, une mesure décide."
)
COMPARING = _("Contrôle par comparaison")
PROVES_MOUNTING = _("Montage prouvé avant le zéro")
PROVES_MOUNTING_SAID = _("Un déplacement connu dit le sens du comparateur et son facteur.")
PROTECTS = _("Cales de protection aux bouts")
PROTECTS_SAID = _("Deux cales de même longueur aux bouts de l'empilage, qui est refusé sans elles.")
RECHECKS = _("Zéro recontrôlé")
RECHECKS_SAID = _("Le relevé ne se clôture pas sans ; une dérive fait reprendre ce qui suit le dernier bon zéro.")
ZERO_READINGS = _("Lectures du zéro")
ZERO_READINGS_SAID = _("Plusieurs lectures doivent se répéter à un échelon près ; le zéro est leur médiane.")
ONE_ZERO = _("une seule")
ZEROS = _("{count} lectures")
RECHECK_EVERY = _("Recontrôle (pièces)")
RECHECK_EVERY_SAID = _("Après autant de pièces, et toujours à la fin de la série.")
AT_THE_END = _("à la fin")
DRIFT_LIMIT = _("Dérive admise")
DRIFT_LIMIT_SAID = _("En échelons du comparateur, de part et d'autre du zéro pris.")
SAVE = _("Enregistrer")
SAVE_NAME = _("Enregistrer le déroulement des relevés")
SAVED = _("Déroulement enregistré pour les prochains relevés.")
