"""The direction of imports: `.importlinter` holds the contracts."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "fairseat" / "domain"
ALLOWED = {*sys.stdlib_module_names, "msgspec", "fairseat.domain"}
IMPURE = {"open", "input", "print", "exec", "eval"}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def within(module: str, packages: set[str]) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:n]) in packages for n in range(1, len(parts) + 1))


domain_files = pytest.mark.parametrize("path", sorted(DOMAIN.rglob("*.py")), ids=lambda path: path.name)


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert not broken, capsys.readouterr().out


@domain_files
def test_the_domain_imports_the_standard_library_msgspec_and_itself(path: Path):
    assert [m for m in imported(ast.parse(path.read_text())) if not within(m, ALLOWED)] == []


@domain_files
def test_the_domain_waits_for_nothing_and_touches_nothing(path: Path):
    found = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncWith | ast.AsyncFor)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE)
        or (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"})
    ]
    assert found == []
