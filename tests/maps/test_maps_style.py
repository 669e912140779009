"""Colours, shapes and words of the map."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from mapper.maps import words
from mapper.maps.style import EVENT_STYLES, LAND, SHAPES, STATUS_FILLS, WORDS, client_style, label, style_of
from mapper.maps.words import LABELS
from mapper.records import EVENT_TYPES, STATUSES


def _channels(colour: str) -> list[float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_event_type_has_a_style_of_its_own() -> None:
    assert tuple(EVENT_STYLES) == EVENT_TYPES
    assert len({style.shape for style in EVENT_STYLES.values()}) == len(EVENT_TYPES)


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_colours_stand_out_from_land_in_both_themes(event_type: str) -> None:
    style = style_of(event_type)
    assert _contrast(style.colour, LAND["light"]) >= 3
    assert _contrast(style.dark_colour, LAND["dark"]) >= 3


@pytest.mark.parametrize("theme", ["colour", "dark_colour"])
def test_no_two_types_share_a_similar_colour(theme: str) -> None:
    def lightness_and_opponents(colour: str) -> tuple[float, float, float]:
        red, green, blue = (value ** (1 / 3) for value in _channels(colour))
        return (0.3 * red + 0.6 * green + 0.1 * blue, red - green, green - blue)

    points = [lightness_and_opponents(getattr(style, theme)) for style in EVENT_STYLES.values()]
    assert min(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) for one, other in combinations(points, 2)) > 0.01


def test_a_type_from_elsewhere_gets_a_plain_disc() -> None:
    assert style_of("eclipse").shape == "disc"


def test_every_status_has_a_fill_and_only_what_happened_is_full() -> None:
    assert tuple(STATUS_FILLS) == STATUSES
    assert {status for status, fill in STATUS_FILLS.items() if fill == "filled"} == {"reported", "ongoing"}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_absolute_paths_inside_their_box(name: str) -> None:
    shape = SHAPES[name]
    for path in (shape.outline, shape.glyph):
        assert re.fullmatch(r"[MLCZ0-9. ]*", path)
        assert all(0 <= float(number) <= 24 for number in re.findall(r"[0-9.]+", path))


def test_both_languages_have_every_word() -> None:
    assert WORDS["en"].keys() == WORDS["es"].keys()
    assert all(text.strip() for words in WORDS.values() for text in words.values())


@pytest.mark.parametrize("key", WORDS["en"])
def test_both_languages_fill_in_the_same_names(key: str) -> None:
    assert sorted(re.findall(r"{\w+}", WORDS["en"][key])) == sorted(re.findall(r"{\w+}", WORDS["es"][key]))


def test_no_word_waits_unsaid() -> None:
    home = Path(words.__file__).parent
    sources = [*home.glob("*.py"), *home.glob("*.js"), *(home / "script" / "src").glob("*.js")]
    said = "".join(path.read_text(encoding="utf-8") for path in sources if path.name != "words.py")
    keys = {re.sub(r"_(one|many|day|week|month)$", "", key) for key in WORDS["en"]}
    assert not {key for key in keys if not re.search(rf"[\"'`]{key}[\"'`_]", said)}


@pytest.mark.parametrize("group", LABELS)
def test_every_label_exists_in_both_languages(group: str) -> None:
    assert all(set(names) == {"en", "es"} and all(names.values()) for names in LABELS[group].values())


def test_types_and_statuses_of_the_contract_are_named() -> None:
    assert tuple(LABELS["event_type"]) == EVENT_TYPES
    assert tuple(LABELS["status"]) == STATUSES


def test_a_value_without_a_name_keeps_its_own() -> None:
    assert label("sub_event_type", "lunar_landing", "es") == "lunar landing"


def test_our_own_words_never_say_illegal_or_confirmed() -> None:
    ours = json.dumps([WORDS, LABELS], ensure_ascii=False).casefold()
    assert not re.search(r"ilegal|illegal|confirm", ours)


def test_the_script_gets_plain_json() -> None:
    assert json.loads(json.dumps(client_style()))["types"]["clash"]["shape"] == "burst"
