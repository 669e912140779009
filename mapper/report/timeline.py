"""Draw how many events there were when, by type, as a picture in the page: bars of days, weeks, months or years."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from mapper.maps.style import label
from mapper.maps.summary import format_day
from mapper.records import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.report.rows import Row

    Step = Literal["day", "week", "month", "year"]

_DAY, _MONTH = len("2026-03-14"), len("2026-03")
_MOST_BARS = 60
_LENGTHS: tuple[tuple[Step, int], ...] = (("day", 1), ("week", 7), ("month", 31))
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 960, 240, 34, 22, 8
_MOST_TICKS, _MOST_LABELS = 5, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """Bars in order of time: the first day of each and its events by type; what could not be put into one is counted."""

    step: Step
    bars: tuple[tuple[date, Counter[str]], ...]
    vague: int
    undated: int


def timeline_of(rows: Sequence[Row]) -> Timeline:
    """Count events by the step that gives at most sixty bars; an event counts on its first day.

    Events of which only the month is known are counted where the bars are months or years, those of a year where they are years.
    """
    days = sorted(day for row in rows if (day := _first_day(row.day)))
    step = _step(days[0], days[-1]) if days else "day"
    needs = {"day": _DAY, "week": _DAY, "month": _MONTH, "year": 1}[step]
    counted: dict[date, Counter[str]] = {}
    vague = 0
    for row in rows:
        day = _first_day(row.day)
        if day is None:
            continue
        if len(row.day or "") < needs:
            vague += 1
        else:
            counted.setdefault(_start(day, step), Counter())[row.kind] += 1
    starts = _between(min(counted), max(counted), step) if counted else []
    bars = tuple((start, counted.get(start, Counter())) for start in starts)
    return Timeline(step=step, bars=bars, vague=vague, undated=sum(_first_day(row.day) is None for row in rows))


def timeline_svg(timeline: Timeline, lang: str, name: str) -> str:
    """Draw a timeline as SVG; classes ``type-crossing`` and the like give the colours, ``name`` is read out in its place."""
    most = max(bar.total() for _, bar in timeline.bars)
    wide = (_WIDTH - _LEFT) / len(timeline.bars)
    high = (_HEIGHT - _BOTTOM - _TOP) / most
    parts = [_ticks(most, high)]
    every = -(-len(timeline.bars) // _MOST_LABELS)
    for at, (start, bar) in enumerate(timeline.bars):
        x = _LEFT + at * wide
        parts.append(_bar(bar, x, wide, high, f"{_named(start, timeline.step, lang)}", lang))
        if at % every == 0:
            parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 6}">{html.escape(_named(start, timeline.step, lang))}</text>')
    title = html.escape(name)
    inside = "".join(parts)
    return f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}"><title>{title}</title>{inside}</svg>'


def _ticks(most: int, high: float) -> str:
    step = max(1, -(-most // _MOST_TICKS))
    lines = []
    for count in range(0, most + 1, step):
        y = _HEIGHT - _BOTTOM - count * high
        lines.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH}"/><text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}">{count}</text>')
    return "".join(lines)


def _bar(bar: Counter[str], x: float, wide: float, high: float, when: str, lang: str) -> str:
    y = float(_HEIGHT - _BOTTOM)
    gap = min(2.0, wide / 5)
    pieces = []
    for kind in sorted(bar, key=_order):
        tall = bar[kind] * high
        y -= tall
        said = html.escape(f"{when}: {bar[kind]} {label('event_type', kind, lang)}")
        shape = f'x="{x + gap / 2:.1f}" y="{y:.1f}" width="{wide - gap:.1f}" height="{tall:.1f}"'
        pieces.append(f'<rect class="{type_class(kind)}" {shape}><title>{said}</title></rect>')
    return "".join(pieces)


def type_class(kind: str) -> str:
    """Name the class that colours a type of event; one that is not ours has that of all others."""
    return f"type-{kind}" if kind in EVENT_TYPES else "type-other"


def _order(kind: str) -> tuple[int, str]:
    return (list(EVENT_TYPES).index(kind) if kind in EVENT_TYPES else len(EVENT_TYPES)), kind


def _first_day(day: str | None) -> date | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(f"{day}-01-01"[:_DAY] if len(day) < _MONTH else f"{day}-01"[:_DAY])
    except ValueError:  # no day of the calendar
        return None


def _step(first: date, last: date) -> Step:
    span = (last - first).days + 1
    return next((step for step, length in _LENGTHS if span <= length * _MOST_BARS), "year")


def _start(day: date, step: Step) -> date:
    if step == "week":
        return day - timedelta(days=day.weekday())
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[step]


def _between(first: date, last: date, step: Step) -> list[date]:
    """Give every bar from the first to the last, the empty ones too."""
    if step in ("day", "week"):
        length = 7 if step == "week" else 1
        return [first + timedelta(days=at) for at in range(0, (last - first).days + 1, length)]
    if step == "year":
        return [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    months: Iterable[int] = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _named(start: date, step: Step, lang: str) -> str:
    length = {"year": 4, "month": _MONTH}.get(step, _DAY)
    return format_day(start.isoformat()[:length], lang)
