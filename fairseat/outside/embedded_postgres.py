"""PostgreSQL of our own for an installation that names none: the server binaries of a Python package, our launcher.

    {folder}/pg            the database; belongs to the account it runs under
    {folder}/pg.password   password of the role `fairseat` (0600)
    {folder}/pg.port       port on 127.0.0.1, kept from start to start
    {folder}/pg.log        the server's own words
    {folder}/pg.lock       held by the product that runs the server

There is no way in without the password: one TCP address on loopback, no Unix socket, scram-sha-256, and a superuser
whom no line of pg_hba.conf admits. The package's own start function is not used: it trusts every local user and
leaves servers running.
"""

import fcntl
import logging
import os
import secrets
import shutil
import socket
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from fairseat.outside.account import Account, account_for, give, let_read, let_through
from fairseat.outside.postgres_tools import (
    HOST,
    PACKAGE,
    SETTINGS,
    VERSION,
    binaries,
    environment,
    options,
    ran,
    said_to,
)
from fairseat.outside.postmaster import Child, DatabaseUnusable, explained, running_on
from fairseat.outside.private import tighten

ROLE = DATABASE = "fairseat"
LOG_BYTES = 10_000_000
READY_S = 600  # crash recovery of a large database takes minutes; a server that ends is noticed at once
STOP_S = 60
TRIES = 6
HBA = f"host all {ROLE} {HOST}/32 scram-sha-256\n"
INITDB = [
    "--username=postgres",
    "--auth=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
_log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """`start` and `stop` block; call them from a thread in an async program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._data = self._folder / "pg"
        self._child: Child | None = None
        self._lock: int | None = None

    def start(self) -> str:
        """The address of a database that answers. Raises DatabaseUnusable with a sentence for the operator."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._start() if self._locked() else self._join()
        except DatabaseUnusable:
            self.stop()
            raise
        except OSError as error:
            self.stop()
            raise DatabaseUnusable(f"The database cannot be kept in {self._folder}: {error.strerror}.") from error

    @property
    def lives(self) -> bool:
        """Whether our server runs; true also where another process of the product runs it."""
        return self._child is None or self._child.lives

    def restart(self) -> str:
        """Our server has ended by itself, or was killed: it comes back on its data and, if that is free, its port."""
        self.stop()
        return self.start()

    def stop(self) -> None:
        """Ends the server if it is ours: clients are disconnected, nothing committed is lost."""
        if self._child is not None:
            self._child.end(STOP_S)
            self._child = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _locked(self) -> bool:
        """Only the holder of the lock starts, ends or repairs; it goes with its process, however that ends."""
        lock = os.open(self._folder / "pg.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def _start(self) -> str:
        account = account_for(self._data)
        tighten(self._folder, passable=account.borrowed)
        let_through(account, self._data)
        let_read(account, binaries())
        let_read(account, binaries().parent.with_name(f"{PACKAGE}.libs"))
        if (left := running_on(self._data)) is not None:
            # Nobody holds the lock, so nobody would end it: one that we started ourselves ends with us.
            _log.warning("A database server was left running (process %d); it is started anew", left.pid)
            left.end(STOP_S)
        # What remains is stale, and its number may be another process's by now. Backends that outlive a killed
        # server still bar the way: PostgreSQL finds their shared memory by the folder.
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        self._prepared(account)
        return self._launched(account)

    def _join(self) -> str:
        """Another live process of the product runs the server: it is used, and left to its owner."""
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            running = running_on(self._data)
            if running is not None and running.ready and self._answers(self._dsn()):
                return self._dsn()
            if self._locked():
                return self._start()
            time.sleep(0.1)
        raise DatabaseUnusable(f"Another process holds {self._folder}, but its database does not become ready.")

    def _prepared(self, account: Account) -> None:
        if not self._data.exists():
            self._initialised(account)
        give(account, self._data)
        if not os.access(self._data, os.R_OK | os.W_OK | os.X_OK) or self._data.stat().st_uid != account.uid:
            raise DatabaseUnusable(f"{self._data} belongs to another account: start the product under that one.")
        made_by = (self._data / "PG_VERSION").read_text().strip()
        if made_by != VERSION:
            raise DatabaseUnusable(
                f"{self._data} was made by PostgreSQL {made_by}, this product runs {VERSION}: "
                "dump it with the product that made it, and restore it into an empty folder."
            )
        if not self._password_file.exists():
            _log.warning("The database's password was gone; it gets a new one")
            said_to(account, self._data, "postgres", f"ALTER ROLE {ROLE} PASSWORD '{self._new_password()}';")

    def _initialised(self, account: Account) -> None:
        """Made beside its place and moved there when whole: an interrupted first start leaves no half database."""
        raw = self._folder / "pg.new"
        shutil.rmtree(raw, ignore_errors=True)
        raw.mkdir(mode=0o700)
        give(account, raw)
        ran(account, raw, [str(binaries() / "initdb"), *INITDB, f"--pgdata={raw}"])
        (raw / "pg_hba.conf").write_text(HBA)
        # pgvector is no trusted extension: only the superuser can put it into the template of all databases.
        said_to(account, raw, "template1", "CREATE EXTENSION vector;")
        role = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{self._new_password()}';"
        said_to(account, raw, "postgres", role, f"CREATE DATABASE {DATABASE} OWNER {ROLE};")
        raw.rename(self._data)

    def _launched(self, account: Account) -> str:
        for _ in range(TRIES):
            port = self._free_port()
            settings = options({**SETTINGS, "port": str(port)})
            command = [str(binaries() / "postgres"), "-D", str(self._data), *settings]
            self._child = Child(command, self._log_file(), account.identity, environment())
            if self._until_ready(self._child):
                return self._dsn()
            if not self._child.worth_another_try:
                break
            # The port was taken in between, or backends of a killed server are still on their way out.
            (self._folder / "pg.port").unlink(missing_ok=True)
            time.sleep(1)
        assert self._child is not None
        raise DatabaseUnusable(explained(self._child.said, self._folder))

    def _until_ready(self, child: Child) -> bool:
        until = time.monotonic() + READY_S
        while child.lives and time.monotonic() < until:
            running = running_on(self._data)
            if running is not None and running.pid == child.pid and running.ready and self._answers(self._dsn()):
                return True
            time.sleep(0.02)
        return False

    def _answers(self, dsn: str) -> bool:
        try:
            psycopg.connect(dsn, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseUnusable(
                    f"The password in {self._password_file} is not that of the database: put back the file that "
                    "belongs to it, or delete it to get a new one."
                ) from error
            return False
        return True

    def _free_port(self) -> int:
        kept = self._folder / "pg.port"
        with suppress(OSError, ValueError):
            if _is_free(port := int(kept.read_text())):
                return port
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = int(probe.getsockname()[1])
        kept.write_text(f"{port}\n")
        return port

    @property
    def _password_file(self) -> Path:
        return self._folder / "pg.password"

    def _new_password(self) -> str:
        password = secrets.token_urlsafe(32)
        self._password_file.unlink(missing_ok=True)
        made = os.open(self._password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as file:
            file.write(password + "\n")
            file.flush()
            os.fsync(file.fileno())
        return password

    def _dsn(self) -> str:
        password = self._password_file.read_text().strip()
        port = int((self._folder / "pg.port").read_text())
        return f"postgresql://{ROLE}:{password}@{HOST}:{port}/{DATABASE}"

    def _log_file(self) -> Path:
        log = self._folder / "pg.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        return log


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError, OverflowError):
            probe.bind((HOST, port))
            return True
    return False
