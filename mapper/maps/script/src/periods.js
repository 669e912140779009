// Periods of days: how many events each day has, and the period after or before another.

export const STEPS = { day: 1, week: 7, month: 30 };

/** Events of each stored day; index 0 counts those without a date; background events only when asked for. */
export function countDays(store, withBackground = false) {
  const counts = new Uint32Array(store.time.last + 1);
  const { days } = store.time;
  const background = store.background && !withBackground ? store.background.values : null;
  for (let i = 0; i < store.rows; i++) if (!background || background[i] !== 2) counts[days[i]]++;
  return counts;
}

/** The first and last stored day that has events; [1, 1] without any. */
export function dayRange(store, withBackground) {
  const { days } = store.time;
  const background = store.background && !withBackground ? store.background.values : null;
  let first = Infinity;
  let last = 1;
  for (let i = 0; i < store.rows; i++) {
    if (!days[i] || (background && background[i] === 2)) continue;
    if (days[i] < first) first = days[i];
    if (days[i] > last) last = days[i];
  }
  return [Math.min(first, last), last];
}

/** The period of `length` days next to [low, high] within first to last; from the whole time, the first or the last one. */
export function nextPeriod(low, high, length, [first, last], direction) {
  if (low <= first && high >= last) return direction > 0 ? [first, Math.min(last, first + length - 1)] : [Math.max(first, last - length + 1), last];
  const start = direction > 0 ? Math.min(high + 1, Math.max(first, last - length + 1)) : Math.max(first, low - length);
  return [start, Math.min(last, start + length - 1)];
}
