"""A small disk that can be filled and enlarged."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def _sized(folder: Path, options: str) -> int:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Call it with a size in MB: the first time to have the disk, later to make it larger."""
    mounted: list[Path] = []

    def sized(megabytes: int) -> Path:
        if _sized(tmp_path, f"{'remount,' if mounted else ''}size={megabytes}m"):
            pytest.skip("mounting is not allowed here")
        mounted.append(tmp_path)
        return tmp_path

    yield sized
    if mounted:
        subprocess.run(["umount", str(tmp_path)], check=True)
