"""Extractors of one's own: given as a function, or registered by a package."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mapper
from mapper.errors import ExtractorError, InputError, PluginError
from mapper.extractors import available_extractors, open_extractor
from mapper.pipeline import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from click.testing import Result

    from mapper.pipeline import Tools
    from mapper.records import Article, Event, Location


def police(article: Article, locations: Sequence[Location]) -> Iterator[mapper.Event]:
    """Tell one event for each mention of the police, at the first place."""
    at = article.text.find("police")
    if at < 0:
        return
    yield mapper.Event(
        event_id=f"{article.article_id}:{at}",
        event_type="deployment",
        status="reported",
        confidence=0.5,
        article=article,
        where=mapper.Where(location=locations[0], reason="the first place"),
        evidence=mapper.Evidence(quote="police", start=at, end=at + 6, trigger="police", trigger_start=at, trigger_end=at + 6),
    )


def maker() -> Callable[..., Iterator[mapper.Event]]:
    """Make that extractor, as a package would."""
    return police


def failing(article: Article, locations: Sequence[Location]) -> list[mapper.Event]:
    """Fail on one article of two."""
    if article.article_id == "wire-1":
        message = "out of\ncheese"
        raise RuntimeError(message)
    return list(police(article, locations))


not_callable = 7


def makes_nothing() -> dict[str, str]:
    """Make what is no extractor."""
    return {}


def breaks() -> None:
    """Fail to make an extractor."""
    message = "no licence"
    raise OSError(message)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register extractors as installed packages would."""
    here = __name__
    points = [
        EntryPoint(name=name, group="mapper.extractors", value=f"{here}:{value}")
        for name, value in {"police": "maker", "odd": "not_callable", "poor": "breaks", "gone": "nowhere", "empty": "makes_nothing"}.items()
    ] + [EntryPoint(name="lost", group="mapper.extractors", value="no_such_package:make")]

    def entry_points(*, group: str, name: str | None = None) -> list[EntryPoint]:
        return [point for point in points if point.group == group and name in (None, point.name)]

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


def test_a_function_reads_the_events_instead_of_the_rules(wire: Article, tools: Tools) -> None:
    [result] = run([wire], replace(tools, extractor=police))
    assert [event.evidence.quote for event in result.events] == ["police"]


def test_its_events_are_placed(wire: Article, tools: Tools) -> None:
    [result] = run([wire], replace(tools, extractor=police))
    assert [event.placement.location for event in result.events if event.placement] == ["Tacna"]


def test_a_map_takes_a_function(wire: Article, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(wire.text, encoding="utf-8")
    assert list(mapper.map_articles(tmp_path / "a.txt", extractor=police).events["quote"]) == ["police"]


def test_an_extractor_that_fails_is_named_with_the_article(wire: Article, tools: Tools) -> None:
    with pytest.raises(InputError, match=r"^wire-1: the extractor failing failed \(RuntimeError: out of\ncheese\)"):
        list(run([wire], replace(tools, extractor=failing)))


def test_an_article_that_fails_is_told_of_and_the_others_are_read(wire: Article, tools: Tools) -> None:
    told: list[InputError] = []
    results = list(run([wire, replace(wire, article_id="wire-2")], replace(tools, extractor=failing), on_error=told.append))
    assert [result.article.article_id for result in results] == ["wire-2"]
    assert len(told) == 1


def test_an_extractor_that_gives_up_ends_the_run(wire: Article, tools: Tools) -> None:
    def gives_up(_article: Article, _locations: Sequence[Location]) -> list[Event]:
        message = "gone"
        raise ExtractorError(message)

    with pytest.raises(ExtractorError, match="gone"):
        list(run([wire], replace(tools, extractor=gives_up), on_error=lambda _error: None))


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"event_type": "picnic"}, "'picnic' is no event type"),
        ({"status": "maybe"}, "'maybe' is no status"),
        ({"confidence": 7.0}, "confidence 7.0 is not from 0 to 1"),
        ({"confidence": float("nan")}, "confidence nan"),
        ({"article": None}, "an event of another article"),
        ({"evidence": None}, "evidence is a NoneType"),
        ({"where": "Tacna"}, "evidence is a Evidence, where is a str"),
        ({"evidence": mapper.Evidence(quote="army", start=0, end=4, trigger="", trigger_start=0, trigger_end=0)}, "a quote that does not"),
        ({"evidence": mapper.Evidence(quote="", start=9, end=9, trigger="", trigger_start=0, trigger_end=0)}, "a quote that does not"),
    ],
)
def test_an_event_that_breaks_the_contract_is_an_error_that_says_how(
    wire: Article, tools: Tools, changes: dict[str, Any], flaw: str
) -> None:
    def careless(article: Article, locations: Sequence[Location]) -> list[Event]:
        return [replace(event, **changes) for event in police(article, locations)]

    with pytest.raises(InputError, match=f"gave a wrong answer \\({flaw}"):
        list(run([wire], replace(tools, extractor=careless)))


