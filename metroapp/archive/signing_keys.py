"""The private key with which a post signs: one file for each archive, outside of it, that its owner alone can read.

Ed25519, PKCS #8 in PEM. An archive is verified without any of these files: it holds the public keys.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from metroapp.domain.message import Refusal

_MOST_BYTES = 4096


class KeyFile:
    """The key of one archive in a folder of keys; `name` says which archive."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.pem"
        self._next = folder / f"{name}.next.pem"

    def load(self, known: bytes | None) -> Ed25519PrivateKey:
        """The key of this file, made where there is none yet; `known` is the public key that the archive has last.

        Refuses `keys.exposed` (others can read it), `keys.unreadable`, `keys.folder` (it cannot be written).
        """
        if self._next.exists():  # a renewal was stopped: before its entry of the journal, or after
            if known is not None and public_of(_read(self._next)) == known:
                self.adopt_next()
            else:
                self._next.unlink()
        if not self.path.exists():
            _write(self.path, Ed25519PrivateKey.generate())
        return _read(self.path)

    def make_next(self) -> Ed25519PrivateKey:
        """A new key, kept beside the present one until `adopt_next`. Refuses `keys.folder`."""
        self._next.unlink(missing_ok=True)
        key = Ed25519PrivateKey.generate()
        _write(self._next, key)
        return key

    def adopt_next(self) -> None:
        """The new key takes the place of the present one, which is forgotten: it has nothing more to sign."""
        self._next.replace(self.path)


def public_of(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return key.public_key().public_bytes_raw()


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of a public key signed a message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        with path.open("rb") as file:
            others = stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077
            text = file.read(_MOST_BYTES)
        if others and os.name == "posix":
            raise Refusal("keys.exposed", path=path)
        key = load_pem_private_key(text, password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refusal("keys.unreadable", path=path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("keys.unreadable", path=path)
    return key


def _write(path: Path, key: Ed25519PrivateKey) -> None:
    """Whole or not at all: a key cut short would sign nothing ever again."""
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refusal("workspace.full", path=path.parent) from error
        raise Refusal("keys.folder", path=path.parent) from error
