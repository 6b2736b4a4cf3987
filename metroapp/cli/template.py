"""`metroapp template`: what a customer's workbook asks for, and its filling with a record."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from forms.template_layout import Mark
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Message
from metroapp.services import consultation, templates
from metroapp.services.template_lines import lines_of, problem_of, remarks
from metroapp.services.templates import Template
from metroapp.wording import cli as cli_words
from metroapp.wording import template as words
from metroapp.wording.sentences import sentence


def check(arguments: argparse.Namespace) -> int:
    """`metroapp template check FILE [--json]`"""
    template = templates.inspect(arguments.file)
    if arguments.json:
        print(as_json.dump(_template(template)))
        return 0
    for line in lines_of(template):
        print(words.CHECK_LINE.format(place=line.place, text=line.text, said=line.said))
    for remark in remarks(template):
        print(remark)
    for sheet in template.layout.sheets:
        if sheet.uneven is not None:
            print(sentence(Message("template.uneven", {"sheet": sheet.part.name, "cell": sheet.uneven.cell})))
    return 0


def fill(arguments: argparse.Namespace) -> int:
    """`metroapp template fill FILE --record ID --out DIR [--json]`: what is left as it is, on the standard error."""
    id = consultation.record_id(arguments.record)
    filled = templates.fill(workspace_of(arguments), id, arguments.file, arguments.out)
    if arguments.json:
        print(as_json.dump({"file": str(filled.path), "left": [_mark(mark) for mark in filled.left]}))
        return 0
    print(cli_words.WRITTEN.format(path=filled.path))
    for mark in filled.left:
        place = words.place(mark.sheet, mark.cell)
        line = words.CHECK_LINE.format(place=place, text=mark.text, said=problem_of(mark))
        print(words.LEFT.format(line=line), file=sys.stderr)
    return 0


def example(arguments: argparse.Namespace) -> int:
    """`metroapp template example FILE`"""
    templates.write_example(arguments.file)
    print(words.EXAMPLE_WRITTEN.format(path=arguments.file))
    return 0


def _template(template: Template) -> dict[str, Any]:
    layout = template.layout
    return {
        "file": str(template.path),
        "macros": layout.package.has_macros,
        "external_links": layout.package.has_links,
        "pieces": len(layout.pieces),
        "sheets": [{"name": one.part.name, "hidden": one.part.is_hidden, "lines": one.lines} for one in layout.sheets],
        "understood": [_mark(mark) for mark in template.understood],
        "not_understood": [_mark(mark) for mark in template.left],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    found: dict[str, Any] = {"sheet": mark.sheet, "cell": mark.cell, "text": mark.text}
    if mark.problem is None:
        line = None if mark.place.line is None else mark.place.line + 1
        return found | {"name": mark.name, "line": line, "piece": mark.place.piece}
    return found | {"problem": mark.problem.value, "suggestion": mark.suggestion}
