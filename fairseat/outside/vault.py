"""Where evidence is kept: a local folder, or an S3-compatible store (`s3://bucket/prefix`, keys and endpoint from
the usual AWS_... variables). Keys are relative paths, e.g. `session/camera/0001.webm`."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from fairseat.domain.errors import Refusal

RETRY: Any = {"max_retries": 4, "retry_timeout": timedelta(seconds=20)}
CLIENT: Any = {"connect_timeout": "5s", "timeout": "60s"}
INSECURE = "AWS_ALLOW_HTTP"  # options of the client hide this variable from the library: it is passed on


class KeyMissing(Refusal):
    """Nothing is kept under this key."""

    def __init__(self, key: str) -> None:
        super().__init__("evidence_missing", f"This is not in the store of evidence any more: {key}.", 404)


class VaultAway(Refusal):
    """The store does not answer, or does not do as told. To try again later may help."""

    def __init__(self, sentence: str, code: str = "vault_away", status: int = 503) -> None:
        super().__init__(code, sentence, status)


class VaultFull(VaultAway):
    """There is no room left."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "disk_full", 507)


class BadKey(ValueError):
    """A key that leads elsewhere, or that stores write differently."""


class Vault:
    missing: type[Exception] = KeyMissing

    def __init__(self, url_or_path: str) -> None:
        self._folder = None if "://" in url_or_path else Path(url_or_path).resolve()
        try:
            self._store = _remote(url_or_path) if self._folder is None else _local(self._folder)
        except (OSError, BaseError, ValueError) as error:
            raise VaultAway(f"Evidence cannot be kept in {url_or_path}: {_first_line(error)}") from error

    async def put(self, key: str, data: bytes) -> None:
        """Kept when this returns, also over a power cut. Replaces what was under the key, whole or not at all."""
        async with self._translated(checked(key)):
            await obstore.put_async(self._store, key, data)
            if self._folder is not None:
                await asyncio.to_thread(_written_out, self._folder / key, self._folder)

    async def get(self, key: str) -> bytes:
        async with self._translated(checked(key)):
            result = await obstore.get_async(self._store, key)
            return bytes(await result.bytes_async())

    async def get_range(self, key: str, start: int, length: int) -> bytes:
        """Fewer bytes when the file ends before, as when reading a file."""
        if start < 0 or length < 0:
            raise ValueError("start and length must not be negative")
        async with self._translated(checked(key)):
            if length == 0:
                await obstore.head_async(self._store, key)
                return b""
            try:
                return bytes(await obstore.get_range_async(self._store, key, start=start, length=length))
            except BaseError:
                if start >= (await obstore.head_async(self._store, key))["size"]:
                    return b""
                raise

    async def delete(self, key: str) -> None:
        """What is gone already does no harm."""
        with suppress(KeyMissing):
            async with self._translated(checked(key)):
                await obstore.delete_async(self._store, key)

    async def exists(self, key: str) -> bool:
        try:
            async with self._translated(checked(key)):
                await obstore.head_async(self._store, key)
        except KeyMissing:
            return False
        return True

    async def delete_prefix(self, prefix: str) -> int:
        """Removes everything under a folder of keys; how many were there. What is gone already does no harm."""
        removed = 0
        async with self._translated(checked(prefix)):
            async for batch in obstore.list(self._store, prefix=prefix):
                for meta in batch:
                    with suppress(FileNotFoundError):
                        await obstore.delete_async(self._store, meta["path"])
                        removed += 1
        return removed

    def free_bytes(self) -> int | None:
        """Room left on the disk; None for a remote store, which does not tell."""
        if self._folder is None:
            return None
        try:
            return shutil.disk_usage(self._folder).free
        except OSError as error:
            raise VaultAway(f"The folder of evidence {self._folder} is gone.") from error

    @asynccontextmanager
    async def _translated(self, key: str) -> AsyncIterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if self._folder is not None and not self._folder.is_dir():
                raise VaultAway(f"The folder of evidence {self._folder} is gone.") from error
            raise KeyMissing(key) from None
        except (BaseError, OSError) as error:
            kind = VaultFull if "No space left" in str(error) or "quota" in str(error) else VaultAway
            raise kind(f"{key}: {_first_line(error)}") from error


def checked(key: str) -> str:
    if not key.isprintable() or "\\" in key or any(part in ("", ".", "..") for part in key.split("/")):
        raise BadKey(f"Not a key of evidence: {key!r}")
    return key


def _local(folder: Path) -> ObjectStore:
    folder.mkdir(parents=True, exist_ok=True)
    return LocalStore(folder, automatic_cleanup=True)


def _remote(url: str) -> ObjectStore:
    if url.startswith("s3://"):
        plain = os.environ.get(INSECURE, "").lower() in ("1", "true")
        options: Any = {**CLIENT, "allow_http": plain}
        store: ObjectStore = from_url(url, retry_config=RETRY, client_options=options)
        return store
    return from_url(url)


def _written_out(path: Path, top: Path) -> None:
    """The file and the folders that lead to it; the store itself leaves that to the system's leisure."""
    for place in (path, *path.parents):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if place == top:
            return


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
