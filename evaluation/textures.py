"""Flat pictures of things, drawn: phones from both sides, books, and what is often taken for them. RGBA, upright."""

from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Picture = Image.Image
Colour = tuple[int, int, int]
Draw = Callable[[Random], Picture]

PHONE = (400, 820)  # pixels
DARK: tuple[Colour, ...] = ((16, 16, 18), (28, 30, 36), (44, 42, 46))
CASES: tuple[Colour, ...] = (*DARK, (226, 226, 224), (38, 64, 120), (188, 160, 130), (206, 150, 160), (150, 30, 36))
COVERS: tuple[Colour, ...] = (
    (150, 36, 40),
    (34, 74, 130),
    (36, 100, 70),
    (220, 190, 90),
    (60, 50, 70),
    (230, 226, 214),
)
BUBBLES: tuple[Colour, ...] = ((0, 120, 255), (229, 229, 234), (52, 199, 89))


def gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Picture:
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _random_colour(rng: Random, least: int = 0, most: int = 255) -> Colour:
    return rng.randint(least, most), rng.randint(least, most), rng.randint(least, most)


def rounded(picture: Picture, radius: int) -> Picture:
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), radius, fill=255)
    out = picture.convert("RGBA")
    out.putalpha(mask)
    return out


def lines(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], rng: Random, ink: Colour, step: int) -> None:
    """Rows that look like text from afar."""
    left, top, right, bottom = box
    for y in range(top, bottom, step):
        x = left
        while x < right:
            word = rng.randint(step, step * 4)
            pen.rectangle((x, y, min(right, x + word), y + step // 2 - 1), fill=ink)
            x += word + step // 2


def _chat(rng: Random, size: tuple[int, int]) -> Picture:
    screen = Image.new("RGB", size, (250, 250, 252))
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, size[0], 90), fill=(240, 240, 244))
    y = 110
    while y < size[1] - 120:
        height, width, mine = rng.randint(44, 120), rng.randint(140, 270), rng.random() < 0.5
        x = size[0] - width - 16 if mine else 16
        pen.rounded_rectangle((x, y, x + width, y + height), 22, fill=BUBBLES[0 if mine else 1])
        lines(
            pen, (x + 16, y + 14, x + width - 16, y + height - 12), rng, (255, 255, 255) if mine else (40, 40, 44), 16
        )
        y += height + 14
    return screen


def _icons(rng: Random, size: tuple[int, int]) -> Picture:
    screen = gradient(size, _random_colour(rng), _random_colour(rng))
    pen = ImageDraw.Draw(screen)
    for row in range(6):
        for column in range(4):
            x, y = 24 + column * 88, 90 + row * 108
            pen.rounded_rectangle((x, y, x + 62, y + 62), 15, fill=_random_colour(rng, 40))
    return screen


def _page(rng: Random, size: tuple[int, int]) -> Picture:
    screen = Image.new("RGB", size, (255, 255, 255))
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, size[0], 70), fill=_random_colour(rng))
    lines(pen, (20, 110, size[0] - 20, size[1] - 60), rng, (70, 70, 76), 18)
    pen.rectangle((20, 300, size[0] - 20, 470), fill=_random_colour(rng, 60))
    return screen


def _lock(rng: Random, size: tuple[int, int]) -> Picture:
    screen = gradient(size, _random_colour(rng), _random_colour(rng, 0, 90))
    ImageDraw.Draw(screen).text((90, 120), f"{rng.randint(8, 19)}:{rng.randint(10, 59)}", fill="white", font_size=84)
    return screen


def _off(rng: Random, size: tuple[int, int]) -> Picture:
    shade = rng.randint(6, 24)
    return Image.new("RGB", size, (shade, shade, shade + 3))


