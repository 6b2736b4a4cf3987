"""Why a port, or a folder of results, is not open: a sentence with its own way out."""

from __future__ import annotations

import pytest

from drivers import Cause
from metroapp.services.diagnosis import why_closed
from metroapp.wording.sentences import sentence


@pytest.mark.parametrize("cause", [Cause.MISSING, Cause.FORBIDDEN])
@pytest.mark.parametrize("address", ["folder:///mnt/r%C3%A9sultats?pattern=*.csv", "folder:///mnt/r%C3%A9sultats#D1"])
def test_a_missing_folder_is_not_said_to_be_a_cable(address: str, cause: Cause) -> None:
    why = why_closed(address, cause)
    assert why is not None and "câble" not in sentence(why) and " /mnt/résultats " in sentence(why)
