// A scene is painted on the canvas from the ground up: areas, lines, rings, donuts, marks, arrows, labels; each leaves what can be hit.

import { radiusOf, rowsOf } from "./cluster.js";
import { arrow, freeAlong, isInside, isNearLine, offsetLine, Room, thin, toPixels } from "./geometry.js";
import { across, flowWidth, gatherFlows, heading } from "./flows.js";
import { formatNumber } from "./format.js";
import { drawDonut, drawMark, drawNews, drawRing } from "./marks.js";
import { pixelsPerMetre } from "./mercator.js";
import { inside } from "./scene.js";
import { pixelOf } from "./view.js";

const MARK = 22;
const STRAND = 5;
const STRAND_STEP = 7;
const MOST_STRANDS = 6;
const MOST_LANES = 8;
const MOST_AT_ONE_SPOT = 200;
const RING_PIXELS = [14, 900];

export class Painter {
  constructor(model, moving) {
    this.model = model;
    this.moving = moving;
  }

  /** Paint and return what can be hit, the topmost last: [{x, y, reach | test, rows, cluster}]. */
  paint(ctx, scene, view) {
    Object.assign(this, { ctx, scene, view, hits: [], labels: [], room: new Room(), theme: this.model.theme() });
    this.size = this.model.options.markSize || MARK;
    if (this.model.options.named) this.model.options.taken().forEach((box) => this.room.take(...box));
    (view.controls || []).forEach((box) => this.room.take(...box));
    this.reserve();
    scene.extents.filter((extent) => extent.shape.kind === 2).forEach((extent) => this.area(extent));
    this.lines(scene.extents.filter((extent) => extent.shape.kind === 1).sort((a, b) => spanOf(b.shape) - spanOf(a.shape)));
    scene.extents.filter((extent) => extent.shape.kind === 3).forEach((extent) => this.spots(extent));
    scene.singles.forEach((row) => this.ring(row));
    scene.singles.forEach((row) => this.flowsAt(row));
    scene.donuts.forEach((cluster) => this.donut(cluster));
    scene.singles.forEach((row) => this.single(row));
    this.badges();
    this.labels.forEach((label) => this.label(label));
    return this.hits;
  }

  /** Points stand where they are: marks of lines and areas, arrows and labels make room for them. */
  reserve() {
    const { X, Y } = this.model.store;
    const take = ([x, y], reach) => this.room.take(x - reach, y - reach, x + reach, y + reach);
    this.scene.donuts.forEach((each) => take(pixelOf(this.view, each.sx / each.n, each.sy / each.n), this.radiusOf(each.n)));
    this.scene.singles.forEach((row) => take(pixelOf(this.view, X[row], Y[row]), this.size / 2 + 2));
  }

  /** Clusters of small marks are small. */
  radiusOf(n) {
    return this.model.options.markSize ? this.size / 2 + 4 : radiusOf(n, this.view.cellPixels);
  }

  hasRoom(x, y) {
    const reach = this.size / 2;
    return this.room.isFree(x - reach, y - reach, x + reach, y + reach);
  }

  isStrong(rows) {
    return this.model.focused !== null && rows.includes(this.model.focused);
  }

  look(type) {
    return this.model.lookOf(type);
  }

  area({ shape, groups }) {
    const { ctx } = this;
    const rings = shape.parts.map((part) => thin(toPixels(part, this.view), 0.7));
    const path = new Path2D();
    rings.forEach((xy) => trace(path, xy, true));
    const shown = groups.slice(0, MOST_STRANDS);
    ctx.fillStyle = this.look(groups[0].type).colour;
    ctx.globalAlpha = this.isStrong(groups.flatMap((g) => g.rows)) ? 0.26 : 0.13;
    ctx.fill(path, "evenodd");
    ctx.globalAlpha = 1;
    shown.forEach((group, k) => {
      ctx.strokeStyle = this.look(group.type).colour;
      ctx.lineWidth = 2;
      ctx.setLineDash(shown.length === 1 ? [7, 4] : [9, 9 * (shown.length - 1)]);
      ctx.lineDashOffset = -9 * k;
      ctx.stroke(path);
    });
    ctx.setLineDash([]);
    ctx.lineDashOffset = 0;
    const rows = groups.flatMap((group) => group.rows);
    this.hits.push({ test: (x, y) => isInside(rings, x, y), rows: () => rows });
    this.areaBadges(groups, rings);
  }

