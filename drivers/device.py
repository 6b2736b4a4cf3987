"""A serial device on which a byte with a wrong parity, or without its stop bit, never passes for another one.

pyserial clears INPCK whenever it sets a port up, and sets it up anew at each change of the timeout: without INPCK the
system does not look at the parity, and one wrong bit makes +112.345 of +012.345. With it, and without IGNPAR and
PARMRK, such a byte is read as NUL (termios(3)), and a frame with a NUL is no frame.
"""

from __future__ import annotations

import sys
from typing import Any

import serial

if sys.platform == "win32":
    Device = serial.Serial
else:
    import termios

    class Device(serial.Serial):
        """The port that pyserial gives for the name of a device, with its parity checked. `checked` before `open`."""

        checked = True  # not on a pseudo-terminal: nothing is lost there, and the kernel keeps it at 8N1
        _as_set: tuple[Any, ...] | None = None

        def _reconfigure_port(self, force_update: bool = False) -> None:
            settings = (self.baudrate, self.bytesize, self.parity, self.stopbits, self.xonxoff, self.rtscts)
            if not force_update and settings == self._as_set:
                return  # a timeout: it is no setting of the port, and there is no moment without a check
            super()._reconfigure_port(force_update)  # type: ignore[misc]
            if self.checked:
                assert self.fd is not None  # pyserial says that it is open only after this
                attributes = termios.tcgetattr(self.fd)
                attributes[0] = (attributes[0] | termios.INPCK) & ~(termios.IGNPAR | termios.PARMRK)
                termios.tcsetattr(self.fd, termios.TCSANOW, attributes)
            self._as_set = settings

        def close(self) -> None:
            self._as_set = None
            super().close()
