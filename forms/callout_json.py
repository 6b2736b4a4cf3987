"""A callout and a characteristic as JSON: English keys that stay, limits in the unit of the readings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from forms.json_values import code, decimal
from metroapp.domain.callout import Callout, Kind, Texture
from metroapp.domain.iso965 import ThreadLimits
from metroapp.domain.quantity import Quantity, Unit, shortest
from metroapp.domain.specification import Characteristic
from metroapp.wording.derivations import derivation


def callout(read: Callout) -> dict[str, Any]:
    """Every fact of a callout. Limits of an angle are in degrees (rounded at 10⁻⁹), and exactly in seconds of arc."""
    found = read.derivation
    has_deviations = read.has_limits and found.lower_deviation is not None
    facts = {
        "callout": read.text,
        "kind": code(read.kind),
        "nature": code(read.nature),
        "nominal": _in_reading_unit(read.nominal, read),
        "lower_limit": _in_reading_unit(read.lower_limit, read),
        "upper_limit": _in_reading_unit(read.upper_limit, read),
        "mid_limit": _in_reading_unit(read.mid_limit, read),
        "lower_deviation": _in_reading_unit(found.lower_deviation, read) if has_deviations else None,
        "upper_deviation": _in_reading_unit(found.upper_deviation, read) if has_deviations else None,
        "unit": None if read.unit is None else code(read.reading_unit),
        "multiplicity": read.multiplicity,
        "modifiers": list(read.modifiers),
        "symbol": code(read.symbol),
        "zone": code(read.zone),
        "datums": list(read.datums),
        "datum_modifiers": list(read.datum_modifiers),
        "derivation": derivation(read),
    }
    if read.unit is Unit.ARCSEC:
        facts["lower_limit_arcsec"] = decimal(read.lower_limit)
        facts["upper_limit_arcsec"] = decimal(read.upper_limit)
    if read.texture is not None:
        facts |= _texture(read.parameter, read.texture)
    if read.kind is Kind.THREAD:
        facts |= {"pitch": decimal(read.pitch), **_thread(read.thread)}
    if read.chamfer_angle is not None:
        facts["chamfer_angle"] = _degrees(read.chamfer_angle)
    return facts


def _degrees(seconds: Decimal) -> str | None:
    return decimal(shortest(Quantity(seconds, Unit.ARCSEC).to(Unit.DEG).value))


def _in_reading_unit(value: Decimal | None, read: Callout) -> str | None:
    return decimal(read.in_reading_unit(value))


def _texture(parameter: str | None, texture: Texture) -> dict[str, Any]:
    return {
        "parameter": parameter,
        "upper_rule": code(texture.upper_rule),
        "lower_rule": code(texture.lower_rule),
        "short_cut_off": decimal(texture.short_cut_off),
        "cut_off": decimal(texture.cut_off),
        "evaluation_length": decimal(texture.evaluation_length),
        "sampling_lengths": texture.sampling_lengths,
    }


def _thread(limits: ThreadLimits | None) -> dict[str, Any]:
    """Limits of the three diameters (mm); null where nothing tells a nut from a bolt."""
    if limits is None:
        return {"thread_class": None, "pitch_diameter": None, "major_diameter": None, "minor_diameter": None}
    return {
        "thread_class": limits.thread_class,
        **{
            name: {
                "nominal": decimal(found.nominal),
                "lower_limit": decimal(found.lower),
                "upper_limit": decimal(found.upper),
            }
            for name, found in (
                ("pitch_diameter", limits.pitch_diameter),
                ("major_diameter", limits.major_diameter),
                ("minor_diameter", limits.minor_diameter),
            )
        },
    }


def characteristic(given: Characteristic) -> dict[str, Any]:
    """A guard band is in the unit of the readings, as the limits; a standard uncertainty in its own unit."""
    return {
        "balloon": given.balloon,
        "designation": given.designation,
        **callout(given.callout),
        "nature": code(given.nature),
        "means": code(given.means),
        "criticality": code(given.criticality),
        "phase": given.phase,
        "readings": given.readings,
        "length": decimal(given.length),
        "size_balloon": given.size_balloon or None,
        "formula": given.formula or None,
        "method": given.method or None,
        "probing": code(given.probing),
        "reaction": given.reaction or None,
        "rule": None if given.rule is None else code(given.rule.name),
        "guard_band": None if given.rule is None else _in_reading_unit(given.rule.guard, given.callout),
        "uncertainty": None if given.uncertainty is None else decimal(given.uncertainty.value),
        "uncertainty_unit": None if given.uncertainty is None else code(given.uncertainty.unit),
    }
