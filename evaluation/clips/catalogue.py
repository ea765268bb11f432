"""The clips: for each tracker several, over persons, light and distance; and clean ones for the false alarms."""

from collections.abc import Iterable

from evaluation.clips import acts
from evaluation.clips.acts import calm, eyes, head, spaced, within
from evaluation.clips.avatar.person import PEOPLE
from evaluation.clips.look import Look
from evaluation.clips.photos import SOURCES
from evaluation.clips.script import MUTED, Act, Clip, Place, Sound, Thing
from evaluation.labels import Distance, Light, Tone

STILL = {"false_camera": "the face is a photo", "lips": "the face is a photo", "looking_away": "the face is a photo"}


def _skin(person: str) -> Tone:
    is_photo = person.startswith("photo:")
    return SOURCES[person.removeprefix("photo:")].skin if is_photo else PEOPLE[person].skin


def clip(
    name: str, person: str, *script: Act, light: Light = "bright", distance: Distance = "normal", room: str = "",
    clean: bool = False, ignore: Iterable[tuple[str, str]] = (),
) -> Clip:  # fmt: skip
    """The tracker is the first word of the name; of a photo's face some trackers cannot say anything right."""
    is_photo = person.startswith("photo:")
    where = room or (person if is_photo else "window" if light == "backlit" else "study")
    unsure = (STILL if is_photo else {}) | dict(ignore)
    return Clip(name, name.split("-")[0], person, script, light, distance, _skin(person), where, clean, unsure)


def _camera() -> list[Clip]:
    black, frozen = acts.pictured("black", "black picture"), acts.pictured("frozen", "frozen picture", 25)
    return [
        clip("camera-1", "eva", *spaced(black, frozen)),
        clip("camera-2", "dan", *spaced(frozen, black), light="dim"),
    ]


def _face_absent() -> list[Clip]:
    gone, down, back, lens, paper = (
        acts.empty_chair(), acts.ducked(), acts.turned_round(), acts.hand_on_the_lens(), acts.paper(),
    )  # fmt: skip
    return [
        clip("face_absent-1", "ana", *spaced(gone, back, lens)),
        clip("face_absent-2", "cleo", *spaced(gone, down, back), light="dim"),
        clip("face_absent-3", "ben", *spaced(down, paper, gone), light="backlit"),
        clip("face_absent-4", "photo:suit", *spaced(gone, lens, down)),
        clip("face_absent-5", "dan", *spaced(gone, back), distance="far"),
    ]


def _several_faces() -> list[Clip]:
    return [
        clip(
            "several_faces-1",
            "eva",
            *spaced(acts.second("ben"), acts.second("dan", -0.32), acts.second("ana", 0.3, 0.5)),
        ),
        clip(
            "several_faces-2", "dan", *spaced(acts.second("cleo", -0.3), acts.second("photo:elder", 0.32)), light="dim"
        ),
        clip("several_faces-3", "photo:olive", *spaced(acts.second("photo:suit", 0.33), acts.second("mia", -0.33))),
        clip(
            "several_faces-4", "cleo", *spaced(acts.second("dan", 0.3), acts.second("eva", -0.3, 0.5)), light="backlit"
        ),
        clip("several_faces-5", "mia", *spaced(acts.second("ben", 0.22), acts.second("eva", -0.22)), distance="far"),
    ]


def _looking_away() -> list[Clip]:
    sides = (head(45), head(-40), within(12, 6), head(pitch=-33))
    return [
        clip("looking_away-1", "eva", *spaced(*sides)),
        clip("looking_away-2", "cleo", *spaced(head(-50), within(-12, -6), head(pitch=35), head(38))),
        clip("looking_away-3", "ben", *spaced(*sides), light="dim"),
        clip("looking_away-4", "dan", *spaced(head(42), head(pitch=-34), head(-42)), distance="near"),
        clip("looking_away-5", "eva", *spaced(eyes(36), within(0, 8), eyes(-36)), distance="near"),
        clip("looking_away-6", "mia", *spaced(eyes(-36), eyes(36), within(0, -8))),
        clip("looking_away-7", "ana", *spaced(head(-45), head(40)), light="backlit"),
        clip("looking_away-8", "dan", *spaced(head(45), head(-38)), distance="far"),
    ]


def _lips() -> list[Clip]:
    aloud = acts.speech("en", -22, "the person speaks", 10, own=True)
    return [
        clip("lips-1", "eva", *spaced(acts.silent_lips(), aloud, acts.silent_lips())),
        clip("lips-2", "dan", *spaced(acts.silent_lips(), acts.silent_lips()), light="dim"),
        clip("lips-3", "cleo", *spaced(acts.silent_lips(), aloud), distance="near"),
    ]


def _face_mismatch() -> list[Clip]:
    same = (Act(8, place=Place(0.95), events={"face_absent": "goes and comes back"}), calm(30))
    return [
        clip("face_mismatch-1", "eva", *spaced(acts.swapped("dan"))),
        clip("face_mismatch-2", "photo:suit", *spaced(acts.swapped("photo:elder"), same)),
        clip("face_mismatch-3", "photo:olive", *spaced(acts.swapped("photo:green"))),
        clip("face_mismatch-4", "ben", *spaced(acts.swapped_at_once("mia"))),
        clip("face_mismatch-5", "photo:green", *spaced(acts.swapped("photo:red"))),
    ]


