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
MINUTES = _("Temps alloué (min)")
MINUTES_SAID = _("Le temps restant s'affiche pendant le relevé.")
MINUTES_OF_RECORD = _("Temps alloué à ce relevé, en minutes (0 : sans limite)")
NO_LIMIT = _("sans limite")
SAVE = _("Enregistrer")
SAVE_NAME = _("Enregistrer le déroulement des relevés")
SAVED = _("Déroulement enregistré pour les prochains relevés.")
