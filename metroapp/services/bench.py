"""The bench: the instruments in use and their links.

Link threads only hand over frozen events; the recorder thread decides what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drivers import Address, Link, LinkEvent, LinkState
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal

OnEvent = Callable[[str, LinkEvent], None]


class Bench:
    """Opens one link for each instrument that has an address; `on_event` is called in the threads of the links."""

    def __init__(self, on_event: OnEvent) -> None:
        self._on_event = on_event
        self._links: dict[str, Link] = {}

    def connect(self, instruments: Mapping[str, Instrument], addresses: Mapping[str, str]) -> None:
        """Open the links; `addresses` gives the port of each instrument number.

        Refuses `bench.no_address` for an instrument that is unknown or has no cable.
        """
        for number, url in addresses.items():
            instrument = instruments.get(number)
            if instrument is None or instrument.family is None:
                raise Refusal("bench.no_address", instrument=number)
            address = Address(url=url, family=instrument.family, unit="mm", decimals=instrument.decimals)
            self._links[number] = Link(address, self._listener(number))
        for link in self._links.values():
            link.start()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading (ignored by those that cannot be asked)."""
        if number in self._links:
            self._links[number].request()

    def states(self) -> dict[str, LinkState]:
        return {number: link.state for number, link in self._links.items()}

    def close(self) -> None:
        """Free every port and end every thread."""
        for link in self._links.values():
            link.stop()
        self._links.clear()

    def _listener(self, number: str) -> Callable[[LinkEvent], None]:
        return lambda event: self._on_event(number, event)
