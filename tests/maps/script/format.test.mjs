import assert from "node:assert/strict";
import { test } from "node:test";
import { confidenceWord, formatDay, formatNumber, formatPeriod, formatWhen, isoDay, safeUrl, segments, shortNumber, softened } from "../../../mapper/maps/script/src/format.js";
import { Words } from "../../../mapper/maps/script/src/words.js";

const day = { day: 20420, precision: 1 };

test("a day is written in the reader's language", () => {
  assert.equal(formatDay(day, "en"), "28 Nov 2025");
  assert.equal(formatDay(day, "es"), "28 nov 2025");
});

test("a month is no day", () => assert.equal(formatDay({ day: 20393, precision: 2 }, "es"), "noviembre de 2025"));

test("one day is no period", () => {
  assert.equal(formatPeriod(day, day, "en"), "28 Nov 2025");
  assert.equal(formatPeriod(day, { day: 20422, precision: 1 }, "en"), "28 Nov 2025 – 30 Nov 2025");
  assert.equal(formatPeriod(null, null, "en"), "");
});

const at = (text, precision) => ({ day: Date.parse(text) / 864e5, precision });

test("a whole year is told as a year, a whole month as a month", () => {
  const pairs = [[at("2019-01", 2), at("2019-12", 2)], [at("2019-01-01", 1), at("2019-12-31", 1)], [at("2019", 3), at("2019", 3)], [at("2020-02-01", 1), at("2020-02-29", 1)]];
  assert.deepEqual(pairs.map(([first, last]) => formatWhen(first, last, "en")), ["2019", "2019", "2019", "February 2020"]);
  assert.equal(formatPeriod(...pairs[0], "es"), "2019");
});

test("some days of a month are told by the first", () => {
  assert.equal(formatWhen(at("2019-01-01", 1), at("2019-01-09", 1), "en"), "1 Jan 2019");
  assert.equal(formatWhen(at("2019-01-05", 1), null, "en"), "5 Jan 2019");
});

test("dates go out as they came in", () => {
  assert.equal(isoDay(day), "2025-11-28");
  assert.equal(isoDay({ day: 20393, precision: 2 }), "2025-11");
  assert.equal(isoDay(null), null);
});

test("numbers are parted as the reader is used to", () => {
  assert.equal(formatNumber(330000, "en"), "330,000");
  assert.equal(formatNumber(330000, "es"), "330.000");
});

test("a donut's number is short", () => assert.deepEqual([999, 1500, 25000, 2000000].map((n) => shortNumber(n)), ["999", "1.5k", "25k", "2.0M"]));

test("a donut's number has the decimal comma of Spanish", () => assert.equal(shortNumber(1500, "es"), "1,5k"));

test("confidence is a word", () => assert.deepEqual([0.9, 0.6, 0.2].map(confidenceWord), ["sure", "fairly_sure", "unsure"]));

test("only http and https are followed", () => {
  assert.equal(safeUrl("https://example.org/a"), "https://example.org/a");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "ftp://x", "//x", "", null]) assert.equal(safeUrl(bad), null);
});

test("trigger and place are marked where they stand", () => {
  const cut = segments("Police stopped forty people near Tacna.", [["trigger", "stopped"], ["place", "Tacna"]]);
  assert.deepEqual(cut.filter((s) => s.kind), [{ kind: "trigger", text: "stopped" }, { kind: "place", text: "Tacna" }]);
  assert.equal(cut.map((s) => s.text).join(""), "Police stopped forty people near Tacna.");
});

test("of two that overlap the first is marked", () => assert.equal(segments("border closed", [["trigger", "border closed"], ["place", "border"]]).length, 1));

test("a phrase that is not in the quote is not marked", () => assert.deepEqual(segments("a b", [["trigger", "c"], ["place", null]]), [{ kind: null, text: "a b" }]));

const style = { words: { en: { events_one: "{n} event", events_many: "{n} events" }, es: { events_one: "{n} evento", events_many: "{n} eventos" } }, labels: { status: { denied: { en: "denied", es: "desmentido" } } } };

test("words follow the language", () => {
  assert.equal(new Words(style, "es").many("events", 1), "1 evento");
  assert.equal(new Words(style, "en").many("events", 2, "2,000"), "2,000 events");
});

test("a value without a name keeps its own", () => {
  assert.equal(new Words(style, "es").label("status", "denied"), "desmentido");
  assert.equal(new Words(style, "es").label("status", "half_done"), "half done");
  assert.equal(new Words(style, "es").label("status", null), "");
});

test("only long words may be parted, between syllables", () => {
  assert.equal(softened("enfrentamiento"), "enfrenta\u00admiento");
  assert.equal(softened("closure"), "closure");
});
