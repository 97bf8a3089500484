/** Runs emitted modules, each in a thread of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { ROOT } from "../source-files.js";
import type { CaseFile } from "./case-files.js";

export interface Outcome {
  /** What `run()` returned, inspected; null when it threw. */
  readonly result: string | null;
  readonly error: {
    readonly name: string;
    readonly message: string;
    readonly line: number | null;
    readonly stack: string;
  } | null;
  /** Violations that guards recorded, whether or not the program caught them. */
  readonly recorded: readonly { readonly line: number; readonly file: string; readonly proved: boolean }[];
}

const RUNNER = new URL("./run-module.mjs", import.meta.url);
const HANGS_AFTER = 30_000;

/** Never rejects: a worker that dies or hangs is an outcome with an error. */
export function runModule(file: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const worker = new Worker(RUNNER, { workerData: { file }, stdout: false });
    const failed = (name: string, message: string): Outcome => ({
      result: null,
      error: { name, message, line: null, stack: "" },
      recorded: [],
    });
    const timer = setTimeout(() => {
      resolve(failed("hangs", `no outcome after ${HANGS_AFTER} ms`));
      void worker.terminate();
    }, HANGS_AFTER);
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    worker.once("message", settle);
    worker.once("error", (error) => {
      settle(failed("worker failed", String(error)));
    });
    worker.once("exit", (code) => {
      settle(failed("worker ended", `exit code ${code} without an outcome`));
    });
  });
}

/** The module as TypeScript alone emits it, under `outDir` from the root; returns its absolute path. */
export function emitUnguarded(file: CaseFile, outDir: string): string {
  const { outputText } = ts.transpileModule(file.text, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const out = path.join(ROOT, outDir, `${file.name}.js`);
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, outputText);
  return out;
}
