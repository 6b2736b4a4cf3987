"""What a line makes of a good frame: its head lost, its tail lost, one character lost or doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drivers.family import Decoded, Value


def damaged(frame: bytes) -> Iterator[bytes]:
    """Every damage of one frame, its terminator taken off."""
    for cut in range(1, len(frame)):
        yield frame[cut:]
        yield frame[:cut]
    for place in range(len(frame)):
        yield frame[:place] + frame[place + 1 :]
        yield frame[: place + 1] + frame[place:]


def believed(decode: Callable[[bytes], Decoded], frame: bytes) -> list[bytes]:
    """The damaged forms of a frame that are still decoded as a value: none, where the format protects itself."""
    assert isinstance(decode(frame), Value), frame
    return [form for form in damaged(frame) if form != frame and isinstance(decode(form), Value)]
