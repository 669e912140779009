from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.errors import LexiconError
from mapper.language.lexicon import available_languages, load_lexicon

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def test_english_and_spanish_ship() -> None:
    assert available_languages() == ("en", "es")


def test_a_language_without_a_lexicon_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(LexiconError, match="'xx' has no lexicon; use one of en, es"):
        load_lexicon("xx")


def test_inflected_forms_are_found() -> None:
    assert "send" in load_lexicon("es").look_up("desplegarán")[2].verbs  # type: ignore[union-attr]


def test_capitals_without_accents_are_found() -> None:
    assert load_lexicon("es").look_up("CERRO")[2].forms == {"pret"}  # type: ignore[union-attr]


def test_a_short_word_is_not_taken_for_an_accented_one() -> None:
    reading = load_lexicon("es").look_up("de")[2]
    assert reading is not None
    assert not reading.verbs


def test_a_nationality_knows_its_country() -> None:
    assert load_lexicon("en").look_up("Venezuelans")[2].nationality == "VEN"  # type: ignore[union-attr]


def test_the_users_words_join_a_class(own: Path) -> None:
    own.write_text('[nouns]\nforce = ["sentinel"]\n', encoding="utf-8")
    assert "force" in load_lexicon("en", own).forms["sentinels"].nouns


def test_the_users_frame_replaces_ours_of_the_same_name(own: Path) -> None:
    own.write_text('[[frames]]\nname = "forces are sent"\ntype = "policy"\nverbs = ["send"]\n', encoding="utf-8")
    assert [frame.type for frame in load_lexicon("en", own).frames if frame.name == "forces are sent"] == ["policy"]


def test_the_users_own_classes_and_frames_work_together(own: Path) -> None:
    text = '[verbs]\nbless = ["bless"]\n[[frames]]\nname = "a blessing"\ntype = "aid"\nsub_type = "relief"\nverbs = ["bless"]\n'
    own.write_text(text, encoding="utf-8")
    assert load_lexicon("en", own).triggers["bless"][0].name == "a blessing"


def test_a_file_for_another_language_changes_nothing(own: Path) -> None:
    own.write_text('language = "es"\n[nouns]\nforce = ["zzz"]\n', encoding="utf-8")
    assert "zzz" not in load_lexicon("en", own).forms


def test_a_class_of_the_users_own_serves_in_a_frame_of_ours_that_it_replaces(own: Path) -> None:
    frame = 'name = "forces are sent"\ntype = "deployment"\nverbs = ["send"]\nobject = ["drone"]\n'
    own.write_text(f'[nouns]\ndrone = ["drone"]\n[[frames]]\n{frame}', encoding="utf-8")
    assert [frame.object for frame in load_lexicon("en", own).frames if frame.name == "forces are sent"] == [{"drone"}]


def test_a_file_that_was_changed_is_read_again(own: Path) -> None:
    own.write_text('[nouns]\nforce = ["sentinel"]\n', encoding="utf-8")
    load_lexicon("en", own)
    own.write_text('[nouns]\nforce = ["halberdier"]\n', encoding="utf-8")
    assert "halberdiers" in load_lexicon("en", own).forms


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("[nouns]\n\nforce = 3\n", 3),
        ('[nouns]\nforce = ["a"]\n[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["send"]\n[[frames]]\nname = "b"\ntype = "picnic"\n', 9),
        ('[[frames]]\nname = "a"\ntype = "aid"\n', 1),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["nowhere"]\n', 1),
        ("\n\n[nuns]\n", 3),
        ('[nouns]\nforse = ["guard"]\n', 2),
        ('language = "tlh"\n', 1),
    ],
)
def test_a_complaint_names_the_line(own: Path, content: str, line: int) -> None:
    own.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"own.toml: line {line}: "):
        load_lexicon("en", own)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[nouns", "is not TOML"),
        ('[nouns]\nforse = ["guard"]\n', "no frame uses the class 'forse'; write 'force' if that is meant, or name it in one"),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["sent"]\n', "class 'sent' is defined nowhere; write 'send' if that is meant"),
        ('language = "tlh"\n', 'language: must be one of "en", "es", or left out'),
        ("[nuns]\n", "nuns: no such section"),
        ('[nouns]\nforce = "soldier"\n', "nouns.force: must be a list of words"),
        ('[[frames]]\nname = "a"\nverbs = ["send"]\n', r"frames\[1\] \(a\).type: is missing"),
        ('[[frames]]\nname = "a"\ntype = "picnic"\nverbs = ["send"]\n', "'picnic' is no event type"),
        ('[[frames]]\nname = "a"\ntype = "aid"\n', "needs verbs or nouns"),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["send"]\nstatus = "maybe"\n', "'maybe' is no status"),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["nowhere"]\n', "class 'nowhere' is defined nowhere"),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["send"]\nconfidence = 7\n', "confidence: must be a number from 0 to 1"),
        ('[[frames]]\nname = "a"\ntype = "aid"\nverbs = ["send"]\ncolour = "red"\n', "colour: must be left out"),
    ],
)
def test_a_broken_file_is_named_with_its_key(own: Path, content: str, complaint: str) -> None:
    own.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint) as caught:
        load_lexicon("en", own)
    assert str(own) in str(caught.value)


def test_a_missing_file_is_named(own: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        load_lexicon("en", own)
