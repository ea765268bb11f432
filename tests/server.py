"""The product in a process of its own, as `make run` starts it: to be killed, and to be looked at by browsers."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.house import free_port

READY_S = 90  # a first start on a loaded machine


class Server:
    """The product in a process of its own, to be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {
            "FAIRSEAT_DATA": str(self.data), "FAIRSEAT_PORT": str(self.port), "FAIRSEAT_DEMO": "true",
        }  # fmt: skip
        log = (self.data.parent / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fairseat.main", "up"], env=environment, stdout=log, stderr=log
        )
        log.close()
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/health/ready", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError((self.data.parent / "server.log").read_text()[-3000:])

    def end(self, kind: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(kind)
        self.process.wait(30)

    @property
    def demo(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        return found

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.end(signal.SIGTERM)
