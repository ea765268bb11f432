"""Starts the product itself on a fresh data folder and a free port, and stops it again."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READY_S, STOP_S = 120.0, 60.0
COMMAND = (sys.executable, "-m", "fairseat.main", "up")


@dataclass(frozen=True, slots=True)
class Product:
    pid: int
    host: str
    port: int
    data: Path
    demo: dict[str, Any]  # accounts and exam, as the product writes them

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


def raise_file_limit() -> None:
    """Every connection is a file: as many as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + READY_S
    while not _ready(url):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the product did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.2)


def _demo(data: Path) -> dict[str, Any]:
    """The demo's accounts; they are written a moment after the product is up."""
    until = time.monotonic() + READY_S
    while not (data / "demo.json").exists() and time.monotonic() < until:
        time.sleep(0.2)
    known: dict[str, Any] = json.loads((data / "demo.json").read_text())
    return known


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def product(keep: bool = False, **settings: str) -> Iterator[Product]:
    """A fresh product; `settings` are more of its settings by environment name without the prefix. The data
    folder goes away afterwards unless `keep`."""
    raise_file_limit()
    data, port = Path(tempfile.mkdtemp(prefix="fairseat-bench-")), free_port()
    log = data / "bench.log"
    own = {"data": str(data), "port": str(port), "demo": "true", **settings}
    environment = os.environ | {f"FAIRSEAT_{name.upper()}": value for name, value in own.items()}
    with log.open("wb") as out:
        process = subprocess.Popen(COMMAND, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(process, f"http://127.0.0.1:{port}", log)
        yield Product(process.pid, "127.0.0.1", port, data, _demo(data))
    finally:
        _stop(process)
        if not keep:
            shutil.rmtree(data, ignore_errors=True)
