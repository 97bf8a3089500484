/**
 * Reports of whole runs. A run is found by what it was asked, and holds if every question that it put to the file system is answered as
 * it was then: then it would end as it did. Imports no TypeScript: an unchanged program is not even parsed.
 */
import { cacheKey, digestOf, type CacheKey } from "../cache/key.js";
import type { Store } from "../cache/store.js";
import type { SafetyStatement } from "../core/annotation.js";
import type { EnforcementOptions } from "../core/options.js";
import type { Report } from "../core/report.js";
import { canonicalText } from "../verifier/canonical.js";
import type { ProgramInputs } from "./program/inputs.js";
import { decodeObservations, encodeObservations, stillHolds, type Observation } from "./program/observe-files.js";

export interface RunCache {
  /** Null when no run that was kept still holds. Never rejects. */
  recall(request: RunRequest): Promise<KeptRun | null>;
  keep(request: RunRequest, run: KeptRun, observations: readonly Observation[]): Promise<void>;
}

/** All that a run goes by and does not read through `inputs.files`. */
export interface RunRequest {
  readonly inputs: ProgramInputs;
  readonly enforcement: EnforcementOptions;
  /** Of `--safety`. */
  readonly safety: SafetyStatement | null;
}

export interface RunHolds {
  readonly from: number;
  readonly to: number;
}

export interface KeptRun {
  readonly report: Report;
  /** What is approved depends on the day: outside of it (milliseconds) the run may end otherwise. Absent: it does not. */
  readonly holds?: RunHolds;
  /** Functions with obligations. */
  readonly functions: number;
}

/** States of the program that are kept for one request: going back and forth between branches finds each. */
const STATES = 6;

export function runCache(store: Store, origin: string, wallClock: () => number = () => Date.now()): RunCache {
  const keyOf = ({ inputs: { cwd, paths, project }, enforcement, safety }: RunRequest): CacheKey =>
    digestOf(`surety-run-2\0${origin}\0${canonicalText({ cwd, paths, project, enforcement, safety })}`);
  const valueOf = async (key: CacheKey): Promise<unknown> => {
    const bytes = (await store.fetch([key])).get(key);
    return bytes === undefined ? null : parse(bytes);
  };
  const statesOf = async (request: RunRequest): Promise<readonly CacheKey[]> => decodeStates(await valueOf(keyOf(request)));
  return {
    recall: async (request) => {
      for (const state of await statesOf(request)) {
        const observations = decodeObservations(await valueOf(state));
        if (observations === null || !stillHolds(observations, request.inputs.files)) continue;
        const run = decodeRun(await valueOf(reportKey(state)));
        if (run !== null && isWithin(run.holds, wallClock())) return run;
      }
      return null;
    },
    keep: async (request, run, observations) => {
      const text = JSON.stringify(encodeObservations(observations));
      const state = digestOf(`surety-state-1\0${keyOf(request)}\0${text}`);
      const others = (await statesOf(request)).filter((other) => other !== state);
      store.put(state, Buffer.from(text, "utf8"));
      store.put(reportKey(state), Buffer.from(JSON.stringify(run), "utf8"));
      store.put(keyOf(request), Buffer.from(JSON.stringify([state, ...others].slice(0, STATES)), "utf8"));
    },
  };
}

const reportKey = (state: CacheKey): CacheKey => digestOf(`surety-report-1\0${state}`);

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function decodeStates(value: unknown): readonly CacheKey[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((entry) => {
    const key = typeof entry === "string" ? cacheKey(entry) : null;
    return key === null ? [] : [key];
  });
}

/** The entry was sealed by this user's tools of this origin: its form is the one that was stored. */
function decodeRun(value: unknown): KeptRun | null {
  if (typeof value !== "object" || value === null || !("report" in value) || !("functions" in value)) return null;
  const { report, functions } = value;
  if (typeof report !== "object" || report === null || typeof functions !== "number") return null;
  if (!("holds" in value)) return { report: report as Report, functions };
  const holds = decodeHolds(value.holds);
  return holds === null ? null : { report: report as Report, functions, holds };
}

function decodeHolds(value: unknown): RunHolds | null {
  if (typeof value !== "object" || value === null || !("from" in value) || !("to" in value)) return null;
  const { from, to } = value;
  return typeof from === "number" && typeof to === "number" ? { from, to } : null;
}

const isWithin = (holds: RunHolds | undefined, now: number): boolean =>
  holds === undefined || (holds.from <= now && now <= holds.to);
