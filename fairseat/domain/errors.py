"""The expected "no": a stable code and a sentence, never a traceback."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input something is wrong, in words the sender knows."""

    where: str
    message: str
    line: int | None = None
    column: str | None = None


@dataclass(slots=True)
class Refusal(Exception):
    """`code` is stable and translated in the page; `status` is the HTTP status it becomes."""

    code: str
    sentence: str
    status: int = 409
    places: list[Place] = field(default_factory=list)

    def __str__(self) -> str:
        return self.sentence


def not_found(what: str) -> Refusal:
    return Refusal("not_found", f"There is no such {what}, or it is not yours to see.", 404)


def not_allowed() -> Refusal:
    return Refusal("not_allowed", "Your role does not allow this.", 403)


def invalid(*places: Place) -> Refusal:
    return Refusal("invalid", "Some of the input needs correcting.", 422, list(places))
