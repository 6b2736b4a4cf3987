"""What can be typed after `metroapp`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from metroapp import __version__
from metroapp.domain.people import Role
from metroapp.domain.record_search import Outcome
from metroapp.domain.retention import RecordedKind
from metroapp.domain.work_order_file import DossierSection
from metroapp.services.formats import Format
from metroapp.wording import cli as words
from metroapp.wording.dossier import read_section
from metroapp.wording.parsing import FrenchParser
from metroapp.wording.people import read_role
from metroapp.wording.personal_data import read_kind

Run = Callable[[argparse.Namespace], int]


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**9):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _mapped(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError(text)
    return column.strip(), field.strip()


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _role(text: str) -> Role:
    try:
        return read_role(text)
    except KeyError:
        raise argparse.ArgumentTypeError(text) from None


def _section(text: str) -> DossierSection:
    try:
        return read_section(text)
    except KeyError:
        raise argparse.ArgumentTypeError(text) from None


def _kept_for(text: str) -> tuple[RecordedKind, int]:
    kind, _equals, months = text.partition("=")
    try:
        return read_kind(kind), _positive(months)
    except (KeyError, argparse.ArgumentTypeError):
        raise argparse.ArgumentTypeError(text) from None


def parser() -> argparse.ArgumentParser:
    """The whole grammar. Commands are imported when they run."""
    root = FrenchParser(prog="metroapp", description=words.PROGRAM)
    root.add_argument("--version", action="version", version=f"metroapp {__version__}", help=words.VERSION)
    _add_workspace(root, default=None)
    root.add_argument("--read-only", action="store_true", help=words.READ_ONLY)
    root.set_defaults(run=_run("window", "open_window"))
    verbs = root.add_verbs(required=False)

    demo = _verb(verbs, "demo", words.DEMO, _run("demo", "demonstrate"))
    demo.add_argument("--pieces", type=_positive, default=5, metavar="N", help=words.DEMO_PIECES)
    demo.add_argument("--seed", type=_seed, default=1, metavar="S", help=words.DEMO_SEED)
    demo.add_argument("--scenario", choices=("screens", "derogation"), help=words.DEMO_SCENARIO)
    demo.add_argument("--window", action="store_true", help=words.DEMO_WINDOW)

    part = _group(verbs, "part", words.PART)
    check = _verb(part, "check", words.PART_CHECK, _run("calculators", "check_part"))
    check.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_FILE)
    check.add_argument(
        "--map", type=_mapped, action="append", default=[], metavar=words.COLUMN_FIELD, help=words.PART_MAP
    )
    check.add_argument("--titles", type=_seed, metavar="N", help=words.PART_TITLES)
    _add_json(check)
    template = _verb(part, "template", words.PART_TEMPLATE, _run("calculators", "write_part_template"))
    template.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_TEMPLATE_FILE)
    columns = _verb(part, "columns", words.PART_COLUMNS, _run("calculators", "show_columns"))
    columns.add_argument("file", type=Path, metavar=words.FILE, help=words.PART_COLUMNS_FILE)
    _add_json(columns)
    drawing = _verb(part, "drawing", words.PART_DRAWING, _run("drawing", "write_drawing"))
    drawing.add_argument("reference", metavar=words.TEXT, help=words.PART_DRAWING_REFERENCE)
    drawing.add_argument("--plan", metavar=words.TEXT, help=words.PART_DRAWING_PLAN)
    drawing.add_argument("--revision", "--indice", metavar=words.TEXT, help=words.PART_DRAWING_REVISION)
    drawing.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)

    tolerance = _verb(verbs, "tolerance", words.TOLERANCE, _run("tolerance", "read_tolerance"))
    tolerance.add_argument("text", nargs="?", metavar=words.TEXT, help=words.TOLERANCE_TEXT)
    tolerance.add_argument("--table", metavar=words.FIT, help=words.TOLERANCE_TABLE)
    tolerance.add_argument("--general", metavar=words.TEXT, help=words.TOLERANCE_GENERAL)
    tolerance.add_argument("--length", metavar=words.NUMBER, help=words.TOLERANCE_LENGTH)
    tolerance.add_argument("--nature", metavar=words.WORD, help=words.TOLERANCE_NATURE)
    _add_json(tolerance)

    decide = _verb(verbs, "decide", words.DECIDE, _run("decide", "decide"))
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
    _add_json(decide)

    uncertainty = _verb(verbs, "uncertainty", words.UNCERTAINTY, _run("uncertainty", "combine"))
    uncertainty.add_argument("file", type=Path, metavar=words.FILE, help=words.UNCERTAINTY_FILE)
    uncertainty.add_argument("--level", default="95.45", metavar=words.NUMBER, help=words.UNCERTAINTY_LEVEL)
    _add_json(uncertainty)

    blocks = _verb(verbs, "blocks", words.BLOCKS, _run("blocks", "show_stack"))
    blocks.add_argument("size", metavar=words.NUMBER, help=words.BLOCKS_SIZE)
    blocks.add_argument("--set", required=True, type=Path, metavar=words.FILE, help=words.BLOCKS_SET)
    blocks.add_argument("--protection", action="store_true", help=words.BLOCKS_PROTECTION)
    blocks.add_argument(
        "--exclude", nargs="+", action="extend", default=[], metavar=words.SERIAL, help=words.BLOCKS_EXCLUDE
    )
    _add_json(blocks)

    suitability = _verb(verbs, "suitability", words.SUITABILITY, _run("suitability", "show_suitability"))
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
    _add_json(suitability)

    _add_register(verbs)
    archive = _group(verbs, "archive", words.ARCHIVE)
    _add_search(_verb(archive, "list", words.ARCHIVE_LIST, _run("find", "list_records")))
    counted = _verb(archive, "pareto", words.ARCHIVE_PARETO, _run("find", "show_pareto"))
    counted.add_argument("--part", "--reference", default="", metavar=words.TEXT, help=words.FIND_PART)
    counted.add_argument("--since", "--du", default="", metavar=words.DAY, help=words.FIND_SINCE)
    counted.add_argument("--until", "--au", default="", metavar=words.DAY, help=words.FIND_UNTIL)
    _add_json(counted)
    show = _verb(archive, "show", words.ARCHIVE_SHOW, _run("consult", "show_record"))
    show.add_argument("id", nargs="?", metavar="ID", help=words.RECORD_ID)
    show.add_argument("--record", metavar="ID", help=words.RECORD_ID)
    _add_json(show)
    signals = _verb(archive, "signals", words.ARCHIVE_SIGNALS, _run("signals", "show_signals"))
    signals.add_argument("id", metavar="ID", help=words.RECORD_ID)
    _add_user(signals)
    _add_json(signals)
    verify = _verb(archive, "verify", words.ARCHIVE_VERIFY, _run("consult", "verify_archive"))
    which = verify.add_mutually_exclusive_group()
    which.add_argument("--head", default="", metavar=words.TEXT, help=words.VERIFY_HEAD)
    which.add_argument("--record", default="", metavar="ID", help=words.VERIFY_RECORD)
    _add_json(verify)

    paper = _verb(verbs, "verify", words.VERIFY, _run("check_document", "verify_document"))
    paper.add_argument("file", type=Path, metavar=words.FILE, help=words.VERIFY_FILE)
    _add_json(paper)

    export = _verb(verbs, "export", words.EXPORT, _run("consult", "export_record"))
    export.add_argument("--record", required=True, metavar="ID", help=words.RECORD_ID)
    export.add_argument("--to", required=True, choices=[to.value for to in Format], help=words.EXPORT_TO)
    export.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    export.add_argument("--what", choices=("releve", "suivi", "reglage"), default="releve", help=words.EXPORT_WHAT)

    means = _group(verbs, "means", words.MEANS)
    uses = _verb(means, "uses", words.MEANS_USES, _run("means_uses", "show_uses"))
    uses.add_argument("number", metavar=words.SERIAL, help=words.MEANS_USES_NUMBER)
    uses.add_argument("--since", metavar=words.DAY, default="", help=words.MEANS_USES_SINCE)
    uses.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.MEANS_USES_PDF)
    uses.add_argument("--xlsx", type=Path, metavar=words.FILE, help=words.MEANS_USES_XLSX)
    _add_json(uses)

    verification = _verb(verbs, "verification", words.VERIFICATION, _run("verifications", "show_verification"))
    verification.add_argument("number", metavar=words.SERIAL, help=words.VERIFICATION_NUMBER)
    verification.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.VERIFICATION_PDF)
    _add_json(verification)

    _add_treatment(verbs)
    _add_dossier(verbs)
    commands = _verb(verbs, "command-sheet", words.COMMAND_SHEET, _run("command_sheet", "write_command_sheet"))
    commands.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    commands.add_argument("--record", metavar="ID", help=words.COMMAND_SHEET_RECORD)

    _add_exchange(verbs)
    keys = _group(verbs, "keys", words.KEYS)
    _add_json(_verb(keys, "show", words.KEYS_SHOW, _run("keys", "show_keys")))
    _add_user(_verb(keys, "renew", words.KEYS_RENEW, _run("keys", "renew_key")))
    _add_personal_data(_add_people(verbs))
    rule = _group(verbs, "rule", words.RULE)
    _add_json(_verb(rule, "show", words.RULE_SHOW, _run("rule", "show_rule")))
    choose = _verb(rule, "set", words.RULE_SET, _run("rule", "set_rule"))
    choose.add_argument(
        "name", choices=("simple", "iso14253-1", "iso14253-1-U"), metavar=words.WORD, help=words.RULE_NAME
    )
    _add_user(choose)
    _add_json(choose)
    return root


def _add_register(verbs: Any) -> None:
    group = _group(verbs, "register", words.REGISTER)
    bring = _verb(group, "import", words.REGISTER_IMPORT, _run("register", "import_register"))
    bring.add_argument("file", type=Path, metavar=words.FILE, help=words.REGISTER_IMPORT_FILE)
    _add_user(bring)
    _add_json(bring)
    write = _verb(group, "export", words.REGISTER_EXPORT, _run("register", "write_register"))
    write.add_argument("file", type=Path, metavar=words.FILE, help=words.REGISTER_EXPORT_FILE)
    due = _verb(group, "due", words.REGISTER_DUE, _run("register", "show_due"))
    due.add_argument("--days", type=_seed, default=60, metavar="N", help=words.REGISTER_DUE_DAYS)
    _add_json(due)


def _add_treatment(verbs: Any) -> None:
    for name, help, listed, shown, number, run in (
        ("nonconformity", words.SHEETS, words.SHEETS_LIST, words.SHEETS_SHOW, words.SHEETS_NUMBER, "sheet"),
        ("derogation", words.FILES, words.FILES_LIST, words.FILES_SHOW, words.FILES_NUMBER, "file"),
    ):
        group = _group(verbs, name, help)
        _add_json(_verb(group, "list", listed, _run("treatment", f"list_{run}s")))
        show = _verb(group, "show", shown, _run("treatment", f"show_{run}"))
        show.add_argument("number", metavar=words.SERIAL, help=number)
        show.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.TREATMENT_PDF)
        _add_json(show)
        attach = _verb(group, "attach", words.TREATMENT_ATTACH, _run("treatment", f"attach_to_{run}"))
        attach.add_argument("number", metavar=words.SERIAL, help=number)
        attach.add_argument("file", type=Path, metavar=words.FILE, help=words.TREATMENT_ATTACHED)
        _add_user(attach)
    labels = _verb(verbs, "labels", words.LABELS, _run("treatment", "write_labels"))
    labels.add_argument("id", metavar="ID", help=words.RECORD_ID)
    labels.add_argument("--pdf", required=True, type=Path, metavar=words.FILE, help=words.LABELS_PDF)
    pieces = _group(verbs, "pieces", words.PIECE_SORTS)
    for name, help in (("show", words.PIECES_SHOW), ("ship", words.PIECES_SHIP), ("scrap", words.PIECES_SCRAP)):
        verb = _verb(pieces, name, help, _run("pieces", name))
        verb.add_argument("id", metavar="ID", help=words.RECORD_ID)
        if name != "show":
            verb.add_argument("pieces", metavar=words.NUMBERS, help=words.PIECES_LEAVING)
            _add_user(verb)
        if name == "scrap":
            verb.add_argument("--reason", default="", metavar=words.TEXT, help=words.PIECES_WHY)
        _add_json(verb)


def _add_exchange(verbs: Any) -> None:
    group = _group(verbs, "exchange", words.EXCHANGE)
    export = _verb(group, "export", words.EXCHANGE_EXPORT, _run("exchange", "export_package"))
    export.add_argument("--record", action="append", default=[], metavar="ID", help=words.RECORD_ID)
    export.add_argument("--lot", default="", metavar=words.TEXT, help=words.EXCHANGE_LOT)
    export.add_argument("--all", action="store_true", help=words.EXCHANGE_ALL)
    export.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    for name, help, run in (
        ("check", words.EXCHANGE_CHECK, "check_package"),
        ("import", words.EXCHANGE_IMPORT, "import_package"),
        ("restore", words.EXCHANGE_RESTORE, "restore_package"),
    ):
        verb = _verb(group, name, help, _run("exchange", run))
        verb.add_argument("file", type=Path, metavar=words.FILE, help=words.EXCHANGE_FILE)
        if name == "import":
            _add_user(verb)
        if name == "check":
            _add_json(verb)
    _add_json(_verb(group, "list", words.EXCHANGE_LIST, _run("exchange", "list_packages")))
    show = _verb(group, "show", words.EXCHANGE_SHOW, _run("exchange", "show_package"))
    show.add_argument("digest", metavar=words.TEXT, help=words.EXCHANGE_DIGEST)
    _add_json(show)


def _add_dossier(verbs: Any) -> None:
    group = _group(verbs, "dossier", words.DOSSIER)
    _add_json(_verb(group, "list", words.DOSSIER_LIST, _run("dossier", "list_orders")))
    show = _verb(group, "show", words.DOSSIER_SHOW, _run("dossier", "show"))
    attach = _verb(group, "attach", words.DOSSIER_ATTACH, _run("dossier", "attach"))
    withdraw = _verb(group, "withdraw", words.DOSSIER_WITHDRAW, _run("dossier", "withdraw"))
    export = _verb(group, "export", words.DOSSIER_EXPORT, _run("dossier", "export"))
    for verb in (show, attach, withdraw, export):
        verb.add_argument("order", metavar="OF", help=words.DOSSIER_ORDER)
    _add_json(show)
    attach.add_argument("file", type=Path, metavar=words.FILE, help=words.DOSSIER_FILE)
    attach.add_argument(
        "--section", type=_section, required=True, metavar=words.SECTION_WORD, help=words.DOSSIER_SECTION
    )
    _add_user(attach)
    withdraw.add_argument("paper", metavar="ID", help=words.DOSSIER_PAPER)
    withdraw.add_argument("--reason", required=True, metavar=words.TEXT, help=words.DOSSIER_REASON)
    _add_user(withdraw)
    export.add_argument("--out", type=Path, required=True, metavar=words.FOLDER, help=words.DOSSIER_OUT)


def _add_people(verbs: Any) -> Any:
    group = _group(verbs, "person", words.PERSON)
    _add_json(_verb(group, "list", words.PERSON_LIST, _run("people", "list_people")))
    for name, help, run in (
        ("first", words.PERSON_FIRST, "enter_first"),
        ("add", words.PERSON_ADD, "enter"),
        ("roles", words.PERSON_ROLES, "set_roles"),
        ("reset", words.PERSON_RESET, "reset"),
        ("secret", words.PERSON_SECRET, "change"),
    ):
        verb = _verb(group, name, help, _run("people", run))
        if name != "secret":
            verb.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
        if name in ("first", "add", "roles"):
            verb.add_argument(
                "--role", type=_role, action="append", default=[], metavar=words.ROLE_WORD, help=words.PERSON_ROLE
            )
        if name != "roles":
            verb.add_argument(
                "--new-secret-file", type=Path, required=True, metavar=words.FILE, help=words.PERSON_NEW_SECRET
            )
        if name == "first":
            verb.add_argument("--workshop", metavar=words.NAME, default="", help=words.PERSON_WORKSHOP)
        else:
            _add_user(verb)
    return group


def _add_personal_data(group: Any) -> None:
    recorded = _verb(group, "recorded", words.PERSON_RECORDED, _run("personal_data", "show_recorded"))
    recorded.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
    _add_json(recorded)
    _add_json(_verb(group, "retention", words.PERSON_RETENTION, _run("personal_data", "show_retention")))
    choose = _verb(group, "set-retention", words.PERSON_SET_RETENTION, _run("personal_data", "set_retention"))
    choose.add_argument("kept", type=_kept_for, nargs="+", metavar=words.KIND_MONTHS, help=words.PERSON_KEPT_FOR)
    _add_user(choose)
    _add_json(_verb(group, "purge", words.PERSON_PURGE, _run("personal_data", "list_erasable")))
    erase = _verb(group, "erase", words.PERSON_ERASE, _run("personal_data", "erase"))
    erase.add_argument("name", metavar=words.NAME, help=words.PERSON_NAME)
    erase.add_argument("--reason", required=True, metavar=words.TEXT, help=words.PERSON_ERASE_REASON)
    _add_user(erase)


def _run(module: str, function: str) -> Run:
    """The command `function` of `metroapp.cli.<module>`, imported when it runs: a calculator loads no window."""

    def run(arguments: argparse.Namespace) -> int:
        from importlib import import_module

        command: Run = getattr(import_module(f"metroapp.cli.{module}"), function)
        return command(arguments)

    return run


def _add_search(to: argparse.ArgumentParser) -> None:
    """What the records listed are found by; as many pages as there are."""
    to.add_argument("words", nargs="*", metavar=words.WORD, help=words.FIND_WORDS)
    for names, help in (
        (("--part", "--reference"), words.FIND_PART),
        (("--drawing", "--plan"), words.FIND_DRAWING),
        (("--revision", "--indice"), words.FIND_REVISION),
        (("--work-order", "--of"), words.FIND_WORK_ORDER),
        (("--lot",), words.FIND_LOT),
        (("--operation", "--phase"), words.FIND_OPERATION),
        (("--machine",), words.FIND_MACHINE),
        (("--instrument",), words.FIND_INSTRUMENT),
        (("--person", "--personne"), words.FIND_PERSON),
        (("--sheet", "--fiche"), words.FIND_SHEET),
        (("--concession", "--derogation"), words.FIND_CONCESSION),
    ):
        to.add_argument(*names, default="", metavar=words.TEXT, help=help)
    results = tuple(outcome.value for outcome in Outcome)
    to.add_argument("--result", action="append", default=[], choices=results, help=words.FIND_RESULT)
    to.add_argument("--since", "--du", default="", metavar=words.DAY, help=words.FIND_SINCE)
    to.add_argument("--until", "--au", default="", metavar=words.DAY, help=words.FIND_UNTIL)
    to.add_argument("--piece", type=_seed, metavar="N", help=words.FIND_PIECE)
    to.add_argument("--limit", type=_seed, metavar="N", help=words.FIND_LIMIT)
    _add_json(to)


def _verb(verbs: Any, name: str, help: str, run: Run) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    # Suppressed: given before the verb, it must not be overwritten by a default after it.
    _add_workspace(verb, default=argparse.SUPPRESS)
    verb.set_defaults(run=run)
    return verb


def _group(verbs: Any, name: str, help: str) -> Any:
    group = verbs.add_parser(name, help=help, description=help)
    _add_workspace(group, default=argparse.SUPPRESS)
    return group.add_verbs(f"{name}_verb")


def _add_workspace(to: argparse.ArgumentParser, default: Any) -> None:
    to.add_argument("--workspace", type=Path, default=default, metavar=words.FOLDER, help=words.WORKSPACE)
    to.add_argument("--keys", type=Path, default=default, metavar=words.FOLDER, help=words.KEYS_FOLDER)


def _add_user(to: argparse.ArgumentParser) -> None:
    to.add_argument("--user", required=True, metavar=words.NAME, help=words.USER)
    to.add_argument("--secret-file", required=True, type=Path, metavar=words.FILE, help=words.SECRET_FILE)


def _add_json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help=words.JSON)
