"""Encoded pieces of recording, made once and played by every simulated student.

Each is one segment as a browser's recorder would hand it out: a WebM file in chunks of half a second of which the
first begins with the file's header.
"""

import hashlib
import io
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import msgspec
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from PIL import Image

from fairseat.simulate import desktop, figure, sound
from fairseat.simulate.looks import LOOKS
from fairseat.simulate.webm import CHUNK_MS, chunks_of

CAMERA_MIME, SCREEN_MIME = "video/webm;codecs=vp8,opus", "video/webm;codecs=vp8"
CAMERA_BITS, SOUND_BITS, SCREEN_BITS = 40_000, 16_000, 60_000  # per second
# The muxer sorts before it adds the sound's codec delay (6.5 ms): without these 7 ms a sound of 101 ms would stand
# before the picture of 100 ms, and Chromium's MediaSource plays no file whose times run backwards.
_LATER = 7 * sound.RATE // 1000
_DEAF = (signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started the work
_REALTIME = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "error-resilient": "0"}
# One cluster a chunk: a block that would make the cluster longer than this begins the next one.
# The screen has a picture every half second and nothing between: it must not be just not longer.
_LIVE_CAMERA = {"live": "1", "cluster_time_limit": str(CHUNK_MS)}
_LIVE_SCREEN = {"live": "1", "cluster_time_limit": str(CHUNK_MS - 10)}


class Loop(msgspec.Struct, frozen=True):
    """One segment. `still` is a JPEG of its most telling moment."""

    mime: str
    width: int
    height: int
    chunks: list[bytes]
    still: bytes


class Loops(msgspec.Struct, frozen=True):
    """All of them: camera by "look scene", screen by "task desk"."""

    camera: dict[str, Loop]
    screen: dict[str, Loop]

    def camera_of(self, number: int, scene: figure.Scene) -> Loop:
        """Of the student of this number."""
        return self.camera[f"{number % (len(self.camera) // len(figure.SCENES))} {scene}"]

    def screen_of(self, number: int, desk: desktop.Desk) -> Loop:
        return self.screen[f"{number % (len(self.screen) // len(desktop.DESKS))} {desk}"]


def _video(out: OutputContainer, width: int, height: int, fps: int, bits: int) -> VideoStream:
    stream: VideoStream = out.add_stream("libvpx", rate=fps)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    stream.bit_rate = bits
    stream.thread_count = 1  # the pool has a process for each core already
    stream.gop_size = 1000  # one key frame, at the segment's beginning
    stream.options = {**_REALTIME}
    return stream


def _audio(out: OutputContainer) -> AudioStream:
    stream: AudioStream = out.add_stream("libopus", rate=sound.RATE, layout="mono")
    stream.bit_rate = SOUND_BITS
    stream.options = {"application": "voip"}
    return stream


def _hear(out: OutputContainer, stream: AudioStream, samples: bytes, start: int, count: int) -> None:
    """Encodes `count` samples from `start` on."""
    for at in range(start, start + count, sound.FRAME):
        frame = av.AudioFrame(format="s16", layout="mono", samples=sound.FRAME)
        frame.planes[0].update(samples[2 * at : 2 * (at + sound.FRAME)])
        frame.sample_rate, frame.pts, frame.time_base = sound.RATE, at + _LATER, Fraction(1, sound.RATE)
        out.mux(stream.encode(frame))


def _see(out: OutputContainer, stream: VideoStream, picture: Image.Image, n: int, fps: int) -> None:
    from_image: Callable[[Image.Image], av.VideoFrame] = av.VideoFrame.from_image
    frame = from_image(picture)
    frame.pts, frame.time_base = n, Fraction(1, fps)
    out.mux(stream.encode(frame))


def _encode_camera(pictures: Iterator[Image.Image], samples: bytes) -> bytes:
    file, step = io.BytesIO(), sound.RATE // figure.FPS
    with av.open(file, "w", format="webm", options=_LIVE_CAMERA) as out:
        video = _video(out, figure.WIDTH, figure.HEIGHT, figure.FPS, CAMERA_BITS)
        audio = _audio(out)
        for n, picture in enumerate(pictures):
            _see(out, video, picture, n, figure.FPS)
            _hear(out, audio, samples, n * step, step)
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    return file.getvalue()


