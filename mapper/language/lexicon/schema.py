"""The schema of lexicon files, and errors that name the file and the key."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import LexiconError
from mapper.records import EVENT_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(__file__).parent
WORD_SECTIONS = ("verbs", "nouns", "words", "nationalities")
_LIST_SECTIONS = (*WORD_SECTIONS, "roles", "irregular_verbs", "irregular_nouns")
_SECTIONS = {"language", "frames", "stems", "bearings", *_LIST_SECTIONS}
_FRAME_TEXTS = ("name", "type", "sub_type", "status")
_FRAME_LISTS = ("verbs", "nouns", "subject", "object", "without", "count")
_FRAME_GROUPS = ("near", "sentence")
_FRAME_FLAGS = ("durative", "governed")
MADE_BY_THE_READER = frozenset(
    [
        "number",
        "bare_number",
        "nationality",
        "nationality_noun",
        "place",
        "country",
        "city",
        "border",
        "state",
        "route_place",
        "pronoun_people",
        "waterway",
        "passage",
    ]
)
"""Classes that no word list gives: numbers, nationalities and resolved places get them while a sentence is read."""


def read_table(path: Path) -> dict[str, Any]:
    """Read a lexicon file and check its shape; raise LexiconError naming the file, the key and the cure."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror or error}); check the name and its permissions"
        raise LexiconError(msg) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: is not TOML in UTF-8 ({error}); mend that line"
        raise LexiconError(msg) from error
    _check_sections(path, table)
    for number, frame in enumerate(table.get("frames", []), 1):
        _check_frame(path, number, frame)
    return table


def _fail(path: Path, key: str, why: str) -> LexiconError:
    line = _line_of(path.read_text(encoding="utf-8"), key)
    return LexiconError(f"{path}: line {line}: {key}: {why}" if line else f"{path}: {key}: {why}")


def _line_of(text: str, key: str) -> int | None:
    r"""Give the line of ``section.entry`` or ``frames[n].entry``, counted from 1; of what it lies in if it has none of its own.

    >>> _line_of('[nouns]\nforce = ["a"]\n[[frames]]\nname = "b"', "nouns.force"), _line_of("[[frames]]\n", "frames[1] (b).type")
    (2, 1)
    """
    frame = re.match(r"frames\[(\d+)\]", key)
    section, _, entry = ("frames", "", key.rpartition(".")[2]) if frame else key.partition(".")
    head = re.compile(rf"\s*\[+\s*{re.escape(section)}\s*\]|\s*{re.escape(section)}\s*=")
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if head.match(line)]
    number = int(frame[1]) if frame else 1
    if len(heads) < number:
        return None
    start = heads[number - 1]
    for n in range(start + 1, len(lines)):
        if re.match(r"\s*\[", lines[n]):
            break
        if re.match(rf"\s*[\"']?{re.escape(entry)}[\"']?\s*=", lines[n]):
            return n + 1
    return start + 1


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _check_sections(path: Path, table: dict[str, Any]) -> None:
    for section, content in table.items():
        if section not in _SECTIONS:
            raise _fail(path, section, f"no such section; use one of {', '.join(sorted(_SECTIONS))}")
        if section == "language":
            if not isinstance(content, str) or not (_FOLDER / f"{content}.toml").is_file():
                listed = ", ".join(f'"{each.stem}"' for each in sorted(_FOLDER.glob("??.toml")))
                raise _fail(path, section, f"must be one of {listed}, or left out if the words are of every language")
        elif section == "frames":
            if not isinstance(content, list) or not all(isinstance(frame, dict) for frame in content):
                raise _fail(path, section, "must be written as [[frames]] tables")
        elif not isinstance(content, dict):
            raise _fail(path, section, f"must be a table, written [{section}]")
        else:
            _check_values(path, section, content)


