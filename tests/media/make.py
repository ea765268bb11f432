"""Clips and sounds for Chromium's fake camera and microphone, made once into `.cache/media`.

Chromium plays a motion JPEG file at 30 pictures a second whatever the file was meant for (measured, 156), so every
picture stands in it three times: a page that asks for 10 pictures a second gets each of them once. Both files are
read from their beginning when the device opens and start again at their end.
"""

import io
import json
import math
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.media import pictures

CACHE = pictures.ROOT / ".cache/media"
FPS = 10
FILE_FPS = 30
LOOP_S = 10  # a scene repeats after this long
RATE = 48_000  # Hz

# What happens in the journey, in seconds from the opening of the device.
JOURNEY = (("face", 40), ("nobody", 12), ("face", 20), ("two", 12), ("face", 300))
JOURNEY_S = sum(seconds for _, seconds in JOURNEY)
SWAP_S = 45  # another person takes the seat after this long
DIM_S = 100  # somebody sits in a dim room for this long, then it is empty and darker
SPEECH_FROM_S, SPEECH_TO_S = 95, 107
ROOM_DBFS, SPEECH_DBFS = -50.0, -20.0
TEXT = (
    "Number four is the second answer, I think. Did you get the same for number five? "
    "Then write it down, quickly, and read me the next one. What does it say about the energy of the system? "
)

Samples = NDArray[np.float64]


class Scene(NamedTuple):
    picture: Callable[[], Image.Image]
    light: float = 1.0  # a share of the picture's own
    noise: float = 1.2  # standard deviation, of 255
    quality: int = 50


SCENES = {
    "face": Scene(pictures.face),
    "nobody": Scene(pictures.nobody),
    "two": Scene(pictures.two),
    "other": Scene(pictures.other),
    "dim": Scene(pictures.shaded, 0.22, noise=4, quality=80),
    "dark": Scene(pictures.shaded, 0.13, noise=4, quality=80),
    "empty": Scene(pictures.nobody, 0.09, noise=4, quality=80),
}


