/** Runs emitted modules in threads. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { ROOT } from "../source-files.js";
import { touchesIntrinsics, type CaseFile } from "./case-files.js";

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

/**
 * A thread has intrinsics of its own. What touches intrinsics runs in one of its own; other cases share one, since starting a
 * thread takes longer than most of them. Guarded code hardens intrinsics, so what it is compared with runs elsewhere.
 */
type Build = "guarded" | "unguarded";

const THREAD_FAILED = "thread failed";
const threadFailed = (message: string): Outcome => ({
  result: null,
  error: { name: THREAD_FAILED, message, line: null, stack: "" },
  recorded: [],
});

class Thread {
  readonly #worker = new Worker(RUNNER, { stdout: false });
  #told: (outcome: Outcome) => void = () => undefined;
  #failed: Outcome | null = null;
  /** Settles when nothing runs here any more. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#worker.unref();
    this.#worker.on("message", (outcome: Outcome) => {
      this.#told(outcome);
    });
    this.#worker.on("error", (error) => {
      this.#failed ??= threadFailed(String(error));
      this.#told(this.#failed);
    });
    this.#worker.on("exit", (code) => {
      this.#failed ??= threadFailed(`exit code ${code} without an outcome`);
      this.#told(this.#failed);
    });
  }

  /** After what was asked before. */
  run(file: string): Promise<Outcome> {
    const outcome = this.#idle.then(async () => await this.#ask(file));
    this.#idle = outcome;
    return outcome;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(file: string): Promise<Outcome> {
    if (this.#failed !== null) return this.#failed;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(threadFailed(`no outcome after ${HANGS_AFTER} ms`));
      }, HANGS_AFTER);
      this.#told = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#worker.postMessage({ file });
    });
  }
}

const shared = new Map<Build, Thread>();

/** Runs `emitted`, the module made of `file`. Never rejects: a thread that dies or hangs is an outcome with an error. */
export async function runModule(file: CaseFile, emitted: string, build: Build): Promise<Outcome> {
  if (!touchesIntrinsics(file)) {
    const thread = shared.get(build) ?? new Thread();
    shared.set(build, thread);
    const outcome = await thread.run(emitted);
    if (outcome.error?.name !== THREAD_FAILED) return outcome;
    // Perhaps by what an earlier case left behind, such as a promise that rejects.
    if (shared.get(build) === thread) shared.delete(build);
    void thread.end();
  }
  const thread = new Thread();
  try {
    return await thread.run(emitted);
  } finally {
    await thread.end();
  }
}

const plain = new Map<string, Promise<Outcome>>();

/** What the module does as TypeScript alone emits it; run once. */
export function runUnguarded(file: CaseFile): Promise<Outcome> {
  const known = plain.get(file.path) ?? runModule(file, emitUnguarded(file), "unguarded");
  plain.set(file.path, known);
  return known;
}

/** Returns the absolute path of what was written. */
function emitUnguarded({ path: source, text }: CaseFile): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const out = path.join(ROOT, "out/unguarded", source.replace(/\.ts$/u, ".js"));
  mkdirSync(path.dirname(out), { recursive: true });
  // Another test process may be writing the same, or reading it.
  const unfinished = `${out}.${process.pid}`;
  writeFileSync(unfinished, outputText);
  renameSync(unfinished, out);
  return out;
}
