"""People out of photos: head and shoulders with a soft edge, over the photo's own colours without them."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

from evaluation.clips.photos import portrait

Picture = Image.Image
Floats = NDArray[np.float64]
WIDTH, HEIGHT = 480, 360
FACE_WIDTH, FACE_AT = 108.0, (240, 172)  # pixels, as large and where a drawn person's is
MOST_FACE_WIDTH = 165.0  # where little of the person is in the photo
SOFT = 7


@cache
def _placed(name: str) -> tuple[Picture, tuple[int, int, int, int]]:
    """The photo on the clip's picture, and where its edges are."""
    shown = portrait(name)
    to_the_bottom = (HEIGHT - FACE_AT[1]) * shown.face.width / (shown.picture.height - shown.face.y)
    scale = shown.face.width / min(max(FACE_WIDTH, to_the_bottom), MOST_FACE_WIDTH)
    left, top = shown.face.x - FACE_AT[0] * scale, shown.face.y - FACE_AT[1] * scale
    affine = (scale, 0, left, 0, scale, top)
    put = shown.picture.transform((WIDTH, HEIGHT), Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC)
    box = (-left / scale, -top / scale, (shown.picture.width - left) / scale, (shown.picture.height - top) / scale)
    x0, y0, x1, y1 = (round(x) for x in box)
    edges = (max(0, x0 + 2), max(0, y0 + 2), min(WIDTH, x1 - 2), min(HEIGHT, y1 - 2))
    return put, edges


def _mask(name: str) -> Picture:
    """Head, hair and shoulders by their usual measures."""
    _, edges = _placed(name)
    x, y = FACE_AT
    mask = Image.new("L", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(mask)
    pen.ellipse((x - 82, y - 112, x + 82, y + 92), fill=255)
    pen.ellipse((x - 190, y + 66, x + 190, y + 420), fill=255)
    inside = Image.new("L", (WIDTH, HEIGHT))
    within = (edges[0] + SOFT, edges[1] + SOFT, edges[2] - SOFT, HEIGHT if edges[3] >= HEIGHT - 2 else edges[3] - SOFT)
    inside.paste(255, within)
    cut = Image.composite(mask, Image.new("L", (WIDTH, HEIGHT)), inside)
    return cut.filter(ImageFilter.GaussianBlur(SOFT))


@cache
def layer(name: str) -> Picture:
    cut = _placed(name)[0].convert("RGBA")
    cut.putalpha(_mask(name))
    return cut


@cache
def background(name: str) -> Picture:
    put, edges = _placed(name)
    known = np.zeros((HEIGHT, WIDTH), np.float64)
    known[edges[1] : edges[3], edges[0] : edges[2]] = 1
    known *= 1 - np.asarray(_mask(name).filter(ImageFilter.MaxFilter(9)), np.float64) / 255
    seen = np.asarray(put, np.float64) * known[..., None]
    fine, broad = (_spread(seen, known, width) for width in (10, 60))
    share = np.clip(gaussian_filter(known, 10) * 2, 0, 1)[..., None]
    return Image.fromarray(np.clip(fine * share + broad * (1 - share), 0, 255).astype(np.uint8))


def _spread(seen: Floats, known: Floats, width: float) -> Floats:
    weight = gaussian_filter(known, width) + 1e-6
    spread: Floats = gaussian_filter(seen, (width, width, 0)) / weight[..., None]
    return spread


def plain(name: str) -> Picture:
    """Head and shoulders alone, as on a poster."""
    return _placed(name)[0].crop((160, 60, 320, 260))
