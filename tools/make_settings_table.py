"""Writes the table of settings into docs/operate.md, between its two markers, from `fairseat/settings.py`.

`--print` only prints it; `--check` writes nothing and fails when the table is stale.
"""

import sys
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from fairseat.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operate.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"


def _shown(default: Any) -> str:
    """As it would be written in the environment."""
    if default is None or default == "":
        return "(empty)"
    if isinstance(default, Path):
        inside = default.is_absolute() and default.is_relative_to(ROOT)
        return f"`{default.relative_to(ROOT) if inside else default}`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _row(name: str, field: FieldInfo) -> str:
    variable = f"{Settings.model_config['env_prefix']}{name.upper()}"
    return f"| `{variable}` | {_shown(field.default)} | {_cell(field.description or '')} |"


def table() -> str:
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join(["| variable | default | what it is |", "| --- | --- | --- |", *rows])


def placed(page: str) -> str:
    """The page with today's table between the markers."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.relative_to(ROOT)} lacks the markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    if "--print" in sys.argv:
        print(table())
        return 0
    page = PAGE.read_text()
    fresh = placed(page)
    if "--check" in sys.argv:
        if page != fresh:
            print("stale: the settings in docs/operate.md; run `python -m tools.make_settings_table`")
        return int(page != fresh)
    PAGE.write_text(fresh)
    print("settings: up to date" if page == fresh else "settings: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
