// What is shown now: filters, the mask they make, the language, the event in focus; parts of the page listen to its changes.

import { applyFilter, openFilter } from "./filter.js";
import { formatDay, wholeOf } from "./format.js";
import { dayRange } from "./periods.js";

export class Model {
  constructor(store, style, words, options) {
    Object.assign(this, { store, style, words, options });
    this.filter = openFilter();
    this.mask = new Uint8Array(store.rows);
    this.focused = null;
    /** Counts changes of the filter, so that others can tell whether they are up to date. */
    this.version = 0;
    this.dark = false;
    this.listeners = new Map();
    this.wanted = applyFilter(store, this.filter, this.mask);
  }

  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(listener);
    return () => this.listeners.get(name).delete(listener);
  }

  emit(name, detail) {
    (this.listeners.get(name) || []).forEach((listener) => listener(detail));
  }

  /** Change filters and tell everyone. */
  change(patch) {
    Object.assign(this.filter, patch);
    this.version++;
    this.wanted = applyFilter(this.store, this.filter, this.mask);
    this.emit("filter");
  }

  /** The first and last stored day of all events, background ones only when asked for. */
  get days() {
    const key = this.filter.background ? "all" : "front";
    this.ranges ||= {};
    return (this.ranges[key] ||= dayRange(this.store, this.filter.background));
  }

  /** A stored day in words; one on which only months or years begin, that were told as such, as that month or year. */
  dayText(stored) {
    this.coarse ||= new Map();
    if (!this.coarse.has(stored)) this.coarse.set(stored, this.precisionOn(stored));
    return formatDay({ day: stored + this.store.time.base, precision: this.coarse.get(stored) }, this.words.lang);
  }

  precisionOn(stored) {
    const { store } = this;
    let finest = 4;
    for (let row = 0; row < store.rows && finest > 1; row++) {
      if (store.time.days[row] !== stored) continue;
      finest = Math.min(finest, wholeOf(store.value("event_date", row), store.value("event_date_end", row)).precision);
    }
    return finest === 4 ? 1 : finest;
  }

  toggle(set, word, on) {
    const off = new Set(this.filter[set]);
    if (on) off.delete(word);
    else off.add(word);
    this.change({ [set]: off });
  }

  clear() {
    this.change({ ...openFilter(), background: this.filter.background });
  }

  isFiltered() {
    const { typesOff, statusesOff, from, to, kmFrom, query } = this.filter;
    return typesOff.size > 0 || statusesOff.size > 0 || from !== null || to !== null || kmFrom !== null || query !== "";
  }

  focus(row) {
    if (row === this.focused) return;
    this.focused = row;
    this.emit("focus", row);
  }

  speak(lang) {
    if (!this.style.words[lang] || lang === this.words.lang) return;
    this.words.lang = lang;
    this.emit("lang");
  }

  /** The look of a type, and of a sub-type that has a shape of its own: {colour, shape} in this theme. */
  lookOf(type, subType = null) {
    const look = this.style.types[type] || this.style.other;
    const shape = (subType && this.style.types[type] && this.style.subShapes?.[subType]) || look.shape;
    return { colour: this.dark ? look.dark : look.colour, shape: this.style.shapes[shape] };
  }

  /** The look of an event. */
  lookOfRow(row) {
    const { store } = this;
    return this.lookOf(store.typeOf(row), store.value("sub_event_type", row));
  }

  /** The layer's name; where it is the page's own word, in the reader's language. */
  get title() {
    const { name } = this.options;
    const own = ["panel", "places"].find((key) => Object.values(this.style.words).some((words) => words[key] === name));
    return own ? this.words.say(own) : name;
  }

  /** How many rows there are, in the words for what they are. */
  counted(n, shown = n) {
    return this.words.many(this.options.noun || "events", n, shown);
  }

  /** A country's name by its ISO-3 code; an unknown code stands for itself. */
  country(code) {
    const names = (this.options.countryNames || {})[code];
    return names ? names[this.words.lang] || names.en : code;
  }

  /** A place's name in the reader's language, where ours has one in both; else as it stands in the table. */
  placeName(text) {
    const names = this.options.placeNames || {};
    const at = this.words.lang === "es" ? 1 : 0;
    if (names[text]) return names[text][at];
    const [, head, first, last] = /^(.+), monuments (\d+) to (\d+)$/.exec(text || "") || [];
    return head ? this.words.say("monuments_of", { border: names[head] ? names[head][at] : head, from: first, to: last }) : text;
  }

  fillOf(status) {
    return this.style.fills[status] || this.options.fill || "filled";
  }

  theme() {
    return this.dark
      ? { paper: "#1d2126", ink: "#f1f1f1", soft: "#9aa3ad", line: "#3a4149" }
      : { paper: "#ffffff", ink: "#16191d", soft: "#5b636c", line: "#d5d9dd" };
  }
}
