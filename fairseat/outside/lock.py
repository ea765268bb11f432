"""One server a data folder: two would write into the same recordings."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(Exception):
    """The sentence tells the operator which folder another server holds."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder as long as the block runs; the lock goes with its process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise FolderTaken(f"Another Fairseat server is running on {folder}. Stop it, or name another folder.") from None
    try:
        yield
    finally:
        os.close(lock)
