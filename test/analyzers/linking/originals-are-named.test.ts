/**
 * What leans on an intrinsic names it, so that it is hardened (A2): a quiet read of a global or of a built-in's member, what a global makes, what a
 * built-in method calls back with. And what is not hardened is believed nothing, beside code that is not compiled.
 */
import { describe, expect, it } from "vitest";
import { intrinsicsOf } from "../../../analyzers/linking/intrinsics-used.js";
import { linkProgram } from "../../../analyzers/linking/link.js";
import { runTiers } from "../../../analyzers/tiers.js";
import type { Instr } from "../../../core/hir.js";
import { DEFAULT_BUDGETS, type Boundary } from "../../../core/options.js";
import type { Outcome } from "../../../analyzers/facts/outcome.js";
import { createLinear } from "../../../solver/linear.js";
import { casesIn } from "../../cases/case-files.js";
import { PRODUCTION } from "../../compiler/emit/selected.js";
import { functionsOf, lowerText } from "../../compiler/lower/program-of.js";
import { provedTexts } from "../proved-texts.js";

const OUTSIDE = 'import { outside } from "outside"; ';
const CONSTANTS: ReadonlySet<string> = new Set(["undefined", "NaN", "Infinity"]);

/** Whether something is said of the instruction that is only true of an original. */
function leans(instr: Instr, outcome: Outcome, isOfGlobal: (value: number) => boolean): boolean {
  if (outcome.passesBack !== null) return true;
  switch (instr.op) {
    case "global":
      return !outcome.runsUnknown && !CONSTANTS.has(instr.name);
    case "typeofGlobal":
      return !outcome.runsUnknown;
    case "callMethod":
      return outcome.callee === null && !outcome.runsUnknown;
    case "call":
    case "new":
      return outcome.callee === null && isOfGlobal(instr.callee) && (outcome.fresh || !outcome.runsUnknown);
    default:
      return false;
  }
}

interface Seen {
  readonly instr: Instr;
  readonly outcome: Outcome;
  readonly isOfGlobal: (value: number) => boolean;
  readonly where: string;
}

function seenIn(text: string, boundary: Boundary): readonly Seen[] {
  const hir = lowerText(OUTSIDE + text);
  const linear = createLinear();
  const linked = linkProgram(hir, {
    enforcement: { ...PRODUCTION, boundary },
    budgets: DEFAULT_BUDGETS,
    linear,
    visitsAll: true,
  });
  return functionsOf(hir).flatMap((fn) => {
    const tiers = runTiers(fn, linked.work(fn.id), linear);
    if (tiers.kind === "failed") return [];
    const { interpretation, graph } = tiers.analysis;
    const globals = new Set<number>(
      graph.fn.blocks.flatMap(({ instrs }) => instrs.flatMap(({ op, out }) => (op === "global" ? [out] : []))),
    );
    return graph.cfg.rpo.flatMap((block) =>
      interpretation.reachable[block] === 0
        ? []
        : (graph.fn.blocks[block]?.instrs ?? []).map((instr, position) => ({
            instr,
            outcome: interpretation.outcomeAt(instr, block, position),
            isOfGlobal: (value: number) => globals.has(value),
            where: `${fn.id}: ${instr.op} ${"name" in instr ? String(instr.name) : ""}`,
          })),
    );
  });
}

/** Instructions that lean on an original that nothing names. */
const unnamed = (text: string, boundary: Boundary): readonly string[] =>
  seenIn(text, boundary).flatMap(({ instr, outcome, isOfGlobal, where }) =>
    leans(instr, outcome, isOfGlobal) && intrinsicsOf(instr, outcome).length === 0 ? [where] : [],
  );

const namedIn = (text: string): readonly string[] =>
  seenIn(text, "checked").flatMap(({ instr, outcome }) => intrinsicsOf(instr, outcome));

