// View and filters as the part of an address after "#", and back.

const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

const dayOf = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text || "") && !Number.isNaN(Date.parse(text)) ? Date.parse(text) / 864e5 : null);

const listOf = (text) => new Set((text || "").split(",").filter(Boolean).map(decodeURIComponent));

const numbersOf = (text, separator, count) => {
  const numbers = (text || "").split(separator).map(Number);
  return numbers.length === count && text && numbers.every(Number.isFinite) ? numbers : null;
};

/** `view` is {zoom, lat, lng}, `filter` the model's. */
export function toHash(view, filter) {
  const parts = [`map=${+view.zoom.toFixed(2)}/${view.lat.toFixed(4)}/${view.lng.toFixed(4)}`];
  const list = (set) => [...set].sort().map(encodeURIComponent).join(",");
  if (filter.typesOff.size) parts.push(`off=${list(filter.typesOff)}`);
  if (filter.statusesOff.size) parts.push(`statusoff=${list(filter.statusesOff)}`);
  if (filter.from !== null) parts.push(`from=${isoOf(filter.from)}`);
  if (filter.to !== null) parts.push(`to=${isoOf(filter.to)}`);
  if (filter.kmFrom !== null) parts.push(`km=${filter.kmFrom.toFixed(1)}-${filter.kmTo.toFixed(1)}`);
  if (filter.background) parts.push("background=1");
  if (filter.query) parts.push(`q=${encodeURIComponent(filter.query)}`);
  return `#${parts.join("&")}`;
}

/** What an address asks for: {view or null, patch of the filter, query}; what it does not understand is left out. */
export function fromHash(hash) {
  const values = new Map(hash.replace(/^#/, "").split("&").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]));
  const place = numbersOf(values.get("map"), "/", 3);
  const km = numbersOf(values.get("km"), "-", 2);
  const decode = (text) => { try { return decodeURIComponent(text || ""); } catch { return ""; } };
  const patch = { typesOff: safely(() => listOf(values.get("off"))), statusesOff: safely(() => listOf(values.get("statusoff"))), from: dayOf(values.get("from")), to: dayOf(values.get("to")), background: values.get("background") === "1" };
  if (km) Object.assign(patch, { kmFrom: km[0], kmTo: km[1] });
  return { view: place && { zoom: place[0], lat: place[1], lng: place[2] }, patch, query: decode(values.get("q")) };
}

const safely = (make) => { try { return make(); } catch { return new Set(); } };
