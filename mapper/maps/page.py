"""Write a folium map as one self-contained page: no request, a strict Content-Security-Policy, the same bytes for the same map."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from mapper.errors import OutputError
from mapper.maps._files import base_style, file_text
from mapper.maps.leaflet import LICENCE, leaflet_script, leaflet_style, marker_script
from mapper.maps.style import LANGUAGES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import folium
    from branca.element import Figure

__all__ = ["PageText", "page"]

_FOLIUMS_OWN = re.compile(r"/(leaflet(\.awesome[\w.-]*)?\.(js|css)|jquery-|bootstrap)|fontawesome", re.IGNORECASE)
"""The libraries that every folium page links: Leaflet, which stands in the page, and others that only folium's own icons need."""
_NEEDS_MARKERS = re.compile(r"\bL\.(marker|icon)\(")
_NEEDS_DOLLAR = re.compile(r"(?<![\w$.])\$\(")
_DOLLAR = (
    "window.$=function(h){if(typeof h!=='string'){return{ready:function(f){f()}}}"
    "let s='';h=h.replace(/^(\\s*<\\w+[^>]*?)\\sstyle=\"([^\"]*)\"/,function(all,start,style){s=style;return start});"
    "const t=document.createElement('template');t.innerHTML=h.trim();"
    "const e=t.content.firstElementChild;e.style.cssText=s;return[e]};"
)
"""What folium's popups want of jQuery: an element from HTML. The inline style that folium gives it, which the policy forbids, is set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageText:
    """What the page says around its map; all of it is plain text.

    ``summary`` maps a language ("en", "es") to a sentence. ``credits`` are attributions, one a line. ``picture`` is our own SVG for
    readers without scripts. A ``title`` of None becomes the page's own in both languages.
    """

    title: str | None = None
    ui_lang: str = "en"
    summary: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[str, ...] = ()
    picture: str = ""


def page(folium_map: folium.Map, text: PageText | None = None) -> str:
    """Return the map as one HTML page that asks no host for anything but the tiles that the map itself names.

    Parameters
    ----------
    folium_map
        Any folium map whose layers need no further libraries: our own, and folium's without plugins.
    text
        Title, language, summary sentence and attributions; by default those of an untitled English page.

    Raises
    ------
    OutputError
        If a layer loads a library from another host: the page could not be self-contained.
    LayerError
        If XStatic-leaflet is not the release we know.
    """
    text = text or PageText()
    parts = _rendered(folium_map)
    first_style, start = base_style() + file_text("page.css"), file_text("start.js")
    style = "\n".join([leaflet_style(), *(each for each in parts.styles if each != base_style())])
    scripts = _scripts(parts)
    policy = _policy([start, *scripts], [first_style, style], _tile_hosts(folium_map))
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="border-event-mapper">',
        f"<title>{html.escape(text.title or WORDS[text.ui_lang]['title'])}</title>",
        f"<style>{first_style}</style>",
    ]
    body = [
        _header(text),
        f'<main class="page-map">{parts.body}</main>',
        _noscript(text),
        _footer(text),
        _block("style", style),
        *(_block("script", script) for script in scripts),
        f"<script>{start}</script>",
    ]
    opening = ["<!DOCTYPE html>", f'<html lang="{text.ui_lang}">', "<head>"]
    return "\n".join([*opening, *head, "</head>", "<body>", *body, "</body>", "</html>", ""])


def _block(element: str, content: str) -> str:
    """Carry a script or style compressed: Leaflet alone takes a third of its room."""
    packed = base64.b64encode(zlib.compress(content.encode(), 9)).decode()
    return f'<script type="text/deflate" data-as="{element}">{packed}</script>'


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """What a rendered figure consists of, with its random ids numbered."""

    styles: tuple[str, ...]
    header_scripts: tuple[str, ...]
    body: str
    script: str


class _HeaderReader(HTMLParser):
    """Sort what folium puts in a page's head: styles, scripts, and the addresses of files elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {"style": [], "script": [], "link": []}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("src" if tag == "script" else "href")
        if address:
            self.found["link"].append(address)
        elif tag in {"style", "script"}:
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open].append(data.strip())


