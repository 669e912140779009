"""Read the scripts and style sheets beside these modules, and hand them to branca as they are."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from branca.element import Element
from folium.template import Template

from mapper.maps.style import theme_css


class RawText(Element):
    """Text that stands in a page as it is; branca's plain ``Element`` would read it as a Jinja template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "RawText"
        self.text = text


@cache
def file_text(name: str) -> str:
    """Return a file of this folder as text; scripts and styles without indentation and, in scripts, without lines of comment."""
    text = files("mapper.maps").joinpath(name).read_text(encoding="utf-8")
    if name.endswith(".js"):
        text = re.sub(r"^\s*//.*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE)


def base_style() -> str:
    """Return the colours of both themes and the rules of the base map, the first style sheet of every page of ours."""
    return theme_css() + file_text("base.css")
