"""Results as tables of a page."""

from evaluation.page import written

ROW = {
    "clips": 1, "events": 4, "precision": 1.0, "recall": 0.75, "mean_delay_s": 3.1, "false_alarms_per_hour": 0.0,
    "coverage": 0.97, "by": {"light": {"dim": {"events": 4, "recall": 0.75, "precision": 1.0}}},
    "missed": ["voices-1 20 s whispering"], "wrong": [],
}  # fmt: skip
PAGE = "Before\n<!-- results -->\nold\n<!-- end of results -->\nafter\n"


def test_tables_stand_between_the_marks_and_the_rest_stays():
    page = written(PAGE, {"voices": ROW})
    assert page.startswith("Before\n")
    assert page.endswith("\nafter\n")
    assert "old" not in page
    assert "| voices | 1 | 4 | 1.0 | **0.75** | 0.95 |" in page


def test_every_error_is_named_and_recall_is_told_apart_by_light():
    page = written(PAGE, {"face_absent": ROW | {"missed": ["a 3 s"]}})
    assert "- face_absent: missed a 3 s" in page
    assert "| light | dim | 4 | 0.75 |" in page
