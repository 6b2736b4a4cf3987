"""The symbols that the base family lacks: ISO 1101 characteristics, verdict marks, arrows and operators.

Everything stands between the baseline and the height of a capital (714 units of 1000), drawn with the weight of the
text beside it, so that a tolerance frame reads as one line of lettering.
"""

from __future__ import annotations

from collections.abc import Callable

from tools.fontmaking.outline import Outline

Drawing = Callable[[Outline], None]
CAP = 714.0
MID = CAP / 2
DRAWINGS: dict[int, tuple[int, Drawing]] = {}


def draws(character: str, advance: int) -> Callable[[Drawing], Drawing]:
    """Declare the drawing of a character and its advance width."""

    def keep(drawing: Drawing) -> Drawing:
        DRAWINGS[ord(character)] = (advance, drawing)
        return drawing

    return keep


# --- ISO 1101: form -------------------------------------------------------------------------------------------------
@draws("⏤", 820)
def straightness(o: Outline) -> None:
    o.stroke((60, MID), (760, MID))


@draws("⏥", 960)
def flatness(o: Outline) -> None:
    o.stroke((100, 120), (600, 120), (860, 594), (360, 594), closed=True)


@draws("○", 800)
def roundness(o: Outline) -> None:
    o.ring((400, MID), 345)


@draws("⌭", 900)
def cylindricity(o: Outline) -> None:
    o.ring((450, MID), 205)
    radius = 205 - o.width / 2
    for side in (-1, 1):  # tangents at 60 degrees
        x, y = 450 + side * radius * 0.866, MID - side * radius * 0.5
        o.stroke((x - 206, y - 357), (x + 206, y + 357))


@draws("⌒", 900)
def line_profile(o: Outline) -> None:
    o.arc((450, 180), 360, 0, 180)


@draws("⌓", 900)
def surface_profile(o: Outline) -> None:
    o.arc((450, 180), 360, 0, 180)
    o.stroke((90 - o.width / 2, 180), (810 + o.width / 2, 180))


# --- ISO 1101: orientation and location -----------------------------------------------------------------------------
@draws("∥", 780)
def parallelism(o: Outline) -> None:
    o.stroke((80, 0), (440, CAP))
    o.stroke((340, 0), (700, CAP))


def perpendicularity(o: Outline) -> None:
    o.stroke((60, o.width / 2), (760, o.width / 2))
    o.stroke((410, 0), (410, CAP))


draws("⟂", 820)(perpendicularity)
draws("⊥", 820)(perpendicularity)


@draws("∠", 860)
def angularity(o: Outline) -> None:
    o.stroke((700, 600), (110, o.width / 2), (790, o.width / 2))


@draws("⌖", 900)
def position(o: Outline) -> None:
    o.ring((450, MID), 250)
    o.stroke((60, MID), (840, MID))
    o.stroke((450, MID - 390), (450, MID + 390))


@draws("◎", 800)
def coaxiality(o: Outline) -> None:
    o.ring((400, MID), 350)
    o.ring((400, MID), 200)


@draws("⌯", 860)
def symmetry(o: Outline) -> None:
    o.stroke((60, MID), (800, MID))
    for y in (MID - 210, MID + 210):
        o.stroke((210, y), (650, y))


@draws("↗", 780)
def run_out(o: Outline) -> None:
    o.arrow((80, 10), (690, CAP), head=300)


@draws("⌰", 1020)
def total_run_out(o: Outline) -> None:
    o.arrow((90, 30), (550, CAP), head=270)
    o.arrow((470, 30), (930, CAP), head=270)
    o.stroke((70, o.width / 2), (490, o.width / 2))


# --- dimensioning ---------------------------------------------------------------------------------------------------
@draws("⌀", 820)
def diameter(o: Outline) -> None:
    o.ring((410, MID), 285)
    o.stroke((140, -30), (680, CAP + 30))


