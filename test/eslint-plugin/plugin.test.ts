/** The plugin as its users meet it: its shape, its presets, and whole runs of ESLint on a project. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ESLint } from "eslint";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { recordsIn } from "../../corpus/record/recorder.js";
import plugin from "../../eslint-plugin/plugin.js";
import { LINT_RULES } from "../../eslint-plugin/rules/rules.table.js";
import { settingsOf } from "../../eslint-plugin/settings.js";
import { ROOT } from "../source-files.js";
import { lint } from "./harness.js";

describe("the plugin", () => {
  it.each(LINT_RULES.map((rule) => [rule.name, rule] as const))("%s has what linters ask of a rule", (name, rule) => {
    const meta = plugin.rules[name]?.meta;
    expect(meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`, "u"));
    expect(meta?.docs?.description).toBe(rule.docs.description);
    expect(rule.docs.description).toMatch(/^[A-Z][^.]*[^.]$/u);
    expect(meta?.schema).toEqual([]);
    expect(meta?.fixable === "code").toBe(rule.fixable);
    expect(meta?.hasSuggestions === true).toBe(rule.hasSuggestions);
  });

  it("has presets that name its rules only, each stricter than the one before", () => {
    const { recommended, strict, untyped, migration } = plugin.configs;
    const names = (config: typeof strict): readonly string[] => Object.keys(config.rules ?? {});
    expect(names(strict)).toEqual(LINT_RULES.map(({ name }) => `surety/${name}`));
    expect(names(strict)).toEqual(expect.arrayContaining([...names(recommended)]));
    expect(names(recommended)).toEqual(names(migration));
    expect(names(untyped).filter((name) => LINT_RULES.some((rule) => rule.isTyped && name === `surety/${rule.name}`))).toEqual(
      [],
    );
    expect(strict.plugins?.["surety"]).toBe(plugin);
  });

  it("passes what eslint-plugin-eslint-plugin recommends", async () => {
    const eslint = new ESLint({
      cwd: ROOT,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ["eslint-plugin/**/*.ts"],
          languageOptions: { parser: tseslint.parser },
          ...eslintPlugin.configs.recommended,
        },
      ],
    });
    const results = await eslint.lintFiles(["eslint-plugin"]);
    expect(results.length).toBeGreaterThan(10);
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it("refuses settings that are none", () => {
    expect(() => settingsOf({ surety: { boundry: "trusted" } })).toThrow(/did you mean `?boundary/u);
    expect(() => settingsOf({ surety: { boundary: "open" } })).toThrow(/"checked" or "trusted"/u);
    expect(() => settingsOf({ surety: [] })).toThrow(/must be an object/u);
    expect(() => settingsOf({ surety: { cache: true } })).toThrow(/a folder or false/u);
    expect(() => settingsOf({ surety: { corpus: 1 } })).toThrow(/a folder/u);
  });

  it("names what a proof lacks as an expression that means it", () => {
    const messages = lint(["bounds"], "export const f = (xs: Float64Array, k: number) => xs[(k | 8) & 63];\n", {
      typed: true,
      settings: { cache: false, boundary: "trusted" },
    });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining("cannot show `((k | 8) & 63) < xs.length`")]);
  });

  it("says once that rules with types verify nothing without them", () => {
    const messages = lint(["bounds", "contracts", "no-refuted"], "export const f = (xs: number[], i: number) => xs[i];\n", {
      typed: false,
    });
    expect(messages.map(({ messageId }) => messageId)).toEqual(["untyped"]);
  });
});

const run = promisify(execFile);

/** A project of files, with ESLint's command line on it. */
function project(files: Readonly<Record<string, string>>, settings: object = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-lint-"));
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const at = (file: string): string => JSON.stringify(path.join(ROOT, file));
  write("package.json", '{"name":"p","type":"module"}');
  write(
    "tsconfig.json",
    '{"compilerOptions":{"target":"ES2022","module":"ESNext","moduleResolution":"bundler","lib":["ES2022"],"strict":true,"noEmit":true,"types":[]},"include":["src"]}',
  );
  write(
    "eslint.config.js",
    `import surety from ${at("dist/eslint-plugin/plugin.js")};
import tseslint from ${at("node_modules/typescript-eslint/dist/index.js")};
export default [{
  files: ["src/**/*.ts"],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  settings: { surety: ${JSON.stringify(settings)} },
  plugins: { surety },
  rules: { "surety/bounds": "error" },
}];\n`,
  );
  for (const [name, text] of Object.entries(files)) write(name, text);
  const eslint = async (...flags: readonly string[]): Promise<Readonly<Record<string, readonly number[]>>> => {
    const args = [path.join(ROOT, "node_modules/eslint/bin/eslint.js"), "src", "--format", "json", ...flags];
    const { stdout } = await run(process.execPath, args, { cwd: folder }).catch((error: unknown) => error as { stdout: string });
    const results = JSON.parse(stdout) as readonly ESLint.LintResult[];
    return Object.fromEntries(results.map((one) => [path.basename(one.filePath), one.messages.map(({ line }) => line)]));
  };
  return {
    folder,
    write,
    eslint,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

describe("a run of ESLint", () => {
  const USE = 'import { at } from "./a.js";\nexport function f(k: number) {\n  const t = [1, 2, 3, 4];\n  return t[at(k)];\n}\n';
  const masked = (mask: number): string => `export const at = (i: number) => i & ${String(mask)};\n`;

  it("with a cache of its own never gives a verdict that another file has made wrong", async () => {
    const { eslint, write, remove } = project({ "src/a.ts": masked(3), "src/b.ts": USE });
    expect(await eslint("--cache")).toEqual({ "a.ts": [], "b.ts": [] });
    write("src/a.ts", masked(7));
    expect(await eslint("--cache")).toEqual({ "a.ts": [], "b.ts": [4] });
    write("src/a.ts", masked(3));
    expect(await eslint("--cache", "--cache-strategy", "content")).toEqual({ "a.ts": [], "b.ts": [] });
    remove();
  });

  it("records what is reported and how it is fixed, where it is told to", async () => {
    const { folder, eslint, write, remove } = project(
      { "src/a.ts": "export function pick(n: number) {\n  const xs = [1, 2, 3];\n  return xs[n];\n}\n" },
      { corpus: ".surety/corpus" },
    );
    expect(await eslint()).toEqual({ "a.ts": [3] });
    write(
      "src/a.ts",
      "export function pick(n: number) {\n  const xs = [1, 2, 3];\n  if (!(Number.isInteger(n) && n >= 0 && n < xs.length)) throw new RangeError();\n  return xs[n];\n}\n",
    );
    expect(await eslint()).toEqual({ "a.ts": [] });
    const records = recordsIn(readFileSync(path.join(folder, ".surety/corpus/records-v1.jsonl"), "utf8"));
    expect(records).toMatchObject([
      { kind: "reported", rule: "bounds", file: "src/a.ts", symbol: "pick", text: "xs[n]" },
      { kind: "fixed", how: "proved", of: records[0]?.key },
    ]);
    expect(records[1]?.code).toContain("Number.isInteger(n)");
    remove();
  });
});
