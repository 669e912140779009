// The ground under the events: land, borders, monuments, crossings and names, drawn on two canvases from one block of compact data.
// Colours are the page's CSS properties and names follow the page's language, so a change of either only draws again.
(function () {
"use strict";
const world = (lon, lat) => [lon / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)];

async function read(id) {
  const element = document.getElementById(id);
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (char) => char.charCodeAt(0));
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// Differences of whole numbers to a flat list of mercator positions, 0 to 1 on both axes.
function unpack(deltas, scale) {
  const points = new Float64Array(deltas.length);
  let lon = 0, lat = 0;
  for (let at = 0; at < deltas.length; at += 2) {
    lon += deltas[at];
    lat += deltas[at + 1];
    const [x, y] = world(lon / scale, lat / scale);
    points[at] = x;
    points[at + 1] = y;
  }
  return points;
}

const Sheet = L.Renderer.extend({
  options: { padding: 0.25 },
  initialize(paint, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._layers = {};
    this._paint = paint;
  },
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "map-base";
    this._container.setAttribute("aria-hidden", "true");
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },
  _updatePaths() {},
  _update() {
    if (this._map._animatingZoom && this._bounds) { return; }
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1, canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    this.redraw();
  },
  redraw() {
    if (!this._map || !this._bounds) { return; }
    const context = this._container.getContext("2d"), ratio = window.devicePixelRatio || 1, min = this._bounds.min;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this._paint(context, this._bounds);
  },
});

