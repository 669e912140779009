"""HTML inside feeds and XML of newspapers become plain text: a paragraph a line, without scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip
_HIDDEN = frozenset(["script", "style", "template", "iframe", "noscript"])


def plain_text(markup: str) -> str:
    r"""
    Take the text out of a fragment of HTML; entities are read, paragraphs stand on lines of their own.

    >>> plain_text("<p>Tacna &amp; Arica.</p><script>alert(1)</script><p>Two<br>lines</p>")
    'Tacna & Arica.\n\nTwo\n\nlines'
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in re.split(r"\0", "".join(reader.pieces)))
    return "\n\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\0", "\ufffd"))
