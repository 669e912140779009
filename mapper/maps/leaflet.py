"""Take Leaflet from the package XStatic-leaflet, checked byte by byte, ready to stand inside a page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from mapper.errors import LayerError

__all__ = ["LICENCE", "leaflet_script", "leaflet_style", "marker_script"]

_SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
    "images/layers.png": "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    "images/layers-2x.png": "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    "images/marker-icon.png": "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
    "images/marker-icon-2x.png": "00179c4c1ee830d3a108412ae0d294f55776cfeb085c60129a39aa6fc4ae2528",
    "images/marker-shadow.png": "264f5c640339f042dd729062cfc04c17f8ea0f29882b538e3848ed8f10edb4da",
}

LICENCE = """\
BSD 2-Clause License

Copyright (c) 2010-2022, Volodymyr Agafonkin
Copyright (c) 2010-2011, CloudMade
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the
documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT
NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE
COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""
"""The text that each page carries, since it carries Leaflet."""


@cache
def leaflet_script() -> str:
    """Return Leaflet's script, without the comment that makes browsers ask for its source map.

    Raises
    ------
    LayerError
        If XStatic-leaflet is not the release we know.
    """
    return re.sub(r"\n//# sourceMappingURL=.*", "", _read("leaflet.js").decode())


@cache
def leaflet_style() -> str:
    """Return Leaflet's style sheet with its images inside, without comments and rules for Internet Explorer."""
    css = re.sub(r"/\*.*?\*/", "", _read("leaflet.css").decode(), flags=re.DOTALL)
    css = re.sub(r"[^{}]*\{\s*behavior: url\(#default#VML\);[^}]*\}", "", css)
    css = re.sub(r"url\((images/[\w-]+\.png)\)", lambda found: f"url({_data_uri(found[1])})", css)
    return re.sub(r"\s+", " ", css).strip()


def marker_script() -> str:
    """Return the statement that gives Leaflet's own markers their icon from inside the page, for maps that use folium's markers."""
    names = {"iconUrl": "marker-icon", "iconRetinaUrl": "marker-icon-2x", "shadowUrl": "marker-shadow"}
    options = ",".join(f'{key}:"{_data_uri(f"images/{name}.png")}"' for key, name in names.items())
    return (
        "L.Icon.Default.imagePath=' ';L.Icon.Default.prototype._getIconUrl=function(n){return this.options[n+'Url']};"
        f"L.Icon.Default.mergeOptions({{{options}}});"
    )


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_read(name)).decode()


def _read(name: str) -> bytes:
    from xstatic.pkg import leaflet

    content = (Path(leaflet.BASE_DIR) / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != _SHA256[name]:
        msg = f"{name}: not the file of Leaflet 1.9.3 that we know; install XStatic-leaflet==1.9.3.0 again"
        raise LayerError(msg)
    return content
