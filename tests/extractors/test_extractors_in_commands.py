"""Extractors wherever stages run: events, map, store, corpus, watch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
from model_server import Answer, serving, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from mapper.records import Article

    Run = Callable[..., Result]
    Row = dict[str, Any]

MODEL = ("--extractor", "language-model", "--model", "tiny")
REFUSED = Answer(b'{"error": {"message": "no"}}', 401)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wire: Article) -> Path:
    """A folder with two articles in it, one of which tells nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("MAPPER_MODEL_URL", "MAPPER_MODEL", "MAPPER_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)
    rows = [
        {"id": "wire-1", "lang": "en", "published": "2026-03-14", "text": wire.text},
        {"id": "wire-2", "lang": "en", "published": "2026-03-14", "text": "Nothing at all happened in the garden of the town hall today."},
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_events_are_those_of_the_model_and_the_host_is_named(run_cli: Run, crossing: Row) -> None:
    with serving(told(crossing), told()) as server:
        answer = run_cli("events", "wire.jsonl", *MODEL, "--model-url", server.url)
    assert [json.loads(line)["properties"]["trigger"] for line in answer.stdout.splitlines()] == ["cross"]
    assert answer.stderr.startswith("The texts are sent to 127.0.0.1:")


@pytest.mark.usefixtures("desk")
def test_explain_says_what_the_model_invented(run_cli: Run, crossing: Row) -> None:
    with serving(told(crossing | {"actor": "900 Martians"}), told()) as server:
        answer = run_cli("events", "wire.jsonl", *MODEL, "--model-url", server.url, "--explain")
    assert "dropped: actor, not to be found: 900 Martians" in answer.stderr
    assert "frame: language model tiny" in answer.stderr


@pytest.mark.usefixtures("desk")
def test_the_model_is_never_asked_unless_it_is_chosen(run_cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(told()) as server:
        monkeypatch.setenv("MAPPER_MODEL_URL", server.url)
        monkeypatch.setenv("MAPPER_MODEL", "tiny")
        assert run_cli("events", "wire.jsonl").stdout.count("\n") >= 2
    assert server.asked == []


@pytest.mark.usefixtures("desk")
def test_the_environment_may_say_where_the_model_is(run_cli: Run, monkeypatch: pytest.MonkeyPatch, crossing: Row) -> None:
    with serving(told(crossing), told()) as server:
        monkeypatch.setenv("MAPPER_MODEL_URL", server.url)
        monkeypatch.setenv("MAPPER_MODEL", "tiny")
        assert run_cli("events", "wire.jsonl", "--extractor", "language-model").stdout.count("\n") == 1


@pytest.mark.usefixtures("desk")
def test_rules_is_the_default(run_cli: Run) -> None:
    assert run_cli("events", "wire.jsonl", "--extractor", "rules").stdout_bytes == run_cli("events", "wire.jsonl").stdout_bytes


@pytest.mark.usefixtures("desk")
def test_one_article_that_the_model_cannot_read_is_reported_and_the_rest_is_done(run_cli: Run, crossing: Row) -> None:
    with serving(Answer(b"{}"), Answer(b"{}"), told(crossing | {"quote": "Nothing at all happened", "trigger": "happened"})) as server:
        answer = run_cli("events", "wire.jsonl", *MODEL, "--model-url", server.url)
    assert (answer.exit_code, answer.stdout.count("\n"), answer.stderr.count("Error: wire-1: no usable answer")) == (1, 1, 1)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("command", [("events",), ("map",), ("report",), ("store", "add", "s.gpkg"), ("corpus", "-o", "corpus")])
def test_a_server_that_refuses_the_key_is_one_line_and_exit_code_1(run_cli: Run, command: tuple[str, ...]) -> None:
    with serving(REFUSED) as server:
        answer = run_cli(*command, "wire.jsonl", *MODEL, "--model-url", server.url, "-q", *(("--jobs", "1") if "corpus" in command else ()))
    assert (answer.exit_code, answer.stderr.count("\n"), answer.stdout) == (1, 1, "")
    assert "set MAPPER_MODEL_KEY" in answer.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "words",
    [("--model", "tiny"), ("--extractor", "rules", "--model-url", "http://localhost/v1"), (*MODEL, "--lexicon", "own.toml")],
)
def test_options_that_have_no_effect_are_a_mistake_in_usage(run_cli: Run, words: tuple[str, ...]) -> None:
    assert run_cli("events", "wire.jsonl", *words).exit_code == 2


def test_a_store_keeps_what_the_model_reads(run_cli: Run, desk: Path, crossing: Row) -> None:
    with serving(told(crossing), told()) as server:
        assert run_cli("store", "add", "s.gpkg", "wire.jsonl", *MODEL, "--model-url", server.url).exit_code == 0
    run_cli("store", "export", "s.gpkg", "-o", "s.geojson")
    assert list(geopandas.read_file(desk / "s.geojson")["trigger"]) == ["cross"]


@pytest.mark.usefixtures("desk")
def test_an_article_that_the_model_cannot_read_is_not_kept(run_cli: Run, crossing: Row) -> None:
    with serving(Answer(b"{}"), Answer(b"{}"), told()) as server:
        assert run_cli("store", "add", "s.gpkg", "wire.jsonl", *MODEL, "--model-url", server.url).exit_code == 1
    with serving(told(crossing)) as server:
        again = run_cli("store", "add", "s.gpkg", "wire.jsonl", *MODEL, "--model-url", server.url)
    assert "1 article new, 0 changed, 1 known" in again.stderr


def test_a_corpus_is_read_by_the_model(run_cli: Run, desk: Path, crossing: Row) -> None:
    with serving(told(crossing), told()) as server:
        answer = run_cli("corpus", "wire.jsonl", "-o", "corpus", "--jobs", "1", *MODEL, "--model-url", server.url)
    assert answer.exit_code == 0, answer.stderr
    [file] = (desk / "corpus" / "events").rglob("*.parquet")
    assert list(geopandas.read_parquet(file)["trigger"]) == ["cross"]


def test_a_watch_asks_again_for_what_the_model_could_not_read(run_cli: Run, desk: Path, wire: Article, crossing: Row) -> None:
    item = f"<item><title>Crossings</title><guid>1</guid><description>{wire.text}</description></item>"
    (desk / "feed.xml").write_text(f"<rss version='2.0'><channel><title>Wire</title>{item}</channel></rss>", encoding="utf-8")
    words = ("watch", "feed.xml", "--store", "w.gpkg", "--map", "w.html", "--once", *MODEL)
    with serving(REFUSED) as server:
        failed = run_cli(*words, "--model-url", server.url)
    assert (failed.exit_code, "set MAPPER_MODEL_KEY" in failed.stderr) == (1, True)
    with serving(told(crossing)) as server:
        assert "1 article new" in run_cli(*words, "--model-url", server.url).stderr
