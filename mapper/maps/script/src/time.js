// The time part of the panel: a histogram by day with two handles, play and step.

import { button, element } from "./dom.js";
import { formatNumber } from "./format.js";
import { countDays, nextPeriod, STEPS } from "./periods.js";

const HEIGHT = 44;
const TICK_MS = 700;

export class TimePart {
  constructor(model) {
    this.model = model;
    this.step = "week";
    model.on("filter", () => this.paint());
  }

  /** Build the part for the panel, or nothing where the table has no dates. */
  build() {
    const { time } = this.model.store;
    if (!time || time.last < 2) return null;
    const { words } = this.model;
    this.stopPlaying();
    this.canvas = element("canvas", { class: "ev-histogram", "aria-hidden": "true" });
    this.low = this.handle("from");
    this.high = this.handle("to");
    this.output = element("output", { class: "ev-period" });
    this.player = button("", () => (this.timer ? this.stopPlaying() : this.play()), { class: "ev-button ev-play" });
    this.stepper = element("select", { "aria-label": words.say("step"), class: "ev-button", onchange: (event) => { this.step = event.target.value; } },
      ...Object.keys(STEPS).map((key) => element("option", { value: key, text: words.say(`step_${key}`), selected: key === this.step })));
    const back = button("◀", () => this.go(-1), { class: "ev-button", "aria-label": words.say("previous") });
    const forth = button("▶", () => this.go(1), { class: "ev-button", "aria-label": words.say("next") });
    this.counts = null;
    this.paint();
    requestAnimationFrame(() => this.paint());
    return element("div", { class: "ev-time", role: "group", "aria-label": words.say("time") },
      element("div", { class: "ev-slider" }, this.canvas, this.low, this.high), this.output,
      element("div", { class: "ev-row" }, this.player, back, forth, this.stepper));
  }

  /** The chosen days, counted as the table stores them: 1 is the first. */
  get chosen() {
    const { time } = this.model.store;
    const { from, to } = this.model.filter;
    const [first, last] = this.model.days;
    return [from === null ? first : Math.max(first, from - time.base), to === null ? last : Math.min(last, to - time.base)];
  }

  choose(low, high) {
    const { time } = this.model.store;
    const [first, last] = this.model.days;
    const whole = low <= first && high >= last;
    this.model.change({ from: whole ? null : low + time.base, to: whole ? null : high + time.base });
  }

  handle(key) {
    const low = key === "from";
    return element("input", {
      type: "range", "aria-label": this.model.words.say(key), class: "ev-handle-range",
      oninput: (event) => {
        const value = Number(event.target.value);
        const [a, b] = this.chosen;
        if (low) this.choose(Math.min(value, b), b);
        else this.choose(a, Math.max(value, a));
      },
    });
  }

  paint() {
    if (!this.canvas) return;
    const { model } = this;
    const [low, high] = this.chosen;
    for (const [input, value] of [[this.low, low], [this.high, high]]) {
      [input.min, input.max] = model.days;
      input.value = value;
      input.setAttribute("aria-valuetext", model.dayText(value));
    }
    const undated = model.filter.from === null && model.filter.to === null ? this.undated() : 0;
    this.output.textContent = [...new Set([low, high].map((day) => model.dayText(day)))].join(" – ")
      + (undated ? ` · ${model.words.say("undated", { n: formatNumber(undated, model.words.lang) })}` : "");
    const playing = Boolean(this.timer);
    this.player.textContent = model.words.say(playing ? "pause" : "play");
    this.player.setAttribute("aria-pressed", String(playing));
    this.bars(low, high);
  }

  undated() {
    return this.daily()[0];
  }

  /** Events a day, those of background when they are shown. */
  daily() {
    const { store, filter } = this.model;
    if (!this.counts || this.counted !== filter.background) this.counts = countDays(store, filter.background);
    this.counted = filter.background;
    return this.counts;
  }

  bars(low, high) {
    const { canvas, model } = this;
    const width = canvas.clientWidth || 292;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = width * ratio;
    canvas.height = HEIGHT * ratio;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const counts = this.daily();
    const [first, last] = model.days;
    const span = last - first + 1;
    const bins = Math.min(span, Math.floor(width / 3));
    const heights = new Float64Array(bins);
    for (let day = first; day <= last; day++) heights[Math.min(bins - 1, Math.floor(((day - first) / span) * bins))] += counts[day];
    const most = Math.max(1, ...heights);
    const theme = model.theme();
    heights.forEach((n, k) => {
      const day = first + (k / bins) * span;
      const inside = day > low - span / bins && day <= high;
      ctx.fillStyle = inside ? theme.ink : theme.line;
      const height = n ? Math.max(2, (n / most) * (HEIGHT - 2)) : 0;
      ctx.fillRect((k / bins) * width, HEIGHT - height, Math.max(1, width / bins - 1), height);
    });
  }

  go(direction) {
    this.choose(...nextPeriod(...this.chosen, STEPS[this.step], this.model.days, direction));
  }

  play() {
    const [first, last] = this.model.days;
    this.timer = setInterval(() => {
      if (!this.canvas.isConnected || this.chosen[1] >= last) this.stopPlaying();
      else this.go(1);
    }, TICK_MS);
    const [low, high] = this.chosen;
    if (high >= last) this.choose(...nextPeriod(first, last, STEPS[this.step], [first, last], 1));
    else this.choose(low, high);
    this.paint();
  }

  stopPlaying() {
    clearInterval(this.timer);
    this.timer = 0;
    this.paint();
  }
}
