"""Makes what a microphone would hear: a quiet room, a keyboard, a voice that says nothing in particular."""

import math
import random
from array import array

from fairseat.simulate.figure import SCENE_S, Scene

RATE = 16_000  # Hz
FRAME = 320  # samples: 20 ms, one Opus packet
_FULL = 32_767
_ROOM = 100.0  # amplitude: about -55 dBFS

# Formants of some vowels: two frequencies in Hz.
_VOWELS = ((730, 1090), (530, 1840), (270, 2290), (570, 840), (440, 1020))
_SYLLABLE_S = 0.19

Samples = list[float]


def _room(dice: random.Random) -> Samples:
    """Noise that falls off to the high tones."""
    out, level = [], 0.0
    for _ in range(SCENE_S * RATE):
        level = 0.9 * level + dice.uniform(-1, 1)
        out.append(level * _ROOM)
    return out


def _click(samples: Samples, at: int, dice: random.Random) -> None:
    """One key: some milliseconds of noise that dies away."""
    for n in range(min(240, len(samples) - at)):
        samples[at + n] += dice.uniform(-1, 1) * 900 * math.exp(-n / 40)


def _typing(samples: Samples, dice: random.Random) -> None:
    for burst in range(3):
        start = (burst * 3 + dice.random()) * RATE
        for key in range(8):
            _click(samples, int(start + key * dice.uniform(0.11, 0.17) * RATE), dice)


def _gain(frequency: float, formants: tuple[int, int]) -> float:
    return sum(math.exp(-(((frequency - f) / 180) ** 2)) / (1 + n) for n, f in enumerate(formants)) + 0.02


def _syllable(samples: Samples, at: int, pitch: float, formants: tuple[int, int]) -> None:
    """A vowel of harmonics of the pitch, swelling and fading."""
    length = int(_SYLLABLE_S * RATE)
    harmonics = [(k, _gain(k * pitch, formants)) for k in range(1, 16)]
    for n in range(min(length, len(samples) - at)):
        swell = math.sin(math.pi * n / length)
        turn = 2 * math.pi * pitch * n / RATE
        samples[at + n] += 2200 * swell * sum(g * math.sin(k * turn) for k, g in harmonics)


def _voice(samples: Samples, pitch: float, dice: random.Random) -> None:
    """Words of one to four syllables between second 1 and 9."""
    at = 1.0
    while at < 8.8:
        for _ in range(dice.randint(1, 4)):
            bent = pitch * dice.uniform(0.88, 1.15)
            _syllable(samples, int(at * RATE), bent, dice.choice(_VOWELS))
            at += _SYLLABLE_S
        at += dice.uniform(0.05, 0.2)


def scene_sound(number: int, scene: Scene) -> bytes:
    """Ten seconds for the scene, 16-bit samples at 16 kHz, mono."""
    dice = random.Random(f"{number} {scene}")
    samples = _room(dice)
    if scene == "talk":
        _voice(samples, 115.0 + 22 * (number % 5), dice)
    elif scene != "away":
        _typing(samples, dice)
    whole = array("h", (max(-_FULL, min(_FULL, int(s))) for s in samples))
    return whole.tobytes()
