"""Why a value has its verdict, in French: one line for the documents, titled texts for the panel of the window."""

from __future__ import annotations

from decimal import ROUND_CEILING

from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout
from metroapp.domain.decision import expected_observation
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.file_source import file_of
from metroapp.domain.justification import Justification
from metroapp.domain.measurement import Measurement, Origin, Role
from metroapp.domain.quantity import Unit
from metroapp.domain.uncertainty import UncertaintySource
from metroapp.wording import geometric_methods, textures
from metroapp.wording.advice import advice_sentence
from metroapp.wording.derivations import derivation, short_origin
from metroapp.wording.labels import label
from metroapp.wording.labels import means as means_label
from metroapp.wording.numbers import moment, quantity, significant, with_unit
from metroapp.wording.results_taken import source_line
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _
from metroapp.wording.verdict_figures import (
    accepted,
    interval,
    percent,
    readable,
    refused,
    source_of,
    uncertainty_shown,
    value_shown,
)

BY_CHARACTERISTIC = _("selon la caractéristique (voir la justification des verdicts)")

LIMITS = _("Limites et leur origine")
RULE = _("Règle de décision")
UNCERTAINTY = _("Incertitude")
ROUNDING = _("Arrondi")
MEANS = _("Moyen")
PROBABILITY = _("Probabilité d'être conforme")
CONSUMER_RISK = _("Risque du client")
PRODUCER_RISK = _("Risque du fournisseur")
CAPABILITY = _("Capabilité de mesure Cm")
BONUS = _("Bonus {modifier}")
CONCESSION = _("Dérogation appliquée")
REPLACED = _("Reprise")
CANCELLED = _("Annulation")
SECOND_READING = _("Seconde lecture")
VISA = _("Visa qualité")
ADVICE = _("Que faire")

_SEPARATOR = " · "
_SIGNS = {"M": "Ⓜ", "L": "Ⓛ"}


def rule_words(rule: DecisionRule, callout: Callout | None = None) -> str:
    """The rule by its name; a guard band of one's own with its width, in the unit of `callout`."""
    if rule.name is not RuleName.GUARD or rule.guard is None:
        return label(rule.name)
    unit = callout.unit if callout is not None and callout.unit is not None else Unit.MM
    return _("{rule} de {guard}").format(rule=label(rule.name), guard=with_unit(rule.guard, unit))


# -- one line ---------------------------------------------------------------------------------------------------------


def verdict_line(justification: Justification) -> str:
    """`20,013 mm dans [20,000 ; 20,021] (Ø20 H7 : ES +0,021 EI 0) · acceptation simple, … · conforme`."""
    parts = [_observed(justification)] if justification.requirement is None else _measured(justification)
    if justification.concession is not None:
        parts.append(_("dérogation {number}").format(number=justification.concession.number))
    if justification.replaced:
        parts.append(_("remplacée par une reprise"))
    if justification.cancelled is not None:
        parts.append(_("annulée"))
    if justification.visa is not None:
        parts.append(_("visa qualité de {name}").format(name=justification.visa.granted_by))
    if justification.awaits_second:
        parts.append(_("bonne après une valeur qui ne l'était pas"))
    verdict = label(justification.verdict)
    if justification.verdict is Verdict.UNDECIDED and justification.advice is not None:
        verdict = _("{verdict} ({advice})").format(verdict=verdict, advice=label(justification.advice))
    return _SEPARATOR.join([*parts, verdict])


def _observed(justification: Justification) -> str:
    found = justification.measurement
    assert found.observation is not None
    expected, seen = label(expected_observation(found.box.code)), label(found.observation)
    # The means of one gauge box; the callout says what is gauged.
    gauge = " ".join(
        part for part in (short_origin(justification.characteristic.callout), label(found.box.code)) if part
    )
    if seen == expected:
        return _("{seen}, comme une pièce conforme ({gauge})").format(seen=seen, gauge=gauge)
    return _("{seen} au lieu de {expected} ({gauge})").format(seen=seen, expected=expected, gauge=gauge)


