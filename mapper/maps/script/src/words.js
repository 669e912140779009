// The page's own words and the names of values, in the language that the whole page speaks.

export class Words {
  constructor(style, lang) {
    this.style = style;
    this.lang = lang;
  }

  /** A word with `{name}` filled in; an unknown key stands for itself. */
  say(key, values = {}) {
    const table = this.style.words[this.lang] || this.style.words.en;
    const text = table[key] ?? this.style.words.en[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  /** The form for one or for many. */
  many(key, n, shown = n) {
    return this.say(`${key}_${n === 1 ? "one" : "many"}`, { n: shown });
  }

  /** The name of a value of the event contract; another value keeps its own, with spaces. */
  label(group, value) {
    if (value === null || value === undefined || value === "") return "";
    const names = (this.style.labels[group] || {})[String(value)];
    return names ? names[this.lang] || names.en : String(value).replaceAll("_", " ");
  }
}

const listeners = new Set();

/** The language of the whole page: switched by any part, heard by all through the event `mapper:lang`. */
export function switchLanguage(lang) {
  document.documentElement.lang = lang;
  document.dispatchEvent(new CustomEvent("mapper:lang", { detail: { lang } }));
}

export function onLanguage(listener) {
  if (!listeners.size) document.addEventListener("mapper:lang", (event) => {
    const lang = event.detail && (event.detail.lang || event.detail);
    listeners.forEach((each) => each(lang));
  });
  listeners.add(listener);
  return () => listeners.delete(listener);
}
