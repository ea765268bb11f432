"""Answers to the tasks of an exam, as the student and as staff read them."""

from datetime import datetime

from fairseat.api.shapes.base import Shape


class LateAnswer(Shape):
    """Came in after the end. `written_at` is what the student's device says; null where that cannot be. `line_down`:
    whether the server had lost the page then; null where it is not known, and for the student."""

    text: str
    received_at: datetime
    written_at: datetime | None
    line_down: bool | None


class Answer(Shape):
    """`text` is what was there in time, empty where nothing was."""

    task: str
    title: str
    text: str
    saved_at: datetime | None
    late: list[LateAnswer]
