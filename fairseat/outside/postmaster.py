"""The PostgreSQL server process: started as a child that ends with us, or found by its postmaster.pid."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fairseat.outside.account import Identity

PR_SET_PDEATHSIG = 1
STATUS_LINE = 7  # of postmaster.pid
READY = ("ready", "standby")
FAST = signal.SIGINT  # disconnects clients, writes a checkpoint, ends
IMMEDIATE = signal.SIGQUIT  # ends at once; the next start recovers from the log
CAUSES = {
    "No space left on device": "The disk that holds {folder} is full: make room and start again.",
    "Disk quota exceeded": "The disk quota for {folder} is used up: make room and start again.",
    "Read-only file system": "{folder} is on a read-only file system.",
    "Permission denied": "The database may not read or write {folder}: check whom it belongs to.",
    "could not map anonymous shared memory": "There is not enough memory for the database (it needs about 200 MB).",
    "incompatible with server": "The data in {folder} was made by another version of PostgreSQL.",
}
PASSING = ("Address already in use", "could not create any TCP/IP sockets", "pre-existing shared memory block")

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class DatabaseUnusable(Exception):
    """The sentence tells the operator what is wrong and what to do."""


def explained(said: str, folder: Path) -> str:
    for sign, sentence in CAUSES.items():
        if sign in said:
            return sentence.format(folder=folder)
    return f"The database in {folder} does not start. Its last words: {said.strip()[-600:]}"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A server that runs on a data folder, whoever started it."""

    pid: int
    status: str
    data: Path

    @property
    def ready(self) -> bool:
        return self.status in READY

    def end(self, patience_s: float) -> None:
        for kind, seconds in ((FAST, patience_s), (IMMEDIATE, 10.0)):
            with suppress(ProcessLookupError):
                os.kill(self.pid, kind)
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                if not _is_server_of(self.pid, self.data):
                    return
                time.sleep(0.02)
        raise DatabaseUnusable(f"The database server left running (process {self.pid}) does not end.")


def running_on(data: Path) -> Postmaster | None:
    """None when postmaster.pid is missing, or stale: its process is gone, or its number belongs to another."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _is_server_of(pid, data):
        return None
    return Postmaster(pid, lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else "starting", data)


def _is_server_of(pid: int, data: Path) -> bool:
    """A server works in its data folder; a zombie works nowhere."""
    if not Path("/proc/self").exists():
        return str(data) in _command_of(pid)
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(data)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


def _command_of(pid: int) -> str:
    command = ["/bin/ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603


class Child:
    """`postgres` as our child. A thread of its own starts it and waits for it: Linux ties the death signal to the
    thread that forked, so it must live as long as the server."""

    def __init__(self, command: list[str], log: Path, identity: Identity, environment: Mapping[str, str]) -> None:
        self._log = log
        self._from = log.stat().st_size if log.exists() else 0
        self._process: subprocess.Popen[bytes] | None = None
        self._failed: OSError | None = None
        started = threading.Event()
        arguments = (command, identity, environment, started)
        threading.Thread(target=self._keep, args=arguments, name="postgres", daemon=True).start()
        started.wait()
        if self._failed is not None:
            raise self._failed

    def _keep(
        self, command: list[str], identity: Identity, environment: Mapping[str, str], started: threading.Event
    ) -> None:
        try:
            self._process = _spawned(command, self._log, identity, environment)
        except OSError as error:
            self._failed = error
            return
        finally:
            started.set()
        self._process.wait()

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    @property
    def said(self) -> str:
        with self._log.open(errors="replace") as log:
            log.seek(self._from)
            return log.read()

    @property
    def worth_another_try(self) -> bool:
        return not self.lives and any(sign in self.said for sign in PASSING)

    def end(self, patience_s: float) -> None:
        for kind, seconds in ((FAST, patience_s), (IMMEDIATE, 10.0), (signal.SIGKILL, 10.0)):
            with suppress(ProcessLookupError):
                self.process.send_signal(kind)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                return


def _spawned(
    command: list[str], log: Path, identity: Identity, environment: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    with log.open("ab") as words:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            cwd="/",
            env=environment,
            start_new_session=True,  # Ctrl-C is for the product, which ends the database last
            preexec_fn=_end_with_parent(os.getpid()),
            **identity,
        )


def _end_with_parent(parent: int) -> Callable[[], None] | None:
    if _libc is None:
        return None

    prctl = _libc.prctl

    def ask() -> None:
        # After the change of account, which would clear it.
        prctl(PR_SET_PDEATHSIG, int(FAST), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask
