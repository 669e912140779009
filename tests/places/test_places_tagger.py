"""The tagger: its models say what they are made of, are made the same each time, and speak where the rules are unsure."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.places import recognize
from mapper.places.corpora import UNTOLD, Document, marked_documents
from mapper.places.features import FeatureMaker, islands_of
from mapper.places.recognition import names_in
from mapper.places.tagger import MODELS, UNREAD, Tagger, load_tagger
from mapper.places.train import TABLES, TREEBANKS, examples, main, tags_of, train, varied
from mapper.places.training_text import TRAINING_FOLDER, Mark, training_files
from mapper.places.word_lists import word_lists
from mapper.places.words import Words
from mapper.records import Article

if TYPE_CHECKING:
    from mapper.places.gazetteer import Gazetteer

LANGUAGES = ("en", "es")
SMALL = TRAINING_FOLDER / "es" / "written_13.txt"
TRAIN_SMALL = """
import sys
from pathlib import Path
from mapper.places import load_gazetteer
from mapper.places.corpora import marked_documents
from mapper.places.features import FeatureMaker
from mapper.places.train import examples, train
from mapper.places.word_lists import word_lists
gazetteer = load_gazetteer()
documents = marked_documents([Path(sys.argv[1])])
train(list(examples(documents, FeatureMaker(word_lists(), gazetteer), gazetteer)), Path(sys.argv[2]))
"""


def tagged(text: str, lang: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Give the names in a text with their labels."""
    tagger = load_tagger(lang, gazetteer)
    assert tagger is not None
    words = Words(text)
    known = [(name.first, name.length, name.postings) for name in names_in(words, gazetteer)]
    names = tagger.read(words, known).names
    return {text[words.start[name.first] : words.end[name.end - 1]]: name.label for name in names}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_gives_the_hash_of_its_model(lang: str) -> None:
    model = (MODELS / f"{lang}.crfsuite").read_bytes()
    assert hashlib.sha256(model).hexdigest() in (MODELS / f"{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "sources"), [("en", TABLES), ("es", TREEBANKS)])
def test_the_card_names_every_source_with_a_free_licence(lang: str, sources: tuple[str, ...]) -> None:
    rows = [row for row in (MODELS / f"{lang}.md").read_text(encoding="utf-8").splitlines() if row.startswith("|")]
    for source in sources:
        row = next(row for row in rows if f"`{source}`" in row)
        assert row.endswith(("| CC BY 4.0 |", "| CC BY-SA 4.0 |"))


def test_both_models_together_take_less_than_ten_megabytes() -> None:
    assert sum(model.stat().st_size for model in MODELS.glob("*.crfsuite")) < 10_000_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_blind_text_is_never_trained_on(lang: str) -> None:
    assert "blind.txt" not in {path.name for path in training_files(lang)}


@pytest.mark.parametrize("seed", ["0", "1"])
def test_training_gives_the_same_bytes_whatever_the_order_of_hashes(seed: str, gazetteer: Gazetteer, tmp_path: Path) -> None:
    here, there = tmp_path / "here.crfsuite", tmp_path / "there.crfsuite"
    train(list(examples(marked_documents([SMALL]), FeatureMaker(word_lists(), gazetteer), gazetteer)), here)
    command = [sys.executable, "-c", TRAIN_SMALL, str(SMALL), str(there)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONHASHSEED": seed})  # noqa: S603 (our own script)
    assert here.read_bytes() == there.read_bytes()


def test_a_model_of_thirty_eight_sentences_reads_them_back(gazetteer: Gazetteer, tmp_path: Path) -> None:
    documents = list(marked_documents([SMALL]))
    train(list(examples(documents, FeatureMaker(word_lists(), gazetteer), gazetteer)), tmp_path / "small.crfsuite")
    tagger = Tagger(tmp_path / "small.crfsuite", gazetteer)
    words = Words(documents[0].text)
    labels = tags_of(documents[0], words)
    names = tagger.read(words, ()).names
    assert sum(labels[name.first] == f"B-{name.label}" for name in names) >= 0.8 * len(names) > 0


def test_training_without_corpora_says_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage: python -m mapper.places.train CORPORA" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "text", "name", "label"),
    [
        ("en", "The ferry from Dundee was late, said harbour master Jean Durness.", "Dundee", "LOC"),
        ("en", "The ferry from Dundee was late, said harbour master Jean Durness.", "Jean Durness", "PER"),
        ("en", "Officers of the Toronto Police Service said no.", "Toronto Police Service", "ORG"),
        ("es", "El alcalde Ramiro Jara viajó ayer a Putre.", "Ramiro Jara", "PER"),
        ("es", "El alcalde Ramiro Jara viajó ayer a Putre.", "Putre", "LOC"),
        ("es", "Lo contó Radio Tacna en su boletín del mediodía.", "Radio Tacna", "ORG"),
    ],
)
def test_names_of_places_people_and_bodies_are_told_apart(lang: str, text: str, name: str, label: str, gazetteer: Gazetteer) -> None:
    assert tagged(text, lang, gazetteer)[name] == label


def test_a_language_without_a_model_is_read_by_the_rules(gazetteer: Gazetteer) -> None:
    assert load_tagger("pt", gazetteer) is None
    article = Article(article_id="a", text="O ônibus saiu de Lima para Arica.", lang="pt")
    assert [toponym.text for toponym in recognize(article, gazetteer)] == ["Lima", "Arica"]


def test_a_surname_stays_a_persons_after_the_full_name(gazetteer: Gazetteer) -> None:
    text = "The suspect, Brynn Trujillo, ran into the desert near Calama. Trujillo was found by a patrol."
    article = Article(article_id="a", text=text, lang="en")
    assert [toponym.text for toponym in recognize(article, gazetteer)] == ["Calama"]


def test_a_place_that_nobody_lists_is_found_where_the_tagger_is_sure(gazetteer: Gazetteer) -> None:
    text = "He lives with his aunt in Fort Brackenshaw, Texas."
    article = Article(article_id="a", text=text, lang="en")
    assert [toponym.text for toponym in recognize(article, gazetteer)] == ["Fort Brackenshaw", "Texas"]


def test_a_border_phrase_without_marked_names_is_not_trained_on() -> None:
    documents = marked_documents(training_files("en"))
    untold = [document.text[mark.start : mark.end] for document in documents for mark in document.marks if mark.label == UNTOLD]
    assert "U.S.-Mexico border" in untold
    assert not any("border with" in phrase for phrase in untold)


def test_tags_begin_and_go_on_with_the_marks() -> None:
    document = Document("Ann Lee left New York.", (Mark(0, 7, "PER"), Mark(13, 21, "LOC")))
    assert tags_of(document, Words(document.text)) == ["B-PER", "I-PER", "O", "B-LOC", "I-LOC"]


def test_some_articles_are_read_once_more_in_capitals_and_as_headlines() -> None:
    documents = [Document(f"From Lima, number {number}", (Mark(5, 9, "LOC"),)) for number in range(4)]
    texts = [document.text for document in varied(documents)]
    assert "FROM LIMA, NUMBER 0" in texts
    assert "From Lima, Number 3" in texts
    assert len(texts) == 6


@given(st.text(alphabet="AaÑñ .,-'\n1(", max_size=60))
@settings(max_examples=200, deadline=None)
def test_islands_lie_in_order_and_apart_within_the_text(text: str) -> None:
    words = Words(text)
    ends = [0]
    for first, end in islands_of(words):
        assert ends[-1] <= first < end <= len(words)
        ends.append(end)


@given(text=st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_chances_are_chances_whatever_the_text(text: str, gazetteer: Gazetteer) -> None:
    tagger = load_tagger("en", gazetteer)
    assert tagger is not None
    for chances in tagger.read(Words(text), ()).chances.values():
        assert -1e-6 <= min(chances) <= sum(chances) <= 1 + 1e-6


def test_an_empty_text_has_no_names(gazetteer: Gazetteer) -> None:
    tagger = load_tagger("es", gazetteer)
    assert tagger is not None
    assert tagger.read(Words(""), ()) == UNREAD
