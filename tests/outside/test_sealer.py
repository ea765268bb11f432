"""Prints are sealed for one, by one key."""

from pathlib import Path

from fairseat.outside.sealer import Sealer


def test_what_is_sealed_opens_for_whom_it_was_sealed(tmp_path: Path) -> None:
    sealed = Sealer(tmp_path).seal(b"numbers", b"sam")
    assert b"numbers" not in sealed
    assert Sealer(tmp_path).opened(sealed, b"sam") == b"numbers"


def test_it_opens_for_no_other_and_with_no_other_key(tmp_path: Path) -> None:
    sealed = Sealer(tmp_path).seal(b"numbers", b"sam")
    assert Sealer(tmp_path).opened(sealed, b"pat") is None
    assert Sealer(tmp_path).opened(sealed[:-1] + b"x", b"sam") is None
    (tmp_path / "elsewhere").mkdir()
    assert Sealer(tmp_path / "elsewhere").opened(sealed, b"sam") is None


def test_the_key_is_readable_by_the_server_alone(tmp_path: Path) -> None:
    Sealer(tmp_path)
    assert (tmp_path / "face.key").stat().st_mode & 0o777 == 0o600
