"""The institution's own signature under its evidence: Ed25519, made at the first start.

{folder}/signing.key   the private key, PEM, readable by the server's account alone
{folder}/signing.pub   the public key, PEM: give it to whoever is to check evidence
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class Signer:
    def __init__(self, folder: Path) -> None:
        self._key = _key(folder / "signing.key")
        public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (folder / "signing.pub").write_bytes(public)

    def sign(self, data: bytes) -> bytes:
        """64 bytes; `openssl pkeyutl -verify -pubin -inkey signing.pub -rawin -in FILE -sigfile FILE.sig` checks."""
        return self._key.sign(data)

    def signed(self, data: bytes, signature: bytes) -> bool:
        try:
            self._key.public_key().verify(signature, data)
        except InvalidSignature:
            return False
        return True


def _key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(fresh)
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key
