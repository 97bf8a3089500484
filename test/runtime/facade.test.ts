/** The ES modules of the runtime hand on what its CommonJS build has: emitted code imports from either. */
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const RUNTIME = path.resolve(import.meta.dirname, "../../runtime");
const facades = readdirSync(path.join(RUNTIME, "esm"))
  .filter((file) => file.endsWith(".mjs"))
  .map((file) => path.basename(file, ".mjs"));

describe("the runtime as ES modules", () => {
  it.each(["index"].filter((name) => facades.includes(name)))("%s has every name", async (name) => {
    const built = createRequire(import.meta.url)(path.join(RUNTIME, "dist", `${name}.js`)) as object;
    const facade = (await import(pathToFileURL(path.join(RUNTIME, "esm", `${name}.mjs`)).href)) as object;
    expect(Object.keys(facade).sort()).toEqual(
      Object.keys(built)
        .filter((key) => key !== "__esModule")
        .sort(),
    );
  });
});
