"""The words of the search among records."""

from __future__ import annotations

from datetime import date

from metroapp.domain.record_search import Criterion
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

SEARCH = _("Pièce, OF, lot, instrument, personne, motif…")
SEARCH_TIP = _(
    "Tous les mots écrits ici sont dans ce que dit le relevé ; accents et majuscules ne comptent pas. "
    "Un mot d'une ou deux lettres doit y être un mot entier : machine T1, phase 10, OF 12."
)
CHIP = _("{facet} : {value}")
ADD_TIP = _("Ne montrer que ces relevés")
REMOVE_TIP = _("Retirer ce filtre")
OUTCOMES = _("Résultat")
DATES = _("Dates")
MORE = _("Afficher la suite")
SEARCHING = _("Recherche…")
NONE_FOUND = _("Aucun relevé ne correspond. Retirez un filtre ou un mot.")
COUNT_ONE = _("1 relevé")
COUNT = _("{count} relevés")
COUNT_SO_FAR = _("{count} premiers relevés")

TODAY = _("Aujourd'hui")
LAST_WEEK = _("7 derniers jours")
LAST_MONTH = _("30 derniers jours")
THIS_YEAR = _("Cette année")
LAST_YEAR = _("L'an dernier")
BETWEEN = _("Entre deux dates…")
BETWEEN_TITLE = _("Relevés ouverts entre deux dates")
FROM = _("Du")
UNTIL = _("Au (compris)")
DATES_CHIP = _("Ouvert du {first} au {last}")
ANY_DATE = _("Toutes dates")


def chip(criterion: Criterion, said: str) -> str:
    """What a filter says."""
    return CHIP.format(facet=label(criterion.facet), value=said)


def dates_chip(first: date, last: date) -> str:
    return DATES_CHIP.format(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")


def counted(count: int, *, is_all: bool) -> str:
    """How many records are shown, and whether there are more."""
    if not is_all:
        return COUNT_SO_FAR.format(count=count)
    return COUNT_ONE if count == 1 else COUNT.format(count=count)
