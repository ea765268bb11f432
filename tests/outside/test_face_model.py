"""The face models on real photographs."""

import io

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from fairseat.domain.errors import Refusal
from fairseat.domain.face import DIMENSIONS, Face, compared, fault_of
from fairseat.outside.face_model import FaceModel
from tests.media import pictures


@pytest.fixture(scope="module")
def model() -> FaceModel:
    return FaceModel()


def jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def faces(model: FaceModel, picture: Image.Image) -> list[Face]:
    return model.look_now(jpeg(picture))


def test_a_face_is_found_where_it_is_with_its_points_inside(model: FaceModel) -> None:
    (face,) = faces(model, pictures.face())
    assert face.score > 0.9
    assert 150 < face.height < 210
    assert all(face.x < x < face.x + face.width and face.y < y < face.y + face.height for x, y in face.points)
    assert len(face.print) == DIMENSIONS
    assert sum(v * v for v in face.print) == pytest.approx(1)


def test_the_same_person_in_another_picture_is_near_and_another_person_far(model: FaceModel) -> None:
    (face,), (other,) = faces(model, pictures.face()), faces(model, pictures.other())
    one, two = sorted(faces(model, pictures.two()), key=lambda found: found.x)
    assert (compared([one], face.print) or 0) > 0.9
    assert (compared([two], other.print) or 0) > 0.8
    assert (compared([other], face.print) or 1) < 0.2
    assert (compared([two], face.print) or 1) < 0.2


def test_of_two_faces_of_one_size_the_right_one_counts(model: FaceModel) -> None:
    (face,) = faces(model, pictures.face())
    assert (compared(faces(model, pictures.two()), face.print) or 0) > 0.9


def test_a_face_under_eighty_pixels_is_not_compared(model: FaceModel) -> None:
    (face,) = faces(model, pictures.face())
    assert compared(faces(model, pictures.face().resize((200, 150))), face.print) is None


def test_a_face_that_fills_a_large_picture_is_found(model: FaceModel) -> None:
    near = pictures.face().crop((100, 30, 420, 330)).resize((960, 900))
    (face,) = faces(model, near)
    assert face.height > 450
    assert (compared([face], faces(model, pictures.face())[0].print) or 0) > 0.9


def test_a_face_of_eighty_pixels_is_still_the_same_one(model: FaceModel) -> None:
    (small,) = model.look_now(jpeg(pictures.face().resize((246, 186)), 40))
    assert 80 <= small.height < 95
    assert (compared([small], faces(model, pictures.face())[0].print) or 0) > 0.8


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        (pictures.nobody, "no_face"),
        (pictures.two, "several_faces"),
        (lambda: pictures.face().resize((160, 120)), "face_too_small"),
        (lambda: ImageEnhance.Brightness(pictures.face()).enhance(0.15), "too_dark"),
        (lambda: pictures.face().filter(ImageFilter.GaussianBlur(4)), "blurred"),
        (pictures.face, None),
        (pictures.other, None),
    ],
)
def test_a_photo_that_nothing_could_be_compared_with_is_told_why(model, picture, fault) -> None:
    assert fault_of(faces(model, picture())) == fault


def png() -> bytes:
    out = io.BytesIO()
    pictures.face().save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"<svg/>", jpeg(pictures.face())[:500], png()])
async def test_what_is_no_picture_is_refused(model: FaceModel, data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        await model.look(data)
    assert refusal.value.code == "no_picture"


async def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(model: FaceModel) -> None:
    with pytest.raises(Refusal) as refusal:
        await model.look(jpeg(Image.new("RGB", (9000, 9000))))
    assert refusal.value.code == "no_picture"
