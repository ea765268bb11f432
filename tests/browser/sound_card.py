"""A sound card for Firefox, which takes no files in place of devices: a loudspeaker that nobody hears (without one its
AudioContext never starts) and a microphone that hears a file again and again, both of a PulseAudio of our own."""

import contextlib
import math
import os
import shutil
import subprocess
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

RATE = 48_000
READY_S = 10
SETUP = """
load-module module-null-sink sink_name=room rate=48000 channels=1
load-module module-remap-source source_name=microphone master=room.monitor
load-module module-null-sink sink_name=loudspeaker
set-default-sink loudspeaker
set-default-source microphone
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
"""


def _samples(sound: Path) -> bytes:
    with wave.open(str(sound)) as file:
        return file.readframes(file.getnframes())


def _speak(player: subprocess.Popen[bytes], samples: bytes) -> None:
    """Its end is the end of the player."""
    assert player.stdin
    with contextlib.suppress(BrokenPipeError, ValueError):
        while player.poll() is None:
            player.stdin.write(samples)
    with contextlib.suppress(BrokenPipeError):  # what is left in its buffer goes nowhere
        player.stdin.close()


def _until(holds: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_S
    while not holds.exists():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)


@contextlib.contextmanager
def _running(
    words: list[str], environment: dict[str, str], log: Path, **pipe: int
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        process = subprocess.Popen(words, env=os.environ | environment, stdout=out, stderr=out, **pipe)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        process.wait(READY_S)


def no_sound_card(folder: Path) -> dict[str, str]:
    """Environment of a program that shall find none: a server that is named and not there is not started either."""
    return {"PULSE_SERVER": f"unix:{folder / 'no.socket'}"}


@contextlib.contextmanager
def sound_card(folder: Path, sound: Path) -> Iterator[dict[str, str]]:
    """Environment of a program that shall use it."""
    program = shutil.which("pulseaudio")
    assert program, "pulseaudio is missing: tools/system-packages.sh installs it"
    socket, setup, log = folder / "pulse.socket", folder / "setup.pa", folder / "pulse.log"
    setup.write_text(SETUP.format(socket=socket))
    words = [program, "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", f"--file={setup}"]
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PULSE_RUNTIME_PATH": str(folder)}
    card = {"PULSE_SERVER": f"unix:{socket}"}
    play = ["pacat", "--playback", "--device=room", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with _running(words, home, log) as server:
        _until(socket, server, log)
        with _running(play, card, log, stdin=subprocess.PIPE) as player:
            speaker = threading.Thread(target=_speak, args=(player, _samples(sound)))
            speaker.start()
            yield card
        speaker.join(READY_S)


def heard_dbfs(card: dict[str, str], seconds: float = 1.0) -> float:
    """How loud the loudspeaker is (RMS): what a person before this computer would hear; -inf for nothing at all."""
    record = ["parec", "--device=loudspeaker.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with subprocess.Popen(record, env=os.environ | card, stdout=subprocess.PIPE) as recorder:
        assert recorder.stdout
        heard = recorder.stdout.read(int(seconds * RATE) * 2)
        recorder.terminate()
    power = np.mean((np.frombuffer(heard, "<i2") / 32768) ** 2)
    return 10 * math.log10(power) if power else -math.inf
