"""A real PostgreSQL of the tests' own: a cluster in a temporary folder, reached by a socket there, run by an ordinary
user; started, cut and started again as tests ask."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from metroapp.archive.server.contact import Address

SUPERUSER = "keeper"
_ORDINARY = "nobody"  # PostgreSQL refuses to be run by root
_PORT = 5432  # of a socket in a folder: no port of the machine
_PATIENCE_S = 30


def programs() -> Path | None:
    """Where the programs of PostgreSQL are; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


def _as_ordinary() -> dict[str, str]:
    return {"user": _ORDINARY, "group": "nogroup"} if os.geteuid() == 0 else {}


def _programs() -> Path:
    found = programs()
    assert found is not None
    return found


class Cluster:
    """Its folder is beside those of pytest, which keeps them for whoever runs it; `settings` are lines of its
    configuration."""

    secret = "keepers-own"

    def __init__(self, *settings: str, port: int | None = None) -> None:
        self.numbers = count(1)  # of its databases
        self.port = port  # of this machine, where it is reached by one
        self.folder = Path(tempfile.mkdtemp(prefix="metroapp-postgres-"))
        self.folder.chmod(0o777)
        (self.folder / "secret").write_text(self.secret)
        subprocess.run(
            [_programs() / "initdb", "-D", self.folder / "data", "-U", SUPERUSER, "--auth-local=scram-sha-256",
             f"--auth-host={'scram-sha-256' if port else 'reject'}", f"--pwfile={self.folder / 'secret'}",
             "--locale=C", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, cwd="/", **_as_ordinary(),
        )  # fmt: skip
        lines = ("fsync = off", "shared_buffers = 16MB", "log_statement = all", *settings)
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            [_programs() / "postgres", "-D", self.folder / "data", "-k", self.folder, "-p", str(self.port or _PORT),
             "-h", "127.0.0.1" if self.port else ""],
            stdout=log, stderr=log, cwd="/", start_new_session=True, **_as_ordinary(),
        )  # fmt: skip
        log.close()
        until = time.monotonic() + _PATIENCE_S
        ready = [_programs() / "pg_isready", "-h", self.folder, "-p", str(self.port or _PORT), "-q"]
        while subprocess.run(ready, check=False).returncode != 0:
            assert time.monotonic() < until and self._process.poll() is None, self.log[-2000:]
            time.sleep(0.02)

    def kill(self) -> None:
        """As when its machine loses its power: no process of it lives on."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @contextmanager
    def small_disk(self, name: str, size: str) -> Iterator[Path]:
        """A tablespace on a disk of its own, of a few megabytes; `grow` makes it larger. Raises CalledProcessError
        where this machine does not let a disk be mounted."""
        folder = Path(tempfile.mkdtemp(prefix="metroapp-disk-"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)
        try:
            (folder / "data").mkdir()
            if os.geteuid() == 0:
                shutil.chown(folder / "data", _ORDINARY)
            self.run("psql", "-q", "-c", f"CREATE TABLESPACE {name} LOCATION '{folder / 'data'}'", "postgres")
            yield folder
        finally:
            self.kill()  # a disk in use is not unmounted
            subprocess.run(["umount", folder], check=True)
            folder.rmdir()

    def use_certificate(self, path: Path) -> None:
        """Encrypt with it from now on; its key is beside it."""
        for name, source in (("server.crt", path), ("server.key", path.with_suffix(".key"))):
            target = self.folder / "data" / name
            shutil.copyfile(source, target)
            target.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(target, _ORDINARY)
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write("ssl = on\n")
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(_PATIENCE_S)
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """As when its machine hangs: the kernel takes what is sent, and nobody answers."""
        assert self._process is not None
        own = self._process.pid
        found = [own, *map(int, Path(f"/proc/{own}/task/{own}/children").read_text().split())]
        for pid in found:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in found:
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # nothing of it is kept
            self._process.wait(_PATIENCE_S)
        shutil.rmtree(self.folder)

    def run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of the programs of PostgreSQL on it, as whoever keeps it would; what it printed."""
        environment = {"PGPASSWORD": self.secret, "PATH": os.environ["PATH"]}
        command = [str(_programs() / program), "-h", str(self.folder), "-p", str(_PORT), "-U", SUPERUSER, *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True, env=environment).stdout

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def address(self, account: str = SUPERUSER, database: str = "postgres") -> Address:
        return Address(str(self.folder), _PORT, database, account)

    def url(self, account: str = SUPERUSER, database: str = "postgres") -> str:
        return f"postgresql://{account}@/{database}?host={self.folder}&port={_PORT}"
