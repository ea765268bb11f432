"""People, and the CSV files they come in."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from fairseat.domain.errors import Place
from fairseat.domain.need import ROLES, Role

_PART = r"[^@\s\x00-\x1f\x7f,;<>]+"
_EMAIL = re.compile(rf"{_PART}@{_PART}\.{_PART}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")  # the rest of them is white space
PASSWORD_LEAST = 10  # characters; length beats composition rules (NIST SP 800-63B)
COLUMNS = ("name", "email", "roles", "password")


@dataclass(frozen=True, slots=True)
class NewPerson:
    name: str
    email: str
    roles: tuple[Role, ...]
    password: str | None


def email_of(raw: str) -> str | None:
    """Lower case and trimmed; None when it is no address."""
    email = raw.strip().lower()
    return email if len(email) <= 320 and _EMAIL.fullmatch(email) else None  # length first: the pattern backtracks


def name_of(raw: str) -> str:
    """One line: a line break in a quoted cell is a space."""
    return " ".join(raw.split())


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


@dataclass(frozen=True, slots=True)
class Row:
    line: int  # of the file, from 1
    raw: list[str]
    person: NewPerson | None
    places: list[Place]


def _faults(line: int, cells: dict[str, str]) -> Iterator[Place]:
    def place(column: str, message: str) -> Place:
        return Place(f"line {line}, {column}", message, line, column)

    if not name_of(cells.get("name", "")):
        yield place("name", "The name is missing.")
    elif len(cells["name"]) > 200:
        yield place("name", "The name is longer than 200 characters.")
    elif _CONTROL.search(cells["name"]):
        yield place("name", "The name contains a control character.")
    if email_of(cells.get("email", "")) is None:
        yield place("email", f"“{cells.get('email', '')}” is no e-mail address.")
    if roles_of(cells.get("roles", "")) is None:
        yield place("roles", f"Known roles are {', '.join(ROLES)}; separate several by a semicolon.")
    if fault := password_fault(cells.get("password") or None):
        yield place("password", fault)


def _row(line: int, head: list[str], raw: list[str]) -> Row:
    if len(raw) > len(head):
        message = f"The line has {len(raw)} columns, the head line {len(head)}."
        return Row(line, raw, None, [Place(f"line {line}", message, line)])
    cells = dict(zip(head, raw, strict=False))
    places = list(_faults(line, cells))
    email, roles = email_of(cells.get("email", "")), roles_of(cells.get("roles", ""))
    if places or email is None or roles is None:
        return Row(line, raw, None, places)
    return Row(line, raw, NewPerson(name_of(cells["name"]), email, roles, cells.get("password") or None), [])


def _head_faults(head: list[str]) -> list[Place]:
    unknown = [f"“{c}”" for c in head if c not in COLUMNS]
    if unknown:
        return [Place("line 1", f"Unknown column {', '.join(unknown)}. Known: {', '.join(COLUMNS)}.", 1)]
    twice = [c for c in COLUMNS if head.count(c) > 1]
    if twice:
        return [Place("line 1", f"The column {', '.join(twice)} stands twice.", 1)]
    missing = [c for c in ("name", "email") if c not in head]
    return [Place("line 1", f"The column {', '.join(missing)} is missing.", 1)] if missing else []


def _twice(rows: list[Row]) -> list[Row]:
    """An address that stands twice is a fault of its second line."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        email = row.person.email if row.person else None
        if email and email in seen:
            where = Place(f"line {row.line}, email", f"The same address stands in line {seen[email]}.",
                          row.line, "email")  # fmt: skip
            row = Row(row.line, row.raw, None, [where])
        elif email:
            seen[email] = row.line
        out.append(row)
    return out


# What a spreadsheet takes for a formula, full width forms included (OWASP, "CSV Injection").
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def tamed(cell: str) -> str:
    """As spreadsheets write a text that looks like a formula: behind an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def untamed(cell: str) -> str:
    """The other way round, so that rows which come back for the second time are what they were."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def read_csv(text: str) -> tuple[list[str], list[Row], list[Place]]:
    """The head line, the rows with what is wrong in each, and what is wrong with the file as a whole.
    Separator comma or semicolon, found in the head line; a byte-order mark is forgiven."""
    text = text.lstrip("\ufeff")
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1  # where the row begins: an open quote runs on to the end of the file
    try:
        head = [c.strip().lower() for c in next(reader, [])]
        if faults := _head_faults(head):
            return head, [], faults
        rows: list[Row] = []
        line = reader.line_num + 1
        for raw in reader:
            if any(cell.strip() for cell in raw):
                rows.append(_row(line, head, [untamed(cell) for cell in raw]))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [], [Place(f"line {line}", f"The file cannot be read here: {error}.", line)]
    return head, _twice(rows), []


def rest_csv(head: list[str], rows: list[Row]) -> str:
    """The rows that were not taken, with the head line, to correct and send again."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([tamed(cell) for cell in row.raw] for row in rows)
    return out.getvalue()
