"""Metric threads: `M12x1,75-6g`, `M8-6H`, `M10x1 LH` (ISO 965-1). Gauges decide; the limits are there to be known."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Nature, Rule
from metroapp.domain.iso965 import ThreadClass
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.quantity import Unit

_CLASS = r"(?:[0-9]{1,2}[A-Za-z]){1,2}"
_THREAD = re.compile(
    rf"M ?(?P<diameter>{NUMBER})(?: ?x ?(?:P ?)?(?P<pitch>{NUMBER}))?(?: ?- ?| )?"
    rf"(?P<fit>{_CLASS})?(?: ?/ ?(?P<other>{_CLASS}))?(?: ?- ?| )?(?P<hand>LH|RH|gauche|à gauche)?"
)
_BEGIN = re.compile(r"M ?[0-9]")
_OTHER_THREAD = re.compile(r"(?:G|Tr|UNC|UNF|Rc|Rp|NPT|BSW|Rd|S) ?[0-9]", re.IGNORECASE)
# What a drawing leaves out (ISO 965-1, designation): medium quality, which differs up to M1,4.
_DEFAULT = {Nature.INTERNAL: "6H", Nature.EXTERNAL: "6g"}
_DEFAULT_SMALL = {Nature.INTERNAL: "5H", Nature.EXTERNAL: "6h"}
_SMALL = Decimal("1.4")


def read_thread(written: Written) -> Callout | None:
    """A metric thread; None where the text does not begin as one."""
    if _OTHER_THREAD.match(written.tidy) and not written.tidy.startswith(("Rc ", "Rp ")):
        raise Refusal("thread.other_profile", callout=written.text)
    if not _BEGIN.match(written.tidy):
        return None
    found = _THREAD.fullmatch(written.tidy)
    if found is None:
        raise Refusal("thread.unreadable", callout=written.text)
    diameter, fit, nature = Decimal(found["diameter"]), found["fit"], written.context.nature
    tables = written.standards.iso965
    if found["other"]:
        fit = _member(written, found["fit"], found["other"])
    pitch = Decimal(found["pitch"]) if found["pitch"] else tables.coarse_pitch(diameter)
    if fit:
        nature = Nature.INTERNAL if ThreadClass.read(fit).is_internal else Nature.EXTERNAL
    elif nature in _DEFAULT:
        fit = (_DEFAULT_SMALL if diameter <= _SMALL else _DEFAULT)[nature]
    tables.require_pitch(diameter, pitch)
    return Callout(
        written.text,
        Kind.THREAD,
        diameter,
        None,
        None,
        Unit.MM,
        Derivation(Rule.GAUGED, fit=fit),
        nature=nature if nature in _DEFAULT else None,
        modifiers=("LH",) if found["hand"] not in (None, "RH") else (),
        pitch=pitch,
        # Without a class, and without a sheet that tells a nut from a bolt, the limits are not known.
        thread=tables.limits(diameter, pitch, ThreadClass.read(fit)) if fit else None,
    )


def _member(written: Written, first: str, second: str) -> str:
    """Which class of `6H/6g` this part has: the sheet's nature tells, otherwise it is asked."""
    members = {ThreadClass.read(fit).is_internal: fit for fit in (first, second)}
    if len(members) != 2:
        raise Refusal("callout.contradictory", callout=written.text)
    if written.context.nature not in _DEFAULT:
        raise Refusal("fit.member_to_choose", callout=written.text, hole=members[True], shaft=members[False])
    return members[written.context.nature is Nature.INTERNAL]
