"""What is kept is for the server's own account, also where it lay open before."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fairseat.outside.private import tighten
from tests.server import Server


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def opened(path: Path, bits: int) -> Path:
    path.chmod(bits)
    return path


def test_a_folder_and_the_files_in_it_are_taken_away_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "below").mkdir(parents=True)
    (folder / "pg.log").write_text("SELECT")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    opened(folder / "pg.log", 0o644)
    tighten(opened(folder, 0o755))
    assert (mode(folder), mode(folder / "pg.log")) == (0o700, 0o600)


def test_a_folder_that_leads_to_the_databases_account_may_be_passed_but_not_listed(tmp_path: Path) -> None:
    for before, after in ((0o755, 0o701), (0o711, 0o701), (0o700, 0o700)):
        tighten(opened(tmp_path, before), passable=True)
        assert mode(tmp_path) == after
    opened(tmp_path, 0o700)


def test_a_folder_of_everybodys_stays_as_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    tighten(opened(shared, 0o1777))
    assert mode(shared) == 0o777 | stat.S_ISVTX
    assert "everybody's" in caplog.text


def test_a_folder_that_is_not_there_is_told_and_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tighten(tmp_path / "nowhere")
    assert "cannot be made private" in caplog.text


def _open_to_others(top: Path) -> list[str]:
    """What another account could reach and read, list or change."""
    found = []
    for here, folders, files in os.walk(top):
        if not mode(Path(here)) & stat.S_IXOTH:
            folders[:], files = [], []
        for path in (Path(here), *(Path(here, name) for name in files)):
            if mode(path) & (stat.S_IRWXG | stat.S_IROTH | stat.S_IWOTH):
                found.append(str(path))
    return found


@pytest.mark.slow
def test_nothing_of_a_running_product_is_for_other_accounts(tmp_path: Path) -> None:
    """Whose data folder lay open, as after a start of an earlier version."""
    data = tmp_path / "data"
    old = data / "vault" / "sessions"
    old.mkdir(parents=True)
    (old / "recording").write_bytes(b"face")
    (data / "spool").mkdir()
    for path in (data, data / "vault", data / "spool", old, old / "recording"):
        path.chmod(0o755)
    server = Server(data)
    umask = os.umask(0o022)
    server.start()
    try:
        assert _open_to_others(data) == []
        assert (mode(data / "spool"), mode(data / "vault")) == (0o700, 0o700)
        assert mode(data) in (0o700, 0o701, 0o711)
        assert mode(data / "signing.pub") == 0o600
    finally:
        server.stop()
        os.umask(umask)


def test_what_a_command_makes_is_private(tmp_path: Path) -> None:
    program = "from fairseat.outside.private import keep_private as k; k(); open('made', 'w').close()"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(root)}, check=True)
    assert mode(tmp_path / "made") == 0o600
