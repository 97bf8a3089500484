/** Verdicts of a program that is edited: as from scratch, whatever was asked before. */
import { describe, expect, it } from "vitest";
import { createLintSession, MODULE_STEPS, type EarlierRuns, type LintSession } from "../../compiler/lint-session.js";
import type { FunctionResult } from "../../core/work.js";
import { createProvers } from "../../verifier/provers.js";
import type { SyncResults } from "../../verifier/module-session.js";
import type { ts } from "../../compiler/typescript.js";
import { programOf } from "../eslint-plugin/harness.js";

const A = "/virtual/a.ts";
const B = "/virtual/b.ts";
const open = (options: { readonly results?: EarlierRuns; readonly moduleSteps?: number } = {}): LintSession =>
  createLintSession({
    enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
    resultsFor: () => options.results ?? null,
    moduleSteps: options.moduleSteps ?? MODULE_STEPS,
  });

function verdicts(session: LintSession, program: ts.Program, name: string): readonly unknown[] {
  const file = program.getSourceFile(name);
  if (file === undefined) throw new Error(name);
  const found = session.verdictsOf(program, file);
  return found.kind === "verified" ? found.verdicts.plan.sites.map(({ id, verdict }) => [id, verdict]) : [found.why];
}

const kinds = (session: LintSession, program: ts.Program, name: string): readonly unknown[] =>
  verdicts(session, program, name).map((one) => JSON.stringify(one).match(/"kind":"(\w+)"/u)?.[1] ?? one);

describe("verdicts in an editor", () => {
  const use =
    'import { table, at } from "./a.js";\nexport const r = table[2];\nexport function f(k: number) {\n  const t = [1, 2, 3, 4];\n  return t[at(k)];\n}\n';
  const EDITS: readonly (readonly [string, string])[] = [
    ["export const table = [1, 2, 3];\nexport const at = (i: number) => i & 3;\n", use],
    ["export const table = [1, 2];\nexport const at = (i: number) => i & 3;\n", use],
    ["export const table = [1, 2, 3];\nexport const at = (i: number) => i & 3;\n", use],
    ["export const table = [1, 2, 3];\nexport const at = (i: number) => i & 7;\n", use],
    ["export const table = [1, 2, 3];\nexport const at = (i: number) => i & 1;\n", `${use}// More.\n`],
    ["export const table = [1, 2, 3];\ntable.pop();\nexport const at = (i: number) => i;\n", use],
    ["export let table = [1, 2, 3];\nexport const at = (i: number) => 3;\n", use],
    ["export const table = ;\nexport const at = (i: number) => 3;\n", use],
    [
      "export const table = [1, 2, 3];\nexport const at = (i: number) => 2;\n",
      "import { table } from './a.js';\nexport const r = table[0];\n",
    ],
    [
      "Array.prototype.at = function () { return 0; };\nexport const table = [1, 2, 3];\nexport const at = (i: number) => 2;\n",
      use,
    ],
    ["export const table = [1, 2, 3];\nexport const at = (i: number) => 2;\n", use],
  ];

  it("are those of a session that has seen no other program", () => {
    const session = open();
    const seen = EDITS.map(([a, b], step) => {
      const program = programOf({ [A]: a, [B]: b });
      // Not every file is looked at after every edit.
      if (step % 3 === 1) return null;
      const found = [B, A].map((name) => verdicts(session, program, name));
      expect(found, `step ${String(step)}`).toEqual([B, A].map((name) => verdicts(open(), program, name)));
      return kinds(session, program, B);
    });
    expect(seen[0]).toEqual(["unknown", "proved"]);
    expect(seen[3]).toEqual(["unknown", "unknown"]);
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBeGreaterThan(3);
  });

  it("do not mix up two programs that are open at once", () => {
    const session = open();
    const [first, second] = [3, 7].map((mask) =>
      programOf({ [A]: `export const table = [1];\nexport const at = (i: number) => i & ${String(mask)};\n`, [B]: use }),
    );
    if (first === undefined || second === undefined) throw new Error("no program");
    for (let round = 0; round < 2; round++) {
      expect(kinds(session, first, B)[1]).toBe("proved");
      expect(kinds(session, second, B)[1]).toBe("unknown");
    }
  });

  it("are none for trees of another copy of TypeScript, and for files that do not parse", () => {
    const program = programOf({ [A]: "export const a = ;", [B]: "export const b = 1;" });
    expect(verdicts(open(), program, A)).toEqual(["the file does not parse"]);
    const file = program.getSourceFile(B);
    if (file === undefined) throw new Error("no file");
    expect(open().verdictsOf(program, Object.setPrototypeOf({ ...file }, {}) as ts.SourceFile)).toMatchObject({
      kind: "unverified",
    });
  });
});

