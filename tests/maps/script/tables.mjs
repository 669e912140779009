// Small tables for the tests: stores as the decoder would make them.

import { WORLD, xOf, yOf } from "../../../mapper/maps/script/src/mercator.js";

const spread = (v) => {
  let out = 0n;
  for (let bit = 0n; bit < 24n; bit++) out |= ((BigInt(v) >> bit) & 1n) << (2n * bit);
  return out;
};

export const mortonOf = (x, y) => spread(Math.floor(x)) | (spread(Math.floor(y)) << 1n);

export const wordColumn = (values) => {
  const words = [...new Set(values.filter((v) => v !== null))];
  return { kind: "word", words, values: Uint8Array.from(values, (v) => (v === null ? 0 : words.indexOf(v) + 1)) };
};

/** A store of points [lon, lat, type], sorted in Morton order. */
export function pointStore(points) {
  const rows = points.map(([lon, lat, type]) => ({ x: Math.floor(xOf(lon)), y: Math.floor(yOf(lat)), type }))
    .sort((a, b) => (mortonOf(a.x, a.y) < mortonOf(b.x, b.y) ? -1 : 1));
  return {
    rows: rows.length, placed: rows.length, X: Uint32Array.from(rows, (r) => r.x), Y: Uint32Array.from(rows, (r) => r.y),
    type: wordColumn(rows.map((r) => r.type)), shape: null, shapes: [null],
  };
}

export const wholeWorld = (pixels = 1024) => ({ x0: 0, y0: 0, x1: WORLD, y1: WORLD, pixelsPerStep: pixels / WORLD, cellPixels: 56, originX: 0, originY: 0 });

/** Write a core as mapper/maps/payload.py does, for a few points and columns of one byte. */
export function coreOf({ points, columns = [], shapes = null, text = [], rows = points.length }) {
  const codes = points.map(([lon, lat]) => mortonOf(xOf(lon), yOf(lat))).sort((a, b) => (a < b ? -1 : 1));
  const steps = codes.map((code, i) => code - (i ? codes[i - 1] : 0n));
  const planes = [];
  for (let k = 0n; k < 6n; k++) planes.push(...steps.map((step) => Number((step >> (8n * k)) & 255n)));
  for (const column of columns) for (let k = 0; k < column.width; k++) planes.push(...column.stored.map((v) => (v >>> (8 * k)) & 255));
  const tables = shapes || [[], [], [], [], []];
  for (const table of tables) for (let k = 0; k < 4; k++) planes.push(...table.map((v) => (v >>> (8 * k)) & 255));
  const header = {
    rows, placed: points.length, text, rowsPerBlock: 4096, blocks: [], shapes: tables.map((table) => ({ count: table.length, width: 4 })),
    columns: columns.map(({ stored, ...about }) => about),
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + head.length + planes.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(planes, 4 + head.length);
  return bytes;
}
