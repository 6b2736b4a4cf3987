"""The commands on the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import (
    a_count,
    a_number,
    add_criteria,
    add_group,
    add_json,
    add_search,
    add_server_read,
    add_user,
    add_verb,
    command,
    some_formats,
)
from metroapp.wording import cli as words
from metroapp.wording import corrections, workbooks
from metroapp.wording import production_report as follow_up

_PAPERS = (
    "releve", "premiere-piece", "autocontrole", "rapport-final", "reception", "bon-a-produire", "suivi", "reglage",
)  # fmt: skip


def add_archive(verbs: Any) -> None:
    """What the archive holds, and whether it is sound."""
    archive = add_group(verbs, "archive", words.ARCHIVE)
    listed = add_verb(archive, "list", words.ARCHIVE_LIST, command("find", "list_records"))
    add_search(listed)
    counted = add_verb(archive, "pareto", words.ARCHIVE_PARETO, command("find", "show_pareto"))
    counted.add_argument("--part", "--reference", default="", metavar=words.TEXT, help=words.FIND_PART)
    counted.add_argument("--since", "--du", default="", metavar=words.DAY, help=words.FIND_SINCE)
    counted.add_argument("--until", "--au", default="", metavar=words.DAY, help=words.FIND_UNTIL)
    add_json(counted)
    _add_follow_up(verbs)
    offsets = add_verb(verbs, "offsets", corrections.VERB, command("offsets", "show_offsets"))
    offsets.add_argument("number", nargs="?", default="", metavar=words.NUMBER, help=corrections.VERB_NUMBER)
    offsets.add_argument("--out", type=Path, metavar=words.FILE, help=corrections.VERB_OUT)
    add_json(offsets)
    show = add_verb(archive, "show", words.ARCHIVE_SHOW, command("consult", "show_record"))
    show.add_argument("id", nargs="?", metavar="ID", help=words.RECORD_ID)
    show.add_argument("--record", metavar="ID", help=words.RECORD_ID)
    add_json(show)
    signals = add_verb(archive, "signals", words.ARCHIVE_SIGNALS, command("signals", "show_signals"))
    signals.add_argument("id", metavar="ID", help=words.RECORD_ID)
    add_user(signals)
    add_json(signals)
    verify = add_verb(archive, "verify", words.ARCHIVE_VERIFY, command("consult", "verify_archive"))
    which = verify.add_mutually_exclusive_group()
    which.add_argument("--head", default="", metavar=words.TEXT, help=words.VERIFY_HEAD)
    which.add_argument("--record", default="", metavar="ID", help=words.VERIFY_RECORD)
    add_json(verify)
    for verb in (listed, counted, offsets, show, verify):
        add_server_read(verb)

    paper = add_verb(verbs, "verify", words.VERIFY, command("check_document", "verify_document"))
    paper.add_argument("file", type=Path, metavar=words.FILE, help=words.VERIFY_FILE)
    add_json(paper)


def _add_follow_up(verbs: Any) -> None:
    asked = add_verb(verbs, "follow-up", follow_up.VERB, command("follow_up", "show_follow_up"))
    asked.add_argument("--part", "--reference", default="", metavar=words.TEXT, help=words.FIND_PART)
    asked.add_argument("--since", "--du", default="", metavar=words.DAY, help=words.FIND_SINCE)
    asked.add_argument("--until", "--au", default="", metavar=words.DAY, help=words.FIND_UNTIL)
    asked.add_argument("--by", choices=tuple(follow_up.AXES), default="characteristic", help=follow_up.BY_SAID)
    asked.add_argument("--counted", choices=tuple(follow_up.COUNTS), help=follow_up.COUNTED_SAID)
    asked.add_argument("--simulated", action="store_true", help=follow_up.SIMULATED_SAID)
    asked.add_argument("--out", type=Path, metavar=words.FILE, help=follow_up.PDF_SAID)
    add_server_read(asked)
    add_json(asked)


def add_exports(verbs: Any) -> None:
    """What leaves the archive, and what of it comes back."""
    export = add_verb(verbs, "export", words.EXPORT, command("export", "export_documents"))
    export.add_argument("--record", default="", metavar="ID", help=words.RECORD_ID)
    export.add_argument("--all", action="store_true", help=words.EXPORT_ALL)
    export.add_argument("--search", dest="words", nargs="*", default=[], metavar=words.WORD, help=words.FIND_WORDS)
    add_criteria(export)
    export.add_argument("--to", required=True, type=some_formats, metavar=words.FORMATS, help=words.EXPORT_TO)
    export.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    export.add_argument("--what", choices=_PAPERS, default="releve", help=words.EXPORT_WHAT)
    add_server_read(export)
    export.add_argument("--edition", choices=("B", "C"), default="C", help=words.EXPORT_EDITION)

    group = add_group(verbs, "results", workbooks.RESULTS)
    table = add_verb(group, "export", workbooks.RESULTS_EXPORT, command("results", "export_results"))
    table.add_argument("words", nargs="*", metavar=words.WORD, help=words.FIND_WORDS)
    add_criteria(table)
    table.add_argument("--to", required=True, choices=("xlsx", "csv", "csv-en"), help=workbooks.RESULTS_TO)
    table.add_argument("--out", required=True, type=Path, metavar=words.FILE, help=workbooks.RESULTS_OUT)
    add_server_read(table)

    results = add_verb(verbs, "import", words.IMPORT, command("result_files", "import_results"))
    results.add_argument("file", type=Path, metavar=words.FILE, help=words.IMPORT_FILE)
    results.add_argument("--record", default="", metavar="ID", help=words.IMPORT_RECORD)
    results.add_argument("--profile", default="", metavar=words.NAME, help=words.IMPORT_PROFILE)
    results.add_argument("--as-values", action="store_true", help=words.IMPORT_AS_VALUES)
    results.add_argument("--preview", action="store_true", help=words.IMPORT_PREVIEW)
    results.add_argument("--piece", type=a_count, metavar="N", help=words.IMPORT_PIECE)
    results.add_argument("--means", default="", metavar=words.NUMBER, help=words.IMPORT_MEANS)
    results.add_argument("--link", action="append", default=[], metavar=words.IMPORT_LINK_META, help=words.IMPORT_LINK)
    results.add_argument("--confirm", action="store_true", help=words.IMPORT_CONFIRM)
    results.add_argument("--again", default="", metavar=words.TEXT, help=words.IMPORT_AGAIN)
    results.add_argument("--user", default="", metavar=words.NAME, help=words.USER)
    results.add_argument("--secret-file", type=Path, metavar=words.FILE, help=words.SECRET_FILE)
    add_json(results)
    _add_profiles(verbs)


def _add_profiles(verbs: Any) -> None:
    """How the files of measuring machines are read."""
    group = add_group(verbs, "result-profile", words.RESULT_PROFILE)
    add_json(add_verb(group, "list", words.RESULT_PROFILE_LIST, command("machine_results", "list_profiles")))
    kept = add_verb(group, "set", words.RESULT_PROFILE_SET, command("machine_results", "set_profile"))
    kept.add_argument("name", metavar=words.NAME)
    kept.add_argument("--column", action="append", default=[], metavar=words.COLUMN_META, help=words.RESULT_COLUMN)
    kept.add_argument("--separator", default=";", choices=(";", ",", "|", "tab"), help=words.RESULT_SEPARATOR)
    kept.add_argument("--decimal", default=",", choices=(",", "."), help=words.RESULT_DECIMAL)
    kept.add_argument("--places", action="store_true", help=words.RESULT_PLACES)
    kept.add_argument("--skip", type=a_number, default=0, metavar="N", help=words.RESULT_SKIP)
    kept.add_argument("--limits", action="store_true", help=words.RESULT_LIMITS)
    kept.add_argument("--unit", default="mm", choices=("mm", "um", "in", "deg"), help=words.RESULT_UNIT)
    kept.add_argument("--label", default="{repere}", metavar=words.TEXT, help=words.RESULT_LABEL)
    kept.add_argument("--file-name", default="", metavar=words.TEXT, help=words.RESULT_FILE_NAME)
    add_user(kept)
    gone = add_verb(group, "remove", words.RESULT_PROFILE_REMOVE, command("machine_results", "remove_profile"))
    gone.add_argument("name", metavar=words.NAME)
    add_user(gone)


def add_exchange(verbs: Any) -> None:
    """Packages handed to another workshop, and the keys that sign records."""
    group = add_group(verbs, "exchange", words.EXCHANGE)
    export = add_verb(group, "export", words.EXCHANGE_EXPORT, command("exchange", "export_package"))
    export.add_argument("--record", action="append", default=[], metavar="ID", help=words.RECORD_ID)
    export.add_argument("--lot", default="", metavar=words.TEXT, help=words.EXCHANGE_LOT)
    export.add_argument("--all", action="store_true", help=words.EXCHANGE_ALL)
    export.add_argument("--out", required=True, type=Path, metavar=words.FOLDER, help=words.EXPORT_OUT)
    for name, help, run in (
        ("check", words.EXCHANGE_CHECK, "check_package"),
        ("import", words.EXCHANGE_IMPORT, "import_package"),
        ("restore", words.EXCHANGE_RESTORE, "restore_package"),
    ):
        verb = add_verb(group, name, help, command("exchange", run))
        verb.add_argument("file", type=Path, metavar=words.FILE, help=words.EXCHANGE_FILE)
        if name == "import":
            add_user(verb)
        if name == "check":
            add_json(verb)
    add_json(add_verb(group, "list", words.EXCHANGE_LIST, command("exchange", "list_packages")))
    show = add_verb(group, "show", words.EXCHANGE_SHOW, command("exchange", "show_package"))
    show.add_argument("digest", metavar=words.TEXT, help=words.EXCHANGE_DIGEST)
    add_json(show)
    keys = add_group(verbs, "keys", words.KEYS)
    add_json(add_verb(keys, "show", words.KEYS_SHOW, command("keys", "show_keys")))
    add_user(add_verb(keys, "renew", words.KEYS_RENEW, command("keys", "renew_key")))