def _microphone() -> list[Clip]:
    silent, muted = acts.muted(16, MUTED, "digital silence"), acts.muted(14, -60, "unplugged: almost nothing")
    quiet = acts.muted(60, -26, "much quieter than in the check")
    return [
        clip("microphone-1", "ana", *spaced(silent, muted, silent)),
        clip("microphone-2", "ben", *spaced(quiet, between_s=40)),
    ]


def _voices() -> list[Clip]:
    spoken = acts.speech
    return [
        clip("voices-1", "eva", *spaced(
            spoken("en+f3", -25, "another voice, near"), acts.noise("typing", -34),
            spoken("de", -32, "another voice, far"), acts.noise("cough", -26, 8),
            spoken("en", -22, "the person speaks", own=True))),
        clip("voices-2", "dan", *spaced(
            spoken("fr", -28, "another voice, near"), acts.noise("fan", -42), spoken("ru", -30, "another voice, near"),
            acts.noise("door", -24, 8), spoken("es+f2", -34, "another voice, far"), acts.noise("music", -40))),
        clip("voices-3", "mia", *spaced(
            spoken("en+whisper", -34, "whispering"), spoken("en-us+m3", -38, "another voice, far"),
            acts.noise("chair", -30, 8))),
    ]  # fmt: skip


def _false_camera() -> list[Clip]:
    return [
        clip("false_camera-1", "ana", *spaced(acts.looped())),
        clip("false_camera-2", "ben", *spaced(acts.looped(60))),
    ]


def _forbidden_object() -> list[Clip]:
    """Phones and books at the distance of the face or a little nearer."""
    light, dark = (218, 168, 138), (92, 58, 42)
    first = (
        Thing("phone", 2, 0.26, 0.8, 0.5, -8, light), Thing("book", 3, 0.4, 0.8, 0.55, 6, light),
        Thing("phone", 8, 0.2, 0.2, 0.62, 12, light),
    )  # fmt: skip
    second = (
        Thing("phone", 10, 0.24, 0.2, 0.6, 10, dark), Thing("phone", 15, 0.3, 0.78, 0.66, -20, dark),
        Thing("book", 57, 0.42, 0.2, 0.6, -6, dark),
    )  # fmt: skip
    small = (Thing("phone", 20, 0.15, 0.3, 0.75, 15, light), Thing("phone", 4, 0.18, 0.7, 0.7, -30, light))
    return [
        clip("forbidden_object-1", "eva", *spaced(*map(acts.holding, first))),
        clip("forbidden_object-2", "dan", *spaced(*map(acts.holding, second)), room="plain"),
        clip("forbidden_object-3", "ben", *spaced(*map(acts.holding, small))),
        clip("forbidden_object-4", "cleo", *spaced(*map(acts.holding, second[:2])), light="dim"),
    ]


def _work(minutes: float) -> list[Act]:
    """What a student does who does nothing wrong: types, thinks, leans in, looks at the keyboard, coughs."""
    keyboard, chin = Look(pitch=-16, eye_y=-8), Look(pitch=-6, yaw=6)
    round_of = [
        calm(22),
        Act(10, sounds=(Sound("typing", -36),), look=Look(pitch=-5), glancing=True),
        Act(2, keyboard, sounds=(Sound("typing", -36),)),
        calm(14, place=Place(0.03, 0.02, 1.14)),
        Act(9, chin, overlay="fist", glancing=True),
        calm(12, place=Place(-0.05, 0.01, 1)),
        Act(2.5, Look(yaw=24), sounds=(Sound("cough", -28),)),
        calm(15, light=0.85),
        Act(6, Look(yaw=-12, eye_x=-6)),
        Act(5, Look(yaw=11, eye_x=7)),
        calm(12, sounds=(Sound("chair", -32, from_s=3, to_s=4), Sound("door", -30, from_s=8, to_s=9))),
        calm(20, sounds=(Sound("music", -44),)),
    ]
    done: list[Act] = []
    while sum(act.seconds for act in done) < minutes * 60:
        done.append(round_of[len(done) % len(round_of)])
    return done


def _clean() -> list[Clip]:
    def clean(n: int, person: str, minutes: float = 5, **how: str) -> Clip:
        return clip(f"clean-{n}", person, acts.lead_in(), *_work(minutes), clean=True, **how)  # type: ignore[arg-type]

    return [
        clean(1, "eva", 4),
        clean(2, "dan", 4, room="plain"),
        clean(3, "cleo", 4, light="dim"),
        clean(4, "ben", 3, light="backlit"),
        clean(5, "mia", 3, distance="far", room="plain"),
        clip("clean-6", "photo:suit_serious", acts.lead_in(), *(calm(30) for _ in range(4)), clean=True),
        clip("clean-7", "ana", acts.lead_in(), *_work(2), room="poster", clean=True,
             ignore=[("face_mismatch", "a face on a poster")]),
    ]  # fmt: skip


def all_clips() -> list[Clip]:
    makers = (
        _camera, _face_absent, _several_faces, _looking_away, _lips, _face_mismatch, _microphone, _voices,
        _false_camera, _forbidden_object, _clean,
    )  # fmt: skip
    return [one for maker in makers for one in maker()]


def chosen(only: str = "", quick: bool = False) -> list[Clip]:
    """`only` is a tracker or a clip's name; `quick` takes the first clip of each tracker."""
    found = [one for one in all_clips() if not only or only in (one.tracker, one.name)]
    return [one for one in found if not quick or one.name.endswith("-1")]
