// What a print adds to the map: the filtered events with quotes and sources, on the pages after it.

import { element } from "./dom.js";
import { popupContent } from "./popup.js";

const MOST = 300;

export class PrintList {
  constructor(model) {
    this.model = model;
    this.root = element("section", { class: "ev-print" });
    document.body.append(this.root);
  }

  /** Write the list anew; a table too long to be read on paper prints its count only. */
  async build() {
    const { model } = this;
    const { store, mask, wanted, words } = model;
    const state = `${model.version} ${words.lang}`;
    if (state === this.state) return;
    this.state = state;
    const rows = [];
    if (wanted <= MOST) for (let row = 0; row < store.rows; row++) if (mask[row]) rows.push(row);
    const days = store.time ? store.time.days : null;
    if (days) rows.sort((a, b) => days[b] - days[a]);
    const fields = await Promise.all(rows.map((row) => store.fields(row)));
    if (state !== this.state) return;
    this.root.lang = words.lang;
    this.root.replaceChildren(
      element("h2", { text: `${model.title}: ${model.counted(wanted)}` }),
      ...rows.map((row, k) => popupContent(model, row, fields[k])),
    );
    this.root.querySelectorAll("a[href]").forEach((link) => link.after(element("small", { text: ` ${link.href}` })));
  }

  remove() {
    this.root.remove();
  }
}
