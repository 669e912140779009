// Marks on the canvas: a type by shape and colour, a status by how the shape is filled; several events as a ring of their types.

import { shortNumber } from "./format.js";

const paths = new Map();

function pathOf(data) {
  if (!paths.has(data)) paths.set(data, new Path2D(data));
  return paths.get(data);
}

/** Draw one mark of `size` pixels about x, y. `look` is {colour, shape}, `fill` as in the style, `paper` the ground's colour. */
export function drawMark(ctx, { x, y, size, look, fill, paper, strong = false }) {
  const outline = pathOf(look.shape.outline);
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(size / 24, size / 24);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.strokeStyle = strong ? look.colour : paper;
  ctx.lineWidth = strong ? 9 : 5;
  ctx.stroke(outline);
  if (strong) {
    ctx.strokeStyle = paper;
    ctx.lineWidth = 5;
    ctx.stroke(outline);
  }
  ctx.fillStyle = fill === "filled" ? look.colour : paper;
  ctx.fill(outline);
  if (fill === "half") halve(ctx, () => { ctx.fillStyle = look.colour; ctx.fill(outline); }, 0);
  ctx.strokeStyle = look.colour;
  ctx.lineWidth = 2.4;
  if (fill === "dotted") ctx.setLineDash([0.4, 4.2]);
  if (fill === "dotted") ctx.lineWidth = 2.8;
  ctx.stroke(outline);
  ctx.setLineDash([]);
  drawGlyph(ctx, look, fill, paper);
  drawStrike(ctx, look, fill, paper);
  ctx.restore();
}

function halve(ctx, draw, left) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, -2, 12, 28);
  ctx.clip();
  draw();
  ctx.restore();
}

function drawGlyph(ctx, look, fill, paper) {
  if (!look.shape.glyph || fill === "bar" || fill === "cross") return;
  const glyph = pathOf(look.shape.glyph);
  const stroke = (colour) => () => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.2;
    ctx.stroke(glyph);
  };
  if (fill === "half") {
    halve(ctx, stroke(paper), 0);
    halve(ctx, stroke(look.colour), 12);
  } else stroke(fill === "filled" ? paper : look.colour)();
}

function drawStrike(ctx, look, fill, paper) {
  if (fill !== "bar" && fill !== "cross") return;
  const strikes = fill === "bar" ? ["M2 22 L22 2"] : ["M4.5 4.5 L19.5 19.5", "M4.5 19.5 L19.5 4.5"];
  for (const [colour, width] of [[paper, 6], [look.colour, 2.8]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    strikes.forEach((strike) => ctx.stroke(pathOf(strike)));
  }
}

/** Draw a dot at the upper right of a mark: the event is new. */
export function drawNews(ctx, { x, y, size, paper, ink }) {
  ctx.beginPath();
  ctx.arc(x + size * 0.42, y - size * 0.42, 4.5, 0, 7);
  ctx.fillStyle = ink;
  ctx.fill();
  ctx.strokeStyle = paper;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** Draw several events as a donut: `slices` is [{colour, n}], `n` their sum. */
export function drawDonut(ctx, { x, y, radius, slices, n, paper, ink, lang, strong = false }) {
  ctx.beginPath();
  ctx.arc(x, y, radius + (strong ? 4 : 2), 0, 7);
  ctx.fillStyle = strong ? ink : paper;
  ctx.fill();
  let from = -Math.PI / 2;
  for (const slice of slices) {
    const to = from + (slice.n / n) * 2 * Math.PI;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, radius, from, to);
    ctx.fillStyle = slice.colour;
    ctx.fill();
    from = to;
  }
  ctx.beginPath();
  ctx.arc(x, y, radius * 0.68, 0, 7);
  ctx.fillStyle = paper;
  ctx.fill();
  ctx.fillStyle = ink;
  ctx.font = `600 ${radius > 17 ? 13 : radius > 10 ? 12 : 11}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(shortNumber(n, lang), x, y + 0.5);
}

/** Draw the soft ring within which an event happened; never darker than its mark. */
export function drawRing(ctx, { x, y, radius, colour }) {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  ctx.globalAlpha = 0.09;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 0.65;
  ctx.setLineDash([5, 4]);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.restore();
}
