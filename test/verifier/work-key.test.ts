import { describe, expect, it } from "vitest";
import { linkProgram } from "../../analyzers/linking/link.js";
import { decodeEnvironment, type Environment } from "../../analyzers/facts/environment.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { FunctionWork } from "../../core/work.js";
import { createLinear } from "../../solver/linear.js";
import { PROGRAM_STEPS } from "../../verifier/program-steps.js";
import { resultCache } from "../../verifier/result-cache.js";
import { verifyHir } from "../../verifier/session.js";
import { workKey } from "../../verifier/work-key.js";
import { freshFolder, openStore } from "../cache/cache-folder.js";
import { functionNamed, lowerText } from "../compiler/lower/program-of.js";
import { session } from "./program.js";

function workOf(text: string, name = "at"): FunctionWork {
  const program = lowerText(text);
  const linked = linkProgram(program, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  return linked.work(functionNamed(program, name).id);
}

const keyOf = (work: FunctionWork, origin = "origin"): string => workKey(work, origin).key;

const AT = "function at(a: number[], i: number) { return a[i]; }\n";
const WORK = workOf(`${AT}export const x = at([1, 2, 3], 2);\n`);
const ENVIRONMENT = decodeEnvironment(WORK.environment);
const SUMMARY = { reached: true };

/** Something else for each field. A new field has no row here: then this file does not compile, and the next test fails. */
const OTHER_WORKS: { readonly [K in keyof FunctionWork]: unknown } = {
  schemaVersion: 2,
  function: { ...WORK.function, closed: !WORK.function.closed },
  environment: null,
  enforcement: { ...DEFAULT_ENFORCEMENT, boundary: "trusted" },
  budgets: { ...DEFAULT_BUDGETS, abstractSteps: 1 },
};

const OTHER_ENVIRONMENTS: { readonly [K in keyof Environment]: unknown } = {
  parameters: null,
  summaries: { "m.ts#other": SUMMARY },
  instances: { 1: SUMMARY },
  cellFacts: { cell: { object: "fixed" } },
  cellWrites: { cell: { constant: true } },
  slotRelations: [{ terms: [], constant: 1 }],
  // Types count where something names them: see below.
  objectTypes: null,
  baseConstructor: !ENVIRONMENT.baseConstructor,
  constructors: { C: "m.ts#C" },
  a2: { ...ENVIRONMENT.a2, closedProgram: !ENVIRONMENT.a2.closedProgram },
  callersCheck: !ENVIRONMENT.callersCheck,
};

describe("every component is in the key", () => {
  it("the tables name every field", () => {
    expect(Object.keys(OTHER_WORKS).sort()).toEqual(Object.keys(WORK).sort());
    expect(Object.keys(OTHER_ENVIRONMENTS).sort()).toEqual(Object.keys(ENVIRONMENT).sort());
  });

  it("the origin", () => {
    expect(keyOf(WORK, "another")).not.toBe(keyOf(WORK));
    expect(keyOf(structuredClone(WORK))).toBe(keyOf(WORK));
  });

  it.each(Object.entries(OTHER_WORKS))("the work's `%s`", (name, other) => {
    expect(keyOf({ ...WORK, [name]: other })).not.toBe(keyOf(WORK));
  });

  it.each(Object.entries(OTHER_ENVIRONMENTS).filter(([name]) => name !== "objectTypes"))(
    "the environment's `%s`",
    (name, other) => {
      expect(keyOf({ ...WORK, environment: { ...ENVIRONMENT, [name]: other } })).not.toBe(keyOf(WORK));
    },
  );

  it.each([...Object.entries(DEFAULT_BUDGETS), ...Object.entries(DEFAULT_ENFORCEMENT)])(
    "the option `%s`",
    (name, value: unknown) => {
      const group = name in DEFAULT_BUDGETS ? "budgets" : "enforcement";
      expect(keyOf({ ...WORK, [group]: { ...WORK[group], [name]: `not ${String(value)}` } })).not.toBe(keyOf(WORK));
    },
  );

  it.each(Object.keys(WORK.function).filter((name) => name !== "span"))("the function's `%s`", (name) => {
    // Of regions and sites the key reads parts, so they get fewer or more of them.
    const value: unknown = Reflect.get(WORK.function, name);
    const other = name === "sites" ? [] : name === "regions" ? [{ span: { start: 0, end: 1 } }] : { not: value };
    expect(keyOf({ ...WORK, function: { ...WORK.function, [name]: other } })).not.toBe(keyOf(WORK));
  });

  it("object types that something names, whatever their numbers", () => {
    const named = (number: number, type: string): FunctionWork => ({
      ...WORK,
      function: { ...WORK.function, types: [{ kind: "object", name: "T", class: null, members: number, primitives: false }] },
      environment: { ...ENVIRONMENT, objectTypes: { [number]: { p: { type: { kind: type }, data: true } }, 99: {} } },
    });
    expect(keyOf(named(7, "number"))).toBe(keyOf(named(3, "number")));
    expect(keyOf(named(7, "number"))).not.toBe(keyOf(named(7, "string")));
  });
});

describe("what no result depends on is not in the key", () => {
  const source = (before: string, inside: string): FunctionWork =>
    workOf(
      `${before}export function at(a: number[], i: number) {${inside}if (i >= 0 && i < a.length) return a[i];${inside}return a[0];}\n`,
    );

  it.each([
    ["comments and white space above", "\n\n// a comment\n", " "],
    ["comments and white space within", "", "\n  /* a comment */\n\n"],
    ["a function above", "export function other(b: string[]) { return b[1]; }\n", " "],
  ])("%s", (_, before, inside) => {
    expect(keyOf(source(before, inside))).toBe(keyOf(source("", " ")));
  });
});

/** Verdicts by text of the site, and how many functions' results were known. */
type Verdicts = Readonly<Record<string, string>>;

/** Verifies programs one after the other with one cache on disk, each in a process of its own as far as the store can tell. */
async function verifyAll(texts: readonly string[]): Promise<readonly Verdicts[]> {
  const folder = freshFolder();
  const all: Verdicts[] = [];
  for (const text of texts) {
    const store = openStore(folder);
    const verified = await verifyHir(lowerText(text), session({ jobs: 1, results: resultCache(store, "test") }), PROGRAM_STEPS);
    await store.close();
    expect(store.incidents).toEqual([]);
    all.push(Object.fromEntries(verified.plans.flatMap((p) => p.sites.map((s) => [s.site.text, s.verdict.kind]))));
  }
  return all;
}

const ALL_CALLERS = "parameters: that these are all callers";

/**
 * Programs in which the HIR of the function is the same and its environment is not: a key without that component would give the
 * verdict of the first to the second.
 */
const PAIRS: Readonly<Record<string, readonly [proved: string, unknown: string, site: string]>> = {
  "parameters: what callers pass": [`${AT}export const x = at([1, 2, 3], 2);\n`, `${AT}export const x = at([1], 2);\n`, "a[i]"],
  [ALL_CALLERS]: [
    `${AT}export const x = at([1, 2, 3], 2);\n`,
    `${AT}export const x = at([1, 2, 3], 2);\nexport { at };\n`,
    "a[i]",
  ],
  "summaries: what a callee returns": [
    "function size() { return 2; }\nexport function at() { const a = [1, 2, 3]; return a[size()]; }\n",
    "function size() { return 3; }\nexport function at() { const a = [1, 2, 3]; return a[size()]; }\n",
    "a[size()]",
  ],
  "cellFacts: what a constant holds": [
    "const n = 1 + 1;\nexport function at() { const a = [1, 2, 3]; return a[n]; }\n",
    "const n = 1 + 2;\nexport function at() { const a = [1, 2, 3]; return a[n]; }\n",
    "a[n]",
  ],
  "a2: whether intrinsics may be changed": [
    "export function at(k: number) { const a = [1, 2, 3]; return a[Math.min(2, Math.abs(k | 0))]; }\n",
    "export function at(k: number) { const a = [1, 2, 3]; return a[Math.min(2, Math.abs(k | 0))]; }\nMath.min = () => 9;\n",
    "a[Math.min(2, Math.abs(k | 0))]",
  ],
};

describe("a real cache gives no verdict of another environment", () => {
  it.each(Object.entries(PAIRS))("%s", async (name, [proved, unknown, site]) => {
    // Whether it is closed is told in the function too.
    if (name !== ALL_CALLERS) {
      const [first, second] = [workOf(proved), workOf(unknown)];
      expect(keyOf({ ...first, environment: second.environment })).toBe(keyOf(second));
    }
    const verdicts = (await verifyAll([proved, unknown, proved])).map((found) => found[site]);
    expect(verdicts).toEqual(["proved", "unknown", "proved"]);
  });
});
