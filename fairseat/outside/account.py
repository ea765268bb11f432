"""Under which account the embedded PostgreSQL runs: it refuses to run as root, so root lends it another one."""

import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

OWN_ACCOUNT = "fairseat-db"
LAST_RESORT = "nobody"  # where no account can be made, e.g. /etc is read-only

_log = logging.getLogger(__name__)


class Identity(TypedDict, total=False):
    """The keywords of `subprocess` that make a child run under an account; none: under our own."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int
    borrowed: bool  # not the account that we run under

    @property
    def identity(self) -> Identity:
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(database: Path) -> Account:
    """Root uses the account that the database belongs to already, so that data made by another start still fits."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    if database.exists() and (owner := database.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, borrowed=True)
    entry = _entry(OWN_ACCOUNT) or _made(OWN_ACCOUNT) or pwd.getpwnam(LAST_RESORT)
    return Account(entry.pw_uid, entry.pw_gid, borrowed=True)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made(name: str) -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        return None
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return _entry(name)


def let_through(account: Account, path: Path) -> None:
    """Lets a borrowed account pass the folders above `path` (pass, not list), e.g. /root of mode 0700."""
    if account.borrowed:
        for folder in path.resolve().parents:
            _add(folder, stat.S_IXOTH)


def let_read(account: Account, tree: Path) -> None:
    """Lets a borrowed account read and run what is under `tree`: a umask of 077 at installation forbids it."""
    if not account.borrowed or not tree.exists():
        return
    let_through(account, tree)
    for here, _, files in os.walk(tree):
        _add(Path(here), stat.S_IXOTH | stat.S_IROTH)
        for name in files:
            path = Path(here, name)
            runs = path.stat().st_mode & stat.S_IXUSR
            _add(path, stat.S_IROTH | (stat.S_IXOTH if runs else 0))


def _add(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        _log.warning("The database runs under another account and must pass %s: mode %o -> %o", path, mode, mode | bits)
        path.chmod(mode | bits)


def give(account: Account, tree: Path) -> None:
    """Makes the account the owner of everything under `tree`; does nothing when it is ours anyway."""
    if not account.borrowed or tree.stat().st_uid == account.uid:
        return
    for here, _, files in os.walk(tree):
        for name in (".", *files):
            os.chown(os.path.join(here, name), account.uid, account.gid, follow_symlinks=False)
