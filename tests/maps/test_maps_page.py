"""The self-contained page: its policy, what stands in it, and that two are alike."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import zlib
from html.parser import HTMLParser

import folium
import folium.plugins
import pytest

from mapper.errors import LayerError, OutputError
from mapper.maps import leaflet
from mapper.maps.page import PageText, page


class Reader(HTMLParser):
    """Gather what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.blocks: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open: dict[str, str | None] | None = None
        self._tag = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._tag, self._open = tag, dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tag = "" if tag == self._tag else self._tag

    def handle_data(self, data: str) -> None:
        if self._tag == "style":
            self.styles.append(data)
        elif self._tag == "script" and self._open is not None:
            kind = self._open.get("type")
            if kind == "text/deflate":
                self.blocks.append((self._open["data-as"] or "", zlib.decompress(base64.b64decode(data)).decode()))
            elif kind is None:
                self.scripts.append(data)

    @property
    def policy(self) -> str:
        return next(value for _, name, value in self.attributes if name == "content" and "default-src" in value)


def plain() -> folium.Map:
    return folium.Map([-18.2, -70.2], zoom_start=8, tiles=None)


def source(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_the_policy_forbids_everything_but_what_is_named() -> None:
    policy = Reader(page(plain())).policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "img-src data: blob:;" in policy


def test_every_script_and_style_is_named_by_its_hash() -> None:
    read = Reader(page(plain()))
    scripts = [*read.scripts, *(text for kind, text in read.blocks if kind == "script")]
    styles = [*read.styles, *(text for kind, text in read.blocks if kind == "style")]
    assert len(scripts) >= 3
    assert len(styles) == 2
    assert all(source(content) in read.policy for content in [*scripts, *styles])


def test_no_attribute_runs_styles_or_loads() -> None:
    for tag, name, value in Reader(page(plain())).attributes:
        assert not name.startswith("on")
        assert name not in {"style", "src", "srcset", "href", "action"}, (tag, name, value)


def test_leaflet_stands_in_the_page_with_its_licence() -> None:
    text = page(plain())
    assert ("script", leaflet.leaflet_script()) in Reader(text).blocks
    assert html.escape(leaflet.LICENCE) in text


def test_two_pages_of_like_maps_are_the_same_bytes() -> None:
    assert page(plain()) == page(plain())


def test_rendering_twice_gives_the_same_page() -> None:
    made = plain()
    assert page(made) == page(made)


def test_no_random_id_is_left() -> None:
    read = Reader(page(plain()))
    assert not any(re.search(r"_[0-9a-f]{32}", text) for _, text in read.blocks)
    assert ("div", "id", "map_1") in read.attributes


def test_readers_may_zoom_the_page() -> None:
    assert "user-scalable" not in page(plain())


def test_title_and_summary_are_text() -> None:
    text = page(plain(), PageText(title="<b>{{7*191}}</b>", summary={"en": "1 <i>event</i>", "es": "1 evento"}))
    assert "<title>&lt;b&gt;{{7*191}}&lt;/b&gt;</title>" in text
    assert "1 &lt;i&gt;event&lt;/i&gt;" in text


def test_both_languages_stand_in_the_page_and_the_first_is_named() -> None:
    text = page(plain(), PageText(ui_lang="es"))
    assert '<html lang="es">' in text
    assert "Boundaries and names imply no recognition" in text
    assert "Los límites y nombres no implican reconocimiento" in text


def test_credits_stand_in_the_page() -> None:
    assert "<li>Made by A &amp; B</li>" in page(plain(), PageText(credits=("Made by A & B",)))


def test_the_picture_stands_in_for_the_map_without_scripts() -> None:
    assert "<svg></svg></noscript>" in page(plain(), PageText(picture="<svg></svg>"))


def test_the_hosts_of_tiles_are_named_each_by_itself() -> None:
    made = folium.Map([0, 0], tiles=None)
    folium.TileLayer("https://{s}.tiles.example/{z}/{x}/{y}.png", attr="A", subdomains="ab").add_to(made)
    assert "img-src data: blob: https://a.tiles.example https://b.tiles.example;" in Reader(page(made)).policy


def test_a_host_that_is_no_host_is_not_named() -> None:
    made = folium.Map([0, 0], tiles=None)
    folium.TileLayer("https://x;script-src *.example/{z}/{x}/{y}.png", attr="A").add_to(made)
    assert "script-src *" not in Reader(page(made)).policy


def test_foliums_own_markers_bring_their_icon_along() -> None:
    made = plain()
    folium.Marker([-18.2, -70.2], popup="x").add_to(made)
    assert any('iconUrl:"data:image/png;base64,' in text for _, text in Reader(page(made)).blocks)


def test_a_layer_with_a_library_of_its_own_is_refused() -> None:
    made = plain()
    folium.plugins.MarkerCluster().add_to(made)
    with pytest.raises(OutputError, match=r"markercluster.*Map\.save"):
        page(made)


def test_another_leaflet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(leaflet._SHA256, "leaflet.js", "0" * 64)  # noqa: SLF001 - as if another release were installed
    leaflet.leaflet_script.cache_clear()
    with pytest.raises(LayerError, match=r"XStatic-leaflet==1\.9\.3\.0"):
        leaflet.leaflet_script()


def test_leaflets_style_asks_for_no_file() -> None:
    assert set(re.findall(r"url\((\w+:)?", leaflet.leaflet_style())) == {"data:"}


def test_the_script_names_no_source_map() -> None:
    assert "sourceMappingURL" not in leaflet.leaflet_script()
