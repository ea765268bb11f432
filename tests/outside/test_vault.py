"""One contract for every kind of store, and what is particular to the local one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fairseat.outside.vault import BadKey, KeyMissing, Vault, VaultAway, VaultFull


@pytest.fixture(params=["local", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return Vault(str(tmp_path / "evidence") if request.param == "local" else "memory:///")


async def test_what_was_put_comes_back(vault: Vault) -> None:
    await vault.put("s/camera/1.webm", b"hello")
    assert await vault.get("s/camera/1.webm") == b"hello"
    await vault.put("empty", b"")
    assert await vault.get("empty") == b""


async def test_a_second_put_replaces_the_first(vault: Vault) -> None:
    await vault.put("s/report.pdf", b"a longer first one")
    await vault.put("s/report.pdf", b"second")
    assert await vault.get("s/report.pdf") == b"second"


async def test_keys_of_any_script_and_sign(vault: Vault) -> None:
    for key in ("ä/日本.webm", "a b/%20#?&+.bin", "s/x..y", "s/~.tmp"):
        await vault.put(key, key.encode())
        assert await vault.get(key) == key.encode()
        assert await vault.exists(key)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [(0, 3, b"012"), (4, 2, b"45"), (8, 100, b"89"), (10, 5, b""), (50, 5, b""), (3, 0, b"")],
)
async def test_a_range_reads_like_a_file(vault: Vault, start: int, length: int, expected: bytes) -> None:
    await vault.put("s/segment", b"0123456789")
    assert await vault.get_range("s/segment", start, length) == expected


async def test_a_missing_key_is_told_apart(vault: Vault) -> None:
    await vault.put("s/there", b"x")
    for key in ("s/nothing", "s"):
        with pytest.raises(KeyMissing):
            await vault.get(key)
        with pytest.raises(KeyMissing):
            await vault.get_range(key, 0, 10)
        with pytest.raises(KeyMissing):
            await vault.get_range(key, 0, 0)
        assert not await vault.exists(key)


async def test_delete_prefix_takes_one_folder_and_counts(vault: Vault) -> None:
    for key in ("s1/a", "s1/b/c", "s10/a", "s2/a"):
        await vault.put(key, b"x")
    assert await vault.delete_prefix("s1") == 2
    assert not await vault.exists("s1/b/c")
    assert await vault.exists("s10/a")
    assert await vault.delete_prefix("s1") == 0
    await vault.put("s1/a", b"again")
    assert await vault.get("s1/a") == b"again"


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a/", "./a", "a\\b", "a\0b", "a\nb"])
async def test_a_key_that_leads_elsewhere_is_refused(vault: Vault, key: str) -> None:
    for act in (vault.put(key, b""), vault.get(key), vault.get_range(key, 0, 1), vault.exists(key)):
        with pytest.raises(BadKey):
            await act
    with pytest.raises(BadKey):
        await vault.delete_prefix(key)


async def test_a_negative_range_is_a_mistake(vault: Vault) -> None:
    with pytest.raises(ValueError, match="negative"):
        await vault.get_range("s", -1, 2)


async def test_a_local_vault_keeps_over_a_restart_and_leaves_no_empty_folders(tmp_path: Path) -> None:
    await Vault(str(tmp_path / "v")).put("s/a/1", b"x")
    vault = Vault(str(tmp_path / "v"))
    assert await vault.get("s/a/1") == b"x"
    await vault.delete_prefix("s")
    assert os.listdir(tmp_path / "v") == []


async def test_room_is_known_of_a_local_disk_only(tmp_path: Path) -> None:
    free = Vault(str(tmp_path)).free_bytes()
    assert free is not None
    assert free > 0
    assert Vault("memory:///").free_bytes() is None


async def test_a_folder_that_is_gone_is_no_missing_key(tmp_path: Path) -> None:
    vault = Vault(str(tmp_path / "v"))
    await vault.put("s/a", b"x")
    shutil.rmtree(tmp_path / "v")
    with pytest.raises(VaultAway):
        await vault.get("s/a")
    with pytest.raises(VaultAway):
        vault.free_bytes()


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VaultAway, match="cannot be kept"):
        Vault(str(tmp_path / "file" / "v"))
    with pytest.raises(VaultAway, match="cannot be kept"):
        Vault("nothing://of/the/kind")


async def test_a_remote_store_that_does_not_answer_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT": "http://127.0.0.1:9",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    vault = Vault("s3://bucket/evidence")
    with pytest.raises(VaultAway):
        await vault.get("s/a")
    with pytest.raises(VaultAway):
        await vault.put("s/a", b"x")


async def test_a_full_disk_is_told_and_heals(small_disk: Callable[[int], Path]) -> None:
    vault = Vault(str(small_disk(1)))
    await vault.put("s/old", b"kept")
    with pytest.raises(VaultFull):
        await vault.put("s/new", bytes(3_000_000))
    with pytest.raises(VaultFull):
        await vault.put("s/old", bytes(3_000_000))
    assert await vault.get("s/old") == b"kept"
    assert not await vault.exists("s/new")
    small_disk(9)
    await vault.put("s/new", bytes(3_000_000))
