"""Draws what a shared screen would show: the exam, sometimes with another window over it."""

from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Desk = Literal["exam", "search"]
DESKS: tuple[Desk, ...] = ("exam", "search")
DESK_S = 30  # seconds: one screen segment
WIDTH, HEIGHT, FPS = 1280, 720, 2
SEARCH_FROM_S, SEARCH_TO_S = 10, 20  # when the other window covers the exam

TASKS = (
    (
        "Task 2: Why do the tides follow the moon?",
        "The moon pulls the near side of the Earth more strongly than its middle, and the middle more strongly "
        "than the far side. The water therefore rises on both sides, and as the Earth turns below it a coast "
        "sees two high tides in a little more than a day.",
    ),
    (
        "Task 2: What makes a market price settle?",
        "When the price is above the point where both curves meet, sellers offer more than buyers take, stocks "
        "grow, and sellers give way. Below it buyers compete for too little. Either way the price moves towards "
        "the crossing, unless supply or demand shifts in the meantime.",
    ),
    (
        "Task 2: Explain how a hash table finds an entry.",
        "The key is turned into a number, the number into a place in an array. Two keys may share a place, so "
        "each place holds a short list or the search goes on at the next one. As long as the table is not too "
        "full, the number of steps does not grow with the number of entries.",
    ),
)
_RESULTS = ("Short answer with worked example", "Lecture notes, chapter 4", "Asked and answered: the same question")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _wrapped(pen: ImageDraw.ImageDraw, text: str, size: int, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pen.textlength(longer, font=_font(size)) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _frame(pen: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int, title: str) -> None:
    """A window with a title bar."""
    pen.rectangle((left, top, right, bottom), fill="#ffffff", outline="#9aa4ae")
    pen.rectangle((left, top, right, top + 36), fill="#e7ebef", outline="#9aa4ae")
    pen.text((left + 16, top + 9), title, fill="#39424c", font=_font(16))


def _exam(pen: ImageDraw.ImageDraw, number: int, t: float) -> None:
    title, answer = TASKS[number % len(TASKS)]
    _frame(pen, 0, 0, WIDTH - 1, HEIGHT - 40, "Exam")
    left = int(45 * 60 - t)
    pen.text((1130, 56), f"{left // 60}:{left % 60:02d} left", fill="#39424c", font=_font(18))
    pen.text((80, 90), title, fill="#1d252d", font=_font(26))
    pen.rectangle((80, 150, 1000, 560), outline="#9aa4ae")
    typed = answer[: int(len(answer) * min(1.0, 0.15 + 0.8 * t / DESK_S))]
    for n, line in enumerate(_wrapped(pen, typed, 17, 880)):
        pen.text((96, 166 + 28 * n), line, fill="#1d252d", font=_font(17))


def _search(pen: ImageDraw.ImageDraw, number: int) -> None:
    _frame(pen, 220, 80, 1180, 640, "New window")
    pen.rounded_rectangle((260, 140, 1140, 180), radius=20, outline="#7b8794", width=2)
    pen.text((284, 150), TASKS[number % len(TASKS)][0].split(": ")[1], fill="#1d252d", font=_font(17))
    for n, line in enumerate(_RESULTS):
        pen.text((270, 220 + 120 * n), line, fill="#1a4fa0", font=_font(20))
        for row in range(3):
            pen.rectangle((270, 254 + 120 * n + 18 * row, 950 - 130 * row, 262 + 120 * n + 18 * row), fill="#d5dbe1")


def screen_picture(number: int, desk: Desk, t: float) -> Image.Image:
    """The screen at `t` seconds of its 30, 1280x720."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#31506e")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT - 40, WIDTH, HEIGHT), fill="#20303f")
    _exam(pen, number, t)
    if desk == "search" and SEARCH_FROM_S <= t < SEARCH_TO_S:
        _search(pen, number)
    return picture
