"""Files of which nobody has said how they are encoded."""

import pytest

from fairseat.domain.errors import Refusal
from fairseat.flow.decode_file import CHOICES_MOST, ENCODINGS, decoded

RUSSIAN = "Имя;Почта\nЩукина;kate@uni.example\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), ("name,email\nJürgen Groß,j@uni.example\n", "cp1252"),
        ("name,email\rJosé Müller,j@uni.example\r", "mac_roman"), ("姓名,邮箱\n王伟,w@uni.example\n", "gb18030"),
        ("氏名,メール\n山田太郎,t@uni.example\n", "cp932"), ("이름,이메일\n김철수,k@uni.example\n", "cp949"),
        ("name,email\nZoë,z@uni.example\n", "utf_8"), ("name,email\nZoë,z@uni.example\n", "utf_8_sig"),
        ("name\temail\nŞahin\ts@uni.example\n", "utf_16"), ("name\temail\nŞahin\ts@uni.example\n", "utf_16_le"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_the_likeliest_choice_is_taken(text: str, encoding: str):
    read = decoded(text.encode(encoding))
    assert (read.text, read.encoding) == (text, read.choices[0].encoding)


def test_a_person_can_choose_another_one_and_sees_what_it_reads():
    data = RUSSIAN.encode("cp1251")
    read = decoded(data, "koi8_r")
    assert (read.encoding, read.text) == ("koi8_r", data.decode("koi8_r"))
    assert read.choices[0].sample.startswith("Имя;Почта\nЩукина")
    assert 1 < len(read.choices) <= CHOICES_MOST


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"name\0email"])
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes):
    with pytest.raises(Refusal) as no:
        decoded(data)
    assert "Save it as CSV" in no.value.places[0].message


@pytest.mark.parametrize("encoding", ["zip", "rot13", "idna", "../x", "cp\0", "ſ" * 5000])
def test_an_encoding_that_is_none_of_ours_is_refused(encoding: str):
    with pytest.raises(Refusal):
        decoded(RUSSIAN.encode("cp1251"), encoding)


def test_any_bytes_are_answered():
    for data in (b"", b"\r", bytes(range(1, 256)), b"\x80" * 100_000):
        assert decoded(data).encoding in (*ENCODINGS, "utf_8")
