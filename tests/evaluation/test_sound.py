"""What the microphone hears, in decibels."""

import numpy as np
import pytest

from evaluation.clips import acts, sound
from evaluation.clips.script import MUTED, Act, Clip

RATE = sound.RATE


def dbfs(samples: sound.Samples, from_s: float, to_s: float) -> float:
    part = samples[round(from_s * RATE) : round(to_s * RATE)]
    return float(20 * np.log10(np.sqrt(np.mean(part**2)) + 1e-12))


def heard(*script: Act) -> sound.Samples:
    return sound.track(Clip("x", "voices", "eva", (acts.lead_in(), *script)))[0]


def test_a_quiet_room_has_its_tone():
    assert dbfs(heard(acts.calm(4)), 0, 16) == pytest.approx(sound.ROOM_DBFS, abs=1)


def test_a_voice_is_as_loud_as_told_and_only_while_it_speaks():
    samples = heard(acts.speech("de", -26, "near", 6), acts.calm(4))
    assert dbfs(samples, 16, 22) == pytest.approx(-27, abs=2)  # with its pauses
    assert dbfs(samples, 22.2, 26) == pytest.approx(sound.ROOM_DBFS, abs=1)


def test_a_muted_microphone_is_digital_silence_and_an_unplugged_one_nearly():
    samples = heard(acts.muted(5, MUTED, "silence"), acts.muted(5, -60, "nearly"))
    assert not samples[16 * RATE : 21 * RATE].any()
    peak = 20 * np.log10(np.abs(samples[21 * RATE :]).max())
    assert peak < -70


@pytest.mark.parametrize("what", sound.NOISES)
def test_noises_without_voices_are_not_15_db_above_the_room_for_three_seconds_running(what: str):
    loudest = {"typing": -34, "cough": -26, "door": -24, "chair": -30, "fan": -42, "music": -40}[what]
    samples = heard(acts.noise(what, loudest, 8))
    loud = [dbfs(samples, at, at + 1) > sound.ROOM_DBFS + 15 for at in range(16, 24)]
    assert not any(all(loud[n : n + 3]) for n in range(6))


def test_the_mouth_follows_the_voice_and_moves_in_silence_where_told():
    clip = Clip("x", "lips", "eva", (acts.lead_in(), acts.silent_lips(5), acts.speech("en", -22, "own", 5, own=True)))
    opened = sound.envelope(clip, sound.track(clip)[1])
    assert len(opened) == 260
    assert not opened[:160].any()
    assert opened[160:210].std() > 0.2
    assert opened[210:].std() > 0.15
