// Which rows are wanted: a byte a row, from types, statuses, days, background, kilometres and a search.

/** The state of all filters; what is null lets everything through. */
export function openFilter() {
  return { typesOff: new Set(), statusesOff: new Set(), from: null, to: null, background: false, kmFrom: null, kmTo: null, hits: null, query: "" };
}

function allowed(column, off) {
  const table = new Uint8Array((column ? column.words.length : 0) + 1).fill(1);
  if (column) column.words.forEach((word, k) => { if (off.has(word)) table[k + 1] = 0; });
  if (off.has("")) table[0] = 0;
  return table;
}

const isOpen = (column, off) => !column || off.size === 0;

/**
 * Fill `mask` (1 = wanted) and count the wanted rows.
 * `store` has rows, type, status, background (columns or null), time ({days, base}), km ({from, to} in 0.1 km + 1, or null).
 */
export function applyFilter(store, state, mask) {
  const { rows, type, status } = store;
  mask.fill(1);
  if (!isOpen(type, state.typesOff)) {
    const table = allowed(type, state.typesOff);
    const values = type.values;
    for (let i = 0; i < rows; i++) mask[i] = table[values[i]];
  }
  if (!isOpen(status, state.statusesOff)) {
    const table = allowed(status, state.statusesOff);
    const values = status.values;
    for (let i = 0; i < rows; i++) mask[i] &= table[values[i]];
  }
  if (store.background && !state.background) {
    const values = store.background.values;
    for (let i = 0; i < rows; i++) if (values[i] === 2) mask[i] = 0;
  }
  if (store.time && (state.from !== null || state.to !== null)) filterDays(store.time, state, mask, rows);
  if (store.km && state.kmFrom !== null) filterKilometres(store.km, state, mask, rows);
  if (state.hits) for (let i = 0; i < rows; i++) mask[i] &= state.hits[i];
  let wanted = 0;
  for (let i = 0; i < rows; i++) wanted += mask[i];
  return wanted;
}

function filterDays({ days, base, last }, state, mask, rows) {
  // rows without a date have day 0 and drop out as soon as a period is chosen
  const from = Math.max(1, state.from === null ? 1 : state.from - base);
  const to = state.to === null ? last : state.to - base;
  for (let i = 0; i < rows; i++) mask[i] &= days[i] >= from && days[i] <= to ? 1 : 0;
}

function filterKilometres({ from, to }, state, mask, rows) {
  // stored as tenths + 1, and 0 where an event has no kilometre
  const low = Math.round(state.kmFrom * 10) + 1;
  const high = Math.round(state.kmTo * 10) + 1;
  for (let i = 0; i < rows; i++) mask[i] &= from[i] && from[i] <= high && to[i] >= low ? 1 : 0;
}

/** How many rows of each word are wanted; index 0 counts rows without one. */
export function countWords(column, mask, rows) {
  const counts = new Uint32Array(column.words.length + 1);
  const values = column.values;
  for (let i = 0; i < rows; i++) counts[values[i]] += mask ? mask[i] : 1;
  return counts;
}