def _shifted(pixels: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """The cut-out of the n-th picture: it sways by some pixels, whole turns in a loop."""
    turn = 2 * math.pi * n / (LOOP_S * FPS)
    x = round(pictures.MARGIN * (1 + math.sin(3 * turn)))
    y = round(pictures.MARGIN * (1 + math.sin(2 * turn + 1)))
    return pixels[y : y + pictures.HEIGHT, x : x + pictures.WIDTH]


def _narrowed(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    """As video has them, 16 to 235: what is below 16 in a motion JPEG file is black to Chromium (measured, 156)."""
    return 16 + pixels * (219 / 255)


def _jpeg(scene: Scene, pixels: NDArray[np.float64], dice: np.random.Generator) -> bytes:
    """With sensor noise, so that no two pictures are the same."""
    noise = dice.normal(0, scene.noise, pixels.shape[:2])[..., None]
    noisy = np.clip(pixels + noise, 0, 255)
    kept = _narrowed(noisy) if scene.light < 1 else noisy  # in good light it makes no difference
    out = io.BytesIO()
    Image.fromarray(kept.astype(np.uint8)).save(out, "JPEG", quality=scene.quality)
    return out.getvalue()


def _loop(name: str) -> list[bytes]:
    scene, dice = SCENES[name], np.random.default_rng(sum(name.encode()))
    pixels = np.asarray(scene.picture()) * scene.light
    return [_jpeg(scene, _shifted(pixels, n), dice) for n in range(LOOP_S * FPS)]


def _frames(loop: list[bytes], seconds: int) -> Iterator[bytes]:
    for n in range(seconds * FPS):
        yield loop[n % len(loop)] * (FILE_FPS // FPS)


def _write_clip(path: Path, parts: tuple[tuple[str, int], ...]) -> None:
    loops = {scene: _loop(scene) for scene in {scene for scene, _ in parts}}
    with path.open("wb") as file:
        for scene, seconds in parts:
            file.writelines(_frames(loops[scene], seconds))


def _level(samples: Samples, dbfs: float) -> Samples:
    """The samples at this root mean square."""
    level: float = float(np.sqrt(np.mean(samples**2)))
    scaled: Samples = samples * (10 ** (dbfs / 20) / level)
    return scaled


def _room(seconds: int) -> Samples:
    """Room tone: noise that falls off to the high tones, as a fan's."""
    white = np.random.default_rng(1).normal(0, 1, seconds * RATE)
    brown = np.convolve(white, np.exp(-np.arange(64) / 12), mode="same")
    return _level(brown, ROOM_DBFS)


def _spoken() -> Samples:
    """The text read aloud by espeak-ng, without pauses of more than a sentence."""
    said = subprocess.run(["espeak-ng", "-v", "en", "-s", "165", "--stdout", TEXT], capture_output=True, check=True)
    resample = ["sox", "-t", "wav", "-", "-t", "raw", "-r", str(RATE), "-c", "1", "-e", "signed", "-b", "16", "-"]
    raw = subprocess.run(resample, input=said.stdout, capture_output=True, check=True).stdout
    return _level(np.frombuffer(raw, dtype="<i2") / 32768, SPEECH_DBFS)


def _speech_over(room: Samples, from_s: int, to_s: int) -> Samples:
    mixed = room.copy()
    window = mixed[from_s * RATE : to_s * RATE]
    window += np.resize(_spoken(), len(window))
    return mixed


def _write_sound(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def _spans(parts: tuple[tuple[str, int], ...]) -> list[dict[str, object]]:
    spans, at = [], 0
    for scene, seconds in parts:
        spans.append({"scene": scene, "from_s": at, "to_s": at + seconds})
        at += seconds
    return spans


def _write_labels(path: Path) -> None:
    speech = {"scene": "speech", "from_s": SPEECH_FROM_S, "to_s": SPEECH_TO_S}
    labels = {"length_s": JOURNEY_S, "fps": FPS, "picture": _spans(JOURNEY), "sound": [speech]}
    path.write_text(json.dumps(labels, indent=1) + "\n")


def _clip(*parts: tuple[str, int]) -> Callable[[Path], None]:
    return lambda path: _write_clip(path, parts)


def _sound(samples: Callable[[], Samples]) -> Callable[[Path], None]:
    return lambda path: _write_sound(path, samples())


def _write_black(path: Path) -> None:
    """Quite black and quite still, as behind a lens cap."""
    out = io.BytesIO()
    pictures.black().crop((0, 0, pictures.WIDTH, pictures.HEIGHT)).save(out, "JPEG")
    path.write_bytes(out.getvalue() * FILE_FPS * LOOP_S)


MAKERS: dict[str, Callable[[Path], None]] = {
    "face.mjpeg": _clip(("face", LOOP_S)),
    "other.mjpeg": _clip(("other", LOOP_S)),
    "swap.mjpeg": _clip(("face", SWAP_S), ("other", SWAP_S)),
    "nobody.mjpeg": _clip(("nobody", LOOP_S)),
    "two.mjpeg": _clip(("two", LOOP_S)),
    "dim.mjpeg": _clip(("dim", DIM_S), ("empty", 60)),
    "dark.mjpeg": _clip(("dark", LOOP_S)),
    "black.mjpeg": _write_black,
    "journey.mjpeg": _clip(*JOURNEY),
    "room.wav": _sound(lambda: _room(30)),
    "speech.wav": _sound(lambda: _speech_over(_room(30), 0, 30)),
    "journey.wav": _sound(lambda: _speech_over(_room(JOURNEY_S), SPEECH_FROM_S, SPEECH_TO_S)),
    "silent.wav": _sound(lambda: np.zeros(30 * RATE)),
    "journey.json": _write_labels,
}


def _made(name: str) -> Path:
    path = CACHE / name
    if not path.exists():
        draft = path.with_name(f"draft-{name}")
        MAKERS[name](draft)
        draft.rename(path)
    return path


def media(*names: str) -> dict[str, Path]:
    """Paths of the named files (all when none is named), made where they are not there yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    return {name: _made(name) for name in names or MAKERS}


if __name__ == "__main__":
    for name, path in media().items():
        print(f"{name:16} {path.stat().st_size / 1e6:7.1f} MB")
