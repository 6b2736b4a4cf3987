"""What an interface that types like a keyboard has typed: a value, then Enter.

Such an interface sends the keys of an American keyboard; under a French layout they are read as other signs
(`&é"'(-è_çà` for 1…0, `:` for the point, `)` for minus). The text can be put back sign by sign, but a text alone does
not always show what was meant, and this is what is accepted:

- A layout that was declared, after a try on the test screen, is the only one used: nothing is ambiguous.
- Undeclared, a text is taken as it stands, or as French when the whole of it is a number that way. The digits of the
  two layouts have no sign in common, so never both; but `-` is 6 on a French keyboard and minus on a numeric pad:
  a French text that begins with `-` is refused, and so is one of nothing but `-`, `_` and separators, which is what a
  display without a value looks like. Both are refused as `ambiguous`: declaring the layout is the way out.
- Caps Lock of an American keyboard changes nothing but the letters of a mark and of a unit: both cases are tried.
- Caps Lock of a French one gives figures and `/` for the point: `1/2` is also a fraction, so that this layout must be
  declared.

Decimals are compulsory: a figure without any is a bar code. The unit is the one agreed when none was typed.
Sources: public accounts of users (the table is easy to verify on the test screen), Mitutoyo USB-ITN-C leaflet.
"""

from __future__ import annotations

from enum import StrEnum

from drivers.family import Trouble, Value
from drivers.protocols import printed
from drivers.reading import FaultCode

_LONGEST = 64

# The same keys, without and with Shift, on the two layouts. Dead keys (`[`, `{`) give no sign of their own.
_US = "`1234567890-=qwertyuiop]asdfghjkl;'\\zxcvbnm,./"
_FRENCH = "²&é\"'(-è_çà)=azertyuiop$qsdfghjklmù*wxcvbn,;:!"
_US_SHIFTED = '!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:"|ZXCVBNM<>?'
_FRENCH_SHIFTED = "1234567890°+AZERTYUIOP£QSDFGHJKLM%µWXCVBN?./§"
_US_OF_FRENCH = {
    " ": " ",
    **dict(zip(_FRENCH, _US, strict=True)),
    **dict(zip(_FRENCH_SHIFTED, _US_SHIFTED, strict=True)),
}
# Caps Lock of a French keyboard shifts the figures too: each key gives the other of its two signs.
_UNDER_CAPS = {
    " ": " ",
    **dict(
        zip("1234567890°+AZERTYUIOPQSDFGHJKLMWXCVBN?./§", "1234567890-=qwertyuiopasdfghjkl;zxcvbnm,./", strict=True)
    ),
    "=": "+",
    **dict(zip("azertyuiopqsdfghjklmwxcvbn", "QWERTYUIOPASDFGHJKL:ZXCVBN", strict=True)),
}


class Layout(StrEnum):
    """How the computer reads the keys of the interface."""

    SAME = "same"  # as the interface means them: American, or the numeric pad
    FRENCH = "french"
    FRENCH_CAPS = "french_caps"  # with Caps Lock


def repair_azerty(text: str, *, caps_lock: bool = False) -> str | None:
    """What was meant by the keys that a French layout read as `text`; None when a sign is on none of them."""
    table = _UNDER_CAPS if caps_lock else _US_OF_FRENCH
    meant = [table.get(sign) for sign in text]
    return None if None in meant else "".join(sign for sign in meant if sign is not None)


def decode(text: str, prefix: str = "", suffix: str = "", layout: Layout | None = None) -> Value | Trouble:
    """Decode one line typed by an interface, set to send `prefix` and `suffix` around the value."""
    typed = text.rstrip("\r\n")
    if len(typed) > _LONGEST:
        return Trouble(FaultCode.FORMAT, "too_long")
    match layout:
        case Layout.SAME:
            return _as_it_stands(typed, prefix, suffix)
        case Layout.FRENCH | Layout.FRENCH_CAPS:
            repaired = repair_azerty(typed, caps_lock=layout is Layout.FRENCH_CAPS)
            return Trouble(FaultCode.FORMAT, "text") if repaired is None else _meant(repaired, prefix, suffix)
    plain = _as_it_stands(typed, prefix, suffix)
    repaired = repair_azerty(typed)
    if isinstance(plain, Value) or repaired is None:
        return plain
    french = _meant(repaired, prefix, suffix)
    if isinstance(french, Value) and _could_be_a_dash(repaired, prefix, suffix):
        return Trouble(FaultCode.FORMAT, "ambiguous")
    return french if isinstance(french, Value) else plain


def _as_it_stands(text: str, prefix: str, suffix: str) -> Value | Trouble:
    plain = _meant(text, prefix, suffix)
    if isinstance(plain, Value):
        return plain
    under_caps_lock = _meant(text.swapcase(), prefix, suffix)
    return under_caps_lock if isinstance(under_caps_lock, Value) else plain


def _meant(text: str, prefix: str, suffix: str) -> Value | Trouble:
    body = _body(text, prefix, suffix)
    if isinstance(body, Trouble):
        return body
    digits = body.rstrip('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"°µμ')
    told = body[len(digits) :]
    unit = printed.unit(told)
    value = printed.number(digits.strip(" "))
    if value is None or not _has_decimals(digits):
        return Trouble(FaultCode.FORMAT, "text")
    if told and unit is None:
        return Trouble(FaultCode.UNIT, "unit")
    return Value(value, unit)


def _body(text: str, prefix: str, suffix: str) -> str | Trouble:
    if not text.startswith(prefix):
        return Trouble(FaultCode.FORMAT, "prefix")
    rest = text[len(prefix) :]
    if not rest.endswith(suffix):
        return Trouble(FaultCode.FORMAT, "suffix")
    return rest[: len(rest) - len(suffix)].strip(" ")


def _has_decimals(digits: str) -> bool:
    return "." in digits or "," in digits


def _could_be_a_dash(repaired: str, prefix: str, suffix: str) -> bool:
    """Whether the keys that gave this number also look like a minus, or like a display without a value."""
    body = _body(repaired, prefix, suffix)
    return isinstance(body, str) and (body.startswith("6") or not set("12345790-") & set(body))