def _measured(justification: Justification) -> list[str]:
    callout, uncertainty = justification.characteristic.callout, justification.uncertainty
    parts = [_place(justification), _rule(justification)]
    if uncertainty is None:
        corrected = _is_corrected(justification.measurement)
        parts.append(_("u non donnée, u de la correction à 20 °C non établie") if corrected else _("u non donnée"))
    else:
        parts.append(
            _("u\u00a0{u} ({source})").format(
                u=uncertainty_shown(uncertainty.quantity), source=source_of(justification, short=True)
            )
        )
        if _leaves_factor_out(justification):
            parts.append(_("u du facteur non établie"))
    if justification.bonus.value is None:
        parts.append(_("bonus {modifier} inconnu").format(modifier=_modifier(callout)))
    elif justification.bonus.value:
        by = with_unit(justification.bonus.value, Unit.MM)
        parts.append(_("maxi augmenté de {by} ({modifier})").format(by=by, modifier=_modifier(callout)))
    parts += filter(None, (geometric_methods.short(justification.characteristic),))
    parts += filter(None, (textures.rule_line(callout, justification.measurement), _traced(justification)))
    computed = _is_computed(justification.measurement)
    if not geometric_methods.rounding(justification.characteristic):
        parts.append(_("valeur calculée à 10⁻⁹ près") if computed else _("valeur non arrondie"))
    return parts


def _traced(justification: Justification) -> str:
    """With which cut-off a roughness was measured."""
    return "" if justification.traced is None else textures.traced_words(justification.traced)


def _place(justification: Justification) -> str:
    """The value and the tolerance limits, with the bonus known so far."""
    callout, required = justification.characteristic.callout, justification.requirement
    assert required is not None
    outside = justification.exceedance
    limits = interval(required.lower, required.upper, callout, outside=outside is not None)
    line = _("{value} {limits} ({origin})").format(
        value=value_shown(justification), limits=limits, origin=short_origin(callout)
    )
    if outside is None:
        return line
    side, by = outside
    return _("{line}, {by} {side}").format(line=line, by=with_unit(by, callout.unit or Unit.MM), side=label(side))


def _rule(justification: Justification) -> str:
    """The rule, what it accepts where that is not the whole tolerance, and what it refuses where nothing is proven."""
    callout, zones = justification.characteristic.callout, justification.zones
    rule = rule_words(justification.rule, callout)
    if zones is None or justification.rule.name is RuleName.SIMPLE:
        return rule
    if zones.reason is not None:
        what = _("aucune valeur acceptée")
    else:
        what = _("accepté {limits}").format(limits=accepted(zones, callout))
    if justification.verdict is Verdict.CONFORMING:
        return _("{rule} : {accepted}").format(rule=rule, accepted=what)
    return _("{rule} : {accepted}, refusé {refused}").format(rule=rule, accepted=what, refused=refused(zones, callout))


# -- the panel --------------------------------------------------------------------------------------------------------


