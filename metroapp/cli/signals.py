"""`metroapp archive signals ID`: facts about how a record was filled, for the quality technician and the jury."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.domain.people import Action
from metroapp.domain.signals import signals
from metroapp.services import consultation
from metroapp.wording.signals import NOTE, signal_sentence


def show_signals(arguments: argparse.Namespace) -> int:
    """Facts, each with an ordinary cause perhaps; nobody else reads them."""
    id = consultation.record_id(arguments.id)
    with acting(arguments) as workshop:
        workshop.staff.check(Action.READ_SIGNALS).result()
        record = consultation.load(workshop.workspace, id)
    found = signals(record)
    if arguments.json:
        print(as_json.dump([as_json.signal(one) for one in found]))
        return 0
    for one in found:
        print(signal_sentence(one))
    print(NOTE)
    return 0
