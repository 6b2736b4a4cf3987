"""`metroapp pieces`: the sort of each piece of a record, and their leaving, shipped or scrapped."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.acting import acting, secret_of
from metroapp.cli.consult import workspace_of
from metroapp.domain.operations import Departure
from metroapp.domain.people import Signature
from metroapp.domain.piece_sorts import PieceSort
from metroapp.services import consultation
from metroapp.services.piece_sorting import SortedRecord, sorted_record
from metroapp.services.treatment_form import read_pieces
from metroapp.wording import piece_sorts as words


def show(arguments: argparse.Namespace) -> int:
    """`metroapp pieces show RECORD`: needs no account."""
    return _said(arguments, sorted_record(workspace_of(arguments), consultation.record_id(arguments.id)))


def ship(arguments: argparse.Namespace) -> int:
    """`metroapp pieces ship RECORD PIECES`"""
    return _let_go(arguments, Departure.SHIPPED)


def scrap(arguments: argparse.Namespace) -> int:
    """`metroapp pieces scrap RECORD PIECES`"""
    return _let_go(arguments, Departure.SCRAPPED)


def _let_go(arguments: argparse.Namespace, departure: Departure) -> int:
    id, pieces = consultation.record_id(arguments.id), read_pieces(arguments.pieces)
    with acting(arguments) as workshop:
        signature = Signature(arguments.user, secret_of(arguments.secret_file))
        reason = getattr(arguments, "reason", "")
        workshop.treatment.let_go(pieces, departure, signature, id, reason).result()
    return _said(arguments, sorted_record(workspace_of(arguments), id))


def _said(arguments: argparse.Namespace, found: SortedRecord) -> int:
    if arguments.json:
        pieces = [_piece(one) for one in found.pieces]
        print(as_json.dump({"record": str(found.id), "number": found.number, "pieces": pieces}))
        return 0
    for one in found.pieces:
        print(words.line(one))
    print(words.counts(found.pieces))
    return 0


def _piece(one: PieceSort) -> dict[str, object]:
    return {
        "piece": one.piece,
        "sort": one.sort.value,
        "numbers": list(one.numbers),
        "kept_by": list(one.kept_by),
        "decided": None if one.decided is None else one.decided.value,
        "is_elsewhere": one.is_elsewhere,
        "is_in_doubt": one.is_in_doubt,
    }