def verdict_details(justification: Justification) -> tuple[tuple[str, str], ...]:
    """Titles and texts, in the order in which they are asked for; what says nothing of this value is left out."""
    callout = justification.characteristic.callout
    pairs = [(LIMITS, derivation(callout))]
    if justification.requirement is not None:
        pairs += [(RULE, _rule_details(justification)), (UNCERTAINTY, _uncertainty_details(justification))]
        pairs.append((ROUNDING, _rounding_details(justification)))
    if how := geometric_methods.about_value(justification.characteristic, justification.measurement):
        method = justification.characteristic.read_method
        pairs.append((geometric_methods.METHOD, how))
        pairs.append((geometric_methods.BLIND, geometric_methods.said_of(method, callout.symbol).blind))
        pairs.append((geometric_methods.GROWTH, geometric_methods.growth_of(method)))
    if rule := textures.rule_details(callout, justification.measurement):
        pairs.append((textures.RULE, rule))
    if traced := _traced(justification):
        pairs.append((textures.TRACED, traced))
    pairs.append((MEANS, _means_details(justification)))
    pairs += _risk_details(justification)
    if callout.material_modifier is not None and justification.requirement is not None:
        pairs.append((BONUS.format(modifier=_modifier(callout)), _bonus_details(justification)))
    if justification.concession is not None:
        granted = justification.concession
        pairs.append(
            (
                CONCESSION,
                _("{number} : {reason}, accordée par {granted_by}").format(
                    number=granted.number, reason=granted.reason, granted_by=granted.granted_by
                ),
            )
        )
    if justification.replaced:
        pairs.append((REPLACED, _("Une mesure plus récente de cette case décide ; celle-ci est gardée.")))
    pairs += _gesture_details(justification)
    if justification.advice is not None:
        pairs.append((ADVICE, advice_sentence(justification.advice, justification.characteristic.size_balloon)))
    # A line never begins with a semicolon or a colon.
    return tuple((title, text.replace(" ;", "\u00a0;").replace(" :", "\u00a0:")) for title, text in pairs)


def _rule_details(justification: Justification) -> str:
    callout, zones = justification.characteristic.callout, justification.zones
    guarded = justification.rule.name is RuleName.GUARD
    rule = rule_words(justification.rule, callout)
    if zones is None:
        return _("{rule} : sans incertitude connue, rien n'est prouvé.").format(rule=rule)
    if zones.reason is not None:
        reason = _("Deux bandes de garde couvrent la tolérance : aucune valeur n'est acceptée.")
        return _("{rule}. {reason} Refusé {refused}.").format(
            rule=rule, reason=reason if guarded else sentence(zones.reason), refused=refused(zones, callout)
        )
    if not zones.guard_band:
        return _("{rule} : accepté {accepted}, limites comprises.").format(rule=rule, accepted=accepted(zones, callout))
    if not guarded:
        guard = with_unit(readable(zones.guard_band, ROUND_CEILING), callout.unit or Unit.MM)
        rule = _("{rule} ; bande de garde g = {guard}").format(rule=rule, guard=guard)
    return _(
        "{rule} : accepté {accepted}, limites comprises, refusé {refused} ; entre les deux, rien n'est prouvé et la "
        "valeur est à confirmer."
    ).format(rule=rule, accepted=accepted(zones, callout), refused=refused(zones, callout))


def _uncertainty_details(justification: Justification) -> str:
    u, expanded = justification.uncertainty, justification.expanded_uncertainty
    if u is None or expanded is None:
        said = _("Aucune incertitude n'est connue pour cette valeur.")
        if _is_corrected(justification.measurement):
            return _("{said} Celle de sa correction à 20 °C est non établie.").format(said=said)
        return said
    said = _("u = {u} ; U = 2u = {expanded} (k = 2). Source : {source}.").format(
        u=uncertainty_shown(u.quantity),
        expanded=uncertainty_shown(expanded),
        source=source_of(justification, short=False),
    )
    if _leaves_factor_out(justification):
        return _("{said} Celle du facteur du montage est non établie et n'y est pas comprise.").format(said=said)
    return said


def _is_corrected(measurement: Measurement) -> bool:
    return any(given.role is Role.CORRECTION for given in measurement.inputs)


def _leaves_factor_out(justification: Justification) -> bool:
    """Whether a lever multiplies what is shown, and how well its factor is known is no part of u."""
    u = justification.uncertainty
    if u is None or u.source is UncertaintySource.CHARACTERISTIC:
        return False
    return any(given.is_mounting and given.quantity.value**2 != 1 for given in justification.measurement.inputs)


def _rounding_details(justification: Justification) -> str:
    if zone := geometric_methods.rounding(justification.characteristic):
        return zone
    if _is_computed(justification.measurement):
        return _(
            "Calculée sur les lectures telles qu'affichées ; une valeur calculée est arrondie au pair à 10⁻⁹, jamais "
            "davantage pour décider."
        )
    return _("La valeur lue n'est jamais arrondie pour décider : elle est comparée telle qu'affichée.")