@pytest.mark.parametrize("answer", [None, 3, ["an event"], [{"event_type": "crossing"}]])
def test_an_answer_that_is_no_list_of_events_is_an_error(wire: Article, tools: Tools, answer: Any) -> None:  # noqa: ANN401
    with pytest.raises(InputError, match="wire-1: the extractor"):
        list(run([wire], replace(tools, extractor=lambda _article, _locations: answer)))


def test_two_events_of_one_id_are_an_error(wire: Article, tools: Tools) -> None:
    with pytest.raises(InputError, match="two events have the id"):
        list(run([wire], replace(tools, extractor=lambda article, locations: [*police(article, locations)] * 2)))


@pytest.mark.usefixtures("registered")
def test_extractors_of_packages_are_listed_after_ours() -> None:
    assert available_extractors()[:3] == ("rules", "language-model", "empty")


@pytest.mark.usefixtures("registered")
def test_an_extractor_of_a_package_is_opened_by_its_name() -> None:
    assert open_extractor("police") is police


def test_rules_need_no_opening() -> None:
    assert open_extractor("rules") is None


@pytest.mark.usefixtures("registered")
def test_a_name_that_nobody_has_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(ExtractorError, match=r"nobody: no installed package .*; use one of rules, language-model, empty, gone"):
        open_extractor("nobody")


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("odd", "registers in mapper.extractors is a int"),
        ("poor", r"cannot be made \(OSError: no licence\)"),
        ("empty", "gives a dict"),
        ("gone", r"cannot be loaded \(AttributeError"),
        ("lost", r"cannot be loaded \(ModuleNotFoundError"),
    ],
)
def test_a_broken_package_is_one_clear_error(name: str, why: str) -> None:
    with pytest.raises(PluginError, match=f"^{name}: .*{why}"):
        open_extractor(name)


@pytest.mark.usefixtures("registered")
def test_the_command_takes_an_extractor_by_name(run_cli: Callable[..., Result], wire: Article, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(wire.text, encoding="utf-8")
    answer = run_cli("events", tmp_path / "a.txt", "--extractor", "police")
    assert (answer.exit_code, answer.stdout.count("\n"), '"trigger": "police"' in answer.stdout) == (0, 1, True)


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("name", ["nobody", "lost", "poor"])
def test_the_command_says_in_one_line_what_is_wrong_with_an_extractor(run_cli: Callable[..., Result], tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    answer = run_cli("events", tmp_path / "a.txt", "--extractor", name)
    assert (answer.exit_code, answer.stderr.count("\n"), answer.stderr.startswith(f"Error: {name}: ")) == (1, 1, True)


def test_an_installed_package_is_found_by_its_entry_point(wire: Article, tmp_path: Path) -> None:
    """Lay files down as pip would, and run the command in a process of its own."""
    (tmp_path / "a.txt").write_text(wire.text, encoding="utf-8")
    installed = tmp_path / "site"
    papers = installed / "watchers-1.0.dist-info"
    papers.mkdir(parents=True)
    (papers / "METADATA").write_text("Metadata-Version: 2.1\nName: watchers\nVersion: 1.0\n", encoding="utf-8")
    (papers / "entry_points.txt").write_text("[mapper.extractors]\nnobody = watchers:make\nbroken = watchers:no\n", encoding="utf-8")
    (installed / "watchers.py").write_text("def make():\n    return lambda article, locations: []\n", encoding="utf-8")
    words = [sys.executable, "-m", "mapper", "events", str(tmp_path / "a.txt"), "--extractor"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), str(Path(mapper.__file__).parents[1])])}

    def run_with(name: str) -> tuple[int, str, str]:
        answer = subprocess.run([*words, name], capture_output=True, text=True, env=environment, check=False)  # noqa: S603 - our own words
        return answer.returncode, answer.stdout, answer.stderr

    assert run_with("nobody") == (0, "", "")
    code, _, said = run_with("broken")
    assert (code, said.startswith("Error: broken: watchers cannot be loaded (AttributeError")) == (1, True)
