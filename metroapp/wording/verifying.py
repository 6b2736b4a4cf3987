"""The words of the guided verification: the standards, what is to be done now, the decision, the other acts."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.decision import Side
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.quantity import shortest
from metroapp.domain.verification import Check, Direction, Outcome, Point, PointResult
from metroapp.domain.verification_conclusion import Conclusion
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, day, number, signed, with_unit
from metroapp.wording.translate import gettext as _

# what a standard is called
STACK = _("{set} cale(s) {sizes}")
ON_STACKS = _("{stack} (zéro sur {zero})")

# the window of a verification
TITLE = _("Vérification de {number}")
TITLE_OF = _("Vérification de {number} – {designation}")
TABLE = _("Points de la vérification")
NUMBER = _("N°")
CHECK = _("Contrôle")
DIRECTION = _("Sens")
POINT = _("Point")
STANDARD = _("Étalon")
CERTIFIED = _("Certifié")
INDICATION = _("Lu")
ERROR = _("Erreur")
PERMISSIBLE = _("± EMT")
COUNT = _("Lectures")
STATUS = _("Statut")
LIVE = _("Affichage de {number}")
NO_LIVE = _("–")
TYPED = _("Lecture saisie")
TYPED_HINT = _("Saisir ({unit})")
TAKE = _("Prendre")
PROGRESS = _("{taken} lecture(s) sur {wanted}")
UNDO = _("Annuler la lecture")
UNDO_TIP = _("Reprendre la dernière lecture : elle reste écrite au constat")
GO_TO = _("Lire ce point")
GO_TO_TIP = _("Le point choisi dans la liste est le prochain lu")
CHOOSE_STANDARD = _("Étalon…")
CHOOSE_STANDARD_TIP = _("Choisir l'étalon du point choisi, au registre")
ADD = _("Ajouter…")
ADD_TIP = _("Ajouter un point à la vérification")
REMOVE = _("Retirer")
REMOVE_TIP = _("Retirer le point choisi, s'il n'est pas lu")
LIMITS = _("Limites…")
LIMITS_TIP = _("Limites de répétabilité, d'hystérésis, des becs intérieurs")
DECIDE = _("Décider…")
DECIDE_TIP = _("Conclure, décider et signer")
LATER = _("Plus tard")
LATER_TIP = _("Fermer : ce qui est lu est gardé à ce poste")
GIVE_UP = _("Abandonner…")
GIVE_UP_TIP = _("Finir sans décision : ce qui est lu est écrit")
PAPER = _("Constat (PDF)")
PAPER_TIP = _("Écrire le constat de la vérification choisie dans l'historique")
USES = _("Recherche inverse…")
CLOSE = _("Fermer")
NO_STANDARD = _("Aucun étalon du registre ne va à ce point")
OFFERED = _("{identity} – {certified}")

_NOTHING = "–"
_COUNT_OF = _("{taken} / {wanted}")
_STATUS = {
    Outcome.CONFORMING: _("✓ conforme"),
    Outcome.NONCONFORMING: _("✗ {by}"),
    Outcome.NOT_CONCLUDED: _("…"),
}
_NO_LIMIT = _("! sans EMT")
_MISSING = _("! à choisir")
_ABOVE, _BELOW = _("✗ +{by} au-delà"), _("✗ −{by} au-delà")
TINTS = {Outcome.CONFORMING: "good", Outcome.NONCONFORMING: "bad", Outcome.NOT_CONCLUDED: "soft"}

# what is to be done now
_READ_BLOCK = _("Mesurez la cale de {size}")
_READ_STANDARD = _("Mesurez l'étalon de {size}")
_READ_RING = _("Mesurez la bague de {size}")
_READ_JAWS = _("Becs intérieurs : mesurez la bague de {size}")
_READ_ROD = _("Tige de profondeur : mesurez la cale de {size}")
_READ_ROUGHNESS = _("Palpez l'étalon de rugosité, Ra {size}")
_READ_SPREAD = _("Répétabilité : mesurez {size}")
_GO_UP = _("En montant : lisez le point {size}")
_GO_DOWN = _("En descendant : lisez le point {size}")
_ZEROS = {
    InstrumentKind.CALIPER: _("Fermez les becs : lisez le zéro"),
    InstrumentKind.MICROMETER: _("Fermez les touches : lisez le zéro"),
    InstrumentKind.HEIGHT_GAUGE: _("Touchez le marbre : lisez le zéro"),
    InstrumentKind.DEPTH_GAUGE: _("Posez sur le marbre : lisez le zéro"),
    InstrumentKind.DEPTH_MICROMETER: _("Posez sur le marbre : lisez le zéro"),
}
_ZERO = _("Mettez à zéro, puis lisez")
_AGAIN = _("{what}, {place} lecture sur {count}")
_FIRST, _NEXT = _("1ʳᵉ"), _("{place}ᵉ")
_CHOOSE = _("Choisissez l'étalon du point {size}")
ALL_READ = _("Tous les points sont lus : {outcome}. Décidez.")
_ON_STANDARD = _("{identity} – certifié {certified}")
_DUE = _("{standard} – échéance {due}")

# the decision
DECISION_TITLE = _("Décision pour {number}")
DECISION = _("Décision")
DECISION_CONFIRM = _("Signer et enregistrer")
REASON = _("Motif")
LEFT = _("Étendue laissée")
LOWER, UPPER = _("de (mm)"), _("à (mm)")
USE = _("Emploi laissé")
NEXT_DUE = _("Prochaine échéance")
NEXT_DUE_HINT = _("vide : d'après l'intervalle")
TEMPERATURE, HUMIDITY = _("Température (°C)"), _("Humidité (%)")
REMARK = _("Remarque")
_FOUND = _("Résultat : {outcome}.")
_FOUND_BAD = _("Résultat : {outcome}, {bad} point(s) hors limites.")
DECIDED = _("Vérification {number} enregistrée : {outcome}. Décision : {decision}.")
PUT_ASIDE = _("Vérification {number} enregistrée sans décision : {instrument} est en attente.")
CONCERNED = _("{values} valeur(s) de {records} relevé(s) ont été mesurées depuis sa dernière vérification bonne.")
NOT_CONCERNED = _("Rien n'a été mesuré avec lui depuis sa dernière vérification bonne.")
GIVE_UP_TITLE = _("Abandonner la vérification de {number} ?")
GIVE_UP_SAID = _("Ce qui est lu est écrit sans décision, et l'instrument est mis en attente. « Plus tard » le garde.")
GIVE_UP_CONFIRM = _("Abandonner")

# a point, and the limits
ADD_TITLE = _("Ajouter un point")
ADD_CONFIRM = _("Ajouter")
SIZE = _("Point ({unit})")
REPEATS = _("Nombre de lectures")
LIMITS_TITLE = _("Limites de cette vérification")
LIMITS_SAID = _("Vide : pas de limite. L'EMT vient du registre.")
LIMITS_CONFIRM = _("Garder")
REPEATABILITY = _("Répétabilité, étendue au plus ({unit})")
HYSTERESIS = _("Hystérésis au plus ({unit})")
OTHER_FACES = _("Becs intérieurs et tige, EMT de plus ({unit})")

BAD_AND_PUT_OFF = _("lu hors limites, et remis à plus tard")

# the daily check
DAILY_TITLE = _("Contrôle du jour de {number}")
DAILY = _("Contrôle du jour…")
DAILY_OF = _("Contrôle du jour de {number} : son zéro ou une cale, avant une série")
DAILY_ZERO, DAILY_BLOCK = _("Zéro"), _("Une cale")
DAILY_RECORD = _("Enregistrer")
DAILY_AGAIN = _("Nettoyer et relire")
DAILY_AGAIN_TIP = _("Reprendre la lecture : elle reste écrite avec le contrôle")
DAILY_GOOD = _("Bon : erreur {error}, EMT ± {permissible}.")
DAILY_BAD = _("Mauvais : erreur {error}, EMT ± {permissible}. Nettoyez et relisez, ou enregistrez.")
DAILY_OPEN = _("Rien n'est conclu : il manque l'étalon ou l'EMT.")
DAILY_KEPT = _("Contrôle du jour de {number} enregistré : {outcome}.")
DAILY_REFUSED = _("{number} est mis à vérifier et n'est plus accepté : faites la recherche inverse.")

# the two other acts
ACTS = _("Autre acte…")
ACTS_TIP = _("Enregistrer un étalonnage ou un ajustage : ni l'un ni l'autre n'est une vérification")
CALIBRATION = _("Étalonnage…")
ADJUSTMENT = _("Ajustage…")
CALIBRATION_TITLE = _("Étalonnage de {number}")
CALIBRATION_SAID = _("Il donne des valeurs, il ne conclut rien. Une ligne par cote : cote ; erreur ; U (k = 2).")
CALIBRATION_CONFIRM = _("Enregistrer l'étalonnage")
VALUES = _("Valeurs ({unit})")
VALUES_HINT = _("50 ; 0,003 ; 0,002")
VALUES_UNREADABLE = _("Ligne {line} : « {text} » ne se lit pas, écrivez cote ; erreur ; U.")
BACK = _("Remettre en service, motif")
ADJUSTMENT_TITLE = _("Ajustage de {number}")
ADJUSTMENT_SAID = _("L'instrument est ensuite à vérifier : ce qu'il montrait avant ne vaut plus.")
ADJUSTMENT_CONFIRM = _("Enregistrer l'ajustage")
DONE = _("Ce qui a été fait")
CALIBRATED = _("Étalonnage de {number} enregistré.")
ADJUSTED = _("Ajustage de {number} enregistré : il est à vérifier.")


def size(means: Instrument, point: Point) -> str:
    """A point as the instrument shows it: `37,50 mm`."""
    return with_unit(shortest(point.nominal), means.kind.reading_unit, means.decimals or 0)


def now(means: Instrument, awaited: PointResult | None, found: Conclusion) -> str:
    """What is to be done now, in one sentence."""
    if awaited is None:
        return ALL_READ.format(outcome=label(found.outcome))
    point = awaited.point
    if point.certified is None:
        return _CHOOSE.format(size=size(means, point))
    what = _what(means, point)
    if point.repeats == 1:
        return what
    place = len(awaited.taken) + 1
    return _AGAIN.format(what=what, place=_FIRST if place == 1 else _NEXT.format(place=place), count=point.repeats)


def _what(means: Instrument, point: Point) -> str:
    shown = size(means, point)
    match point.check, point.direction:
        case _, Direction.UP:
            return _GO_UP.format(size=shown)
        case _, Direction.DOWN:
            return _GO_DOWN.format(size=shown)
        case Check.ZERO, _ if point.nominal == 0:
            return _ZEROS.get(means.kind, _ZERO)
        case Check.ZERO, _:
            return _READ_STANDARD.format(size=shown)
        case Check.INTERNAL_JAWS, _:
            return _READ_JAWS.format(size=shown)
        case Check.DEPTH_ROD, _:
            return _READ_ROD.format(size=shown)
        case Check.MEAN, _:
            return _READ_ROUGHNESS.format(size=shown)
        case Check.REPEATABILITY, _:
            return _READ_SPREAD.format(size=shown)
        case _:
            is_ring = means.kind is InstrumentKind.INTERNAL_MICROMETER
            return (_READ_RING if is_ring else _READ_BLOCK).format(size=shown)


def under(means: Instrument, awaited: PointResult | None) -> str:
    """The standard to be put under the instrument now; empty where nothing is."""
    standard = None if awaited is None else awaited.point.standard
    if standard is None:
        return ""
    said = _ON_STANDARD.format(
        identity=standard.identity, certified=with_unit(standard.certified, means.kind.reading_unit)
    )
    return said if standard.due is None else _DUE.format(standard=said, due=day(standard.due))


def offered(identity: str, certified: Decimal, means: Instrument) -> str:
    return OFFERED.format(identity=identity, certified=with_unit(certified, means.kind.reading_unit))


def line(place: int, result: PointResult) -> tuple[str, ...]:
    """The cells of one point."""
    point = result.point
    certified = point.certified
    standard = _NOTHING if point.standard is None else point.standard.identity
    return (
        str(place + 1),
        label(point.check),
        label(point.direction),
        number(shortest(point.nominal)),
        _MISSING if certified is None else standard,
        _NOTHING if certified is None else number(certified),
        _NOTHING if result.indication is None else number(result.indication),
        _NOTHING if result.error is None else signed(result.error),
        _NOTHING if result.permissible is None else number(result.permissible),
        _COUNT_OF.format(taken=len(result.taken), wanted=point.repeats),
        status(result),
    )


def status(result: PointResult) -> str:
    """Known without its colour."""
    beyond = result.exceedance
    if beyond is not None:
        return (_ABOVE if beyond.side is Side.ABOVE else _BELOW).format(by=number(beyond.by))
    if result.taken and result.permissible is None:
        return _NO_LIMIT
    return _STATUS[result.outcome]


def found(conclusion: Conclusion) -> str:
    """The result as a sentence of the decision."""
    bad = sum(result.outcome is Outcome.NONCONFORMING for result in conclusion.points)
    return (_FOUND_BAD if bad else _FOUND).format(outcome=label(conclusion.outcome), bad=bad)


def daily(means: Instrument, result: PointResult) -> str:
    """What a daily check says."""
    if result.error is None or result.permissible is None:
        return DAILY_OPEN
    unit = means.kind.reading_unit
    said = DAILY_GOOD if result.outcome is Outcome.CONFORMING else DAILY_BAD
    return said.format(
        error=f"{signed(result.error)}\u00a0{UNIT_SYMBOLS[unit]}", permissible=with_unit(result.permissible, unit)
    )


def concerned(values: int, records: int) -> str:
    """What a failure puts in doubt."""
    return CONCERNED.format(values=values, records=records) if values else NOT_CONCERNED
