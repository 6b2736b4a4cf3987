"""A simulated instrument on a local TCP port, for the platforms that have no pseudo-terminals.

Only this computer can reach it. A new caller takes the place of the last one, as a replugged cable would.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.pulse import Pulse


class SocketPort:
    """`url` is what a driver opens: `socket://127.0.0.1:PORT`. Raises OSError for a port that is taken."""

    def __init__(self, face: SimulatedFace, number: int = 0) -> None:
        self.face = face
        self._number = number
        self._line = threading.Lock()
        self._server: socket.socket | None = None
        self._caller: socket.socket | None = None
        self._pulled = threading.Event()
        self.replug()

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self._number}"

    def replug(self) -> None:
        """Listen, at the same number as before."""
        if self._server is not None:
            return
        server = socket.create_server(("127.0.0.1", self._number))
        self._number = server.getsockname()[1]
        self._server = server
        self._pulled = threading.Event()
        ends = (server, self._pulled)
        threading.Thread(target=self._serve, args=ends, name=f"simulator {self.url}", daemon=True).start()

    def unplug(self) -> None:
        """Whoever has the port open loses it."""
        self._pulled.set()
        with self._line:
            for end in (self._caller, self._server):
                if end is not None:
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                    end.close()
            self._caller = self._server = None

    def close(self) -> None:
        self.unplug()

    def press_data(self, channel: str | None = None) -> None:
        """Press the DATA button; raises KeyError for a channel without an instrument."""
        self._send(self.face.press_data(channel), self._pulled)

    def _serve(self, server: socket.socket, pulled: threading.Event) -> None:
        while not pulled.is_set():
            try:
                caller, _ = server.accept()
            except OSError:
                return
            with self._line:
                if self._caller is not None:
                    self._caller.close()
                self._caller = caller
            threading.Thread(target=self._listen, args=(caller, pulled), name=f"caller {self.url}", daemon=True).start()

    def _listen(self, caller: socket.socket, pulled: threading.Event) -> None:
        pulse = Pulse(self.face)
        with contextlib.suppress(OSError):
            while not pulled.is_set():
                wait = pulse.wait()
                if select.select([caller], [], [], wait)[0]:
                    received = caller.recv(4096)
                    if not received:
                        break
                    self._send(self.face.feed(received), pulled)
                self._send(pulse.frames(), pulled)
        with self._line:
            caller.close()
            if self._caller is caller:
                self._caller = None

    def _send(self, answers: list[Sent], pulled: threading.Event) -> None:
        for answer in answers:
            if answer.delay:
                pulled.wait(answer.delay)
            with self._line, contextlib.suppress(OSError):
                if pulled.is_set() or self._caller is None:
                    return
                self._caller.sendall(answer.data)
            if answer.unplug:
                self.unplug()
                return
