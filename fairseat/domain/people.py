"""People: names, addresses, roles, passwords."""

import re
import unicodedata
from dataclasses import dataclass

from fairseat.domain.need import ROLES, Role

_PART = r"[^@\s\x00-\x1f\x7f,;<>]+"
_EMAIL = re.compile(rf"{_PART}@{_PART}\.{_PART}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")  # the rest of them is white space
# Whoever reads a name must see what it is: these turn the direction of all that follows them.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and a symbol that show nothing
NAME_MOST = 200  # characters
EMAIL_MOST = 320  # characters: 64 before the @ and 255 after it
PASSWORD_LEAST = 10  # characters; length beats composition rules (NIST SP 800-63B)


@dataclass(frozen=True, slots=True)
class NewPerson:
    name: str
    email: str
    roles: tuple[Role, ...]
    password: str | None


def email_of(raw: str) -> str | None:
    """Lower case and trimmed; None when it is no address."""
    email = raw.strip().lower()
    if len(email) > EMAIL_MOST or not _EMAIL.fullmatch(email):  # length first: the pattern backtracks
        return None
    return None if any(unicodedata.category(c) == "Cf" for c in email) else email  # signs that nobody can see


def name_of(raw: str) -> str:
    """One line: a line break in a quoted cell is a space. Composed, so that one name is one string."""
    return unicodedata.normalize("NFC", " ".join(raw.split()))


def _seen(c: str) -> bool:
    return unicodedata.category(c)[0] in "LNPS" and c not in _BLANK


def name_fault(raw: str) -> str | None:
    """What is wrong with a name, in a sentence; None when it can be taken."""
    name = name_of(raw)
    if not name:
        return "The name is missing."
    if len(name) > NAME_MOST:
        return f"The name is longer than {NAME_MOST} characters."
    if _CONTROL.search(raw):
        return "The name contains a control character."
    if _TURNING.search(name):
        return "The name contains a sign that turns the direction of writing."
    if not any(_seen(c) for c in name):
        return "The name has no sign that can be seen."
    return None


def sort_key(name: str) -> str:
    """Names sort without regard to case and accents; the embedded database has no ICU collations."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def roles_of(raw: str) -> tuple[Role, ...] | None:
    """ "proctor; examiner" -> the roles; empty means student; None when a word is no role."""
    words = [w for w in re.split(r"[;|\s]+", raw.strip().lower()) if w] or ["student"]
    found = tuple(role for role in ROLES if role in words)
    return found if len(found) == len(set(words)) else None


def password_fault(password: str | None) -> str | None:
    if password is not None and len(password) < PASSWORD_LEAST:
        return f"A password has at least {PASSWORD_LEAST} characters."
    return None
