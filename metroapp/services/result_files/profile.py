"""How the CSV files of one program are read: described once, kept with the workshop, used for every file after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from metroapp.archive.state import read_kept
from metroapp.domain.entered_text import require_text
from metroapp.domain.machine_results import ColumnOf
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services.result_files.one_field import BALLOON, PIECE, OneField
from metroapp.services.workspace import Workspace

KEY = "post.result_profiles"
SEPARATORS = (";", ",", "\t", "|")
DECIMALS = (",", ".")
UNITS = (Unit.MM, Unit.UM, Unit.INCH, Unit.DEG)
_LONGEST_NAME, _LONGEST_TITLE, _LAST_COLUMN, _MOST_PROFILES, _MOST_LINES = 40, 80, 200, 100, 200


REQUIRED = (ColumnOf.LABEL, ColumnOf.VALUE)


@dataclass(frozen=True, slots=True)
class ResultProfile:
    """One way of writing results. A column is named by its title, or by its place from 1 in a file without titles.

    `deviations`: the tolerances of the file are deviations from the nominal size, not limits. `unit`: of the values
    where no column says it. `label`: what the label is made of, `{repere}` being the balloon. `file`: what files are
    called, where their name says the piece as `{piece}`; empty where it does not.
    """

    name: str
    columns: dict[str, str] = field(default_factory=dict)  # by the value of `ColumnOf`
    separator: str = ";"
    decimal: str = ","
    titles: bool = True
    skipped: int = 0  # lines above the first value, in a file without titles
    deviations: bool = True
    unit: str = Unit.MM.value
    label: str = BALLOON
    file: str = ""

    def require_possible(self) -> None:
        """Refuse what no file could be read with: `result_profile.name`, `result_profile.separator`,
        `result_profile.decimal`, `result_profile.same_sign`, `result_profile.unit`, `result_profile.column_missing`,
        `result_profile.column_twice`, `result_profile.column_unknown`, `result_profile.place`,
        `result_profile.skipped`, and as `OneField`."""
        require_text(self.name, most=_LONGEST_NAME)
        if not self.name.strip() or not self.name.isprintable():
            raise Refusal("result_profile.name")
        if self.separator not in SEPARATORS:
            raise Refusal("result_profile.separator", text=self.separator)
        if self.decimal not in DECIMALS:
            raise Refusal("result_profile.decimal", text=self.decimal)
        if self.separator == self.decimal:
            raise Refusal("result_profile.same_sign")
        if self.unit not in {one.value for one in UNITS}:
            raise Refusal("result_profile.unit", text=self.unit)
        if not 0 <= self.skipped <= _MOST_LINES:
            raise Refusal("result_profile.skipped", most=_MOST_LINES)
        self._require_columns()
        OneField(self.label, BALLOON)
        if self.file:
            OneField(self.file, PIECE)

    def _require_columns(self) -> None:
        known = {one.value for one in ColumnOf}
        for name, place in self.columns.items():
            if name not in known:
                raise Refusal("result_profile.column_unknown", column=name, known=tuple(sorted(known)))
            require_text(place, most=_LONGEST_TITLE)
            if not self.titles and not _is_place(place):
                raise Refusal("result_profile.place", text=place, most=_LAST_COLUMN)
        for one in REQUIRED:
            if not self.column(one):
                raise Refusal("result_profile.column_missing", column=one)
        places = [place.strip().casefold() for place in self.columns.values() if place.strip()]
        if twice := [place for place in places if places.count(place) > 1]:
            raise Refusal("result_profile.column_twice", column=twice[0])

    def column(self, of: ColumnOf) -> str:
        """Title or place of a column; empty where the file has none."""
        return self.columns.get(of.value, "").strip()


def _is_place(text: str) -> bool:
    text = text.strip()
    return not text or (text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= _LAST_COLUMN)


def profile_to_text(profile: ResultProfile) -> str:
    """As JSON."""
    from metroapp.archive.lines import to_line  # loaded with the archive, after the window is painted

    return to_line(profile)


def profiles_to_text(profiles: Iterable[ResultProfile]) -> str:
    """As JSON, by name. Refuses `result_profile.too_many`."""
    from metroapp.archive.lines import to_line

    kept = sorted(profiles, key=lambda one: one.name.casefold())
    if len(kept) > _MOST_PROFILES:
        raise Refusal("result_profile.too_many", most=_MOST_PROFILES)
    return to_line(kept)


def profiles_from_text(text: str) -> dict[str, ResultProfile]:
    """Those that were kept, by name; one that no file can be read with is left out, and can be described again."""
    from metroapp.archive.lines import from_line

    try:
        found = from_line(text or "[]", list[ResultProfile])
    except ValueError:
        return {}
    return {one.name: one for one in found if _is_possible(one)}


def _is_possible(profile: ResultProfile) -> bool:
    try:
        profile.require_possible()
    except Refusal:
        return False
    return True


def kept_profiles(workspace: Workspace) -> dict[str, ResultProfile]:
    """Those of a workshop, whoever has it open."""
    return profiles_from_text(read_kept(workspace.state, KEY))


def named_profile(profiles: dict[str, ResultProfile], name: str) -> ResultProfile:
    """One of them, however its name is spelt; refuses `result_profile.unknown`, `result_profile.none`."""
    if not profiles:
        raise Refusal("result_profile.none")
    for one in profiles.values():
        if one.name.casefold() == name.strip().casefold():
            return one
    raise Refusal("result_profile.unknown", name=name, known=tuple(profiles))
