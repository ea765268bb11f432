"""A template: the reusable settings of an exam. Checked once at the edge, kept as JSON, frozen into the exam."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field, structs

from fairseat.domain.trackers import BY_NAME, TrackerSetting, default_settings, told_apart

Step = Literal["rules", "equipment"]
Input = Literal["camera", "microphone"]
Tool = Literal["chat", "call", "rating", "warning", "termination"]

DEFAULT_RULES = (
    "Your camera, microphone and screen are recorded while you sit this exam, and a proctor may watch them live.\n\n"
    "Stay alone in the room, keep your face in the picture, keep the exam in front of you, and do not talk to "
    "others. If you need anything, use the help button: a proctor will answer."
)


CONTACT_MOST = 300  # characters: a name, an address, a telephone number and when somebody is there


class SourceSetting(Struct, kw_only=True, frozen=True):
    camera: bool = True
    microphone: bool = True
    screen: bool = True
    fullscreen: bool = False
    phone: bool = False  # the student's phone as a second camera
    stills: bool = False  # a browser that can record nothing may send still pictures, without sound


# The devices that each source is recorded from; the microphone is part of the camera's recording.
FED_BY = {"camera": ("camera", "microphone"), "screen": ("screen",), "phone": ("phone",)}


def devices_of(wanted: SourceSetting) -> frozenset[str]:
    """What the template asks for."""
    asked = {
        "camera": wanted.camera, "microphone": wanted.microphone, "screen": wanted.screen, "phone": wanted.phone
    }  # fmt: skip
    return frozenset(device for device, on in asked.items() if on)


def sources_of(devices: frozenset[str]) -> list[str]:
    """What must be recorded where these devices are asked for."""
    return [source for source, fed in FED_BY.items() if devices.intersection(fed)]


def required_sources(wanted: SourceSetting) -> list[str]:
    return sources_of(devices_of(wanted))


class TemplateSettings(Struct, kw_only=True, frozen=True):
    steps: list[Step] = field(default_factory=lambda: ["rules", "equipment"])
    sources: SourceSetting = field(default_factory=SourceSetting)
    tools: list[Tool] = field(default_factory=lambda: ["chat", "call", "rating", "warning", "termination"])
    trackers: dict[str, TrackerSetting] = field(default_factory=default_settings)
    rules: Annotated[str, Meta(max_length=20_000)] = DEFAULT_RULES
    rules_version: str = "1"
    contact: Annotated[str, Meta(max_length=CONTACT_MOST)] = ""  # whom students may ask, unless the exam says otherwise
    review_below: Annotated[float, Meta(ge=0, le=100)] = 80.0  # credibility under which a session is marked
    may_go_without: list[Input] = field(default_factory=lambda: ["microphone"])  # with a reason, on record

    def __post_init__(self) -> None:
        structs.force_setattr(self, "trackers", told_apart(self.trackers))


ASKED = {"fullscreen": "fullscreen"}  # trackers that need more than what they look at: the template must ask for it


def looking(settings: TemplateSettings) -> dict[str, TrackerSetting]:
    """The rules of the trackers. Off are also those whose source is not required: they can see nothing."""
    sources = settings.sources

    def is_there(name: str) -> bool:
        source = ASKED.get(name, BY_NAME[name].needs)
        return source in ("page", "server") or bool(getattr(sources, source))

    return {
        name: rule if is_there(name) else structs.replace(rule, on=False) for name, rule in settings.trackers.items()
    }


class Task(Struct, kw_only=True, frozen=True):
    id: str
    title: str
    text: str


class Content(Struct, kw_only=True, frozen=True):
    """What is sat: an address shown in a frame, or tasks kept here (read by the student, answered on paper or in
    the text field below each)."""

    kind: Literal["address", "tasks"]
    address: str = ""
    tasks: list[Task] = field(default_factory=list)
