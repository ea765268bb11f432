"""A screen of their own for browsers that cannot do without: it is shared, and it is in no one's way."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator

SIZE = "1440x900x24"
END_S = 10


@contextlib.contextmanager
def display() -> Iterator[dict[str, str]]:
    """Environment of a program that shall be seen on it."""
    program = shutil.which("Xvfb")
    assert program, "Xvfb is missing: tools/system-packages.sh installs it"
    read, write = os.pipe()
    words = [program, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(words, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()  # told when it is ready
        assert number, "Xvfb did not start"
        yield {"DISPLAY": f":{number}"}
    finally:
        process.terminate()
        process.wait(END_S)
