/**
 * Step by step gives what from scratch gives. Here some edits; `SURETY_EDITS=10000 npx vitest run test/compiler/incremental` makes many,
 * `SURETY_SEED` others.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createProgramSession } from "../../../compiler/incremental/program-session.js";
import type { Changes } from "../../../compiler/incremental/front-end.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { verifySources } from "../../../compiler/verify-program.js";
import type { Boundary, EnforcementOptions } from "../../../core/options.js";
import { openPool, type OpenPool, type Pool } from "../../../verifier/pool.js";
import { createProgram, seeded, type Texts } from "./edits.js";

const EDITS = Number(process.env["SURETY_EDITS"] ?? 5);
const SEED = Number(process.env["SURETY_SEED"] ?? 1);

describe.each<[Boundary, boolean]>([
  ["checked", false],
  ["checked", true],
  ["trusted", false],
])("edits, boundary %s, verbatimModuleSyntax %s", (boundary, verbatim) => {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-edits-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "are verified as from scratch",
    async () => {
      const compilerOptions = {
        strict: true,
        target: "ES2022",
        lib: ["ES2022"],
        module: "ESNext",
        moduleResolution: "Bundler",
        types: [],
        verbatimModuleSyntax: verbatim,
      };
      mkdirSync(path.join(folder, "src"), { recursive: true });
      writeFileSync(path.join(folder, "package.json"), "{}");
      writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
      const enforcement: EnforcementOptions = { mode: "production", boundary, onViolation: "throw" };
      const inputs = { cwd: folder, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM };
      const options = { enforcement, jobs: 1, onProgress: null, openPool: null, results: null, safety: null, now: () => 0 };
      const session = createProgramSession(inputs, options);
      const kept = keptPool();
      const { signal } = new AbortController();
      const program = createProgram(seeded(SEED));
      let before: Texts = new Map();
      let changes: Changes = { kind: "anything" };
      try {
        for (let edit = 0; edit <= EDITS; edit++) {
          const texts = program.texts();
          changes = write(folder, before, texts) ?? changes;
          before = texts;
          const found = await session.update(edit === 0 ? { kind: "anything" } : changes, signal);
          const scratch = await verifySources(inputs, { ...options, openPool: kept.open, witness: "off" });
          expect({ edit, report: found?.report }).toEqual({ edit, report: scratch.report });
          expect(JSON.stringify(found?.plans)).toBe(JSON.stringify(scratch.plans));
          program.edit();
        }
      } finally {
        await session.close();
        await kept.close();
      }
    },
    60_000 + EDITS * 20_000,
  );
});

/** One thread for all runs from scratch, not the session's: starting one for each took half of the test's time. */
function keptPool(): { readonly open: OpenPool; close(): Promise<void> } {
  const own: { pool: Pool | null } = { pool: null };
  return {
    open: (_lanes, options) => {
      const pool = (own.pool ??= openPool(1, options));
      return { run: pool.run.bind(pool), close: () => Promise.resolve() };
    },
    close: async () => {
      await own.pool?.close();
    },
  };
}

/** Writes what differs. Null when nothing does. */
function write(folder: string, before: Texts, after: Texts): Changes | null {
  const texts = new Set<string>();
  let structure = false;
  for (const [name, text] of after) {
    const file = path.join(folder, name);
    if (before.get(name) === text) continue;
    if (before.has(name)) texts.add(file);
    else structure = true;
    writeFileSync(file, text);
  }
  for (const name of before.keys()) {
    if (after.has(name)) continue;
    structure = true;
    rmSync(path.join(folder, name));
  }
  if (structure) return { kind: "anything" };
  return texts.size === 0 ? null : { kind: "texts", files: texts };
}
