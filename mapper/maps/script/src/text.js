// Long text lies compressed in blocks of rows; a block is opened when one of its rows is wanted, and the last few stay open.

import { fromBase64, inflate } from "./decode.js";

const KEPT = 8;
const SIGNS = { "\\": "\\", n: "\n", e: "\x1e" };

const unescaped = (line) => {
  if (line === "\\0") return null;
  return line.includes("\\") ? line.replace(/\\([\\ne])/g, (_, sign) => SIGNS[sign]) : line;
};

/** A block's bytes as columns of strings, null where there is none. */
export const readBlock = (bytes) => new TextDecoder().decode(bytes).split("\x1e").map((column) => column.split("\n").map(unescaped));

export class TextBlocks {
  /** `source` gives the whole base64 text; it stays in the page and out of the script's heap. */
  constructor(core, source) {
    this.core = core;
    this.source = source;
    this.open = new Map();
  }

  async block(number) {
    if (!this.open.has(number)) {
      const [offset, length] = this.core.blocks[number];
      if (this.open.size >= KEPT) this.open.delete(this.open.keys().next().value);
      const base64 = this.source().substring(offset, offset + length);
      this.open.set(number, inflate(fromBase64(base64)).then(readBlock));
    }
    return this.open.get(number);
  }

  /** All text fields of one row. */
  async row(row) {
    const fields = {};
    if (!this.core.textNames.length) return fields;
    const number = Math.floor(row / this.core.rowsPerBlock);
    const columns = await this.block(number);
    this.core.textNames.forEach((name, k) => { fields[name] = columns[k][row - number * this.core.rowsPerBlock]; });
    return fields;
  }
}
