"""Part sheets at the command line; no workspace is created."""

from __future__ import annotations

import argparse

from metroapp.cli import REFUSED, as_json
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part_sheet
from metroapp.services.sheets.sheet_columns import preview_columns, read_mapping
from metroapp.services.sheets.sheet_export import write_template
from metroapp.services.sheets.sheet_titles import TITLES
from metroapp.wording import cli as words
from metroapp.wording.derivations import limits
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence


def check_part(arguments: argparse.Namespace) -> int:
    """`metroapp part check FILE`: 2 when the sheet has an error."""
    mapping, title_line = None, None
    if arguments.map:
        mapping, title_line = read_mapping(arguments.file, arguments.map)
    if arguments.titles is not None:
        title_line = arguments.titles - 1
    sheet = read_part_sheet(arguments.file, standards(), mapping, title_line)
    if arguments.json:
        print(as_json.dump(as_json.part_sheet(sheet)))
    else:
        print(words.PART_TITLE.format(**{"designation": "", "reference": "", **sheet.fields}))
        for given in sheet.characteristics:
            print(
                words.PART_LINE.format(
                    balloon=given.balloon,
                    designation=given.designation,
                    callout=given.callout.text,
                    limits=limits(given.callout),
                    means=label(given.means),
                ).rstrip()
            )
        for warning in sheet.warnings:
            print(words.SHEET_ERROR.format(line=warning.line, column=warning.column, message=sentence(warning.message)))
    if not sheet.errors:
        return 0
    # With --json the errors are in the document; in words they are the answer itself.
    if not arguments.json:
        for error in sheet.errors:
            print(words.SHEET_ERROR.format(line=error.line, column=error.column, message=sentence(error.message)))
    return REFUSED


def write_part_template(arguments: argparse.Namespace) -> int:
    """`metroapp part template FILE`"""
    write_template(arguments.file)
    print(words.WRITTEN.format(path=arguments.file))
    return 0


def show_columns(arguments: argparse.Namespace) -> int:
    """`metroapp part columns FILE`: what each column is taken for, before anything is read."""
    preview = preview_columns(arguments.file)
    if arguments.json:
        print(as_json.dump(as_json.sheet_preview(preview)))
        return 0
    if preview.title_line is None:
        print(words.COLUMNS_NO_TITLES)
    else:
        print(words.COLUMNS_TITLES.format(line=preview.title_line + 1))
    for column in preview.columns:
        print(
            words.COLUMN_LINE.format(
                letter=column.letter,
                title=column.title,
                field=TITLES[column.field] if column.field else words.COLUMN_UNKNOWN,
                samples=" ; ".join(" ".join(sample.split()) for sample in column.samples),
            ).rstrip()
        )
    return 0
