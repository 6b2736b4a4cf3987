"""Surface texture: Ra, Rz, Rt, Rmax… in micrometres, as ISO 1302:2002 and ISO 21920-1:2021 write it."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import AcceptanceRule, Callout, Derivation, Kind, Rule, Texture, TextureStandard
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.signs import NUMBER
from metroapp.domain.quantity import Unit

_PARAMETER = r"(?:Ra|Rz|Rt|Rmax|Rq|Rp|Rv)"
_ONE = re.compile(
    rf"(?:(?P<side>[UL]) )?"
    rf"(?:(?:(?P<short>{NUMBER}) ?- ?|- ?)?(?P<long>{NUMBER}) ?/ ?|(?P<short_alone>{NUMBER}) ?- ?/ ?)?"  # λs-λc
    rf"(?P<parameter>{_PARAMETER})(?P<count>[1-9][0-9]?(?=max| ))? ?"
    rf"(?P<before>max(?:i|\.)?|min(?:i|\.)?|16 ?%|T16 ?%|Tmax|Tmed|≤|≥|=|:)? ?"
    rf"(?P<limit>{NUMBER})(?: ?(?:[/;…-]|à) ?(?P<second>{NUMBER}))?"
    rf"(?: ?(?:µm|um))? ?(?P<after>max(?:i|\.)?|min(?:i|\.)?|16 ?%|T16 ?%|Tmax|Tmed)?"
    rf"(?P<settings>(?:[ ,;]+(?:(?:λc|lc|λs|ls|ln|le|cut-?off)[ =]*{NUMBER}(?: ?mm)?|n[ =]*[1-9][0-9]?(?![0-9.])))*)"
)
_SETTING = re.compile(rf"(?P<name>λc|lc|λs|ls|ln|le|cut-?off|n)[ =]*(?P<value>{NUMBER})")
_BEGIN = re.compile(rf"(?:[UL] )?(?:[0-9.]* ?-? ?[0-9.]* ?/ ?)?{_PARAMETER}(?![a-z])")
_ANY_CASE = re.compile(r"\bR(?:max|[azqtpv])(?:max)?(?![a-z])", re.IGNORECASE)
_NAMES = {"λs": "λs", "ls": "λs", "ln": "ln", "le": "ln", "n": "n"}
_RULES = {
    "max": AcceptanceRule.MAXIMUM,
    "maxi": AcceptanceRule.MAXIMUM,
    "Tmax": AcceptanceRule.MAXIMUM,
    "16%": AcceptanceRule.SIXTEEN_PERCENT,
    "T16%": AcceptanceRule.SIXTEEN_PERCENT,
    "Tmed": AcceptanceRule.MEDIAN,
}


def read_texture(written: Written) -> Callout | None:
    """A texture requirement; None where the text does not begin with one of its parameters.

    One or two specifications: `Ra 1,6`, `Rz1max 6,3`, `-0,8/Ra 3,2`, `U Ra 3,2 L Ra 0,8`, `Ra 0,8 - 3,2`.
    """
    text = _ANY_CASE.sub(_one_case, written.tidy.removeprefix("√").strip(), count=2)
    if not _BEGIN.match(text):
        return None
    if re.search(r"[0-9.] ?(?:mm|nm)(?! *$)? *$", text) and not _SETTING.search(text):
        raise Refusal("callout.texture_unit", callout=written.text)
    pieces = re.split(r" ?[;/]? ?(?=\b[UL] )", text)
    found = [_ONE.fullmatch(piece) for piece in pieces if piece]
    if not found or any(one is None for one in found):
        raise Refusal("callout.texture_unreadable", callout=written.text)
    return _callout(written, [one for one in found if one is not None])


def _one_case(found: re.Match[str]) -> str:
    """`RA`, `ra` → `Ra`; `Rzmax` → `Rz max`, which is the maximum rule."""
    text = found[0].lower()
    return "Rmax" if text == "rmax" else f"R{text[1]}" + (" max" if text.endswith("max") else "")


def _callout(written: Written, found: list[re.Match[str]]) -> Callout:
    lower: Decimal | None = None
    upper: Decimal | None = None
    rules: dict[str, AcceptanceRule | None] = {"lower": None, "upper": None}
    parameters = {one["parameter"] for one in found}
    for one in found:
        low, high = _limits(one)
        sides = {(one[place] or "")[:3] for place in ("before", "after")} & {"max", "min"}
        if len(sides) > 1 or (one["side"] == "U" and "min" in sides) or (one["side"] == "L" and "max" in sides):
            raise Refusal("callout.contradictory", callout=written.text)
        rule = _rule(one)
        if (low is not None and lower is not None) or (high is not None and upper is not None):
            raise Refusal("callout.contradictory", callout=written.text)
        if low is not None:
            lower, rules["lower"] = low, rule
        if high is not None:
            upper, rules["upper"] = high, rule
    if len(parameters) != 1 or (lower is not None and upper is not None and lower >= upper) or 0 in (lower, upper):
        raise Refusal("callout.contradictory", callout=written.text)
    return Callout(
        written.text,
        Kind.ROUGHNESS,
        None,
        lower,
        upper,
        Unit.UM,
        Derivation(Rule.UPPER_BOUND if lower is None else Rule.BOUNDS, upper_deviation=upper),
        parameter=found[0]["parameter"],
        texture=_texture(written, found, rules["lower"], rules["upper"]),
    )


def _limits(one: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """Lower and upper limit of one specification: alone, a value is an upper limit."""
    limit, second = Decimal(one["limit"]), one["second"]
    if second:
        return min(limit, Decimal(second)), max(limit, Decimal(second))
    if one["side"] == "L" or (one["before"] or one["after"] or "").startswith(("min", "≥")):
        return limit, None
    return None, limit


def _rule(one: re.Match[str]) -> AcceptanceRule | None:
    for place in ("before", "after"):
        rule = _RULES.get((one[place] or "").replace(" ", "").rstrip("."))
        if rule is not None:
            return rule
    return None


def _texture(
    written: Written, found: list[re.Match[str]], lower_rule: AcceptanceRule | None, upper_rule: AcceptanceRule | None
) -> Texture:
    settings: dict[str, Decimal] = {}
    for one in found:
        given = [("λc", one["long"]), ("λs", one["short"] or one["short_alone"]), ("n", one["count"])]
        given += [(_NAMES.get(said["name"], "λc"), said["value"]) for said in _SETTING.finditer(one["settings"])]
        for name, value in given:
            if value and settings.setdefault(name, Decimal(value)) != Decimal(value):
                raise Refusal("callout.contradictory", callout=written.text)
    count = settings.get("n")
    return Texture(
        upper_rule,
        lower_rule,
        settings.get("λs"),
        settings.get("λc"),
        settings.get("ln"),
        None if count is None else int(count),
        TextureStandard.ISO_21920 if any(_is_of_21920(one) for one in found) else None,
    )


def _is_of_21920(one: re.Match[str]) -> bool:
    """Whether a rule is written as ISO 21920-1:2021 does: T16%, Tmax, Tmed."""
    return any((one[place] or "").startswith("T") for place in ("before", "after"))
