from fairseat.domain.trackers import BY_NAME
from fairseat.simulate.script import BLOCK_S, Script

TRACKERS = set(BY_NAME)
HOUR = range(3600)


def seconds_with(tracker: str, script: Script) -> int:
    return sum(tracker in script.shown(second) for second in HOUR)


def bold() -> Script:
    return next(script for script in (Script(1, n) for n in range(100)) if script.temper > 0.1)


def test_the_same_seed_gives_the_same_hour() -> None:
    assert [Script(7, 3).shown(s) for s in HOUR] == [Script(7, 3).shown(s) for s in HOUR]


def test_another_seed_gives_another_hour() -> None:
    assert [Script(7, 3).block(n) for n in range(120)] != [Script(8, 3).block(n) for n in range(120)]


def test_a_bold_student_does_everything_within_an_hour() -> None:
    for tracker in ("face_absent", "several_faces", "voices", "page_hidden"):
        assert seconds_with(tracker, bold()) > 5


def test_most_students_are_honest() -> None:
    assert sum(Script(1, n).temper < 0.05 for n in range(200)) > 80


def test_values_are_shares_of_a_second() -> None:
    for second in HOUR:
        values = bold().values(second, TRACKERS, fullscreen=True)
        assert all(value is not None and 0 <= value <= 1 for value in values.values())


def test_the_server_judges_the_network_itself() -> None:
    assert "network" not in Script(1, 1).values(0, TRACKERS, fullscreen=True)


def test_a_full_screen_that_is_not_required_is_not_looked_at() -> None:
    assert Script(1, 1).values(0, TRACKERS, fullscreen=False)["fullscreen"] is None


def test_a_tracker_that_is_not_simulated_is_unavailable_and_sends_nothing() -> None:
    trackers = TRACKERS | {"keystrokes"}
    assert "keystrokes" in Script(1, 1).unavailable(trackers)
    assert "keystrokes" not in Script(1, 1).values(0, trackers, fullscreen=False)


def test_one_browser_in_five_tells_nothing_of_displays() -> None:
    assert [n for n in range(10) if "second_display" in Script(1, n).unavailable(TRACKERS)] == [4, 9]


def test_picture_and_readings_agree() -> None:
    script = bold()
    for second in HOUR:
        scene, shown = script.scene(second // 10), script.shown(second)
        assert ("face_absent" in shown) == (scene == "away")
        assert ("several_faces" in shown) == (scene == "two")
        assert ("page_hidden" in shown) <= (script.block(second // BLOCK_S).desk == "search")
