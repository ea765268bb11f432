"""Sounds: a room, voices by espeak-ng, and what is no voice. 48 kHz mono, -1 to 1."""

import subprocess
import wave
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve

from evaluation.clips.motion import FPS
from evaluation.clips.script import Clip, Sound

Samples = NDArray[np.float64]
RATE = 48_000
ROOM_DBFS = -50.0
MUTED_DB = -150.0
TEXTS = {
    "en": "Number four is the second answer, I think. Did you get the same for number five? Write it down and read me "
    "the next one, quickly. What does it say about the energy of the system? It must be larger than before.",
    "de": "Die vierte Aufgabe ist einfach, schreib die zweite Antwort hin. Was steht bei der fünften? Lies sie vor, "
    "aber langsam, ich schaue im Buch nach.",
    "fr": "La réponse à la question quatre est la deuxième. Que dit la question cinq? Lis la moi encore une fois.",
    "es": "La cuarta pregunta es fácil, la respuesta es la segunda. ¿Qué dice la quinta? Léemela otra vez, por favor.",
    "ru": "Четвертый вопрос простой, второй ответ правильный. Что написано в пятом? Прочитай мне еще раз.",
}


def level(samples: Samples, dbfs: float) -> Samples:
    """The samples at this root mean square, silence left out."""
    loud = np.abs(samples) > 1e-4
    rms = float(np.sqrt(np.mean(samples[loud] ** 2))) if loud.any() else 1.0
    scaled: Samples = samples * (10 ** (dbfs / 20) / rms)
    return scaled


def room(seconds: float, seed: int) -> Samples:
    """A computer's fan in a quiet room."""
    white = np.random.default_rng(seed).normal(0, 1, round(seconds * RATE))
    return level(fftconvolve(white, np.exp(-np.arange(64) / 12), mode="same"), ROOM_DBFS)


@cache
def spoken(voice: str) -> Samples:
    """Some sentences, read by one of espeak-ng's voices (`de`, `en+f3`, `en+whisper`)."""
    language = voice.split("+")[0].split("-")[0]
    command = ["espeak-ng", "-v", voice, "-s", "160", "--stdout", TEXTS[language]]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    to_raw = ["sox", "-t", "wav", "-", "-t", "raw", "-r", str(RATE), "-c", "1", "-e", "signed", "-b", "16", "-"]
    raw = subprocess.run(to_raw, input=said, capture_output=True, check=True).stdout
    return np.frombuffer(raw, dtype="<i2") / 32768


def _burst(dice: np.random.Generator, seconds: float, decay_s: float, smooth: int) -> Samples:
    n = round(seconds * RATE)
    noise = dice.normal(0, 1, n) * np.exp(-np.arange(n) / (decay_s * RATE))
    kernel = np.exp(-np.arange(smooth * 4) / smooth)
    burst: Samples = fftconvolve(noise, kernel / kernel.sum(), mode="same")
    return burst


def _strewn(n: int, dice: np.random.Generator, every_s: tuple[float, float], one: Callable[[], Samples]) -> Samples:
    out, at = np.zeros(n), 0
    while (at := at + int(dice.uniform(*every_s) * RATE)) < n:
        piece = one()[: n - at]
        out[at : at + len(piece)] += piece
    return out


def _typing(n: int, dice: np.random.Generator) -> Samples:
    return _strewn(n, dice, (0.07, 0.32), lambda: _burst(dice, 0.04, 0.006, 3) * dice.uniform(0.5, 1))


def _cough(n: int, dice: np.random.Generator) -> Samples:
    return _strewn(n, dice, (0.45, 0.6), lambda: _burst(dice, 0.3, 0.07, 10))[: round(1.3 * RATE)]


def _door(n: int, dice: np.random.Generator) -> Samples:
    return _burst(dice, min(0.6, n / RATE), 0.08, 120)


def _chair(n: int, dice: np.random.Generator) -> Samples:
    burst = _burst(dice, min(0.7, n / RATE), 0.4, 30)
    creak: Samples = burst * (1 + np.sin(np.arange(len(burst)) / RATE * 2 * np.pi * 23))
    return creak


