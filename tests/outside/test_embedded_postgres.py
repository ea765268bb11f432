"""The embedded PostgreSQL, for real: started, killed, adopted, refused."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from fairseat.outside.embedded_postgres import EmbeddedPostgres
from fairseat.outside.postmaster import DatabaseUnusable, running_on

PRODUCT = """
import sys, time
from pathlib import Path
from fairseat.outside.embedded_postgres import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1])).start(), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("product") / "data"
    postgres = EmbeddedPostgres(folder)
    with psycopg.connect(postgres.start()) as connection:
        connection.execute("CREATE TABLE kept (n int)")
    postgres.stop()
    return folder


@pytest.fixture
def postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    postgres = EmbeddedPostgres(folder)
    yield postgres
    postgres.stop()


def asked(dsn: str, question: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
    return row and row[0]


def keep(dsn: str, n: int) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute("INSERT INTO kept VALUES (%s)", (n,))


def is_kept(dsn: str, n: int) -> bool:
    return asked(dsn, f"SELECT count(*) FROM kept WHERE n = {n}") == 1


def eventually(true: Callable[[], bool], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return False


def postmaster(folder: Path) -> int:
    running = running_on(folder / "pg")
    assert running is not None
    return running.pid


def product(folder: Path) -> "tuple[subprocess.Popen[str], str]":
    command = [sys.executable, "-c", PRODUCT, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def ended(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def test_first_start_makes_a_utf8_database_with_vectors(postgres: EmbeddedPostgres) -> None:
    dsn = postgres.start()
    assert asked(dsn, "SHOW server_encoding") == "UTF8"
    assert asked(dsn, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert asked(dsn, "SELECT upper('ÿ')") == "Ÿ"
    assert asked(dsn, "SELECT '[1,2]'::vector <-> '[1,3]'::vector") == 1
    assert asked(dsn, "SHOW fsync") == "on"
    assert asked(dsn, "SHOW max_connections") == "100"


def test_the_product_is_no_superuser_and_may_make_databases(postgres: EmbeddedPostgres) -> None:
    dsn = postgres.start()
    assert asked(dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")
        connection.execute("DROP DATABASE another")


def test_a_second_start_is_quick_and_keeps_data_and_address(postgres: EmbeddedPostgres) -> None:
    first = postgres.start()
    keep(first, 1)
    postgres.stop()
    begun = time.monotonic()
    second = postgres.start()
    assert time.monotonic() - begun < 5
    assert second == first
    assert is_kept(second, 1)


def test_nobody_enters_without_the_password(postgres: EmbeddedPostgres, folder: Path) -> None:
    dsn = postgres.start()
    password = (folder / "pg.password").read_text().strip()
    assert (folder / "pg.password").stat().st_mode & 0o777 == 0o600
    for wrong in (dsn.replace(f":{password}", ""), dsn.replace(password, "guess")):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(wrong, passfile="/nonexistent")
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(dsn.replace("fairseat:", "postgres:"))


def test_it_listens_on_loopback_only_and_has_no_socket_file(postgres: EmbeddedPostgres, folder: Path) -> None:
    dsn = postgres.start()
    assert asked(dsn, "SHOW listen_addresses") == "127.0.0.1"
    socket_folder, address = (folder / "pg" / "postmaster.pid").read_text().splitlines()[4:6]
    assert (socket_folder, address) == ("", "127.0.0.1")


def test_it_does_not_run_as_root(postgres: EmbeddedPostgres, folder: Path) -> None:
    postgres.start()
    assert Path(f"/proc/{postmaster(folder)}").stat().st_uid != 0


def test_stop_leaves_nothing_running(postgres: EmbeddedPostgres, folder: Path) -> None:
    dsn = postgres.start()
    pid = postmaster(folder)
    with psycopg.connect(dsn) as still_there:
        postgres.stop()
        assert running_on(folder / "pg") is None
        assert not Path(f"/proc/{pid}").exists()
        assert not (folder / "pg" / "postmaster.pid").exists()
        with pytest.raises(psycopg.OperationalError):
            still_there.execute("SELECT 1")
    postgres.stop()  # twice does no harm


def test_a_killed_server_recovers_at_the_next_start(postgres: EmbeddedPostgres, folder: Path) -> None:
    keep(postgres.start(), 2)
    os.kill(postmaster(folder), signal.SIGKILL)
    postgres.stop()
    assert (folder / "pg" / "postmaster.pid").exists()
    assert is_kept(postgres.start(), 2)


def test_a_killed_product_takes_its_server_along(folder: Path, postgres: EmbeddedPostgres) -> None:
    process, dsn = product(folder)
    keep(dsn, 3)
    pid = postmaster(folder)
    ended(process)
    assert eventually(lambda: not Path(f"/proc/{pid}").exists())
    assert is_kept(postgres.start(), 3)


def test_a_product_started_at_once_after_a_kill_gets_a_lasting_server(folder: Path, postgres: EmbeddedPostgres) -> None:
    for n in range(10, 15):
        process, dsn = product(folder)
        keep(dsn, n)
        ended(process)
        again = postgres.start()
        time.sleep(0.2)
        assert is_kept(again, n)
        postgres.stop()


def test_everything_killed_at_once_recovers(folder: Path, postgres: EmbeddedPostgres) -> None:
    process, dsn = product(folder)
    keep(dsn, 4)
    os.kill(process.pid, signal.SIGSTOP)
    os.kill(postmaster(folder), signal.SIGKILL)
    ended(process)
    assert is_kept(postgres.start(), 4)


def test_a_server_left_behind_is_taken_over(folder: Path, postgres: EmbeddedPostgres) -> None:
    """As after a kill where the death signal does not reach it."""
    dsn = postgres.start()
    keep(dsn, 5)
    lock, postgres._lock, child, postgres._child = postgres._lock, None, postgres._child, None
    assert lock is not None
    assert child is not None
    os.close(lock)
    assert is_kept(postgres.start(), 5)
    assert postmaster(folder) != child.pid
    postgres.stop()
    assert running_on(folder / "pg") is None


def test_a_second_process_uses_the_server_of_the_first_and_leaves_it(folder: Path, postgres: EmbeddedPostgres) -> None:
    dsn = postgres.start()
    guest = EmbeddedPostgres(folder)
    assert guest.start() == dsn
    guest.stop()
    assert asked(dsn, "SELECT 1") == 1


def test_a_stale_pid_file_that_names_another_process_is_no_obstacle(folder: Path, postgres: EmbeddedPostgres) -> None:
    postgres.start()
    kept = (folder / "pg" / "postmaster.pid").read_text()
    os.kill(postmaster(folder), signal.SIGKILL)
    postgres.stop()
    owner = (folder / "pg").stat()
    with subprocess.Popen(["/bin/sleep", "60"], user=owner.st_uid, group=owner.st_gid) as other:
        (folder / "pg" / "postmaster.pid").write_text("\n".join([str(other.pid), *kept.splitlines()[1:]]))
        try:
            assert asked(postgres.start(), "SELECT 1") == 1
            assert other.poll() is None
        finally:
            other.kill()


def test_a_taken_port_is_replaced(folder: Path, postgres: EmbeddedPostgres) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        taken = squatter.getsockname()[1]
        (folder / "pg.port").write_text(f"{taken}\n")
        dsn = postgres.start()
        assert f":{taken}/" not in dsn
        assert asked(dsn, "SELECT 1") == 1


def test_a_lost_password_is_made_anew(folder: Path, postgres: EmbeddedPostgres) -> None:
    before = (folder / "pg.password").read_text()
    (folder / "pg.password").unlink()
    assert asked(postgres.start(), "SELECT 1") == 1
    assert (folder / "pg.password").read_text() != before


def test_a_wrong_password_file_is_named(folder: Path, postgres: EmbeddedPostgres) -> None:
    before = (folder / "pg.password").read_text()
    (folder / "pg.password").write_text("another\n")
    with pytest.raises(DatabaseUnusable, match="password in"):
        postgres.start()
    (folder / "pg.password").write_text(before)
    assert running_on(folder / "pg") is None


def test_data_of_another_version_is_named(folder: Path, postgres: EmbeddedPostgres) -> None:
    (folder / "pg" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseUnusable, match="made by PostgreSQL 16"):
        postgres.start()
    (folder / "pg" / "PG_VERSION").write_text("18\n")
    assert asked(postgres.start(), "SELECT 1") == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable, match="cannot be kept in"):
        EmbeddedPostgres(tmp_path / "file" / "data").start()


def test_an_interrupted_first_start_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "pg.new").mkdir()
    (tmp_path / "pg.new" / "PG_VERSION").write_text("18\n")
    postgres = EmbeddedPostgres(tmp_path)
    try:
        assert asked(postgres.start(), "SELECT 1") == 1
    finally:
        postgres.stop()
    assert not (tmp_path / "pg.new").exists()


def test_a_full_disk_is_named_and_cured_by_room(small_disk: Callable[[int], Path]) -> None:
    postgres = EmbeddedPostgres(small_disk(30))
    try:
        with pytest.raises(DatabaseUnusable, match="is full"):
            postgres.start()
        small_disk(300)
        assert asked(postgres.start(), "SELECT 1") == 1
    finally:
        postgres.stop()
