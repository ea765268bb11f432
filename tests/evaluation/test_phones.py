"""Scenes with drawn things, and the detector's answer as the evaluation reads it."""

import numpy as np
import pytest
from PIL import Image

from evaluation.detector import close_view, decode, distinct, likely_phone, open_detector, phone_likeness, told_of
from evaluation.objects import Clip, told
from evaluation.phones import DECOYS, SIZE, book_scene, decoy_scene, phone_looks, phone_scene
from tests.media.pictures import face

PHONE = ("phone", 0.5, (0.4, 0.4, 0.6, 0.6))
ELSEWHERE = ("phone", 0.5, (0.0, 0.0, 0.2, 0.2))
PLACE = (0.4, 0.4, 0.6, 0.6)


@pytest.mark.parametrize("draw", [phone_scene, book_scene])
def test_a_scene_is_a_webcams_picture_with_a_thing_of_the_height_that_was_asked_for(draw):
    picture, (left, top, right, bottom) = draw(face(), 7, 0.3)
    assert picture.size == SIZE
    assert 0 <= left < right <= 1
    assert bottom - top == pytest.approx(0.3, abs=0.01)


def test_a_seed_draws_the_same_scene_and_another_seed_another():
    assert phone_scene(face(), 3) == phone_scene(face(), 3)
    assert phone_scene(face(), 3) != phone_scene(face(), 4)


def test_looks_of_a_clip_are_not_alike_and_stay_near_each_other():
    looks = phone_looks(face(), 3, 3, 0.2)
    assert len({picture.tobytes() for picture, _ in looks}) == 3
    assert max(box[0] for _, box in looks) - min(box[0] for _, box in looks) < 0.4


def test_decoys_are_all_drawn():
    assert {decoy_scene(face(), seed)[1] for seed in range(40)} == {"person", "hand", *DECOYS}


def test_the_detectors_numbers_become_a_box():
    grid = np.full((48, 20, 26), -20, np.float32)
    grid[0, 10, 13] = 0
    for edge, distance in enumerate((2, 1, 2, 1)):
        grid[4 + edge * 11 + distance, 10, 13] = 20
    [(label, score, (left, top, right, bottom))] = decode(grid, 16)
    assert (label, score) == ("phone", pytest.approx(0.5))
    assert (right - left, bottom - top) == (pytest.approx(64), pytest.approx(32))
    assert distinct([PHONE, PHONE, ELSEWHERE]) == [PHONE, ELSEWHERE]


def test_a_phone_looks_less_like_one_where_it_looks_like_a_book_and_a_screen():
    rivals = [("book", 0.2, PLACE), ("laptop", 0.3, PLACE)]
    assert phone_likeness(PLACE, [PHONE, *rivals]) == pytest.approx(0.25)
    assert likely_phone([PHONE, *rivals, ("phone", 0.3, ELSEWHERE[2])]) == ("phone", 0.3, ELSEWHERE[2])
    assert likely_phone([PHONE, ("book", 0.9, PLACE)]) is None


def test_only_the_phone_that_two_looks_agree_on_is_told_and_no_shelf_of_books():
    shelf, book = ("book", 0.39, PLACE), ("book", 0.6, PLACE)
    assert told_of([PHONE, book, shelf], None) == [book]
    assert told_of([PHONE], ("phone", 0.3, PLACE)) == [("phone", 0.3, PLACE)]
    assert told_of([PHONE], ("phone", 0.1, PLACE)) == []


def test_the_second_look_is_four_times_as_wide_as_the_phone():
    x, y, scale = close_view((0.5, 0.25, 0.6, 0.45), Image.new("RGB", SIZE))
    assert (x, y) == (pytest.approx(0.55 * 640), pytest.approx(0.35 * 480))
    assert scale == pytest.approx(4 * 0.2 * 480 / 320)


def test_a_clip_is_told_by_two_of_three_looks_in_the_right_place():
    def clip(*found):
        return Clip("phone", [PLACE] * len(found), [list(one) for one in found])

    assert told(clip([PHONE], [], [PHONE]), 0.4)
    assert not told(clip([PHONE], [], [], [PHONE]), 0.4)
    assert not told(clip([PHONE], [ELSEWHERE], [ELSEWHERE]), 0.4)
    assert not told(clip([PHONE], [PHONE]), 0.6)


@pytest.mark.slow
def test_the_detector_finds_a_large_phone_and_none_on_a_person_alone():
    detect = open_detector()
    scores = [
        max((s for what, s, _ in detect(phone_scene(face(), n, 0.35)[0]) if what == "phone"), default=0)
        for n in range(12)
    ]
    assert sum(score >= 0.3 for score in scores) >= 6
    assert not [one for one in detect(Image.new("RGB", SIZE, (120, 116, 110))) if one[1] >= 0.3]
