// Lists of events: those in view, newest first, and those too coarse for a mark.

import { element } from "./dom.js";
import { formatNumber, formatWhen } from "./format.js";
import { inside } from "./scene.js";
import { markPicture, openPopup, titleOf } from "./popup.js";

const MOST = 50;
const MOST_WITH_QUOTES = 200_000;

/** The newest wanted rows in view: counts days first, so that a million rows need no sort. */
export function newestInView(store, mask, view, drawn, most = MOST) {
  const isInside = inside(store, view, null);
  const wanted = (i) => mask[i] && (drawn && store.shape[i] ? drawn[store.shape[i]] === 1 : isInside(i));
  return newest(store, 0, store.placed, wanted, most);
}

/** Wanted rows without a mark. */
export const newestOffMap = (store, mask, most = MOST) => newest(store, store.placed, store.rows, (i) => mask[i], most);

function newest(store, from, to, wanted, most) {
  const days = store.time ? store.time.days : null;
  const perDay = days ? new Uint32Array(store.time.last + 1) : null;
  const rows = [];
  if (!days) {
    for (let i = from; i < to && rows.length < most; i++) if (wanted(i)) rows.push(i);
    return rows;
  }
  for (let i = from; i < to; i++) if (wanted(i)) perDay[days[i]]++;
  let cutoff = perDay.length - 1;
  let sum = perDay[cutoff] || 0;
  while (cutoff > 0 && sum < most) sum += perDay[--cutoff];
  for (let i = from; i < to; i++) if (days[i] >= cutoff && wanted(i)) rows.push(i);
  return rows.sort((a, b) => days[b] - days[a] || a - b).slice(0, most);
}

/** An ordered list of buttons, each opening its event. */
export function listOf(L, layer, rows, total) {
  const { model } = layer;
  const { words } = model;
  const list = element("ol", { class: "ev-list" });
  for (const row of rows) list.append(element("li", {}, itemOf(L, layer, row)));
  if (!rows.length) list.append(element("li", { class: "ev-none", text: words.say(layer.model.store.rows ? "nothing" : "no_events") }));
  if (total > rows.length && rows.length) list.append(element("li", { class: "ev-none", text: words.say("more", { n: formatNumber(total - rows.length, words.lang) }) }));
  return list;
}

function itemOf(L, layer, row) {
  const { model } = layer;
  const { store, words } = model;
  const status = store.statusOf(row);
  const kind = words.label("location_type", store.value("location_type", row));
  const place = (store.type && model.placeName(store.value("location", row))) || kind;
  const when = formatWhen(store.value("event_date", row), store.value("event_date_end", row), words.lang) || (store.time ? words.say("no_date") : "");
  const quote = element("span", { class: "ev-line", dir: "auto" });
  const item = element("button", {
    type: "button", class: "ev-item", onfocus: () => model.focus(row), onblur: () => model.focus(null),
    onmouseenter: () => model.focus(row), onmouseleave: () => model.focus(null), onclick: () => showRow(L, layer, row, item),
  }, markPicture(model, model.lookOfRow(row), status),
  element("span", { class: "ev-words" },
    element("span", { class: "ev-head" }, element("strong", { text: titleOf(model, row) }),
      status ? element("span", { text: ` · ${words.label("status", status)}` }) : null,
      store.isNew(row) ? element("span", { class: "ev-chip", text: words.say("is_new") }) : null),
    element("span", { class: "ev-where", text: [when, place].filter(Boolean).join(" · "), dir: "auto" }), quote));
  item.dataset.row = row;
  if (store.rows <= MOST_WITH_QUOTES) fillQuote(store, row, quote);
  return item;
}

async function fillQuote(store, row, target) {
  const text = store.columns.has("quote") ? store.value("quote", row) : (await store.text.row(row)).quote;
  if (text) target.textContent = text;
}

/** Bring an event into view and open it; the focus goes back to where it came from. */
export async function showRow(L, layer, row, opener) {
  const map = layer._map;
  if (map.mapperDock) map.mapperDock.lower();
  const at = layer.model.store.lonLat(row);
  const visible = at && map.getBounds().contains([at[1], at[0]]);
  if (at && !visible) map.setView([at[1], at[0]], Math.max(map.getZoom(), 9), { animate: false });
  await openPopup(L, layer, [row]);
  if (opener && layer.popup) layer.popup.once("remove", () => opener.isConnected && opener.focus({ preventScroll: true }));
}
