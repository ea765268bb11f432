"""Keeps face prints unreadable where they are stored: AES-256-GCM, the key in a file beside the server's secret.

{folder}/face.key   32 bytes, readable by the server's account alone. Without it no print can be read: a copy of the
                    database alone gives none away, and deleting the file deletes all of them.
"""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Sealer:
    def __init__(self, folder: Path) -> None:
        self._cipher = AESGCM(_key(folder / "face.key"))

    def seal(self, data: bytes, about: bytes) -> bytes:
        """`about` says whose it is: sealed for one, it opens for no other."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, data, about)

    def opened(self, sealed: bytes, about: bytes) -> bytes | None:
        """None: sealed with another key, for another, or changed."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about)
        except InvalidTag:
            return None


def _key(path: Path) -> bytes:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    key = path.read_bytes()
    if len(key) != 32:
        raise ValueError(f"{path} holds no key of 32 bytes")
    return key
