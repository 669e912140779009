// Leaflet's own layer control lists the event types too: stand-ins that switch a type on and off in the filter.

import { orderedWords } from "./legend.js";

const escaped = (text) => String(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A control with more types than this would be longer than any screen; the panel filters them all the same. */
const MOST = 40;

/** Remember every layer control that is made, so that types can be added when their table has been read. */
export function watchControls(L) {
  if (L.Control.Layers.mapperWatched) return;
  L.Control.Layers.mapperWatched = true;
  const { onAdd } = L.Control.Layers.prototype;
  L.Control.Layers.include({
    onAdd(map) {
      (map.mapperControls ||= new Set()).add(this);
      setTimeout(() => map.fire("mappercontrol", { control: this }));
      return onAdd.call(this, map);
    },
  });
}

/** List a layer's types in the controls that list the layer itself. */
export function listTypes(L, layer, map) {
  const { model } = layer;
  const column = model.store.type;
  if (!column || column.words.length > MOST) return;
  const entries = orderedWords(column, Object.keys(model.style.types)).map((word) => ({ word, stand: standIn(L, model, word) }));
  entries.forEach(({ stand }) => stand.addTo(map));
  const put = (control) => {
    if (!lists(control, layer)) return;
    atOnce(control, () => entries.forEach(({ word, stand }) => {
      control.removeLayer(stand);
      // the control reads names as HTML
      control.addOverlay(stand, escaped(model.words.label("event_type", word)));
    }));
  };
  const all = () => (map.mapperControls || []).forEach(put);
  all();
  map.on("mappercontrol", (event) => put(event.control));
  model.on("lang", all);
  model.on("filter", () => entries.forEach(({ word, stand }) => stand.follow(map, !model.filter.typesOff.has(word))));
}

/** Change a control's list and let it build its elements once, not at every change. */
function atOnce(control, change) {
  control._update = () => control;
  change();
  delete control._update;
  if (control._map) control._update();
}

const lists = (control, layer) => control._layers.some((entry) => entry.layer === layer || (entry.layer.hasLayer && entry.layer.hasLayer(layer)));

function standIn(L, model, word) {
  const stand = L.layerGroup();
  stand.on("add", () => { if (model.filter.typesOff.has(word)) model.toggle("typesOff", word, true); });
  stand.on("remove", () => { if (!model.filter.typesOff.has(word)) model.toggle("typesOff", word, false); });
  stand.follow = (map, on) => { if (on !== map.hasLayer(stand)) (on ? map.addLayer(stand) : map.removeLayer(stand)); };
  return stand;
}