def _rendered(folium_map: folium.Map) -> _Parts:
    figure = cast("Figure", folium_map.get_root())
    homes = (figure.header, figure.html, figure.script)
    before = [home._children.copy() for home in homes]  # noqa: SLF001 - branca has no other way to what it gathers
    try:
        for child in list(figure._children.values()):  # noqa: SLF001 - as Figure.render does
            child.render()
        return _parts_of(figure)
    finally:
        for home, children in zip(homes, before, strict=True):
            home._children = children  # noqa: SLF001 - a second render would find what the first one left


def _parts_of(figure: Figure) -> _Parts:
    reader = _HeaderReader()
    reader.feed(figure.header.render())
    _refuse_libraries(reader.found["link"])
    numbers: dict[str, str] = {}
    return _Parts(
        styles=tuple(_numbered(style, numbers) for style in reader.found["style"]),
        header_scripts=tuple(_numbered(script, numbers) for script in reader.found["script"]),
        body=_numbered(figure.html.render(), numbers),
        script=_numbered(figure.script.render(), numbers),
    )


def _numbered(text: str, numbers: dict[str, str]) -> str:
    """Replace branca's random ids by numbers in order of appearance, so that two renders are alike."""
    return re.sub(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", lambda found: numbers.setdefault(found[0], str(len(numbers) + 1)), text.strip())


def _refuse_libraries(addresses: Iterable[str]) -> None:
    for address in addresses:
        if not _FOLIUMS_OWN.search(address):
            msg = f"{address}: a layer loads it, so the page would not be self-contained; remove the layer, or use folium's Map.save"
            raise OutputError(msg)


def _scripts(parts: _Parts) -> list[str]:
    needed = [parts.script]
    if _NEEDS_MARKERS.search(parts.script):
        needed.insert(0, marker_script())
    if _NEEDS_DOLLAR.search(parts.script):
        needed.insert(0, _DOLLAR)
    return [script for script in (leaflet_script(), *parts.header_scripts, "\n".join(needed)) if script]


def _policy(scripts: Iterable[str], styles: Iterable[str], hosts: Iterable[str]) -> str:
    def source(content: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    allowed = {
        "default-src": ["'none'"],
        "script-src": [source(script) for script in scripts],
        "style-src": [source(style) for style in styles],
        "img-src": ["data:", "blob:", *hosts],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return ";".join(" ".join([name, *sources]) for name, sources in allowed.items())


def _tile_hosts(folium_map: folium.Map) -> list[str]:
    """Return the origins of the map's tiles, each subdomain by itself; hosts with other signs than a host's are left out."""
    hosts: list[str] = []
    children: list[Any] = list(folium_map._children.values())  # noqa: SLF001 - folium has no list of a map's layers
    for child in children:
        address = getattr(child, "tiles", None)
        if isinstance(address, str):
            parts = urlsplit(address)
            subdomains = child.options.get("subdomains", "") if "{s}" in parts.netloc else [""]
            hosts += [f"{parts.scheme}://{parts.netloc.replace('{s}', subdomain)}" for subdomain in subdomains]
    return [host for host in dict.fromkeys(hosts) if re.fullmatch(r"https?://[\w.:-]+", host)]


def _both(texts: Mapping[str, str]) -> str:
    """Write a text in both languages; the page's style shows the one of the page's language."""
    known = [lang for lang in LANGUAGES if lang in texts]
    return "".join(f'<span class="in-{lang}" lang="{lang}">{html.escape(texts[lang])}</span>' for lang in known)


def _word(key: str) -> str:
    return _both({lang: WORDS[lang][key] for lang in LANGUAGES})


def _header(text: PageText) -> str:
    title = html.escape(text.title) if text.title else _word("title")
    summary = f'<p class="page-summary">{_both(text.summary)}</p>' if text.summary else ""
    return f'<header class="page-head"><div><h1 dir="auto">{title}</h1>{summary}</div></header>'


def _noscript(text: PageText) -> str:
    return f'<noscript><p>{_word("no_script")}</p>{text.picture}</noscript>'


def _footer(text: PageText) -> str:
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in text.credits)
    return (
        f'<footer class="page-foot"><p>{_word("disclaimer")}</p><details><summary>{_word("data")}</summary><div class="page-about">'
        f'<ul>{lines}</ul><details><summary>{_word("leaflet_licence")}</summary><pre lang="en">{html.escape(LICENCE)}</pre></details>'
        "</div></details></footer>"
    )
