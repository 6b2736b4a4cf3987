"""A reader of small QR codes (ISO/IEC 18004) in a clean picture: version 1 or 2, level M, one block, no correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Matrix = list[list[bool]]

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_MASKS = (
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
)
_FORMAT_MASK = 0b101
_NUMERIC_MODE, _ALPHANUMERIC_MODE, _BYTE_MODE = 1, 2, 4
_BLOCK_OF_DATA = {21: 16, 25: 28}  # codewords at level M, by modules across


def read_picture(rows: Sequence[Sequence[int]]) -> str:
    """The text of the one code in a picture of grey levels, upright and with light around it."""
    return read(_modules([[level < 128 for level in row] for row in rows]))


def _modules(dark: Matrix) -> Matrix:
    top = next(y for y, row in enumerate(dark) if any(row))
    left = min(row.index(True) for row in dark[top:] if any(row))
    line = dark[top + 2]
    first = line.index(False, left) - left  # the top of the first finder pattern: seven modules
    right = len(line) - line[::-1].index(True)
    count = round((right - left) / (first / 7))
    side = (right - left) / count
    places = [left + (index + 0.5) * side for index in range(count)]
    return [[dark[int(top + (row + 0.5) * side)][int(x)] for x in places] for row in range(count)]


def read(matrix: Matrix) -> str:
    """The text of a code, module by module."""
    count = len(matrix)
    mask = _MASKS[(matrix[8][2] << 2 | matrix[8][3] << 1 | matrix[8][4]) ^ _FORMAT_MASK]
    bits = [matrix[row][column] ^ (mask(row, column) == 0) for row, column in _path(count)]
    return _text("".join("01"[bit] for bit in bits[: 8 * _BLOCK_OF_DATA[count]]))


def _path(count: int) -> Iterator[tuple[int, int]]:
    """The modules that hold data, in their order: pairs of columns from the right, up and down."""
    for turn, right in enumerate([*range(count - 1, 6, -2), *range(5, 0, -2)]):
        rows = range(count - 1, -1, -1) if turn % 2 == 0 else range(count)
        for row in rows:
            for column in (right, right - 1):
                if not _is_function(row, column, count):
                    yield row, column


def _is_function(row: int, column: int, count: int) -> bool:
    finder = (row < 9 and column < 9) or (row < 9 and column >= count - 8) or (row >= count - 8 and column < 9)
    alignment = count == 25 and 16 <= row <= 20 and 16 <= column <= 20
    return finder or alignment or row == 6 or column == 6


def _text(bits: str) -> str:
    at = 0

    def take(width: int) -> int:
        nonlocal at
        at += width
        return int(bits[at - width : at] or "0", 2)

    found = ""
    while at + 4 <= len(bits) and (mode := take(4)):
        if mode == _ALPHANUMERIC_MODE:
            length = take(9)
            for _ in range(length // 2):
                both = take(11)
                found += _ALPHANUMERIC[both // 45] + _ALPHANUMERIC[both % 45]
            found += _ALPHANUMERIC[take(6)] if length % 2 else ""
        elif mode == _BYTE_MODE:
            found += bytes(take(8) for _ in range(take(8))).decode()
        elif mode == _NUMERIC_MODE:
            length = take(10)
            for begin in range(0, length, 3):
                digits = min(3, length - begin)
                found += f"{take((0, 4, 7, 10)[digits]):0{digits}}"
        else:
            raise ValueError(f"mode {mode}")
    return found
