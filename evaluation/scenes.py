"""What is sat: every clip once, and on clean clips what only actions can show."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evaluation import acts
from evaluation.labels import Clip, Labels, Stretch
from evaluation.sit import Act


@dataclass(frozen=True, slots=True)
class Scene:
    clip: Clip
    act: Act | None = None
    scripts: tuple[str, ...] = ()
    sources: dict[str, bool] = field(default_factory=dict)  # what the template requires beside the usual

    @property
    def labels(self) -> Labels:
        return self.clip.labels


@dataclass(frozen=True, slots=True)
class Acted:
    tracker: str
    act: Act
    length_s: float
    also: str = ""  # tells it from another one of the same tracker
    scripts: tuple[str, ...] = ()
    sources: dict[str, bool] = field(default_factory=dict)


SHORT_S = 110.0
ACTED = (
    Acted("page_hidden", acts.hide_page, SHORT_S, scripts=(acts.HIDDEN,)),
    Acted("window_focus", acts.lose_focus, SHORT_S, scripts=(acts.FOCUS,)),
    Acted("screen_share", acts.stop_sharing, SHORT_S),
    Acted("fullscreen", acts.leave_fullscreen, SHORT_S, sources={"fullscreen": True}),
    Acted("network", acts.lose_line, 170.0),
    Acted("second_display", acts.show_second_display, SHORT_S, scripts=(acts.EXTENDED,)),
    Acted("environment", acts.open_second_tab, SHORT_S),
    Acted("content_actions", acts.copy_and_paste, SHORT_S),
    Acted("keystrokes", acts.change_typist, acts.TYPED_S + 10),
    Acted("keystrokes", acts.keep_typist, acts.TYPED_S + 10, "same"),
    Acted("remote_or_virtual", acts.lasting("remote_or_virtual", "virtual machine"), 70.0,
          scripts=(acts.VIRTUAL_MACHINE,)),
    Acted("false_camera", acts.lasting("false_camera", "virtual camera"), 70.0, scripts=(acts.VIRTUAL_CAMERA,)),
)  # fmt: skip


def _recorded(clip: Clip) -> Clip:
    """No recording follows the marked points of the check, which is told at the beginning, and rightly."""
    labels = clip.labels
    begin = Stretch("false_camera", 0, labels.start, "follows no points")
    return replace(clip, labels=replace(labels, ignore=(*labels.ignore, begin)))


def _acted(clean: Clip) -> list[Scene]:
    """On a clean clip. What is longer sees it begin again, which is a loop indeed."""
    return [
        Scene(replace(clean, labels=_labels_of(one, clean.labels)), one.act, one.scripts, one.sources) for one in ACTED
    ]


def _labels_of(one: Acted, clean: Labels) -> Labels:
    again = (Stretch("false_camera", clean.length_s, one.length_s),) if one.length_s > clean.length_s else ()
    return replace(
        clean, name="-".join(filter(None, ("acted", one.tracker, one.also))), tracker=one.tracker,
        length_s=one.length_s, clean=False, ignore=clean.ignore + again,
    )  # fmt: skip


def scenes_of(clips: Iterable[Clip], only: set[str], acted: bool = True) -> list[Scene]:
    """The longest first, so that the last to end is a short one; `only` names trackers (and `clean`).
    `acted`: also what no clip can show, on a clean one."""
    clips = list(clips)
    scenes = [Scene(_recorded(clip)) for clip in clips]
    if acted:
        scenes += _acted(_recorded(next(clip for clip in clips if clip.labels.clean)))
    wanted = [s for s in scenes if not only or s.labels.tracker in only or (s.labels.clean and "clean" in only)]
    return sorted(wanted, key=lambda scene: -scene.labels.length_s)