  areaBadges(groups, rings) {
    const { X, Y } = this.model.store;
    const first = groups[0].rows[0];
    const box = this.view.clear;
    let [x, y] = pixelOf(this.view, X[first], Y[first]);
    const [cx, cy] = [clamp(x, box.left, box.right), clamp(y, box.top, box.bottom)];
    if (isInside(rings, cx, cy)) [x, y] = [cx, cy];
    const shown = groups.slice(0, MOST_STRANDS);
    [x, y] = this.clearOf(rings, x, y, shown.length);
    shown.forEach((group, k) => this.pending(group, { x: x + (k - (shown.length - 1) / 2) * 30, y, below: true, alone: shown.length === 1 }));
  }

  /** The place inside an area, nearest to x, y, where `count` marks side by side have room; x, y itself if there is none. */
  clearOf(rings, x, y, count) {
    const half = (count - 1) * 15;
    const isFree = (px, py) => isInside(rings, px, py) && this.hasRoom(px - half, py) && this.hasRoom(px, py) && this.hasRoom(px + half, py);
    for (const reach of [0, 30, 60, 90]) {
      const around = Array.from({ length: reach ? 8 : 1 }, (_, k) => [x + reach * Math.cos((k * Math.PI) / 4), y + reach * Math.sin((k * Math.PI) / 4)]);
      const found = around.find(([px, py]) => isFree(px, py));
      if (found) return found;
    }
    return [x, y];
  }

  /** All lines: their light edges first, so that none hides the strand of another; events of the border have lanes of their own beside it. */
  lines(extents) {
    let lane = 0;
    const drawn = extents.map(({ shape, groups }) => {
      const lines = shape.parts.map((part) => thin(toPixels(part, this.view), 1.5));
      const shown = groups.slice(0, MOST_STRANDS);
      const isBorder = String(this.model.store.value("location_type", groups[0].rows[0])).startsWith("border_");
      const shiftOf = (k) => (isBorder ? borderShift((lane + k) % MOST_LANES) : (k - (shown.length - 1) / 2) * STRAND_STEP);
      const strands = shown.map((_, k) => lines.map((xy) => offsetLine(xy, shiftOf(k))));
      if (isBorder) lane += shown.length;
      return { lines, shown, isBorder, strands };
    });
    drawn.forEach(({ lines, strands }) => [lines, ...strands].forEach((each) => this.strokeLines(each, { colour: this.theme.paper, width: STRAND + 6 })));
    drawn.filter((each) => each.isBorder).forEach(({ lines }) => this.strokeLines(lines, { colour: this.theme.ink, width: 2.5 }));
    drawn.forEach((each) => this.strands(each));
  }

  strands({ lines, shown, strands }) {
    shown.forEach((group, k) => {
      const strand = strands[k];
      this.strand(strand, group);
      this.hits.push({ test: (x, y) => strand.some((xy) => isNearLine(xy, x, y, 5)), rows: () => group.rows });
    });
    const isFree = (x, y) => this.hasRoom(x, y);
    const clear = freeAlong(lines, this.view.clear, shown.length, isFree);
    const anchors = clear.length ? clear : freeAlong(lines, this.view.window, shown.length, isFree);
    anchors.forEach((anchor, k) => {
      this.flowsAcross(shown[k], anchor);
      this.pending(shown[k], { ...anchor, alone: true });
    });
  }

  /** One strand, filled by status like a mark. */
  strand(lines, group) {
    const { colour } = this.look(group.type);
    const fill = this.model.fillOf(group.status);
    const width = STRAND + (this.isStrong(group.rows) ? 3 : 0);
    const stroke = (options) => this.strokeLines(lines, { colour, width, ...options });
    if (fill === "dotted") return stroke({ dash: [0.1, 8], cap: "round" });
    stroke({});
    if (fill === "filled") return;
    stroke({ colour: this.theme.paper, width: width - 3 });
    if (fill === "half") stroke({ dash: [14, 14] });
    if (fill === "bar") stroke({ dash: [3, 15] });
    if (fill === "cross") stroke({ dash: [2, 3, 2, 16] });
  }

