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

it("is looked up again", async () => {
  mkdirSync(path.join(folder, "src"));
  writeFileSync(path.join(folder, "package.json"), "{}");
  const compilerOptions = { strict: true, target: "ES2022", module: "ESNext", moduleResolution: "Bundler", types: [] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  writeFileSync(path.join(folder, "src/user.ts"), USER);
  const file = path.join(folder, "src/names.ts");
  writeFileSync(file, names("Uint8Array", "Math.min"));
  const session = createProgramSession(
    { cwd: folder, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM },
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
    for (const [store, least] of [
      ["Uint8Array", "Math.max"],
      ["Uint8Array", "Math.min"],
      ["class extends Uint8Array {}", "Math.min"],
      ["Uint8Array", "Math.min"],
    ] as const) {
      writeFileSync(file, names(store, least));
      await read({ kind: "texts", files: new Set([file]) });
    }
  } finally {
    await session.close();
  }
  expect(verdicts).toEqual([["proved"], ["unknown"], ["proved"], ["unknown"], ["proved"]]);
});
