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

const MOST_ARROWS = 4;

/**
 * One entry for each pair of countries and count as worded, the largest first: {from, to, rows, count, text}. Rows without a count belong
 * to the largest of their pair; where there are too many for an arrow each, the last stands for the rest.
 */
export function gatherFlows(store, rows, moving, formatted) {
  const flows = new Map();
  for (const row of rows) {
    if (!moving.has(row)) continue;
    const [from, to, said] = ["direction_from", "direction_to", "count_min"].map((name) => store.value(name, row));
    const count = typeof said === "number" ? said : 0;
    const text = store.value("count_text", row) || (typeof said === "number" ? formatted(said) : "");
    const key = `${from}>${to}>${text}`;
    if (!flows.has(key)) flows.set(key, { from, to, rows: [], count: 0, text });
    const flow = flows.get(key);
    flow.rows.push(row);
    flow.count = Math.max(flow.count, count);
  }
  return fewer([...flows.values()].sort((a, b) => Boolean(b.text) - Boolean(a.text) || b.count - a.count));
}

/** Join flows without words to one of their pair with words, and those beyond the most to the last. */
function fewer(flows) {
  const out = [];
  for (const flow of flows) {
    const pair = out.find((other) => !flow.text && other.from === flow.from && other.to === flow.to);
    const host = pair || (out.length === MOST_ARROWS ? out[MOST_ARROWS - 1] : null);
    if (host) host.rows.push(...flow.rows);
    else out.push(flow);
  }
  return out;
}

/** Width of an arrow in pixels by the root of the count. */
export const flowWidth = (count) => Math.min(13, 3.5 + Math.sqrt(count || 1) / 12);
