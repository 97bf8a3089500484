/** Small HIR programs with sites and nothing else, and session steps that need no analysis. */
import { NO_LOOSE } from "../../core/hir-loose.js";
import { NO_CONTRACTS, type HirFunction, type HirProgram } from "../../core/hir.js";
import { functionId, modulePath } from "../../core/ids.js";
import type { Site } from "../../core/site.js";
import { WORK_SCHEMA_VERSION } from "../../core/work.js";
import { DEFAULT_SESSION, type SessionOptions } from "../../verifier/session-options.js";
import type { SessionSteps } from "../../verifier/session-steps.js";

export function site(start: number, text = "a[i]", kind: Site["kind"] = "bounds.read"): Site {
  return {
    kind,
    span: { start, end: start + text.length },
    text,
    receiver: "array",
    element: { undefined: false, null: false },
    form:
      kind === "bounds.read" ? { kind: "read", dereferenced: false, called: false, optionalChain: false } : { kind: "assign" },
    insideTry: false,
    tokens: text.split("").join(" "),
  };
}

export function fn(path: string, symbol: string, sites: readonly Site[]): HirFunction {
  return {
    id: functionId(`${path}#${symbol}`),
    name: symbol === "" ? "(module)" : symbol,
    kind: symbol === "" ? "module" : "function",
    flavour: "normal",
    span: { start: 0, end: 1000 },
    params: [],
    locals: [],
    blocks: [],
    sites,
    values: 0,
    types: [],
    valueTypes: [],
    thisClass: null,
    thisType: -1,
    closed: false,
    exposed: false,
    regions: [],
    writesCells: [],
    contracts: NO_CONTRACTS,
    overridden: [],
    loose: NO_LOOSE,
    unsupported: [],
  };
}

export function programOf(...functions: readonly HirFunction[]): HirProgram {
  const paths = [...new Set(functions.map((one) => one.id.slice(0, one.id.indexOf("#"))))];
  return {
    schemaVersion: 1,
    modules: paths.map((path) => ({
      path: modulePath(path),
      functions: functions.filter((one) => one.id.startsWith(`${path}#`)),
      tolerated: [],
      problems: [],
      imports: [],
    })),
    cells: [],
    classes: [],
    objectTypes: [],
    reachedPrivates: [],
    deadZone: "enforced",
    uncompiledModules: [],
  };
}

/** `count` functions `f0`, `f1`, … with `sites` sites each. */
export function manyFunctions(count: number, sites: number, path = "a.ts"): HirFunction[] {
  return Array.from({ length: count }, (_, at) =>
    fn(
      path,
      `f${String(at)}`,
      Array.from({ length: sites }, (_, k) => site(at * 1000 + k * 10)),
    ),
  );
}

export const steps: SessionSteps = {
  link: (program, options) => {
    const functions = new Map(program.modules.flatMap((module) => module.functions).map((one) => [one.id, one]));
    return {
      changed: null,
      work: (id) => {
        const hir = functions.get(id);
        if (hir === undefined) throw new Error(`no function ${id}`);
        return {
          schemaVersion: WORK_SCHEMA_VERSION,
          function: hir,
          environment: null,
          enforcement: options.enforcement,
          budgets: options.budgets,
        };
      },
    };
  },
  frame: () => null,
  plan: ({ module, sites, enforcement }) => ({
    module: module.path,
    sites: sites.map((one) => ({
      ...one,
      disposition: one.verdict.kind === "proved" ? "elide" : "guard",
      guard: one.verdict.kind === "proved" ? "none" : "index",
      assertion: false,
    })),
    selectors: [],
    enforcement,
    intrinsics: [],
    capabilities: [],
    grant: [],
  }),
};

export const fixture = (name: string): URL => new URL(`./fixtures/${name}`, import.meta.url);

/** Of two workers, however little there is to do. */
export const session = (changes: Partial<SessionOptions>): SessionOptions => ({
  ...DEFAULT_SESSION,
  jobs: 2,
  laneObligations: 1,
  ...changes,
});
