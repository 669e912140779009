from __future__ import annotations

import pytest

from mapper.events import Codes, codes_for, load_lexicon, sub_event_types
from mapper.records import EVENT_TYPES


def test_a_declared_emergency_has_martial_law_codes() -> None:
    codes = codes_for("emergency", "declared")
    assert (codes.cameo_code, codes.plover_event, codes.plover_mode) == ("1724", "COERCE", "martial-law")


def test_a_cameo_code_keeps_its_leading_zero() -> None:
    assert codes_for("aid", "rescue").cameo_code == "073"


def test_an_unknown_sub_type_has_no_codes() -> None:
    assert codes_for("aid", "picnic") == Codes()


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_type_has_sub_types(event_type: str) -> None:
    assert sub_event_types(event_type)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_frame_names_a_sub_type_of_the_table(lang: str) -> None:
    wrong = [frame.name for frame in load_lexicon(lang).frames if frame.sub_type not in sub_event_types(frame.type)]
    assert wrong == []


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_type_has_a_frame(event_type: str) -> None:
    assert any(frame.type == event_type for frame in load_lexicon("en").frames)
