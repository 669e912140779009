// Numbers, dates and confidence in the reader's language; text is cut into marked segments, and links are let through or not.

const LOCALES = { en: "en-GB", es: "es" };

const DATE_PARTS = {
  1: { day: "numeric", month: "short", year: "numeric" },
  2: { month: "long", year: "numeric" },
  3: { year: "numeric" },
};

export const localeOf = (lang) => LOCALES[lang] || lang;

export const formatNumber = (value, lang, options) => new Intl.NumberFormat(localeOf(lang), options).format(value);

/** 1234567 as 1.2M, in Spanish 1,2M: what fits into a donut. */
export function shortNumber(value, lang = "en") {
  if (value < 1000) return String(value);
  const short = value < 1e6 ? (value / 1e3).toFixed(value < 1e4 ? 1 : 0) + "k" : (value / 1e6).toFixed(value < 1e7 ? 1 : 0) + "M";
  return lang === "es" ? short.replace(".", ",") : short;
}

/** A long word with soft hyphens where a vowel is followed by one consonant and a vowel, three letters from either end. */
export function softened(word) {
  if (word.length < 9) return word;
  const parts = /([aeiouáéíóú])(?=[bcdfghjklmnpqrstvwxyzñ][aeiouyáéíóú])/g;
  return word.slice(0, 2) + word.slice(2, -2).replace(parts, "$1\u00ad") + word.slice(-2);
}

/** {day, precision} as "28 Nov 2025", "November 2025" or "2025". */
export function formatDay(when, lang) {
  if (!when) return "";
  const options = { ...DATE_PARTS[when.precision], timeZone: "UTC" };
  return new Intl.DateTimeFormat(localeOf(lang), options).format(new Date(when.day * 864e5));
}

const UTC = (day) => new Date(day * 864e5);

/** The first day after a {day, precision}. */
function endOf({ day, precision }) {
  const date = UTC(day);
  if (precision === 1) return day + 1;
  return (precision === 2 ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) : Date.UTC(date.getUTCFullYear() + 1, 0)) / 864e5;
}

/** The year or month that an event's first to last day is all of, as one {day, precision}; else its first day. */
export function wholeOf(first, last) {
  if (!first || !last || last.day < first.day) return first;
  const end = endOf(last);
  return [3, 2].map((precision) => ({ day: first.day, precision })).find((whole) => isStart(whole) && endOf(whole) === end) || first;
}

const isStart = ({ day, precision }) => UTC(day).getUTCDate() === 1 && (precision === 2 || UTC(day).getUTCMonth() === 0);

/** When an event was, in short: its year or month where it is known no better, else its first day. */
export const formatWhen = (first, last, lang) => formatDay(wholeOf(first, last), lang);

/** The first and last day of an event as one phrase. */
export function formatPeriod(first, last, lang) {
  const whole = wholeOf(first, last);
  if (whole && whole.precision > 1) return formatDay(whole, lang);
  const start = formatDay(first, lang);
  const end = formatDay(last, lang);
  return end && end !== start ? (start ? `${start} – ${end}` : end) : start;
}

/** {day, precision} as ISO 8601, as it was in the table. */
export function isoDay(when) {
  return when ? new Date(when.day * 864e5).toISOString().slice(0, [10, 10, 7, 4][when.precision]) : null;
}

export const confidenceWord = (value) => (value >= 0.8 ? "sure" : value >= 0.5 ? "fairly_sure" : "unsure");

/** A link's address if it is http or https, else null. */
export function safeUrl(text) {
  try {
    const url = new URL(String(text));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Cut `text` at the first standing of each phrase: [{text, kind}], kind null between them.
 * `phrases` is [[kind, phrase], …]; the earlier one wins where two overlap.
 */
export function segments(text, phrases) {
  const found = [];
  for (const [kind, phrase] of phrases) {
    if (!phrase) continue;
    let start = text.indexOf(phrase);
    if (start < 0) start = text.toLowerCase().indexOf(String(phrase).toLowerCase());
    const end = start + String(phrase).length;
    if (start < 0 || found.some((other) => start < other.end && end > other.start)) continue;
    found.push({ kind, start, end });
  }
  found.sort((a, b) => a.start - b.start);
  const out = [];
  let at = 0;
  for (const { kind, start, end } of found) {
    if (start > at) out.push({ kind: null, text: text.slice(at, start) });
    out.push({ kind, text: text.slice(start, end) });
    at = end;
  }
  if (at < text.length) out.push({ kind: null, text: text.slice(at) });
  return out;
}
