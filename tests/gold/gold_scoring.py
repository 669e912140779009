"""Score places and events against annotated articles: pairs one to one, best first, what is optional left out of account."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mapper.pipeline import Result

    Row = Mapping[str, Any]
    Span = Sequence[int]

FOLDER = Path(__file__).parent
THIS_BORDER = "pe-cl"
_SOFT = ("optional", "background", "in_org_name")


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotated:
    """An article with what a reader found in it: places, events, traps; ``border`` as the annotators name it (``pe-cl``)."""

    article: Article
    border: str
    places: tuple[Row, ...]
    events: tuple[Row, ...]
    traps: tuple[Row, ...]


def sets() -> tuple[Path, ...]:
    """Name the folders of annotated articles beside this file."""
    return tuple(sorted(path.parent for path in FOLDER.glob("*/gold.jsonl")))


def read_set(folder: Path) -> tuple[Annotated, ...]:
    """Read ``articles.jsonl`` and ``gold.jsonl`` of a folder; offsets count code points of the text, end exclusive."""
    texts = {row["id"]: row for row in _rows(folder / "articles.jsonl")}
    return tuple(_annotated(texts[row["id"]], row) for row in _rows(folder / "gold.jsonl"))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _annotated(text: Row, gold: Row) -> Annotated:
    article = Article(article_id=text["id"], text=text["text"], lang=text["lang"], published=text["published"])
    return Annotated(
        article=article, border=gold["border"], places=tuple(gold["places"]), events=tuple(gold["events"]), traps=tuple(gold["traps"])
    )


SLICES: dict[str, Callable[[Annotated], bool]] = {
    "all": lambda _each: True,
    "English": lambda each: each.article.lang == "en",
    "Spanish": lambda each: each.article.lang == "es",
    "this border": lambda each: each.border == THIS_BORDER,
    "other borders": lambda each: each.border != THIS_BORDER,
}
"""Which articles a row of the table counts."""


def tally(annotated: Iterable[Annotated], results: Mapping[str, Result]) -> Counter[str]:
    """Count hits, misses and false alarms of articles; ``results`` are by article id."""
    from mapper.layers.frames import event_properties, place_properties

    counts: Counter[str] = Counter()
    for each in annotated:
        result = results[each.article.article_id]
        _tally_places(each, [place_properties(location, result.article) for location in result.locations], counts)
        _tally_events(each, [event_properties(event) for event in result.events], counts)
    return counts


def rates(counts: Mapping[str, int]) -> dict[str, float]:
    """Turn counts into shares, 0-1; a share of nothing is NaN."""
    hits = counts["event hit"]
    wrong = hits - counts["fully right"]
    return {
        "event precision": _share(hits, hits + counts["event false"]),
        "event recall": _share(hits, hits + counts["event missed"]),
        "event F1": _f1(hits, counts["event false"], counts["event missed"]),
        "fully right F1": _f1(counts["fully right"], counts["event false"] + wrong, counts["event missed"] + wrong),
        "status right": _share(counts["status right"], hits),
        "count right": _share(counts["count right"], counts["counted"]),
        "date right": _share(counts["date right"], counts["dated"]),
        "place right": _share(counts["place right"], hits),
        "places F1": _f1(counts["place hit"], counts["place false"], counts["place missed"]),
        "places located": _share(counts["located"], counts["place hit"]),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _f1(hit: int, false: int, missed: int) -> float:
    return _share(2 * hit, 2 * hit + false + missed)


def _is_soft(gold: Row) -> bool:
    return any(gold.get(key) for key in _SOFT)


def _tally_places(each: Annotated, found: Sequence[Row], counts: Counter[str]) -> None:
    found = [place for place in found if place["mention"] != "adjectival"]
    paired, spare = _pair(each.places, found, _place_quality)
    for n, gold in enumerate(each.places):
        if _is_soft(gold):
            continue
        if n not in paired:
            counts["place missed"] += 1
            continue
        counts["place hit"] += 1
        counts["located"] += _is_near(found[paired[n]], gold)
    counts["place false"] += len(spare)
    counts["trapped"] += sum(any(_shared(_span(extra), _span(trap)) for trap in each.traps) for extra in spare)


def _tally_events(each: Annotated, found: Sequence[Row], counts: Counter[str]) -> None:
    paired, spare = _pair(each.events, found, _event_quality)
    for n, gold in enumerate(each.events):
        if _is_soft(gold):
            continue
        if n not in paired:
            counts["event missed"] += 1
            continue
        _compare(gold, found[paired[n]], counts)
    false = sum(not extra["is_background"] for extra in spare)
    counts["event false"] += false
    counts["quiet articles"] += not each.events
    counts["false in quiet articles"] += false * (not each.events)


def _compare(gold: Row, event: Row, counts: Counter[str]) -> None:
    right_status, right_place, date = _has_status(gold, event), _is_near(event, gold), event["event_date"] or ""
    counts["event hit"] += 1
    counts["status right"] += right_status
    counts["place right"] += right_place
    counts["fully right"] += right_status and right_place
    counts["dated"] += bool(gold["date"])
    counts["date right"] += bool(gold["date"]) and date.startswith(gold["date"])
    counts["counted"] += bool(gold["count_surface"])
    counts["count right"] += bool(gold["count_surface"]) and _has_count(gold, event)


def _pair(gold: Sequence[Row], found: Sequence[Row], quality: Callable[[Row, Row], float | None]) -> tuple[dict[int, int], list[Row]]:
    """Pair one to one, best quality first; give the pairs by number, and what was found and is in none."""
    pairs = [(q, -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if (q := quality(g, f)) is not None]
    paired: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in paired and -j not in used:
            paired[-i] = -j
            used.add(-j)
    return paired, [row for j, row in enumerate(found) if j not in used]


def _place_quality(gold: Row, found: Row) -> float | None:
    one, other = _span(gold), _span(found)
    shared = _shared(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else None


def _event_quality(gold: Row, found: Row) -> float | None:
    """Events match by type and by a sentence; of several the one that agrees in most is taken."""
    if found["event_type"] not in (gold["type"], *gold.get("alt_types", ())):
        return None
    quote = (found["quote_start"], found["quote_end"])
    if not any(_shared(quote, span) for span in (gold["evidence"], *gold["also"])):
        return None
    agree = (_has_status(gold, found), _is_near(found, gold), _has_count(gold, found), _shared(quote, gold["evidence"]) > 0)
    return float((found["event_type"] == gold["type"]) + sum(agree))


def _has_status(gold: Row, found: Row) -> bool:
    return found["status"] in (gold["status"], *gold.get("alt_status", ()))


def _has_count(gold: Row, found: Row) -> bool:
    return (found["count_min"], found["count_max"]) == (gold["count_min"], gold["count_max"])


def _is_near(found: Row, gold: Row) -> bool:
    lon, lat = found["longitude"], found["latitude"]
    return lon is not None and lat is not None and _kilometres(lon, lat, gold["lon"], gold["lat"]) <= gold["tolerance_km"]


def _kilometres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Measure a great circle on a sphere of 6,371 km, in kilometres."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def _span(row: Row) -> Span:
    return row["start"], row["end"]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
