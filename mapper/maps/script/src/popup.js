// The popup of one event, or of several at one spot: every word goes in as text.

import { button, element, picture } from "./dom.js";
import { confidenceWord, formatDay, formatNumber, formatPeriod, isoDay, safeUrl, segments } from "./format.js";
import { drawMark } from "./marks.js";

/** Fields that have a line of their own, or that say the same as one that has. */
const TOLD = new Set([
  "event_type", "sub_event_type", "status", "event_date", "event_date_end", "time_precision", "date_basis", "count_min", "count_max", "count_unit",
  "count_text", "count_kind", "location", "location_type", "geo_precision", "uncertainty_m", "quote", "trigger", "source", "source_url", "source_title",
  "published", "confidence", "actor1", "actor2", "direction_from", "direction_to", "from_place", "to_place", "chainage_km", "chainage_from_km",
  "chainage_to_km", "offset_km", "nearest_crossing", "side", "duration_days", "instrument", "n_reports", "n_sources", "is_background",
  "event_id", "article_id", "quote_start", "quote_end", "lang", "border_id", "country", "admin1", "admin2",
  "is_new", "corrected", "n_mentions", "written",
  "cameo_code", "plover_event", "acled_event_type", "acled_sub_event_type", "cameo_match", "acled_match", "reports",
]);

export const markPicture = (model, look, status, size = 22) => picture(size, size, (ctx) => drawMark(ctx, {
  x: size / 2, y: size / 2, size: size - 4, look, fill: model.fillOf(status), paper: model.theme().paper,
}));

const MOST_REPORTS = 50;

/** Room for the column of Leaflet's controls, in pixels. */
const CONTROL = 70;

/** Open the popup of `rows[at]`, with paging where there are several. */
export async function openPopup(L, layer, rows, at = 0, where = null) {
  const { model } = layer;
  const map = layer._map;
  if (!rows.length || !map) return;
  const row = rows[at];
  const fields = await model.store.fields(row);
  const content = popupContent(model, row, fields);
  if (rows.length > 1) content.append(paging(model, rows.length, at, (next) => openPopup(L, layer, rows, next, where)));
  const place = where || anchorOf(model, row, map);
  if (layer.popup) layer.popup.remove();
  const small = map.getSize().x < 700;
  layer.popup = L.popup({
    maxWidth: small ? 300 : 360, minWidth: small ? 240 : 280, maxHeight: Math.max(150, map.getSize().y - model.options.inset().bottom - (small ? 70 : 100)),
    className: `ev-popup${model.dark ? " ev-dark" : ""}`, autoPanPaddingTopLeft: [20, 20],
    autoPanPaddingBottomRight: [model.options.inset().right + (small ? 20 : CONTROL), model.options.inset().bottom + 20],
  }).setLatLng(place).setContent(content).openOn(map);
  const close = layer.popup.getElement().querySelector(".leaflet-popup-close-button");
  if (close) close.setAttribute("aria-label", model.words.say("close"));
  const { popup } = layer;
  popup.getElement().addEventListener("keydown", (event) => { if (event.key === "Escape") popup.remove(); });
  layer.popup.rows = rows;
  layer.popup.at = at;
  layer.popup.place = place;
  content.focus({ preventScroll: true });
}

/** Say an open popup once more, as when the language changed. */
export function reopenPopup(L, layer) {
  const { popup } = layer;
  if (popup && popup.isOpen()) openPopup(L, layer, popup.rows, popup.at, popup.place);
}

function anchorOf(model, row, map) {
  const lonLat = model.store.lonLat(row);
  return lonLat ? [lonLat[1], lonLat[0]] : map.getCenter();
}

/** What an event is called: its type; in a table without types its place, else the layer's name. */
export function titleOf(model, row) {
  const { store, words } = model;
  return words.label("event_type", store.typeOf(row)) || (store.type ? "" : model.placeName(store.value("location", row))) || model.title;
}

