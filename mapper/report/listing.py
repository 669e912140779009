"""List events with their quotes and sources."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from mapper.maps.safe import safe_link
from mapper.maps.style import WORDS as MAP_WORDS
from mapper.maps.style import label
from mapper.maps.summary import format_day
from mapper.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.report.rows import Row, Source

MOST_LISTED = 2_000
"""Events listed in one report: more are no reading."""


def events_list(rows: Sequence[Row], lang: str) -> str:
    """List events in order of time, those of background behind the others under a heading of their own."""
    words = WORDS[lang]
    if not rows:
        return f"<p>{html.escape(words['no_events'])}</p>"
    listed = [row for row in rows if not row.is_background][:MOST_LISTED]
    background = [row for row in rows if row.is_background][: MOST_LISTED - len(listed)]
    parts = [_list(listed, lang)]
    if background:
        parts += [f"<h3>{html.escape(words['background'])}</h3>", _list(background, lang)]
    left = len(rows) - len(listed) - len(background)
    if left:
        parts.append(f"<p>{html.escape(words['not_listed'].format(n=left))}</p>")
    return "\n".join(parts)


def _list(rows: Sequence[Row], lang: str) -> str:
    return f'<ol class="events">{"".join(_event(row, lang) for row in rows)}</ol>' if rows else ""


def _event(row: Row, lang: str) -> str:
    words = WORDS[lang]
    said = [f'<span class="place" dir="auto">{html.escape(row.place or words["unknown_place"])}</span>']
    if row.count:
        said.append(f'<span dir="auto">{html.escape(row.count)}</span>')
    if row.is_corrected:
        said.append(f"<em>{html.escape(words['corrected'])}</em>")
    if row.n_reports > 1:
        said.append(html.escape(words["reports"].format(n=row.n_reports, m=row.n_sources)))
    what = f"{label('event_type', row.kind, lang)}, {label('status', row.status, lang)}"
    sources = "".join(_source(source, lang) for source in row.sources)
    return f"<li><h3>{html.escape(_when(row, lang))} · {html.escape(what)}</h3><p>{' · '.join(said)}</p>{sources}</li>\n"


def _when(row: Row, lang: str) -> str:
    if row.day is None:
        return MAP_WORDS[lang]["no_date"]
    days = [format_day(day, lang) for day in (row.day, row.last_day) if day]
    return " \N{EN DASH} ".join(days)


def _source(source: Source, lang: str) -> str:
    told = f' lang="{source.lang}"' if source.lang and source.lang.isalpha() and source.lang.isascii() else ""
    quote = f'<blockquote dir="auto"{told}>{html.escape(source.quote)}</blockquote>' if source.quote else ""
    name = html.escape(source.name or source.title or WORDS[lang]["unknown_source"])
    link = safe_link(source.url) if source.url else None
    if link:
        name = f'<a href="{html.escape(link)}" rel="noopener noreferrer nofollow" target="_blank">{name}</a>'
    title = f", <cite>{html.escape(source.title)}</cite>" if source.title and source.name else ""
    day = f", {html.escape(format_day(source.published, lang))}" if source.published else ""
    return f'{quote}<p class="source" dir="auto">{name}{title}{day}</p>'
