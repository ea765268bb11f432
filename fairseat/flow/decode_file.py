"""The text of a file of which nobody has said how it is encoded: a person sees the first choices and decides."""

import asyncio
import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from charset_normalizer import from_bytes

from fairseat.domain.errors import Place, invalid
from fairseat.domain.headings import field_of

# What spreadsheets and platforms write. Of those that read the same text, the first stands for all.
ENCODINGS = (
    "cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "cp866", "mac_cyrillic", "gb18030", "big5", "cp932", "euc_jp",
    "cp949", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_2", "cp850",
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf_8_sig"), (codecs.BOM_UTF32_LE, "utf_32"), (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"), (codecs.BOM_UTF16_BE, "utf_16"),
)  # fmt: skip
CHOICES_MOST = 8  # more than these nobody compares
LOOKED_AT = 16_000  # bytes that are judged, some 300 people; the whole file is decoded
SAMPLE_MOST = 80  # characters of the line that shows an encoding
SAMPLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    encoding: str
    sample: str  # lines that look otherwise in another encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    choices: list[Choice]  # the likeliest first


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain headings and addresses is zero."""
    head = data[:2000]
    least = len(head) // 5
    if head[1::2].count(0) > least and not head[0::2].count(0):
        return "utf_16_le"
    return "utf_16_be" if head[0::2].count(0) > least and not head[1::2].count(0) else None


def _certain(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _wide(data):
        return wide
    return "utf_8" if _decoded(data, "utf_8") is not None else None


def _script(c: str) -> str:
    return unicodedata.name(c, "?").split(" ", 1)[0]


def _oddities(text: str) -> int:
    """Signs of a wrong encoding: no letters at all, a capital behind a small letter, two scripts in one word."""
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "So", "Sk") and c not in "\r\n\t" for c in text)
    for a, b in pairwise(text):
        if a.isalpha() and b.isalpha():
            odd += (a.islower() and b.isupper()) + (_script(a) != _script(b))
    return odd


def _headings(text: str) -> int:
    first = re.split(r"[\r\n]+", text.lstrip("\ufeff"), maxsplit=1)[0]
    return sum(field_of(cell.strip('" ')) is not None for cell in re.split(r"[,;\t|]", first))


def _sample(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.isascii()][:SAMPLE_LINES]
    return "\n".join(line.strip()[:SAMPLE_MOST] for line in lines)


def _guesses(data: bytes) -> list[tuple[str, str]]:
    """Encoding and text, the likeliest first. Known headings tell best; then what looks like words."""
    start = data[: data.rfind(b"\n", 0, LOOKED_AT) + 1] or data[:LOOKED_AT]  # whole lines: no sign is cut in two
    ranks = {match.encoding: n for n, match in enumerate(from_bytes(start, cp_isolation=list(ENCODINGS)))}
    old_mac = b"\r" in start and b"\n" not in start  # line ends that nobody else writes
    found: dict[str, tuple[tuple[float, ...], str, str]] = {}
    for n, encoding in enumerate(ENCODINGS):
        text = _decoded(data, encoding)
        if text is not None and text not in found:
            looked = text[:LOOKED_AT]
            order = (-_headings(looked), _oddities(looked) - old_mac * encoding.startswith("mac"),
                     ranks.get(encoding, len(ENCODINGS)), n)  # fmt: skip
            found[text] = (order, encoding, text)
    return [(encoding, text) for _, encoding, text in sorted(found.values(), key=lambda one: one[0])]


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """The text, in `encoding` or in the likeliest one. Refuses (`invalid`) what is no text in it."""
    certain = _certain(data)
    text = _decoded(data, certain) if certain else None
    guesses = [(certain, text)] if certain and text is not None else []
    if not guesses or encoding:
        guesses += _guesses(data)
    chosen = next((one for one in guesses if encoding in (None, one[0])), None)
    if encoding and chosen is None and encoding in ENCODINGS and (other := _decoded(data, encoding)) is not None:
        chosen = (encoding, other)
    if chosen is None or chosen[1] is None or "\0" in chosen[1]:
        raise invalid(Place("file", "This file is no list in text form. Save it as CSV and choose it again."))
    choices = [Choice(name, _sample(one or "")) for name, one in guesses[:CHOICES_MOST]]
    return Decoded(chosen[1].lstrip("\ufeff"), chosen[0], choices)


async def decode_file(data: bytes, encoding: str | None) -> Decoded:
    """As `decoded`. Twenty encodings of a large file take a second: off the loop."""
    return await asyncio.to_thread(decoded, data, encoding)
