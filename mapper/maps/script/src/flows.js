// Movements from one country to another: who goes which way, how many as worded, and an arrow for each.

import { xOf, yOf } from "./mercator.js";

const MOVING = new Set(["crossing", "expulsion", "smuggling"]);

/** Rows that say where a movement comes from and where it goes. */
export function movingRows(store) {
  const from = store.word("direction_from");
  const to = store.word("direction_to");
  if (!from || !to) return new Set();
  const rows = new Set();
  for (let i = 0; i < store.placed; i++) {
    if (from.values[i] && to.values[i] && from.words[from.values[i] - 1] !== to.words[to.values[i] - 1] && MOVING.has(store.typeOf(i))) rows.add(i);
  }
  return rows;
}

/** The unit vector on the screen from one country towards another, or null where their label points are not known. */
export function heading(countries, from, to) {
  const a = countries[from];
  const b = countries[to];
  if (!a || !b) return null;
  const dx = xOf(b[0]) - xOf(a[0]);
  const dy = yOf(b[1]) - yOf(a[1]);
  const length = Math.hypot(dx, dy);
  return length ? [dx / length, dy / length] : null;
}

/** Square to a line (normal nx, ny), on the side that the heading points to. */
export function across([ux, uy], { nx, ny }) {
  return ux * nx + uy * ny >= 0 ? [nx, ny] : [-nx, -ny];
}

/** One entry for each pair of countries among `rows`: {from, to, rows, count, text}. */
export function gatherFlows(store, rows, moving, formatted) {
  const flows = new Map();
  for (const row of rows) {
    if (!moving.has(row)) continue;
    const from = store.value("direction_from", row);
    const to = store.value("direction_to", row);
    const key = `${from}>${to}`;
    if (!flows.has(key)) flows.set(key, { from, to, rows: [], count: 0, text: "" });
    const flow = flows.get(key);
    const count = store.value("count_min", row);
    flow.rows.push(row);
    if (typeof count === "number") flow.count = Math.max(flow.count, count);
    if (!flow.text) flow.text = store.value("count_text", row) || (typeof count === "number" ? formatted(count) : "");
  }
  return [...flows.values()];
}

/** Width of an arrow in pixels by the root of the count. */
export const flowWidth = (count) => Math.min(13, 3.5 + Math.sqrt(count || 1) / 12);
