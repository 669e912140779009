// Bundle src/ into dist/event_layer.js; with --check say whether the committed file is what the source makes.

import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const result = await build({
  entryPoints: [here("src/index.js")],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome103", "firefox113", "safari16.4"],
  charset: "ascii",
  legalComments: "none",
  write: false,
  logLevel: "warning",
});
const built = `/* border-event-mapper: event layer, built from mapper/maps/script/src (MIT) */\n${result.outputFiles[0].text}`;
const target = here("dist/event_layer.js");

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== built) {
    console.error("dist/event_layer.js is not what src/ makes; run: npm run build");
    process.exit(1);
  }
} else {
  await writeFile(target, built);
  console.log(`dist/event_layer.js: ${built.length} bytes`);
}
