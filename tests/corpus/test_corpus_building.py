"""A corpus is what its articles tell, whole, and a stopped run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd
import pyarrow.dataset
import pyarrow.parquet
import pytest
from wire_articles import wire_articles

from mapper.corpus import Settings, Summary, build_corpus, expected_articles, in_this_process
from mapper.errors import OutputError
from mapper.exports.geojson import dumps, frame_features
from mapper.layers.frames import events_frame
from mapper.merge import merge
from mapper.pipeline import load_tools, run
from mapper.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapper.corpus.parts import Part
    from mapper.corpus.working import Worked

    Contents = Callable[[Path], dict[str, bytes]]
    Finished = tuple[Path, Summary]

ROOT = Path(__file__).parents[2]


class Stopped(Exception):  # noqa: N818 - what happens, and no error of ours
    """The power went."""


def stopping_after(count: int) -> Callable[[Iterable[Part], Settings], Iterator[Worked]]:
    """Work in this process until so many parts are finished."""

    def engine(parts: Iterable[Part], settings: Settings) -> Iterator[Worked]:
        for number, worked in enumerate(in_this_process(parts, settings)):
            if number == count:
                raise Stopped
            yield worked

    return engine


def read_back(folder: Path) -> geopandas.GeoDataFrame:
    """All events of a corpus, as geopandas reads its files."""
    return pd.concat([geopandas.read_parquet(path) for path in sorted((folder / "events").rglob("*.parquet"))], ignore_index=True)


def features(events: geopandas.GeoDataFrame) -> list[str]:
    """All that the rows say, in an order of their own."""
    return sorted(map(dumps, frame_features(events.drop(columns="bbox", errors="ignore"))))


def ids_of_reports(events: pd.DataFrame) -> list[str]:
    """The ids of all reports of all events."""
    ids: list[str] = []
    for name, reports in zip(events["event_id"], events["reports"], strict=True):
        ids += [report["event_id"] for report in json.loads(reports)] if isinstance(reports, str) else [name]
    return ids


@pytest.fixture(scope="module")
def told(wire: Path) -> list[Any]:
    """What the pipeline reads from the same articles."""
    return [event for result in run(read_articles([wire]), load_tools()) for event in result.events]


def test_the_events_are_those_of_the_pipeline_merged(finished: Finished, told: list[Any]) -> None:
    ours, theirs = read_back(finished[0]), events_frame(merge(told))
    assert features(ours) == features(theirs)


def test_every_report_is_in_exactly_one_event(finished: Finished, told: list[Any]) -> None:
    assert sorted(ids_of_reports(read_back(finished[0]))) == sorted(event.event_id for event in told)


def test_the_summary_counts_what_was_written(finished: Finished, told: list[Any]) -> None:
    folder, summary = finished
    assert summary == Summary(articles=30, reports=len(told), events=len(read_back(folder)), rejects=0)


def test_unmerged_each_report_is_an_event(wire: Path, tmp_path: Path, told: list[Any]) -> None:
    build_corpus([wire], tmp_path, settings=Settings(merged=False))
    assert sorted(read_back(tmp_path)["event_id"]) == sorted(event.event_id for event in told)


def test_an_event_lies_in_the_folder_of_its_month(finished: Finished) -> None:
    for path in (finished[0] / "events").rglob("*.parquet"):
        months = {str(day)[:7] for day in geopandas.read_parquet(path)["event_date"].dropna()}
        assert months <= {f"{path.parts[-3].removeprefix('year=')}-{path.parts[-2].removeprefix('month=')}"}


def test_pyarrow_reads_the_folders_as_columns(finished: Finished) -> None:
    table = pyarrow.dataset.dataset(finished[0] / "events", partitioning="hive")
    january = table.count_rows(filter=(pyarrow.dataset.field("year") == 2025) & (pyarrow.dataset.field("month") == 1))
    assert 0 < january <= table.count_rows()


def test_each_row_has_its_bounding_box(finished: Finished) -> None:
    path = next((finished[0] / "events").rglob("*.parquet"))
    papers = json.loads(pyarrow.parquet.read_metadata(path).metadata[b"geo"])
    assert (papers["version"], "covering" in papers["columns"]["geometry"]) == ("1.1.0", True)


def test_the_manifest_lists_every_file(finished: Finished) -> None:
    folder = finished[0]
    listed = {each["path"] for each in json.loads((folder / "manifest.json").read_text())["files"]}
    assert listed == {path.relative_to(folder / "events").as_posix() for path in (folder / "events").rglob("*.parquet")}


def test_a_stopped_run_goes_on_with_what_is_finished(
    wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents
) -> None:
    with pytest.raises(Stopped):
        build_corpus([wire], tmp_path, settings=settings, engine=stopping_after(2))
    kept: list[bool] = []
    build_corpus([wire], tmp_path, settings=settings, on_part=lambda _articles, was_kept: kept.append(was_kept))
    assert kept == [True, True, False, False, False, False]
    assert contents(tmp_path) == contents(finished[0])


def test_a_killed_run_goes_on_to_the_same_bytes(wire: Path, tmp_path: Path, finished: Finished, contents: Contents) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from mapper.corpus import *\n"
        "done = iter([lambda: None, lambda: os.kill(os.getpid(), signal.SIGKILL)])\n"
        "build_corpus([sys.argv[1]], Path(sys.argv[2]), settings=Settings(part_size=5), on_part=lambda *_: next(done)())"
    )
    answer = subprocess.run([sys.executable, "-c", script, wire, tmp_path], cwd=ROOT, check=False)  # noqa: S603 - our own words
    assert answer.returncode == -signal.SIGKILL
    kept: list[bool] = []
    build_corpus([wire], tmp_path, settings=Settings(part_size=5), on_part=lambda _articles, was_kept: kept.append(was_kept))
    assert kept.count(True) == 2
    assert contents(tmp_path) == contents(finished[0])


def test_a_run_killed_while_merging_goes_on_to_the_same_bytes(wire: Path, tmp_path: Path, finished: Finished, contents: Contents) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from mapper.corpus import *; from mapper.corpus import building\n"
        "building.merge_told = lambda _told: os.kill(os.getpid(), signal.SIGKILL)\n"
        "build_corpus([sys.argv[1]], Path(sys.argv[2]), settings=Settings(part_size=5))"
    )
    answer = subprocess.run([sys.executable, "-c", script, wire, tmp_path], cwd=ROOT, check=False)  # noqa: S603 - our own words
    assert answer.returncode == -signal.SIGKILL
    build_corpus([wire], tmp_path, settings=Settings(part_size=5), engine=stopping_after(0))
    assert contents(tmp_path) == contents(finished[0])


def test_a_finished_run_started_again_works_on_nothing(finished: Finished, wire: Path, settings: Settings) -> None:
    merging: list[int] = []
    assert build_corpus([wire], finished[0], settings=settings, engine=stopping_after(0), on_merging=merging.append) == finished[1]
    assert merging == []


def test_a_line_that_was_half_written_into_the_ledger_is_done_again(
    wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents
) -> None:
    with pytest.raises(Stopped):
        build_corpus([wire], tmp_path, settings=settings, engine=stopping_after(2))
    ledger = tmp_path / "parts" / "ledger.jsonl"
    os.truncate(ledger, ledger.stat().st_size - 10)
    build_corpus([wire], tmp_path, settings=settings)
    assert contents(tmp_path) == contents(finished[0])


def test_a_damaged_part_is_done_again(wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents) -> None:
    build_corpus([wire], tmp_path, settings=settings)
    (tmp_path / "parts" / "part-000001.jsonl.gz").write_bytes(b"rust")
    build_corpus([wire], tmp_path, settings=settings)
    assert contents(tmp_path) == contents(finished[0])


def test_a_damaged_table_is_written_again(wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents) -> None:
    build_corpus([wire], tmp_path, settings=settings)
    next((tmp_path / "events").rglob("*.parquet")).write_bytes(b"rust")
    build_corpus([wire], tmp_path, settings=settings)
    assert contents(tmp_path) == contents(finished[0])


def test_more_input_behind_keeps_the_parts_before(wire: Path, settings: Settings, tmp_path: Path) -> None:
    build_corpus([wire], tmp_path / "corpus", settings=settings)
    more = tmp_path / "more.txt"
    more.write_text("Peru closed the border with Chile at Santa Rosa on 5 January 2025.\n", encoding="utf-8")
    kept: list[bool] = []
    build_corpus([wire, more], tmp_path / "corpus", settings=settings, on_part=lambda _articles, was_kept: kept.append(was_kept))
    assert kept == [True] * 6 + [False]


def test_less_input_leaves_nothing_of_what_is_gone(wire: Path, settings: Settings, tmp_path: Path, contents: Contents) -> None:
    less = tmp_path / "less.jsonl"
    less.write_text("".join(wire.read_text(encoding="utf-8").splitlines(keepends=True)[:10]), encoding="utf-8")
    for folder, inputs in (("a", [wire]), ("a", [less]), ("b", [less])):
        build_corpus(inputs, tmp_path / folder, settings=settings)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_other_settings_want_another_folder(finished: Finished, wire: Path) -> None:
    with pytest.raises(OutputError, match="other settings"):
        build_corpus([wire], finished[0], settings=Settings(part_size=5, exact=True))


def test_other_inputs_want_another_folder(wire: Path, tmp_path: Path, contents: Contents) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Peru closed the border with Chile at Santa Rosa on 5 January 2025.\n", encoding="utf-8")
    build_corpus([other], tmp_path / "corpus")
    before = contents(tmp_path / "corpus")
    with pytest.raises(OutputError, match=r"corpus: holds the corpus of other inputs; .* --overwrite"):
        build_corpus([wire], tmp_path / "corpus")
    assert contents(tmp_path / "corpus") == before


def test_an_input_that_was_mended_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    for place in ("Santa Rosa", "Chacalluta"):
        path.write_text(f"Peru closed the border with Chile at {place} on 5 January 2025.\n", encoding="utf-8")
        build_corpus([path], tmp_path / "corpus")
    assert [place.split()[0] for place in read_back(tmp_path / "corpus")["location"]] == ["Chacalluta"]


def test_inputs_that_are_gone_take_nothing_away(tmp_path: Path, contents: Contents) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Peru closed the border with Chile at Santa Rosa on 5 January 2025.\n", encoding="utf-8")
    build_corpus([path], tmp_path / "corpus")
    before = contents(tmp_path / "corpus")
    path.unlink()
    with pytest.raises(OutputError, match="nothing could be read"):
        build_corpus([path], tmp_path / "corpus")
    assert contents(tmp_path / "corpus") == before


def test_a_folder_of_other_things_is_left_alone(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"thesis\.txt"):
        build_corpus([wire], tmp_path)


def test_two_runs_do_not_write_to_one_folder(wire: Path, settings: Settings, tmp_path: Path) -> None:
    def again(_articles: int, _kept: bool) -> None:  # noqa: FBT001 - a callback
        with pytest.raises(OutputError, match="another run"):
            build_corpus([wire], tmp_path, settings=settings)

    build_corpus([wire], tmp_path, settings=settings, on_part=again)


def test_bad_rows_and_files_are_rejected_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": "Peru closed its border with Chile."}\n{"id": "b", "te\n')
    summary = build_corpus([tmp_path / "rows.jsonl", tmp_path / "missing.txt"], tmp_path / "corpus")
    reasons = [json.loads(line)["reason"] for line in (tmp_path / "corpus" / "rejects.jsonl").read_text().splitlines()]
    assert (summary.articles, summary.rejects, "line 2" in reasons[0], "missing.txt" in reasons[1]) == (1, 2, True, True)


def test_one_id_for_two_texts_is_rejected_across_files(tmp_path: Path) -> None:
    for name, text in (("a", "The gate is open."), ("b", "The gate is open."), ("c", "The gate is shut.")):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": "1", "text": text, "lang": "en"}) + "\n")
    summary = build_corpus([tmp_path / f"{name}.jsonl" for name in "abc"], tmp_path / "corpus")
    assert (summary.articles, summary.rejects) == (1, 1)


def test_articles_without_any_date_lose_nothing(tmp_path: Path) -> None:
    text = "Peru closed the border with Chile at Santa Rosa, and 80 people crossed into Tacna."
    (tmp_path / "undated.txt").write_text(text)
    summary = build_corpus([tmp_path / "undated.txt"], tmp_path / "corpus", settings=Settings(lang="en"))
    files = [path.parent.name for path in (tmp_path / "corpus" / "events").rglob("*.parquet")]
    assert (summary.events > 0, files) == (True, ["month=__HIVE_DEFAULT_PARTITION__"])


def test_the_language_is_told_where_the_work_is_done(tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_text("El Gobierno del Perú cerró la frontera con Chile en Santa Rosa.", encoding="utf-8")
    build_corpus([tmp_path / "nota.txt"], tmp_path / "corpus")
    assert set(read_back(tmp_path / "corpus")["lang"]) == {"es"}


def test_nothing_to_read_gives_an_empty_corpus(tmp_path: Path) -> None:
    (tmp_path / "quiet.txt").write_text("The tea was good.")
    assert build_corpus([tmp_path / "quiet.txt"], tmp_path / "corpus").events == 0
    assert (tmp_path / "corpus" / "events").is_dir()


def test_articles_are_counted_beforehand_where_that_is_quick(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.")
    (tmp_path / "table.csv").write_text("id,text\n1,One\n")
    assert (expected_articles([wire, tmp_path / "one.txt"]), expected_articles([wire, tmp_path / "table.csv"])) == (31, None)


def test_the_made_articles_are_the_same_each_time() -> None:
    assert list(wire_articles(4)) == list(wire_articles(4))
