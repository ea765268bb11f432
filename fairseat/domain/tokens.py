"""Tokens: of sign-ins, of personal links, against forged requests. Pure but for `new_token`."""

import base64
import hashlib
import hmac
import secrets
from typing import NamedTuple
from uuid import UUID

TOKEN_BYTES = 32
LINK_MAC_BYTES = 16
VERSION_BYTES = 4
_SESSION_BYTES = 16


class Link(NamedTuple):
    """What a personal link says, and is sealed by this server: whose it is, and the how manyeth."""

    session: UUID
    version: int


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def csrf_of(secret: bytes, token: str) -> str:
    return hmac.new(secret, b"csrf:" + token.encode(), hashlib.sha256).hexdigest()


def _link_mac(secret: bytes, said: bytes) -> bytes:
    return hmac.new(secret, b"link:" + said, hashlib.sha256).digest()[:LINK_MAC_BYTES]


def link_token(secret: bytes, session: UUID, version: int = 0) -> str:
    """The personal link's token: the session, the version and their seal. The first version is not written: so were
    links made before there were others, and they go on."""
    said = session.bytes + (version.to_bytes(VERSION_BYTES, "big") if version else b"")
    return _written(said + _link_mac(secret, said))


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def link_of(secret: bytes, token: str) -> Link | None:
    """None when it is no link of this server, letter for letter. Whether it still opens is in the database."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    said, seal = raw[:-LINK_MAC_BYTES], raw[-LINK_MAC_BYTES:]
    if len(said) not in (_SESSION_BYTES, _SESSION_BYTES + VERSION_BYTES) or _written(raw) != token:
        return None
    version = int.from_bytes(said[_SESSION_BYTES:], "big")
    return (
        Link(UUID(bytes=said[:_SESSION_BYTES]), version) if hmac.compare_digest(seal, _link_mac(secret, said)) else None
    )
