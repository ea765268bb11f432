"""The way past the queue, for what comes every second from everybody.

uvicorn hands each message to its handler through a queue, a future and a dictionary, and stops reading from the
socket meanwhile: two calls of the system and two turns of the loop. For readings that is more work than the rest
(docs/decisions/0008-readings-past-the-queue.md). The handler may leave a function with the protocol that takes what
can be done at once; what it declines goes the usual way. What is sent goes straight to the socket as long as the peer
keeps up.
"""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "fairseat.direct"

AtOnce = Callable[[bytes], bool]  # true: done


class DirectProtocol(WebSocketsSansIOProtocol):
    """Found by the handler in the scope's extensions."""

    at_once: AtOnce | None = None

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):  # not where the opening was refused
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self

    def send_receive_event_to_app(self) -> None:
        if not self._taken_at_once():
            super().send_receive_event_to_app()

    def _taken_at_once(self) -> bool:
        if self.at_once is None or self.close_sent or self.curr_msg_data_type != "text" or len(self.frames) != 1:
            return False
        if not self.at_once(self.frames[0]):
            return False
        self.frames = []
        return True

    @property
    def flows(self) -> bool:
        """Whether something written now goes out at once."""
        return self.writable.is_set() and not self.disconnected and self.handshake_complete and not self.close_sent

    def write_text(self, text: bytes) -> None:
        self.conn.send_text(text)
        self.transport.write(b"".join(self.conn.data_to_send()))

    def write_bytes(self, frame: bytes) -> None:
        self.conn.send_binary(frame)
        self.transport.write(b"".join(self.conn.data_to_send()))


def direct_of(scope: dict[str, Any]) -> DirectProtocol | None:
    """None under another server."""
    found = scope.get("extensions", {}).get(EXTENSION)
    return found if isinstance(found, DirectProtocol) else None
