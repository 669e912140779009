// Tools of the panel: link, table, GeoJSON, picture, measuring, full screen, print.

import { button, element } from "./dom.js";
import { geometryOf, toCsv, toGeoJson, wantedRecords } from "./export.js";
import { Measure } from "./measure.js";
import { toHash } from "./permalink.js";

export function download(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What is seen of the map as a canvas: its canvases and tiles, from the ground up; `ratio` is its pixels for one of the screen. */
export function pictureOf(map, ratio = Math.min(2, window.devicePixelRatio || 1)) {
  const container = map.getContainer();
  const frame = container.getBoundingClientRect();
  const canvas = element("canvas", { width: Math.round(frame.width * ratio), height: Math.round(frame.height * ratio) });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = getComputedStyle(container).backgroundColor;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  const depth = (pane) => Number(getComputedStyle(pane).zIndex) || 0;
  const panes = [...map.getPane("mapPane").children].sort((a, b) => depth(a) - depth(b));
  for (const pane of panes) {
    for (const part of pane.querySelectorAll("canvas, img.leaflet-tile")) {
      const box = part.getBoundingClientRect();
      if (!box.width || part.classList.contains("ev-icon")) continue;
      try {
        ctx.drawImage(part, (box.left - frame.left) * ratio, (box.top - frame.top) * ratio, box.width * ratio, box.height * ratio);
      } catch {
        // a tile of another host that did not load is left out
      }
    }
  }
  return canvas;
}

function savePicture(map, model) {
  const canvas = pictureOf(map);
  const ctx = canvas.getContext("2d");
  const text = model.words.say("disclaimer");
  const size = Math.max(10, Math.round(canvas.width / 110));
  ctx.font = `${size}px system-ui, sans-serif`;
  ctx.lineWidth = 4;
  ctx.strokeStyle = model.theme().paper;
  ctx.fillStyle = model.theme().ink;
  ctx.strokeText(text, 10, canvas.height - 10);
  ctx.fillText(text, 10, canvas.height - 10);
  canvas.toBlob((blob) => blob && download("map.png", blob), "image/png");
}

/** The address of this view: of the page where it has one, else only the part after "#". */
export function linkOf(map, model) {
  const { lat, lng } = map.getCenter();
  const hash = toHash({ zoom: map.getZoom(), lat, lng }, model.filter);
  return /^(https?|file):/.test(window.location.href) ? window.location.href.replace(/#.*$/, "") + hash : hash;
}

async function copyLink(map, model, target) {
  const text = linkOf(map, model);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyByHand(text, target, model)) return;
  }
  target.textContent = model.words.say("copied");
  setTimeout(() => { target.textContent = model.words.say("copy_link"); }, 2000);
}

/** Copy as browsers did before there was a clipboard to write to, as in a sandbox; where that fails too, leave the text selected. */
function copyByHand(text, target, model) {
  target.parentNode.querySelectorAll(".ev-copy").forEach((each) => each.remove());
  const area = element("textarea", { class: "ev-copy", readonly: true, "aria-label": model.words.say("copy_link") });
  area.value = text;
  target.after(area);
  area.select();
  const isDone = document.execCommand("copy");
  if (isDone) area.remove();
  else area.classList.add("ev-copy-shown");
  return isDone;
}

/** The row of tools for the panel. */
export function buildTools(L, layer) {
  const { model } = layer;
  const { words } = model;
  const map = layer._map;
  const save = (name, type, write) => async () => download(name, new Blob([write(await wantedRecords(model.store, model.mask))], { type }));
  const tool = (label, onclick) => button(label, onclick, { class: "ev-button" });
  const measure = (map.mapperMeasure ||= new Measure(L, map));
  const measuring = button(words.say("measure"), () => measure.toggle(model), { class: "ev-button", "aria-pressed": String(measure.isOn) });
  measure.onchange = () => measuring.setAttribute("aria-pressed", String(measure.isOn));
  return element("div", { class: "ev-tools" },
    tool(words.say("copy_link"), (event) => copyLink(map, model, event.target)),
    tool("CSV", save("events.csv", "text/csv;charset=utf-8", toCsv)),
    tool("GeoJSON", save("events.geojson", "application/geo+json", (records) => toGeoJson(records, geometryOf))),
    tool(words.say("save_png"), () => savePicture(map, model)),
    measuring,
    document.fullscreenEnabled ? tool(words.say("full_screen"), () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())) : null,
    tool(words.say("print"), () => window.print()));
}
