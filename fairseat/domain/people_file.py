"""Lists of people as spreadsheets and platforms write them: any separator, any order of columns, any language."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fairseat.domain.errors import Place
from fairseat.domain.headings import Field, guessed
from fairseat.domain.need import ROLES
from fairseat.domain.people import NewPerson, email_of, name_fault, name_of, password_fault, roles_of

SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"\s*\"?sep=([,;\t|])\"?\s*\Z", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
COLUMNS_MOST = 200
# What a spreadsheet takes for a formula, full width forms included (OWASP, "CSV Injection").
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` as it is written, empty where the file has none; `field` None: left out."""

    heading: str
    field: Field | None
    known: bool  # the heading told what it is
    sample: str


@dataclass(frozen=True, slots=True)
class Row:
    line: int  # of the file, from 1
    raw: list[str]
    person: NewPerson | None
    places: list[Place]


@dataclass(slots=True)
class PeopleFile:
    separator: str = ","
    head: list[str] = field(default_factory=list)  # as it is written; empty when the file has none
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    faults: list[Place] = field(default_factory=list)  # of the file as a whole

    @property
    def unsure(self) -> list[Column]:
        """Columns with something in them of which nobody has said yet what they are."""
        return [c for c in self.columns if c.field is None and not c.known and (c.heading or c.sample)]


def tamed(cell: str) -> str:
    """As spreadsheets write a text that looks like a formula: behind an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def untamed(cell: str) -> str:
    """The other way round, so that rows which come back for the second time are what they were."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _separated(text: str) -> tuple[str, int, str]:
    """The text without a `sep=` line, how many lines that took, and the separator of its first line."""
    first, _, rest = re.match(r"([^\r\n]*)(\r\n|\r|\n|\Z)(.*)\Z", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if told := _SEP_LINE.match(first):
        return rest, 1, told[1]
    bare = _QUOTED.sub("", first)
    return text, 0, max(SEPARATORS, key=bare.count)


Lines = list[tuple[int, list[str]]]


def _lines(text: str) -> tuple[str, Lines, list[Place]]:
    """The separator, the cells of each line that is not blank, and where the file cannot be read."""
    text, skipped, separator = _separated(text.lstrip("\ufeff"))
    blanks = f"{separator} " in re.split(r"[\r\n]", text, maxsplit=1)[0]  # written with a blank behind each separator
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=blanks and separator != "\t"
    )
    found: Lines = []
    line = 1 + skipped  # where the row begins: an open quote runs on to the end of the file
    try:
        for raw in reader:
            if any(cell.strip() for cell in raw):
                found.append((line, [untamed(cell) for cell in raw]))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        return separator, [], [Place(f"line {line}", f"The file cannot be read here: {error}.", line)]
    return separator, found, []


def _has_head(first: Sequence[str]) -> bool:
    """A line with an address in it is a person already."""
    return not any(email_of(cell) for cell in first)


def _width(head: Sequence[str], body: Lines) -> int:
    """Columns with a heading or with anything in them: spreadsheets leave empty ones behind."""
    filled = max((n for n, cell in enumerate(head, 1) if cell.strip()), default=0)
    return filled or max((n for _, raw in body for n, cell in enumerate(raw, 1) if cell.strip()), default=0)


def _fields(head: list[str], body: Lines, width: int) -> list[Field | None]:
    if head:
        return guessed(head)
    [(_, first), *_] = body
    found: list[Field | None] = [None] * width
    found[next(n for n, cell in enumerate(first) if email_of(cell))] = "email"
    return found


def _columns(head: list[str], body: Lines, width: int, told: Sequence[Field | None] | None) -> list[Column]:
    guess = _fields(head, body, width)
    fields = list(told) if told is not None else guess
    samples = body[:50]

    def sample(n: int) -> str:
        return next((raw[n].strip()[:80] for _, raw in samples if n < len(raw) and raw[n].strip()), "")

    return [
        Column(head[n].strip() if head else "", fields[n], told is not None or guess[n] is not None, sample(n))
        for n in range(width)
    ]


