"""Make text harmless for plain folium objects.

branca renders what folium hands it a second time as a Jinja template, folium writes some texts into JavaScript template literals,
and Leaflet writes layer names and attributions as HTML. Events never go that way (they travel as base64 columns); the few texts that
must, a layer's name or an attribution, pass through `safe_html`.
"""

from __future__ import annotations

import html
from urllib.parse import urlsplit

__all__ = ["safe_html", "safe_link"]

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "`${}\\"}


def safe_html(text: str) -> str:
    r"""Escape a text so that it stands for itself in HTML, in a JavaScript template literal and in a Jinja template.

    Parameters
    ----------
    text
        Any text. Control characters but tab and newline are dropped: none is shown, and some end a string early.

    Examples
    --------
    >>> safe_html("{{ 7*191 }}")
    '&#123;&#123; 7*191 &#125;&#125;'
    >>> safe_html("<b>$" + "{x}</b>")
    '&lt;b&gt;&#36;&#123;x&#125;&lt;/b&gt;'
    """
    kept = "".join(char for char in text if (char >= " " and char not in "\x7f\u2028\u2029") or char in "\t\n")
    return html.escape(kept).translate(_ENTITIES)


def safe_link(url: str) -> str | None:
    """Return the address if a reader may follow it (http or https, with a host, no spaces), else None.

    >>> safe_link("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> safe_link("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = url.isprintable() and not any(char in url for char in " \"'<>\\`")
    return url if plain and parts.scheme in {"http", "https"} and parts.netloc else None
