"""Build the bundled font family: Noto Sans, subset to what the trade writes, plus the symbols it lacks.

    apt-get install fonts-noto-core fonts-noto-extra fonts-noto-mono
    python -m tools.build_fonts [--output resources/fonts]

The result depends only on the sources, whose digests are in `SOURCES`: timestamps are fixed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from tools.fontmaking.letters import ADVANCE, CIRCLED, circled
from tools.fontmaking.outline import Outline
from tools.fontmaking.symbols import DRAWINGS

NOTO = Path("/usr/share/fonts/truetype/noto")
FAMILY = "Metroapp Sans"
VERSION = "1.000"
# 2026-01-01T00:00:00Z in seconds since 1904, the epoch of the `head` table.
TIMESTAMP = 1767225600 + 2082844800
SOURCES = {  # Debian fonts-noto-core, fonts-noto-extra and fonts-noto-mono 20201225-1
    "NotoSans-Black": "1d26f3b7cd1028d6f8db489d6a049ba49da9d37deb41794ef89301fd9ce3f054",
    "NotoSans-Bold": "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    "NotoSans-CondensedBlack": "9c4b0096bf6e7dd51afef8205da8fe6f20c398210443351c473a016b30b95d7f",
    "NotoSans-CondensedSemiBold": "6feb061118d057ba5df6d4e3cc7274318880b2d0d19fd2ad2864eb78d6af1acd",
    "NotoSans-Regular": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    "NotoSans-SemiBold": "68543590a7c3185d69ad16664c46df28832beeb72621d2470e86b04099eb4efb",
    "NotoSans-SemiCondensed": "376e370d2be3742697cf06218e3aefc9020f49368dbea2ecc6885b488219e423",
    "NotoSans-SemiCondensedBlack": "aee9e37075a4c34f0bb364d20a661b8c63c175769ac3c45c4bbe14a28061225a",
    "NotoSans-SemiCondensedBold": "d29d1aaad5612dcca6ee92820b52c84e93511624e0500f3556ddc09e0b507225",
    "NotoSans-SemiCondensedSemiBold": "684cb238cf7e0b051001109013c88805cac918f8a832df58be27a8ef927bff77",
    "NotoSansMono-Regular": "6b692c4b6d15ccf59f1c1fe8d11cb8a92f51960f3e9f1f523781755a3af7e29f",
}
COPYRIGHT = (
    "Copyright 2015 Google LLC (Noto Sans, https://github.com/notofonts). "
    "Subset and added symbols: copyright 2026 the metroapp authors."
)
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
KEPT = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1, Latin Extended-A
    *range(0x218, 0x21C),  # Romanian names
    *range(0x386, 0x3CF),  # Greek
    0x3D5, 0x1E9E,
    *range(0x2000, 0x2010), *range(0x2010, 0x2016), *range(0x2018, 0x2023),
    0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2060,
    0x2070, *range(0x2074, 0x207A), 0x207B, *range(0x2080, 0x208A),
    0x20AC, 0x2116, 0x2122, 0x2126, 0x212B,
)  # fmt: skip
KEPT_OF_PROGRAMS = (  # of machines, with their comments, and what stands for any other sign
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2026, 0x20AC, 0x25A1,
)  # fmt: skip
ALIASES = {0x2206: 0x394, 0x2211: 0x3A3, 0x2126: 0x3A9}  # increment, sum, ohm: the Greek letters


@dataclass(frozen=True)
class Cut:
    """One file of the family: its sources and the pen that its symbols are drawn with."""

    file: str
    family: str
    style: str
    base: str
    circled_letters: str
    circled_numbers: str
    pen: float


PROGRAMS = Cut("MetroappSansMono-Regular.ttf", f"{FAMILY} Mono", "Regular", "NotoSansMono-Regular", "", "", 0)
CUTS = (
    Cut("MetroappSans-Regular.ttf", FAMILY, "Regular", "NotoSans-Regular",
        "NotoSans-SemiBold", "NotoSans-CondensedSemiBold", 72),
    Cut("MetroappSans-Bold.ttf", FAMILY, "Bold", "NotoSans-Bold",
        "NotoSans-Black", "NotoSans-CondensedBlack", 112),
    Cut("MetroappSansSemiCondensed-Regular.ttf", f"{FAMILY} SemiCondensed", "Regular", "NotoSans-SemiCondensed",
        "NotoSans-SemiCondensedSemiBold", "NotoSans-CondensedSemiBold", 72),
    Cut("MetroappSansSemiCondensed-Bold.ttf", f"{FAMILY} SemiCondensed", "Bold", "NotoSans-SemiCondensedBold",
        "NotoSans-SemiCondensedBlack", "NotoSans-CondensedBlack", 108),
)  # fmt: skip


def _open(name: str) -> TTFont:
    path = NOTO / f"{name}.ttf"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if SOURCES.get(name) != digest:
        print(f"{name}: not the source this family was built from ({digest})", file=sys.stderr)
    return TTFont(path, recalcTimestamp=False)


def _subset(font: TTFont, kept: Sequence[int] = KEPT) -> None:
    options = Options()
    options.layout_features = ["kern", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = True
    options.drop_tables += ["DSIG", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)


def _add(font: TTFont, code: int, advance: int, glyph: Glyph) -> None:
    name = f"uni{code:04X}"
    order = font.getGlyphOrder()
    if name not in order:
        font.setGlyphOrder([*order, name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    _map(font, code, name)


def _map(font: TTFont, code: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def _rename(font: TTFont, cut: Cut) -> None:
    names = font["name"]
    names.names = []
    full = cut.family if cut.style == "Regular" else f"{cut.family} {cut.style}"
    texts = {
        0: COPYRIGHT, 1: cut.family, 2: cut.style, 3: f"{VERSION};metroapp;{cut.file[:-4]}", 4: full,
        5: f"Version {VERSION}", 6: cut.file[:-4], 13: LICENCE, 14: "https://openfontlicense.org",
    }  # fmt: skip
    for identifier, text in texts.items():
        names.setName(text, identifier, 3, 1, 0x409)
    bold = cut.style == "Bold"
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["head"].macStyle = 1 if bold else 0
    font["head"].fontRevision = float(VERSION)
    font["head"].created = font["head"].modified = TIMESTAMP


def build(cut: Cut, folder: Path) -> Path:
    """Make one file of the family."""
    font = _open(cut.base)
    _subset(font)
    for code, (advance, drawing) in sorted(DRAWINGS.items()):
        outline = Outline(cut.pen)
        drawing(outline)
        _add(font, code, advance, outline.glyph())
    letters, numbers = _open(cut.circled_letters), _open(cut.circled_numbers)
    for code, text in CIRCLED.items():
        _add(font, code, ADVANCE, circled(text, letters, numbers, min(cut.pen * 0.9, 80)))
    for code, model in ALIASES.items():
        _map(font, code, font.getBestCmap()[model])
    return _saved(font, cut, folder)


def build_plain(cut: Cut, folder: Path) -> Path:
    """Make the file in which programs are printed: every sign of one width, and no symbol."""
    font = _open(cut.base)
    _subset(font, KEPT_OF_PROGRAMS)
    return _saved(font, cut, folder)


def _saved(font: TTFont, cut: Cut, folder: Path) -> Path:
    font["OS/2"].recalcUnicodeRanges(font)
    _rename(font, cut)
    path = folder / cut.file
    font.save(path, reorderTables=True)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--output", type=Path, default=Path("resources/fonts"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for cut in (*CUTS, PROGRAMS):
        path = build_plain(cut, folder) if cut is PROGRAMS else build(cut, folder)
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
