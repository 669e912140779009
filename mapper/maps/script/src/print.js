// A print has the map as a picture that fits the paper, in light colours, and the filtered events with quotes and sources on the pages after it.

import { element } from "./dom.js";
import { popupContent } from "./popup.js";
import { pictureOf } from "./tools.js";

const MOST = 300;

export class PrintList {
  constructor(model) {
    this.model = model;
    this.root = element("section", { class: "ev-print" });
    document.body.append(this.root);
  }

  /** Write the list anew; a table too long to be read on paper prints its count only. */
  async build() {
    const { model } = this;
    const { store, mask, wanted, words } = model;
    const state = `${model.version} ${words.lang}`;
    if (state === this.state) return;
    this.state = state;
    const rows = [];
    if (wanted <= MOST) for (let row = 0; row < store.rows; row++) if (mask[row]) rows.push(row);
    const days = store.time ? store.time.days : null;
    if (days) rows.sort((a, b) => days[b] - days[a]);
    const fields = await Promise.all(rows.map((row) => store.fields(row)));
    if (state !== this.state) return;
    this.root.lang = words.lang;
    this.root.replaceChildren(
      element("h2", { text: `${model.title}: ${model.counted(wanted)}` }),
      ...rows.map((row, k) => popupContent(model, row, fields[k])),
    );
    this.root.querySelectorAll("a[href]").forEach((link) => link.after(element("small", { text: ` ${link.href}` })));
  }

  remove() {
    this.root.remove();
  }
}

const PAPER = "ev-paper";
const PAPER_SIZE = { width: 800, height: 540 };

/** Put a picture of what is seen in the map's place while the page is printed: paper is narrower than the screen, and has no panel. */
export function printPicture(map, layersOf) {
  if (map.mapperPrints) return;
  map.mapperPrints = true;
  const root = document.documentElement;
  if (window.self !== window.top) root.classList.add("ev-framed");
  const again = () => {
    map.fire("mapperpaint");
    layersOf(map).forEach((layer) => layer.redraw());
  };
  const clean = () => document.querySelectorAll(`.${PAPER}`).forEach((each) => each.remove());
  window.addEventListener("beforeprint", () => {
    clean();
    root.classList.add("ev-printing");
    const canvas = onPaper(map, () => {
      again();
      return pictureOf(map, 2);
    });
    canvas.className = PAPER;
    canvas.setAttribute("role", "img");
    map.getContainer().append(canvas);
  });
  window.addEventListener("afterprint", () => {
    clean();
    root.classList.remove("ev-printing");
    again();
  });
}

/** Lay the map out as large as the paper's picture, showing what is seen beside the panel; draw, and lay it out as it was. */
function onPaper(map, draw) {
  const { style } = map.getContainer();
  const [width, height] = [style.width, style.height];
  const [centre, zoom, size] = [map.getCenter(), map.getZoom(), map.getSize()];
  const inset = map.mapperDock ? map.mapperDock.inset() : { right: 0, bottom: 0 };
  const corners = [[0, size.y - inset.bottom], [size.x - inset.right, 0]].map((corner) => map.containerPointToLatLng(corner));
  const resize = (to) => {
    Object.assign(style, to);
    map.invalidateSize({ animate: false, pan: false });
  };
  if (map.mapperDock) map.mapperDock.isPrinting = true;
  resize({ width: `${PAPER_SIZE.width}px`, height: `${PAPER_SIZE.height}px` });
  map.fitBounds(corners, { animate: false });
  const drawn = draw();
  if (map.mapperDock) map.mapperDock.isPrinting = false;
  resize({ width, height });
  map.setView(centre, zoom, { animate: false });
  return drawn;
}
