"""Acts by name, and how clips are put together out of them: lead-in, then each act with clean seconds around it."""

from dataclasses import replace

from evaluation.clips.look import Look
from evaluation.clips.script import AWAY, LEAD_IN_S, Act, Place, Sound, Thing

BETWEEN_S = 13.0
TURN_S = 11.0
LOST_BEYOND = 48.0  # degrees: the face detector may lose a head turned so far


def lead_in(seconds: float = LEAD_IN_S) -> Act:
    return Act(seconds)


def calm(seconds: float = BETWEEN_S, **changes: object) -> Act:
    return replace(Act(seconds, glancing=True), **changes)  # type: ignore[arg-type]


def spaced(*acts: Act | tuple[Act, ...], between_s: float = BETWEEN_S) -> tuple[Act, ...]:
    """The acts with clean seconds before, between and after; acts in a group follow each other at once."""
    out: list[Act] = [lead_in()]
    for group in acts:
        out += [*(group if isinstance(group, tuple) else (group,)), calm(between_s)]
    return tuple(out)


def head(yaw: float = 0, pitch: float = 0, seconds: float = TURN_S, words: str = "") -> Act:
    """The head turns away. Where it turns very far, no face may be found: either is right."""
    sides = "side" if yaw else ("down" if pitch < 0 else "up")
    lost = {"face_absent": "turned very far"} if abs(yaw) > LOST_BEYOND or abs(pitch) > 30 else {}
    kind = words or f"head turned to the {sides}" if yaw else words or f"head {sides}"
    return Act(seconds, Look(yaw=yaw, pitch=pitch), events={"looking_away": kind}, ignore=lost)


def eyes(x: float = 0, y: float = 0, seconds: float = TURN_S) -> Act:
    where = "side" if x else ("down" if y < 0 else "up")
    return Act(seconds, Look(eye_x=x, eye_y=y), events={"looking_away": f"eyes off the screen ({where}), head still"})


def within(yaw: float = 0, eye_x: float = 0, pitch: float = 0, seconds: float = 9.0) -> Act:
    """Looks at another part of the screen: nothing to raise."""
    return Act(seconds, Look(yaw=yaw, pitch=pitch, eye_x=eye_x))


def empty_chair(seconds: float = 10.0) -> Act:
    return Act(seconds, place=Place(AWAY), events={"face_absent": "empty chair"})


def ducked(seconds: float = 9.0) -> Act:
    return Act(seconds, place=Place(0.05, 0.72), events={"face_absent": "below the picture"})


def turned_round(seconds: float = 9.0) -> Act:
    kinds = {"looking_away": "turned round"}
    return Act(seconds, Look(body_yaw=165), events={"face_absent": "back of the head"}, ignore=kinds)


def hand_on_the_lens(seconds: float = 9.0) -> Act:
    """Dark, but not all black: told as no picture, else as no face, never as both (one fault is charged once)."""
    told = dict.fromkeys(("face_absent", "looking_away", "false_camera"), "the picture is covered")
    return Act(seconds, overlay="hand on the lens", events={"camera": "hand on the lens"}, ignore=told)


def paper(seconds: float = 9.0) -> Act:
    unsure = {"forbidden_object": "a sheet of paper", "looking_away": "hidden"}
    return Act(seconds, overlay="paper", events={"face_absent": "behind a sheet of paper"}, ignore=unsure)


def holding(thing: Thing, seconds: float = 12.0) -> Act:
    """Looks at it a little: whether that is away is not what the clip is for."""
    kind = f"{thing.kind} of {thing.height:.0%} of the height"
    return Act(
        seconds, Look(pitch=-6), thing=thing, events={"forbidden_object": kind}, ignore={"looking_away": "looks at it"}
    )


def second(who: str, x: float = 0.3, scale: float = 0.8, seconds: float = 10.0, y: float = 0.0) -> Act:
    kind = "second person beside" if scale > 0.7 else "second person in the background"
    return Act(seconds, other=who, other_place=Place(x, y, scale), events={"several_faces": kind})


def swapped(who: str, seconds: float = 50.0, away_s: float = 8.0) -> tuple[Act, ...]:
    """The person leaves, another sits down; then the first one is back."""
    gone = Act(away_s, place=Place(AWAY), events={"face_absent": "seat changes"})
    return (gone, Act(seconds, person=who, events={"face_mismatch": "another person sits down"}, glancing=True), gone)


def swapped_at_once(who: str, seconds: float = 80.0) -> Act:
    return Act(
        seconds, person=who, events={"face_mismatch": "another person from one moment to the next"}, glancing=True
    )


def pictured(source: str, kind: str, seconds: float = 20.0) -> Act:
    others = ("face_absent", "looking_away", "false_camera", "several_faces", "lips")
    return Act(
        seconds,
        source=source,  # type: ignore[arg-type]
        events={"camera": kind},
        ignore=dict.fromkeys(others, "the picture is gone"),
    )


def looped(seconds: float = 40.0) -> Act:
    return Act(seconds, source="loop", glancing=True, events={"false_camera": "three seconds again and again"})


def silent_lips(seconds: float = 12.0) -> Act:
    return Act(seconds, talking=True, events={"lips": "lips move in silence"})


def speech(voice: str, dbfs: float, kind: str, seconds: float = 9.0, own: bool = False) -> Act:
    told = {} if own else {"lips": "somebody else speaks"}
    return Act(seconds, talking=own, sounds=(Sound("speech", dbfs, voice),), events={"voices": kind}, ignore=told)


def noise(what: str, dbfs: float, seconds: float = 9.0, to_s: float | None = None) -> Act:
    return Act(seconds, sounds=(Sound(what, dbfs, to_s=to_s),), glancing=True)


def muted(seconds: float, volume_db: float, kind: str) -> Act:
    return Act(seconds, volume_db=volume_db, glancing=True, events={"microphone": kind})
