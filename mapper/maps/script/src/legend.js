// The legend that filters: every type and status with its mark, how many of them, and a box to tick.

import { element } from "./dom.js";
import { countWords } from "./filter.js";
import { formatNumber, shortNumber, softened } from "./format.js";
import { markPicture } from "./popup.js";

/** A table from elsewhere may have any number of types: the most frequent ones stand in the legend, search finds the others. */
const MOST = 60;

/** Count each word among all rows but background that is not asked for. */
function countsOf(model, column) {
  const { store, filter } = model;
  if (!store.background || filter.background) return countWords(column, null, store.rows);
  const mask = new Uint8Array(store.rows);
  for (let i = 0; i < store.rows; i++) mask[i] = store.background.values[i] === 2 ? 0 : 1;
  return countWords(column, mask, store.rows);
}

/** Words of a column in the style's order, unknown ones after them. */
export function orderedWords(column, known) {
  const rank = new Map(known.map((word, k) => [word, k]));
  return column.words.slice().sort((a, b) => (rank.get(a) ?? 1e6) - (rank.get(b) ?? 1e6) || (a < b ? -1 : 1));
}

function fieldset(model, { title, column, known, set, group, mark }) {
  const { words } = model;
  const counts = countsOf(model, column);
  const box = element("fieldset", { class: "ev-keys" }, element("legend", { text: words.say(title) }));
  const numbers = new Map(column.words.map((word, k) => [word, counts[k + 1]]));
  const present = orderedWords(column, known).filter((word) => numbers.get(word));
  if (!present.length) return null;
  const least = present.map((word) => numbers.get(word)).sort((a, b) => b - a)[MOST - 1] || 0;
  const listed = present.filter((word) => numbers.get(word) >= least).slice(0, MOST);
  for (const word of listed) {
    const n = numbers.get(word);
    const input = element("input", { type: "checkbox", onchange: (event) => model.toggle(set, word, event.target.checked) });
    input.checked = !model.filter[set].has(word);
    input.dataset.word = word;
    box.append(element("label", {}, input, mark(word), element("span", { text: softened(words.label(group, word)), dir: "auto" }),
      element("b", { text: n < 1000 ? String(n) : shortNumber(n, words.lang), title: formatNumber(n, words.lang) })));
  }
  if (present.length > listed.length) box.append(element("p", { class: "ev-hint", text: words.say("more", { n: formatNumber(present.length - listed.length, words.lang) }) }));
  return box;
}

export function buildLegend(model) {
  const { store, style } = model;
  const parts = [];
  if (store.type) parts.push(fieldset(model, {
    title: "types", column: store.type, known: Object.keys(style.types), set: "typesOff", group: "event_type", mark: (word) => markPicture(model, model.lookOf(word), "reported", 18),
  }));
  if (store.status) parts.push(fieldset(model, {
    title: "statuses", column: store.status, known: Object.keys(style.fills), set: "statusesOff", group: "status", mark: (word) => markPicture(model, model.lookOf(""), word, 18),
  }));
  if (store.background) parts.push(backgroundBox(model));
  return parts.filter(Boolean);
}

function backgroundBox(model) {
  const { store, words, filter } = model;
  let n = 0;
  for (let i = 0; i < store.rows; i++) if (store.background.values[i] === 2) n++;
  if (!n) return null;
  const input = element("input", { type: "checkbox", class: "ev-background", onchange: (event) => model.change({ background: event.target.checked }) });
  input.checked = filter.background;
  return element("label", { class: "ev-switch" }, input, element("span", { text: words.many("background", n, formatNumber(n, words.lang)) }));
}
