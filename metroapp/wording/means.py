"""The words of the page of the means of the workshop: its list, and the panel of the one chosen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metroapp.domain.budget import Budget, Component, shown, shown_expanded
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.due_dates import Due, Urgency
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, MeansAct, StateChanged
from metroapp.domain.permissible_error_text import write_permissible_error
from metroapp.domain.quantity import Unit, shortest
from metroapp.domain.verification_acts import Adjustment, Calibration, Verification
from metroapp.wording.budgets import component_name, degrees, three_figures
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, day, number, quantity, significant, with_unit
from metroapp.wording.translate import gettext as _

PAGE = _("Moyens")
TITLE = _("Moyens de mesure")
TABLE = _("Registre des moyens, le plus urgent en tête")
SEARCH = _("Numéro, désignation, genre, lieu, détenteur")
OVERDUE = _("Échus")
WITHIN_30 = _("30 jours")
WITHIN_60 = _("60 jours")
ALL = _("Tous")
OVERDUE_TIP = _("Les moyens dont la vérification est échue, ou que quelqu'un a mis à vérifier")
WITHIN_30_TIP = _("Ceux-là, et les moyens à vérifier dans les 30 jours")
WITHIN_60_TIP = _("Ceux-là, et les moyens à vérifier dans les 60 jours")
ALL_TIP = _("Tous les moyens du registre")
ADD = _("Ajouter…")
ADD_TIP = _("Entrer un moyen au registre")
IMPORT = _("Importer…")
IMPORT_TIP = _("Entrer au registre les lignes d'une fiche Excel ou CSV")
EXPORT = _("Exporter…")
EXPORT_TIP = _("Écrire le registre dans un classeur Excel, que « Importer » relit")
NONE = _("Aucun moyen au registre : ajoutez-en un, ou importez la fiche de l'atelier.")
NONE_FOUND = _("Aucun moyen ne correspond à cette recherche.")
NONE_DUE = _("Rien n'est à vérifier d'ici là.")
COUNT_ONE = _("1 moyen")
COUNT = _("{count} moyens")

NUMBER = _("Numéro")
DESIGNATION = _("Désignation")
KIND = _("Genre")
STATE = _("État")
DUE = _("Échéance")
NEXT = _("Prochaine vérification : {due}")
NO_NEXT = _("Aucune vérification prévue")
PLACE = _("Lieu – détenteur")

CHOOSE = _("Choisissez un moyen dans la liste.")
SHEET = _("Fiche")
UNCERTAINTY = _("Incertitude")
CERTIFICATES = _("Certificats")
HISTORY = _("Historique")
BLOCKS = _("Cales")
BLOCKS_TABLE = _("Cales du jeu (double-clic ou Entrée : recherche inverse de la cale)")
CHANGE = _("Modifier…")
CHANGE_TIP = _("Corriger ce que le registre dit de ce moyen")
VERIFY = _("Vérifier…")
VERIFY_TIP = _("Vérifier ce moyen, point par point")
WITHDRAW = _("Retirer d'usage…")
WITHDRAW_TIP = _("Mettre ce moyen à vérifier, en attente, ou le réformer, avec le motif")
FILE = _("Joindre un certificat…")
FILE_TIP = _("Garder avec ce moyen le document d'un étalonnage ou d'une vérification")
USES = _("Recherche inverse…")
USES_TIP = _("Tout ce qui a été mesuré avec ce moyen depuis sa dernière vérification bonne")

MAKER = _("Constructeur")
MODEL = _("Type")
SERIAL = _("N° de série")
RANGE = _("Étendue")
STEP = _("Quantum")
ERROR = _("EMT")
STANDARD = _("u")
INTERVAL = _("Intervalle")
VERIFIED = _("Dernière vérification")
LIMITATION = _("Limité à")
CHECKS = _("Contrôle")
CERTIFIED = _("Valeur certifiée")
LOCATION = _("Lieu")
HOLDER = _("Détenteur")
CABLE = _("Liaison")
SINCE = _("En service depuis")
NOT_GIVEN = "–"
_OF_NO_GAUGE = (RANGE, STEP, ERROR, STANDARD)  # what a limit gauge has not, and a standard
_OF_NO_STANDARD = (RANGE, STEP, ERROR)
NO_CABLE = _("sans câble")
MONTHS = _("{count} mois")

COMPONENT = _("Composante")
TYPE = _("Type")
STANDARD_OF = _("u(x)")
CONTRIBUTION = _("Contrib.")
DOF = _("ν")
BUDGET = _("Bilan d'incertitude d'une lecture")
NO_BUDGET = _("Le registre ne donne pas de bilan pour ce moyen.")
NO_UNCERTAINTY = _("L'incertitude de ce moyen n'est pas connue.")
GIVEN = _("u = {u}, donnée par le registre")
COMBINED = _("u = {u}")
FACTOR = _("Degrés de liberté effectifs : {dof} ; k = {k} à {level} %")
EXPANDED = _("U = {U}")

ISSUED = _("Établi le")
CERTIFICATE = _("N°")
LABORATORY = _("Laboratoire")
FILED_AS = _("Document")
OPEN = _("Ouvrir")
OPEN_TIP = _("Ouvrir le document choisi avec le programme de ce poste")
NOT_OPENED = _("Aucun programme de ce poste n'ouvre ce document ; il est ici : {path}")
NO_CERTIFICATE = _("Aucun certificat joint.")
WHEN = _("Le")
WHO = _("Par")
WHAT = _("Quoi")
NO_ACT = _("Rien n'a encore été fait sur ce moyen.")
NOMINAL = _("Nominal")
DEVIATION = _("Écart µm")
BLOCK_U = _("u µm")
GRADE = _("Cl.")
WORN = _("{serial} (protection)")
LATE = _("✗\u00a0{due}")
NO_BLOCK = _("Aucune cale de ce jeu au registre.")

_STATE_SIGNS = {
    InstrumentState.IN_SERVICE: _("✓ en service"),
    InstrumentState.TO_VERIFY: _("! à vérifier"),
    InstrumentState.LIMITED: _("! limité"),
    InstrumentState.WITHDRAWN: _("✗ réformé"),
    InstrumentState.PENDING: _("… en attente"),
}
_OVERDUE_BY = (_("✗ {due} · échu hier"), _("✗ {due} · échu, {days} j"))
_DUE_IN = (_("! {due} · aujourd'hui"), _("! {due} · dans {days} j"))
_DUE_LATER = _("✓ {due}")
_TO_VERIFY = _("! à vérifier")
_STATE_SAID = _("{state} : {reason}")
_FILED_SAID = _("certificat {number} du {issued} ({laboratory})")
_VERIFIED_SAID = _("vérification {number} : {outcome} – {decision}")
_UNDECIDED = _("sans décision")
_CALIBRATED_SAID = _("étalonnage : certificat {number} du {issued} ({laboratory})")
_ADJUSTED_SAID = _("ajustage : {done}")
_SIMULATED = _("{said} (lectures simulées)")
_CHECKED_SAID = _("contrôle du jour, {point} : {outcome}")
_TWO = _("{first} – {second}")
_BETWEEN = _("{lower} à {upper} mm")
_FROM = _("à partir de {lower} mm")
_UP_TO = _("jusqu'à {upper} mm")
_LIMITED = _("{use} ({range})")


def counted(count: int) -> str:
    return COUNT_ONE if count == 1 else COUNT.format(count=count)


def state(of: InstrumentState) -> str:
    """A state with its sign: known without its colour."""
    return _STATE_SIGNS[of]


def due(found: Due | None, known: date | None) -> str:
    """When a means is to be verified; what is not waited for only shows its date."""
    if found is None:
        return NOT_GIVEN if known is None else day(known)
    if found.urgency is Urgency.TO_VERIFY:
        return _TO_VERIFY
    if found.due is None or found.days is None:
        return NOT_GIVEN
    if found.urgency is Urgency.LATER:
        return _DUE_LATER.format(due=day(found.due))
    if found.days < 0:
        return _OVERDUE_BY[found.days != -1].format(due=day(found.due), days=-found.days)
    return _DUE_IN[found.days != 0].format(due=day(found.due), days=found.days)


def next_verification(found: Due | None, known: date | None) -> str:
    """The same as a sentence of the panel."""
    said = due(found, known)
    return NO_NEXT if said == NOT_GIVEN else NEXT.format(due=said)


def place(means: Instrument) -> str:
    """Where a means is, and who holds it."""
    if means.location and means.holder:
        return _TWO.format(first=means.location, second=means.holder)
    return means.location or means.holder or NOT_GIVEN


def measuring_range(lower: Decimal | None, upper: Decimal | None) -> str:
    if lower is None or upper is None:
        if lower is not None:
            return _FROM.format(lower=significant(lower))
        return NOT_GIVEN if upper is None else _UP_TO.format(upper=significant(upper))
    return _BETWEEN.format(lower=significant(lower), upper=significant(upper))


def limitation(means: Instrument) -> str:
    """The one use of a limited means, and the part of its range that is left."""
    left = measuring_range(means.limited_lower, means.limited_upper)
    if means.limitation and left != NOT_GIVEN:
        return _LIMITED.format(use=means.limitation, range=left)
    return means.limitation or left


def facts(means: Instrument, cable: str) -> tuple[tuple[str, str], ...]:
    """What the register says of a means: names and values; `cable` is its family in words."""
    pairs: list[tuple[str, str]] = [
        (KIND, label(means.kind)),
        (MAKER, means.maker),
        (MODEL, means.model),
        (SERIAL, means.serial),
        (RANGE, measuring_range(means.range_lower, means.range_upper)),
        (STEP, "" if means.resolution is None else with_unit(means.resolution, Unit.MM)),
        (ERROR, "" if means.permissible_error is None else write_permissible_error(means.permissible_error)),
        (STANDARD, _standard(means)),
        (INTERVAL, "" if means.interval_months is None else MONTHS.format(count=means.interval_months)),
        (VERIFIED, "" if means.verified is None else day(means.verified)),
        (LOCATION, means.location),
        (HOLDER, means.holder),
        (CABLE, cable or NO_CABLE),
    ]
    if means.state is InstrumentState.LIMITED:
        pairs.insert(0, (LIMITATION, limitation(means)))
    if means.checks:
        pairs.append((CHECKS, means.checks))
    if means.certified is not None:
        pairs.append((CERTIFIED, quantity(means.certified)))
    if means.in_service_since is not None:
        pairs.append((SINCE, day(means.in_service_since)))
    none_of = _OF_NO_GAUGE if means.kind.is_limit_gauge else _OF_NO_STANDARD if means.kind.is_standard else ()
    return tuple((name, value or NOT_GIVEN) for name, value in pairs if value or name not in none_of)


def _standard(means: Instrument) -> str:
    """The figure of the register, else what its budget combines to with two figures."""
    if means.uncertainty is not None:
        return quantity(means.uncertainty)
    found = means.standard_uncertainty
    return "" if found is None else with_unit(shown(found.value), found.unit)


def component(one: Component, unit: Unit) -> tuple[str, str, str, str, str]:
    """A line of a budget: what, its type, u(x), what it contributes (in the unit of the result) and ν."""
    return (
        component_name(one),
        label(one.evaluation),
        f"{three_figures(one.standard)} {one.unit}".rstrip(),
        f"{three_figures(one.contribution)}\u00a0{UNIT_SYMBOLS[unit]}",
        "∞" if one.dof is None else significant(one.dof),
    )


def combined(budget: Budget, unit: Unit) -> tuple[str, str, str]:
    """The three lines under a budget: u, then its degrees of freedom and k, then U."""
    return (
        COMBINED.format(u=with_unit(shown(budget.standard_uncertainty), unit)),
        FACTOR.format(dof=degrees(budget), k=number(budget.coverage_factor), level=significant(budget.level)),
        EXPANDED.format(U=with_unit(shown_expanded(budget.expanded), unit)),
    )


def act(done: MeansAct) -> str:
    """What was done to a means."""
    match done:
        case CertificateFiled():
            return _FILED_SAID.format(number=done.number, issued=day(done.issued), laboratory=done.laboratory)
        case StateChanged():
            return _STATE_SAID.format(state=label(done.state), reason=done.reason)
        case Verification():
            decision = _UNDECIDED if done.decided is None else label(done.decided.decision)
            outcome = label(done.conclusion.outcome)
            said = _VERIFIED_SAID.format(number=done.number, outcome=outcome, decision=decision)
            return _SIMULATED.format(said=said) if done.simulated else said
        case Calibration():
            return _CALIBRATED_SAID.format(number=done.certificate, issued=day(done.on), laboratory=done.laboratory)
        case Adjustment():
            return _ADJUSTED_SAID.format(done=done.done)
        case DailyCheck():
            point = with_unit(shortest(done.point.nominal), done.means.kind.reading_unit)
            said = _CHECKED_SAID.format(point=point, outcome=label(done.outcome))
            return _SIMULATED.format(said=said) if done.simulated else said
