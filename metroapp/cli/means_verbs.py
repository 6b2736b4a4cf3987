"""The commands on the means of measurement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from metroapp.cli.grammar import a_number, add_group, add_json, add_user, add_verb, command
from metroapp.wording import cli as words


def add_means(verbs: Any) -> None:
    """The register, the uses of a means, its verification."""
    group = add_group(verbs, "register", words.REGISTER)
    bring = add_verb(group, "import", words.REGISTER_IMPORT, command("register", "import_register"))
    bring.add_argument("file", type=Path, metavar=words.FILE, help=words.REGISTER_IMPORT_FILE)
    add_user(bring)
    add_json(bring)
    write = add_verb(group, "export", words.REGISTER_EXPORT, command("register", "write_register"))
    write.add_argument("file", type=Path, metavar=words.FILE, help=words.REGISTER_EXPORT_FILE)
    due = add_verb(group, "due", words.REGISTER_DUE, command("register", "show_due"))
    due.add_argument("--days", type=a_number, default=60, metavar="N", help=words.REGISTER_DUE_DAYS)
    add_json(due)
    means = add_group(verbs, "means", words.MEANS)
    uses = add_verb(means, "uses", words.MEANS_USES, command("means_uses", "show_uses"))
    uses.add_argument("number", metavar=words.SERIAL, help=words.MEANS_USES_NUMBER)
    uses.add_argument("--since", metavar=words.DAY, default="", help=words.MEANS_USES_SINCE)
    uses.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.MEANS_USES_PDF)
    uses.add_argument("--xlsx", type=Path, metavar=words.FILE, help=words.MEANS_USES_XLSX)
    add_json(uses)

    verification = add_verb(verbs, "verification", words.VERIFICATION, command("verifications", "show_verification"))
    verification.add_argument("number", metavar=words.SERIAL, help=words.VERIFICATION_NUMBER)
    verification.add_argument("--pdf", type=Path, metavar=words.FILE, help=words.VERIFICATION_PDF)
    add_json(verification)
