/** A name of another module that stands for a built-in: its type does not tell which one, and an edit may change that alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { createProgramSession } from "../../../compiler/incremental/program-session.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";

const folder = mkdtempSync(path.join(tmpdir(), "surety-built-in-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const USER = `import { Store, least } from "./names.js";
export function at(k: number): number {
  const store = new Store(4);
  return store[least(k & 7, 3)]!;
}
`;
const names = (store: string, least: string): string =>
  `export const Store: typeof Uint8Array = ${store};\nexport const least: (...values: number[]) => number = ${least};\n`;

/** The verdicts of a program whose one file is edited, text after text. */
async function followed(name: string, others: Readonly<Record<string, string>>, texts: readonly string[]): Promise<unknown[]> {
  const cwd = path.join(folder, name);
  mkdirSync(path.join(cwd, "src"), { recursive: true });
  writeFileSync(path.join(cwd, "package.json"), "{}");
  const compilerOptions = { strict: true, target: "ES2022", module: "ESNext", moduleResolution: "Bundler", types: [] };
  writeFileSync(path.join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  for (const [other, text] of Object.entries(others)) writeFileSync(path.join(cwd, "src", other), text);
  const file = path.join(cwd, "src/names.ts");
  writeFileSync(file, texts[0] ?? "");
  const session = createProgramSession(
    { cwd, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM },
    {
      enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
      jobs: 1,
      onProgress: null,
      openPool: null,
      results: null,
      safety: null,
      now: () => 0,
    },
  );
  const { signal } = new AbortController();
  const verdicts: unknown[] = [];
  const read = async (changes: Parameters<typeof session.update>[0]): Promise<void> => {
    const found = await session.update(changes, signal);
    verdicts.push(found?.report.obligations.map(({ verdict }) => verdict));
  };
  try {
    await read({ kind: "anything" });
    for (const text of texts.slice(1)) {
      writeFileSync(file, text);
      await read({ kind: "texts", files: new Set([file]) });
    }
  } finally {
    await session.close();
  }
  return verdicts;
}

it("is looked up again", async () => {
  const texts = [
    names("Uint8Array", "Math.min"),
    names("Uint8Array", "Math.max"),
    names("Uint8Array", "Math.min"),
    names("class extends Uint8Array {}", "Math.min"),
    names("Uint8Array", "Math.min"),
  ];
  expect(await followed("names", { "user.ts": USER }, texts)).toEqual([
    ["proved"],
    ["unknown"],
    ["proved"],
    ["unknown"],
    ["proved"],
  ]);
});

it("and a regular expression that one function comes to hand on", async () => {
  const text = (pattern: string, use: string): string =>
    `const all: RegExp[] = [];\nconst re = ${pattern};\nexport function first(s: string): unknown { const m = re.exec(s); return m === null ? 0 : m[1]; }\n` +
    `export function other(): void { ${use} }\nexport const count = (): number => all.length;\n`;
  const texts = [text("/(a)/", ""), text("/(a)/", "all.push(re);"), text("/(a)/", "re.test(String(0));"), text("/a/", "")];
  expect(await followed("patterns", {}, texts)).toEqual([["proved"], ["unknown"], ["proved"], ["unknown"]]);
});
