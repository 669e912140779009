// The border strip: kilometre along the border across, time downwards; every event a mark, events of a stretch a bar.

import { button, element } from "./dom.js";
import { formatNumber, formatWhen } from "./format.js";
import { showRow } from "./list.js";
import { drawMark } from "./marks.js";
import { barLanes, kmTicks, partMarks, stripDensity, stripScale, timeTicks, UNDATED } from "./strip_scale.js";

const DENSE = 1500;
const MARK = 16;
const HEIGHT = 124;
const ROOMY = 560;
const LONG_TABLE = 50_000;

export class Strip {
  constructor(L, layer, dock) {
    Object.assign(this, { L, layer, dock, model: layer.model });
    this.canvas = element("canvas", { class: "ev-strip-canvas", tabindex: "0", role: "application" });
    this.title = element("span");
    this.clear = button("", (event) => {
      // inside a summary a press would fold the strip
      event.preventDefault();
      this.unselect();
    }, { class: "ev-clear" });
    this.hint = element("span", { class: "ev-hint" });
    this.root = element("details", { class: "ev-strip", open: dock.isSheet || layer._map.getSize().y >= ROOMY },
      element("summary", {}, this.title, this.hint, this.clear), this.canvas);
    L.DomEvent.disableClickPropagation(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
    this.root.addEventListener("click", (event) => event.stopPropagation());
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    this.listen();
    this.place();
    this.stops = [
      this.model.on("filter", () => this.later()),
      this.model.on("focus", () => this.draw()),
      this.model.on("lang", () => this.draw()),
      this.model.on("view", () => { if (this.dark !== this.model.dark) this.draw(); }),
      this.model.on("inset", () => this.place()),
    ];
    this.onresize = () => this.place();
    layer._map.on("resize", this.onresize);
    this.root.addEventListener("toggle", () => {
      dock.fit();
      layer.redraw();
    });
  }

  /** A strip where the table has kilometres and dates, else nothing. */
  static of(L, layer, dock) {
    const { km, time } = layer.model.store;
    return km && time && time.last > 0 ? new Strip(L, layer, dock) : null;
  }

  remove() {
    clearTimeout(this.waiting);
    this.stops.forEach((stop) => stop());
    this.layer._map?.off("resize", this.onresize);
    this.dock.strips.delete(this);
    this.root.remove();
    this.dock.fit();
  }

  /** Draw anew once filters rest: a long table takes a while to go through. */
  later() {
    clearTimeout(this.waiting);
    this.gathered = null;
    this.waiting = setTimeout(() => this.draw(), this.model.store.rows > LONG_TABLE ? 150 : 0);
  }

  /** Below the map, on a phone inside the sheet. */
  place() {
    const host = this.dock.isSheet ? this.dock.body : this.dock.map.getContainer();
    if (this.root.parentNode !== host) host.append(this.root);
    this.dock.strips.add(this);
    this.dock.fit();
    this.draw();
  }

  listen() {
    const { canvas, model } = this;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = at(event);
      if (this.drag) this.dragTo(x, y);
      else model.focus(this.itemAt(x, y)?.row ?? null);
    });
    canvas.addEventListener("pointerdown", (event) => {
      const [x, y] = at(event);
      canvas.setPointerCapture(event.pointerId);
      this.drag = { x, y, x1: x, y1: y };
    });
    canvas.addEventListener("pointerup", (event) => this.drop(...at(event)));
    canvas.addEventListener("pointerleave", () => { if (!this.drag) model.focus(null); });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => model.focus(null));
  }

  dragTo(x, y) {
    Object.assign(this.drag, { x1: x, y1: y });
    this.draw();
  }

  /** A press opens the event under it, a drag chooses a stretch and a period. */
  drop(x, y) {
    const { drag, scale, model } = this;
    this.drag = null;
    if (!drag) return;
    if (Math.hypot(x - drag.x, y - drag.y) < 6) {
      const item = this.itemAt(x, y);
      if (item) showRow(this.L, this.layer, item.row);
      this.draw();
      return;
    }
    const [kmFrom, kmTo] = [scale.km(Math.min(drag.x, x)), scale.km(Math.max(drag.x, x))];
    const [from, to] = [scale.day(Math.min(drag.y, y)), scale.day(Math.max(drag.y, y))];
    const { base } = model.store.time;
    const tall = Math.abs(y - drag.y) > 10;
    const wide = Math.abs(x - drag.x) > 10;
    model.change({ ...(wide ? { kmFrom, kmTo } : {}), ...(tall ? { from: from + base, to: to + base } : {}) });
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const items = this.items || [];
    if (event.key === "Escape") this.unselect();
    else if (event.shiftKey && event.key in steps) {
      this.stretch(event.key === "ArrowLeft" || event.key === "ArrowRight", steps[event.key]);
      event.preventDefault();
    } else if (event.key in steps && items.length) {
      const here = items.findIndex((item) => item.row === this.model.focused);
      const next = items[(here + steps[event.key] + items.length) % items.length];
      this.model.focus(next.row);
      this.canvas.setAttribute("aria-label", this.describe(next.row));
      event.preventDefault();
    } else if (event.key === "Enter" && this.model.focused !== null) showRow(this.L, this.layer, this.model.focused, this.canvas);
  }

  /** Choose by keys what a drag chooses: the stretch or the period, begun at the event in focus, grows or shrinks by a twentieth. */
  stretch(isAlong, direction) {
    const { model } = this;
    const { store, filter } = model;
    const row = model.focused ?? this.items?.[0]?.row;
    if (isAlong) {
      const from = filter.kmFrom ?? (row === undefined ? 0 : Math.max(0, (store.km.from[row] - 1) / 10));
      const to = Math.min(store.km.longest, Math.max(from, (filter.kmTo ?? from) + (direction * store.km.longest) / 20));
      model.change({ kmFrom: from, kmTo: to });
      return;
    }
    const [first, last] = model.days;
    const { base } = store.time;
    const from = filter.from ?? base + ((row !== undefined && store.time.days[row]) || first);
    const to = Math.min(base + last, Math.max(from, (filter.to ?? from) + direction * Math.max(1, Math.round((last - first) / 20))));
    model.change({ from, to });
  }

  unselect() {
    this.model.change({ kmFrom: null, kmTo: null, from: null, to: null });
  }

  describe(row) {
    const { store, words } = this.model;
    return [words.label("event_type", store.typeOf(row)), words.label("status", store.statusOf(row)), formatWhen(store.value("event_date", row), store.value("event_date_end", row), words.lang),
      words.say("km", { n: formatNumber((store.km.from[row] - 1) / 10, words.lang, { maximumFractionDigits: 1 }) })].filter(Boolean).join(", ");
  }

  itemAt(x, y) {
    let best = null;
    let least = 12;
    for (const item of this.items || []) {
      const dx = item.bar ? Math.max(item.x0 - x, 0, x - item.x1) : Math.abs(item.mark - x);
      const d = Math.hypot(dx, y - item.y);
      if (d < least) [best, least] = [item, d];
    }
    return best;
  }

  draw() {
    const { canvas, model } = this;
    const { words, store, filter } = model;
    this.dark = model.dark;
    this.root.classList.toggle("ev-dark", model.dark);
    this.title.textContent = words.say("strip");
    this.hint.textContent = words.say("strip_hint");
    this.clear.textContent = words.say("clear");
    this.clear.hidden = filter.kmFrom === null;
    if (model.focused === null) canvas.setAttribute("aria-label", `${words.say("strip")}. ${words.say("strip_hint")}`);
    const width = canvas.clientWidth;
    if (!width || !this.root.open) return;
    const undated = this.hasUndated();
    const height = HEIGHT + (undated ? UNDATED : 0);
    this.fitHeight(height);
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const [first, last] = model.days;
    const sizes = [width, height, first, last].join();
    if (this.gathered !== sizes) {
      this.scale = stripScale({ width, height, longest: store.km.longest, first, last, undated });
      this.collect();
      this.gathered = sizes;
    }
    this.axes(ctx, width);
    if (this.density) this.dots(ctx);
    else this.marks(ctx);
    this.selection(ctx);
  }

  /** Whether events of the border say no day; those of background count when they are shown. */
  hasUndated() {
    const { store, filter } = this.model;
    this.undated ||= {};
    const { background } = filter;
    if (!(background in this.undated)) {
      let found = false;
      for (let row = 0; row < store.rows && !found; row++) {
        found = store.km.from[row] > 0 && !store.time.days[row] && (background || !store.background || store.background.values[row] !== 2);
      }
      this.undated[background] = found;
    }
    return this.undated[background];
  }

  fitHeight(height) {
    if (this.height === height) return;
    this.height = height;
    this.canvas.style.height = `${height}px`;
    this.dock.fit();
  }

  axes(ctx, width) {
    const { scale, model } = this;
    const theme = model.theme();
    ctx.font = "12px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.soft;
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.textAlign = "center";
    for (const km of kmTicks(model.store.km.longest, width)) {
      const x = Math.round(scale.x(km)) + 0.5;
      line(ctx, x, scale.top, x, scale.foot);
      ctx.fillText(formatNumber(km, model.words.lang), x, 8);
    }
    ctx.textAlign = "right";
    for (const day of timeTicks(...model.days, 3)) {
      const y = Math.round(scale.y(day)) + 0.5;
      line(ctx, scale.left, y, scale.right, y);
      ctx.fillText(model.dayText(day), scale.left - 12, y);
    }
    if (scale.undated) {
      line(ctx, scale.left, scale.bottom + 4.5, scale.right, scale.bottom + 4.5);
      ctx.fillText(model.words.say("without_date"), scale.left - 12, scale.y(0));
    }
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 3;
    line(ctx, scale.left, scale.top - 1, scale.right, scale.top - 1);
    ctx.fillStyle = theme.soft;
    ctx.fillText("km", scale.left - 12, 8);
  }

  /** Few events become items that can be hit, many a density. */
  collect() {
    const { store, mask } = this.model;
    const { scale } = this;
    const { km, time } = store;
    const isShown = (row) => mask[row] && km.from[row] && (time.days[row] || scale.undated);
    let count = 0;
    for (let row = 0; row < store.rows; row++) if (isShown(row)) count++;
    this.items = [];
    this.density = count > DENSE ? stripDensity(store, isShown, scale) : null;
    if (this.density) return;
    for (let row = 0; row < store.rows; row++) {
      if (!isShown(row)) continue;
      const [x0, x1, y] = [scale.x((km.from[row] - 1) / 10), scale.x((km.to[row] - 1) / 10), scale.y(time.days[row])];
      this.items.push({ row, x0, x1, y, bar: x1 - x0 > 4, dated: time.days[row] > 0 });
    }
    this.items.sort((a, b) => a.y - b.y || a.x0 - b.x0);
    partMarks(barLanes(this.items, scale));
  }

  dots(ctx) {
    const { counts, columns, most, step } = this.density;
    ctx.fillStyle = this.model.theme().ink;
    counts.forEach((n, k) => {
      if (!n) return;
      ctx.globalAlpha = 0.15 + 0.85 * (Math.log(n + 1) / Math.log(most + 1));
      ctx.fillRect(this.scale.left + (k % columns) * step, this.scale.top + Math.floor(k / columns) * step, step, step);
    });
    ctx.globalAlpha = 1;
  }

  marks(ctx) {
    const { model, items } = this;
    const paper = model.theme().paper;
    const bars = items.filter((item) => item.bar);
    for (const { row, x0, x1, y } of bars) {
      const look = model.lookOf(model.store.typeOf(row));
      const fill = model.fillOf(model.store.statusOf(row));
      const strong = row === model.focused;
      ctx.fillStyle = look.colour;
      ctx.fillRect(x0, y - (strong ? 5 : 3), x1 - x0, strong ? 10 : 6);
      if (fill !== "filled") {
        ctx.fillStyle = paper;
        ctx.fillRect(x0 + 1.5, y - 1.5, x1 - x0 - 3, 3);
      }
    }
    for (const item of items) {
      const { store } = model;
      drawMark(ctx, { x: item.mark, y: item.y, size: MARK, look: model.lookOfRow(item.row), fill: model.fillOf(store.statusOf(item.row)), paper, strong: item.row === model.focused });
    }
  }

  selection(ctx) {
    const { scale, model, drag } = this;
    const { filter, store } = model;
    let box = null;
    if (drag) box = [drag.x, drag.y, drag.x1, drag.y1];
    else if (filter.kmFrom !== null) {
      const day = (value, other) => scale.y(value === null ? other : value - store.time.base);
      box = [scale.x(filter.kmFrom), day(filter.from, model.days[0]), scale.x(filter.kmTo), day(filter.to, model.days[1])];
    }
    if (!box) return;
    ctx.strokeStyle = model.theme().ink;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([4, 3]);
    ctx.strokeRect(Math.min(box[0], box[2]), Math.min(box[1], box[3]), Math.abs(box[2] - box[0]), Math.abs(box[3] - box[1]));
    ctx.setLineDash([]);
  }
}

function line(ctx, x0, y0, x1, y1) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