def _encode_screen(pictures: Iterator[Image.Image]) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="webm", options=_LIVE_SCREEN) as out:
        video = _video(out, desktop.WIDTH, desktop.HEIGHT, desktop.FPS, SCREEN_BITS)
        for n, picture in enumerate(pictures):
            _see(out, video, picture, n, desktop.FPS)
        out.mux(video.encode(None))
    return file.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def camera_loop(number: int, scene: figure.Scene) -> Loop:
    """Ten seconds of the look in the scene, with sound."""
    background = figure.room(LOOKS[number])

    def at(t: float) -> Image.Image:
        return figure.camera_picture(number, scene, t, background)

    pictures = (at(n / figure.FPS) for n in range(figure.SCENE_S * figure.FPS))
    whole = _encode_camera(pictures, sound.scene_sound(number, scene))
    chunks = chunks_of(whole, figure.SCENE_S * 1000)
    return Loop(CAMERA_MIME, figure.WIDTH, figure.HEIGHT, chunks, _jpeg(at(figure.SCENE_S / 2)))


def screen_loop(number: int, desk: desktop.Desk) -> Loop:
    """Thirty seconds of the screen."""

    def at(t: float) -> Image.Image:
        return desktop.screen_picture(number, desk, t)

    whole = _encode_screen(at(n / desktop.FPS) for n in range(desktop.DESK_S * desktop.FPS))
    chunks = chunks_of(whole, desktop.DESK_S * 1000)
    return Loop(SCREEN_MIME, desktop.WIDTH, desktop.HEIGHT, chunks, _jpeg(at(desktop.DESK_S / 2)))


def _version() -> str:
    """Changes with the code that draws, so that an old cache is not used."""
    folder = Path(__file__).parent
    names = ("desktop", "figure", "looks", "loops", "sound", "webm")
    return hashlib.sha256(b"".join((folder / f"{n}.py").read_bytes() for n in names)).hexdigest()[:12]


def _cached(path: Path, make: Callable[[], Loop]) -> Loop:
    if path.exists():
        return msgspec.msgpack.decode(path.read_bytes(), type=Loop)
    loop = make()
    draft = path.with_suffix(".draft")
    draft.write_bytes(msgspec.msgpack.encode(loop))
    draft.rename(path)
    return loop


def _camera_job(folder: Path, number: int, scene: figure.Scene) -> Loop:
    return _cached(folder / f"camera-{number}-{scene}.loop", lambda: camera_loop(number, scene))


def _screen_job(folder: Path, number: int, desk: desktop.Desk) -> Loop:
    return _cached(folder / f"screen-{number}-{desk}.loop", lambda: screen_loop(number, desk))


def load_loops(cache: Path, looks: int, say: Callable[[str], None] = print) -> Loops:
    """The loops of the first `looks` looks, encoded where the cache has them not yet (about half a second each)."""
    folder = cache / _version()
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [(n, scene) for n in range(looks) for scene in figure.SCENES]
    desks = [(n, desk) for n in range(min(looks, len(desktop.TASKS))) for desk in desktop.DESKS]
    if len(list(folder.glob("*.loop"))) < len(scenes) + len(desks):
        say(f"drawing and encoding {len(scenes) + len(desks)} pieces of recording, once ...")
    context = multiprocessing.get_context("spawn")  # forking a process with threads can hang
    pool = ProcessPoolExecutor(mp_context=context, initializer=signal.signal, initargs=_DEAF)
    try:
        camera = [pool.submit(_camera_job, folder, n, scene) for n, scene in scenes]
        screen = [pool.submit(_screen_job, folder, n, desk) for n, desk in desks]
        return Loops(
            {f"{n} {scene}": job.result() for (n, scene), job in zip(scenes, camera, strict=True)},
            {f"{n} {desk}": job.result() for (n, desk), job in zip(desks, screen, strict=True)},
        )
    finally:
        pool.shutdown(cancel_futures=True)
