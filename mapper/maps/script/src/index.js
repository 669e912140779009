// Where the page comes in: `mapperEventLayer(id, options)` makes a Leaflet layer from the payload elements of that id.

import { bare, fromBase64, inflate, parseJson } from "./decode.js";
import { Dock } from "./dock.js";
import { movingRows } from "./flows.js";
import { defineLayer } from "./layer.js";
import { listTypes, watchControls } from "./layer_control.js";
import { Model } from "./model.js";
import { Panel } from "./panel.js";
import { fromHash } from "./permalink.js";
import { printPicture } from "./print.js";
import { reopenPopup } from "./popup.js";
import { openStore } from "./store.js";
import { Strip } from "./strip.js";
import { linkOf } from "./tools.js";
import { onLanguage, Words } from "./words.js";

let EventLayer = null;

async function open(id, packed) {
  const { style, ...options } = bare(parseJson(await inflate(fromBase64(packed))));
  const store = await openStore(id, options.border);
  const lang = options.lang || (document.documentElement.lang.startsWith("es") ? "es" : "en");
  const model = new Model(store, style, new Words(style, lang), { ...options, inset: () => ({ right: 0, bottom: 0 }), taken: () => [] });
  if (options.background) model.change({ background: true });
  return { model, moving: movingRows(store) };
}

function settle(L, layer, map) {
  const { model } = layer;
  let panel = null;
  let strip = null;
  const added = () => {
    if (panel) return;
    const dock = Dock.of(L, map);
    model.options.inset = () => dock.inset();
    model.options.taken = () => takenByOthers(layer, map);
    panel = new Panel(L, layer, dock);
    strip = Strip.of(L, layer, dock);
    map.fire("mapperinset", { inset: dock.inset() });
    layer._controls = null;
    layer.redraw();
  };
  model.on("add", added);
  model.on("remove", () => {
    if (panel) panel.remove();
    if (strip) strip.remove();
    panel = null;
    strip = null;
  });
  added();
  listTypes(L, layer, map);
  printPicture(map, shownOn);
  model.on("lang", () => reopenPopup(L, layer));
  onLanguage((lang) => model.speak(lang));
  followTheme(layer);
  followAddress(layer, map, panel);
}

/** The event layers that a map shows. */
const shownOn = (map) => Object.values(layers).filter((layer) => layer._map === map && layer.painter);

/** Where the marks and labels of a map's other event layers stand; all their canvases cover the same part of the map. */
const takenByOthers = (layer, map) => shownOn(map).filter((other) => other !== layer && other.painter.room).flatMap((other) => other.painter.room.boxes);

/** Paint anew when the page or the reader turns dark or light. */
function followTheme(layer) {
  const again = () => requestAnimationFrame(() => layer.redraw());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });
}

let addressTaken = false;

/** The first layer of the page reads view and filters from the address and keeps them there, where the browser lets it. */
function followAddress(layer, map, panel) {
  if (addressTaken || layer.model.options.aside) return;
  addressTaken = true;
  const { model } = layer;
  const asked = fromHash(window.location.hash);
  if (asked.view) map.setView([asked.view.lat, asked.view.lng], asked.view.zoom, { animate: false });
  if (window.location.hash) model.change(asked.patch);
  if (asked.query && panel) panel.search.run(asked.query).then(() => panel.build());
  let waiting = 0;
  const write = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        window.history.replaceState(null, "", linkOf(map, model));
      } catch {
        // an embedded page without an address of its own keeps none; the button "copy link" stays
      }
    }, 300);
  };
  model.on("filter", write);
  map.on("moveend", write);
}

/** Layers of the page by id, for tests and for scripts of others. */
export const layers = {};

window.mapperEventLayer = (id, packed) => {
  const { L } = window;
  watchControls(L);
  EventLayer ||= defineLayer(L);
  const layer = new EventLayer(id, open(id, packed));
  layers[id] = layer;
  layer.once("ready", () => settle(L, layer, layer._map));
  return layer;
};
window.mapperEventLayers = layers;
