"""Fingers round a flat thing, drawn; and the forearm that holds it."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from evaluation.textures import Colour, Picture

SKINS: tuple[Colour, ...] = ((236, 192, 166), (218, 168, 138), (186, 130, 98), (132, 86, 60), (92, 58, 42))
FINGER = 76  # pixels of a texture: 1.6 cm beside a phone of 400 pixels
PAD = 260  # room round the thing for palm and fingers


def padded(thing: Picture) -> Picture:
    layer = Image.new("RGBA", (thing.width + 2 * PAD, thing.height + 2 * PAD))
    layer.paste(thing, (PAD, PAD))
    return layer


def gripped(thing: Picture, rng: Random, skin: Colour) -> Picture:
    """The palm behind the thing, its fingers over one edge and the thumb over the other."""
    layer = _palm(thing, skin)
    in_place = padded(thing)
    layer.alpha_composite(in_place)
    layer.alpha_composite(_fingers(thing, rng, skin))
    return layer


def _palm(thing: Picture, skin: Colour) -> Picture:
    layer = Image.new("RGBA", (thing.width + 2 * PAD, thing.height + 2 * PAD))
    low = PAD + thing.height
    box = (PAD - 60, low - min(420, thing.height * 3 // 5), PAD + min(thing.width, 520) + 60, low + 130)
    ImageDraw.Draw(layer).rounded_rectangle(box, 130, fill=(*_darker(skin, 0.82), 255))
    return layer.filter(ImageFilter.GaussianBlur(5))


def _fingers(thing: Picture, rng: Random, skin: Colour) -> Picture:
    layer = Image.new("RGBA", (thing.width + 2 * PAD, thing.height + 2 * PAD))
    width = min(thing.width, 520)
    first = PAD + thing.height - rng.randint(330, 430)
    for i in range(rng.choice((3, 4, 4))):
        reach = rng.randint(20, 120)
        _finger(layer, PAD - 90, first + i * (FINGER + 10), PAD + reach, skin)
    _finger(layer, PAD + width + 100, first + rng.randint(0, 120), PAD + width - rng.randint(20, 160), skin)
    return layer.filter(ImageFilter.GaussianBlur(2))


def _finger(layer: Picture, x: int, y: int, tip: int, skin: Colour) -> None:
    pen = ImageDraw.Draw(layer)
    left, right = min(x, tip), max(x, tip)
    for inset, shade in ((0, 0.72), (8, 0.9), (20, 1.0)):
        box = (left + inset, y + inset, right - inset, y + FINGER - inset)
        pen.rounded_rectangle(box, FINGER // 2 - inset, fill=(*_darker(skin, shade), 255))
    nail = (tip - 34, y + 24, tip - 10, y + FINGER - 24) if tip > x else (tip + 10, y + 24, tip + 34, y + FINGER - 24)
    pen.rounded_rectangle(nail, 10, fill=(*_darker(skin, 1.1), 255))


def arm(picture: Picture, wrist: tuple[float, float], width: float, rng: Random, skin: Colour) -> None:
    """From the wrist to the lower edge, in a sleeve or bare."""
    colour = skin if rng.random() < 0.4 else (*(rng.randint(20, 200) for _ in range(3)),)
    foot = wrist[0] + rng.uniform(-0.25, 0.25) * picture.width
    low = picture.height + 20
    shape = [
        (wrist[0] - width / 2, wrist[1]),
        (wrist[0] + width / 2, wrist[1]),
        (foot + width, low),
        (foot - width, low),
    ]
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).polygon(shape, fill=255)
    picture.paste(Image.new("RGB", picture.size, colour), (0, 0), mask.filter(ImageFilter.GaussianBlur(2)))


def _darker(colour: Colour, share: float) -> Colour:
    red, green, blue = (min(255, round(value * share)) for value in colour)
    return red, green, blue
