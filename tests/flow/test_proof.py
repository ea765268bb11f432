"""A recording can be checked by somebody who trusts nothing but a public key, and a changed byte is found."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from fairseat.domain.messages import ChunksStored
from fairseat.flow.finish import seal
from fairseat.flow.pack import pack_session
from fairseat.flow.prove import faults_of
from tests.house import House, chunk_of


@pytest.fixture(scope="module")
async def sealed(home: House) -> AsyncIterator[tuple[UUID, Path]]:
    """A finished and sealed session of four segments of two sources, and its folder."""
    organizer = await home.organizer()
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    peer = await home.student_socket(door)
    for n in range(4):
        await peer.put(chunk_of(n, segment=n // 2, first=n % 2 == 0, last=n % 2 == 1))
        await peer.put(
            chunk_of(n, segment=n // 2, first=n % 2 == 0, last=n % 2 == 1, source="screen", recorder="ff" * 8)
        )
    await peer.until(lambda: sum(isinstance(m, ChunksStored) for m in peer.heard) == 8)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    session = UUID(row["id"])
    await pack_session(home.context, session, over=True)
    await seal(home.context, session)
    yield session, home.data / "vault" / "sessions" / row["id"]
    for end in (peer, door, organizer):
        await end.close()


async def test_a_sealed_session_has_no_faults(home: House, sealed: tuple[UUID, Path]) -> None:
    assert await faults_of(home.context, sealed[0]) == []


def test_the_tools_of_every_system_check_it(home: House, sealed: tuple[UUID, Path]) -> None:
    folder = sealed[1]
    listed = subprocess.run(["sha256sum", "-c", "evidence.sha256"], cwd=folder, capture_output=True, text=True)
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert listed.stdout.count(": OK") == 3  # two objects, and what tells what they are
    key = str(home.data / "signing.pub")
    signed = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", "evidence.sha256", "-sigfile",
         "evidence.sha256.sig"], cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    assert "Signature Verified Successfully" in signed.stdout, signed.stderr


async def test_a_changed_byte_is_found(home: House, sealed: tuple[UUID, Path]) -> None:
    session, folder = sealed
    path = next((folder / "camera").iterdir())
    before = path.read_bytes()
    path.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    assert any("not those that were stored" in fault for fault in await faults_of(home.context, session))
    path.write_bytes(before)


async def test_a_list_that_was_written_anew_is_found(home: House, sealed: tuple[UUID, Path]) -> None:
    session, folder = sealed
    before = (folder / "evidence.sha256").read_bytes()
    (folder / "evidence.sha256").write_bytes(before.replace(b"a", b"b"))
    assert await faults_of(home.context, session) == ["the manifest bears no signature of ours"]
    (folder / "evidence.sha256").write_bytes(before)


async def test_a_file_that_is_gone_is_found(home: House, sealed: tuple[UUID, Path]) -> None:
    session, folder = sealed
    path = next((folder / "screen").iterdir())
    away = path.rename(path.with_suffix(".away"))
    assert any("the file is gone" in fault for fault in await faults_of(home.context, session))
    away.rename(path)
