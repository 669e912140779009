// The payload's core becomes typed arrays: positions, columns, shapes (mapper/maps/payload.py writes it).

import { xOf, yOf } from "./mercator.js";

export function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export const parseJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Take the prototypes off tables that are asked by words of the data: a type called "constructor" is then as unknown as any other. */
export function bare(value) {
  if (value && typeof value === "object") {
    if (!Array.isArray(value)) Object.setPrototypeOf(value, null);
    Object.values(value).forEach(bare);
  }
  return value;
}

const compact = (v) => {
  v &= 0x555555;
  v = (v | (v >>> 1)) & 0x333333;
  v = (v | (v >>> 2)) & 0x0f0f0f;
  v = (v | (v >>> 4)) & 0xff00ff;
  return (v | (v >>> 8)) & 0xfff;
};

/** Sum 48-bit Morton differences, held in two 24-bit halves, and part them into x and y. */
function readPositions(reader, count) {
  const p = reader.planes(count, 6);
  const X = new Uint32Array(count);
  const Y = new Uint32Array(count);
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    low += p[0][i] | (p[1][i] << 8) | (p[2][i] << 16);
    high += p[3][i] | (p[4][i] << 8) | (p[5][i] << 16);
    if (low >= 0x1000000) {
      low -= 0x1000000;
      high++;
    }
    X[i] = (compact(high) << 12) | compact(low);
    Y[i] = (compact(high >>> 1) << 12) | compact(low >>> 1);
  }
  return { X, Y };
}

class PlaneReader {
  constructor(bytes, offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  planes(count, width) {
    const out = [];
    for (let k = 0; k < width; k++) {
      out.push(this.bytes.subarray(this.offset, this.offset + count));
      this.offset += count;
    }
    return out;
  }

  numbers(count, width) {
    const planes = this.planes(count, width);
    if (width === 1) return planes[0].slice();
    const out = width === 2 ? new Uint16Array(count) : width <= 4 ? new Uint32Array(count) : new Float64Array(count);
    if (width <= 4) planes.forEach((plane, k) => { for (let i = 0; i < count; i++) out[i] |= plane[i] << (8 * k); });
    else planes.forEach((plane, k) => { for (let i = 0; i < count; i++) out[i] += plane[i] * 256 ** k; });
    return out;
  }
}

const unzigzag = (v) => (v >>> 1) ^ -(v & 1);

/** Lines and polygons in world steps, each with its box; the first entry is empty because 0 means a point. */
function readShapes(reader, about) {
  const [kinds, parts, points, dx, dy] = about.map((table) => reader.numbers(table.count, table.width));
  const shapes = [null];
  let part = 0;
  let at = 0;
  let lon = 0;
  let lat = 0;
  for (let s = 0; s < kinds.length; s++) {
    const shape = { kind: kinds[s], parts: [], x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    for (let k = 0; k < parts[s]; k++, part++) {
      const xy = new Float64Array(points[part] * 2);
      for (let i = 0; i < points[part]; i++, at++) {
        lon += unzigzag(dx[at]);
        lat += unzigzag(dy[at]);
        const x = xOf(lon / 1e6);
        const y = yOf(lat / 1e6);
        xy[2 * i] = x;
        xy[2 * i + 1] = y;
        if (x < shape.x0) shape.x0 = x;
        if (x > shape.x1) shape.x1 = x;
        if (y < shape.y0) shape.y0 = y;
        if (y > shape.y1) shape.y1 = y;
      }
      shape.parts.push(xy);
    }
    shapes.push(shape);
  }
  return shapes;
}

/**
 * Decode an inflated core.
 * @returns {{rows, placed, X, Y, columns: Map, shape, shapes, textNames, rowsPerBlock, blocks}}
 */
export function decodeCore(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const headerLength = view.getUint32(0, true);
  const header = parseJson(bytes.subarray(4, 4 + headerLength));
  const reader = new PlaneReader(bytes, 4 + headerLength);
  const { X, Y } = readPositions(reader, header.placed);
  const columns = new Map();
  let shape = null;
  for (const about of header.columns) {
    const values = reader.numbers(header.rows, about.width);
    if (about.kind === "shape") shape = values;
    else columns.set(about.name, { ...about, values });
  }
  const shapes = readShapes(reader, header.shapes);
  let offset = 0;
  const blocks = header.blocks.map((length) => {
    offset += length;
    return [offset - length, length];
  });
  return {
    rows: header.rows, placed: header.placed, X, Y, columns, shape, shapes,
    textNames: header.text, rowsPerBlock: header.rowsPerBlock, blocks,
  };
}

/** The value of one cell: null, a string, a number, a boolean, or {day, precision}. */
export function cell(column, row) {
  const stored = column.values[row];
  if (!stored) return null;
  if (column.kind === "word") return column.words[stored - 1];
  if (column.kind === "switch") return stored === 2;
  if (column.kind === "number") return (stored - 1 + column.base) / 10 ** column.decimals;
  if (column.partial) return { day: Math.floor(stored / 4) - 1 + column.base, precision: stored & 3 };
  return { day: stored - 1 + column.base, precision: 1 };
}

/** Days since 1970 of every row for filtering and sorting, or null where the table has no dates. */
export function dayIndex(column, rows) {
  if (!column) return null;
  const shift = column.partial ? 2 : 0;
  const values = column.values;
  let last = 0;
  const days = column.partial ? new (values.constructor)(rows) : values;
  for (let i = 0; i < rows; i++) {
    const day = values[i] >>> shift;
    if (shift) days[i] = day;
    if (day > last) last = day;
  }
  // stored days count from 1, so day d since 1970 is stored as d - base + 1
  return { days, base: column.base - 1, last };
}
