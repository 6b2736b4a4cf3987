"""One line of a part sheet: from the words of its cells to a characteristic, and back.

The same reader serves the files of the workshop, the exchange formats and the part editor, which shows what it says
at each key press.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TypeVar

from metroapp.domain.callout import Callout, Kind, Nature
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.decision_rule_text import read_rule, write_rule
from metroapp.domain.formula import ANGLE, LENGTH, read_formula
from metroapp.domain.general_tolerances import GeneralTolerances
from metroapp.domain.geometric_method import GeometricMethod, Way, require_fits, require_reads
from metroapp.domain.geometric_method_text import read_method, write_method
from metroapp.domain.message import Message, Refusal
from metroapp.domain.notation.context import Context, Standards
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.probing import Probing
from metroapp.domain.quantity import Quantity, parse_number
from metroapp.domain.quantity_text import read_quantity, write_quantity
from metroapp.domain.specification import (
    MOST_READINGS,
    Characteristic,
    Criticality,
    Means,
    Procedure,
    Sampling,
    fitting_means,
)

T = TypeVar("T")

NATURES = {
    "exterieur": Nature.EXTERNAL,
    "interieur": Nature.INTERNAL,
    "etage": Nature.STEP,
    "profondeur": Nature.DEPTH,
    "entraxe": Nature.CENTRE_DISTANCE,
    "external": Nature.EXTERNAL,
    "internal": Nature.INTERNAL,
    "step": Nature.STEP,
    "depth": Nature.DEPTH,
    "arbre": Nature.EXTERNAL,
    "alesage": Nature.INTERNAL,
}
MEANS = {
    "pied a coulisse": Means.CALIPER,
    "pac": Means.CALIPER,
    "caliper": Means.CALIPER,
    "calliper": Means.CALIPER,
    "micrometre": Means.MICROMETER,
    "micrometer": Means.MICROMETER,
    "palmer": Means.MICROMETER,
    "alesometre": Means.MICROMETER,
    "calibre a coulisse": Means.CALIPER,
    "jauge de profondeur": Means.CALIPER,
    "trusquin": Means.HEIGHT_GAUGE,
    "comparaison": Means.COMPARISON,
    "comparateur": Means.DIAL_INDICATOR,
    "dial indicator": Means.DIAL_INDICATOR,
    "colonne": Means.HEIGHT_GAUGE,
    "colonne de mesure": Means.HEIGHT_GAUGE,
    "height gauge": Means.HEIGHT_GAUGE,
    "bague filetee": Means.THREAD_RING,
    "tampon filete": Means.THREAD_PLUG,
    "calibre": Means.LIMIT_GAUGE,
    "calibre entre n entre pas": Means.LIMIT_GAUGE,
    "calibre a machoires": Means.LIMIT_GAUGE,
    "tampon lisse": Means.LIMIT_GAUGE,
    "bague lisse": Means.LIMIT_GAUGE,
    "limit gauge": Means.LIMIT_GAUGE,
    "rugosimetre": Means.ROUGHNESS_TESTER,
    "rapporteur": Means.PROTRACTOR,
    "rapporteur d angle": Means.PROTRACTOR,
    "mmt": Means.CMM,
    "cmm": Means.CMM,
    "machine a mesurer tridimensionnelle": Means.CMM,
    "tridim": Means.CMM,
    "visuel": Means.VISUAL,
    "visual": Means.VISUAL,
    "viso tactile": Means.VISUAL,
    "plaquettes viso tactiles": Means.VISUAL,
    "a choisir": Means.TO_CHOOSE,
}
_GAUGED = {Means.THREAD_PLUG: Nature.INTERNAL, Means.THREAD_RING: Nature.EXTERNAL}  # ISO 1502
_LONGEST_MEANS_FIRST = sorted(MEANS, key=len, reverse=True)
_CRITICALITIES = {
    "": Criticality.ORDINARY,
    "ordinaire": Criticality.ORDINARY,
    "cle": Criticality.KEY,
    "key": Criticality.KEY,
    "securite": Criticality.SAFETY,
    "safety": Criticality.SAFETY,
    "critique": Criticality.SAFETY,
}


@dataclass(frozen=True, slots=True)
class LineText:
    """The cells of one line, as typed; empty where the sheet says nothing."""

    balloon: str = ""
    designation: str = ""
    callout: str = ""
    nature: str = ""
    means: str = ""
    sampling: str = ""
    criticality: str = ""
    phase: str = ""
    readings: str = ""
    length: str = ""
    size_balloon: str = ""
    formula: str = ""
    rule: str = ""
    standard_uncertainty: str = ""
    reaction: str = ""
    kind: str = ""  # `attribut` makes any words of the callout an attribute
    method: str = ""  # of a geometrical tolerance
    probing: str = ""  # of a height column

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class CellError:
    """One wrong cell: the field of `LineText`, and what is wrong."""

    field: str
    message: Message


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What one line says. `callout` is there as soon as it can be read, even if another cell is wrong."""

    callout: Callout | None
    characteristic: Characteristic | None
    errors: tuple[CellError, ...]


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads lines against the standards and the general tolerances of the drawing.

    `asks_nature` and `asks_means`: the sheet has these columns, so an empty cell in them is an oversight.
    """

    standards: Standards
    general: GeneralTolerances | None = None
    asks_nature: bool = True
    asks_means: bool = True

    def read(self, line: LineText) -> ReadLine:
        """The characteristic of one line, or every error in it."""
        errors: list[CellError] = []

        def take(field: str, read: Callable[[], T]) -> T | None:
            try:
                return read()
            except Refusal as refusal:
                errors.append(CellError(field, refusal.message))
                return None

        stated = take("nature", lambda: _stated_nature(line.nature))
        length = take("length", lambda: _length(line.length))
        callout = take("callout", lambda: self._callout(line, stated, length))
        balloon = take("balloon", lambda: _balloon(line.balloon))
        nature = take("nature", lambda: self._nature(line, callout)) if callout and not errors else stated
        formula = take("formula", lambda: _formula(line.formula, callout))
        method = take("method", lambda: _method(line, callout))
        probing = take("probing", lambda: _probing(line.probing))
        means = take("means", lambda: self._means(line, callout, stated, None if method is None else method.way))
        sampling = take("sampling", lambda: read_sampling(line.sampling))
        criticality = take("criticality", lambda: _criticality(line.criticality))
        readings = take("readings", lambda: _readings(line.readings))
        rule, uncertainty = None, None
        if callout is not None:
            take("size_balloon", lambda: _link(line, callout))
            rule = take("rule", lambda: _rule(line.rule, callout))
            uncertainty = take("standard_uncertainty", lambda: _uncertainty(line.standard_uncertainty, callout))
        if errors or callout is None:
            return ReadLine(callout, None, tuple(errors))
        assert balloon and means and sampling and criticality and readings
        read = Characteristic(
            balloon,
            line.designation,
            callout,
            means,
            nature,
            sampling,
            criticality,
            line.phase,
            readings,
            length,
            line.size_balloon,
            formula or "",
            line.reaction,
            rule,
            uncertainty,
            method="" if method is None else write_method(method),
            probing=probing,
        )
        if read.probing is not None and not read.is_probed_so:
            message = Message("sheet.probing_unexpected", {"probing": read.probing, "callout": callout.text})
            errors.append(CellError("probing", message))
        is_told = nature is not None or read.probing is not None
        if read.procedure is Procedure.PROBINGS and read.kind.is_size and not is_told:
            errors.append(CellError("nature", Message("sheet.nature_missing", {"callout": callout.text})))
        if read.loses_readings:
            message = Message("sheet.readings_direct_only", {"callout": callout.text, "means": means})
            errors.append(CellError("readings", message))
        return ReadLine(callout, None if errors else read, tuple(errors))

    def _callout(self, line: LineText, nature: Nature | None, length: Decimal | None) -> Callout:
        if line.callout.startswith("="):
            raise Refusal("sheet.formula")
        is_attribute = plain(line.kind) in ("attribut", "attribute", "attributif")
        gauge = _named_means(line.means)
        if nature is None and gauge is not None:
            nature = _GAUGED.get(gauge)  # a plug only enters a nut thread: `M8` is then 6H
        read = read_callout(line.callout, self.standards, Context(nature, self.general, length, is_attribute))
        if read.kind.has_verdict and read.unit is not None and read.kind is not Kind.THREAD and not read.has_limits:
            raise Refusal("callout.no_tolerance", callout=read.text)
        return read

    def _nature(self, line: LineText, callout: Callout) -> Nature | None:
        """The nature typed, or the one that a fit tells; a size without either is asked for, never guessed."""
        nature = _stated_nature(line.nature)
        if nature is not None:
            if callout.nature not in (None, nature) and nature in (Nature.EXTERNAL, Nature.INTERNAL):
                raise Refusal("sheet.nature_contradicts_fit", nature=nature, callout=callout.text)
            return nature
        if callout.nature is None and callout.kind.is_size and self.asks_nature:
            raise Refusal("sheet.nature_missing", callout=callout.text)
        return callout.nature

    def _means(self, line: LineText, callout: Callout | None, stated: Nature | None, way: Way | None) -> Means:
        text = plain(line.means)
        means = _named_means(line.means)
        if callout is not None and not callout.kind.has_verdict:
            return means or Means.TO_CHOOSE
        if not text and not self.asks_means:
            return Means.TO_CHOOSE
        if means is None:
            raise Refusal("sheet.means_unknown", text=line.means, known=_known_means())
        if callout is None or means is Means.TO_CHOOSE:
            return means
        if means is Means.DIAL_INDICATOR and callout.kind.is_size:
            raise Refusal("sheet.comparison_to_choose")
        fitting = fitting_means(callout.kind, computed=bool(line.formula), way=way)
        if means not in fitting:
            raise Refusal("sheet.means_unfit", means=means, callout=callout.text, known=fitting)
        if means in _GAUGED and {stated, callout.nature} - {None, _GAUGED[means]}:
            raise Refusal("sheet.gauge_contradicts_thread", means=means, callout=callout.text)
        return means


def check_together(lines: Iterable[tuple[int, ReadLine]]) -> list[tuple[int, CellError]]:
    """What no line can see alone: a balloon used twice, a link to a size that is not there.

    Lines are numbered as the caller numbers them.
    """
    found: list[tuple[int, CellError]] = []
    seen: dict[str, int] = {}
    sizes: dict[str, Characteristic] = {}
    read = [(number, line.characteristic) for number, line in lines if line.characteristic is not None]
    for number, given in read:
        occurrences = range(1, given.callout.multiplicity + 1) if given.callout.multiplicity > 1 else ()
        for balloon in (given.balloon, *(f"{given.balloon}.{occurrence}" for occurrence in occurrences)):
            if balloon in seen:
                message = Message("sheet.balloon_repeated", {"balloon": balloon, "line": seen[balloon]})
                found.append((number, CellError("balloon", message)))
                break
            seen[balloon] = number
        sizes.setdefault(given.balloon, given)
    for number, given in read:
        if given.size_balloon:
            wrong = _wrong_link(given, sizes.get(given.size_balloon))
            if wrong is not None:
                found.append((number, CellError("size_balloon", wrong)))
    return found


def _wrong_link(given: Characteristic, size: Characteristic | None) -> Message | None:
    balloon, callout = given.size_balloon, given.callout.text
    if size is None or not size.kind.is_size:
        return Message("sheet.link_absent", {"balloon": balloon, "callout": callout})
    if not size.gives_bonus:
        return Message("sheet.link_without_material", {"balloon": balloon, "callout": callout})
    if size.callout.multiplicity not in (1, given.callout.multiplicity):
        return Message("sheet.link_multiplicity", {"balloon": balloon, "callout": callout})
    return None


def line_text(given: Characteristic) -> LineText:
    """The cells that say a characteristic: reading them again gives it back."""
    from metroapp.wording import labels  # the words of the sheet are those of the screen

    return LineText(
        balloon=given.balloon,
        designation=given.designation,
        callout=given.callout.text,
        nature=labels.label(given.nature) if given.nature else "",
        means=labels.label(given.means),
        sampling=labels.sampling(given.sampling),
        criticality="" if given.criticality is Criticality.ORDINARY else labels.label(given.criticality),
        phase=given.phase,
        readings="" if given.readings == 1 else str(given.readings),
        length="" if given.length is None else f"{given.length:f}".replace(".", ","),
        size_balloon=given.size_balloon,
        formula=given.formula,
        rule=write_rule(given.rule, given.callout.unit),
        standard_uncertainty="" if given.uncertainty is None else write_quantity(given.uncertainty),
        reaction=given.reaction,
        kind=labels.label(Kind.ATTRIBUTE) if given.kind is Kind.ATTRIBUTE else "",
        method=given.method,
        probing="" if given.probing is None else labels.label(given.probing),
    )


def plain(text: str) -> str:
    """Lower case, without accents, signs or doubled spaces: how titles and words of a list are compared."""
    letters = unicodedata.normalize("NFKD", text.replace("°", " ").replace("œ", "oe"))
    words = "".join(
        sign if sign.isalnum() or sign == "/" else " " for sign in letters if not unicodedata.combining(sign)
    )
    return " ".join(words.casefold().split())


def _named_means(text: str) -> Means | None:
    """The means that a cell names; what follows its name is left: `micromètre extérieur 0-25`."""
    words = plain(text)
    for name in _LONGEST_MEANS_FIRST:
        if words == name or words.startswith(f"{name} "):
            return MEANS[name]
    return None


def _known_means() -> tuple[Means, ...]:
    return tuple(means for means in dict.fromkeys(MEANS.values()) if means is not Means.TO_CHOOSE)


def _balloon(text: str) -> str:
    if not text:
        raise Refusal("sheet.balloon_empty")
    return text


def _stated_nature(text: str) -> Nature | None:
    if not text:
        return None
    nature = NATURES.get(plain(text))
    if nature is None:
        raise Refusal("sheet.nature_unknown", text=text)
    return nature


def _length(text: str) -> Decimal | None:
    if not text:
        return None
    length = parse_number(text)
    if length <= 0:
        raise Refusal("sheet.length_not_positive", text=text)
    return length


def _readings(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_READINGS):
        raise Refusal("sheet.readings", text=text, most=MOST_READINGS)
    return int(text)


def _criticality(text: str) -> Criticality:
    found = _CRITICALITIES.get(plain(text))
    if found is None:
        raise Refusal("sheet.criticality_unknown", text=text)
    return found


def _formula(text: str, callout: Callout | None) -> str:
    """A formula must give what the callout bounds: an angle for an angle, a length for a length."""
    if not text:
        return ""
    formula = read_formula(text)
    if callout is not None:
        wanted = ANGLE if callout.kind is Kind.ANGLE else LENGTH
        if callout.kind in (Kind.THREAD, Kind.ATTRIBUTE, Kind.ROUGHNESS) or not callout.kind.has_verdict:
            raise Refusal("sheet.formula_unexpected", callout=callout.text)
        if formula.dimension != wanted:
            raise Refusal("sheet.formula_dimension", formula=text, callout=callout.text)
    return text


def _method(line: LineText, callout: Callout | None) -> GeometricMethod | None:
    """How a geometrical tolerance is checked: a formula would say it otherwise."""
    if not line.method:
        return None
    if line.formula:
        raise Refusal("geometric_method.with_formula")
    method = read_method(line.method)
    if callout is not None:
        require_fits(method, callout.symbol)
        require_reads(method, callout)
    return method


def _probing(text: str) -> Probing | None:
    """What a column is to probe; None where the sheet leaves it to what is usual."""
    from metroapp.wording import labels  # the words of the sheet are those of the screen

    if not text:
        return None
    words = plain(text)
    found = next((one for one in Probing if words in (plain(labels.label(one)), plain(one.value))), None)
    if found is None:
        raise Refusal("sheet.probing_unknown", text=text)
    return found


def _link(line: LineText, callout: Callout) -> None:
    """Only Ⓜ and Ⓛ take the line that gives the size of the toleranced feature; a sheet may leave it to be chosen."""
    if line.size_balloon and callout.material_modifier is None:
        raise Refusal("sheet.link_unexpected", callout=callout.text)


def _rule(text: str, callout: Callout) -> DecisionRule | None:
    """A guard band is in the unit of the limits; it has none to guard where there is no limit."""
    if not text:
        return None
    rule = read_rule(text, callout.unit)
    if rule.guard is not None and (callout.kind is Kind.THREAD or not callout.has_limits):
        raise Refusal("sheet.guard_unexpected", callout=callout.text)
    return rule


def _uncertainty(text: str, callout: Callout) -> Quantity | None:
    """In the unit of the readings where it does not say; what is observed has no value to be uncertain of."""
    if not text:
        return None
    if callout.unit is None or callout.kind is Kind.THREAD or not callout.kind.has_verdict:
        raise Refusal("sheet.uncertainty_unexpected", callout=callout.text)
    found = read_quantity(text, callout.reading_unit)
    if found.value <= 0 or found.to(callout.unit).value <= 0:
        raise Refusal("sheet.uncertainty_not_positive", text=text)
    return found


def read_sampling(text: str) -> Sampling:
    """`chaque pièce` (or empty), `1/5`, `première`, `dernière`, `première et dernière`.

    Refuses `sheet.sampling_unknown`.
    """
    match plain(text):
        case "" | "chaque piece" | "1/1" | "100" | "each piece" | "each":
            return Sampling()
        case "premiere" | "premiere piece" | "first":
            return Sampling(first=True)
        case "derniere" | "derniere piece" | "last":
            return Sampling(last=True)
        case "premiere et derniere" | "premiere derniere" | "first last" | "first and last":
            return Sampling(first=True, last=True)
        case words:
            found = re.fullmatch(r"1 ?/ ?(\d{1,4})(?: pieces?)?", words)
            if not found or int(found[1]) == 0:
                raise Refusal("sheet.sampling_unknown", text=text)
            return Sampling(every=int(found[1]))
