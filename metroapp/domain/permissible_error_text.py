"""Maximum permissible errors as registers and makers write them: `0,02`, `± 4 µm`, `0,02 + L/50000`, `4 µm + L/300`,
`± (1,5 + 3L/1000) µm`. Both terms are in the one unit of the law, and L is its number of millimetres.

What is written here is read back the same. What could be read in two ways is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import write_number
from metroapp.domain.quantity import Unit, shortest

_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,18})?"
_UNIT = r"mm|µm|μm|um|microns?"
_DIVISOR = r"[0-9]{1,9}|[0-9]{1,3}(?: [0-9]{3}){1,2}"
_LAW = re.compile(
    rf"(?P<constant>{_NUMBER}) ?(?P<first>{_UNIT})?"
    rf"(?P<growth> ?\+ ?(?:(?P<factor>{_NUMBER}) ?[·×*]? ?)?L(?: ?/ ?(?P<divisor>{_DIVISOR}))? ?(?P<second>{_UNIT})?)?",
    re.IGNORECASE,
)
_FRAMED = re.compile(rf"\((?P<law>[^()]*)\) ?(?P<unit>{_UNIT})?", re.IGNORECASE)
_LENGTH_SAID = re.compile(r"(?:[,;]? ?\(? ?L (?:en|in) (?P<unit>mm|m) ?\)?)$", re.IGNORECASE)
_PLUS_MINUS = re.compile(r"^(?:±|\+ ?/ ?[-−–]) ?")
_UM_PER_MM = _MM_PER_M = Decimal(1000)
_LARGEST_DIVISOR = 10**9 - 1
_STEEPEST = Decimal("0.001")  # a law that grows faster measures nothing: its unit, or that of L, is another
_LARGEST_UNSAID = Decimal(1)  # mm: an error of a millimetre, without its unit, was meant in micrometres
_STEP = Decimal("1e-18")


def read_permissible_error(text: str, unit: Unit | None = None) -> PermissibleError:
    """The law of a text, in millimetres; `unit` is what the title of its column says, where its own says none.

    Refuses `permissible_error.unreadable`, `permissible_error.ambiguous` and `permissible_error.zero`.
    """
    spelled = _PLUS_MINUS.sub("", " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split()))
    said = _LENGTH_SAID.search(spelled)
    in_metres = said is not None and said["unit"].casefold() == "m"
    spelled = spelled[: said.start()] if said else spelled
    framed = _FRAMED.fullmatch(spelled)
    found = _LAW.fullmatch(framed["law"].strip() if framed else spelled)
    if found is None or (framed and _PLUS_MINUS.match(framed["law"].strip())):
        raise Refusal("permissible_error.unreadable", text=text)
    units = {_unit(one) for one in (found["first"], found["second"], framed and framed["unit"]) if one}
    constant, slope, grows = _number(found["constant"]), _slope(found, in_metres=in_metres), bool(found["growth"])
    in_unit = next(iter(units), unit)
    scale = Decimal("0.001") if in_unit is Unit.UM else Decimal(1)
    if (
        len(units) > 1
        # 3·L may be three micrometres for each metre; 4 may be micrometres.
        or (grows and found["divisor"] is None and said is None)
        or (in_unit is None and constant >= _LARGEST_UNSAID)
        or slope * scale >= _STEEPEST
    ):
        raise Refusal("permissible_error.ambiguous", text=text)
    constant, slope = shortest(constant * scale), shortest((slope * scale).quantize(_STEP))
    if constant == slope == 0 or (grows and slope == 0):
        raise Refusal("permissible_error.zero", text=text)
    return PermissibleError(constant, slope)


def write_permissible_error(law: PermissibleError) -> str:
    """A law as a French register writes it: `± 0,02 mm`, `± (4 + L/300) µm`."""
    if law.per_length == 0:
        return f"± {write_number(law.constant)} mm"
    constant, millionths = write_number(shortest(law.constant * _UM_PER_MM)), law.per_length * _UM_PER_MM * _MM_PER_M
    with localcontext(prec=50):
        divisor = (_MM_PER_M / millionths).quantize(Decimal(1))
    written = f"± ({constant} + L/{divisor}) µm"
    if 0 < divisor <= _LARGEST_DIVISOR and read_permissible_error(written) == law:
        return written
    return f"± ({constant} + {write_number(shortest(millionths))}·L/1000) µm"


def _slope(found: re.Match[str], *, in_metres: bool) -> Decimal:
    """b, in the unit of the law by millimetre."""
    if not found["growth"]:
        return Decimal(0)
    divisor = Decimal((found["divisor"] or "1").replace(" ", ""))
    if divisor == 0:
        raise Refusal("permissible_error.unreadable", text=found[0])
    with localcontext(prec=50):
        return _number(found["factor"] or "1") / divisor / (_MM_PER_M if in_metres else 1)


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _unit(written: str) -> Unit:
    return Unit.MM if written.casefold() == "mm" else Unit.UM
