// The filtered events as CSV or GeoJSON, with the columns of the table.

import { isoDay } from "./format.js";
import { isInside } from "./geometry.js";
import { latOf, lonOf } from "./mercator.js";

const DECIMALS = 5;

const plain = (value) => (value !== null && typeof value === "object" ? isoDay(value) : value);

/** Every wanted row as {properties, lonLat}, in the table's order. */
export async function wantedRecords(store, mask) {
  const records = [];
  for (let i = 0; i < store.rows; i++) {
    if (!mask[i]) continue;
    const fields = await store.fields(i);
    const properties = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value ?? null)]));
    const at = store.lonLat(i);
    records.push({ properties, lonLat: at && at.map((degree) => Number(degree.toFixed(DECIMALS))), shape: store.shape ? store.shapes[store.shape[i]] : null });
  }
  return records;
}

/** One cell of CSV. Text that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(records) {
  const names = [...new Set(records.flatMap(({ properties }) => Object.keys(properties)))];
  const lines = [[...names, "longitude", "latitude"].map(csvCell)];
  for (const { properties, lonLat } of records) lines.push([...names.map((name) => csvCell(properties[name])), ...(lonLat || ["", ""])]);
  return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

export function toGeoJson(records, shapeOf) {
  const features = records.map(({ properties, lonLat, shape }) => ({
    type: "Feature", properties, geometry: shape ? shapeOf(shape) : lonLat && { type: "Point", coordinates: lonLat },
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** Rings by even-odd nesting: [[outer, hole, …], …]. */
export function polygonsOf(rings) {
  const holders = rings.map((ring, k) => rings.filter((other, j) => j !== k && isInside([other], ring[0], ring[1])));
  const outers = rings.filter((_, k) => holders[k].length % 2 === 0);
  return outers.map((outer) => {
    const depth = holders[rings.indexOf(outer)].length;
    return [outer, ...rings.filter((_, k) => holders[k].length === depth + 1 && holders[k].includes(outer))];
  });
}

/** A shape's geometry in degrees. */
export function geometryOf(shape) {
  const degrees = (part) => Array.from({ length: part.length / 2 }, (_, i) => [+lonOf(part[2 * i]).toFixed(6), +latOf(part[2 * i + 1]).toFixed(6)]);
  const one = (name, parts) => (parts.length === 1 ? { type: name, coordinates: parts[0] } : { type: `Multi${name}`, coordinates: parts });
  if (shape.kind === 3) return { type: "MultiPoint", coordinates: shape.parts.map((part) => degrees(part)[0]) };
  if (shape.kind === 1) return one("LineString", shape.parts.map(degrees));
  return one("Polygon", polygonsOf(shape.parts).map((polygon) => polygon.map(degrees)));
}
