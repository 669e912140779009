"""Build a corpus: articles are cut into parts, parts are worked on, their events merged in the order of their days, months written."""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from mapper.corpus.days import Days
from mapper.corpus.engines import in_this_process
from mapper.corpus.ledger import Ledger
from mapper.corpus.months import write_months
from mapper.corpus.parts import cut
from mapper.corpus.reading import read_inputs
from mapper.corpus.settings import Settings
from mapper.errors import OutputError
from mapper.exports import format_for, whole_file
from mapper.merge import merge_told
from mapper.sources.fetching import is_address
from mapper.sources.opening import PIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapper.corpus.engines import Engine
    from mapper.corpus.months import Written
    from mapper.corpus.parts import Part
    from mapper.records import Event

_OURS = frozenset(("parts", "events", "rejects.jsonl", "manifest.json"))
_HALF_DONE = (".sorting-", ".writing-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What a corpus holds: ``reports`` as the articles tell them, ``events`` written, ``rejects`` that could not be read."""

    articles: int
    reports: int
    events: int
    rejects: int


def build_corpus(
    inputs: Iterable[str | Path],
    folder: Path,
    *,
    settings: Settings | None = None,
    engine: Engine = in_this_process,
    on_part: Callable[[int, bool], None] | None = None,
    on_merging: Callable[[int], None] | None = None,
) -> Summary:
    """Read any number of articles and write their events to GeoParquet files of months; go on where an earlier run stopped.

    Parameters
    ----------
    inputs
        As for `mapper.read_articles`.
    folder
        Where the result goes: ``events/year=2026/month=03/events-0000.parquet``; ``rejects.jsonl`` with what could not be read and why;
        ``manifest.json`` with the files and their SHA-256; ``parts/`` with what each part of the input gave, kept for the next run.
    settings
        How the articles are read; None: as they say themselves.
    engine
        Who works on the parts, see `mapper.corpus.engines`; the result is the same to the byte.
    on_part
        Is told of each finished part: its number of articles, and whether it was finished by an earlier run.
    on_merging
        Is told the number of reports before they are merged.

    Raises
    ------
    OutputError
        The folder holds something else or the result of other settings or inputs, or cannot be written, or the extra ``parquet`` is
        missing.
    """
    settings = settings or Settings()
    format_for(folder / "events.parquet")
    _check_folder(folder)
    with closing(Ledger(folder / "parts", settings.fingerprint())) as ledger:  # keeps other runs out while it is open
        _clean(folder)
        unread = _work_through(inputs, ledger, settings, engine, on_part or (lambda _articles, _kept: None))
        entries = list(ledger.in_order())
        rejects = [{"article_id": None, "reason": reason} for reason in unread]
        rejects += [{"article_id": name, "reason": reason} for entry in entries for name, reason in entry.rejects]
        reports = sum(entry.events for entry in entries)
        state = sha256("".join(entry.sha256 for entry in entries).encode() + bytes([settings.merged])).hexdigest()
        written = _written_before(folder, state)
        if written is None:
            if on_merging is not None:
                on_merging(reports)
            written = _write_events([ledger.path_of(entry.number) for entry in entries], folder, merged=settings.merged)
        summary = Summary(
            articles=sum(entry.articles for entry in entries),
            reports=reports,
            events=sum(each["rows"] for each in written),
            rejects=len(rejects),
        )
        _write_text(folder / "rejects.jsonl", "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rejects))
        _write_text(folder / "manifest.json", f"{json.dumps({**asdict(summary), 'state': state, 'files': written}, indent=1)}\n")
    return summary


def _check_folder(folder: Path) -> None:
    """Refuse a folder with other things in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(path.name for path in folder.iterdir() if path.name not in _OURS and not path.name.startswith(_HALF_DONE))
    except OSError as error:
        message = f"{folder}: cannot be written ({error.strerror}); choose another folder"
        raise OutputError(message) from error
    if others:
        message = f"{folder}: holds {others[0]!r}, which is no part of a corpus; choose an empty folder or that of an earlier run"
        raise OutputError(message)


def _clean(folder: Path) -> None:
    """Remove what a killed run left half done, once no other run can be at work here."""
    for place in (folder, folder / "parts"):
        for path in place.iterdir():
            if path.name.startswith(_HALF_DONE):
                shutil.rmtree(path, ignore_errors=True)


def _work_through(
    inputs: Iterable[str | Path], ledger: Ledger, settings: Settings, engine: Engine, on_part: Callable[[int, bool], None]
) -> list[str]:
    """Have every part worked on that is not finished yet; give the reasons of what could not be read."""
    unread: list[str] = []
    inputs = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    given = cut(read_inputs(inputs, settings, unread.append), settings.part_size)
    first = next(given, None)
    ledger.begin(first, map(_full_name, inputs))
    parts = 0
    if engine is not in_this_process:  # while others work, this process has time; where it works itself, two threads would import at once
        Thread(target=_import_for_tables, daemon=True).start()

    def unfinished() -> Iterator[Part]:
        nonlocal parts
        for part in chain(filter(None, [first]), given):
            parts += 1
            if ledger.has(part):
                on_part(len(part.articles), True)  # noqa: FBT003 - a callback with two arguments
            else:
                yield part

    for worked in engine(unfinished(), settings):
        ledger.keep(worked)
        on_part(worked.articles, False)  # noqa: FBT003
    ledger.forget_from(parts)
    return unread


def _full_name(each: str | Path) -> str:
    """Name an input alike from whatever folder it is given."""
    return str(each) if is_address(each) or str(each) == PIPE else str(Path(each).resolve())


def _import_for_tables() -> None:
    """Import what the tables will be written with."""
    import geopandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401


def _written_before(folder: Path, state: str) -> list[dict[str, Any]] | None:
    """Give the files of an earlier run over the same parts, if they are all as they were written."""
    try:
        told = json.loads((folder / "manifest.json").read_bytes())
        files: list[dict[str, Any]] = told["files"]
        alike = told["state"] == state and all(_digest(folder / "events" / each["path"]) == each["sha256"] for each in files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return files if alike else None


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _write_events(paths: Iterable[Path], folder: Path, *, merged: bool) -> list[dict[str, Any]]:
    """Merge and write the events of finished parts beside the old ones, then put them in their place."""
    with _workshop(folder) as workshop, _old_objects_left_alone():
        (workshop / "days").mkdir()
        (workshop / "events").mkdir()
        days = Days(folder=workshop / "days")
        days.sort_in(paths)
        written = write_months(_merged(days) if merged else _unmerged(days), workshop / "events")
        if (folder / "events").exists():
            (folder / "events").rename(workshop / "old")
        (workshop / "events").rename(folder / "events")
    return [_row(each) for each in written]


def _row(written: Written) -> dict[str, Any]:
    return asdict(written)


@contextmanager
def _old_objects_left_alone() -> Iterator[None]:
    """Keep what is loaded out of the search for garbage, which merging sets off all the time: a tenth of its time."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    workshop = Path(tempfile.mkdtemp(prefix=".sorting-", dir=folder))
    try:
        yield workshop
    except OutputError:
        raise
    except OSError as error:
        message = f"{folder}: cannot write ({error.strerror or error}); check the space left on the disk"
        raise OutputError(message) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _merged(days: Days) -> Iterator[Event]:
    for told in days.undated():
        yield from merge_told(told)
    yield from merge_told(days.dated())


def _unmerged(days: Days) -> Iterator[Event]:
    for told in days.undated():
        yield from (event for event, _ in told)
    yield from (event for event, _ in days.dated())


def _write_text(path: Path, text: str) -> None:
    with whole_file(path, overwrite=True) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")
