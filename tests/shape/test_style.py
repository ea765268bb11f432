"""Lengths of functions and files: the house style's fifth rule."""

import ast
from collections.abc import Iterable
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).parents[2] / "fairseat"
FUNCTION_MEDIAN, FUNCTION_MOST = 6, 25
FILE_MEDIAN, FILE_MOST = 80, 250
SHARE_WITHIN = 0.95
NAMED = 15  # of the longest

Lengths = dict[str, int]


def files() -> Iterable[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if path.stat().st_size]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line; decorators are not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def lengths_of_functions() -> Lengths:
    return {
        f"{path.relative_to(SOURCE.parent)}:{node.lineno} {node.name}": length(node)
        for path in files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def lengths_of_files() -> Lengths:
    return {str(path.relative_to(SOURCE.parent)): len(path.read_text().splitlines()) for path in files()}


def half(lengths: Lengths) -> float:
    return median(lengths.values())


def within(lengths: Lengths, most: int) -> float:
    return round(sum(n <= most for n in lengths.values()) / len(lengths), 3)


def longest(lengths: Lengths, most: int) -> str:
    over = sorted(((n, name) for name, n in lengths.items() if n > most), reverse=True)
    rows = [f"{n:5} {name}" for n, name in over[:NAMED]]
    head = f"{len(over)} of {len(lengths)} are longer than {most} lines; median {half(lengths)}"
    return "\n".join([head, *rows])


def test_half_of_the_functions_have_at_most_six_lines():
    lengths = lengths_of_functions()
    typical = half(lengths)
    assert typical <= FUNCTION_MEDIAN, longest(lengths, FUNCTION_MOST)


def test_of_a_hundred_functions_ninety_five_fit_a_glance():
    lengths = lengths_of_functions()
    share = within(lengths, FUNCTION_MOST)
    assert share >= SHARE_WITHIN, longest(lengths, FUNCTION_MOST)


def test_half_of_the_files_have_at_most_eighty_lines():
    lengths = lengths_of_files()
    typical = half(lengths)
    assert typical <= FILE_MEDIAN, longest(lengths, FILE_MOST)


def test_of_a_hundred_files_ninety_five_fit_a_few_screens():
    lengths = lengths_of_files()
    share = within(lengths, FILE_MOST)
    assert share >= SHARE_WITHIN, longest(lengths, FILE_MOST)
