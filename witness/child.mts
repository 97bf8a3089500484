/**
 * Entry of the process that runs code of the program under verification. It is started without permissions (run-trial.ts), reads a trial
 * from standard input, and writes lines to standard output. Each job has a realm of its own (`node:vm`) that holds nothing but the
 * language: no `process`, no `require`, no timers, no code from text. A violation counts only when it happens again in a fresh realm.
 */
import { readFileSync, writeSync } from "node:fs";
import { createContext, Script, type Context } from "node:vm";
import { harness } from "./harness.mjs";
import type { Job, Line, Trial } from "./protocol.mjs";

/** Turns of loops and calls of functions in one run. */
const FUEL = 500_000;
/** Milliseconds for what fuel does not count, such as a sort or a regular expression. Only to kill. */
const RUN_LIMIT = 2000;
/** Runs of one job that may end by the clock. */
const MAX_KILLED = 3;

const send = (line: Line): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

function realmOf(modules: string, { script }: Job): Context {
  // The realm's global must not have the host's Object.prototype behind it.
  const context = createContext(Object.create(null) as Context, { codeGeneration: { strings: false, wasm: false } });
  const text = `(${String(harness)})(${modules}, function (require) {\n${script}\n}, ${String(FUEL)})`;
  new Script(text).runInContext(context, { timeout: RUN_LIMIT });
  return context;
}

interface Observed {
  readonly obligation: string;
  readonly observed: string;
}

type Ran = { readonly kind: "ran"; readonly violation: Observed | null } | { readonly kind: "killed" };

function run(context: Context, candidate: string): Ran {
  let outcome: unknown;
  try {
    outcome = new Script(`$surety_try(() => [${candidate}])`).runInContext(context, { timeout: RUN_LIMIT });
  } catch (error) {
    const isKilled =
      typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    return isKilled ? { kind: "killed" } : { kind: "ran", violation: null };
  }
  return { kind: "ran", violation: typeof outcome === "string" && outcome !== "" ? (JSON.parse(outcome) as Observed) : null };
}

function tryJob(modules: string, job: Job, index: number): void {
  const wanted = new Set([...job.open, ...job.proved]);
  const missing = new Set(job.open);
  let context = realmOf(modules, job);
  let killed = 0;
  for (const [candidate, args] of job.candidates.entries()) {
    const ran = run(context, args);
    if (ran.kind === "killed") {
      if (++killed === MAX_KILLED) return;
      // What was cut off may have left the realm in any state.
      context = realmOf(modules, job);
      continue;
    }
    const { violation } = ran;
    if (violation === null || !wanted.has(violation.obligation)) continue;
    const again = run(realmOf(modules, job), args);
    if (again.kind !== "ran" || again.violation?.obligation !== violation.obligation) continue;
    const { obligation, observed } = again.violation;
    send({ kind: "violation", job: index, candidate, obligation, observed });
    wanted.delete(violation.obligation);
    missing.delete(violation.obligation);
    if (missing.size === 0) return;
  }
}

const trial = JSON.parse(readFileSync(0, "utf8")) as Trial;
for (const [index, job] of trial.jobs.entries()) {
  try {
    tryJob(trial.modules, job, index);
  } catch {
    // A script that does not even start: nothing is known of it.
    send({ kind: "done", job: index });
    continue;
  }
  send({ kind: "done", job: index });
}