/** The words about one event. */
export function popupContent(model, row, fields) {
  const { words } = model;
  const status = model.store.statusOf(row);
  const box = element("article", { class: "ev-pop", lang: words.lang, tabindex: "-1" });
  const title = titleOf(model, row);
  box.append(element("h2", { class: "ev-title" }, markPicture(model, model.lookOfRow(row), status, 26), element("span", { text: title }),
    status ? element("span", { class: "ev-chip", text: words.label("status", status) }) : null));
  if (fields.sub_event_type) box.append(element("p", { class: "ev-sub", text: words.label("sub_event_type", fields.sub_event_type) }));
  if (fields.is_new) box.append(element("p", { class: "ev-sub" }, element("span", { class: "ev-chip", text: words.say("is_new") })));
  if (fields.corrected) box.append(element("p", { class: "ev-sub", text: words.say("corrected", { what: fields.corrected }), dir: "auto" }));
  if (fields.is_background) box.append(element("p", { class: "ev-sub", text: words.say("background") }));
  const list = element("dl", { class: "ev-facts" });
  for (const [key, value, note] of facts(model, fields)) {
    if (!value) continue;
    list.append(element("dt", { text: words.say(key) }), element("dd", {}, element("span", { text: value, dir: "auto" }), note ? element("small", { text: note, dir: "auto" }) : null));
  }
  box.append(list);
  if (fields.quote) box.append(quoteOf(fields));
  box.append(sourceOf(words, fields));
  const reports = reportsOf(words, fields);
  if (reports) box.append(reports);
  const others = otherFields(model, fields);
  if (others) box.append(others);
  return box;
}

function facts(model, fields) {
  const { words } = model;
  const number = (value, options) => formatNumber(value, words.lang, options);
  const date = !model.store.time ? "" : formatPeriod(fields.event_date, fields.event_date_end, words.lang) || words.say("no_date");
  const flow = fields.direction_from && fields.direction_to
    ? words.say("flow", { from: model.country(fields.direction_from), to: model.country(fields.direction_to) }) : [fields.from_place, fields.to_place].filter(Boolean).map((name) => model.placeName(name)).join(" → ");
  return [
    ["date", date, fields.event_date && fields.date_basis && fields.date_basis !== "none" ? words.label("date_basis", fields.date_basis) : ""],
    ["count", countOf(fields, number), fields.count_kind && fields.count_kind !== "total" ? words.label("count_kind", fields.count_kind) : ""],
    ["who", fields.actor1], ["to_whom", fields.actor2],
    ["direction", flow],
    ["place", model.placeName(fields.location) || words.label("location_type", fields.location_type), precisionOf(model, fields, number)],
    ["on_border", borderOf(words, fields, number), sideOf(model, fields.side)],
    ["nearest_crossing", model.placeName(fields.nearest_crossing)],
    ["mentions", typeof fields.n_mentions === "number" ? number(fields.n_mentions) : "", fields.written],
    ["duration", typeof fields.duration_days === "number" ? words.many("days", fields.duration_days, number(fields.duration_days)) : ""],
    ["instrument", fields.instrument],
    ["confidence", ...sureness(words, fields, number)],
  ];
}

const sideOf = (model, side) => {
  if (!side) return "";
  const named = model.country(side);
  return named === side ? model.words.label("side", side) : `${model.words.say("side")}: ${named}`;
};

function countOf(fields, number) {
  if (fields.count_text) return fields.count_text;
  if (typeof fields.count_min !== "number") return "";
  const many = typeof fields.count_max === "number" && fields.count_max !== fields.count_min;
  return number(fields.count_min) + (many ? `–${number(fields.count_max)}` : "") + (fields.count_unit ? ` ${fields.count_unit}` : "");
}

function precisionOf(model, fields, number) {
  const { words } = model;
  const stretch = fields.chainage_to_km - fields.chainage_from_km;
  const parts = [];
  if (fields.location_type === "border_line" && stretch > 0) parts.push(words.say("whole_border", { n: number(Math.round(stretch)) }));
  else if (fields.location && fields.location_type) parts.push(words.label("location_type", fields.location_type));
  else if (fields.geo_precision && !fields.location_type) parts.push(words.label("geo_precision", fields.geo_precision));
  const country = fields.country && model.country(fields.country);
  if (country && country !== fields.country && fields.location_type !== "country" && fields.location_type !== "border_line") parts.push(country);
  if (typeof fields.uncertainty_m === "number") parts.push(words.say("within", { n: number(fields.uncertainty_m / 1000, { maximumFractionDigits: 1 }) }));
  return parts.join(", ");
}

function borderOf(words, fields, number) {
  const km = (value) => number(value, { maximumFractionDigits: 1 });
  const known = (value) => typeof value === "number";
  const parts = [];
  if (known(fields.chainage_from_km) && known(fields.chainage_to_km)) {
    parts.push(words.say("km_range", { from: km(fields.chainage_from_km), to: km(fields.chainage_to_km) }));
  } else if (known(fields.chainage_km)) parts.push(words.say("km", { n: km(fields.chainage_km) }));
  if (known(fields.offset_km) && Math.abs(fields.offset_km) >= 0.1) parts.push(words.say("off_border", { n: km(Math.abs(fields.offset_km)) }));
  return parts.join(", ");
}

