"""News between the parts of one server process: published after the commit, to whoever listens."""

from collections.abc import Callable
from typing import Any

Listener = Callable[[Any], None]


class Bus:
    """Topics are plain strings: `student:{session}`, `phone:{session}`, `session:{session}`, `proctor:{person}`,
    `focus:{session}`, `sign_in:{hash of its token}`, `live:{session}:{source}`."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        """Returns the function that stops listening."""
        self._listeners.setdefault(topic, set()).add(listener)

        def stop() -> None:
            there = self._listeners.get(topic, set())
            there.discard(listener)
            if not there:
                self._listeners.pop(topic, None)

        return stop

    def listened(self, topic: str) -> bool:
        return topic in self._listeners

    def publish(self, topic: str, news: Any) -> None:
        for listener in tuple(self._listeners.get(topic, ())):
            listener(news)