def _column_faults(columns: Sequence[Column], line: int) -> list[Place]:
    fields = [c.field for c in columns if c.field]
    where = f"line {line}"
    twice = [name for name in dict.fromkeys(fields) if fields.count(name) > 1]
    if twice:
        return [Place(where, f"The column {', '.join(twice)} stands twice.", line)]
    named = {"name", "first_name", "last_name"} & set(fields)
    missing = [name for name, there in (("name", named), ("email", "email" in fields)) if not there]
    if missing:
        sentence = f"The column {', '.join(missing)} is missing. Say which column it is."
        return [Place(where, sentence, line)]
    return []


def _is_ideographic(text: str) -> bool:
    return all(unicodedata.name(c, "").startswith(("CJK", "HANGUL")) for c in text)


def _full_name(cells: dict[Field, str]) -> str:
    """Chinese, Japanese and Korean names begin with the family and have no blank between."""
    first, last = cells.get("first_name", "").strip(), cells.get("last_name", "").strip()
    if cells.get("name", "").strip() or not (first or last):
        return cells.get("name", "")
    return f"{last}{first}" if first and last and _is_ideographic(first + last) else f"{first} {last}".strip()


def _faults(line: int, name: str, cells: dict[Field, str]) -> Iterator[Place]:
    def place(column: str, message: str) -> Place:
        return Place(f"line {line}, {column}", message, line, column)

    if fault := name_fault(name):
        yield place("name", fault)
    if email_of(cells.get("email", "")) is None:
        yield place("email", f"“{cells.get('email', '')}” is no e-mail address.")
    if roles_of(cells.get("roles", "")) is None:
        yield place("roles", f"Known roles are {', '.join(ROLES)}; separate several by a semicolon.")
    if fault := password_fault(cells.get("password") or None):
        yield place("password", fault)


def _row(line: int, columns: Sequence[Column], raw: list[str]) -> Row:
    if any(cell.strip() for cell in raw[len(columns) :]):
        message = f"The line has {len(raw)} columns, the head line {len(columns)}."
        return Row(line, raw, None, [Place(f"line {line}", message, line)])
    padded = [*raw, *[""] * (len(columns) - len(raw))]
    cells = {c.field: cell for c, cell in zip(columns, padded, strict=False) if c.field}
    name = _full_name(cells)
    places = list(_faults(line, name, cells))
    email, roles = email_of(cells.get("email", "")), roles_of(cells.get("roles", ""))
    if places or email is None or roles is None:
        return Row(line, raw, None, places)
    return Row(line, raw, NewPerson(name_of(name), email, roles, cells.get("password") or None), [])


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


def read_people(text: str, told: Sequence[Field | None] | None = None) -> PeopleFile:
    """The people in a text. `told`: what each column holds, None for one that is left out; otherwise the headings
    say it. A separator of comma, semicolon, tab or bar is found in the first line, or said by a line `sep=;`."""
    separator, lines, faults = _lines(text)
    if faults or not lines:
        return PeopleFile(separator, faults=faults or [Place("line 1", "The file is empty.", 1)])
    first_line, first = lines[0]
    head = first if _has_head(first) else []
    body = lines[1:] if head else lines
    width = _width(head, body)
    if width > COLUMNS_MOST:
        return PeopleFile(separator, faults=[Place("line 1", f"There are more than {COLUMNS_MOST} columns.", 1)])
    if told is not None and len(told) != width:
        sentence = "The columns are not those that were chosen for. Check the file again."
        return PeopleFile(separator, faults=[Place("line 1", sentence, first_line)])
    columns = _columns(head, body, width, told)
    if faults := _column_faults(columns, first_line):
        return PeopleFile(separator, head, columns, faults=faults)
    return PeopleFile(separator, head, columns, _twice([_row(n, columns, raw) for n, raw in body]))


def rest_of(file: PeopleFile, rows: Sequence[Row]) -> str:
    """The rows that were not taken, to correct and send again: the same separator and head line, or one made of what
    the columns hold."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=file.separator)
    writer.writerow(file.head or [c.field or f"column {n}" for n, c in enumerate(file.columns, 1)])
    writer.writerows([tamed(cell) for cell in row.raw] for row in rows)
    return out.getvalue()
