"""The flow is one way: a room of the house imports only from rooms before it. Read from the source, whatever was imported so far."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOW = (
    "mapper",  # the door: it imports from the rooms only what is asked for, when it is asked for
    "mapper.errors",
    "mapper.records",
    "mapper.plugins",
    "mapper.examples",
    "mapper.layers",
    "mapper.language",
    "mapper.border",
    "mapper.sources",
    "mapper.places",
    "mapper.events",
    "mapper.extractors",
    "mapper.merge",
    "mapper.layers.frames",
    "mapper.maps.words",
    "mapper.maps.style",
    "mapper.exports",
    "mapper.maps",
    "mapper.pipeline",
    "mapper.store",
    "mapper.mapping",
    "mapper.watch",
    "mapper.corpus",
    "mapper.report",
    "mapper.cli",
    "mapper.__main__",
)
HEAVY = ("folium", "geopandas", "matplotlib", "numpy", "pandas", "py3langid", "shapely", "trafilatura")


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((ROOT / "mapper").rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str) -> set[str]:
    """Tell the modules of the package that a module imports anywhere, but for type checking only."""
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in modules() else node.module for each in inside}
    return {each for each in found if each in modules()}


def room(name: str) -> int:
    """Tell the place in the flow of the room that a module belongs to."""
    if name == "mapper":
        return FLOW.index("mapper")
    homes = [home for home in FLOW if home != "mapper" and (name == home or name.startswith(f"{home}."))]
    return FLOW.index(max(homes, key=len))


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_module_has_its_room(name: str) -> None:
    assert name == "mapper" or any(name == home or name.startswith(f"{home}.") for home in FLOW if home != "mapper")


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_only_from_its_own_room_and_rooms_before_it(name: str) -> None:
    later = sorted(imported for imported in imports(name) if room(imported) > room(name))
    assert later == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imports(name) - {name} for name in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_has_at_most_400_lines(name: str) -> None:
    lines = modules()[name].read_text(encoding="utf-8").count("\n")
    assert lines <= 400


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_function_has_at_most_60_lines(name: str) -> None:
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = [node.name for node in functions if _lines_of_code(node) > 60]
    assert long == []


def _lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring, which may say as much as it needs."""
    documented = ast.get_docstring(function) is not None
    first = function.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("start", ["import mapper", "import mapper.cli.root, mapper.cli.events, mapper.cli.map, mapper.records"])
def test_starting_imports_nothing_heavy(start: str) -> None:
    check = f"{start}; import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own words
    assert answer.stdout.split() == []


def test_no_module_is_a_box_for_leftovers() -> None:
    leftovers = {"utils", "util", "helpers", "common", "misc", "tools"}
    assert not [name for name in modules() if leftovers & set(name.split("."))]


def test_nobody_prints_in_the_library() -> None:
    printing = []
    for name, path in modules().items():
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        to_stdout = [call for call in calls if ast.unparse(call.func) == "print" and not any(key.arg == "file" for key in call.keywords)]
        printing += [name] * len(to_stdout)
    assert printing == []