def _fan(n: int, dice: np.random.Generator) -> Samples:
    rush: Samples = fftconvolve(dice.normal(0, 1, n), np.exp(-np.arange(400) / 80), mode="same")
    return rush


def _music(n: int, dice: np.random.Generator) -> Samples:
    """Chords of plucked tones, no words."""
    notes = 220 * 2 ** (np.array([0, 3, 7, 10, 12, 15]) / 12)
    at = np.arange(round(1.2 * RATE)) / RATE

    def pluck() -> Samples:
        tone = dice.choice(notes)
        overtones = np.stack([np.sin(2 * np.pi * tone * k * at) / k**1.5 for k in range(1, 6)])
        plucked: Samples = overtones.sum(0) * np.exp(-at / 0.35)
        return plucked

    return _strewn(n, dice, (0.15, 0.35), pluck)


NOISES: dict[str, Callable[[int, np.random.Generator], Samples]] = {
    "typing": _typing,
    "cough": _cough,
    "door": _door,
    "chair": _chair,
    "fan": _fan,
    "music": _music,
}


def _sounding(sound: Sound, n: int, seed: int) -> Samples:
    if sound.what == "speech":
        return level(np.resize(spoken(sound.voice), n), sound.level)
    made = level(NOISES[sound.what](n, np.random.default_rng(seed)), sound.level)
    return np.pad(made, (0, max(0, n - len(made))))[:n]


def track(clip: Clip) -> tuple[Samples, Samples]:
    """What the microphone hears, and what is said alone (for the lips)."""
    heard = room(clip.length_s, sum(clip.name.encode()))
    said = np.zeros_like(heard)
    for act, start in zip(clip.acts, clip.starts(), strict=False):
        for k, sound in enumerate(act.sounds):
            first = round((start + sound.from_s) * RATE)
            last = min(round((start + (act.seconds if sound.to_s is None else sound.to_s)) * RATE), len(heard))
            piece = _sounding(sound, last - first, seed=k + round(start))
            heard[first:last] += piece
            if sound.what == "speech":
                said[first:last] += piece
    for act, start in zip(clip.acts, clip.starts(), strict=False):
        heard[round(start * RATE) : round((start + act.seconds) * RATE)] *= _gain(act.volume_db)
    return heard, said


def _gain(db: float) -> float:
    return 0.0 if db <= MUTED_DB else float(10 ** (db / 20))


def envelope(clip: Clip, said: Samples) -> Samples:
    """How far the mouth is open at each picture: after what is said, or, where lips move in silence, of syllables."""
    count = round(clip.length_s * FPS)
    step = RATE // FPS
    loud = np.abs(said[: count * step]).reshape(count, step).mean(1)
    opened = np.clip(loud / (np.percentile(loud[loud > 1e-4], 85) if (loud > 1e-4).any() else 1), 0, 1)
    dice = np.random.default_rng(7)
    syllables = np.clip(np.abs(np.sin(np.arange(count) * 1.35)) * dice.uniform(0.5, 1.3, count), 0, 1)
    pauses = np.sin(np.arange(count) / FPS * 2 * np.pi / 5.3) > -0.92
    return np.where(opened > 0, opened, np.where(_silent_talk(clip, count), syllables * pauses, 0))


def _silent_talk(clip: Clip, count: int) -> NDArray[np.bool_]:
    silent = np.zeros(count, bool)
    for act, start in zip(clip.acts, clip.starts(), strict=False):
        if act.talking and not any(sound.what == "speech" for sound in act.sounds):
            silent[round(start * FPS) : round((start + act.seconds) * FPS)] = True
    return silent


def write_wav(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        dither = np.random.default_rng(0).uniform(-0.5, 0.5, len(samples)) * (samples != 0)
        file.writeframes(np.clip(samples * 32767 + dither, -32768, 32767).round().astype("<i2").tobytes())
