"""Two servers on one folder would spoil its recordings."""

from pathlib import Path

import pytest

from fairseat.outside.lock import FolderTaken, held


def test_a_folder_is_held_by_one_server_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with held(folder), pytest.raises(FolderTaken, match=str(folder)), held(folder):
        raise AssertionError("both hold it")
    with held(folder):  # it is free again
        pass
