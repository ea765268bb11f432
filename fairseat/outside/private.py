"""What is kept is for the server's own account: faces, rooms and voices of students, and the keys that seal them."""

import logging
import os
import stat
from pathlib import Path

UMASK = 0o077  # nothing that is made from now on is for anybody else
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_log = logging.getLogger(__name__)


def keep_private() -> None:
    """For the whole process and its children; before anything is made."""
    os.umask(UMASK)


def tighten(folder: Path, passable: bool = False) -> None:
    """Takes the folder, and the files that lie in it, away from everybody else; what is below lies behind it then.
    `passable` leaves others the way through to a folder of theirs, if they had it, but not the list.

    For folders that an earlier version or a careless copy has left open. One that is shared by intention (sticky, as
    /tmp) or is not ours stays as it is: what we make in it is private all the same."""
    try:
        if folder.stat().st_mode & stat.S_ISVTX:
            _log.warning("%s is a folder of everybody's: choose one of the server's own", folder)
            return
        _close(folder, _OTHERS & ~stat.S_IXOTH if passable else _OTHERS)
        for path in folder.iterdir():
            if path.is_file() and not path.is_symlink():
                _close(path, _OTHERS)
    except OSError as error:
        _log.warning("%s cannot be made private: %s", folder, error.strerror)


def _close(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits:
        _log.warning("%s was open to other accounts: mode %o -> %o", path, mode, mode & ~bits)
        path.chmod(mode & ~bits)
