"""Print pip constraints that pin every dependency of pyproject.toml to the oldest release that it allows."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

FLOOR = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(?:>=|==)\s*(?P<version>[0-9.post]+)")


def constraints(pyproject: str) -> list[str]:
    """Give a line ``name==version`` for each dependency, with the floor that the project states."""
    tables = tomllib.loads(pyproject)
    project = tables["project"]
    stated = [*project["dependencies"], *_group(tables["dependency-groups"], "test")]
    for extra in project.get("optional-dependencies", {}).values():
        stated += extra
    found = [FLOOR.match(requirement) for requirement in stated]
    if None in found:
        message = f"a dependency has no floor: {stated[found.index(None)]}"
        raise ValueError(message)
    return sorted({f"{match['name']}=={match['version']}" for match in found if match})


def _group(groups: dict[str, list[str | dict[str, str]]], name: str) -> list[str]:
    """Give what a group asks for, with what the groups that it includes ask for."""
    return [
        requirement
        for each in groups[name]
        for requirement in ([each] if isinstance(each, str) else _group(groups, each["include-group"]))
    ]


if __name__ == "__main__":
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    sys.stdout.write("\n".join(constraints(text)) + "\n")
