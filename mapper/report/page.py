"""Write a report as one HTML page that asks no host: map, timeline, counts, the events with their quotes, method and data."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from mapper.maps.base import CREDITS
from mapper.maps.style import EVENT_STYLES, OTHER_STYLE, SHAPES, label, style_of, theme_css
from mapper.maps.summary import summary
from mapper.records import EVENT_TYPES, STATUSES
from mapper.report.listing import events_list
from mapper.report.rows import rows_of
from mapper.report.timeline import timeline_of, timeline_svg, type_class
from mapper.report.words import METHOD, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.maps import EventMap
    from mapper.maps.style import EventStyle
    from mapper.report.rows import Row

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_MOST_PLACES = 20
_MAP_HEIGHT_PX = 620


def report_page(drawn: EventMap) -> str:
    r"""Write a report of the events of a map, in the map's language, under its title.

    Parameters
    ----------
    drawn
        The events on their map, see `mapper.event_map` and `mapper.map_articles`.

    Returns
    -------
    str
        An HTML page. Its Content-Security-Policy names the hash of every script and style in it, so that no text from an article can
        become one; the map in it is a frame of its own. On paper a picture stands for the map. The same events give the same bytes.

    Examples
    --------
    >>> import mapper
    >>> week = mapper.map_articles(mapper.article_path("es"), published=mapper.PUBLISHED)
    >>> report_page(week).startswith('<!DOCTYPE html>\n<html lang="es">')
    True
    """
    lang = drawn.ui_lang
    words = WORDS[lang]
    title = drawn.title or words["title"]
    style = _style()
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(drawn.to_html(), style)}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="border-event-mapper">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{style}</style>",
    ]
    rows = rows_of(drawn.events)
    news = [row for row in rows if not row.is_background]
    body = [
        f'<header><h1 dir="auto">{html.escape(title)}</h1><p class="lead">{html.escape(summary(drawn.events)[lang])}</p></header>',
        "<main>",
        _section("map", _map(drawn, words), words),
        _section("timeline", _timeline(news, lang), words),
        _section("counts", _counts(news, lang), words),
        _section("events", events_list(rows, lang), words),
        _section("method", _method(lang), words),
        "</main>",
        f"<footer><p>{html.escape(words['disclaimer'])}</p></footer>",
    ]
    return "\n".join(["<!DOCTYPE html>", f'<html lang="{lang}">', "<head>", *head, "</head>", "<body>", *body, "</body>", "</html>", ""])


def _section(name: str, inside: str, words: dict[str, str]) -> str:
    return f'<section id="{name}"><h2>{html.escape(words[name])}</h2>\n{inside}</section>'


def _policy(map_page: str, style: str) -> str:
    """Give the policy of the page in the frame, which holds there too, with the hash of our own style."""
    found = _POLICY.search(map_page)
    rules = html.unescape(found[1]).split(";") if found else ["default-src 'none'", "style-src"]
    ours = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return ";".join(f"{rule} 'sha256-{ours}'" if rule.startswith("style-src") else rule for rule in rules)


def _style() -> str:
    text = files("mapper.report").joinpath("report.css").read_text(encoding="utf-8")
    looks: dict[str, EventStyle] = {**EVENT_STYLES, "other": OTHER_STYLE}
    light = "".join(f".type-{kind}{{fill:{look.colour}}}" for kind, look in looks.items())
    dark = "".join(f".type-{kind}{{fill:{look.dark_colour}}}" for kind, look in looks.items())
    return f"{theme_css()}{re.sub(chr(10) + ' *', '', text)}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _map(drawn: EventMap, words: dict[str, str]) -> str:
    picture = drawn.picture("svg").decode()
    frame = drawn.snippet(_MAP_HEIGHT_PX).replace(' style="border:0"', "", 1)  # the policy forbids styles of elements
    return f'<p class="hint">{html.escape(words["map_hint"])}</p>{frame}<div class="on-paper">{picture}</div>'


def _timeline(rows: Sequence[Row], lang: str) -> str:
    words, timeline = WORDS[lang], timeline_of(rows)
    said = ""
    if timeline.vague or timeline.undated:
        said = f'<p class="hint">{html.escape(words["not_drawn"].format(vague=timeline.vague, undated=timeline.undated))}</p>'
    if not timeline.bars:
        return f"<p>{html.escape(words['no_dates'])}</p>{said}"
    name = words[f"by_{timeline.step}"]
    return f"<figure><figcaption>{html.escape(name)}</figcaption>{timeline_svg(timeline, lang, name)}</figure>{_legend(rows, lang)}{said}"


def _legend(rows: Sequence[Row], lang: str) -> str:
    counts = Counter(row.kind for row in rows)
    kinds = [*(kind for kind in EVENT_TYPES if kind in counts), *sorted(set(counts) - set(EVENT_TYPES))]
    return f'<ul class="legend">{"".join(f"<li>{mark(kind)}{_type(kind, lang)}</li>" for kind in kinds)}</ul>'


def mark(kind: str) -> str:
    """Draw the mark of a type of event in a line of text."""
    outline = SHAPES[style_of(kind).shape].outline
    path = f'<path class="{type_class(kind)}" fill-rule="evenodd" d="{outline}"/>'
    return f'<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">{path}</svg>'


def _type(kind: str, lang: str) -> str:
    return html.escape(label("event_type", kind, lang))


def _counts(rows: Sequence[Row], lang: str) -> str:
    return f"{_types_and_statuses(rows, lang)}{_places(rows, lang)}" if rows else f"<p>{html.escape(WORDS[lang]['no_events'])}</p>"


def _types_and_statuses(rows: Sequence[Row], lang: str) -> str:
    words = WORDS[lang]
    counts = Counter((row.kind, row.status) for row in rows)
    of_type, of_status = Counter(row.kind for row in rows), Counter(row.status for row in rows)
    statuses = [*(status for status in STATUSES if status in of_status), *sorted(set(of_status) - set(STATUSES))]
    head = [words["type"], *(label("status", status, lang) for status in statuses), words["all"]]
    lines = [
        [f"{mark(kind)}{_type(kind, lang)}", *(str(counts[kind, status] or "") for status in statuses), str(number)]
        for kind, number in sorted(of_type.items(), key=lambda item: (-item[1], item[0]))
    ]
    total = [html.escape(words["all"]), *(str(of_status[status]) for status in statuses), str(len(rows))]
    return _table(words["type_status"], head, [*lines, total])


def _places(rows: Sequence[Row], lang: str) -> str:
    words = WORDS[lang]
    counts = Counter((row.place, row.country, row.exactness) for row in rows)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0] is None, str(item[0])))
    lines = [
        [html.escape(_place(place, country, words)), html.escape(label("location_type", kind, lang)) if kind else "", str(number)]
        for (place, country, kind), number in ordered[:_MOST_PLACES]
    ]
    rest = ordered[_MOST_PLACES:]
    if rest:
        lines.append([html.escape(words["other_places"].format(n=len(rest))), "", str(sum(number for _, number in rest))])
    return _table(words["places"], [words["place"], words["precision"], words["events"]], lines)


def _place(place: str | None, country: str | None, words: dict[str, str]) -> str:
    return ", ".join(filter(None, (place or words["unknown_place"], country)))


def _table(caption: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write a table; the cells of ``lines`` are HTML, the other texts plain."""
    first = "".join(f'<th scope="col">{html.escape(each)}</th>' for each in head)
    cells = [(line[0], "".join(f"<td>{cell}</td>" for cell in line[1:])) for line in lines]
    body = "".join(f'<tr><th scope="row" dir="auto">{name}</th>{rest}</tr>' for name, rest in cells)
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table>"


def _method(lang: str) -> str:
    from mapper import __version__
    from mapper.layers.catalog import data_version

    words = WORDS[lang]
    method = "".join(f"<p>{html.escape(text)}</p>" for text in METHOD[lang])
    credits_ = "".join(f'<li lang="en">{html.escape(text)}</li>' for text in CREDITS)
    made = html.escape(words["made_by"].format(version=__version__, data=data_version()))
    return f"{method}<h3>{html.escape(words['data'])}</h3><ul>{credits_}</ul><p>{made}</p>"


