/** Guards a module with contracts and runs it, in any mode. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { guardModule, type EnforcementChoice, type GuardedModule } from "../../../compiler/api.js";
import type { CaseFile } from "../../cases/case-files.js";
import { runModule, runUnguarded, type Outcome } from "../../cases/run-module.js";
import { ROOT } from "../../source-files.js";

export interface Ran extends GuardedModule {
  readonly outcome: Outcome;
  /** What the source does by itself. */
  readonly plain: Outcome;
}

/** `path` from the root. */
export function caseOf(text: string, where: string): CaseFile {
  return { name: path.basename(where, ".ts"), path: where, text, outOfRange: [], proved: [] };
}

const made = { count: 0 };

function emit(code: string, { path: source }: CaseFile): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const out = path.join(ROOT, source.replace(/\.ts$/u, ".js"));
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, outputText);
  return out;
}

/** `text` exports `run`. */
export async function guardAndRun(text: string, choice: EnforcementChoice = {}): Promise<Ran> {
  const guarded = guardModule(text, "m.ts", { ...choice, projectRoot: ROOT });
  const file = caseOf(text, `out/contracts/c${String(process.pid)}-${String(made.count++)}.ts`);
  const [outcome, plain] = await Promise.all([runModule(file, emit(guarded.code, file), "guarded"), runUnguarded(file)]);
  return { ...guarded, outcome, plain };
}

/** Contracts as `line verdict`, in order. */
export function verdictsOf({ obligations }: GuardedModule): readonly string[] {
  return obligations.filter(({ kind }) => kind === "contract").map(({ line, verdict }) => `${String(line)} ${verdict}`);
}
