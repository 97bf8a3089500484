/**
 * What a witness depends on: the statements that were run, with their comments (contracts are in them), how they are compiled, the call's
 * function with the types of its parameters, and the obligation. It is found again under the digest of all that, so it is never out of date:
 * where anything of it is different, there is none.
 */
import type { ts } from "../typescript.js";
import { digestOf, type CacheKey } from "../../cache/key.js";
import type { ObligationId } from "../../core/ids.js";
import type { ModulePlan } from "../../core/plan.js";
import { guardedPlace } from "../../core/site.js";
import type { Witness } from "../../core/verdict.js";
import { VERSION } from "../version.js";
import { runnableFunctions, type RunnableFunction } from "./runnable.js";

/** Keys of witnesses against obligations of one function that can be run. */
export function witnessKeys(
  file: ts.SourceFile,
  { name, parameters, slice }: RunnableFunction,
  options: ts.CompilerOptions,
): (id: ObligationId) => CacheKey {
  const text = file.statements.flatMap((statement) => (slice.has(statement) ? statement.getFullText(file).trim() : []));
  const compiled = COMPILED_BY.map((option) => options[option] ?? null);
  const given = digestOf(JSON.stringify([VERSION, compiled, name, parameters, text]));
  return (id) => digestOf(`surety-witness-1\0${given}\0${id}`);
}

/** What changes the meaning of emitted code that imports nothing. */
const COMPILED_BY = [
  "target",
  "strict",
  "alwaysStrict",
  "useDefineForClassFields",
  "experimentalDecorators",
  "downlevelIteration",
  "preserveConstEnums",
  "isolatedModules",
  "jsx",
] as const;

export interface WitnessQuestion {
  readonly obligation: ObligationId;
  readonly keys: readonly CacheKey[];
}

/** For each obligation of a module that is neither proved nor refuted: where a witness against it would be. Runs nothing. */
export function witnessQuestions(file: ts.SourceFile, plan: ModulePlan, program: ts.Program): readonly WitnessQuestion[] {
  const open = plan.sites.filter(({ verdict }) => verdict.kind === "unknown");
  if (open.length === 0) return [];
  const found = new Map<ObligationId, CacheKey[]>();
  for (const runnable of runnableFunctions(file, program)) {
    const keyOf = witnessKeys(file, runnable, program.getCompilerOptions());
    for (const { id, site } of open) {
      const { start, end } = guardedPlace(site);
      if (![...runnable.slice].some((part) => start >= part.getStart(file) && end <= part.end)) continue;
      const keys = found.get(id) ?? [];
      keys.push(keyOf(id));
      found.set(id, keys);
    }
  }
  return [...found].map(([obligation, keys]) => ({ obligation, keys }));
}

export const witnessBytes = ({ call, observed }: Witness): Uint8Array => Buffer.from(JSON.stringify({ call, observed }), "utf8");

/** Null for what is no witness. */
export function witnessOf(bytes: Uint8Array): Witness | null {
  const value = parsed(Buffer.from(bytes).toString("utf8"));
  if (typeof value !== "object" || value === null || !("call" in value) || !("observed" in value)) return null;
  const { call, observed } = value;
  return typeof call === "string" && typeof observed === "string" ? { call, observed } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
