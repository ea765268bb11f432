"""Drawings of people, each made once: on disk by what was drawn and by what drew it."""

import hashlib
from functools import cache
from pathlib import Path

from PIL import Image

from evaluation.clips.avatar import draw
from evaluation.clips.avatar.person import PEOPLE, body_of, skin_of
from evaluation.clips.look import Look
from evaluation.clips.packages import CACHE

AVATAR = Path(__file__).parent / "avatar"
PHOTOS = (Path(__file__).parent / "photos.py", Path(__file__).parent / "look.py")


@cache
def _maker() -> str:
    sources = [*sorted(AVATAR.glob("*.py")), *PHOTOS]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def drawing(person: str, look: Look) -> Image.Image:
    key = hashlib.sha256(f"{PEOPLE[person]}{look}".encode()).hexdigest()[:20]
    path = CACHE / "drawings" / _maker() / f"{key}.png"
    if path.exists():
        return Image.open(path).convert("RGBA")
    picture = Image.fromarray(draw.picture(body_of(person), skin_of(person), look))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{key}.{id(picture)}.draft")
    picture.save(draft, "PNG", compress_level=1)
    draft.rename(path)
    return picture
