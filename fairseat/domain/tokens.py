"""Tokens: of sign-ins, of personal links, against forged requests. Pure but for `new_token`."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

TOKEN_BYTES = 32
LINK_MAC_BYTES = 16


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def csrf_of(secret: bytes, token: str) -> str:
    return hmac.new(secret, b"csrf:" + token.encode(), hashlib.sha256).hexdigest()


def _link_mac(secret: bytes, session: UUID) -> bytes:
    return hmac.new(secret, b"link:" + session.bytes, hashlib.sha256).digest()[:LINK_MAC_BYTES]


def link_token(secret: bytes, session: UUID) -> str:
    """The personal link's token: the session and its seal; nothing needs to be stored."""
    return base64.urlsafe_b64encode(session.bytes + _link_mac(secret, session)).decode().rstrip("=")


def session_of_link(secret: bytes, token: str) -> UUID | None:
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    if len(raw) != 16 + LINK_MAC_BYTES:
        return None
    session = UUID(bytes=raw[:16])
    return session if hmac.compare_digest(raw[16:], _link_mac(secret, session)) else None
