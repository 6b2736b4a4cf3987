"""One means of the register as somebody types it, field by field: every field that cannot be read says why.

It is read as the line of a sheet is, so that a form and a sheet take the same things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metroapp.domain.due_dates import sooner_due
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message, Refusal
from metroapp.domain.permissible_error_text import write_permissible_error
from metroapp.domain.quantity import Quantity
from metroapp.domain.quantity_text import write_quantity
from metroapp.services.register import RegisterSheet
from metroapp.services.register_entry import compare
from metroapp.services.register_line import LineReader, RegisterLine
from metroapp.services.register_titles import TITLES

# Field of the form, and of the means where it has another name.
FIELDS = {
    name: name
    for name in (
        "number", "designation", "kind", "maker", "model", "serial", "range_lower", "range_upper", "resolution",
        "uncertainty", "repeatability", "interval_months", "verified", "due", "in_service_since", "location", "holder",
        "checks", "certified", "probe_constant", "family", "decimals",
    )
} | {"error": "permissible_error"}  # fmt: skip
_IN_PLACE_OF = {"number": "?", "decimals": "0"}  # of what is missing, so that the other fields are read all the same
_FIELD_OF = {
    "register.number_spelled": "number",
    "register.verified_later": "verified",
    "register.due_before_verification": "due",
    "register.kind_of_budget": "kind",
    "register.in_service_later": "in_service_since",
    "register.verified_before_service": "in_service_since",
    "register.uncertainty_not_positive": "uncertainty",
    "register.repeatability_too_large": "repeatability",
    "register.interval": "interval_months",
    "register.due_too_far": "interval_months",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: the means, or why not, by field."""

    means: Instrument | None
    wrong: dict[str, Message]


def texts_of(means: Instrument) -> dict[str, str]:
    """What the form shows of a means, which `read_form` reads back the same."""
    found = {name: _text(getattr(means, name)) for name in FIELDS if name not in ("kind", "error")}
    error = means.permissible_error
    return found | {"kind": means.kind.value, "error": "" if error is None else write_permissible_error(error)}


def read_form(
    texts: Mapping[str, str], before: Instrument | None, register: Mapping[str, Instrument], today: date
) -> Filled:
    """The means that these texts say; `before` is the one that is changed, whose other facts stay.

    An empty due date is the one that the interval gives; one that is left comes closer where the interval gets shorter.
    """
    cells, wrong = {name: texts[name].strip() for name in FIELDS}, dict[str, Message]()
    line = _read(cells, wrong, before)
    number = texts["number"].strip()
    if before is None and number in register:
        wrong["number"] = Message("means.number_taken", {"instrument": number})
    if not cells["designation"]:
        wrong["designation"] = Message("means.designation_missing", {})
    if line is None or wrong:
        return Filled(None, wrong)
    given = line.candidate.instrument
    try:
        facts = {name: getattr(given, name) for name in FIELDS.values()}
        made = given if before is None else replace(before, **facts)
        said = frozenset(FIELDS.values())
        if before is not None:
            made = sooner_due(before, made)
        compare(RegisterSheet((RegisterLine(replace(line.candidate, instrument=made), said),)), register, (), today)
    except Refusal as refusal:
        return Filled(None, {_FIELD_OF.get(refusal.message.code, "number"): refusal.message})
    return Filled(made, {})


def _read(cells: dict[str, str], wrong: dict[str, Message], before: Instrument | None) -> RegisterLine | None:
    """The line, once what cannot be read of it was said in `wrong` and left out."""
    titles = [TITLES[name] for name in cells]
    columns = {name: place for place, name in enumerate(cells)}
    budget = () if before is None else before.budget
    while True:
        try:
            return LineReader(1, list(cells.values()), titles, columns).line(lambda _number, _kind: budget)
        except Refusal as refusal:
            if refusal.message.code != "sheet.line":
                raise
            name = next(name for name in cells if TITLES[name] == refusal.message.fields["column"])
            if name in wrong:
                return None
            wrong[name] = refusal.message.fields["message"]
            cells[name] = _IN_PLACE_OF.get(name, "")


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Quantity():
            return write_quantity(value)
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
