"""What each simulated student does, second by second: the same for the same seed.

The script is a row of blocks of 30 s: one segment of the screen, three of the camera.
"""

import random
from dataclasses import dataclass

from fairseat.simulate.desktop import DESK_S, SEARCH_FROM_S, SEARCH_TO_S, Desk
from fairseat.simulate.figure import SCENE_S, Scene

BLOCK_S = DESK_S
SCENES_A_BLOCK = BLOCK_S // SCENE_S
SERVERS_OWN = frozenset({"network"})  # judged by the server; a page cannot report on its own line

# How often a scene of ten seconds is misconduct, and how many students in ten are like that.
_TEMPERS = ((0.01, 5), (0.06, 3), (0.20, 2))
_MISCONDUCT: tuple[Scene, ...] = ("away", "two", "talk")
_CALM: tuple[Scene, ...] = ("calm", "calm", "lean")
_SEARCHES = 0.6  # a block shows another window this much as often as a scene is misconduct
CUT_S = 14.0  # length of a cut of the line
_CUT, _CHAT, _HELP = 0.006, 0.025, 0.012  # chances of these in one block

# The share of each second of the scene in which the behaviour shows in the picture or in the sound.
_COME_AND_GO = (0.0, 0.3, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.6, 0.0)
_SPEECH = (0.0, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 0.0)
_SHOWN: dict[Scene, dict[str, tuple[float, ...]]] = {
    "away": {"face_absent": _COME_AND_GO},
    "two": {"several_faces": _COME_AND_GO},
    "talk": {"voices": _SPEECH},
}
_SIMULATED = frozenset(
    {
        "environment",
        "page_hidden",
        "window_focus",
        "camera",
        "face_absent",
        "several_faces",
        "microphone",
        "voices",
        "screen_share",
    }
)

CHATS = (
    "Is it allowed to use scrap paper?",
    "I have finished task 1, may I go back to it later?",
    "My neighbour is drilling, I am sorry for the noise.",
    "How much time is left?",
    "Do the answers need units?",
)
HELPS = ("The text of task 2 is cut off.", "My screen share stopped for a moment.", "I feel unwell.", "")
REPLIES = ("Yes, thank you.", "Understood.", "I am sorry, it will not happen again.", "One moment, please.")


@dataclass(frozen=True, slots=True)
class Block:
    """Thirty seconds. `chat` and `help` are said in the middle of it, the line is cut at its beginning."""

    desk: Desk
    scenes: tuple[Scene, ...]
    chat: str | None = None
    help: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """One student's part in the play."""

    seed: int
    number: int

    @property
    def temper(self) -> float:
        """Share of scenes that are misconduct."""
        shares, weights = zip(*_TEMPERS, strict=True)
        return random.Random(f"{self.seed} {self.number}").choices(shares, weights)[0]

    def _scene(self, dice: random.Random) -> Scene:
        return dice.choice(_MISCONDUCT if dice.random() < self.temper else _CALM)

    def block(self, index: int) -> Block:
        dice = random.Random(f"{self.seed} {self.number} {index}")
        scenes = tuple(self._scene(dice) for _ in range(SCENES_A_BLOCK))
        return Block(
            desk="search" if dice.random() < self.temper * _SEARCHES else "exam",
            scenes=scenes,
            chat=dice.choice(CHATS) if dice.random() < _CHAT else None,
            help=dice.choice(HELPS) if dice.random() < _HELP else None,
            cut=index > 0 and dice.random() < _CUT,
        )

    def scene(self, index: int) -> Scene:
        """Of the camera's segment `index`."""
        return self.block(index // SCENES_A_BLOCK).scenes[index % SCENES_A_BLOCK]

    def shown(self, second: int) -> dict[str, float]:
        """What can be seen and heard in this second of the sitting: tracker to share."""
        block, within = self.block(second // BLOCK_S), second % BLOCK_S
        scene = block.scenes[within // SCENE_S]
        found = {name: row[within % SCENE_S] for name, row in _SHOWN.get(scene, {}).items()}
        if block.desk == "search" and SEARCH_FROM_S <= within < SEARCH_TO_S:
            found["page_hidden"] = 1.0
        return found

    def unavailable(self, trackers: set[str]) -> list[str]:
        """Trackers that this student's browser cannot run: one browser in five tells nothing of displays."""
        missing = {"second_display"} if self.number % 5 == 4 else set()
        known = _SIMULATED | SERVERS_OWN | {"fullscreen", "second_display"}
        return sorted(trackers & (missing | (trackers - known)))

    def values(self, second: int, trackers: set[str], fullscreen: bool) -> dict[str, float | None]:
        """The readings of this second."""
        shown = self.shown(second)
        looked = trackers - SERVERS_OWN - set(self.unavailable(trackers))
        values: dict[str, float | None] = {name: shown.get(name, 0.0) for name in sorted(looked)}
        if "fullscreen" in values and not fullscreen:
            values["fullscreen"] = None
        return values
