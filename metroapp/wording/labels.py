"""French names of the things of the trade. Codes live in the domain; their words live here."""

from __future__ import annotations

from enum import Enum

from metroapp.domain.callout import Kind, Nature, Symbol
from metroapp.domain.decision import Side, Verdict
from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.measurement import Observation, Origin, Role
from metroapp.domain.quantity import Unit
from metroapp.domain.record import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure, Sampling
from metroapp.wording.numbers import UNIT_SYMBOLS
from metroapp.wording.translate import gettext as _

_LABELS: dict[Enum, str] = {
    Kind.DIAMETER: _("diamètre"),
    Kind.LENGTH: _("longueur"),
    Kind.RADIUS: _("rayon"),
    Kind.CHAMFER: _("chanfrein"),
    Kind.THREAD: _("filetage"),
    Kind.GEOMETRIC: _("géométrie"),
    Kind.ROUGHNESS: _("rugosité"),
    Kind.ATTRIBUTE: _("attribut"),
    Nature.EXTERNAL: _("extérieur"),
    Nature.INTERNAL: _("intérieur"),
    Nature.STEP: _("étagé"),
    Nature.DEPTH: _("profondeur"),
    Nature.CENTRE_DISTANCE: _("entraxe"),
    Symbol.STRAIGHTNESS: _("rectitude"),
    Symbol.FLATNESS: _("planéité"),
    Symbol.ROUNDNESS: _("circularité"),
    Symbol.CYLINDRICITY: _("cylindricité"),
    Symbol.PARALLELISM: _("parallélisme"),
    Symbol.PERPENDICULARITY: _("perpendicularité"),
    Symbol.ANGULARITY: _("inclinaison"),
    Symbol.POSITION: _("localisation"),
    Symbol.COAXIALITY: _("coaxialité"),
    Symbol.SYMMETRY: _("symétrie"),
    Symbol.CIRCULAR_RUN_OUT: _("battement circulaire"),
    Symbol.TOTAL_RUN_OUT: _("battement total"),
    Means.CALIPER: _("pied à coulisse"),
    Means.MICROMETER: _("micromètre"),
    Means.COMPARISON: _("comparaison"),
    Means.DIAL_INDICATOR: _("comparateur"),
    Means.HEIGHT_GAUGE: _("colonne de mesure"),
    Means.THREAD_RING: _("bague filetée"),
    Means.THREAD_PLUG: _("tampon fileté"),
    Means.ROUGHNESS_TESTER: _("rugosimètre"),
    Means.VISUAL: _("visuel"),
    InstrumentKind.CALIPER: _("pied à coulisse"),
    InstrumentKind.MICROMETER: _("micromètre"),
    InstrumentKind.DIAL_INDICATOR: _("comparateur"),
    InstrumentKind.HEIGHT_GAUGE: _("colonne de mesure"),
    InstrumentKind.THREAD_RING: _("bague filetée"),
    InstrumentKind.THREAD_PLUG: _("tampon fileté"),
    InstrumentKind.ROUGHNESS_TESTER: _("rugosimètre"),
    InstrumentKind.EYE: _("œil"),
    Procedure.DIRECT: _("lecture directe"),
    Procedure.COMPARISON: _("comparaison"),
    Procedure.PROBINGS: _("deux palpages"),
    Procedure.SWEEP: _("exploration maxi − mini"),
    Procedure.OBSERVATION: _("observation"),
    BoxCode.SINGLE: "",
    BoxCode.GO: _("ENTRE"),
    BoxCode.NO_GO: _("N'ENTRE PAS"),
    Origin.INSTRUMENT: _("instrument"),
    Origin.TYPED: _("saisie"),
    Origin.COMPARISON: _("comparaison"),
    Origin.COMPUTED: _("calcul"),
    Origin.OBSERVED: _("observation"),
    Observation.PASSES: _("passe"),
    Observation.DOES_NOT_PASS: _("ne passe pas"),
    Observation.CONFORMING: _("conforme"),
    Observation.NONCONFORMING: _("non conforme"),
    Role.READING: _("lecture"),
    Role.CERTIFIED: _("cote certifiée"),
    Role.ZERO: _("zéro"),
    Role.DEVIATION: _("écart lu"),
    Role.PROBING_1: _("1er palpage"),
    Role.PROBING_2: _("2e palpage"),
    Role.PROBE_CONSTANT: _("constante de touche"),
    Role.MAXIMUM: _("maxi"),
    Role.MINIMUM: _("mini"),
    Verdict.CONFORMING: _("conforme"),
    Verdict.NONCONFORMING: _("non conforme"),
    Side.BELOW: _("sous le mini"),
    Side.ABOVE: _("au-dessus du maxi"),
    BoxStatus.NOT_PLANNED: _("non prévu"),
    BoxStatus.NOT_MEASURED: _("non mesuré"),
    BoxStatus.IMPOSSIBLE: _("impossible"),
    BoxStatus.CONFORMING: _("conforme"),
    BoxStatus.NONCONFORMING: _("non conforme"),
    Disposition.CONFORMING: _("conforme"),
    Disposition.NONCONFORMING: _("non conforme"),
    Disposition.CONCESSION: _("sous dérogation"),
    Disposition.UNSORTED: _("non triée"),
    Unit.MM: UNIT_SYMBOLS[Unit.MM],
    Unit.UM: UNIT_SYMBOLS[Unit.UM],
    Unit.INCH: UNIT_SYMBOLS[Unit.INCH],
    Unit.DEG: UNIT_SYMBOLS[Unit.DEG],
}

