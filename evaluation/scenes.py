"""What is sat: every clip once, and on clean clips what only actions can show."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evaluation import acts
from evaluation.labels import Clip
from evaluation.sit import Act


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    clip: Clip
    act: Act | None = None
    scripts: tuple[str, ...] = ()
    sources: dict[str, bool] = field(default_factory=dict)  # what the template requires beside the usual


@dataclass(frozen=True, slots=True)
class Acted:
    tracker: str
    act: Act
    length_s: float
    scripts: tuple[str, ...] = ()
    sources: dict[str, bool] = field(default_factory=dict)


SHORT_S = 110.0
ACTED = (
    Acted("window_focus", acts.leave_window, SHORT_S),
    Acted("screen_share", acts.stop_sharing, SHORT_S),
    Acted("fullscreen", acts.leave_fullscreen, SHORT_S, sources={"fullscreen": True}),
    Acted("network", acts.lose_line, 170.0),
    Acted("second_display", acts.show_second_display, SHORT_S, (acts.EXTENDED,)),
    Acted("environment", acts.open_second_tab, 60.0),
    Acted("content_actions", acts.copy_and_paste, SHORT_S),
    Acted("keystrokes", acts.change_typist, acts.LEARNING_S + acts.OTHER_S + 10),
    Acted("remote_or_virtual", acts.lasting("remote_or_virtual", "virtual machine"), 70.0, (acts.VIRTUAL_MACHINE,)),
    Acted("false_camera", acts.lasting("false_camera", "virtual camera"), 70.0, (acts.VIRTUAL_CAMERA,)),
)


def _acted(clean: Clip) -> list[Scene]:
    """On a clean clip, which begins again when it is over."""
    return [
        Scene(
            f"acted-{one.tracker}",
            replace(clean, name=f"acted-{one.tracker}", tracker=one.tracker, length_s=one.length_s, clean=False),
            one.act, one.scripts, one.sources,
        )
        for one in ACTED
    ]  # fmt: skip


def scenes_of(clips: Iterable[Clip], only: set[str]) -> list[Scene]:
    """The longest first, so that the last to end is a short one; `only` names trackers (and `clean`)."""
    clips = list(clips)
    clean = next(clip for clip in clips if clip.clean)
    scenes = [Scene(clip.name, clip) for clip in clips] + _acted(clean)
    wanted = [s for s in scenes if not only or s.clip.tracker in only or (s.clip.clean and "clean" in only)]
    return sorted(wanted, key=lambda scene: -scene.clip.length_s)
