// Elements are made of names, attributes and text nodes; nothing is ever parsed as HTML.

/** Make an element: `on…` are listeners, `text` its text, false and null are left out, the rest are attributes. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button that is a button and nothing else. */
export const button = (text, onclick, attributes = {}) => element("button", { type: "button", text, onclick, ...attributes });

/** A canvas of CSS pixels, sharp on dense screens; `draw` gets its context. */
export function picture(width, height, draw) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const canvas = element("canvas", { width: width * ratio, height: height * ratio, "aria-hidden": "true", class: "ev-icon" });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  draw(context);
  return canvas;
}
