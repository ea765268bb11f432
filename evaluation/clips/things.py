"""A phone or a book in a hand: the drawings of `evaluation.textures` and `evaluation.hands`, turned, and an arm."""

from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from evaluation import hands, textures
from evaluation.clips.script import Thing

Picture = Image.Image
WIDTH, HEIGHT = 480, 360
SLEEVES = ((70, 85, 110), (60, 60, 64), (126, 92, 70))


@lru_cache(maxsize=16)
def layer(thing: Thing) -> Picture:
    """RGBA, as large as a clip's picture."""
    rng = Random(thing.seed)
    draw = rng.choice(textures.PHONES if thing.kind == "phone" else textures.BOOKS)
    drawn = draw(rng)
    scale = thing.height * HEIGHT / drawn.height
    held = hands.gripped(drawn, rng, thing.skin)
    small = held.resize((round(held.width * scale), round(held.height * scale)), Image.Resampling.LANCZOS)
    turned = small.rotate(thing.roll, Image.Resampling.BICUBIC, expand=True)
    x, y = thing.x * WIDTH, thing.y * HEIGHT
    whole = _arm(thing, x, y, rng)
    whole.alpha_composite(turned, (max(0, round(x - turned.width / 2)), max(0, round(y - turned.height / 2))))
    return whole


def _arm(thing: Thing, x: float, y: float, rng: Random) -> Picture:
    whole = Image.new("RGBA", (WIDTH, HEIGHT + 20))
    half = thing.height * HEIGHT * 0.16
    foot = x + (40 if x > WIDTH / 2 else -40)
    wrist = y + thing.height * HEIGHT * 0.5
    shape = [(x - half, wrist), (x + half, wrist), (foot + 2.2 * half, HEIGHT + 20), (foot - 2.2 * half, HEIGHT + 20)]
    ImageDraw.Draw(whole).polygon(shape, fill=(*rng.choice(SLEEVES), 255))
    return whole.filter(ImageFilter.GaussianBlur(1.5))
