// Search over every word of the table: dictionaries at once, long text block by block, without regard to case and accents.

/** Lower case without accents. */
export const fold = (text) => {
  const lower = String(text).toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFD").replace(/\p{M}/gu, "");
};

/** Mark rows of which a dictionary column has the phrase. */
export function searchWords(columns, phrase, hits) {
  for (const column of columns) {
    if (column.kind !== "word") continue;
    const table = Uint8Array.from([0, ...column.words.map((word) => (fold(word).includes(phrase) ? 1 : 0))]);
    if (!table.includes(1)) continue;
    for (let i = 0; i < hits.length; i++) hits[i] |= table[column.values[i]];
  }
}

/** Mark rows of a block of text, given by columns, that have the phrase. */
export function searchBlock(columns, phrase, hits, start) {
  for (const column of columns) {
    column.forEach((text, k) => { if (text !== null && !hits[start + k] && fold(text).includes(phrase)) hits[start + k] = 1; });
  }
}

/** Search one query at a time: a newer one ends an older one; `labels` are the names of types and statuses in the reader's language. */
export class Search {
  constructor(model) {
    this.model = model;
    this.turn = 0;
  }

  async run(query) {
    const { model } = this;
    const turn = ++this.turn;
    const phrase = fold(query.trim());
    if (!phrase) return model.change({ hits: null, query: "" });
    const { store } = model;
    const hits = new Uint8Array(store.rows);
    searchWords([...store.columns.values(), this.named(store.type, "event_type"), this.named(store.status, "status")].filter(Boolean), phrase, hits);
    for (let number = 0; number < store.core.blocks.length; number++) {
      searchBlock(await store.text.block(number), phrase, hits, number * store.core.rowsPerBlock);
      if (turn !== this.turn) return undefined;
    }
    return model.change({ hits, query: query.trim() });
  }

  named(column, group) {
    return column && { kind: "word", values: column.values, words: column.words.map((word) => this.model.words.label(group, word)) };
  }
}
