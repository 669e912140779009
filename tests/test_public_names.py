"""What ``import mapper`` offers is complete, documented and where it says."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import mapper
from mapper import _HOME_OF, _HOMES

SOURCE = Path(mapper.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", mapper.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(mapper, name) is not None


def test_all_is_complete_and_sorted_as_dir_gives_it() -> None:
    assert sorted(mapper.__all__) == dir(mapper) == sorted({*_HOME_OF, "__date__", "__version__"})


def test_type_checkers_see_the_same_names_as_python() -> None:
    block = next(node for node in ast.parse(SOURCE).body if isinstance(node, ast.If))
    seen = {node.module: tuple(alias.name for alias in node.names) for node in block.body if isinstance(node, ast.ImportFrom)}
    assert seen == _HOMES


@pytest.mark.parametrize("name", [name for name in mapper.__all__ if not name.isupper() and not name.startswith("__")])
def test_every_public_function_and_class_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(mapper, name))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'maps_of_mars'"):
        mapper.maps_of_mars  # noqa: B018


def test_the_version_is_that_of_the_project() -> None:
    project = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{mapper.__version__}"' in project
