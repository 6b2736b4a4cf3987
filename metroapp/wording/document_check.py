"""What `metroapp verify` says of a document, in a sentence or two."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Protocol

from metroapp.wording.numbers import moment
from metroapp.wording.translate import gettext as _


class Identity(Protocol):
    @property
    def of(self) -> str: ...
    @property
    def head(self) -> str: ...
    @property
    def issued_at(self) -> datetime: ...
    @property
    def program(self) -> str: ...


class Difference(Protocol):
    @property
    def place(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def expected(self) -> str: ...


class CheckedDocument(Protocol):
    @property
    def outcome(self) -> Enum: ...
    @property
    def identity(self) -> Identity: ...
    @property
    def difference(self) -> Difference | None: ...
    @property
    def row(self) -> str: ...
    @property
    def later(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def other_version(self) -> bool: ...


_SAID = {
    "exact": _("Document authentique : {name} est, à l'octet près, ce que tient l'archive au moment {head}."),
    "rewritten": _(
        "{name} dit ce que tient l'archive au moment {head}, mais le fichier a été réécrit : sa présentation n'est pas "
        "prouvée. Exportez-le de nouveau pour un original."
    ),
    "differs": _("Document différent de l'archive : {place}, {name} dit « {said} » et l'archive « {expected} »."),
    "not_here": _(
        "{name} ne vient pas de cette archive, ou l'archive a perdu ce qu'il prouve ({row}) : vérifiez le dossier de "
        "--workspace, puis « metroapp archive verify --head »."
    ),
    "archive_changed": _(
        "L'archive ne peut rien prouver de {name} : l'opération {row} n'y est plus telle qu'elle a été scellée. Lancez "
        "« metroapp archive verify »."
    ),
}
_ISSUED = _("Édité le {at} par {program} ; sa date d'édition n'est pas dans l'archive.")
_SIGNED = _("Le relevé est signé par la clé {key}.")
_LATER = _("Depuis, l'archive a reçu {later} opérations qui le concernent : exportez-le de nouveau pour les voir.")
_LATER_ONE = _("Depuis, l'archive a reçu une opération qui le concerne : exportez-le de nouveau pour la voir.")
_OTHER_VERSION = _("Il a été écrit par {program}, et non par cette version : la présentation peut en dépendre.")
_PAGE = _("page {place}")
_CELL = _("cellule {place}")
_NOTHING = _("rien")


def document_check(found: CheckedDocument, name: str) -> str:
    """The sentences; `name` is that of the file."""
    outcome, identity = found.outcome.value, found.identity
    fields = {"name": name, "head": identity.head.partition(":")[0], "row": found.row or identity.of}
    if found.difference is not None:
        place = _PAGE if found.difference.place.isdigit() else _CELL
        fields |= {
            "place": place.format(place=found.difference.place),
            "said": found.difference.said or _NOTHING,
            "expected": found.difference.expected or _NOTHING,
        }
    said = [_SAID[outcome].format(**fields)]
    if outcome in ("exact", "rewritten"):
        said.append(_ISSUED.format(at=moment(identity.issued_at), program=identity.program))
        if found.key:
            said.append(_SIGNED.format(key=found.key))
        if found.later:
            said.append((_LATER if found.later > 1 else _LATER_ONE).format(later=found.later))
    if outcome in ("rewritten", "differs") and found.other_version:
        said.append(_OTHER_VERSION.format(program=identity.program))
    return " ".join(said)
