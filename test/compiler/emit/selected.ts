/** Builds and runs a text twice: as planned, and with the same guards but no selectors. */
import { createRequire } from "node:module";
import ts from "typescript";
import { linkProgram } from "../../../analyzers/linking/link.js";
import { analyseFunction } from "../../../analyzers/analyse-function.js";
import { applyPlan } from "../../../compiler/emit/guard-edits.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";
import { createTextProgram } from "../../../compiler/text-program.js";
import { DEFAULT_BUDGETS, type EnforcementOptions } from "../../../core/options.js";
import type { HirProgram } from "../../../core/hir.js";
import type { FunctionId } from "../../../core/ids.js";
import type { ModulePlan } from "../../../core/plan.js";
import type { FunctionResult } from "../../../core/work.js";
import { createLinear } from "../../../solver/linear.js";
import { closeSession, noClosedModules } from "../../../verifier/close-session.js";
import { resultsByModule } from "../../../verifier/module-results.js";
import { PROGRAM_STEPS } from "../../../verifier/program-steps.js";

export const PRODUCTION: EnforcementOptions = { mode: "production", boundary: "trusted", onViolation: "throw" };

export interface Selected {
  readonly plan: ModulePlan;
  readonly code: string;
  readonly map: { readonly mappings: string } | null;
  /** What the module exports, hoisted and not. */
  readonly hoisted: Readonly<Record<string, unknown>>;
  readonly plain: Readonly<Record<string, unknown>>;
}

interface LoweredText {
  readonly sourceFile: ts.SourceFile;
  readonly hir: HirProgram;
}

/** The text asked for last: tests ask for the same under several options. */
const lowered = new Map<string, LoweredText>();

function lower(text: string): LoweredText {
  const known = lowered.get(text);
  if (known !== undefined) return known;
  const parsed = createTextProgram(text, "/snippet/snippet.ts", "/snippet");
  if (parsed.kind === "rejected") throw new Error("the snippet does not parse");
  const { program, sourceFile } = parsed;
  const made = { sourceFile, hir: lowerProgram(program, [sourceFile], "/snippet") };
  lowered.clear();
  lowered.set(text, made);
  return made;
}

export function select(text: string, enforcement: EnforcementOptions = PRODUCTION): Selected {
  const { sourceFile, hir } = lower(text);
  const linked = linkProgram(hir, { enforcement, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  const results = new Map<FunctionId, FunctionResult>();
  for (const module of hir.modules)
    for (const fn of module.functions)
      if (fn.sites.length > 0) results.set(fn.id, analyseFunction(linked.work(fn.id), { linear: createLinear(), solver: null }));
  const planned = (found: ReadonlyMap<FunctionId, FunctionResult>): ModulePlan => {
    const closed = closeSession(
      { program: hir, results: resultsByModule(hir.modules, found), made: found, solverHits: 0, isLasting: true, incidents: [] },
      {
        plan: (judged) => PROGRAM_STEPS.plan({ ...judged, enforcement, linked }),
        before: noClosedModules(),
        frame: null,
      },
    );
    const [plan] = closed.plans;
    if (plan === undefined) throw new Error("no plan");
    return plan;
  };
  const options = { runtime: "@surety/runtime", harden: null, format: "cjs" as const };
  const plan = planned(results);
  const { code, map } = applyPlan(text, sourceFile, { plan, options });
  const without = planned(new Map([...results].map(([id, result]) => [id, { ...result, selectors: [] }])));
  const loaded: { hoisted?: Readonly<Record<string, unknown>>; plain?: Readonly<Record<string, unknown>> } = {};
  return {
    plan,
    code,
    map,
    // Loaded when they are asked for: a module may begin what only its caller ends.
    get hoisted() {
      return (loaded.hoisted ??= run(code));
    },
    get plain() {
      return (loaded.plain ??= run(applyPlan(text, sourceFile, { plan: without, options }).code));
    },
  };
}

const requireRuntime = createRequire(import.meta.url);

function run(code: string): Readonly<Record<string, unknown>> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: Record<string, unknown> = {};
  try {
    // The snippet is ours.
    new Function("require", "exports", outputText)(requireRuntime, exports);
    return exports;
  } catch (error) {
    // A module that does not load has nothing to call: whatever is asked of it comes to that.
    const failed = (): never => {
      throw error;
    };
    return new Proxy(exports, { get: () => failed });
  }
}

/** What a call came to, with what it did to its arguments. */
export function outcomeOf(called: unknown, args: readonly unknown[]): string {
  if (typeof called !== "function") throw new Error("no function");
  let result: string;
  try {
    result = `returns ${show(called(...args))}`;
  } catch (error) {
    result = describeThrown(error);
  }
  return `${result}; ${args.map(show).join(", ")}`;
}

/** What a call without arguments came to, in the end. */
export async function settledOutcomeOf(called: unknown): Promise<string> {
  if (typeof called !== "function") throw new Error("no function");
  try {
    return `returns ${show(await called())}`;
  } catch (error) {
    return describeThrown(error);
  }
}

const describeThrown = (error: unknown): string =>
  `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;

function show(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  // A detached one cannot be iterated.
  if (ArrayBuffer.isView(value) && value.byteLength === 0) return `${value.constructor.name}[]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${Array.from(value as Uint8Array).join(",")}]`;
  if (Array.isArray(value)) return `[${Array.from(value, show).join(",")}]`;
  return typeof value;
}
