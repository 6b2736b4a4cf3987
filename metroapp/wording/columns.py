"""The height column: what the operator does on the plate, on the gauge and on the piece, and what was found."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.domain.column_acts import ConstantVerified
from metroapp.domain.measurement import Role
from metroapp.domain.probing import Probing
from metroapp.wording.numbers import number, signed
from metroapp.wording.translate import gettext as _

# What to do now
PLATE = _("Zéro {place}/{places} : {instruments} sur le marbre, à 0, puis DATA.")
PLATE_ONE = _("Zéro : {instruments} sur le marbre, à 0, puis DATA.")
GAUGE_1 = _("Constante : {instruments} sur la face basse de l'étalon, puis DATA.")
GAUGE_2 = _("Constante : face haute du même étalon, puis DATA.")
ON_GAUGE = _("Étalon {gauge}, certifié {certified}\u00a0mm")

_ENDS, _TYPE_ENDS = _("puis DATA"), _("puis tapez la hauteur")
_HEIGHT = _("Palpez la face avec {instruments}, puis DATA.")
_EDGE = _("1er palpage : le bord, avec {instruments}, puis DATA.")
_BOTTOM = _("2e palpage : le fond, puis DATA.")
_STEP_1 = _("1er palpage : première face avec {instruments}, puis DATA.")
_STEP_2 = _("2e palpage : seconde face, même sens, puis DATA.")
_BORE_LOW = _("1er palpage : point bas de l'alésage avec {instruments}, puis DATA.")
_BORE_HIGH = _("2e palpage : point haut de l'alésage, puis DATA.")
_SHAFT_LOW = _("1er palpage : dessous de la pièce avec {instruments}, puis DATA.")
_SHAFT_HIGH = _("2e palpage : dessus de la pièce, puis DATA.")
_SAME_1 = _("1er palpage : premier axe avec {instruments}, puis DATA.")
_SAME_2 = _("2e palpage : second axe, puis DATA.")
_CENTRES = (
    _("1er palpage : point bas du premier alésage avec {instruments}, puis DATA."),
    _("2e palpage : point haut du premier alésage, puis DATA."),
    _("3e palpage : point bas du second alésage, puis DATA."),
    _("4e palpage : point haut du second alésage, puis DATA."),
)
_ROLES = (Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4)
_GESTURES: dict[Probing, tuple[str, ...]] = {
    Probing.HEIGHT: (_HEIGHT,),
    Probing.STEP: (_STEP_1, _STEP_2),
    Probing.DEPTH: (_EDGE, _BOTTOM),
    Probing.BORE: (_BORE_LOW, _BORE_HIGH),
    Probing.SHAFT: (_SHAFT_LOW, _SHAFT_HIGH),
    Probing.BORE_CENTRE: (_BORE_LOW, _BORE_HIGH),
    Probing.SHAFT_CENTRE: (_SHAFT_LOW, _SHAFT_HIGH),
    Probing.CENTRES: _CENTRES,
    Probing.SAME_SIDES: (_SAME_1, _SAME_2),
}

# What was found
ZERO_TITLE = _("ZÉRO SUR LE MARBRE · {instrument}")
ZERO_DETAIL = _("Palpez maintenant la suite.")
ZERO_RECEIVED = _("{ordinal} zéro sur {places}.")
GAUGE_RECEIVED = _("Palpez la face haute du même étalon.")
VERIFIED_TITLE = _("CONSTANTE VÉRIFIÉE · {instrument}")
VERIFIED_DETAIL = _("Écart {deviation}\u00a0mm, limite ±{limit}\u00a0mm : constante bonne, continuez.")
DRIFTED_TITLE = _("CONSTANTE DÉRIVÉE · {instrument}")
DRIFTED_NOTHING = _(
    "Écart {deviation}\u00a0mm, limite ±{limit}\u00a0mm : nettoyez la touche et l'étalon, puis recommencez."
)
DRIFTED_ONE = _("Écart {deviation}\u00a0mm, limite ±{limit}\u00a0mm : pièce {pieces} à reprendre.")
DRIFTED = _("Écart {deviation}\u00a0mm, limite ±{limit}\u00a0mm : pièces {pieces} à reprendre.")
LOST_TITLE = _("CONSTANTE NON VÉRIFIÉE · {instrument}")
LOST_ONE = _("Constante non revérifiée : pièce {pieces} à reprendre.")
LOST = _("Constante non revérifiée : pièces {pieces} à reprendre.")

# What may be asked for
COLUMN = _("Colonne…")
COLUMN_TIP = _("Reprendre le zéro sur le marbre, vérifier la constante de touche, ou choisir son étalon")
COLUMN_OF = _("Colonne de mesure")
TOUCH_PLATE = _("Reprendre le zéro sur le marbre")
VERIFY_NOW = _("Vérifier la constante de touche maintenant")
MOVED = _("Colonne déplacée ou éteinte")
BALL_CHANGED = _("Touche changée")
LOSE = _("La constante ne peut plus être vérifiée…")
LOSE_SAID = _("Pourquoi la constante de touche ne peut-elle plus être vérifiée\u00a0?")
TAKE_GAUGE = _("Étalon {gauge} · {certified}\u00a0mm")

# Beside a value
TAKE_AGAIN = _("à reprendre : la constante de touche n'est pas prouvée")
AWAITED = _("sera dit après vérification de la constante de touche")
LEFT_CONSTANT = _("constante de touche à revérifier : {instrument}")
ZERO_LINE = _("Zéro sur le marbre")
VERIFIED_LINE = _("Constante de touche vérifiée sur {gauge}")
DRIFTED_LINE = _("Constante de touche dérivée, sur {gauge}")
NOT_VERIFIED_LINE = _("Constante de touche non vérifiée")
LOST_LINE = _("Référence perdue : {cause}")

# In the settings
CHECKS = _("Colonne de mesure")
PLATE_READINGS = _("Lectures du zéro")
PLATE_READINGS_SAID = _("Sur le marbre, avant la première mesure et après toute référence perdue.")
NO_PLATE = _("aucune")
VERIFIES = _("Constante de touche vérifiée")
VERIFIES_SAID = _("Avant et après, sur un étalon certifié ; rien n'est dit bon sans elle.")
LIMIT = _("Écart admis")
LIMIT_SAID = _("En échelons de la colonne, pour le zéro et pour la constante de touche.")


def typed(sentence: str) -> str:
    """The same gesture with a column that sends nothing: what it shows is typed."""
    return sentence.replace(_ENDS, _TYPE_ENDS)


def gesture(probing: Probing, role: Role) -> str:
    """What to do for one of the probings of a value."""
    return _GESTURES[probing][_ROLES.index(role)]


def verified_title(found: ConstantVerified) -> str:
    title = LOST_TITLE if found.constant is None else DRIFTED_TITLE if found.has_drifted else VERIFIED_TITLE
    return title.format(instrument=found.instrument)


def verified(found: ConstantVerified, pieces: Iterable[int]) -> str:
    """What a verification said, and the pieces to be taken again."""
    named = list(pieces)
    shown = ", ".join(map(str, named))
    if found.deviation is None:
        return (LOST_ONE if len(named) == 1 else LOST).format(pieces=shown)
    if not found.has_drifted:
        text = VERIFIED_DETAIL
    else:
        text = DRIFTED if len(named) > 1 else DRIFTED_ONE if named else DRIFTED_NOTHING
    return text.format(deviation=signed(found.deviation), limit=number(found.limit), pieces=shown)


def verified_line(found: ConstantVerified) -> str:
    if found.constant is None:
        return NOT_VERIFIED_LINE
    return (DRIFTED_LINE if found.has_drifted else VERIFIED_LINE).format(gauge=found.gauge)
