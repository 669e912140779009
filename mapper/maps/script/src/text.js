// Long text lies compressed in blocks of rows; a block is opened when one of its rows is wanted, and the last few stay open.

import { fromBase64, inflate, parseJson } from "./decode.js";

const KEPT = 8;

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
      this.open.set(number, inflate(fromBase64(base64)).then(parseJson));
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
