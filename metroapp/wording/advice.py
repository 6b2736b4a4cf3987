"""What to do where a verdict is not proven, one French sentence for each advice."""

from __future__ import annotations

from metroapp.domain.justification import Advice
from metroapp.wording.translate import gettext as _

_ADVICE = {
    Advice.GIVE_UNCERTAINTY: _(
        "La règle demande l'incertitude de cette valeur et le registre ne la donne pas : complétez la fiche du moyen "
        "ou de la caractéristique, puis mesurez à nouveau."
    ),
    Advice.BETTER_INSTRUMENT: _(
        "L'incertitude de ce moyen ne permet pas de conclure : mesurez à nouveau avec un moyen plus précis."
    ),
    Advice.MORE_READINGS: _(
        "La répétabilité fait plus de la moitié de l'incertitude : la moyenne de plusieurs lectures au même endroit "
        "aidera plus qu'un autre moyen."
    ),
    Advice.MEASURE_SIZE: _(
        "Le bonus dépend de la taille de l'élément tolérancé : mesurez d'abord le repère {balloon}."
    ),
    Advice.DEMONSTRATE_ENVELOPE: _(
        "L'enveloppe n'est ni bonne ni mauvaise : passez un calibre ENTRE de forme complète, ou faites mesurer la "
        "forme."
    ),
    Advice.REVIEW_GUARD: _(
        "La bande de garde est fixée par la fiche, un meilleur moyen n'y change rien : gardez la pièce avec les non "
        "conformes et faites revoir la pièce ou la bande."
    ),
    Advice.TAKE_AGAIN: _(
        "Le zéro du comparateur a dérivé depuis cette valeur : prenez un nouveau zéro, puis mesurez la pièce à nouveau."
    ),
    Advice.TAKE_AGAIN_PROBED: _(
        "La constante de touche n'est plus prouvée pour cette valeur : vérifiez-la sur son étalon, puis palpez de "
        "nouveau la pièce."
    ),
    Advice.VERIFY_CONSTANT: _(
        "Cette valeur utilise la constante de touche : elle sera dite bonne ou non quand la constante sera revérifiée "
        "sur son étalon."
    ),
    Advice.SECOND_READING: _(
        "Cette valeur est bonne après une autre qui ne l'était pas : refaites une lecture au même endroit, ou "
        "demandez le visa du technicien qualité."
    ),
}


def advice_sentence(advice: Advice, size_balloon: str = "") -> str:
    """What to do, as a sentence; `size_balloon` gives the size that a bonus waits for."""
    return _ADVICE[advice].format(balloon=size_balloon)