@draws("∅", 820)
def empty_set(o: Outline) -> None:
    o.ring((410, MID), 285)
    o.stroke((110, 57), (710, 657))


@draws("⌴", 860)
def counterbore(o: Outline) -> None:
    o.stroke((110, 560), (110, 120), (750, 120), (750, 560))


@draws("⌵", 860)
def countersink(o: Outline) -> None:
    o.stroke((80, 600), (430, 100), (780, 600))


@draws("↧", 700)
def depth(o: Outline) -> None:
    half = o.width / 2
    o.stroke((80, CAP - half), (620, CAP - half))
    o.arrow((350, CAP), (350, 0), head=290)


@draws("⌲", 940)
def conical_taper(o: Outline) -> None:
    o.stroke((170, 130), (170, 584), (770, MID), closed=True)
    o.stroke((40, MID), (900, MID))


@draws("⌳", 900)
def slope(o: Outline) -> None:
    o.stroke((120, 120), (780, 120), (120, 520), closed=True)


@draws("⌱", 700)
def dimension_origin(o: Outline) -> None:
    o.ring((350, MID), 150)
    o.stroke((350, MID + 140), (350, CAP + 40))
    o.stroke((350, MID - 140), (350, -40))


# --- verdict marks and shapes ---------------------------------------------------------------------------------------
def _check(o: Outline) -> None:
    o.stroke((90, 330), (300, 90), (710, 650))


def _cross(o: Outline) -> None:
    o.stroke((120, 70), (680, 640))
    o.stroke((120, 640), (680, 70))


def _heavy(drawing: Drawing) -> Drawing:
    def heavier(o: Outline) -> None:
        o.width *= 1.75
        drawing(o)

    return heavier


draws("✓", 800)(_check)
draws("✗", 800)(_cross)
draws("✔", 800)(_heavy(_check))
draws("✘", 800)(_heavy(_cross))

SQUARE = ((90.0, 47.0), (710.0, 47.0), (710.0, 667.0), (90.0, 667.0))
INNER_SQUARE = ((124.0, 81.0), (676.0, 81.0), (676.0, 633.0), (124.0, 633.0))
SHAPES = {
    "▲△": ((55.0, 50.0), (745.0, 50.0), (400.0, 664.0)),
    "▼▽": ((55.0, 664.0), (745.0, 664.0), (400.0, 50.0)),
    "▶▷": ((90.0, 12.0), (704.0, MID), (90.0, 702.0)),
    "◀◁": ((710.0, 12.0), (96.0, MID), (710.0, 702.0)),
    "◆◇": ((400.0, -20.0), (777.0, MID), (400.0, 734.0), (23.0, MID)),
    "■□": SQUARE,
}


def _inset(points: tuple[tuple[float, float], ...], share: float) -> list[tuple[float, float]]:
    cx = sum(x for x, _ in points) / len(points)
    cy = sum(y for _, y in points) / len(points)
    return [(cx + (x - cx) * share, cy + (y - cy) * share) for x, y in points]


def _filled(points: tuple[tuple[float, float], ...]) -> Drawing:
    return lambda o: o.polygon(points)


def _empty(points: tuple[tuple[float, float], ...]) -> Drawing:
    # The stroke is centred on its line: pull the line in so that both versions look the same size.
    return lambda o: o.stroke(*_inset(points, 1 - o.width / (900 if len(points) == 4 else 500)), closed=True)


for pair, corners in SHAPES.items():
    draws(pair[0], 800)(_filled(corners))
    draws(pair[1], 800)(_empty(corners))


@draws("●", 800)
def black_circle(o: Outline) -> None:
    o.disc((400, MID), 345)


@draws("◐", 800)
def half_circle(o: Outline) -> None:
    o.ring((400, MID), 345)
    o.half_disc((400, MID), 345 - o.width / 2)


