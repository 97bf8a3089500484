/**
 * While somebody types inside of one function, the others of the file are lowered to what they were. Whatever the edit, the program is that
 * of a front end that has seen no other; `SURETY_EDITS=1000` makes many random ones.
 */
import { describe, expect, it } from "vitest";
import { createHeldFrontEnd } from "../../../compiler/incremental/held-program.js";
import { shapeOf } from "../../../compiler/incremental/shape.js";
import { createLowering } from "../../../compiler/lower/lower-program.js";
import type { HirFunction, HirProgram } from "../../../core/hir.js";
import { ts } from "../../../compiler/typescript.js";
import { programOf } from "../../eslint-plugin/harness.js";
import { seeded, type Random } from "./edits.js";

const LIBRARY = `interface Array<T> { length: number; [n: number]: T; map<U>(f: (x: T, i: number) => U): U[]; push(x: T): number }
interface ReadonlyArray<T> { readonly length: number; readonly [n: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {}
interface Number {} interface Object {} interface RegExp {} interface String { readonly length: number; readonly [n: number]: string }
interface Symbol {} declare function eval(x: string): any;
`;
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  noLib: true,
  strict: true,
  types: [],
};

const OTHER = 'import { pick, Ring } from "./a.js";\nexport const two = pick([1, 2, 3], 1) + new Ring().at(0);\n';
const TEXT = `export let seen = 0;
const table = [1, 2, 3];
function named(xs: readonly number[]): number { const ys = xs.map; return xs[0] ?? 0; }
export function pick(xs: readonly number[], i: number): number {
  const first = xs[i] ?? 0;
  return inner(first) + table[1];
}
export class Ring {
  items: number[] = [1, 2];
  at(i: number): number {
    const { items } = this;
    return items[i];
  }
  put(i: number) { this.items[i] = named(this.items); return i; }
}
function inner(k: number): number { return table[k]; }
function inferred(k: number) { return k > 1 ? "a" : "b"; }
export const shown = (k: number): string => { const all = [inferred(k)]; return all[0]; };
export function last(xs: number[]): number { return seen === 0 ? xs[xs.length - 1] : ((x: number) => xs[x])(0); }
export const chained = table.map((x, i): number => { return table[i] + x; });
`;

interface Step {
  readonly functions: readonly HirFunction[];
  readonly scratch: readonly HirFunction[];
}

/** Object types are numbered by the program; with the boundary `checked` nobody looks at the numbers. */
const withoutNumbers = (hir: HirProgram | null): string =>
  JSON.stringify(hir, (key, value: unknown) => (key === "members" || key === "objectTypes" ? null : value), 1);

/** Expects that declarations are what they were where lowering says so. */
function shapes(): (program: ts.Program) => boolean {
  const lowering = createLowering("/virtual");
  const own: { was: ts.SourceFile | null; shape: string } = { was: null, shape: "" };
  return (program) => {
    const is = program.getSourceFile("/virtual/a.ts");
    if (is === undefined) throw new Error("the program lacks its file");
    const { was } = own;
    const edit = was === null ? null : { was, is };
    const same = edit !== null && was !== is && lowering.declaresTheSame(edit, program);
    const shape = shapeOf(program, is);
    if (same) expect(shape, is.text).toBe(own.shape);
    const files = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
    lowering.lower({ program, files, affected: null, edit });
    Object.assign(own, { was: is, shape });
    return same;
  };
}

/** Expects the same from scratch. */
function session() {
  const trees = new Map<string, ts.SourceFile>();
  const program = (text: string): ts.Program =>
    programOf({ "/virtual/lib.d.ts": LIBRARY, "/virtual/a.ts": text, "/virtual/b.ts": OTHER }, OPTIONS, trees);
  const held = createHeldFrontEnd(program(TEXT), { lowersAll: false });
  held.update(program(TEXT));
  const compareShapes = shapes();
  return (text: string): Step => {
    const now = program(text);
    compareShapes(now);
    const hir = held.update(now);
    const scratch = createHeldFrontEnd(now, { lowersAll: false }).update(now);
    expect(withoutNumbers(hir), text).toBe(withoutNumbers(scratch));
    const functionsOf = (of: typeof hir) => of?.modules.find(({ path }) => path.endsWith("a.ts"))?.functions ?? [];
    return { functions: functionsOf(hir), scratch: functionsOf(scratch) };
  };
}

