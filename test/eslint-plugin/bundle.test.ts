/** The plugin as one file is the plugin: what is in it finds what it found where it stood. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";

/** Prints what a plugin says of itself and of an access, and how it got there. */
const ASK = `
  const [file, root, folder] = process.argv.slice(1);
  const { createRequire } = await import("node:module");
  const require = createRequire(root + "/package.json");
  const { ESLint } = require("eslint");
  const tseslint = require("typescript-eslint");
  const { default: plugin } = await import(file);
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ["**/*.ts"], ...plugin.configs.strict },
      {
        files: ["**/*.ts"],
        languageOptions: { parser: tseslint.parser, parserOptions: { project: "tsconfig.json", tsconfigRootDir: folder } },
      },
    ],
  });
  const [{ messages }] = await eslint.lintFiles(["read.ts"]);
  console.log(JSON.stringify({ version: plugin.meta.version, rules: Object.keys(plugin.rules), messages }));
`;

const ask = (file: string, folder: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", ASK, file, ROOT, folder], { cwd: folder, encoding: "utf8" }),
  );

describe("the bundle of the plugin", () => {
  let folder = "";
  let bundle = "";
  /** Apart from everything: the version has a digest of the project, and other tests write into this one. */
  let project = "";

  beforeAll(() => {
    // Inside of the package, where its dependencies are found.
    mkdirSync(path.join(ROOT, "out"), { recursive: true });
    folder = mkdtempSync(path.join(ROOT, "out", "bundle-"));
    bundle = path.join(folder, "plugin.js");
    execFileSync(process.execPath, [path.join(ROOT, "eslint-plugin/bundle.mjs"), bundle]);
    const compilerOptions = { target: "ES2022", module: "ESNext", lib: ["ES2022"], strict: true, types: [] };
    project = mkdtempSync(path.join(tmpdir(), "surety-bundle-"));
    writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["read.ts"] }));
    writeFileSync(path.join(project, "read.ts"), "export const at = (list: number[], k: number): number => list[k]!;\n");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(project, { recursive: true });
  });

  it("has the rules of the plugin, the digest of the same tools, and finds the same", () => {
    const found = ask(bundle, project);
    expect(found).toEqual(ask(path.join(ROOT, "dist/eslint-plugin/plugin.js"), project));
    expect(found).toMatchObject({ messages: expect.arrayContaining([expect.objectContaining({ severity: 2 })]) });
  });

  it("contains no package, and no module that takes the bundle's place for its own", () => {
    const text = readFileSync(bundle, "utf8");
    expect(text).not.toMatch(/^\/\/ .*node_modules/mu);
    const places = text
      .split("\n")
      .filter((line) => /\bimport\.meta\b/u.test(line.replace(/(["`])(?:(?!\1).)*import\.meta(?:(?!\1).)*\1/gu, "")));
    expect(places.length).toBeGreaterThan(0);
    for (const line of places) expect(line).toMatch(/^var ownUrl\d* = new URL\("[^"]+\.js", import\.meta\.url\)\.href;$/u);
  });

  it("is what the package exports", () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      readonly exports: Readonly<Record<string, unknown>>;
    };
    expect(manifest.exports["./eslint-plugin"]).toEqual({
      types: "./dist/eslint-plugin/plugin.d.ts",
      default: "./dist/eslint-plugin/bundle.js",
    });
  });
});