def _gloss(picture: Picture, rng: Random) -> Picture:
    """A window that mirrors in the glass."""
    light = Image.new("L", picture.size)
    x = rng.randint(-100, picture.width)
    ImageDraw.Draw(light).polygon([(x, 0), (x + 160, 0), (x - 80, picture.height), (x - 240, picture.height)], fill=255)
    light = light.filter(ImageFilter.GaussianBlur(24)).point(lambda value: value * rng.choice((0, 40, 90)) // 255)
    white = Image.merge("RGB", (light, light, light))
    return ImageChops.add(picture, white)


def phone_front(rng: Random) -> Picture:
    body = Image.new("RGB", PHONE, rng.choice(CASES))
    edge = rng.randint(10, 20)
    inner = (PHONE[0] - 2 * edge, PHONE[1] - 2 * edge)
    glass = rounded(_gloss(rng.choice((_chat, _icons, _page, _lock, _off))(rng, inner), rng), 40)
    body.paste(Image.new("RGB", inner, (5, 5, 6)), (edge, edge))
    body.paste(glass, (edge, edge), glass)
    ImageDraw.Draw(body).rounded_rectangle(
        (PHONE[0] // 2 - 45, edge + 10, PHONE[0] // 2 + 45, edge + 32), 11, fill=(2, 2, 2)
    )
    return rounded(body, 52)


def phone_back(rng: Random) -> Picture:
    colour = rng.choice(CASES)
    body = gradient(PHONE, colour, tuple(max(0, value - 24) for value in colour))  # type: ignore[arg-type]
    pen = ImageDraw.Draw(body)
    pen.rounded_rectangle(
        (26, 26, 186, 190), 40, fill=tuple(max(0, value - 20) for value in colour), outline=(90, 90, 94)
    )
    for x, y in ((68, 70), (144, 108), (68, 146))[: rng.randint(1, 3)]:
        pen.ellipse((x - 30, y - 30, x + 30, y + 30), fill=(8, 8, 10), outline=(110, 110, 116), width=4)
        pen.ellipse((x - 10, y - 14, x + 4, y), fill=(60, 70, 96))
    pen.ellipse((176, 380, 224, 428), fill=tuple(min(255, value + 30) for value in colour))
    return rounded(_gloss(body, rng), 52)


def book_closed(rng: Random) -> Picture:
    width, height = 560, rng.randint(740, 820)
    cover = rng.choice(COVERS)
    book = Image.new("RGB", (width, height), cover)
    pen = ImageDraw.Draw(book)
    pen.rectangle((0, 0, 34, height), fill=tuple(value * 3 // 4 for value in cover))
    pen.rectangle((width - 26, 8, width, height - 8), fill=(236, 230, 214))
    for x in range(width - 24, width, 4):
        pen.line((x, 8, x, height - 8), fill=(200, 192, 172))
    pen.rectangle((80, 100, width - 80, 300), fill=rng.choice(COVERS))
    lines(pen, (110, 130, width - 110, 280), rng, (250, 250, 246), 44)
    lines(pen, (120, height - 150, width - 160, height - 110), rng, (240, 236, 226), 30)
    if rng.random() < 0.5:
        pen.ellipse((170, 350, 390, 560), fill=_random_colour(rng, 60))
    return book.convert("RGBA")


def book_open(rng: Random) -> Picture:
    width, height = 1060, 700
    book = Image.new("RGB", (width, height), (244, 240, 230))
    pen = ImageDraw.Draw(book)
    for left in (60, 580):
        lines(pen, (left, 70, left + 420, height - 70), rng, (84, 82, 80), 20)
    if rng.random() < 0.5:
        pen.rectangle((590, 80, 990, 330), fill=_random_colour(rng, 90))
    shadow = Image.new("L", (width, height), 255)
    ImageDraw.Draw(shadow).rectangle((width // 2 - 24, 0, width // 2 + 24, height), fill=110)
    shadow = shadow.filter(ImageFilter.GaussianBlur(26))
    return ImageChops.multiply(book, Image.merge("RGB", (shadow,) * 3)).convert("RGBA")


def sheet_of_paper(rng: Random) -> Picture:
    paper = Image.new("RGB", (560, 790), (246, 246, 244))
    if rng.random() < 0.7:
        lines(ImageDraw.Draw(paper), (60, 80, 500, 720), rng, (90, 90, 96), 26)
    return paper.convert("RGBA")


def cup(rng: Random) -> Picture:
    colour = _random_colour(rng, 60)
    picture = Image.new("RGBA", (560, 600))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((380, 170, 550, 440), outline=(*colour, 255), width=44)
    pen.rounded_rectangle((40, 60, 450, 580), 70, fill=(*colour, 255))
    pen.ellipse((40, 20, 450, 120), fill=(*(min(255, value + 40) for value in colour), 255))
    pen.ellipse((66, 36, 424, 106), fill=(70, 44, 30, 255))
    return picture


def dark_panel(rng: Random) -> Picture:
    """A picture frame, a loudspeaker, a wallet: a dark rectangle without a screen."""
    size = (rng.randint(400, 700), rng.randint(400, 700))
    panel = Image.new("RGB", size, rng.choice(DARK))
    if rng.random() < 0.5:
        ImageDraw.Draw(panel).rectangle((40, 40, size[0] - 40, size[1] - 40), fill=_random_colour(rng, 60, 200))
    return panel.convert("RGBA")


PHONES: tuple[Draw, ...] = (phone_front, phone_back)
BOOKS: tuple[Draw, ...] = (book_closed, book_open)
