/** HIR of the shared cases, run by the interpreter, against the cases run as JavaScript. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import type { HirProgram } from "../../../core/hir.js";
import { interpret, NotInterpretable } from "./interpret.js";
import { lowerFiles } from "./program-of.js";
import { runReal } from "./run-real.js";

const CASES = path.resolve(import.meta.dirname, "../../cases");

for (const folder of ["provable", "traps", "own-provable", "programs", "own-traps"]) {
  const root = path.join(CASES, folder);
  const files = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith(".ts")) : [];
  describe.skipIf(files.length === 0)(`HIR of cases/${folder} runs as JavaScript does`, () => {
    const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
    // All in one program: making one for each takes longer than everything else here.
    let together: HirProgram | null = null;
    beforeAll(() => {
      together = lowerFiles(Object.fromEntries(texts));
    });
    for (const file of files) it(file, (context) => compareRuns(texts.get(file)!, alone(together!, file), () => context.skip()));
  });
}

/** The module as a program: cases import nothing. */
function alone(program: HirProgram, file: string): HirProgram {
  const modules = program.modules.filter((module) => module.path === file);
  const own = new Set(modules.flatMap(({ functions }) => functions.map(({ id }) => id)));
  return { ...program, modules, cells: program.cells.filter(({ owner }) => own.has(owner)) };
}

/** Runs `run()` both ways; what waits, or lies outside HIR, is skipped. */
function compareRuns(text: string, program: HirProgram, skip: () => void): void {
  const real = outcome(() => runReal(text, "run"));
  if (real.kind === "promise") return skip();
  const lowered = outcome(() => interpret(program).exported("run"));
  if (lowered.kind === "outside" || lowered.kind === "promise") return skip();
  if (!isDeepStrictEqual(lowered, real)) expect(lowered).toEqual(real);
}

type Outcome = { kind: "value" | "thrown"; value: unknown } | { kind: "promise" | "outside" };

function outcome(run: () => unknown): Outcome {
  try {
    const value = (run() as () => unknown)();
    return value instanceof Promise ? { kind: "promise" } : { kind: "value", value };
  } catch (error) {
    if (error instanceof NotInterpretable) return { kind: "outside" };
    return { kind: "thrown", value: error instanceof Error ? error.name : error };
  }
}
