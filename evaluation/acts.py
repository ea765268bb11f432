"""What a student does that no clip can show: windows, lines, keys. Each act returns what it did, and when."""

import asyncio
import random

from evaluation.labels import Stretch
from evaluation.sit import Act, Seat

FIRST_S = 25.0  # the trackers have learned
TIMES = 3
APART_S = 25.0
LASTING_S = 6.0
CUT_S = 20.0

# A display that the browser tells of; a machine whose renderer names a virtual one; a camera that names itself.
EXTENDED = "Object.defineProperty(Screen.prototype, 'isExtended', { get: () => window.extended === true });"
VIRTUAL_MACHINE = """for (const Kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
  const read = Kind.prototype.getParameter;
  Kind.prototype.getParameter = function (name) { return name === 0x9246 ? "VMware SVGA 3D" : read.call(this, name); };
}"""
VIRTUAL_CAMERA = """Object.defineProperty(MediaStreamTrack.prototype, 'label', { get() {
  return this.kind === 'video' ? 'OBS Virtual Camera' : 'Microphone';
} });"""

FOCUS = """const hasFocus = Document.prototype.hasFocus;
Document.prototype.hasFocus = function () { return !window.unfocused && hasFocus.call(this); };"""
UNFOCUSED_S = 10.0

# Headless Chromium takes the focus from a page behind another tab, and does not hide it.
HIDDEN = """const state = () => (window.covered ? 'hidden' : 'visible');
Object.defineProperty(Document.prototype, 'visibilityState', { get: state });
Object.defineProperty(Document.prototype, 'hidden', { get: () => Boolean(window.covered) });
window.cover = (on) => { window.covered = on; document.dispatchEvent(new Event('visibilitychange')); };"""


def _repeated(tracker: str, begin: str, end: str, lasting_s: float = LASTING_S) -> Act:
    """The same twice over: a script begins the behaviour, another ends it."""

    async def act(seat: Seat) -> list[Stretch]:
        done = []
        for n in range(TIMES):
            await seat.until(FIRST_S + n * APART_S)
            since = seat.now_s
            await seat.page.evaluate(begin)
            await asyncio.sleep(lasting_s)
            await seat.page.evaluate(end)
            done.append(Stretch(tracker, since, seat.now_s))
        return done

    return act


async def open_second_tab(seat: Seat) -> list[Stretch]:
    await seat.until(FIRST_S)
    since = seat.now_s
    other = await seat.context.new_page()
    await other.goto(seat.line.url + seat.path)
    await asyncio.sleep(LASTING_S * 2)
    await other.close()
    await seat.page.bring_to_front()
    return [Stretch(tracker, since, seat.now_s, "second tab") for tracker in ("environment", "window_focus")]


async def stop_sharing(seat: Seat) -> list[Stretch]:
    done = []
    for n in range(TIMES):
        await seat.until(FIRST_S + n * APART_S)
        since = seat.now_s
        await seat.page.evaluate(
            "for (const t of window.shared[window.shared.length - 1].getTracks()) {"
            " t.stop(); t.dispatchEvent(new Event('ended')); }"
        )
        await asyncio.sleep(LASTING_S)
        await seat.page.get_by_role("button", name="Share").first.click()
        done.append(Stretch("screen_share", since, seat.now_s, "share ended"))
    return done


async def leave_fullscreen(seat: Seat) -> list[Stretch]:
    back = seat.page.get_by_role("button", name="full screen")
    if await back.count():
        await back.first.click()
    done = []
    for n in range(TIMES):
        await seat.until(FIRST_S + n * APART_S)
        since = seat.now_s
        await seat.page.evaluate("document.exitFullscreen()")
        await asyncio.sleep(LASTING_S)
        await back.first.click()
        done.append(Stretch("fullscreen", since, seat.now_s))
    return done


async def lose_line(seat: Seat) -> list[Stretch]:
    done = []
    for n in range(TIMES):
        await seat.until(FIRST_S + n * (CUT_S + APART_S))
        since = seat.now_s
        seat.line.cut()
        await asyncio.sleep(CUT_S)
        seat.line.mend()
        done.append(Stretch("network", since, seat.now_s))
    return done


async def copy_and_paste(seat: Seat) -> list[Stretch]:
    field = seat.page.get_by_label("Your answer").first
    await field.click()
    await seat.page.keyboard.type("The tides follow the moon because", delay=90)
    done = []
    for n, keys in enumerate((("Control+A", "Control+C"), ("End", "Control+V"), ("Control+A", "Control+X"))):
        await seat.until(FIRST_S + n * APART_S)
        since = seat.now_s
        for key in keys:
            await seat.page.keyboard.press(key)
        done.append(Stretch("content_actions", since, seat.now_s + 1, keys[-1]))
    return done


WORDS = "the water of the sea is drawn by the moon and by the sun and so it rises and falls twice in a day "
LEARNING_S = 300.0
TYPED_S = 720.0  # what comes after is told when two windows of two minutes are over, the first of them begun later

USUAL_S, OTHER_S = (0.14, 0.09), (0.32, 0.05)  # from release to press, held
TIRED = 1.08


async def _type(seat: Seat, dice: random.Random, flight_s: float, dwell_s: float, until: float) -> None:
    keyboard = seat.page.keyboard
    await seat.page.get_by_label("Your answer").first.click()
    while seat.now_s < until:
        for letter in WORDS:
            await keyboard.down("Space" if letter == " " else letter)
            await asyncio.sleep(max(0.015, dice.gauss(dwell_s, dwell_s / 5)))
            await keyboard.up("Space" if letter == " " else letter)
            await asyncio.sleep(max(0.02, dice.gauss(flight_s, flight_s / 4)))


async def change_typist(seat: Seat) -> list[Stretch]:
    """One rhythm for long enough to be learned, then another."""
    await _type(seat, random.Random(2), *USUAL_S, LEARNING_S)
    since = seat.now_s
    await _type(seat, random.Random(3), *OTHER_S, TYPED_S)
    return [Stretch("keystrokes", since, seat.now_s, "another rhythm")]


async def keep_typist(seat: Seat) -> list[Stretch]:
    """The same all the time, a little slower towards the end: nothing to raise."""
    await _type(seat, random.Random(4), *USUAL_S, LEARNING_S)
    await _type(seat, random.Random(5), *(TIRED * seconds for seconds in USUAL_S), TYPED_S)
    return []


def lasting(tracker: str, kind: str) -> Act:
    """True from the beginning to the end."""

    async def act(seat: Seat) -> list[Stretch]:
        await seat.until(60)
        return [Stretch(tracker, 0, 1e6, kind)]

    return act


hide_page = _repeated("page_hidden", "cover(true)", "cover(false)")
lose_focus = _repeated("window_focus", "window.unfocused = true", "window.unfocused = false", UNFOCUSED_S)
show_second_display = _repeated("second_display", "window.extended = true", "window.extended = false")