describe("what leans on an intrinsic names it", () => {
  it.each([
    [
      "a method that is only read",
      "export const f = () => { const a = [1, 2, 3]; return [a.flatMap, a.map, a.toString, 'x'.at, new Uint8Array(2).at]; };",
    ],
    [
      "globals that are only read",
      "export const f = () => [WeakRef, Math, Map, typeof Symbol, typeof Object, parseInt, JSON, Uint8Array, NaN, globalThis];",
    ],
    [
      "copies",
      "export const f = () => [Array.from([1, 2]), new Uint8Array([1, 2]), Uint8Array.from([1]), Array.from('ab'), Array(3), [...'ab']];",
    ],
    [
      "callbacks",
      "export const f = (n: number) => [[1].map((x, i) => x + i + n), [1].filter((x, i) => x < i), new Uint8Array(2).filter((x, i) => x < i), [1].some((x) => x > n)];",
    ],
    [
      "members of globals",
      "export const f = () => [Symbol.iterator, Map.prototype, Math.PI, Number.MAX_SAFE_INTEGER, Uint8Array.BYTES_PER_ELEMENT, Object.keys];",
    ],
  ])("%s", (_, text) => {
    for (const boundary of ["checked", "trusted"] as const) expect(unnamed(text, boundary)).toEqual([]);
  });

  it.each(["own-provable", "provable"] as const)("in the cases %s", (set) => {
    const found = casesIn(set).flatMap(({ path, text }) => unnamed(text, "checked").map((one) => `${path} ${one}`));
    expect(found).toEqual([]);
  });
});

it("what walks a text names the iterator of texts", () => {
  for (const walked of ["Array.from('abc')", "[...'abc']", "Uint8Array.from('12')"])
    expect(namedIn(`export const f = (): unknown => ${walked};`)).toEqual(
      expect.arrayContaining(["String.prototype.@@iterator", "%StringIteratorPrototype%.next"]),
    );
});

const STATE = "const table = new Uint8Array(3); let k = 0; export function poke(): void { k = 9; } ";
const behind = (code: string): string => `${OUTSIDE}${STATE}export function f(): unknown { k = 0; ${code} return table[k]; }`;

describe("beside code that is not compiled", () => {
  it.each([
    "const has = Math !== undefined; void has;",
    "const has = typeof Map; void has;",
    "const none = undefined; void none;",
    "'a1b'.split('1'); 'a1b'.replace('1', 'x'); 'ab'.split(undefined as any);",
    "'a'.localeCompare('b'); 'a'.localeCompare('b', 'en');",
    "new Uint8Array(2).set('12' as any); new Uint8Array(2).set(new Uint8Array(1));",
    "const has = [1].flatMap !== undefined; void has;",
    "void Map.prototype;",
  ])("is quiet: %s", (code) => {
    expect(provedTexts(lowerText(behind(code)), "checked")).toContain("table[k]");
  });

  it.each([
    "const has = WeakRef !== undefined; void has;",
    "const has = typeof Promise; void has;",
    "void Symbol.iterator;",
    "void Promise.prototype;",
    "'a1b'.split(1 as any);",
    "'a1b'.replace(1 as any, 'x');",
    "'a1b'.replaceAll(true as any, 'x');",
    "'a'.localeCompare('b', 5 as any);",
    "'a'.localeCompare('b', 'en', 5 as any);",
    "new Uint8Array(2).set(5 as any);",
    "new Uint8Array(2).set((table[0]! > 1 ? new Uint8Array(1) : 5) as any);",
    "const has = ([1] as any).toString !== undefined; void has;",
    "const has = ([1] as any)['@@iterator'] !== undefined; void has;",
    "const has = ([1] as any).codePointAt !== undefined; void has;",
  ])("may run anything: %s", (code) => {
    expect(provedTexts(lowerText(behind(code)), "checked")).not.toContain("table[k]");
  });

  it("a global that the program makes an accessor of is none to lean on", () => {
    const made = "Object.defineProperty(globalThis, 'WeakRef', { get() { k = 9; return 0; } }); ";
    const text = `${STATE}${made}export function f(): unknown { k = 0; void WeakRef; return table[k]; }`;
    expect(provedTexts(lowerText(text), "checked")).not.toContain("table[k]");
  });
});