def _check_values(path: Path, section: str, content: dict[str, Any]) -> None:
    for key, value in content.items():
        if section in _LIST_SECTIONS and not _is_words(value):
            raise _fail(path, f"{section}.{key}", 'must be a list of words, such as ["soldier", "border guard"]')
        if section == "stems" and value not in ("ie", "ue", "i", ""):
            raise _fail(path, f"{section}.{key}", 'must be "ie", "ue", "i" or ""')
        if section == "bearings" and not isinstance(value, int):
            raise _fail(path, f"{section}.{key}", "must be whole degrees clockwise from north")


def _check_frame(path: Path, number: int, frame: dict[str, Any]) -> None:
    label = f"frames[{number}]" + (f" ({frame['name']})" if isinstance(frame.get("name"), str) else "")
    for key, value in frame.items():
        _check_frame_value(path, f"{label}.{key}", key, value)
    for key in ("name", "type"):
        if key not in frame:
            raise _fail(path, f"{label}.{key}", "is missing; add it")
    if frame["type"] not in EVENT_TYPES:
        raise _fail(path, f"{label}.type", f"{frame['type']!r} is no event type; use one of {', '.join(EVENT_TYPES)}")
    if frame.get("status", "reported") not in STATUSES:
        raise _fail(path, f"{label}.status", f"{frame['status']!r} is no status; use one of {', '.join(STATUSES)}")
    if not frame.get("verbs") and not frame.get("nouns"):
        raise _fail(path, label, 'needs verbs or nouns that trigger it, such as verbs = ["send"]')


def _check_frame_value(path: Path, label: str, key: str, value: object) -> None:
    if key in _FRAME_TEXTS:
        good, wanted = isinstance(value, str), "a text"
    elif key in _FRAME_LISTS:
        good, wanted = _is_words(value), 'a list of classes, such as ["force"]'
    elif key in _FRAME_GROUPS:
        good, wanted = isinstance(value, list) and all(map(_is_words, value)), 'a list of lists of classes, such as [["border", "place"]]'
    elif key in _FRAME_FLAGS:
        good, wanted = isinstance(value, bool), "true or false"
    elif key == "confidence":
        good, wanted = isinstance(value, int | float) and 0 <= value <= 1, "a number from 0 to 1"
    else:
        good, wanted = False, "left out: there is no such key"
    if not good:
        raise _fail(path, label, f"must be {wanted}")


def check_classes(path: Path, frames: Iterable[dict[str, Any]], known: frozenset[str]) -> None:
    """Raise LexiconError where a frame names a class that no list defines."""
    for number, frame in enumerate(frames, 1):
        named = {name for key in _FRAME_LISTS for name in frame.get(key, ())}
        named |= {name for key in _FRAME_GROUPS for group in frame.get(key, ()) for name in group}
        unknown = sorted(named - known - MADE_BY_THE_READER)
        if unknown:
            cure = f"{_meant(unknown[0], known)}add it under [nouns], [verbs] or [words]"
            raise _fail(path, f"frames[{number}] ({frame['name']})", f"class {unknown[0]!r} is defined nowhere; {cure}")


def check_use(path: Path, table: dict[str, Any], known: frozenset[str]) -> None:
    """Raise LexiconError where a file adds words to a class that is neither known nor named by one of its frames."""
    named = {name for frame in table.get("frames", ()) for key in _FRAME_LISTS for name in frame.get(key, ())}
    named |= {name for frame in table.get("frames", ()) for key in _FRAME_GROUPS for group in frame.get(key, ()) for name in group}
    for section in ("verbs", "nouns", "words"):
        for name in table.get(section, ()):
            if name not in known and name not in named:
                cure = f"{_meant(name, known)}name it in one of your [[frames]]"
                raise _fail(path, f"{section}.{name}", f"no frame uses the class {name!r}; {cure}")


def _meant(name: str, known: Iterable[str]) -> str:
    """Suggest a class of nearly the same name."""
    near = get_close_matches(name, known, n=1)
    return f"write {near[0]!r} if that is meant, or " if near else ""
