"""Tables of events, ours and other projects', become GeoDataFrames with the columns of our contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.errors import InputError
from mapper.sources.encodings import decode
from mapper.sources.foreign import Wanted
from mapper.sources.opening import opened
from mapper.sources.table_kinds import TableKind, table_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from mapper.sources.fetching import Fetcher
    from mapper.sources.opening import Opened

_HEAD = 8_192


def is_event_table(path: str | Path, *, fetcher: Fetcher | None = None) -> bool:
    """
    Say whether a file, or what waits in the pipe for ``-``, is a table of events by its first bytes.

    Any GeoJSON, GeoPackage or GeoParquet counts; `read_events` checks its columns. What cannot be read is no table.
    """
    try:
        with opened(path, fetcher=fetcher) as source:
            return source.kind == "events"
    except InputError:
        return False


def read_events(
    path: str | Path,
    *,
    border_id: str | None = None,
    only_border: bool = False,
    on_notice: Callable[[str], None] | None = None,
    fetcher: Fetcher | None = None,
) -> GeoDataFrame:
    """
    Read a table of events: ours (GeoJSON, GeoJSON sequence, GeoPackage, GeoParquet, CSV), GDELT's, ACLED's (CSV, JSON) or UCDP's GED.

    Parameters
    ----------
    path
        A file, ``-`` or an address; what it is, is told by its content. A zip archive of one file is read as that file.
    border_id
        Tell only the points of this border where they stand on it: kilometre, distance off it, side. None tells each point of other
        projects' tables by the border that is nearest, as for articles. Ours have said it already.
    only_border
        Give only events on that border, which is much faster for a long table.
    on_notice
        Is told how many events were left out, because their type is none of ours, and which.
    fetcher
        Fetches addresses; None takes one that asks public hosts only.

    Returns
    -------
    GeoDataFrame
        The columns of the event contract in order (unknown values are missing), then any others (of other projects' tables ``origin`` and
        more that begin so), then the geometry, longitude and latitude in EPSG:4326. In CSV the geometry is well-known text in a column
        ``geometry``; without one, ``longitude`` and ``latitude`` give the points.

    Raises
    ------
    InputError
        The file is no table of events or is broken; the message names it and the cure.
    """
    wanted = Wanted(border_id=border_id, only_border=only_border, on_notice=on_notice)
    with opened(path, fetcher=fetcher) as source:
        kind = _kind(source)
        if kind == "mentions":
            message = f"{source.name}: GDELT's mentions say who told of an event but not what; give the events' file as well"
            raise InputError(message)
        return _events(source, kind, wanted)


def read_event_tables(
    paths: Iterable[str | Path],
    *,
    border_id: str | None = None,
    only_border: bool = False,
    on_notice: Callable[[str], None] | None = None,
    on_error: Callable[[InputError], None] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[GeoDataFrame]:
    """
    Read several tables as `read_events` does, and GDELT's mentions as further reports of the events that they mention.

    Parameters
    ----------
    on_error
        Is told of a table that cannot be read, and of broken rows of GDELT's, and the others are read; None raises.
    """
    wanted = Wanted(border_id=border_id, only_border=only_border, on_notice=on_notice, on_error=on_error)
    tables: list[GeoDataFrame] = []
    mentions: list[DataFrame] = []
    for path in paths:
        try:
            with opened(path, fetcher=fetcher) as source:
                kind = _kind(source)
                if kind == "mentions":
                    mentions.append(_mentions(source, wanted))
                else:
                    tables.append(_events(source, kind, wanted))
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)
    yield from _mentioned(tables, mentions, wanted)


def _mentioned(tables: list[GeoDataFrame], mentions: list[DataFrame], wanted: Wanted) -> Iterator[GeoDataFrame]:
    if not mentions:
        yield from tables
        return
    import pandas as pd

    from mapper.sources.gdelt import with_mentions

    told = pd.concat(mentions, ignore_index=True)
    for table in tables:
        yield with_mentions(table, told)
    if not tables:
        wanted.notice("GDELT's mentions alone say who told of an event but not what: give the events' file as well")


def _kind(source: Opened) -> TableKind:
    if source.is_empty:
        message = f"{source.name}: the file is empty; there is nothing to read"
        raise InputError(message)
    head = source.file.peek(_HEAD)[:_HEAD]
    return table_kind(head) or ("features" if head.lstrip(b"\xef\xbb\xbf\x1e \t\r\n")[:1] == b"{" else "ours")


def _events(source: Opened, kind: TableKind, wanted: Wanted) -> GeoDataFrame:
    frame = _own(source, kind) if kind in ("geopackage", "parquet", "features", "ours") else _foreign(source, kind, wanted)
    if kind in ("gdelt", "acled", "acled_json", "ged") and len(frame):
        from mapper.sources.areas import related

        frame = related(frame, wanted.border_id)
    if wanted.only_border and wanted.border_id:
        return frame[frame["border_id"] == wanted.border_id].reset_index(drop=True)
    return frame


def _own(source: Opened, kind: TableKind) -> GeoDataFrame:
    from mapper.sources import own_tables

    if kind in ("geopackage", "parquet"):
        frame = own_tables.from_binary(source.file, source.name, is_parquet=kind == "parquet")
    elif kind == "features":
        frame = own_tables.from_features(_text(source), source.name)
    else:
        frame = own_tables.from_csv(_text(source), source.name)
    return own_tables.conformed(frame, source.name)


def _foreign(source: Opened, kind: TableKind, wanted: Wanted) -> GeoDataFrame:
    if kind == "gdelt":
        from mapper.sources.gdelt import read_gdelt
        from mapper.sources.gdelt_files import event_width

        data = source.file.read()
        width = event_width(_first_line(data))
        return read_gdelt(data, source.name, width or 0, wanted)
    from mapper.sources.text_tables import csv_table, json_table

    table = json_table(_text(source), source.name) if kind == "acled_json" else csv_table(_text(source), source.name)
    if kind == "ged":
        from mapper.sources.ged import read_ged

        return read_ged(table, source.name, wanted)
    from mapper.sources.acled import read_acled

    return read_acled(table, source.name, wanted)


def _mentions(source: Opened, wanted: Wanted) -> DataFrame:
    from mapper.sources.gdelt import read_mentions
    from mapper.sources.gdelt_files import mention_width

    data = source.file.read()
    width = mention_width(_first_line(data))
    return read_mentions(data, source.name, width or 0, wanted)


def _first_line(data: bytes) -> str:
    end = data.find(b"\n")
    return data[: end if end >= 0 else len(data)].decode("utf-8", "replace")


def _text(source: Opened) -> str:
    """Read text as it stands where it is UTF-8, so that nothing inside a cell changes; else tell the encoding."""
    data = source.file.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, source.name)
