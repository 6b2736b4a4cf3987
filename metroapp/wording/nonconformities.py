"""The texts of the page of what is not good, in all records."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PAGE = _("Non conf.")
PAGE_NAME = _("Non-conformités")
TITLE = _("Non-conformités")
TABLE = _("Valeurs non conformes ou à confirmer, la dernière en tête")
SEARCH = _("Relevé, pièce, repère, instrument, personne")
WITH_REPLACED = _("Avec les valeurs remplacées")
OPEN = _("Ouvrir le relevé")
OPEN_TIP = _("Montrer dans les archives le relevé de la valeur choisie (double-clic ou Entrée)")
NONE = _("Aucune valeur non conforme ni à confirmer.")
NONE_FOUND = _("Aucune valeur ne correspond à cette recherche.")
COUNT_ONE = _("1 valeur")
COUNT = _("{count} valeurs")
COUNT_SO_FAR = _("{count} premières valeurs")

RECORD = _("Relevé")
PART = _("Référence")
PIECE = _("N°")
BALLOON = _("Rep.")
VALUE = _("Valeur")
VERDICT = _("Verdict")
EXCEEDANCE = _("Dépasse")
INSTRUMENT = _("Instrument")
WHO = _("Qui")
WHEN = _("Quand")
CONCESSION = _("Dérogation")

NONCONFORMING = _("✗ non conforme")
UNDECIDED = _("? à confirmer")
AWAITS_SECOND = _("? attend la 2e lecture")
TAKEN_BACK = _("? à reprendre, zéro dérivé")
REPLACED_NONCONFORMING = _("✗ remplacée")
REPLACED_UNDECIDED = _("? remplacée")
ABOVE = _("+{by}")
BELOW = _("−{by}")
NO_INSTRUMENT = _("–")


def counted(count: int, *, is_all: bool) -> str:
    """How many lines are shown, and whether there are more."""
    if not is_all:
        return COUNT_SO_FAR.format(count=count)
    return COUNT_ONE if count == 1 else COUNT.format(count=count)