def _means_details(justification: Justification) -> str:
    found = justification.measurement
    means = means_label(justification.characteristic, found.box.code)
    if found.instrument:
        means = _("{means} {instrument}").format(means=means, instrument=found.instrument)
    parts = [means, label(found.origin)]
    if (source := file_of(found)) is not None:
        parts.append(source_line(source))
    if found.simulated:
        parts.append(_("instrument simulé"))
    if found.reason:
        parts.append(found.reason)
    text = _SEPARATOR.join(parts)
    readings = [
        _("{role} {value}").format(
            role=geometric_methods.reading_name(justification.characteristic, place, given.role),
            value=quantity(given.quantity),
        )
        for place, given in enumerate(found.inputs)
    ]
    if len(readings) < 2 and all(given.role is Role.READING for given in found.inputs):
        return text
    return _("{means} : {readings}").format(means=text, readings="\u00a0; ".join(readings))


def _risk_details(justification: Justification) -> list[tuple[str, str]]:
    pairs = []
    probability, capability = justification.probability, justification.capability
    consumer, producer = justification.consumer_risk, justification.producer_risk
    if probability is not None:
        pairs.append(
            (
                PROBABILITY,
                _("{share} : probabilité que la valeur vraie soit dans la tolérance.").format(
                    share=percent(probability)
                ),
            )
        )
    if consumer is not None:
        pairs.append(
            (
                CONSUMER_RISK,
                _("{share} : acceptée sur cette valeur, la pièce serait en fait non conforme.").format(
                    share=percent(consumer)
                ),
            )
        )
    if producer is not None:
        pairs.append(
            (
                PRODUCER_RISK,
                _("{share} : refusée sur cette valeur, la pièce serait en fait conforme.").format(
                    share=percent(producer)
                ),
            )
        )
    if capability is not None:
        shown = significant(round(capability, 2))
        text = _("T / (4u) = {capability} ; plus elle est grande, moins l'incertitude pèse sur le verdict.")
        pairs.append((CAPABILITY, text.format(capability=shown)))
    return pairs


def _gesture_details(justification: Justification) -> list[tuple[str, str]]:
    pairs, cancelled, visa = [], justification.cancelled, justification.visa
    if cancelled is not None:
        text = _("Annulée le {at}, par {by} : elle est gardée et ne décide de rien.")
        pairs.append((CANCELLED, text.format(at=moment(cancelled.at), by=cancelled.by)))
    if justification.awaits_second:
        text = _("Une valeur de cette case n'était pas bonne : il en faut deux bonnes de suite, ou un visa qualité.")
        pairs.append((SECOND_READING, text))
    if visa is not None:
        text = _("{name}, signé par code personnel le {at} : une seconde lecture n'est pas demandée.")
        pairs.append((VISA, text.format(name=visa.granted_by, at=moment(visa.at))))
    return pairs


def _bonus_details(justification: Justification) -> str:
    bonus, balloon = justification.bonus, justification.characteristic.size_balloon
    most = with_unit(bonus.most, Unit.MM)
    if bonus.value is None:
        return _("Inconnu tant que le repère {balloon} n'est pas mesuré ; {most} au plus.").format(
            balloon=balloon, most=most
        )
    return _("{by}, par la taille mesurée au repère {balloon} ; {most} au plus.").format(
        by=with_unit(bonus.value, Unit.MM), balloon=balloon, most=most
    )


def _is_computed(found: Measurement) -> bool:
    """Whether the value is not one that an instrument showed: computed, compared, or a mean of readings."""
    if found.origin in (Origin.COMPUTED, Origin.COMPARISON) or any(given.is_repeated for given in found.inputs):
        return True
    return len(found.inputs) > 1 and all(given.quantity != found.quantity for given in found.inputs)


def _modifier(callout: Callout) -> str:
    return _SIGNS.get(callout.material_modifier or "", "")