# Short marks for grids: text, never colour alone.
_MARKS: dict[Enum, str] = {
    BoxStatus.CONFORMING: _("C"),
    BoxStatus.NONCONFORMING: _("NC"),
    BoxStatus.IMPOSSIBLE: _("imp."),
    BoxStatus.NOT_MEASURED: "",
    BoxStatus.NOT_PLANNED: "–",
    Disposition.CONFORMING: _("C"),
    Disposition.NONCONFORMING: _("NC"),
    Disposition.CONCESSION: _("DÉR"),
    Disposition.UNSORTED: _("à finir"),
    Observation.PASSES: _("passe"),
    Observation.DOES_NOT_PASS: _("ne passe pas"),
    Observation.CONFORMING: _("C"),
    Observation.NONCONFORMING: _("NC"),
}

GEOMETRICAL_SIGNS: dict[Symbol, str] = {
    Symbol.STRAIGHTNESS: "⏤",
    Symbol.FLATNESS: "⏥",
    Symbol.ROUNDNESS: "○",
    Symbol.CYLINDRICITY: "⌭",
    Symbol.PARALLELISM: "∥",
    Symbol.PERPENDICULARITY: "⟂",
    Symbol.ANGULARITY: "∠",
    Symbol.POSITION: "⌖",
    Symbol.COAXIALITY: "◎",
    Symbol.SYMMETRY: "⌯",
    Symbol.CIRCULAR_RUN_OUT: "↗",
    Symbol.TOTAL_RUN_OUT: "⌰",
}


def label(code: Enum) -> str:
    """The French name of a code; KeyError for a code without a name (a test walks them all)."""
    return _LABELS[code]


def mark(code: Enum) -> str:
    """The short mark of a code in a grid."""
    return _MARKS[code]


def balloon(characteristic: Characteristic, code: BoxCode = BoxCode.SINGLE) -> str:
    """`7`, or `9 ENTRE` for a gauge box."""
    return f"{characteristic.balloon} {label(code)}".strip()


def sampling(value: Sampling) -> str:
    """`chaque pièce`, `1/5`, `première et dernière`."""
    if value.first and value.last:
        return _("première et dernière")
    if value.first:
        return _("première")
    if value.last:
        return _("dernière")
    return _("chaque pièce") if value.every == 1 else _("1/{every}").format(every=value.every)
