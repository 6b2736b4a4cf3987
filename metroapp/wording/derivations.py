"""How the limits were found, in one French line for the sheet, the command line and the documents."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Nature, Rule, Texture
from metroapp.domain.iso965 import DiameterLimits
from metroapp.domain.notation.modifiers import written
from metroapp.domain.notation.writing import without_multiplicity
from metroapp.domain.quantity import Unit
from metroapp.wording.labels import GEOMETRICAL_SIGNS, label
from metroapp.wording.numbers import UNIT_SYMBOLS, angle, figures, number, signed, significant, with_unit
from metroapp.wording.translate import gettext as _

_UM_PER_MM = 1000
_ARROW = " → "
_VALUE = re.compile(r"S? ?[Øø⌀φΦ∅]? ?[.,]?[0-9]")  # of a geometrical tolerance, with the sign of its zone
# ISO 14405-1:2016, table 1: what the size is, in the words of the trade.
_SIZES = {
    "LP": _("(LP) : chaque lecture entre deux points doit convenir"),
    "LS": _("(LS) : taille locale définie par une sphère"),
    "GG": _("(GG) : taille globale des moindres carrés, approchée par la moyenne des lectures"),
    "GX": _("(GX) : taille globale maximale inscrite, approchée par la plus petite lecture"),
    "GN": _("(GN) : taille globale minimale circonscrite, approchée par la plus grande lecture"),
    "GC": _("(GC) : taille globale de Tchebychev, approchée par le milieu des extrêmes"),
    "CC": _("(CC) : diamètre calculé de la circonférence, approché par la moyenne des lectures"),
    "CA": _("(CA) : diamètre calculé de l'aire, approché par la moyenne des lectures"),
    "CV": _("(CV) : diamètre calculé du volume, approché par la moyenne des lectures"),
    "SX": _("(SX) : la plus grande lecture décide"),
    "SN": _("(SN) : la plus petite lecture décide"),
    "SA": _("(SA) : la moyenne des lectures décide"),
    "SM": _("(SM) : la médiane des lectures décide"),
    "SD": _("(SD) : le milieu des extrêmes décide"),
    "SR": _("(SR) : l'étendue des lectures décide"),
    "E": _("Ⓔ : enveloppe à vérifier par un calibre ENTRE de forme complète, sinon non démontrée"),
}
_MATERIAL = {
    "M": _("Ⓜ : la tolérance s'augmente de l'écart de la taille de l'élément tolérancé à son maximum de matière"),
    "L": _("Ⓛ : la tolérance s'augmente de l'écart de la taille de l'élément tolérancé à son minimum de matière"),
}


def limits(callout: Callout) -> str:
    """`19,979 … 20,000 mm`, `≤ 1,6 µm`, `29°30′ … 30°30′`; empty where there is no limit."""
    if callout.unit is None or not callout.has_limits:
        return ""
    unit = callout.unit
    if callout.lower_limit is None:
        return f"≤\u00a0{with_unit(_given(callout.upper_limit), unit)}"
    if callout.upper_limit is None:
        return f"≥\u00a0{with_unit(callout.lower_limit, unit)}"
    return f"{figures(callout.lower_limit, unit)} … {with_unit(callout.upper_limit, unit)}"


def drawn(callout: Callout) -> str:
    """A callout as on the drawing: a geometrical characteristic by its sign, the rest as it was typed.

    What follows the name is kept as written: `Ø0,1` is a cylindrical zone, and `A-B` is not `A B`.
    """
    if callout.symbol is None:
        return callout.text
    one = without_multiplicity(callout.text).strip("[] ")
    begin = _VALUE.search(one)
    rest = one[begin.start() :].replace("|", " ") if begin else _by_table(callout)
    count = f"{callout.multiplicity}x " if callout.multiplicity > 1 else ""
    return f"{count}{GEOMETRICAL_SIGNS[callout.symbol]} {' '.join(rest.split())}"


def _by_table(callout: Callout) -> str:
    """The value that a general tolerance gives, or its name where the value is not told."""
    limit = callout.upper_limit
    return (callout.derivation.table or "") if limit is None else number(limit)


def derivation(callout: Callout) -> str:
    """`Ø20 h7 → IT7 de 18–30 = 21 µm, es = 0, ei = −0,021 → 19,979 … 20,000 mm`, then what the program does of the
    modifiers, datums and settings."""
    found = callout.derivation
    reason = _reasons(callout)
    steps = [callout.text, reason, limits(callout) if found.rule not in (Rule.LIMITS, Rule.ONE_LIMIT) else ""]
    line = _ARROW.join(step for step in steps if step)
    return "\u00a0; ".join([line, *_notes(callout)])


def short_origin(callout: Callout) -> str:
    """Where the limits come from, as short as it can be: `Ø20 H7 : ES +0,021 EI 0`, or the general tolerance, or the
    callout alone where it says it."""
    found = callout.derivation
    if found.rule is Rule.FIT:
        upper_name, lower_name = _deviation_names(callout)
        deviations = _("{upper_name} {upper} {lower_name} {lower}").format(
            upper_name=upper_name,
            upper=signed(_given(found.upper_deviation)),
            lower_name=lower_name,
            lower=signed(_given(found.lower_deviation)),
        )
        return _("{callout} : {origin}").format(callout=callout.text, origin=deviations)
    if found.rule is Rule.GENERAL:
        return _("{callout}, {origin}").format(callout=callout.text, origin=_general(callout, found))
    return callout.text


def _reasons(callout: Callout) -> str:
    found = callout.derivation
    match found.rule:
        case Rule.FIT:
            return _fit(callout, found)
        case Rule.DEVIATIONS:
            return _("écarts {upper} et {lower}").format(
                upper=_deviation(found.upper_deviation, callout), lower=_deviation(found.lower_deviation, callout)
            )
        case Rule.LIMITS:
            return _("limites écrites {limits}, IT = {tolerance}").format(
                limits=limits(callout), tolerance=with_unit(_given(found.tolerance), callout.unit or Unit.MM)
            )
        case Rule.ONE_LIMIT:
            return _("une seule limite : {limits}").format(limits=limits(callout))
        case Rule.GENERAL:
            return _general(callout, found)
        case Rule.NO_TOLERANCE:
            return _("aucune tolérance : ni propre, ni générale")
        case Rule.UPPER_BOUND:
            return _("{subject} : limite supérieure seule").format(subject=_subject(callout))
        case Rule.BOUNDS:
            if callout.upper_limit is None:
                return _("{subject} : limite inférieure seule").format(subject=_subject(callout))
            return _("{subject} : limite supérieure et limite inférieure").format(subject=_subject(callout))
        case Rule.GAUGED:
            return _thread(callout)
        case Rule.OBSERVED:
            return _("à l'œil : conforme ou non conforme")
        case Rule.EDGE:
            return _edge(found)
        case Rule.NO_VERDICT:
            if callout.kind is Kind.REFERENCE:
                return _("cote de référence : pour information, sans verdict")
            return _("cote théoriquement exacte : tolérancée par la géométrie qui s'y rapporte, sans verdict")


def _deviation_names(callout: Callout) -> tuple[str, str]:
    return (_("ES"), _("EI")) if callout.nature is Nature.INTERNAL else (_("es"), _("ei"))


def _fit(callout: Callout, found: Derivation) -> str:
    names = _deviation_names(callout)
    return _("{grade} de {over}–{up_to} = {tolerance} µm, {upper_name} = {upper}, {lower_name} = {lower}").format(
        grade=found.grade,
        over=significant(_given(found.over)),
        up_to=significant(_given(found.up_to)),
        tolerance=significant(_given(found.tolerance) * _UM_PER_MM),
        upper_name=names[0],
        upper=signed(_given(found.upper_deviation)),
        lower_name=names[1],
        lower=signed(_given(found.lower_deviation)),
    )


def _general(callout: Callout, found: Derivation) -> str:
    by = with_unit(_given(found.upper_deviation), callout.unit or Unit.MM)
    if callout.kind is not Kind.GEOMETRIC:
        by = f"±{by}"
    if found.over is None or (found.over == 0 and found.up_to is None):
        return _("{table} : {by}").format(table=found.table, by=by)
    if found.up_to is None:
        return _("{table}, au-delà de {over} : {by}").format(table=found.table, over=significant(found.over), by=by)
    return _("{table}, {over}–{up_to} : {by}").format(
        table=found.table, over=significant(found.over), up_to=significant(found.up_to), by=by
    )


def _subject(callout: Callout) -> str:
    return callout.parameter or (label(callout.symbol) if callout.symbol else "")


def _thread(callout: Callout) -> str:
    gauges = _("calibre ENTRE passe, calibre N'ENTRE PAS ne passe pas")
    if callout.thread is None:
        return gauges
    if callout.nature is Nature.INTERNAL:
        gauges = _("{gauges}, tampon lisse du diamètre intérieur").format(gauges=gauges)
    return _("{gauges} (classe {thread_class} : sur flancs {pitch}, extérieur {major}, intérieur {minor})").format(
        gauges=gauges,
        thread_class=callout.thread.thread_class,
        pitch=_diameter(callout.thread.pitch_diameter),
        major=_diameter(callout.thread.major_diameter),
        minor=_diameter(callout.thread.minor_diameter),
    )


def _diameter(found: DiameterLimits) -> str:
    if found.lower is None:
        return f"≤\u00a0{number(_given(found.upper))}"
    if found.upper is None:
        return f"≥\u00a0{number(found.lower)}"
    return f"{number(found.lower)} … {number(found.upper)}"


def _edge(found: Derivation) -> str:
    """ISO 13715:2017: minus takes material away, plus leaves some."""
    if found.lower_deviation is None or found.upper_deviation is None:
        return _("arête ISO 13715 sans valeur, à l'œil : conforme ou non conforme")
    if found.upper_deviation <= 0:
        return _("arête ISO 13715 sans bavure, cassée de {by} mm au plus").format(by=number(-found.lower_deviation))
    if found.lower_deviation >= 0:
        return _("arête ISO 13715, bavure de {by} mm au plus").format(by=number(found.upper_deviation))
    return _("arête ISO 13715 de {lower} à {upper} mm").format(
        lower=signed(found.lower_deviation), upper=signed(found.upper_deviation)
    )


def _deviation(value: Decimal | None, callout: Callout) -> str:
    given = _given(value)
    if callout.unit is Unit.ARCSEC:
        return f"+{angle(given)}" if given > 0 else angle(given)
    return signed(given)


def _notes(callout: Callout) -> list[str]:
    """What the program keeps or does of the rest of the callout."""
    notes = [_SIZES[modifier] for modifier in callout.modifiers if modifier in _SIZES and not callout.symbol]
    material = callout.material_modifier
    if material is not None:
        notes.append(_MATERIAL[material])
    if any(callout.datum_modifiers):
        notes.append(_("modificateur de référence gardé, sans bonus ajouté"))
    kept = [
        written(modifier)
        for modifier in callout.modifiers
        if (modifier not in _SIZES or callout.symbol) and modifier != material
    ]
    if kept:
        notes.append(_("{kept} lu et gardé").format(kept=", ".join(kept)))
    if callout.texture is not None:
        notes += _texture(callout.texture)
    return notes


def _texture(texture: Texture) -> list[str]:
    notes = [label(rule) for rule in dict.fromkeys((texture.upper_rule, texture.lower_rule)) if rule is not None]
    for value, text in (
        (texture.short_cut_off, _("λs = {value} mm")),
        (texture.cut_off, _("longueur d'onde de coupure λc = {value} mm")),
        (texture.evaluation_length, _("longueur d'évaluation {value} mm")),
    ):
        if value is not None:
            notes.append(text.format(value=significant(value)))
    if texture.sampling_lengths is not None:
        notes.append(_("{count} longueurs de base").format(count=texture.sampling_lengths))
    return notes


def unit_of(callout: Callout) -> str:
    """The unit in which values are read and shown; empty for what is only observed."""
    return UNIT_SYMBOLS[callout.reading_unit] if callout.unit is not None else ""


def _given(value: Decimal | None) -> Decimal:
    assert value is not None
    return value
