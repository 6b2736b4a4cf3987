"""One serial port behind a small face, so that what pyserial does at an unplug is dealt with once.

At an unplug, pyserial raises `SerialException`, `OSError` or `termios.error` depending on the call, and a hung-up
pseudo-terminal just returns nothing at once; all of them become `PortLost`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

import serial

from drivers.device import Device
from drivers.discovery import Ambiguous, look_again, resolve
from drivers.family import Family
from drivers.reading import Cause

_WAIT_S = 0.5
# Changing the timeout of an open port sets it up anew: a few round figures keep that rare.
_WAITS_S = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.002)
_WAIT_OF_NETWORK_S = 0.02  # a socket cannot be woken: a request waits no longer; and its timeout stays as it was opened
_PSEUDO_TERMINALS = range(136, 144)  # major numbers of /dev/pts on Linux
_HUNG_UP_AFTER = 3  # empty reads that came back at once
_WITHOUT_LINES = (errno.ENOTTY, errno.EINVAL, errno.EOPNOTSUPP)
_LINES = {"dcd": "cd"}  # as pyserial names them, where it is otherwise

_PARITIES = {"N": serial.PARITY_NONE, "E": serial.PARITY_EVEN, "O": serial.PARITY_ODD}
_LOST: tuple[type[BaseException], ...] = (serial.SerialException, OSError)
if sys.platform != "win32":
    import termios

    _LOST = (*_LOST, termios.error)

# pyserial knows more schemes: `spy://` writes over any file, `alt://` and `hwgrep://` open what was not named.
_SCHEMES = frozenset({"sim", "replay", "socket", "rfc2217"})

if "drivers.urls" not in serial.protocol_handler_packages:
    serial.protocol_handler_packages.append("drivers.urls")


def _is_pseudo_terminal(url: str) -> bool:
    """Whether the port is a pseudo-terminal: the kernel keeps those at 8N1, and refuses to be asked twice otherwise."""
    try:
        return sys.platform == "linux" and os.major(Path(url).stat().st_rdev) in _PSEUDO_TERMINALS
    except OSError:
        return False


class PortUnavailable(Exception):
    """The port cannot be opened, for a `cause`."""

    def __init__(self, url: str, reason: str, cause: Cause) -> None:
        super().__init__(f"{url}: {reason}")
        self.cause = cause


class PortLost(Exception):
    """The port went away while it was open."""


class NoLines(Exception):
    """The port has no modem lines: a terminal, some virtual ports."""


def _why_closed(url: str, error: BaseException) -> Cause:
    """The cause behind what pyserial raised: it keeps the errno on some ways and only the words on others."""
    said = str(error)
    number = getattr(error, "errno", None)
    if number in (errno.EACCES, errno.EPERM) or "Permission denied" in said:
        return Cause.FORBIDDEN
    if number in (errno.EAGAIN, errno.EBUSY) or "Could not exclusively lock" in said:
        return Cause.BUSY
    if sys.platform == "win32":
        # Windows says "access denied" of a port that another program holds, and "file not found" of none at all.
        if "PermissionError" in said:
            return Cause.BUSY
        return Cause.MISSING if "FileNotFoundError" in said else Cause.UNUSABLE
    if number == errno.ENOENT or ("://" not in url and not Path(url).exists()):
        return Cause.MISSING
    return Cause.UNUSABLE


def _found(url: str) -> str:
    """The port at an address now; raises PortUnavailable."""
    try:
        found = resolve(url)
    except Ambiguous as ambiguous:
        raise PortUnavailable(url, str(ambiguous), Cause.AMBIGUOUS) from ambiguous
    if found is None:
        raise PortUnavailable(url, "not plugged", Cause.MISSING)
    return found


def _can_be_woken(port: Any) -> bool:
    """Whether another thread can end a read of the port."""
    return hasattr(port, "cancel_read")


def _closed_port(url: str) -> Any:
    """The port of a device or of one of the known schemes, not open yet; raises ValueError for another scheme."""
    scheme, separator, _ = url.partition("://")
    if not separator:
        device = Device()
        device.checked = not _is_pseudo_terminal(url)
        device.port = url
        return device
    if scheme.lower() not in _SCHEMES:
        raise ValueError(f"not a port: {scheme}")
    return serial.serial_for_url(url, do_not_open=True)


class Transport:
    """An open port. `read` is called by one thread; `cancel` may be called by another."""

    def __init__(self, url: str, family: Family) -> None:
        """Open `url` with the settings of the family; raises PortUnavailable."""
        found = _found(url)
        self._port = self._open(found, family)
        if found != url:
            # Two adapters may have exchanged their names since the ports were listed: it is asked again, once open.
            look_again()
            try:
                moved = _found(url) != found
            except PortUnavailable:
                self.close()
                raise
            if moved:
                self.close()
                raise PortUnavailable(url, "moved", Cause.MISSING)
        self._empty = 0
        self._cancelled = False

    @staticmethod
    def _open(url: str, family: Family) -> Any:  # what the classes of the platforms share is in no class of pyserial
        try:
            port: Any = _closed_port(url)
            port.baudrate = family.baud
            if not _is_pseudo_terminal(url):
                port.bytesize = family.data_bits
                port.parity = _PARITIES[family.parity]
                port.stopbits = family.stop_bits
            port.timeout = _WAIT_S if _can_be_woken(port) else _WAIT_OF_NETWORK_S
            port.write_timeout = _WAIT_S
            # The lines power some cables: they are set before the port is opened, or the instrument starts twice.
            port.dtr = family.dtr
            port.rts = family.rts
            # Two readers of one port would share its bytes at random.
            with contextlib.suppress(AttributeError, ValueError):
                port.exclusive = True
            port.open()
        except Exception as error:  # an address is text that somebody typed, and pyserial raises what it meets
            look_again()
            raise PortUnavailable(url, str(error), _why_closed(url, error)) from error
        return port

    def read(self, wait: float = _WAIT_S) -> bytes:
        """Whatever has arrived, waiting at most `wait` seconds for the first byte; empty when nothing came.

        Raises PortLost.
        """
        wait = next((known for known in _WAITS_S if known <= wait), _WAITS_S[-1])
        if not _can_be_woken(self._port):
            wait = _WAIT_OF_NETWORK_S
        try:
            if self._port.timeout != wait:
                self._port.timeout = wait
            begun = time.monotonic()
            received = bytes(self._port.read(1))
            if received:
                self._empty = 0
                waiting = self._port.in_waiting
                return received + (bytes(self._port.read(waiting)) if waiting else b"")
        except _LOST as error:
            raise PortLost(str(error)) from error
        except TypeError as error:
            # pyserial's read on a port that another thread has just closed.
            raise PortLost("closed") from error
        # A terminal whose other end is gone answers "nothing" at once instead of waiting.
        at_once = time.monotonic() - begun < wait / 4
        self._empty = self._empty + 1 if at_once and not self._cancelled else 0
        self._cancelled = False
        if self._empty >= _HUNG_UP_AFTER:
            raise PortLost("hung up")
        return b""

    def write(self, data: bytes) -> None:
        """Send bytes, as far as the line takes them in half a second; raises PortLost."""
        try:
            self._port.write(data)
        except serial.SerialTimeoutException:
            # Not lost: pyserial says so too where the computer stood still after the last byte was sent. What the
            # instrument pushed meanwhile waits to be read, and one that did not hear the question leaves it unanswered.
            return
        except _LOST as error:
            raise PortLost(str(error)) from error

    def pulse_dtr(self, seconds: float) -> None:
        """Let DTR fall for a while; a port without such lines, as a terminal, does nothing."""
        with contextlib.suppress(*_LOST):
            self._port.dtr = False
            time.sleep(seconds)
            self._port.dtr = True

    def is_on(self, line: str) -> bool:
        """Whether a modem line (`cts`, `dsr`, `dcd`, `ri`) is on; raises NoLines, PortLost."""
        try:
            return bool(getattr(self._port, _LINES.get(line, line)))
        except (AttributeError, NotImplementedError) as error:
            raise NoLines(str(error)) from error
        except _LOST as error:
            if getattr(error, "errno", None) in _WITHOUT_LINES:
                raise NoLines(str(error)) from error
            raise PortLost(str(error)) from error

    def cancel(self) -> None:
        """Wake the thread that waits in `read`."""
        self._cancelled = True
        with contextlib.suppress(AttributeError, *_LOST):
            self._port.cancel_read()

    def close(self) -> None:
        with contextlib.suppress(*_LOST):
            self._port.close()
