"""A newcomer presses everything on the page that `make map` writes: in both languages, at a desk and on a phone, nothing complains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import mapper
from mapper.examples import PUBLISHED, article_path

if TYPE_CHECKING:
    from conftest import Chromium

pytestmark = pytest.mark.browser

PREPARE = """
window.print = () => { window.printed = true; };
document.documentElement.requestFullscreen = async () => { window.full = true; };
HTMLAnchorElement.prototype.click = function () { (window.saved ||= []).push(this.download); };
window.errors = [];
window.addEventListener('error', (event) => errors.push(String(event.message)));
window.addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
window.controls = () => [...document.querySelectorAll(
  'button, summary, select, input, canvas[tabindex], .leaflet-bar a, .leaflet-control-layers-toggle, .leaflet-popup-close-button',
)].filter((each) => each.checkVisibility({ visibilityProperty: true }));
window.nameOf = (each) => {
  const text = each.getAttribute('aria-label') || each.innerText || each.closest('label')?.innerText || each.title || '';
  return text.trim().split(String.fromCharCode(10))[0];
};
window.openAll = () => {
  const dock = document.querySelector('.ev-dock'), handle = document.querySelector('.ev-handle');
  if (dock.classList.contains('ev-closed')) handle.click();
  while (dock.classList.contains('ev-sheet') && !dock.classList.contains('ev-full')) handle.click();
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
};
window.pressed = new Set();
window.keyOf = (each) => `${each.tagName} ${each.dataset.row ?? ''} ${nameOf(each)}`;
"""
PRESS = """
const each = controls().find((one) => !pressed.has(keyOf(one)));
if (!each) return null;
const name = nameOf(each), press = () => each.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
pressed.add(keyOf(each));
each.scrollIntoView({ block: 'nearest' });
each.focus();
if (each.tagName === 'SELECT') {
  for (const option of each.options) { each.value = option.value; each.dispatchEvent(new Event('change')); }
} else {
  press();
  // what was switched off is switched on again, so that all that depends on it can be pressed too
  const again = each.isConnected ? each : document.querySelector('.ev-language');
  if (each.type === 'checkbox' || each.classList.contains('ev-language')) again.click();
}
openAll();
return name;
"""


@pytest.fixture(scope="module")
def page() -> str:
    return mapper.map_articles(article_path("en"), published=PUBLISHED).to_html()


def prepared(chromium: Chromium, page: str, lang: str, width: int) -> None:
    chromium.open(page, width=width, height=844)
    chromium.wait("document.querySelector('.ev-item')")
    chromium.js(PREPARE)
    if lang == "es":
        chromium.js("document.querySelector('.ev-language').click()")
    chromium.js("openAll()")


def press_all(chromium: Chromium) -> list[str]:
    """Press each control that is seen once, also those that come while pressing."""
    return list(iter(lambda: chromium.js(PRESS), None))


EXPECTED = {
    "en": {
        "Play", "Step", "Copy link", "CSV", "GeoJSON", "Save picture", "Measure", "Print", "Legend", "Zoom in", "Layers", "From", "To",
        "Full screen", "Close", "Clear filters", "Next", "Previous", "Search", "1 of background", "Data and licences", "Regions",
        "crossing",
    },
    "es": {
        "Reproducir", "Paso", "Copiar enlace", "CSV", "GeoJSON", "Guardar imagen", "Medir", "Imprimir", "Leyenda", "Acercar", "Capas",
        "Desde", "Hasta", "Cerrar", "Siguiente", "Anterior", "Buscar", "1 de contexto", "Datos y licencias", "Regiones", "cruce",
    },
}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_control_can_be_pressed_and_nothing_complains(chromium: Chromium, page: str, lang: str, width: int) -> None:
    prepared(chromium, page, lang, width)
    pressed = press_all(chromium)
    assert EXPECTED[lang] - set(pressed) == set()
    chromium.wait("(window.saved || []).length >= 3")
    assert {"events.csv", "events.geojson", "map.png"} <= set(chromium.js("return window.saved"))
    assert chromium.js("return window.printed") is True
    assert chromium.js("return window.errors") == []
    assert chromium.complaints() == []
    assert chromium.requests() == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_control_has_a_name_and_room_for_a_finger(chromium: Chromium, page: str, lang: str, width: int) -> None:
    prepared(chromium, page, lang, width)
    chromium.js("document.querySelector('.leaflet-control-layers').classList.add('leaflet-control-layers-expanded')")
    chromium.js("document.querySelector('.ev-item').click()")
    chromium.wait("document.querySelector('.ev-popup .ev-pop')")
    assert chromium.js("return controls().filter((each) => !nameOf(each)).map((each) => each.outerHTML.slice(0, 120))") == []
    small: list[Any] = chromium.js(
        "return controls().map((each) => [each, (each.closest('label') || each).getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < 24).map(([each, box]) => [nameOf(each), box.width, box.height])",
    )
    assert small == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_text_of_a_control_is_cut_off(chromium: Chromium, page: str, lang: str, width: int) -> None:
    prepared(chromium, page, lang, width)
    cut = chromium.js(
        "return [...document.querySelectorAll('button, summary > span, label, h1, h2, .page-summary, .page-foot p, dt, dd')]"
        ".filter((each) => each.checkVisibility() && !each.matches('.ev-hint'))"
        ".filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1)"
        ".map((each) => [each.className, each.innerText.slice(0, 60), each.scrollWidth, each.clientWidth])",
    )
    assert cut == []
    assert chromium.js("return document.documentElement.scrollWidth") <= width


def test_at_200_percent_everything_is_still_there(chromium: Chromium, page: str) -> None:
    prepared(chromium, page, "en", 640)
    assert chromium.js("return document.documentElement.scrollWidth") <= 640
    names = chromium.js("return controls().map(nameOf)")
    assert {"Play", "Copy link", "Español"} <= set(names)


def test_readers_who_want_less_motion_get_none(chromium: Chromium, page: str) -> None:
    chromium.open(page)
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
    chromium.driver.get((chromium.folder / "page.html").as_uri())
    chromium.wait("Object.values(window.mapperEventLayers || {}).some((layer) => layer.scene)")
    animated = "const { _map } = Object.values(mapperEventLayers)[0]; return [_map._zoomAnimated, _map._fadeAnimated]"
    assert chromium.js(animated) == [False, False]
    moving = "[...document.querySelectorAll('*')].filter((each) => parseFloat(getComputedStyle(each).transitionDuration))"
    assert chromium.js(f"return {moving}.map((each) => each.className)") == []
