"""The reference tables shipped with the program, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from metroapp.domain.callout import TextureStandard
from metroapp.domain.control_chart import ChartConstants
from metroapp.domain.cutoff import CutOffTables
from metroapp.domain.gauge_blocks import Iso3650
from metroapp.domain.general_tolerances import GeneralTables
from metroapp.domain.iso286 import Iso286Tables
from metroapp.domain.iso965 import Iso965Tables
from metroapp.domain.notation.context import Standards
from metroapp.domain.sampling_plans import SamplingTables
from metroapp.domain.temperature import Expansion, Material


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("data") / "standards" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def iso286() -> Iso286Tables:
    """ISO 286-1/-2:2010, sizes to 3150 mm."""
    return Iso286Tables.from_rows(
        _rows("iso286_tolerance_grades_um.csv"),
        _rows("iso286_shaft_deviations_um.csv"),
        _rows("iso286_delta_um.csv"),
    )


@cache
def expansions() -> dict[Material, Expansion]:
    """Coefficients of linear thermal expansion near 20 °C, of which a certificate always knows better."""
    return Expansion.from_rows(_rows("thermal_expansion.csv"))


@cache
def iso3650() -> Iso3650:
    """ISO 3650, gauge blocks up to 1000 mm."""
    return Iso3650.from_rows(_rows("iso3650_gauge_blocks.csv"))


@cache
def chart_constants() -> dict[int, ChartConstants]:
    """Factors of the charts of means and ranges, by size of subgroup."""
    return ChartConstants.from_rows(_rows("control_chart_constants.csv"))


@cache
def sampling_tables() -> SamplingTables:
    """ISO 2859-1, single sampling, normal and tightened."""
    return SamplingTables.from_rows(
        _rows("iso2859_code_letters.csv"), _rows("iso2859_single_normal.csv"), _rows("iso2859_single_tightened.csv")
    )


@cache
def cut_offs() -> CutOffTables:
    """ISO 4288:1996 and ISO 21920-3:2021: cut-offs and evaluation lengths."""
    return CutOffTables.from_rows({
        TextureStandard.ISO_4288: _rows("iso4288_cut_offs.csv"),
        TextureStandard.ISO_21920: _rows("iso21920_3_cut_offs.csv"),
    })  # fmt: skip


@cache
def standards() -> Standards:
    """Every table that a callout may refer to."""
    return Standards(
        iso286(),
        Iso965Tables.from_rows(
            _rows("iso965_1_pitch_diameter_tolerance.csv"),
            _rows("iso965_1_crest_diameter_tolerance.csv"),
            _rows("iso965_1_fundamental_deviation.csv"),
            _rows("iso262_coarse_pitch.csv"),
        ),
        GeneralTables.from_rows(
            _rows("iso2768_1_linear.csv"),
            _rows("iso2768_1_radius_chamfer.csv"),
            _rows("iso2768_1_angle_arcmin.csv"),
            _rows("iso2768_2_geometrical.csv"),
        ),
    )
