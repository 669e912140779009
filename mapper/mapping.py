"""Go the whole way in one call: from articles and tables of events to a map."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geopandas import GeoDataFrame

    from mapper.errors import InputError
    from mapper.extractors import Extractor
    from mapper.maps import EventMap
    from mapper.pipeline import Result, Tools
    from mapper.sources import Fetcher
    from mapper.store import Selection

    Problem = Callable[[InputError], None]


def map_articles(  # noqa: PLR0913 - the front door takes what the command takes
    inputs: str | Path | Iterable[str | Path],
    *,
    published: str | None = None,
    lang: Literal["en", "es"] | None = None,
    ui_lang: Literal["en", "es"] | None = None,
    border: str | None = None,
    only_border: bool = False,
    min_confidence: float = 0.0,
    title: str | None = None,
    tiles: str | None = None,
    tools: Tools | Callable[[], Tools] | None = None,
    extractor: Extractor | None = None,
    exact: bool = False,
    merged: bool = True,
    selection: Selection | None = None,
    show_places: bool = False,
    fetcher: Fetcher | None = None,
    on_error: Problem | None = None,
    on_notice: Callable[[str], None] | None = None,
    on_result: Callable[[Result], None] | None = None,
) -> EventMap:
    """Read articles, tables of events and stores, and draw their events on a map.

    Parameters
    ----------
    inputs
        Files, folders, addresses or ``-`` for standard input: texts, Markdown, HTML, JSON lines or CSV of articles, feeds, ninjs, NITF, or
        tables of events (as ``mapper events`` prints them, or of GDELT, ACLED or UCDP), or the name of a store.
    published
        Publication date, ``YYYY-MM-DD`` or ``YYYY-MM``, of articles that do not give theirs; "on Friday" counts from it.
    lang
        The articles' language; None tells it from each text.
    ui_lang
        The page's language; None takes that of most events.
    border
        What "the border" means where the text does not say, two ISO-3 codes in either order, such as ``PER-CHL``; None leaves that to each
        text. It is the border drawn in front; None draws that of most events.
    only_border
        Draw only events that lie on the border drawn in front.
    min_confidence
        Draw only events read with at least this confidence, 0-1.
    title
        The page's title; None makes one of what is drawn.
    tiles
        Name of online tiles, such as ``OpenStreetMap``; None draws land of our own and asks no host.
    tools
        What the stages look things up in, or what loads it if there are articles; None loads what ships with the package.
    extractor
        Reads the events instead of our rules: any function of an article and its locations that gives events, see `mapper.Extractor`.
    exact
        Keep informal crossing points, shelters and army units where they are; this can put people in danger.
    merged
        Draw what several articles report once, with all its reports; False draws what each article says. Tables are drawn as they are.
    selection
        Draw only these events; None draws all.
    fetcher
        Fetches addresses; None takes one that asks public hosts only.
    show_places
        Show the places that the articles name from the start; they stand in the layer control either way.
    on_error
        Is told of an input that cannot be read, and the rest is read; None raises.
    on_notice
        Is told what was left out: of a table of another project what none of our types of events says; tables of events in folders.
    on_result
        Is told of each article with what was read from it, as soon as it is there.

    Returns
    -------
    EventMap
        With ``events`` and ``places`` (GeoDataFrames in EPSG:4326), ``map`` (folium) and ``save(path)``; Jupyter shows it.

    Raises
    ------
    InputError
        An input cannot be read, and ``on_error`` is None.
    LayerError
        There is no border of this id.

    Examples
    --------
    >>> import mapper
    >>> from mapper.examples import PUBLISHED, article_path
    >>> week = mapper.map_articles(article_path("en"), published=PUBLISHED)
    >>> "emergency" in set(week.events["event_type"])
    True
    """
    from mapper.border import canonical_border_id
    from mapper.layers.frames import events_frame, places_frame
    from mapper.maps import event_map
    from mapper.merge import merge
    from mapper.pipeline import run
    from mapper.sources import Fetcher, read_articles, read_event_tables
    from mapper.store import Selection, selected

    border_id = canonical_border_id(border) if border is not None else None
    fetcher = fetcher or Fetcher()
    texts, tables, stores = sorted_out([inputs] if isinstance(inputs, (str, Path)) else inputs, fetcher)
    articles = read_articles(texts, lang=lang, published=published, on_error=on_error, on_notice=on_notice, fetcher=fetcher)
    results = []
    if texts:
        for result in run(articles, _loaded(tools, extractor), border_id=border_id, exact=exact, on_error=on_error):
            results.append(result)
            if on_result is not None:
                on_result(result)
    told = [event for result in results for event in result.events]
    selection = selection or Selection()
    theirs = read_event_tables(
        tables, border_id=border_id, only_border=only_border and border_id is not None, on_notice=on_notice, on_error=on_error,
        fetcher=fetcher,
    )  # fmt: skip
    read = [events_frame(merge(told) if merged else told), *theirs]
    events = joined([*(selected(table, selection) for table in read), *_kept(stores, selection)])
    front = border_id or border_of(events)
    drawn = select(events, border_id=front if only_border else None, min_confidence=min_confidence)
    places = places_frame((location, result.article) for result in results for location in result.locations)
    page_lang = ui_lang or language_of(events)
    return event_map(drawn, places=places, title=title, ui_lang=page_lang, tiles=tiles, border_id=front, show_places=show_places)


def _loaded(tools: Tools | Callable[[], Tools] | None, extractor: Extractor | None) -> Tools:
    from mapper.pipeline import Tools, load_tools

    loaded = tools if isinstance(tools, Tools) else (tools or load_tools)()
    return loaded if extractor is None else replace(loaded, extractor=extractor)


def select(events: GeoDataFrame, *, border_id: str | None = None, min_confidence: float = 0.0) -> GeoDataFrame:
    """Keep the events that lie on a border (None: anywhere) and were read with at least this confidence (0-1; unknown counts as 1)."""
    kept = events["confidence"].fillna(1.0) >= min_confidence
    if border_id is not None:
        kept &= events["border_id"] == border_id
    return events[kept].reset_index(drop=True)


def border_of(events: GeoDataFrame) -> str:
    """Give the border of most events; the border between Peru and Chile if no event lies on any."""
    from mapper.border import FOCUS_BORDER

    counts = events["border_id"].dropna().value_counts(sort=False).sort_index()
    return str(counts.idxmax()) if len(counts) else FOCUS_BORDER


def language_of(events: GeoDataFrame) -> Literal["en", "es"]:
    """Give the page language that suits most events: Spanish if most are in Spanish, else English."""
    langs = events["lang"].value_counts()
    return "es" if langs.get("es", 0) > len(events) / 2 else "en"


def sorted_out(
    inputs: Iterable[str | Path], fetcher: Fetcher
) -> tuple[list[str | Path], list[str | Path], list[str | Path]]:
    """Tell articles, tables of events and stores among inputs apart; the folder of a corpus is the tables of its months."""
    from mapper.sources import is_event_table
    from mapper.store import is_store

    texts: list[str | Path] = []
    tables: list[str | Path] = []
    stores: list[str | Path] = []
    for each in inputs:
        months = _months_of_corpus(each)
        tables += months
        if months:
            continue
        (stores if is_store(each) else tables if is_event_table(each, fetcher=fetcher) else texts).append(each)
    return texts, tables, stores


def _months_of_corpus(name: str | Path) -> list[Path]:
    """List the tables of a corpus, given by its folder or that of its events; none if it is something else."""
    folder = Path(name)
    try:
        if (folder / "manifest.json").is_file():
            folder = folder / "events"
        return sorted(folder.glob("year=*/month=*/*.parquet")) if folder.is_dir() else []
    except (OSError, ValueError):  # no name of a folder
        return []


def _kept(stores: Iterable[str | Path], selection: Selection) -> Iterator[GeoDataFrame]:
    from mapper.store import events_table, open_store

    for name in stores:
        with closing(open_store(name)) as store:
            yield events_table(store, selection)


def joined(tables: Sequence[GeoDataFrame]) -> GeoDataFrame:
    """Put tables of events one below the other; the first says the columns if all are empty."""
    import pandas as pd

    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
