"""Reading Code 128 back from a picture: what a scanner does, in a few lines and without a library."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

# Widths of bar, space, bar, space, bar, space of the symbols 0 to 105 (ISO/IEC 15417, table 1).
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
"""
_SYMBOLS = {widths: value for value, widths in enumerate(_TABLE.split())}
_STOP = "2331112"
_TO_C, _TO_B, _TO_A, _START_A, _START_B, _START_C = 99, 100, 101, 103, 104, 105
_QUIET = 9.5  # modules of paper that must stand before and after; the standard asks for 10

Rows = list[bytes]


def read_picture(content: bytes) -> tuple[int, Rows]:
    """Width and rows of a binary PGM."""
    magic, width, height, deepest, pixels = content.split(maxsplit=4)
    assert (magic, deepest) == (b"P5", b"255")
    columns = int(width)
    pixels = content[-columns * int(height) :]
    return columns, [pixels[at : at + columns] for at in range(0, len(pixels), columns)]


def codes_in(rows: Rows, step: int) -> dict[str, int]:
    """Every code found, with how many of the rows looked at, one in `step`, show it."""
    found: dict[str, int] = {}
    for row in rows[::step]:
        for code in _codes_of_a_row(row):
            found[code] = found.get(code, 0) + 1
    return found


def _codes_of_a_row(row: bytes) -> Iterator[str]:
    runs = [(dark, len(list(run))) for dark, run in groupby(pixel < 128 for pixel in row)]
    for place, (dark, _) in enumerate(runs):
        if dark and place:
            code = _read_from(runs, place)
            if code is not None:
                yield code


def _read_from(runs: list[tuple[bool, int]], place: int) -> str | None:
    """The code that begins with the bar at `place`, with its quiet zones; None where there is none."""
    widths = [length for _, length in runs]
    symbols: list[int] = []
    first = place
    while place + 7 <= len(widths):
        if symbols and _shape(widths[place : place + 7], 13) == _STOP:
            module = sum(widths[first : place + 7]) / (11 * len(symbols) + 13)
            after = widths[place + 7] if place + 7 < len(widths) else 0
            quiet = widths[first - 1] >= _QUIET * module and after >= _QUIET * module
            return _text(symbols) if quiet else None
        value = _SYMBOLS.get(_shape(widths[place : place + 6], 11))
        if value is None or (not symbols and value < _START_A):
            return None
        symbols.append(value)
        place += 6
    return None


def _shape(widths: list[int], modules: int) -> str:
    whole = sum(widths)
    return "".join(str(round(width * modules / whole)) for width in widths)


def _text(symbols: list[int]) -> str | None:
    """The signs of the symbols, once their check symbol agrees."""
    *content, check = symbols
    if (content[0] + sum(place * value for place, value in enumerate(content[1:], start=1))) % 103 != check:
        return None
    text, chosen = "", content[0]
    for value in content[1:]:
        if chosen == _START_C and value < 100:
            text += f"{value:02d}"
        elif value in (_TO_C, _TO_B, _TO_A):
            chosen = {_TO_C: _START_C, _TO_B: _START_B, _TO_A: _START_A}[value]
        elif value < 64 or (chosen == _START_B and value < 96):
            text += chr(value + 32)
        else:
            return None  # a control sign: none of our codes has any
    return text
