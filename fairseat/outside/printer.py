"""The PDF report, set with Typst: PDF/A-2a for the archive and PDF/UA-1 for those who hear it.

The template gets one JSON string, so no name can become markup, and sees no file but its own and the pictures of
this report.
"""

import logging
import re
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

import msgspec
import typst

from fairseat.domain.picture import looked_at
from fairseat.domain.report import ReportData, ReportSnapshot
from fairseat.outside.report.glyphs import Script
from fairseat.outside.report.view import view_of
from fairseat.outside.report.words import Words

REPORT = Path(__file__).parent / "report"
FONTS = REPORT / "fonts"
TEMPLATE = ("report.typ", "parts.typ", "chart.typ")
ARCHIVE: Any = ["a-2a", "ua-1"]
PLAIN: Any = "1.7"
TRIES = 20  # characters that fonts have but the compiler cannot set, e.g. an accent on a character of another script
UNSHOWN = re.compile(r'the (?:text|text contains the disallowed codepoint) `"(.+?)"`', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

_log = logging.getLogger(__name__)


class Printer:
    """`render` blocks for some tens of milliseconds: call it from a worker thread. Each thread has a compiler."""

    def __init__(self, language: str = "en", more_fonts: Path | None = None) -> None:
        """`more_fonts`: a folder of the institution's own, for scripts that ours lack."""
        self._language = language
        self._folders = [FONTS, *([more_fonts] if more_fonts else [])]
        self._script = Script(font for folder in self._folders for font in folder.rglob("*.[to]tf"))
        self._own = threading.local()

    def render(self, report: ReportData, pictures: dict[str, bytes]) -> bytes:
        """PDF bytes. A picture that is missing or broken leaves an empty frame, never an error."""
        with tempfile.TemporaryDirectory(prefix="fairseat-report-") as name:
            folder = Path(name)
            for part in TEMPLATE:
                shutil.copyfile(REPORT / part, folder / part)
            files = _Files(folder, pictures)
            view = view_of(report, Words(self._language, report.time_zone, report.started_at), files.place)
            return self._set(view, folder, files)

    def _set(self, view: dict[str, Any], folder: Path, files: "_Files") -> bytes:
        refused: frozenset[str] = frozenset()
        for _ in range(TRIES):
            try:
                return self._compiled(self._script.printable(view, refused), folder)
            except typst.TypstError as error:
                unshown = _unshown(error)
                if "decode image" in str(error):
                    view = _without(view, {file for file in files.names if not self._shows(folder, file)})
                elif unshown - refused:
                    refused |= unshown
                else:
                    _log.exception("The report cannot be made as PDF/A; it is made without")
                    break
        return self._compiled(self._script.printable(view, refused), folder, archive=False)

    def _shows(self, folder: Path, file: str) -> bool:
        try:
            self._compiler.compile(f'#image("{file}")'.encode(), format="pdf", root=folder, sys_inputs=None)
        except typst.TypstError:
            return False
        return True

    def _compiled(self, view: dict[str, Any], folder: Path, archive: bool = True) -> bytes:
        made = self._compiler.compile(
            folder / "report.typ",
            format="pdf",
            root=folder,
            sys_inputs={"data": msgspec.json.encode(view).decode()},
            pdf_standards=ARCHIVE if archive else PLAIN,
        )
        assert isinstance(made, bytes)
        return made

    @property
    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._own, "compiler"):
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=self._folders)
            self._own.compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
        compiler: typst.Compiler = self._own.compiler
        return compiler


class _Files:
    """Pictures as files beside the template, under names of our own."""

    def __init__(self, folder: Path, pictures: dict[str, bytes]) -> None:
        self._folder = folder
        self._pictures = pictures
        self._placed: dict[str, str | None] = {}

    def place(self, snapshot: ReportSnapshot) -> str | None:
        if snapshot.key not in self._placed:
            self._placed[snapshot.key] = self._written(snapshot.key)
        return self._placed[snapshot.key]

    def _written(self, key: str) -> str | None:
        data = self._pictures.get(key)
        seen = looked_at(data) if data else None
        if data is None or seen is None:
            return None
        name = f"picture-{len(self._placed)}.{seen.kind}"
        (self._folder / name).write_bytes(data)
        return name

    @property
    def names(self) -> list[str]:
        return [name for name in self._placed.values() if name]


def _unshown(error: typst.TypstError) -> frozenset[str]:
    """The characters that the compiler names as having no glyph or no place in an archive."""
    texts = UNSHOWN.findall(str(error))
    return frozenset(c for text in texts for c in ESCAPED.sub(lambda m: chr(int(m[1], 16)), text))


def _without(value: Any, files: set[str]) -> Any:
    if isinstance(value, str):
        return None if value in files else value
    if isinstance(value, list | tuple):
        return [_without(item, files) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, files) for key, item in value.items()}
    return value
