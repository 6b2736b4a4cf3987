"""The commands that compute, and read no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import a_mapping, a_number, add_group, add_json, add_verb, command
from metroapp.domain.sampling_plans import InspectionLevel
from metroapp.domain.statistical_terms import Law
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind
from metroapp.wording import cli as words
from metroapp.wording.geometry import KINDS as GEOMETRY_KINDS


def add_part(verbs: Any) -> None:
    """Part sheets."""
    part = add_group(verbs, "part", words.PART)
    check = add_verb(part, "check", words.PART_CHECK, command("calculators", "check_part"))
    check.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_FILE)
    check.add_argument(
        "--map", type=a_mapping, action="append", default=[], metavar=words.COLUMN_FIELD, help=words.PART_MAP
    )
    check.add_argument("--titles", type=a_number, metavar="N", help=words.PART_TITLES)
    add_json(check)
    template = add_verb(part, "template", words.PART_TEMPLATE, command("calculators", "write_part_template"))
    template.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_TEMPLATE_FILE)
    columns = add_verb(part, "columns", words.PART_COLUMNS, command("calculators", "show_columns"))
    columns.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_COLUMNS_FILE)
    add_json(columns)
    drawing = add_verb(part, "drawing", words.PART_DRAWING, command("drawing", "write_drawing"))
    drawing.add_argument("reference", metavar=words.TEXT, help=words.PART_DRAWING_REFERENCE)
    drawing.add_argument("--plan", metavar=words.TEXT, help=words.PART_DRAWING_PLAN)
    drawing.add_argument("--revision", "--indice", metavar=words.TEXT, help=words.PART_DRAWING_REVISION)
    drawing.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)


def add_calculators(verbs: Any) -> None:
    """What is computed without a workspace: limits, decisions, uncertainties, gauge blocks, fitness."""
    tolerance = add_verb(verbs, "tolerance", words.TOLERANCE, command("tolerance", "read_tolerance"))
    tolerance.add_argument("text", nargs="?", metavar=words.TEXT, help=words.TOLERANCE_TEXT)
    tolerance.add_argument("--table", metavar=words.FIT, help=words.TOLERANCE_TABLE)
    tolerance.add_argument("--general", metavar=words.TEXT, help=words.TOLERANCE_GENERAL)
    tolerance.add_argument("--length", metavar=words.NUMBER, help=words.TOLERANCE_LENGTH)
    tolerance.add_argument("--nature", metavar=words.WORD, help=words.TOLERANCE_NATURE)
    add_json(tolerance)

    decide = add_verb(verbs, "decide", words.DECIDE, command("decide", "decide"))
    for name, help in (
        ("--value", words.DECIDE_VALUE),
        ("--lower", words.DECIDE_LOWER),
        ("--upper", words.DECIDE_UPPER),
        ("--u", words.DECIDE_U),
        ("--guard", words.DECIDE_GUARD),
    ):
        decide.add_argument(name, required=name == "--value", metavar=words.NUMBER, help=help)
    decide.add_argument("--limits", nargs=2, metavar=words.NUMBER, help=words.DECIDE_LIMITS)
    decide.add_argument("--rule", choices=("simple", "iso14253-1", "iso14253-1-U", "guard"), help=words.DECIDE_RULE)
    add_json(decide)

    uncertainty = add_verb(verbs, "uncertainty", words.UNCERTAINTY, command("uncertainty", "combine"))
    uncertainty.add_argument("file", type=Path, metavar=words.FILE, help=words.UNCERTAINTY_FILE)
    uncertainty.add_argument("--level", default="95.45", metavar=words.NUMBER, help=words.UNCERTAINTY_LEVEL)
    add_json(uncertainty)

    blocks = add_verb(verbs, "blocks", words.BLOCKS, command("blocks", "show_stack"))
    blocks.add_argument("size", metavar=words.NUMBER, help=words.BLOCKS_SIZE)
    blocks.add_argument("--set", required=True, type=Path, metavar=words.FILE, help=words.BLOCKS_SET)
    blocks.add_argument("--protection", action="store_true", help=words.BLOCKS_PROTECTION)
    blocks.add_argument(
        "--exclude", nargs="+", action="extend", default=[], metavar=words.SERIAL, help=words.BLOCKS_EXCLUDE
    )
    add_json(blocks)

    suitability = add_verb(verbs, "suitability", words.SUITABILITY, command("suitability", "show_suitability"))
    suitability.add_argument("callout", metavar=words.TEXT, help=words.SUITABILITY_CALLOUT)
    suitability.add_argument(
        "--register", required=True, type=Path, metavar=words.FILE, help=words.SUITABILITY_REGISTER
    )
    suitability.add_argument("--nature", metavar=words.WORD, help=words.SUITABILITY_NATURE)
    suitability.add_argument(
        "--rule", choices=("simple", "iso14253-1", "iso14253-1-U"), default="iso14253-1", help=words.SUITABILITY_RULE
    )
    suitability.add_argument("--ratio-good", default="8", metavar=words.NUMBER, help=words.SUITABILITY_GOOD)
    suitability.add_argument("--ratio-accepted", default="4", metavar=words.NUMBER, help=words.SUITABILITY_ACCEPTED)
    add_json(suitability)


def add_statistics(verbs: Any) -> None:
    """What is computed of values: statistics, measuring systems, tool offsets, sampling, geometry."""
    offset = add_verb(verbs, "offset", words.OFFSET, command("offset", "show_offset"))
    for option, kind, said in (
        ("--machine", MachineKind, words.OFFSET_MACHINE),
        ("--corrector", Corrector, words.OFFSET_CORRECTOR),
        ("--feature", Feature, words.OFFSET_FEATURE),
    ):
        offset.add_argument(option, required=True, choices=[one.value for one in kind], help=said)
    offset.add_argument("--sides", type=int, choices=(1, 2), help=words.OFFSET_SIDES)
    offset.add_argument("--measured", required=True, action="append", metavar=words.NUMBER, help=words.OFFSET_MEASURED)
    offset.add_argument("--target", required=True, metavar=words.NUMBER, help=words.OFFSET_TARGET)
    offset.add_argument("--dead-band", default="0", metavar=words.NUMBER, help=words.OFFSET_DEAD_BAND)
    offset.add_argument("--cap", default="0.5", metavar=words.NUMBER, help=words.OFFSET_CAP)
    offset.add_argument("--step", metavar=words.NUMBER, help=words.OFFSET_STEP)
    add_json(offset)

    stats = add_verb(verbs, "stats", words.STATS, command("statistics", "show_statistics"))
    stats.add_argument("file", type=Path, metavar=words.FILE, help=words.STATS_FILE)
    stats.add_argument("--column", required=True, metavar=words.TEXT, help=words.STATS_COLUMN)
    stats.add_argument("--subgroup", type=int, default=1, metavar=words.NUMBER, help=words.STATS_SUBGROUP)
    stats.add_argument("--chart", choices=("i", "r", "s", "ewma", "cusum"), help=words.STATS_CHART)
    for name, usual, said in (
        ("--weight", "0.2", words.STATS_WEIGHT),
        ("--width", "3", words.STATS_WIDTH),
        ("--slack", "0.5", words.STATS_SLACK),
        ("--interval", "5", words.STATS_INTERVAL),
        ("--center", None, words.STATS_CENTER),
        ("--sigma", None, words.STATS_SIGMA),
        ("--cnomo-cam", None, words.STATS_CNOMO_CAM),
        ("--cnomo-cpk", None, words.STATS_CNOMO_CPK),
    ):
        stats.add_argument(name, default=usual, metavar=words.NUMBER, help=said)
    stats.add_argument("--cnomo", action="store_true", help=words.STATS_CNOMO)
    stats.add_argument("--percentiles", choices=("auto", *(one.value for one in Law)), help=words.STATS_PERCENTILES)
    stats.add_argument("--natural-zero", action="store_true", help=words.STATS_NATURAL_ZERO)
    stats.add_argument("--limits", nargs=2, metavar=words.NUMBER, help=words.STATS_LIMITS)
    stats.add_argument("--target", metavar=words.NUMBER, help=words.STATS_TARGET)
    stats.add_argument("--rules", choices=("nelson", "western-electric"), default="nelson", help=words.STATS_RULES)
    stats.add_argument("--least-machine", type=int, default=50, metavar=words.NUMBER, help=words.STATS_MACHINE)
    stats.add_argument("--least-subgroups", type=int, default=25, metavar=words.NUMBER, help=words.STATS_SUBGROUPS)
    stats.add_argument("--level", default="0.95", metavar=words.NUMBER, help=words.STATS_LEVEL)
    add_json(stats)

    msa = add_verb(verbs, "msa", words.MSA, command("measuring_systems", "show_study"))
    msa.add_argument("file", type=Path, metavar=words.FILE, help=words.MSA_FILE)
    msa.add_argument("--tolerance", metavar=words.NUMBER, help=words.MSA_TOLERANCE)
    msa.add_argument("--reference", metavar=words.NUMBER, help=words.MSA_REFERENCE)
    msa.add_argument("--good", metavar=words.WORD, help=words.MSA_GOOD)
    msa.add_argument("--share", default="20", metavar=words.NUMBER, help=words.MSA_SHARE)
    msa.add_argument("--width", default="6", metavar=words.NUMBER, help=words.MSA_WIDTH)
    add_json(msa)

    sampling = add_verb(verbs, "sampling", words.SAMPLING, command("sampling", "show_plan"))
    sampling.add_argument("--lot", type=int, required=True, metavar=words.NUMBER, help=words.SAMPLING_LOT)
    sampling.add_argument("--aql", required=True, metavar=words.NUMBER, help=words.SAMPLING_AQL)
    sampling.add_argument(
        "--level", choices=[one.value for one in InspectionLevel], default="II", help=words.SAMPLING_LEVEL
    )
    sampling.add_argument("--severity", choices=("normal", "tightened"), default="normal", help=words.SAMPLING_SEVERITY)
    sampling.add_argument("--history", default="", metavar=words.TEXT, help=words.SAMPLING_HISTORY)
    add_json(sampling)

    geometry = add_verb(verbs, "geometry", words.GEOMETRY, command("geometry", "show_geometry"))
    geometry.add_argument("--kind", required=True, choices=list(GEOMETRY_KINDS), help=words.GEOMETRY_KIND)
    geometry.add_argument("--points", required=True, type=Path, metavar=words.FILE, help=words.GEOMETRY_POINTS)
    geometry.add_argument(
        "--method", choices=("minimum-zone", "least-squares"), default="minimum-zone", help=words.GEOMETRY_METHOD
    )
    add_json(geometry)
