"""How a roughness is traced and judged: on the card, in the dialog of the tester, in the verdicts, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metroapp.domain.callout import AcceptanceRule, Callout
from metroapp.domain.cutoff import Basis, Proposal, Trace
from metroapp.domain.measurement import Measurement, Role
from metroapp.domain.operations import TraceDeclared, TraceRecorded
from metroapp.domain.texture_rules import MOST_EXCEEDINGS, Count, counts
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, significant, with_unit
from metroapp.wording.translate import gettext as _

TITLE = _("Réglage du rugosimètre")
OPEN = _("Réglage du rugosimètre…")
TO_SET = _("{standard} : {trace}…")
OPEN_SHORT = _("Réglage…")
OPEN_TIP = _("Dire comment le rugosimètre est réglé pour ce repère")
TO_DECLARE = _("À régler et déclarer : {trace}…")
TITLE_OF = _("Réglage du rugosimètre · repère {balloon} · {callout}")
MILLIMETRES = _("{size} mm")
DECLARED = _("Réglage déclaré : {trace}…")
NOT_PERIODIC = _("non périodique (rectifié, sablé)")
PERIODIC = _("périodique (tourné, fraisé)")
PROFILE = _("Profil de la surface")
SPACING = _("Avance, ou pas des stries (mm)")
CUT_OFF = _("Coupure λc")
LENGTHS = _("Longueurs de base")
SPACING_ASKED = _("Entrez l'avance par tour (ou le pas des stries) : la coupure en dépend.")
ACROSS = _("Palpez perpendiculairement aux stries, sur une surface propre.")
IT_IS_SET = _("C'est réglé ainsi")
PROPOSED = _("Proposé : {trace}")
NOTHING_PROPOSED = _("Rien de sûr à proposer ici : choisissez la coupure et les longueurs de base.")

DECLARED_OF = _("Réglage du rugosimètre · repère {balloon}")
DECLARED_DONE = _("Réglage du rugosimètre déclaré : {trace}")
DECLARED_SPACED = _("{said}, profil périodique, avance {spacing} mm")
LEFT_UNDECLARED = _("réglage du rugosimètre à déclarer : {boxes}")
TABLE = _("Rugosités : réglages et mesures")
SHEET = _("Rugosités")
PARAMETER = _("Paramètre")
PROPOSED_BY = _("Réglage prévu")
NO_VALUE = _("constat, sans valeur mesurée")
VALUE_CANCELLED = _("annulée")
VALUE_REPLACED = _("remplacée")
BY_TOUCH = _("comparaison viso-tactile avec {plates}")
SHORT = _("{parameter}, {trace}")

RULE = _("Règle de la rugosité")
TRACED = _("Réglage du rugosimètre")

_TRACE = _("λc {cut_off} mm, {count} × {cut_off} = {length} mm")
_ONE_LENGTH = _("λc {cut_off} mm, {length} mm d'évaluation")
_BY = _("{trace} ({standard}, {basis})")
_BY_VALUE = _("{trace} ({standard}, {basis} {value})")
_INSTEAD = _("{said} ; proposé : {proposed}")
_SOURCE = _("{trace} · {source}")

_MORE = _("Ailleurs sur la même surface : {ordinal} mesure sur {count}.")
_FIRST = _("Mesurez en travers des stries avec {instruments}.")
_TYPE_FIRST = _("Mesurez en travers des stries avec {instruments}, puis tapez la valeur.")
_TYPE_MORE = _("Ailleurs sur la même surface, puis tapez la valeur : {ordinal} mesure sur {count}.")

_ABOVE = _("{exceeding} sur {values} au-dessus de {limit}")
_BELOW = _("{exceeding} sur {values} au-dessous de {limit}")
_WITH_ALLOWED = _("{said}, {allowed}")
_ALLOWED = (_("aucune admise"), _("1 admise"), _("2 admises"))
_TOO_MANY = _("plus de {most} : refusé")
_SO_FAR = _("{said} {why}.")
_NEAR = _("plus de 70 % de {limit}")
_AT_ONCE = _("une mesure, à 70 % de {limit} au plus")
_AS_RULE = _("{rule} : {said}")
_FAR_BELOW = _("une mesure, à 70 % de {limit} au plus : suffisant")
_MEDIAN = _("médiane de {values} mesures")
_LARGEST = _("{said} ; la {ordinal} plus grande décide")
_SMALLEST = _("{said} ; la {ordinal} plus petite décide")
_STEPS = _(
    "Étapes suivies : une mesure à 70 % de la limite supérieure au plus suffit ; sinon aucune hors limite sur 3, une "
    "sur 6, deux sur 12. D'après les résumés de l'ISO 4288 par deux fabricants ; le texte de la norme n'a pas été "
    "vérifié."
)
_MEDIAN_NOTE = _("Le nombre de mesures de la règle de la médiane n'a pas été vérifié dans le texte de la norme.")
_PLACES = _(
    "Une seule mesure hors limite refuse. Le nombre d'endroits ({values}) est l'usage ; le texte de la norme "
    "n'a pas été vérifié."
)


def trace_words(trace: Trace) -> str:
    """`λc 0,8 mm, 5 × 0,8 = 4 mm`."""
    cut_off, length = number(trace.cut_off), significant(trace.length)
    if trace.sampling_lengths is None or trace.evaluation_length is not None:
        return _ONE_LENGTH.format(cut_off=cut_off, length=length)
    return _TRACE.format(cut_off=cut_off, count=trace.sampling_lengths, length=length)


def proposal_words(proposal: Proposal) -> str:
    """With what it rests on: `… (ISO 4288, profil périodique, avance 0,2 mm)`."""
    facts = {"trace": trace_words(proposal.trace), "standard": label(proposal.standard), "basis": label(proposal.basis)}
    if proposal.basis is not Basis.SPACING or proposal.by is None:
        return _BY.format(**facts)
    return _BY_VALUE.format(**facts, value=_("{spacing} mm").format(spacing=number(proposal.by)))


def traced_words(found: TraceRecorded, *, proposed: bool = True) -> str:
    """How a value was traced, who says so, and what was `proposed` where it is something else."""
    if found.trace is None:
        said = label(found.source)
    else:
        said = _SOURCE.format(trace=trace_words(found.trace), source=label(found.source))
    if proposed and found.proposal is not None and (found.differs or found.trace is None):
        return _INSTEAD.format(said=said, proposed=proposal_words(found.proposal))
    return said


def declared_words(said: TraceDeclared) -> str:
    """What was declared of a tester, with the feed of a periodic profile."""
    done = DECLARED_DONE.format(trace=trace_words(said.trace))
    return done if said.spacing is None else DECLARED_SPACED.format(said=done, spacing=number(said.spacing))


def gesture(instruments: str, place: int, count: int, *, typing: bool) -> str:
    """What to do now: the first measurement, or one more that the rule asks for."""
    if place <= 1:
        return (_TYPE_FIRST if typing else _FIRST).format(instruments=instruments)
    more = _TYPE_MORE if typing else _MORE
    return more.format(ordinal=_ordinal(place), count=count)


def count_words(count: Count, callout: Callout) -> str:
    """`1 sur 6 au-dessus de 1,6 µm, 1 admise`."""
    limit = number(count.limit) if callout.unit is None else with_unit(count.limit, callout.unit)
    if count.at_once:
        return _AT_ONCE.format(limit=limit)
    if count.rule is AcceptanceRule.MEDIAN:
        return _MEDIAN.format(values=count.values)
    allowed = _ALLOWED[count.allowed]
    if count.rule is AcceptanceRule.SIXTEEN_PERCENT and count.exceeding > MOST_EXCEEDINGS:
        allowed = _TOO_MANY.format(most=MOST_EXCEEDINGS)  # of twelve: nothing more is asked for
    return _WITH_ALLOWED.format(said=_counted(count, limit), allowed=allowed)


def _counted(count: Count, limit: str) -> str:
    words = _ABOVE if count.is_upper else _BELOW
    return words.format(exceeding=count.exceeding, values=count.values, limit=limit)


def why_more(found: Sequence[Count], callout: Callout) -> str:
    """Why another measurement is asked for: what the rule has counted so far."""
    said: list[tuple[AcceptanceRule, str]] = []
    for one in found:
        limit = number(one.limit) if callout.unit is None else with_unit(one.limit, callout.unit)
        if one.rule is AcceptanceRule.MEDIAN:  # what is beyond the limit decides nothing
            said.append((one.rule, ""))
            continue
        first = one.values == 1 and not one.exceeding and one.rule is AcceptanceRule.SIXTEEN_PERCENT
        if first and one.is_upper:
            counted = (_FAR_BELOW if one.at_once else _NEAR).format(limit=limit)
        else:
            counted = _counted(one, limit)
        said.append((one.rule, counted))
    return _by_rule(said)


def received(said: str, why: str) -> str:
    """What a measurement just received leads to: `said`, and why another one is asked for."""
    if not why:
        return said
    return _SO_FAR.format(said=said, why=(why[:1].upper() + why[1:]).replace(" %", "\u00a0%"))


def _by_rule(said: Sequence[tuple[AcceptanceRule, str]]) -> str:
    """Each rule once, with what it counts at each limit."""
    counted: dict[AcceptanceRule, list[str]] = {}
    for rule, words in said:
        counted.setdefault(rule, []).extend(filter(None, (words,)))
    return " ; ".join(
        _AS_RULE.format(rule=label(rule), said=" ; ".join(words)) if words else label(rule)
        for rule, words in counted.items()
    )


def rule_in_short(callout: Callout, measurement: Measurement) -> str:
    """The same as `rule_line`, of the limit that has values beyond it, else of the first one."""
    found = _counts(callout, measurement)
    beyond = [one for one in found if one.exceeding] or found[:1]
    return _by_rule([(one.rule, count_words(one, callout)) for one in beyond])


def rule_line(callout: Callout, measurement: Measurement) -> str:
    """How the rule of a roughness counts its measurements, for a line of a document; empty where none judges."""
    return _by_rule([(one.rule, count_words(one, callout)) for one in _counts(callout, measurement)])


def rule_details(callout: Callout, measurement: Measurement) -> str:
    """The same for the panel, with which one decides and what is not confirmed; empty where none judges."""
    found = _counts(callout, measurement)
    if not found:
        return ""
    said, first = rule_line(callout, measurement), found[0]
    if first.allowed and len(found) == 1:
        said = (_LARGEST if first.is_upper else _SMALLEST).format(said=said, ordinal=_ordinal(first.allowed + 1))
    rules = {one.rule for one in found}
    notes = [_STEPS] if AcceptanceRule.SIXTEEN_PERCENT in rules else []
    notes += [_MEDIAN_NOTE] if AcceptanceRule.MEDIAN in rules else []
    notes += [_PLACES.format(values=first.values)] if AcceptanceRule.MAXIMUM in rules else []
    return " ".join((f"{said}.", *notes))


def _counts(callout: Callout, measurement: Measurement) -> tuple[Count, ...]:
    texture = callout.texture
    if texture is None or texture.standard is None or callout.unit is None or measurement.quantity is None:
        return ()
    read = [given.quantity for given in measurement.inputs if given.role is Role.READING]
    values: list[Decimal] = [one.to(callout.unit).value for one in read or [measurement.quantity]]
    return counts(callout, values)


def _ordinal(place: int) -> str:
    return _("1re") if place == 1 else _("{place}e").format(place=place)
