"""The watched folder on any page: that records wait for it, until it is back; that one could not be written, once."""

from __future__ import annotations

from metroapp.gui.widgets.banner import Banner
from metroapp.services.watched_folder import WatchState
from metroapp.wording import exports as words


class WatchedNotice:
    """Says it in the banner of the window, and takes nothing else away from it."""

    def __init__(self, banner: Banner) -> None:
        self._banner = banner
        self._before = WatchState()

    def begin(self, state: WatchState) -> None:
        """As it stands when the window opens: what could not be written was said before."""
        self._before = WatchState(left_out=state.left_out)
        self.show(state)

    def show(self, state: WatchState) -> None:
        before, self._before = self._before, state
        said = words.watched(state.waiting, state.why, state.left_out if state.left_out != before.left_out else ())
        if said:
            self._banner.say(words.WATCHED_BANNER, said)
        elif before.why is not None and state.why is None and self._banner.title.text() == words.WATCHED_BANNER:
            self._banner.hide()