class Base {
  constructor(map, id) {
    this.map = map;
    this.parts = new Set();
    this.tiled = false;
    // Leaflet asks for these when it moves; readers who want less motion get none
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, inertia: false });
      map._zoomAnimated = map._fadeAnimated = false;
    }
    this.pane("map-ground", 150);
    this.pane("map-lines", 350);
    this.sheets = [
      new Sheet((context) => this.ground(context), { pane: "map-ground" }),
      new Sheet((context, bounds) => this.lines(context, bounds), { pane: "map-lines" }),
    ];
    this.sheets.forEach((sheet) => sheet.addTo(map));
    if (map.attributionControl) { map.attributionControl.setPrefix('<a href="https://leafletjs.com" rel="noopener noreferrer">Leaflet</a>'); }
    if (map.attributionControl) { map.attributionControl.addAttribution("© OpenStreetMap, GeoNames, Natural Earth"); }
    map.on("mapperpaint", () => this.redraw());
    this.marks = [];
    const watch = (layer) => { this.watchTiles(layer); this.watchMarks(layer); };
    map.on("layeradd", (added) => watch(added.layer));
    map.eachLayer(watch);
    new MutationObserver(() => { this.speak(); this.redraw(); }).observe(document.documentElement, { attributeFilter: ["lang", "data-theme"] });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    L.control.scale({ imperial: false }).addTo(map);
    this.ready = read(id).then((data) => this.load(data));
  }

  pane(name, zIndex) {
    const pane = this.map.getPane(name) || this.map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
  }

  // Names would stand twice once a tile has come; without network none comes and our own names stay.
  watchTiles(layer) {
    if (layer instanceof L.GridLayer) {
      layer.once("tileload", () => { this.tiled = true; this.redraw(); });
      layer.on("remove", () => { this.tiled = false; this.redraw(); });
    }
  }

  // Names make room for the marks and labels of event layers, which say where these stand.
  watchMarks(layer) {
    if (!layer.ready || !layer.ready.then || this.marks.includes(layer)) { return; }
    this.marks.push(layer);
    const again = () => { if (this.data) { this.sheets[1].redraw(); } };
    // names follow when the marks rest: while time is played or a handle is dragged the marks come first
    let waiting = 0;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(again, 60); };
    layer.ready.then(({ model }) => { model.on("view", later); again(); });
  }

  markBoxes() {
    const boxes = [];
    for (const { _map, _bounds, painter } of this.marks) {
      if (!_map || !_bounds || !painter || !painter.room) { continue; }
      const { x, y } = _bounds.min;
      painter.room.boxes.forEach(([left, top, right, bottom]) => boxes.push([left + x, top + y, right + x, bottom + y]));
    }
    return [...boxes, ...this.controlBoxes()];
  }

  // Nothing is written under Leaflet's controls, the panel and the border strip.
  controlBoxes() {
    const container = this.map.getContainer(), frame = container.getBoundingClientRect(), { x, y } = this.map.containerPointToLayerPoint([0, 0]);
    const boxes = (css) => [...container.querySelectorAll(css)].map((each) => each.getBoundingClientRect()).filter((box) => box.width);
    const shift = ({ left, top, right, bottom }) => [left - frame.left + x - 4, top - frame.top + y - 4, right - frame.left + x + 4, bottom - frame.top + y + 4];
    // beside and under a panel there is a strip of map too narrow for a name
    const panels = boxes(".ev-dock-body").map((box) => ({ left: box.left, top: box.top, right: frame.right, bottom: frame.bottom }));
    return [...boxes(".leaflet-control, .ev-strip"), ...panels].map(shift);
  }

  // Small boxes along the border, so that no name is written across it.
  borderBoxes() {
    const { size, x, y } = this.at, boxes = [], reach = 5, step = 8;
    for (const line of this.border) {
      for (let k = 2; k < line.length; k += 2) {
        const ax = line[k - 2] * size - x, ay = line[k - 1] * size - y, bx = line[k] * size - x, by = line[k + 1] * size - y;
        const steps = Math.min(200, Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / step)));
        for (let i = 0; i <= steps; i += 1) {
          const px = ax + (bx - ax) * i / steps, py = ay + (by - ay) * i / steps;
          boxes.push([px - reach, py - reach, px + reach, py + reach]);
        }
      }
    }
    return boxes;
  }

  load(data) {
    const fine = (lines) => lines.map((line) => unpack(line, 1e5));
    const near = new Set(data.fine);
    this.arcs = data.arcs.map((arc, at) => unpack(arc, near.has(at) ? 2e4 : 500));
    this.data = data;
    this.sortArcs(data);
    this.speak();
    this.regions = data.regions.lines.map((line) => unpack(line, 500));
    this.border = fine(data.border);
    this.stubs = fine(data.stubs);
    this.triangle = fine(data.triangle);
    this.zones = data.zones.map((zone) => ({ rings: fine(zone.rings), names: zone.names }));
    this.monuments = unpack(data.monuments.at, 1e5);
    this.kilometres = unpack(data.kilometres, 1e5);
    this.redraw();
  }

  // Leaflet's own buttons in the page's language.
  speak() {
    const { words } = this.data || {}, container = this.map.getContainer();
    if (!words) { return; }
    const name = (element, word) => { if (element) { element.title = words[word][language()]; element.setAttribute("aria-label", element.title); } };
    name(container.querySelector(".leaflet-control-zoom-in"), "zoom_in");
    name(container.querySelector(".leaflet-control-zoom-out"), "zoom_out");
    name(container.querySelector(".leaflet-control-layers-toggle"), "layers");
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.map[language()]);
  }

  // Show a box clear of the panel, which stands at the right, or on a phone at the bottom; `inset` is what panels cover once they stand.
  fit([west, south, east, north], inset) {
    const wide = this.map.getSize().x > 640, corner = inset ? [inset.right + 20, inset.bottom + 20] : wide ? [350, 40] : [20, 100];
    this.map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [wide ? 50 : 20, 30], paddingBottomRight: corner, maxZoom: 11, animate: false });
  }

  // An arc that one ring runs along is coast, one that two share is a border.
  sortArcs({ land, dashed, own }) {
    const rings = new Uint8Array(this.arcs.length);
    land.forEach((ring) => ring.forEach((arc) => { rings[arc < 0 ? ~arc : arc] += 1; }));
    const open = new Set([...dashed, ...own]), pick = (wanted) => this.arcs.filter((_, arc) => wanted(arc));
    this.coast = pick((arc) => rings[arc] === 1);
    this.shared = pick((arc) => rings[arc] > 1);
    this.borders = pick((arc) => rings[arc] > 1 && !open.has(arc));
    this.dashed = dashed.map((arc) => this.arcs[arc]);
  }

  toggle(part, shown) {
    if (shown) { this.parts.add(part); } else { this.parts.delete(part); }
    this.redraw();
  }

  redraw() { if (this.data) { this.sheets.forEach((sheet) => sheet.redraw()); } }

  colours() {
    const style = getComputedStyle(this.map.getContainer());
    return new Proxy({}, { get: (_, name) => style.getPropertyValue("--map-" + name).trim() });
  }

  scale() {
    const origin = this.map.getPixelOrigin(), size = 256 * Math.pow(2, this.map.getZoom());
    return { size, x: origin.x, y: origin.y };
  }

  // What is seen beside the panel, in the canvas's coordinates.
  window() {
    const corner = this.map.containerPointToLayerPoint([0, 0]), end = corner.add(this.map.getSize());
    const covered = this.marks.map(({ model }) => model && model.options.inset && model.options.inset()).filter(Boolean);
    const most = (side) => Math.max(0, ...covered.map((inset) => inset[side] || 0));
    return L.bounds(corner, end.subtract([most("right"), most("bottom")]));
  }

  trace(context, points, back = false, joined = false) {
    const { size, x, y } = this.at, n = points.length;
    for (let i = 0; i < n; i += 2) {
      const k = back ? n - 2 - i : i, px = points[k] * size - x, py = points[k + 1] * size - y;
      if (i || joined) { context.lineTo(px, py); } else { context.moveTo(px, py); }
    }
  }

  stroke(context, lines, colour, width, dash = []) {
    context.beginPath();
    lines.forEach((line) => this.trace(context, line));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  ground(context) {
    if (!this.data) { return; }
    const colours = this.colours();
    this.at = this.scale();
    context.lineJoin = "round";
    context.beginPath();
    for (const ring of this.data.land) {
      ring.forEach((arc, at) => this.trace(context, this.arcs[arc < 0 ? ~arc : arc], arc < 0, at > 0));
      context.closePath();
    }
    context.fillStyle = colours.land;
    context.fill("evenodd");
    this.stroke(context, this.shared, colours.land, 1);
    this.stroke(context, this.coast, colours.coast, 0.8);
  }

  lines(context, bounds) {
    if (!this.data) { return; }
    const zoom = this.map.getZoom(), colours = this.colours(), labels = new Labels(context, bounds, this.window(), colours);
    this.at = this.scale();
    labels.taken = [...this.markBoxes(), ...this.borderBoxes()];
    context.lineJoin = context.lineCap = "round";
    if (this.parts.has("regions") && !this.tiled && zoom >= this.data.near - 1) { this.stroke(context, this.regions, colours.region, 1); }
    if (!this.tiled) {
      this.stroke(context, this.borders, colours.neighbour, zoom < 6 ? 0.7 : 1);
      this.stroke(context, this.dashed, colours.neighbour, 1, [3, 4]);
    }
    if (this.parts.has("zones")) { this.drawZones(context, labels, colours); }
    this.drawBorder(context, colours, zoom);
    this.drawEnd(context, labels, colours, zoom);
    if (this.parts.has("monuments") && zoom >= 11) { this.drawMonuments(context, labels, colours, zoom); }
    if (this.parts.has("kilometres")) { this.drawKilometres(context, labels, colours); }
    this.drawNames(labels, colours, zoom, context);
  }

  drawBorder(context, colours, zoom) {
    const width = Math.min(4, Math.max(1.6, 1.6 + (zoom - 5) * 0.4));
    this.stroke(context, this.border, colours.halo, width + 4);
    this.stroke(context, this.border, colours.border, width);
  }

  drawEnd(context, labels, colours, zoom) {
    if (zoom < 13) { return; }
    this.stroke(context, this.stubs, colours.halo, 4);
    this.stroke(context, this.stubs, colours.border, 1.5, [5, 5]);
    for (const ring of this.triangle) {
      context.save();
      context.beginPath();
      this.trace(context, ring);
      context.clip();
      this.hatch(context, ring, colours.muted);
      context.restore();
      labels.text(this.data.triangle_names[language()], this.middle(ring), { size: 11, colour: colours.muted, offset: 12 });
    }
  }

  hatch(context, ring, colour) {
    const box = this.box(ring), high = box.bottom - box.top;
    context.beginPath();
    for (let x = box.left - high; x < box.right; x += 6) {
      context.moveTo(x, box.bottom);
      context.lineTo(x + high, box.top);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.stroke();
  }

  box(points) {
    const { size, x, y } = this.at, box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (let at = 0; at < points.length; at += 2) {
      const px = points[at] * size - x, py = points[at + 1] * size - y;
      box.left = Math.min(box.left, px);
      box.right = Math.max(box.right, px);
      box.top = Math.min(box.top, py);
      box.bottom = Math.max(box.bottom, py);
    }
    return box;
  }

  middle(points) {
    const box = this.box(points);
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  }

  pixel(lon, lat) {
    const [x, y] = world(lon, lat);
    return [x * this.at.size - this.at.x, y * this.at.size - this.at.y];
  }

  drawZones(context, labels, colours) {
    context.save();
    for (const zone of this.zones) {
      context.globalAlpha = 0.09;
      context.beginPath();
      zone.rings.forEach((ring) => { this.trace(context, ring); context.closePath(); });
      context.fillStyle = colours.zone;
      context.fill("evenodd");
      context.globalAlpha = 0.8;
      this.stroke(context, zone.rings, colours.zone, 1, [2, 4]);
      context.globalAlpha = 1;
      labels.text(zone.names[language()], this.middle(zone.rings[0]), { size: 11, colour: colours.zone, italic: true });
    }
    context.restore();
  }

  // Every so many of a line's points get a tick across it, square to the way from the one before to the one after; gives where texts may stand.
  ticks(context, points, { long, every = 1, colour }) {
    const { size, x, y } = this.at, n = points.length / 2, marks = [];
    const px = (k) => points[2 * k] * size - x, py = (k) => points[2 * k + 1] * size - y;
    context.beginPath();
    for (let k = 0; k < n; k += every) {
      const a = Math.max(0, k - 1), b = Math.min(n - 1, k + 1);
      const dx = px(b) - px(a), dy = py(b) - py(a), length = Math.hypot(dx, dy) || 1, ux = -dy / length * long, uy = dx / length * long;
      context.moveTo(px(k) - ux, py(k) - uy);
      context.lineTo(px(k) + ux, py(k) + uy);
      marks.push({ x: px(k), y: py(k), nx: ux / long, ny: uy / long });
    }
    context.strokeStyle = colour;
    context.lineWidth = 1.4;
    context.stroke();
    return marks;
  }

  // Points stand 10 km apart, the last one at the line's end; far out only every fifth, tenth or fiftieth has room for its number.
  drawKilometres(context, labels, colours) {
    const points = this.kilometres, n = points.length / 2;
    if (n < 2) { return; }
    const apart = Math.hypot(points[2] - points[0], points[3] - points[1]) * this.at.size;
    const every = [1, 2, 5, 10, 50, 100].find((each) => each * apart >= 48) || 500;
    const whole = points.subarray(0, points.length - 2), number = new Intl.NumberFormat(language() ? "es" : "en-GB");
    const marks = this.ticks(context, whole, { long: 8, every, colour: colours.border }), style = { size: 11, colour: colours.muted };
    marks.forEach(({ x, y, nx, ny }, k) => {
      const text = number.format(k * every * 10) + (k ? "" : " km"), far = 18 + Math.abs(nx) * 4 * text.length;
      labels.text(text, [x + nx * far, y + ny * far], style) || labels.text(text, [x - nx * far, y - ny * far], style);
    });
  }

  drawMonuments(context, labels, colours, zoom) {
    const marks = this.ticks(context, this.monuments, { long: zoom >= 12 ? 10 : 6, colour: colours.border });
    if (zoom >= 12) {
      marks.forEach(({ x, y, nx, ny }, k) => labels.text(String(this.data.monuments.numbers[k]), [x + nx * 20, y + ny * 20], { size: 11, colour: colours.muted }));
    }
  }

  drawNames(labels, colours, zoom, context) {
    const lang = language();
    if (!this.tiled) {
      for (const [lon, lat, names, least] of this.data.cities) {
        if (zoom < least) { continue; }
        const at = this.pixel(lon, lat), large = least < 8;
        const named = labels.beside(names[lang], at, { size: large ? 13 : 12, colour: colours.ink, gap: 6 });
        if (named) { dot(context, at, colours, large ? 3 : 2.2); }
      }
      for (const [lon, lat, names, least, most] of this.data.countries) {
        const style = { size: zoom < 6 ? 11 : 13, colour: colours.muted, spacing: zoom < 6 ? 1.5 : 5, apart: 18 };
        if (zoom >= least && zoom <= most) { labels.about(names[lang].toUpperCase(), this.pixel(lon, lat), style); }
      }
    }
    if (this.parts.has("crossings") && zoom >= 8) { this.drawPosts(labels, colours, zoom, context); }
    if (this.parts.has("regions") && !this.tiled && zoom >= this.data.near) {
      for (const [lon, lat, names] of this.data.regions.names) { labels.about(names[lang], this.pixel(lon, lat), { size: 12, colour: colours.muted, italic: true }); }
    }
  }

  drawPosts(labels, colours, zoom, context) {
    for (const [lon, lat, kind, names] of this.data.crossings) {
      if (zoom < (kind ? 11 : 8)) { continue; }
      const at = this.pixel(lon, lat);
      this.drawPost(context, at, kind, colours);
      if (zoom >= (kind ? 12 : 9)) { labels.beside(names[language()], at, { size: 11, colour: colours.ink, gap: 7 }); }
    }
  }

  drawPost(context, [x, y], kind, colours) {
    context.beginPath();
    if (kind) { context.rect(x - 2.5, y - 2.5, 5, 5); } else { context.arc(x, y, 3.6, 0, 7); }
    context.fillStyle = colours.paper;
    context.fill();
    context.strokeStyle = kind ? colours.muted : colours.border;
    context.lineWidth = kind ? 1.2 : 1.8;
    context.stroke();
  }
}

const language = () => (document.documentElement.lang.startsWith("es") ? 1 : 0);

function dot(context, [x, y], colours, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = colours.ink;
  context.fill();
  context.strokeStyle = colours.land;
  context.lineWidth = 1;
  context.stroke();
}

// Names in order of weight: one that would touch another is left out, so that none collide.
class Labels {
  constructor(context, bounds, window, colours) {
    this.context = context;
    this.bounds = bounds;
    this.window = window;
    this.halo = colours.land;
    this.taken = [];
  }

  // Inside the canvas, not cut by the edge of what is seen, and clear of all others.
  free(box) {
    const outside = ({ min, max }) => box[0] > max.x || box[2] < min.x || box[1] > max.y || box[3] < min.y;
    const inside = ({ min, max }) => box[0] >= min.x && box[2] <= max.x && box[1] >= min.y && box[3] <= max.y;
    if (outside(this.bounds) || !(inside(this.window) || outside(this.window))) { return false; }
    return this.taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  }

  font({ size, italic, spacing }) {
    this.context.font = (italic ? "italic " : "") + size + 'px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
    this.context.letterSpacing = (spacing || 0) + "px";
  }

  put(text, x, y, style) {
    const context = this.context, wide = context.measureText(text).width, high = style.size * 0.62, apart = style.apart || 2;
    const box = [x - apart, y - high, x + wide + apart, y + high];
    if (!this.free(box)) { return false; }
    this.taken.push(box);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = this.halo;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = style.colour;
    context.fillText(text, x, y);
    return true;
  }

  text(text, [x, y], style) {
    this.font(style);
    return this.put(text, x - this.context.measureText(text).width / 2, y + (style.offset || 0), style);
  }

  // Right, left, over or under a point, then farther off: the first place that is free.
  beside(text, [x, y], style) {
    this.font(style);
    const wide = this.context.measureText(text).width, { gap, size } = style;
    for (const far of [gap, gap + 11]) {
      const low = far + size / 2, left = x - far - wide, right = x + far, middle = x - wide / 2;
      const places = [[right, y], [left, y], [middle, y - low], [middle, y + low], [right, y - low], [right, y + low], [left, y - low], [left, y + low]];
      if (places.some(([start, line]) => this.put(text, start, line, style))) { return true; }
    }
    return false;
  }

  // At a point or, where that is taken, a little off it: for names of areas.
  about(text, [x, y], style) {
    const steps = [0, -28, 28, -56, 56];
    return steps.some((down) => steps.some((aside) => this.text(text, [x + 2 * aside, y + down], style)));
  }
}

const Part = L.Layer.extend({
  initialize(base, name) { this.base = base; this.name = name; },
  onAdd() { this.base.toggle(this.name, true); },
  onRemove() { this.base.toggle(this.name, false); },
});

window.mapBase = (map, id, box) => {
  const base = new Base(map, id);
  if (box) {
    base.fit(box);
    map.once("mapperinset", ({ inset }) => base.fit(box, inset));
  }
  return base;
};
window.mapBasePart = (base, name) => new Part(base, name);
})();