/** Edits after which everything stays but the module and what is named. */
const INSIDE: readonly (readonly [find: string, put: string, ...around: string[]])[] = [
  ["const first = xs[i] ?? 0;", "const first = xs[i + 1] ?? 0; // longer", "pick"],
  ["const { items } = this;", "const items = this.items;\n    if (items.length === 0) return 0;", "Ring.constructor", "Ring.at"],
  ["return table[k];", "return table[k] + (() => '}')().length;", "inner", "inner.(anonymous)"],
  ["const all = [inferred(k)];", "const all = [`${inferred(k)}}`];", "shown"],
  ["return seen === 0 ?", "/* { */ return seen === 1 ?", "last", "last.(anonymous)"],
];
/** Edits of which something can be seen outside. */
const SEEN: readonly (readonly [find: string, put: string])[] = [
  ["const first = xs[i] ?? 0;", "const first = xs[i] ?? 0; seen = first;"],
  ["const first = xs[i] ?? 0;", "const first = xs[i] ?? 0; const kept = inner;"],
  [
    "const first = xs[i] ?? 0;",
    "const first = xs[i] ?? 0; Object.assign(table, [1]); }\nexport function more(xs: number[], first: number): number {",
  ],
  [
    "const first = xs[i] ?? 0;",
    "const first = xs[i] ?? 0; /** @requires k > 0 */ function more(k: number): number { return k; }",
  ],
  ['return k > 1 ? "a" : "b";', "return k;"],
  ["this.items[i] = named(this.items);", "this.items = [];"],
  ["return table[k];", "inner.count = 1; return table[k];"],
  ["return table[k];", "eval('1'); return table[k];"],
  ["): number { const ys = xs.map;", "): number { const ys = (named as any).x = 1;"],
  ["const table = [1, 2, 3];", "const table = [1, 2, 3, 4];"],
  ["return table[i] + x;", "return table[i] - x; }); void ((): number => { return 1;"],
];

describe("an edit inside of one function", () => {
  it.each(INSIDE)("keeps the others: %s", (find, put, ...around) => {
    const step = session();
    // The layout of a file is written down when it is edited first.
    const first = step(`${TEXT}// end\n`).functions;
    const { functions } = step(`${TEXT.replace(find, put)}// end\n`);
    // Moved ones are new objects with the same blocks.
    const kept = functions.filter(({ id, blocks }) => first.some((one) => one.id === id && one.blocks === blocks));
    const lowered = functions.flatMap(({ id }) => (kept.some((one) => one.id === id) ? [] : id.replace(/^.*#/u, "")));
    expect(lowered).toEqual(["", ...around]);
    const back = step(`${TEXT}// end\n`).functions;
    expect(back.filter(({ id, blocks }) => first.some((one) => one.id === id && one.blocks === blocks)).length).toBe(kept.length);
  });

  it.each(SEEN)("is seen where it can be: %s -> %s", (find, put) => {
    const step = session();
    step(`${TEXT}// end\n`);
    step(`${TEXT.replace(find, put)}// end\n`);
    step(`${TEXT}// end\n`);
  });

  it.each(INSIDE)("leaves declarations as they were, without a look at them: %s", (find, put) => {
    const trees = new Map<string, ts.SourceFile>();
    const program = (text: string): ts.Program =>
      programOf({ "/virtual/lib.d.ts": LIBRARY, "/virtual/a.ts": text }, OPTIONS, trees);
    const compare = shapes();
    compare(program(TEXT));
    // The layout of a file is written down when it is edited first.
    expect(compare(program(`${TEXT}// end\n`))).toBe(false);
    expect(compare(program(`${TEXT.replace(find, put)}// end\n`))).toBe(true);
  });

  const EDITS = Number(process.env["SURETY_EDITS"] ?? 12);
  it("at random, gives the program from scratch", { timeout: 60_000 + EDITS * 5_000 }, () => {
    const random = seeded(Number(process.env["SURETY_SEED"] ?? 1));
    const step = session();
    const own = { text: TEXT };
    for (let k = 0; k < EDITS; k++) {
      own.text = random.below(8) === 0 ? TEXT : scrambled(own.text, random);
      step(own.text);
    }
  });
});

const TOKENS = [
  "x",
  "seen",
  "table[0]",
  "{",
  "}",
  ";",
  "(",
  "return 1;",
  "seen = 2;",
  "const y = table[1];",
  "\n",
  "function f(): number { return table[2]; }",
  "pick",
  ".a = 1;",
  "=>",
] as const;

/** One token more or less, anywhere. */
function scrambled(text: string, random: Random): string {
  const at = random.below(text.length);
  if (random.below(3) === 0) return text.slice(0, at) + text.slice(at + 1 + random.below(6));
  const boundary = text.indexOf(" ", at) + 1;
  return `${text.slice(0, boundary)}${TOKENS[random.below(TOKENS.length)] ?? ""} ${text.slice(boundary)}`;
}
