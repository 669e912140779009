// The decoded table with the columns that the map itself understands, under their contract names.

import { cell, dayIndex, decodeCore, fromBase64, inflate } from "./decode.js";
import { latOf, lonOf } from "./mercator.js";
import { TextBlocks } from "./text.js";

export class Store {
  /** `border` is {id, km} of the border that kilometres are counted along, or null where the table need not say. */
  constructor(core, textSource, border = null) {
    this.core = core;
    Object.assign(this, { rows: core.rows, placed: core.placed, X: core.X, Y: core.Y, shape: core.shape, shapes: core.shapes });
    this.columns = core.columns;
    this.text = new TextBlocks(core, textSource);
    this.type = this.word("event_type");
    this.status = this.word("status");
    const background = core.columns.get("is_background");
    this.background = background && background.kind === "switch" ? background : null;
    const date = core.columns.get("event_date");
    this.time = dayIndex(date && date.kind === "day" ? date : null, core.rows);
    this.km = kilometres(core, border);
  }

  word(name) {
    const column = this.columns.get(name);
    return column && column.kind === "word" ? column : null;
  }

  /** A value that is not long text, or null. */
  value(name, row) {
    const column = this.columns.get(name);
    return column ? cell(column, row) : null;
  }

  typeOf(row) {
    return this.type ? cell(this.type, row) || "" : "";
  }

  statusOf(row) {
    return this.status ? cell(this.status, row) || "" : "";
  }

  /** Whether the table says that an event is new since whoever made it looked last. */
  isNew(row) {
    return this.value("is_new", row) === true;
  }

  isPlaced(row) {
    return row < this.placed;
  }

  /** [lon, lat] in degrees, or null for an event without a place. */
  lonLat(row) {
    return this.isPlaced(row) ? [lonOf(this.X[row] + 0.5), latOf(this.Y[row] + 0.5)] : null;
  }

  /** Every field of a row, long text too. */
  async fields(row) {
    const fields = {};
    for (const name of this.columns.keys()) fields[name] = this.value(name, row);
    return Object.assign(fields, await this.text.row(row));
  }
}

const MOST_TENTHS = 65534;

/** The stretch of one border that each event lies on, in tenths of a kilometre + 1 (0 is none), and the largest kilometre. */
function kilometres(core, border) {
  const [at, from, to] = ["chainage_km", "chainage_from_km", "chainage_to_km"].map((name) => tenths(core, name));
  if (!at && !(from && to)) return null;
  const isOn = onBorder(core, border);
  const table = { from: new Uint16Array(core.rows), to: new Uint16Array(core.rows), longest: 0 };
  let longest = 0;
  for (let i = 0; i < core.rows; i++) {
    if (!isOn(i)) continue;
    const low = (from && from(i)) || (at ? at(i) : 0);
    const high = (to && to(i)) || (at ? at(i) : 0);
    if (!low || !high) continue;
    table.from[i] = Math.min(low, high);
    table.to[i] = Math.max(low, high);
    if (table.to[i] > longest) longest = table.to[i];
  }
  if (longest <= 1) return null;
  table.longest = Math.max((longest - 1) / 10, (border && border.km) || 0);
  return table;
}

/** Tells whether a row lies on the border; kilometres of other borders have no place on its strip. */
function onBorder(core, border) {
  const column = core.columns.get("border_id");
  if (!border || !column || column.kind !== "word") return () => true;
  const wanted = column.words.indexOf(border.id) + 1;
  return (i) => wanted > 0 && column.values[i] === wanted;
}

/** A function that gives a row's value of a column in tenths + 1, or 0. */
function tenths(core, name) {
  const column = core.columns.get(name);
  if (!column || column.kind !== "number") return null;
  const { values, base } = column;
  const unit = 10 ** (1 - column.decimals);
  return (i) => (values[i] ? Math.max(1, Math.min(MOST_TENTHS, Math.round((values[i] - 1 + base) * unit) + 1)) : 0);
}

/** Read the two payload elements of a layer; the core's text leaves the page at once. */
export async function openStore(id, border = null) {
  const coreElement = document.getElementById(`${id}-core`);
  const textElement = document.getElementById(`${id}-text`);
  const bytes = fromBase64(coreElement.textContent.trim());
  coreElement.remove();
  const core = decodeCore(await inflate(bytes));
  return new Store(core, () => textElement.textContent, border);
}
