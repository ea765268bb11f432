"""A clip whose every picture carries its number, so that a machine can tell how old a picture is.

256 pictures at 10 a second. Below a real face lie two rows of eight fields: the number in Gray code (one field
changes from picture to picture, as little as can be for the encoder), and the same inverted as a check.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.media import pictures
from tests.media.make import CACHE, FPS

BITS, COUNT = 8, 256
FIELD_W, FIELD_H = pictures.WIDTH // BITS, 28
TOP = pictures.HEIGHT - 2 * FIELD_H
_BRIGHT, _DARK = 235, 20

# In the page: the number in the picture on a 480x360 canvas, or -1 where the rows do not agree.
READ_JS = f"""
function readNumber(context) {{
  const bright = (x, y) => {{
    const p = context.getImageData(x - 8, y - 4, 16, 8).data;
    let sum = 0;
    for (let i = 0; i < p.length; i += 4) sum += p[i];
    return sum / (p.length / 4);
  }};
  let gray = 0;
  for (let b = 0; b < {BITS}; b++) {{
    const x = b * {FIELD_W} + {FIELD_W // 2};
    const one = bright(x, {TOP + FIELD_H // 2}), other = bright(x, {TOP + FIELD_H + FIELD_H // 2});
    if (Math.abs(one - other) < 60) return -1;
    if (one > other) gray |= 1 << b;
  }}
  let n = gray;
  for (let shift = 1; shift < {BITS}; shift <<= 1) n ^= n >> shift;
  return n;
}}
"""


def _numbered(face: Image.Image, n: int) -> Image.Image:
    picture, gray = face.copy(), n ^ (n >> 1)
    pen = ImageDraw.Draw(picture)
    for bit in range(BITS):
        on, x = bool(gray >> bit & 1), bit * FIELD_W
        for row, lit in enumerate((on, not on)):
            y = TOP + row * FIELD_H
            pen.rectangle((x, y, x + FIELD_W - 1, y + FIELD_H - 1), fill=(_BRIGHT if lit else _DARK,) * 3)
    return picture


def _planes(picture: Image.Image) -> bytes:
    """Y, U and V of 4:2:0."""
    y, u, v = picture.convert("YCbCr").split()
    half = (pictures.WIDTH // 2, pictures.HEIGHT // 2)
    return y.tobytes() + u.resize(half).tobytes() + v.resize(half).tobytes()


def _write(path: Path) -> None:
    wide, margin = np.asarray(pictures.face()), pictures.MARGIN
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{pictures.WIDTH} H{pictures.HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for n in range(COUNT):
            sway = margin + round(margin * np.sin(2 * np.pi * n / 64))
            face = Image.fromarray(wide[margin : margin + pictures.HEIGHT, sway : sway + pictures.WIDTH])
            file.write(b"FRAME\n" + _planes(_numbered(face, n)))


def numbered_clip() -> Path:
    """The clip, made once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / "numbered.y4m"
    if not path.exists():
        draft = path.with_suffix(".draft")
        _write(draft)
        draft.rename(path)
    return path
