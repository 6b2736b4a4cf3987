"""The commands on papers and on bad pieces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import (
    a_count,
    a_section,
    add_group,
    add_json,
    add_server_read,
    add_user,
    add_verb,
    command,
)
from metroapp.wording import cli as words


def add_treatment(verbs: Any) -> None:
    """Fiches, dérogations, and what becomes of pieces."""
    for name, help, listed, shown, number, run in (
        ("nonconformity", words.SHEETS, words.SHEETS_LIST, words.SHEETS_SHOW, words.SHEETS_NUMBER, "sheet"),
        ("derogation", words.FILES, words.FILES_LIST, words.FILES_SHOW, words.FILES_NUMBER, "file"),
    ):
        group = add_group(verbs, name, help)
        add_json(add_verb(group, "list", listed, command("treatment", f"list_{run}s")))
        show = add_verb(group, "show", shown, command("treatment", f"show_{run}"))
        show.add_argument("number", metavar=words.SERIAL, help=number)
        show.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.TREATMENT_PDF)
        add_json(show)
        attach = add_verb(group, "attach", words.TREATMENT_ATTACH, command("treatment", f"attach_to_{run}"))
        attach.add_argument("number", metavar=words.SERIAL, help=number)
        attach.add_argument("file", type=Path, metavar=words.FILE, help=words.TREATMENT_ATTACHED)
        add_user(attach)
    labels = add_verb(verbs, "labels", words.LABELS, command("treatment", "write_labels"))
    labels.add_argument("id", metavar="ID", help=words.RECORD_ID)
    labels.add_argument("--pdf", required=True, type=Path, metavar=words.FILE, help=words.LABELS_PDF)
    pieces = add_group(verbs, "pieces", words.PIECE_SORTS)
    for name, help in (("show", words.PIECES_SHOW), ("ship", words.PIECES_SHIP), ("scrap", words.PIECES_SCRAP)):
        verb = add_verb(pieces, name, help, command("pieces", name))
        verb.add_argument("id", metavar="ID", help=words.RECORD_ID)
        if name != "show":
            verb.add_argument("pieces", metavar=words.NUMBERS, help=words.PIECES_LEAVING)
            add_user(verb)
        if name == "scrap":
            verb.add_argument("--reason", default="", metavar=words.TEXT, help=words.PIECES_WHY)
        add_json(verb)


def add_dossier(verbs: Any) -> None:
    """The papers of an ordre de fabrication."""
    group = add_group(verbs, "dossier", words.DOSSIER)
    listed = add_verb(group, "list", words.DOSSIER_LIST, command("dossier", "list_orders"))
    add_json(listed)
    show = add_verb(group, "show", words.DOSSIER_SHOW, command("dossier", "show"))
    attach = add_verb(group, "attach", words.DOSSIER_ATTACH, command("dossier", "attach"))
    withdraw = add_verb(group, "withdraw", words.DOSSIER_WITHDRAW, command("dossier", "withdraw"))
    export = add_verb(group, "export", words.DOSSIER_EXPORT, command("dossier", "export"))
    follow = add_verb(group, "follow", words.DOSSIER_FOLLOW, command("papers", "write_route"))
    set_up = add_verb(group, "set-up", words.DOSSIER_SET_UP, command("set_up_history", "show"))
    set_up.add_argument("--out", type=Path, metavar=words.FILE, help=words.DOSSIER_SET_UP_OUT)
    add_json(set_up)
    for verb in (show, attach, withdraw, export, follow, set_up):
        verb.add_argument("order", metavar="OF", help=words.DOSSIER_ORDER)
    add_json(show)
    for verb in (listed, show, export, set_up):
        add_server_read(verb)
    attach.add_argument("file", type=Path, metavar=words.FILE, help=words.DOSSIER_FILE)
    attach.add_argument(
        "--section", type=a_section, required=True, metavar=words.SECTION_WORD, help=words.DOSSIER_SECTION
    )
    add_user(attach)
    withdraw.add_argument("paper", metavar="ID", help=words.DOSSIER_PAPER)
    withdraw.add_argument("--reason", required=True, metavar=words.TEXT, help=words.DOSSIER_REASON)
    add_user(withdraw)
    export.add_argument("--out", type=Path, required=True, metavar=words.FOLDER, help=words.DOSSIER_OUT)
    follow.add_argument("--pdf", type=Path, required=True, metavar=words.FILE, help=words.FORM_PDF)


def add_papers(verbs: Any) -> None:
    """Forms, charts, the logo, the sheet of barcodes."""
    forms = add_group(verbs, "form", words.FORM)
    for name, help, run in (
        ("releve", words.FORM_RELEVE, "write_form_of_part"),
        ("carte", words.FORM_CHART, "write_form_of_part"),
        ("fnc", words.FORM_NONCONFORMITY, "write_form"),
        ("derogation", words.FORM_CONCESSION, "write_form"),
    ):
        form = add_verb(forms, name, help, command("papers", run))
        form.set_defaults(form=name)
        if run == "write_form_of_part":
            form.add_argument("reference", metavar=words.TEXT, help=words.PART_DRAWING_REFERENCE)
            form.add_argument("--plan", metavar=words.TEXT, help=words.PART_DRAWING_PLAN)
            form.add_argument("--revision", "--indice", metavar=words.TEXT, help=words.PART_DRAWING_REVISION)
        if name == "releve":
            form.add_argument("--pieces", type=a_count, default=5, metavar="N", help=words.FORM_PIECES)
        if name == "carte":
            form.add_argument("--balloon", metavar=words.SERIAL, help=words.CHART_BALLOON)
            form.add_argument("--size", type=a_count, default=5, metavar="N", help=words.FORM_SIZE)
        form.add_argument("--pdf", required=True, type=Path, metavar=words.FILE, help=words.FORM_PDF)
    chart = add_verb(verbs, "chart", words.CHART, command("charts", "chart"))
    chart.add_argument("reference", nargs="?", metavar=words.TEXT, help=words.CHART_REFERENCE)
    chart.add_argument("--balloon", metavar=words.SERIAL, help=words.CHART_BALLOON)
    chart.add_argument("--size", type=a_count, metavar="N", help=words.CHART_SIZE)
    chart.add_argument("--samples", type=a_count, default=20, metavar="N", help=words.CHART_SAMPLES)
    chart.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.FORM_PDF)
    chart.add_argument("--xlsx", type=Path, metavar=words.FILE, help=words.CHART_XLSX)
    add_json(chart)
    add_server_read(chart)
    logo = add_group(verbs, "logo", words.LOGO)
    choose = add_verb(logo, "set", words.LOGO_SET, command("papers", "set_logo"))
    choose.add_argument("file", type=Path, metavar=words.FILE, help=words.LOGO_FILE)
    add_user(choose)
    add_user(add_verb(logo, "remove", words.LOGO_REMOVE, command("papers", "remove_logo")))
    commands = add_verb(verbs, "command-sheet", words.COMMAND_SHEET, command("command_sheet", "write_command_sheet"))
    commands.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    commands.add_argument("--record", metavar="ID", help=words.COMMAND_SHEET_RECORD)


def add_template(verbs: Any) -> None:
    """Templates of customers."""
    group = add_group(verbs, "template", words.TEMPLATE)
    for name, help, file in (
        ("check", words.TEMPLATE_CHECK, words.TEMPLATE_FILE),
        ("fill", words.TEMPLATE_FILL, words.TEMPLATE_FILE),
        ("example", words.TEMPLATE_EXAMPLE, words.TEMPLATE_EXAMPLE_FILE),
    ):
        verb = add_verb(group, name, help, command("template", name))
        verb.add_argument("file", type=Path, metavar=words.FILE, help=file)
        if name == "fill":
            verb.add_argument("--record", required=True, metavar="ID", help=words.RECORD_ID)
            verb.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
        if name != "example":
            add_json(verb)
