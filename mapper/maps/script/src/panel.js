// The panel of one layer: how many events, the legend that filters, the list in view, the list of events without a mark.

import { button, element } from "./dom.js";
import { formatNumber } from "./format.js";
import { buildLegend } from "./legend.js";
import { listOf, newestInView, newestOffMap } from "./list.js";
import { PrintList } from "./print.js";
import { Search } from "./search.js";
import { TimePart } from "./time.js";
import { buildTools } from "./tools.js";
import { switchLanguage } from "./words.js";

const IDLE_MS = 120;
const TYPING_MS = 200;

export class Panel {
  constructor(L, layer, dock) {
    Object.assign(this, { L, layer, dock, model: layer.model });
    this.time = new TimePart(layer.model);
    this.search = new Search(layer.model);
    this.paper = new PrintList(layer.model);
    this.root = element("div", { class: "ev-panel" });
    this.closed = new Set(layer.model.options.aside ? ["tools"] : []);
    this.build();
    const { model } = this;
    this.stops = [
      model.on("filter", () => this.filtered()),
      model.on("view", (scene) => this.viewed(scene)),
      model.on("lang", () => { this.build(); dock.speak(); }),
      model.on("inset", () => layer.redraw()),
    ];
    dock.add(this);
  }

  remove() {
    clearTimeout(this.timer);
    this.time.stopPlaying();
    this.paper.remove();
    this.stops.forEach((stop) => stop());
    this.dock.drop(this);
  }

  build() {
    const { words, store } = this.model;
    this.dark = this.model.dark;
    this.dock.paint(this.dark);
    this.status = element("p", { class: "ev-count", role: "status" });
    this.clear = button(words.say("clear"), () => { this.model.clear(); this.build(); }, { class: "ev-clear" });
    this.listHost = element("div");
    this.root.lang = words.lang;
    this.root.replaceChildren(
      element("header", { class: "ev-header" }, element("h2", { text: this.model.title, dir: "auto" }),
        this.isFirst() && button(words.say("language"), () => switchLanguage(words.lang === "es" ? "en" : "es"), { class: "ev-language", title: words.say("language_hint"), lang: words.lang === "es" ? "en" : "es" })),
      element("div", { class: "ev-row" }, this.status, this.clear),
      this.searchBox(),
      this.time.build() || "",
      this.legend(),
      this.section("in_view", this.listHost),
      store.rows > store.placed ? this.offMap() : "",
      this.section("tools", buildTools(this.L, this.layer)),
    );
    this.count();
    this.list();
  }

  /** The language is the whole page's: one button, in the first panel, is enough. */
  isFirst() {
    const { panels } = this.dock;
    return !panels.length || panels[0] === this;
  }

  legend() {
    const parts = buildLegend(this.model);
    return parts.length ? this.section("legend", ...parts) : "";
  }

  searchBox() {
    const { words, filter } = this.model;
    let waiting = 0;
    const input = element("input", {
      type: "search", class: "ev-search", placeholder: words.say("search_hint"), "aria-label": words.say("search"), value: filter.query,
      oninput: (event) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.search.run(event.target.value), TYPING_MS);
      },
    });
    return input;
  }

  /** A part that can be folded and stays as it was when the panel is built anew. */
  section(key, ...content) {
    const folded = element("details", { class: `ev-section ev-${key}`, open: !this.closed.has(key) }, element("summary", { text: this.model.words.say(key) }), ...content);
    folded.addEventListener("toggle", () => (folded.open ? this.closed.delete(key) : this.closed.add(key)));
    return folded;
  }

  offMap() {
    this.offMapHost = element("div");
    return this.section("not_on_map", element("p", { class: "ev-hint", text: this.model.words.say("not_on_map_hint") }), this.offMapHost);
  }

  count() {
    const { words, wanted } = this.model;
    const inView = this.scene ? ` · ${words.say("in_view_count", { n: formatNumber(this.scene.inView, words.lang) })}` : "";
    this.status.textContent = this.model.counted(wanted, formatNumber(wanted, words.lang)) + inView;
    this.clear.hidden = !this.model.isFiltered();
  }

  filtered() {
    this.count();
    for (const input of this.root.querySelectorAll(".ev-keys input")) {
      const { word } = input.dataset;
      input.checked = !this.model.filter.typesOff.has(word) && !this.model.filter.statusesOff.has(word);
    }
  }

  viewed(scene) {
    this.scene = scene;
    if (this.dark !== this.model.dark) this.build();
    this.count();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.list(), IDLE_MS);
  }

  list() {
    const { store, mask } = this.model;
    const { layer, scene } = this;
    if (!scene || !layer.view) return;
    const rows = newestInView(store, mask, layer.view, scene.drawn);
    this.paper.build();
    this.replaceList(this.listHost, listOf(this.L, layer, rows, scene.inView));
    if (!this.offMapHost) return;
    let total = 0;
    for (let i = store.placed; i < store.rows; i++) total += mask[i];
    this.replaceList(this.offMapHost, listOf(this.L, layer, newestOffMap(store, mask), total));
  }

  /** Put a new list in place; the focus stays on the same event. */
  replaceList(host, list) {
    const active = document.activeElement;
    const row = host.contains(active) ? active.dataset.row : null;
    host.replaceChildren(list);
    if (row) host.querySelector(`[data-row="${row}"]`)?.focus({ preventScroll: true });
  }
}
