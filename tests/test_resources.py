"""The bundled family writes everything the program prints, and every icon can be tinted and drawn."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
PROGRAMS = ROOT / "resources" / "fonts" / "MetroappSansMono-Regular.ttf"  # of programs: no symbol, one width
OF_TEXT = [path for path in FONTS if path != PROGRAMS]
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
NOTO = [
    Path("/usr/share/fonts/truetype/noto", f"{name}.ttf")
    for name in ("NotoSans-SemiCondensedBlack", "NotoSansMono-Regular")
]
with (ROOT / "data" / "standards" / "iso1101_symbols.csv").open(encoding="utf-8", newline="") as opened:
    ISO_1101 = "".join(row["char"] for row in csv.DictReader(opened))
FRENCH = "àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ«»‹›’‘“”…–—‑·•€№°ªº§†‰"
SPACES = "\u00a0\u202f\u2009\u2007"
REQUIRED = (
    "".join(chr(code) for code in range(0x21, 0x7F))
    + "".join(chr(code) for code in (*range(0xA1, 0xAD), *range(0xAE, 0x180)))
    + FRENCH
    + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως"
    + "←→↑↓↗↖↘↙↔±×÷≤≥≠≈−√°′″µ∅∆∑²³"
    + "✓✗✔✘●■▲▼◆○□△▽◇◐⚠☐☑☒▶◀"
    + ISO_1101
    + "ⓂⓁⓅⒺⒻⓇⓈⓉⓊØ⌀□⌴⌵↧⌲⌳⌱"
    + "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    + "\u0304\u033f"
)


def test_the_family_is_complete() -> None:
    assert {path.name for path in FONTS} == {
        "MetroappSans-Regular.ttf",
        "MetroappSans-Bold.ttf",
        "MetroappSansSemiCondensed-Regular.ttf",
        "MetroappSansSemiCondensed-Bold.ttf",
        PROGRAMS.name,
    }
    assert "SIL OPEN FONT LICENSE" in files("resources").joinpath("fonts", "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OF_TEXT, ids=lambda path: path.stem)
def test_no_required_glyph_is_missing_or_empty(path: Path) -> None:
    with TTFont(path) as font:
        assert "glyf" in font  # what the PDF writer embeds
        names, glyphs = font.getBestCmap(), font.getGlyphSet()
        for character in SPACES:
            assert ord(character) in names
        empty = []
        for character in sorted(set(REQUIRED)):
            pen = BoundsPen(glyphs)
            if ord(character) in names:
                glyphs[names[ord(character)]].draw(pen)
            if pen.bounds is None:
                empty.append(character)
        assert empty == []


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_figures_are_of_one_width_and_the_file_is_light(path: Path) -> None:
    with TTFont(path) as font:
        names = font.getBestCmap()
        assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1
        assert "Noto" not in str(font["name"].getDebugName(1))
    assert path.stat().st_size < 200_000


def test_programs_are_printed_in_signs_of_one_width() -> None:
    with TTFont(PROGRAMS) as font:
        names = font.getBestCmap()
        assert {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))} <= {chr(code) for code in names}
        assert len({font["hmtx"][names[code]][0] for code in range(0x20, 0x180) if code in names}) == 1


@pytest.mark.skipif(not all(path.exists() for path in NOTO), reason="the sources of the family are not installed")
def test_the_family_builds_again_to_the_same_glyphs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_fonts", "--output", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    if done.stderr:
        pytest.skip("other versions of the sources are installed")
    for path in FONTS:
        with TTFont(path) as kept, TTFont(tmp_path / path.name) as made:
            assert made.getBestCmap() == kept.getBestCmap()
            assert made["hmtx"].metrics == kept["hmtx"].metrics
            assert made["head"].modified == kept["head"].modified
            assert all(made["glyf"][name] == kept["glyf"][name] for name in kept.getGlyphOrder())


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icons_are_drawings_that_can_be_tinted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert path.stem == "metroapp" or 'stroke="currentColor"' in text


def test_the_mark_is_there_in_both_forms() -> None:
    mark = files("resources").joinpath("icons", "metroapp.png").read_bytes()
    assert mark.startswith(b"\x89PNG")
    assert int.from_bytes(mark[16:20], "big") == 256