  strokeLines(lines, { colour, width, alpha = 1, dash = [], cap = "butt" }) {
    const { ctx } = this;
    const path = new Path2D();
    lines.forEach((xy) => trace(path, xy, false));
    ctx.save();
    Object.assign(ctx, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha, lineJoin: "round", lineCap: cap });
    ctx.setLineDash(dash);
    ctx.stroke(path);
    ctx.restore();
  }

  spots({ shape, groups }) {
    const { ctx } = this;
    ctx.fillStyle = this.look(groups[0].type).colour;
    for (const part of shape.parts) {
      const xy = toPixels(part, this.view);
      ctx.beginPath();
      ctx.arc(xy[0], xy[1], 4, 0, 7);
      ctx.fill();
    }
    const [x, y] = pixelOf(this.view, this.model.store.X[groups[0].rows[0]], this.model.store.Y[groups[0].rows[0]]);
    groups.slice(0, MOST_STRANDS).forEach((group, k) => this.pending(group, { x: x + k * 30, y, below: true }));
  }

  ring(row) {
    const metres = this.model.store.value("uncertainty_m", row);
    if (typeof metres !== "number") return;
    const { X, Y } = this.model.store;
    const radius = metres * pixelsPerMetre(this.view.pixelsPerStep, Y[row]);
    if (radius < RING_PIXELS[0] || radius > RING_PIXELS[1]) return;
    const [x, y] = pixelOf(this.view, X[row], Y[row]);
    drawRing(this.ctx, { x, y, radius, colour: this.look(this.model.store.typeOf(row)).colour });
  }

  flowsAt(row) {
    const { X, Y } = this.model.store;
    const [x, y] = pixelOf(this.view, X[row], Y[row]);
    for (const flow of this.flowsOf([row])) {
      const way = heading(this.model.options.countries, flow.from, flow.to);
      if (way) this.arrow(flow, { x: x - way[1] * 22, y: y + way[0] * 22 }, way);
    }
  }

  flowsAcross(group, anchor) {
    this.flowsOf(group.rows).forEach((flow, k) => {
      const way = heading(this.model.options.countries, flow.from, flow.to);
      if (!way) return;
      // by turns on either side of the mark, so that each has room for its words
      const along = (34 + 30 * Math.floor(k / 2)) * (k % 2 ? -1 : 1);
      this.arrow(flow, { x: anchor.x + anchor.ny * along, y: anchor.y - anchor.nx * along }, across(way, anchor));
    });
  }

  flowsOf(rows) {
    const { model } = this;
    return gatherFlows(model.store, rows, this.moving, (n) => formatNumber(n, model.words.lang));
  }

  arrow(flow, { x, y }, [ux, uy]) {
    const { ctx } = this;
    const type = this.model.store.typeOf(flow.rows[0]);
    const { polygon, tip, tail } = arrow({ x, y, ux, uy, length: 78, width: flowWidth(flow.count) });
    const path = new Path2D();
    trace(path, Float64Array.from(polygon.flat()), true);
    ctx.strokeStyle = this.theme.paper;
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.stroke(path);
    const { colour } = this.look(type);
    const happened = this.model.fillOf(this.model.store.statusOf(flow.rows[0])) === "filled";
    ctx.fillStyle = happened ? colour : this.theme.paper;
    ctx.fill(path);
    ctx.strokeStyle = colour;
    ctx.lineWidth = happened ? 0.5 : 1.6;
    ctx.stroke(path);
    const rows = flow.rows;
    this.hits.push({ test: (px, py) => isNearLine(Float64Array.from([...tail, ...tip]), px, py, 9), rows: () => rows });
    polygon.forEach(([px, py]) => this.room.take(px - 2, py - 2, px + 2, py + 2));
    if (flow.text) this.labels.push({ text: flow.text, spots: spotsAbout(tip, tail, uy) });
  }

  donut(cluster) {
    const { store } = this.model;
    const [x, y] = pixelOf(this.view, cluster.sx / cluster.n, cluster.sy / cluster.n);
    const radius = this.radiusOf(cluster.n);
    const slices = [];
    cluster.tally.forEach((n, k) => { if (n) slices.push({ n, colour: this.look(k ? store.type.words[k - 1] : "").colour }); });
    const rows = () => rowsOf(cluster, this.model.mask, MOST_AT_ONE_SPOT, inside(store, this.view, this.scene.drawn));
    const strong = this.model.focused !== null && cluster.runs.some(([a, b]) => this.model.focused >= a && this.model.focused <= b);
    drawDonut(this.ctx, { x, y, radius, slices, n: cluster.n, lang: this.model.words.lang, paper: this.theme.paper, ink: this.theme.ink, strong });
    if (this.hasNews(cluster)) drawNews(this.ctx, { x, y, size: 2 * radius, paper: this.theme.paper, ink: this.theme.ink });
    this.hits.push({ x, y, reach: radius + 2, rows, cluster });
  }

  /** Whether one of a cluster's events is new; a table that does not say so is not gone through. */
  hasNews({ runs }) {
    const { store, mask } = this.model;
    if (!store.columns.has("is_new")) return false;
    return runs.some(([first, last]) => {
      for (let row = first; row <= last; row++) if (mask[row] && store.isNew(row)) return true;
      return false;
    });
  }

  single(row) {
    const { store } = this.model;
    const [x, y] = pixelOf(this.view, store.X[row], store.Y[row]);
    this.mark(store.typeOf(row), store.statusOf(row), x, y, [row]);
    const text = this.model.options.named && this.model.placeName(store.value("location", row));
    const aside = this.size / 2 + 6;
    if (text) this.labels.push({ text, light: true, spots: [[x + aside, y, "left"], [x - aside, y, "right"], [x, y + aside + 6, "center"], [x, y - aside - 6, "center"]] });
  }

  mark(type, status, x, y, rows) {
    drawMark(this.ctx, {
      x, y, size: this.size, look: rows.length === 1 ? this.model.lookOfRow(rows[0]) : this.look(type), fill: this.model.fillOf(status), paper: this.theme.paper, strong: this.isStrong(rows),
    });
    if (rows.some((row) => this.model.store.isNew(row))) {
      drawNews(this.ctx, { x, y, size: this.size, paper: this.theme.paper, ink: this.theme.ink });
    }
    const reach = this.size / 2 + 2;
    this.room.take(x - reach, y - reach, x + reach, y + reach);
    this.hits.push({ x, y, reach: Math.max(12, reach + 2), rows: () => rows });
  }

  /** Marks of lines and areas come after everything that they must not hide under. */
  pending(group, place) {
    (this.waiting ||= []).push({ group, place });
  }

  badges() {
    for (const { group, place } of this.waiting || []) {
      this.mark(group.type, group.status, place.x, place.y, group.rows);
      if (!place.alone) continue;
      const { x, y } = place;
      const spots = place.below
        ? [[x, y + 24, "center"], [x, y - 24, "center"]]
        : [[x + 18, y + 18, "left"], [x - 18, y - 18, "right"], [x + 20, y, "left"], [x - 20, y, "right"], [x, y + 26, "center"], [x, y - 26, "center"]];
      this.labels.push({ text: this.badgeText(group), spots });
    }
    this.waiting = [];
  }

  badgeText(group) {
    const { words } = this.model;
    const parts = [words.label("event_type", group.type) || words.say("panel"), words.label("status", group.status)];
    return parts.filter(Boolean).join(" · ") + (group.n > 1 ? ` ×${formatNumber(group.n, words.lang)}` : "");
  }

  /** Write a label at the first of its spots that is free; without room it stays away. */
  label({ text, spots, light = false }) {
    const { ctx } = this;
    ctx.font = `${light ? 400 : 600} 12px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    const width = ctx.measureText(short).width;
    const { window } = this.view;
    for (const [x, y, align] of spots) {
      const [low, high] = [window.left + 5, this.view.clear.right + 19 - width];
      // a long text over or under its mark gives way a little to the edge of what is seen
      const middle = x - width / 2;
      const left = align === "left" ? x : align === "right" ? x - width : Math.abs(clamp(middle, low, high) - middle) < width / 3 ? clamp(middle, low, high) : middle;
      const fits = left >= low && left <= high && y - 9 > window.top && y + 9 < window.bottom;
      if (!fits || !this.room.isFree(left - 3, y - 9, left + width + 3, y + 9)) continue;
      this.room.take(left - 3, y - 9, left + width + 3, y + 9);
      ctx.textAlign = "left";
      ctx.lineJoin = "round";
      ctx.lineWidth = 4;
      ctx.strokeStyle = this.theme.paper;
      ctx.strokeText(short, left, y);
      ctx.fillStyle = this.theme.ink;
      ctx.fillText(short, left, y);
      return;
    }
  }
}

/** Where an arrow's label may stand: beyond its tip, beside its tip, behind its tail. */
function spotsAbout(tip, tail, uy) {
  const ahead = uy >= 0 ? 14 : -14;
  return [
    [tip[0], tip[1] + ahead, "center"], [tip[0] + 12, tip[1], "left"], [tip[0] - 12, tip[1], "right"],
    [tail[0], tail[1] - ahead, "center"], [tail[0] + 10, tail[1], "left"], [tail[0] - 10, tail[1], "right"],
    ...[2.4, 3.8].flatMap((far) => [[tip[0], tip[1] + ahead * far, "center"], [tail[0], tail[1] - ahead * far, "center"]]),
  ];
}

/** How far a lane lies from the border, which stays to be seen between them: the first to its right, the next to its left. */
const borderShift = (lane) => (lane % 2 ? 1 : -1) * (5 + Math.floor(lane / 2) * STRAND_STEP);

/** How far a shape reaches, in world steps: long lines are drawn first and lie nearest to the border. */
const spanOf = ({ x0, x1, y0, y1 }) => Math.max(x1 - x0, y1 - y0);

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

function trace(path, xy, closed) {
  path.moveTo(xy[0], xy[1]);
  for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
  if (closed) path.closePath();
}
