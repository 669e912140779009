"""Ways to have parts worked on: in this process, in several of this machine, on a Dask cluster. The results are the same bytes."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

from mapper.corpus.settings import versions
from mapper.corpus.working import tools_for, work
from mapper.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future

    from mapper.corpus.parts import Part
    from mapper.corpus.settings import Settings
    from mapper.corpus.working import Worked

    Engine = Callable[[Iterable[Part], Settings], Iterator[Worked]]

_TRIES = 3
_AHEAD = 2  # parts handed out for each worker: one to work on, one to go on with


def in_this_process(parts: Iterable[Part], settings: Settings) -> Iterator[Worked]:
    """Work on the parts one after the other."""
    for part in parts:
        yield work(part, settings, versions())


def on_processes(jobs: int) -> Engine:
    """Work in so many processes of this machine; one that dies is replaced, and what it had in hand is done again.

    Raises
    ------
    OutputError
        Of the engine: a part killed its process three times.
    """
    if jobs == 1:
        return in_this_process

    def engine(parts: Iterable[Part], settings: Settings) -> Iterator[Worked]:
        queue, tries = iter(parts), dict[int, int]()
        again: deque[Part] = deque()
        while True:
            with _pool(jobs, settings) as pool:
                lost = yield from _shared_out(pool, _upcoming(again, queue), settings, jobs * _AHEAD)
            if not lost:
                return
            again.extendleft(sorted(lost, key=lambda part: -part.number))
            for part in lost:
                tries[part.number] = tries.get(part.number, 0) + 1
                if tries[part.number] == _TRIES:
                    raise OutputError(_killer(part))

    return engine


def _killer(part: Part) -> str:
    first, last = part.articles[0].article_id, part.articles[-1].article_id
    return (
        f"part {part.number} ({first} to {last}): the process that worked on it died {_TRIES} times; "
        "give it more memory with fewer --jobs, or leave its articles out"
    )


def _upcoming(again: deque[Part], queue: Iterator[Part]) -> Iterator[Part]:
    """Give parts to do again, then new ones; who stops in between finds the rest still there."""
    while again:
        yield again.popleft()
    for part in queue:  # noqa: UP028 - `yield from` would close the queue together with this
        yield part


@contextmanager
def _pool(jobs: int, settings: Settings) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start(settings: Settings) -> None:
    """Prepare a process: it leaves Ctrl-C to its parent, ends with it, and does not look for garbage in what it keeps for good."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    tools_for(settings)
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _shared_out(pool: ProcessPoolExecutor, parts: Iterator[Part], settings: Settings, ahead: int) -> Generator[Worked, None, list[Part]]:
    """Give finished parts as they come; return those that were in hand when a process died."""
    in_hand: dict[int, Part] = {}
    waiting: set[Future[Worked]] = set()
    try:
        for part in parts:
            in_hand[part.number] = part
            waiting.add(pool.submit(work, part, settings, versions()))
            while len(waiting) >= ahead:
                yield from _finished(waiting, in_hand)
        while waiting:
            yield from _finished(waiting, in_hand)
    except BrokenProcessPool:
        return list(in_hand.values())
    return []


def _finished(waiting: set[Future[Worked]], in_hand: dict[int, Part]) -> Iterator[Worked]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        worked = future.result()  # raises if its process died: its part is still in hand
        waiting.remove(future)
        del in_hand[worked.number]
        yield worked


def on_dask(address: str) -> Engine:
    """Work on the Dask cluster whose scheduler has this address, such as ``tcp://10.0.0.5:8786``.

    Its workers need the same release of this package and the files of one's own places and words under the same names; they need no
    folder in common. A part whose worker dies goes to another one.

    Raises
    ------
    OutputError
        Dask is not installed, nobody answers there, or a part killed its workers.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        message = f"{address}: working on Dask needs distributed; pip install 'border-event-mapper[dask]'"
        raise OutputError(message) from error

    def engine(parts: Iterable[Part], settings: Settings) -> Iterator[Worked]:
        try:
            client: Any = distributed.Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            message = f"{address}: no Dask scheduler answers there ({error}); check the address"
            raise OutputError(message) from error
        with client:
            try:
                yield from _over(client, parts, settings)
            except KilledWorker as error:
                message = f"{address}: {error}; give the workers more memory"
                raise OutputError(message) from error

    return engine


def _over(client: Any, parts: Iterable[Part], settings: Settings) -> Iterator[Worked]:  # noqa: ANN401 - a Client
    import distributed

    waiting: Any = distributed.as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
    for part in parts:
        key = f"mapper-part-{part.number}-{part.digest()[:16]}"
        waiting.add(client.submit(work, part, settings, versions(), key=key, pure=False, retries=_TRIES))
        while waiting.count() >= _AHEAD * max(1, sum(client.nthreads().values())):
            yield next(waiting).result()
    for future in waiting:
        yield future.result()