@draws("⚠", 900)
def warning(o: Outline) -> None:
    o.width = min(o.width, 86)
    o.stroke((95, 55), (805, 55), (450, 665), closed=True)
    top, foot = o.width * 0.62, o.width * 0.42
    o.polygon([(450 - top, 470), (450 + top, 470), (450 + foot, 245), (450 - foot, 245)])
    o.disc((450, 165), o.width * 0.66)


@draws("☐", 800)
def ballot(o: Outline) -> None:
    o.stroke(*INNER_SQUARE, closed=True)


@draws("☑", 800)
def ballot_checked(o: Outline) -> None:
    o.stroke(*INNER_SQUARE, closed=True)
    o.stroke((215, 350), (350, 205), (590, 520))


@draws("☒", 800)
def ballot_crossed(o: Outline) -> None:
    o.stroke(*INNER_SQUARE, closed=True)
    o.stroke((230, 187), (570, 527))
    o.stroke((230, 527), (570, 187))


# --- arrows and operators -------------------------------------------------------------------------------------------
ARROWS = {
    "→": ((60, MID), (840, MID)),
    "←": ((840, MID), (60, MID)),
    "↑": ((330, -30), (330, 744)),
    "↓": ((330, 744), (330, -30)),
    "↖": ((700, 10), (90, CAP)),
    "↘": ((80, CAP), (690, 10)),
    "↙": ((700, CAP), (90, 10)),
}


def _arrow(tail: tuple[float, float], tip: tuple[float, float]) -> Drawing:
    return lambda o: o.arrow(tail, tip, head=290)


for character, (tail_point, tip_point) in ARROWS.items():
    draws(character, {"→": 900, "←": 900, "↑": 660, "↓": 660}.get(character, 780))(_arrow(tail_point, tip_point))


@draws("↔", 960)
def both_ways(o: Outline) -> None:
    o.arrow((480, MID), (60, MID), head=270)
    o.arrow((480, MID), (900, MID), head=270)


@draws("↕", 660)
def up_and_down(o: Outline) -> None:
    o.arrow((330, MID), (330, -60), head=250)
    o.arrow((330, MID), (330, 774), head=250)


@draws("⇒", 900)
def implies(o: Outline) -> None:
    o.stroke((60, MID + 105), (690, MID + 105))
    o.stroke((60, MID - 105), (690, MID - 105))
    o.stroke((560, MID + 270), (820, MID), (560, MID - 270))


@draws("−", 572)
def minus(o: Outline) -> None:
    o.stroke((50, 357), (522, 357))


@draws("≤", 572)
def at_most(o: Outline) -> None:
    o.stroke((512, 610), (80, 400), (512, 190))
    o.stroke((60, 60), (512, 60))


@draws("≥", 572)
def at_least(o: Outline) -> None:
    o.stroke((60, 610), (492, 400), (60, 190))
    o.stroke((60, 60), (512, 60))


@draws("≠", 572)
def differs(o: Outline) -> None:
    o.stroke((50, 450), (522, 450))
    o.stroke((50, 262), (522, 262))
    o.stroke((190, 90), (382, 622))


@draws("≈", 572)
def nearly(o: Outline) -> None:
    for y in (450, 250):
        o.arc((170, y - 55), 120, 35, 145)
        o.arc((402, y + 55), 120, 215, 325)
        o.stroke((170 + 98, y + 14), (402 - 98, y - 14))


@draws("√", 700)
def root(o: Outline) -> None:
    o.stroke((40, 330), (150, 390), (300, 30), (520, 800), (690, 800))


# --- bars of means --------------------------------------------------------------------------------------------------
# Drawn over the letter before them, without the positioning tables that a PDF writer does not read.
def bar(o: Outline) -> None:
    o.stroke((-480, 800), (-95, 800))


@draws("\u033f", 0)
def double_bar(o: Outline) -> None:
    bar(o)
    o.stroke((-480, 935), (-95, 935))


draws("\u0304", 0)(bar)
draws("\u0305", 0)(bar)