function sureness(words, fields, number) {
  if (typeof fields.confidence !== "number") return ["", ""];
  return [words.say(confidenceWord(fields.confidence)), number(fields.confidence, { style: "percent" })];
}

/** The sentence quoted, in its own language and direction, with trigger and place marked. */
function quoteOf(fields) {
  const quote = element("blockquote", { class: "ev-quote", dir: "auto", lang: /^[a-z]{2,3}$/.test(fields.lang || "") ? fields.lang : null });
  const tags = { trigger: "mark", place: "u" };
  for (const { kind, text } of segments(String(fields.quote), [["trigger", fields.trigger], ["place", fields.location]])) {
    quote.append(kind ? element(tags[kind], { text }) : text);
  }
  return quote;
}

function sourceOf(words, fields) {
  const line = element("p", { class: "ev-source" });
  const name = fields.source_title || fields.source || (safeUrl(fields.source_url) ? words.say("open_source") : "");
  const url = safeUrl(fields.source_url);
  if (url) line.append(element("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", text: name, dir: "auto" }));
  else if (name) line.append(element("span", { text: name, dir: "auto" }));
  const more = [fields.source_title ? fields.source : "", publishedOn(words, fields.published),
    fields.n_reports > 1 ? words.many("reports", fields.n_reports) : ""].filter(Boolean);
  if (more.length) line.append(element("small", { text: (name ? " · " : "") + more.join(" · ") }));
  return line;
}

/** The other reports of a merged event: each its sentence, where its status or number differs these too, and who told it. */
function reportsOf(words, fields) {
  const others = parsedReports(fields.reports).filter((report) => report.article_id !== fields.article_id || report.quote !== fields.quote);
  if (!others.length) return null;
  const items = others.slice(0, MOST_REPORTS).map((report) => {
    const differs = [report.status && report.status !== fields.status ? words.label("status", report.status) : "",
      report.count_text && report.count_text !== fields.count_text ? report.count_text : ""].filter(Boolean).join(" · ");
    return element("li", {}, report.quote ? quoteOf(report) : null, differs ? element("p", { class: "ev-sub", text: differs, dir: "auto" }) : null,
      sourceOf(words, report));
  });
  const label = words.many("reports", others.length + 1);
  return element("details", { class: "ev-more ev-reports" }, element("summary", { text: label }), element("ul", {}, ...items));
}

/** Read the column `reports`, a JSON list; what is none gives none. Only text is taken out of it. */
export function parsedReports(text) {
  if (typeof text !== "string" || !text.startsWith("[")) return [];
  try {
    return JSON.parse(text).filter((report) => report && typeof report === "object")
      .map((report) => Object.fromEntries(Object.entries(report).filter(([, value]) => typeof value === "string")));
  } catch {
    return [];
  }
}

function publishedOn(words, published) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(published || "");
  if (!found) return published && typeof published === "object" ? words.say("published", { date: formatDay(published, words.lang) }) : "";
  return words.say("published", { date: formatDay({ day: Date.parse(found[0]) / 864e5, precision: 1 }, words.lang) });
}

function otherFields(model, fields) {
  const list = element("dl", { class: "ev-facts" });
  for (const [name, value] of Object.entries(fields)) {
    if (TOLD.has(name) || value === null || value === "") continue;
    list.append(element("dt", { text: name.replaceAll("_", " ") }), element("dd", { dir: "auto", text: shown(model, value) }));
  }
  if (!list.children.length) return null;
  return element("details", { class: "ev-more" }, element("summary", { text: model.words.say("other_fields") }), list);
}

function shown(model, value) {
  if (typeof value === "number") return formatNumber(value, model.words.lang, { maximumFractionDigits: 6 });
  if (typeof value === "object") return isoDay(value);
  return String(value);
}

function paging(model, count, at, open) {
  const { words } = model;
  const step = (by) => () => open((at + by + count) % count);
  return element("nav", { class: "ev-paging", "aria-label": words.say("n_of_m", { n: at + 1, m: count }) },
    button("‹", step(-1), { "aria-label": words.say("previous") }),
    element("span", { text: words.say("n_of_m", { n: at + 1, m: count }), "aria-live": "polite" }),
    button("›", step(1), { "aria-label": words.say("next") }));
}
