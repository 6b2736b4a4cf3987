"""`metroapp import FILE --as-values`: the results of a measuring machine become values of a record; `result-profile`:
how its files are read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import NOT_SOUND, workspace_of
from metroapp.domain.machine_results import Asks, ColumnOf, LeftOut
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services import consultation
from metroapp.services.result_files import said_of_plan
from metroapp.services.result_files.as_values import Plan, PlannedValue
from metroapp.services.result_files.desk import AskedResults
from metroapp.services.result_files.opened_file import open_results
from metroapp.services.result_files.profile import ResultProfile, kept_profiles, named_profile
from metroapp.wording import machine_results as words
from metroapp.wording.labels import label

_TAB = "tab"


def take(arguments: argparse.Namespace) -> int:
    """`metroapp import FILE --record ID --as-values …`: 1 where values of the file were left out."""
    if not arguments.record:
        raise Refusal("results.no_record")
    if not arguments.user or arguments.secret_file is None:
        raise Refusal("results.no_user")
    opened = open_results(arguments.file, profile_of(arguments))
    asked = AskedResults(opened, arguments.piece, arguments.means, dict(map(_link, arguments.link)))
    with acting(arguments) as workshop:
        header = workshop.resume(consultation.record_id(arguments.record)).result()
        plan = workshop.results.plan(asked).result()
        if any(one.left is LeftOut.NO_PIECE for one in plan.values) and asked.piece is None:
            raise Refusal("results.piece_missing", file=plan.opened.name)
        wanted = tuple(
            place for place, one in enumerate(plan.values) if one.left is None and _is_confirmed(one, arguments)
        )
        count = 0
        if arguments.json:
            shown = _as_json(plan)
        else:
            print("\n".join(_lines(plan)))
        if not arguments.preview:
            taken = workshop.results.take(asked, plan, wanted, arguments.again).result()
            count = len(taken.recorded)
    if arguments.json:
        print(as_json.dump(shown | {"recorded": count}))
    elif arguments.preview:
        print(words.PREVIEW_ONLY)
    else:
        print(words.recorded(count, header.number))
        if taken.stopped:
            print(words.STOPPED.format(count=len(taken.stopped)))
    return 0 if arguments.preview or count == len(plan.values) else NOT_SOUND


def _is_confirmed(one: PlannedValue, arguments: argparse.Namespace) -> bool:
    """What is measured already takes a reason; all else that asks, `--confirm`."""
    others = [ask for ask in one.asks if ask is not Asks.MEASURED]
    again = Asks.MEASURED not in one.asks or bool(arguments.again.strip())
    return bool(one.asks) and again and (arguments.confirm or not others)


def _link(text: str) -> tuple[str, str]:
    label, equals, balloon = text.rpartition("=")
    if not equals or not label.strip() or not balloon.strip():
        raise Refusal("results.bad_link", text=text)
    return label.strip(), balloon.strip()


def _lines(plan: Plan) -> Iterator[str]:
    opened = plan.opened
    head = words.HEAD.format(file=opened.name, instrument=plan.instrument, digest=opened.digest)
    yield head if opened.profile is None else words.HEAD_PROFILE.format(head=head, profile=opened.profile.name)
    if plan.other_part:
        yield words.OTHER_PART.format(said=plan.other_part)
    for one in plan.values:
        yield words.ROW.format(
            line=one.said.line or words.NONE,
            name=one.said.characteristic.name or words.NONE,
            balloon=words.NONE if one.box is None else one.box.balloon,
            piece=one.said.piece or words.NONE if one.box is None else one.box.piece,
            value=said_of_plan.value(one),
            verdict=said_of_plan.verdict(one),
            what=said_of_plan.what(one),
        )
    yield words.PLANNED.format(ready=len(plan.ready), asking=len(plan.asking), left=len(plan.left_out))


def _as_json(plan: Plan) -> dict[str, Any]:
    return {
        "file": plan.opened.name,
        "sha256": plan.opened.digest,
        "format": plan.opened.file.format,
        "profile": None if plan.opened.profile is None else plan.opened.profile.name,
        "instrument": plan.instrument,
        "values": [
            {
                "line": one.said.line or None,
                "name": one.said.characteristic.name,
                "balloon": None if one.box is None else one.box.balloon,
                "piece": None if one.box is None else one.box.piece,
                "value": None if one.quantity is None else f"{one.quantity.value:f}",
                "unit": None if one.quantity is None else one.quantity.unit.value,
                "verdict": None if one.verdict is None else one.verdict.value,
                "said": None if one.said.meant is None else one.said.meant.value,
                "differs": one.differs,
                "left_out": None if one.left is None else one.left.value,
                "asks": [ask.value for ask in one.asks],
            }
            for one in plan.values
        ],
    }


# -- profiles ---------------------------------------------------------------------------------------------------------


def list_profiles(arguments: argparse.Namespace) -> int:
    """`metroapp result-profile list`"""
    found = kept_profiles(workspace_of(arguments))
    if arguments.json:
        print(as_json.dump([_profile_as_json(one) for one in found.values()]))
        return 0
    if not found:
        print(words.NO_PROFILE)
    for one in found.values():
        columns = (
            words.PROFILE_COLUMN.format(what=label(of), place=place) for of in ColumnOf if (place := one.column(of))
        )
        separator = words.TAB if one.separator == "\t" else one.separator
        print(
            words.PROFILE_LINE.format(
                name=one.name, separator=separator, decimal=one.decimal, columns=", ".join(columns)
            )
        )
    return 0


def set_profile(arguments: argparse.Namespace) -> int:
    """`metroapp result-profile set NAME --column value=Mesure …`"""
    profile = ResultProfile(
        arguments.name.strip(),
        dict(map(_column, arguments.column)),
        "\t" if arguments.separator == _TAB else arguments.separator,
        arguments.decimal,
        not arguments.places,
        arguments.skip,
        not arguments.limits,
        arguments.unit,
        arguments.label,
        arguments.file_name,
    )
    profile.require_possible()
    with acting(arguments) as workshop:
        workshop.results.keep_profile(profile).result()
    print(words.PROFILE_KEPT.format(name=profile.name))
    return 0


def remove_profile(arguments: argparse.Namespace) -> int:
    """`metroapp result-profile remove NAME`"""
    with acting(arguments) as workshop:
        workshop.results.remove_profile(arguments.name).result()
    print(words.PROFILE_REMOVED.format(name=arguments.name))
    return 0


def profile_of(arguments: argparse.Namespace) -> ResultProfile | None:
    """The one that is named; None where none is."""
    return named_profile(kept_profiles(workspace_of(arguments)), arguments.profile) if arguments.profile else None


def _column(text: str) -> tuple[str, str]:
    column, _equals, place = text.partition("=")
    return column.strip(), place.strip()


def _profile_as_json(one: ResultProfile) -> dict[str, Any]:
    return {
        "name": one.name,
        "columns": dict(one.columns),
        "separator": one.separator,
        "decimal": one.decimal,
        "titles": one.titles,
        "skipped": one.skipped,
        "deviations": one.deviations,
        "unit": Unit(one.unit).value,
        "label": one.label,
        "file": one.file,
    }