describe("what is left for another run", () => {
  const two = "export function f() { const xs = [1]; return xs[0]; }\nexport function g() { const xs = [1]; return xs[0]; }\n";

  it("is pending where a file exceeds its limit, and not afterwards", () => {
    const program = programOf({ [A]: two });
    const file = program.getSourceFile(A);
    if (file === undefined) throw new Error("no file");
    const session = open({ moduleSteps: 0 });
    const pending = (): number | null => {
      const found = session.verdictsOf(program, file);
      return found.kind === "verified" ? found.verdicts.pending.size : null;
    };
    // The second function has to wait; asked again, the first is known and the second has its turn.
    expect(pending()).toBe(1);
    expect(pending()).toBe(0);
  });

  it("comes from earlier runs where they know it, and is checked like any result", () => {
    const program = programOf({ [A]: two });
    const file = program.getSourceFile(A);
    if (file === undefined) throw new Error("no file");
    const { analyse } = createProvers();
    const asked: string[] = [];
    const find: SyncResults["find"] = (works) => {
      asked.push(...works.map((work) => work.function.name));
      return new Map(works.map((work) => [work.function.id, analyse(work, null)]));
    };
    const found = open({ moduleSteps: 0, results: { find } }).verdictsOf(program, file);
    expect(asked).toEqual(["g"]);
    expect(found.kind === "verified" ? found.verdicts.plan.sites.map(({ verdict }) => verdict.kind) : []).toEqual([
      "proved",
      "proved",
    ]);
    const wrong: SyncResults["find"] = (works) =>
      new Map(works.map((work) => [work.function.id, { ...analyse(work, null), sites: [] } satisfies FunctionResult]));
    expect(() => open({ moduleSteps: 0, results: { find: wrong } }).verdictsOf(program, file)).toThrow(/verdicts/u);
  });
});

describe("what an earlier run has broken", () => {
  const code = "export function at(xs: number[], i: number) {\n  return xs[i];\n}\n";
  const EDITS: readonly (readonly [why: string, text: string, verdict: string])[] = [
    ["as it was", code, "refuted"],
    ["statements beside it", `export const other = 1;\n${code}export const third = 3;\n`, "refuted"],
    ["another body", code.replace("xs[i]", "xs[i - 1]"), "unknown"],
    ["another type", code.replace("i: number", "i: 0 | 1"), "unknown"],
    ["a contract", `/** @requires i < xs.length */\n${code}`, "unknown"],
    ["no longer exported", code.replace("export ", "") + "export const f = (n: number) => at([n], n);\n", "unknown"],
    [
      "a test",
      code.replace("  return", "  if (!(Number.isInteger(i) && i >= 0 && i < xs.length)) return 0;\n  return"),
      "unknown",
    ],
  ];

  it.each(EDITS)("is refuted for the very same code alone: %s", (_why, text, verdict) => {
    const stored = new Map<string, Uint8Array>();
    const [first] = keysOf(code);
    if (first === undefined) throw new Error("no key");
    stored.set(first, Buffer.from(JSON.stringify({ call: "at([], 0)", observed: "index 0, length 0" })));
    const session = open({
      results: {
        find: () => new Map(),
        entries: (keys) => new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key) ?? new Uint8Array()]] : []))),
      },
    });
    const program = programOf({ [A]: text });
    expect(kinds(session, program, A)[0]).toBe(verdict);
  });

  function keysOf(text: string): readonly string[] {
    const asked: string[] = [];
    const entries = (keys: readonly string[]) => {
      asked.push(...keys);
      return new Map();
    };
    verdicts(open({ results: { find: () => new Map(), entries } }), programOf({ [A]: text }), A);
    return asked;
  }
});
