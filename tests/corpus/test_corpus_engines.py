"""Whoever works on the parts, the result is the same to the byte, and a worker that dies loses nothing."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from wire_articles import wire_articles

from mapper.corpus import Settings, Summary, build_corpus, in_this_process, on_dask, on_processes
from mapper.corpus.parts import Part
from mapper.corpus.settings import versions
from mapper.corpus.working import work
from mapper.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from distributed import LocalCluster

    Contents = Callable[[Path], dict[str, bytes]]
    Finished = tuple[Path, Summary]


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Let go of the event loop that Dask leaves open, here and not in a later test that would be blamed for it."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asyncio.set_event_loop_policy(None)  # a new one makes a new loop when asked
        gc.collect()


@pytest.fixture
def part() -> Part:
    return Part(number=0, articles=tuple(wire_articles(3, words=40, quiet=0.0)))


def test_a_process_that_dies_loses_nothing(wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents) -> None:
    victims: list[Any] = []

    def kill_one(_articles: int, _kept: bool) -> None:  # noqa: FBT001 - a callback
        if not victims:
            victims.append(multiprocessing.active_children()[0])
            victims[0].kill()

    build_corpus([wire], tmp_path, settings=settings, engine=on_processes(2), on_part=kill_one)
    assert (len(victims), contents(tmp_path)) == (1, contents(finished[0]))


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two workers on this machine, each a process with a nanny that starts it anew."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'border-event-mapper[dask]'")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made:
        yield made


@pytest.mark.enable_socket  # over loopback
@pytest.mark.filterwarnings("default")  # what Dask's own libraries deprecate is not ours to mend
def test_a_dask_worker_killed_in_the_middle_loses_nothing(
    cluster: LocalCluster, wire: Path, settings: Settings, tmp_path: Path, finished: Finished, contents: Contents
) -> None:
    killed: list[int] = []

    def kill_one(_articles: int, _kept: bool) -> None:  # noqa: FBT001 - a callback
        if not killed:
            process = cluster.workers[0].process.process
            killed.append(process.pid)
            process.kill()

    build_corpus([wire], tmp_path, settings=settings, engine=on_dask(cluster.scheduler_address), on_part=kill_one)
    assert (len(killed), contents(tmp_path)) == (1, contents(finished[0]))


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("default")
def test_an_address_where_no_scheduler_answers_is_named(tmp_path: Path, wire: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'border-event-mapper[dask]'")
    dask = pytest.importorskip("dask")
    del distributed
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(OutputError, match=r"tcp://127\.0\.0\.1:9"):
        build_corpus([wire], tmp_path, engine=on_dask("tcp://127.0.0.1:9"))


def test_an_article_that_breaks_a_stage_is_rejected_and_the_others_are_read(part: Part) -> None:
    broken = replace(part.articles[1], text=None)  # type: ignore[arg-type] - what no reader gives
    worked = work(replace(part, articles=(part.articles[0], broken, part.articles[2])), Settings(), versions())
    assert (worked.rejects[0][0], len(worked.rejects), worked.events > 0) == (broken.article_id, 1, True)


def test_a_machine_with_another_version_is_refused(part: Part) -> None:
    with pytest.raises(InputError, match=r"mapper 0\.0"):
        work(part, Settings(), "mapper 0.0, data 2000")


def test_a_part_gives_the_same_bytes_each_time(part: Part) -> None:
    assert work(part, Settings(), versions()) == work(part, Settings(), versions())


def test_one_job_needs_no_other_process() -> None:
    assert on_processes(1) is in_this_process
