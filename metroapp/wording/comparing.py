"""Inspection by comparison: what the operator does on the blocks, and what the zeros said."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.comparison import DIRECT, Mounting
from metroapp.domain.operations import ZeroRechecked
from metroapp.wording.numbers import number, signed
from metroapp.wording.translate import gettext as _

# What to do now
ZERO_OF_SEVERAL = _(
    "Palpez la pile de cales {nominal}\u00a0mm avec {instruments}, puis DATA : {ordinal} zéro sur {places}."
)
RECHECK = _("Recontrôlez le zéro : palpez à nouveau la pile de cales avec {instruments}, puis DATA.")
DECLARE = _("Preuve du montage : entrez d'abord le déplacement connu.")
BEFORE_MOVE = _("Preuve du montage : palpez le point de départ avec {instruments}, puis DATA.")
AFTER_MOVE = _("Preuve du montage : déplacez de {displacement}\u00a0mm, puis DATA sur {instruments}.")
ON_STACK = _("Sur l'empilage certifié {certified}\u00a0mm : {blocks}")
FIRST = _("1ᵉʳ")
OTHER = _("{place}ᵉ")

# The displacement that is known
DISPLACEMENT = _("Déplacement (mm, signé)")
DISPLACEMENT_TIP = _("Positif vers les plus grandes cotes : cale plus épaisse, ou vis de réglage qui monte")
FACTOR = _("Facteur (vide : trouvé)")
FACTOR_TIP = _("1 pour un comparateur en prise directe ; celui du levier ou de l'échelle sinon")
PROPOSED = _("Proposé : de la cale {before} à la cale {after}")
SAVE = _("Valider")
SAVE_DISPLACEMENT = _("Valider le déplacement")

# What was received
BEFORE_RECEIVED = _("Lu avant le déplacement.")
ZERO_RECEIVED = _("{ordinal} zéro sur {places}.")

# What was found
PROVEN_TITLE = _("MONTAGE PROUVÉ · repère {balloon}")
PROVEN_DETAIL = _("{mounting}. Prenez maintenant le zéro.")
RECHECKED_TITLE = _("ZÉRO RECONTRÔLÉ · repère {balloon}")
RECHECKED_DETAIL = _("Dérive {drift}\u00a0mm, limite ±{limit}\u00a0mm : les valeurs tiennent, continuez.")
DRIFTED_TITLE = _("ZÉRO DÉRIVÉ · repère {balloon}")
DRIFTED_NOTHING = _("Dérive {drift}\u00a0mm, limite ±{limit}\u00a0mm : reprenez le zéro.")
DRIFTED_ONE = _("Dérive {drift}\u00a0mm, limite ±{limit}\u00a0mm : pièce {pieces} à reprendre, après un nouveau zéro.")
DRIFTED = _("Dérive {drift}\u00a0mm, limite ±{limit}\u00a0mm : pièces {pieces} à reprendre, après un nouveau zéro.")
LOST_NOTHING = _("Zéro non recontrôlé : reprenez le zéro.")
LOST_ONE = _("Zéro non recontrôlé : pièce {pieces} à reprendre, après un nouveau zéro.")
LOST = _("Zéro non recontrôlé : pièces {pieces} à reprendre, après un nouveau zéro.")
DIRECT_WORDS = _("indicateur direct")
INVERSE_WORDS = _("indicateur inverse")
WITH_FACTOR = _("{sense}, facteur {factor}")

# What may be asked for
ZERO = _("Zéro…")
ZERO_TIP = _("Recontrôler le zéro du comparateur, le reprendre, ou prouver à nouveau son montage")
ZERO_OF = _("Comparateur du repère {balloon}")
RECHECK_NOW = _("Recontrôler le zéro maintenant")
SET_ANEW = _("Reprendre le zéro")
PROVE_ANEW = _("Comparateur remonté : prouver le montage, puis reprendre le zéro")
LOSE = _("Le zéro ne peut plus être recontrôlé…")
LOSE_SAID = _("Zéro du repère {balloon} : pourquoi ne peut-il plus être recontrôlé\u00a0?")

# Beside a value
TAKE_AGAIN = _("à reprendre : le zéro a dérivé")
LEFT_VOID = _("à reprendre (zéro dérivé) : {boxes}")
LEFT_RECHECK = _("zéro à recontrôler : repère {balloon}")
PROVEN_LINE = _("Montage prouvé · repère {balloon}")
RECHECKED_LINE = _("Zéro recontrôlé · repère {balloon}")
DRIFTED_LINE = _("Zéro dérivé · repère {balloon}")
LOST_LINE = _("Zéro non recontrôlé · repère {balloon}")


def ordinal(place: int) -> str:
    return FIRST if place == 1 else OTHER.format(place=place)


def mounting(found: Mounting) -> str:
    """`indicateur inverse, facteur 0,5`."""
    sense = DIRECT_WORDS if found.sign == DIRECT.sign else INVERSE_WORDS
    return WITH_FACTOR.format(sense=sense, factor=number(found.factor))


def rechecked_title(found: ZeroRechecked) -> str:
    return (DRIFTED_TITLE if found.has_drifted else RECHECKED_TITLE).format(balloon=found.balloon)


def rechecked(found: ZeroRechecked, pieces: Iterable[int]) -> str:
    """What a re-check said: how far the zero went, and the pieces to be taken again."""
    named = list(pieces)
    shown = ", ".join(map(str, named))
    if found.drift is None:
        text = LOST if len(named) > 1 else LOST_ONE if named else LOST_NOTHING
        return text.format(pieces=shown)
    if not found.has_drifted:
        text = RECHECKED_DETAIL
    else:
        text = DRIFTED if len(named) > 1 else DRIFTED_ONE if named else DRIFTED_NOTHING
    return text.format(drift=signed(found.drift), limit=number(found.limit), pieces=shown)


def drift(value: Decimal | None) -> str:
    """Signed, mm; nothing where the stack could not be read."""
    return "" if value is None else signed(value)
