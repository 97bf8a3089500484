/**
 * A small program as somebody edits it: modules made of slots, each with variants that matter to what may be kept between two versions —
 * callers and callees in other modules, constants, classes with fields and accessors, contracts, types that others infer, scripts, global
 * declarations, tampering, files that come and go, and texts that do not parse.
 */
export interface Random {
  /** A whole number below `n`. */
  below(n: number): number;
}

/** Mulberry32: the same edits for the same seed, anywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return {
    below: (n) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
    },
  };
}

export const MODULES = 6;

/** By slot, the texts to choose from; `n` is the module's number, `p` that of one it imports. */
const SLOTS: readonly ((n: string, p: string) => readonly string[])[] = [
  // Imports come first.
  (n, p) => [
    n === "0" ? "" : `import { at${p}, table${p}, Box${p}, need${p}, made${p}, Store${p}, least${p} } from "./m${p}.js";`,
    n === "0"
      ? ""
      : `import { at${p}, table${p}, Box${p}, need${p}, made${p}, Store${p}, least${p} } from "./m${p}.js";\nimport "./side.js";`,
    n === "0"
      ? ""
      : `import * as other from "./m${p}.js";\nconst { at${p}, table${p}, Box${p}, need${p}, made${p}, Store${p}, least${p} } = other;`,
  ],
  // A closed function: what it proves depends on its callers.
  (n) => [
    `function pick(a: number[], i: number) { return a[i]!; }\nexport const v${n} = pick([1, 2, 3], 2);`,
    `function pick(a: number[], i: number) { return a[i]!; }\nexport const v${n} = pick([1], 2);`,
    `function pick(a: number[], i: number) { return a[i]!; }\nexport const v${n} = pick([1, 2, 3], 1) + pick([4, 5], 0);`,
    `function pick(a: number[], i: number) { /* moved */ return a[i]!; }\n\nexport const v${n} = pick([1, 2, 3], 2);`,
    `function pick(a: readonly number[], i: number) { return i < a.length && i >= 0 ? a[i]! : 0; }\nexport const v${n} = pick([1, 2, 3], 2);`,
    `export function pick(a: number[], i: number) { return a[i]!; }\nexport const v${n} = pick([1, 2, 3], 2);`,
  ],
  // What callers in other modules know of it.
  (n) => [
    `export function at${n}(i: number) { return (i >>> 0) % 4; }`,
    `export function at${n}(i: number) { return (i >>> 0) % 8; }`,
    `export function at${n}(i: number) { return i; }`,
    `export const at${n} = (i: number) => (i & 3);`,
    `export function at${n}(i: number): number { return i < 0 ? 0 : i > 3 ? 3 : Math.floor(i); }`,
    `export async function later${n}() { return 1; }\nexport function at${n}(i: number) { return i & 1; }`,
  ],
  // A constant that others read.
  (n) => [
    `export const table${n} = [1, 2, 3, 4];`,
    `export const table${n} = [1, 2];`,
    `export let table${n} = [1, 2, 3, 4];`,
    `export const table${n} = [1, 2, 3, 4];\ntable${n}.push(5);`,
    `export const table${n}: readonly number[] = Object.freeze([1, 2, 3, 4]);`,
    `export const table${n} = new Uint8Array(4);`,
  ],
  (n) => [
    `export class Box${n} { items: number[] = [1, 2, 3]; get(i: number) { return this.items[i]!; } }`,
    `export class Box${n} { private items = new Float64Array(8); get(i: number) { return this.items[i & 7]!; } }`,
    `export class Box${n} { get items() { return [1]; } get(i: number) { return this.items[i]!; } }`,
    `export class Box${n} { #items = [1, 2, 3]; get(i: number) { return this.#items[i]!; } }`,
    `export class Box${n} { constructor(readonly items: number[] = []) {} get(i: number) { return this.items[i]!; } }`,
  ],
  (n) => [
    `export function need${n}(xs: number[], k: number) { return xs[k]!; }`,
    `/** @requires k >= 0 && k < xs.length */\nexport function need${n}(xs: number[], k: number) { return xs[k]!; }`,
    `/** @requires k > 0 */\nexport function need${n}(xs: number[], k: number) { return xs[k]!; }`,
    `/** @ensures result >= 0 */\nexport function need${n}(xs: number[], k: number) { return xs.length > k ? k : 0; }`,
  ],
  // Inferred types that others see.
  (n) => [
    `export function made${n}() { return [1, 2, 3]; }`,
    `export function made${n}() { return new Int32Array(3); }`,
    `export function made${n}() { return { length: 3, 0: 1 } as { readonly length: number; readonly [i: number]: number }; }`,
    `export function made${n}() { return "abc"; }`,
    `export function made${n}(): any { return [1]; }`,
  ],
  // Built-ins by other names: nothing but the initialiser tells which.
  (n) => [
    `export const Store${n}: typeof Uint8Array = Uint8Array;\nexport const least${n}: (...xs: number[]) => number = Math.min;`,
    `export const Store${n}: typeof Uint8Array = Uint8Array;\nexport const least${n}: (...xs: number[]) => number = Math.max;`,
    `export const Store${n}: typeof Uint8Array = class extends Uint8Array {};\nexport const least${n}: (...xs: number[]) => number = Math.min;`,
    `export let Store${n}: typeof Uint8Array = Uint8Array;\nexport const least${n}: (...xs: number[]) => number = (k) => k;`,
  ],
  // What uses all of that.
  (n, p) => [
    n === "0" ? "" : `export function use${n}(k: number) { const s = new Store${p}(4); return s[least${p}(k & 7, 3)]!; }`,
    n === "0" ? "" : `export const r${n} = table${p}[at${p}(${n})]! + made${p}()[0]! + new Box${p}().items[1]!;`,
    n === "0" ? "" : `export function use${n}(k: number) { const t = [5, 6, 7, 8]; return t[at${p}(k)]!; }`,
    n === "0" ? "" : `export function use${n}() { return need${p}([1, 2, 3], 1) + new Box${p}().get(1); }`,
    n === "0"
      ? ""
      : `export function use${n}(k: number) { let s = 0; for (let i = 0; i < table${p}.length; i++) s += table${p}[i]!; return s + made${p}()[k]!; }`,
  ],
  (n) => [
    "",
    `export function loop${n}(xs: Float64Array) { let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]!; return s; }`,
    `export function loop${n}(xs: Float64Array) { let s = 0; for (let i = 0; i <= xs.length; i++) s += xs[i]!; return s; }`,
    `export function* loop${n}() { const xs = [1, 2]; yield xs[0]!; xs.pop(); yield xs[1]!; }`,
  ],
  // Modules that import each other, and classes of others that are extended.
  (n, p) => [
    "",
    n === "0"
      ? `import { at1 } from "./m1.js";\nexport function around(k: number) { const t = [1, 2, 3, 4]; return t[at1(k)]!; }`
      : `export class Sub${n} extends Box${p} { last() { return this.get(2) + this.items[0]!; } }`,
    n === "0"
      ? `import * as later from "./m5.js";\nexport const around = (k: number) => later.table5[later.at5(k)]!;`
      : `export class Sub${n} extends Box${p} { override get(i: number) { return i > 0 ? super.get(i - 1) : 0; } }`,
  ],
  // Closed functions that call each other, in loops and in callbacks.
  (n) => [
    "",
    `function walk(xs: number[], i: number): number { return i >= xs.length ? 0 : xs[i]! + walk(xs, i + 1); }\nexport const w${n} = walk([1, 2], 0);`,
    `function walk(xs: number[], i: number): number { return i > xs.length ? 0 : xs[i]! + walk(xs, i + 2); }\nexport const w${n} = walk([1, 2], 0);`,
    `function fill(to: Float64Array, n: number) { for (let i = 0; i < n; i++) to[i] = to[n - 1 - i]!; }\nexport function w${n}(n: number) { const to = new Float64Array(n & 15); fill(to, to.length); return to; }`,
    `function fill(to: Float64Array, n: number) { for (let i = 0; i < n; i++) to[i] = to[n - i]!; }\nexport function w${n}(n: number) { const to = new Float64Array(n & 15); fill(to, to.length); return to; }`,
    `const squares = [0, 1, 4, 9];\nexport const w${n} = squares.map((_, i) => squares[i]! + (squares[i + 1] ?? 0));`,
    `let count = 0;\nconst seen = [0, 0, 0];\nfunction next() { count = (count + 1) % 3; return count; }\nexport const w${n} = () => seen[next()]!;`,
  ],
  // What concerns all modules at once.
  (n) => [
    "",
    "",
    "",
    `Array.prototype.at = function () { return 0; };`,
    `Object.defineProperty({}, "items", { get() { return 1; } });`,
    `declare global { interface Array<T> { extra${n}: T } }`,
    `import("./nowhere.js").catch(() => 0);`,
    `(globalThis as any)["x" + ${n}] = 1;`,
    `const grid: number[][] = [[1]]; export const g${n} = grid[0]![0]!;`,
  ],
  // Texts that are no module, and none at all.
  () => ["", "", "", "", "", "export const broken = ;", "/* a comment */", "\n\n\n"],
];

/** Slots from here on concern the whole program, or break a module: most of the time they are empty. */
const FIRST_RARE = 12;

export type Texts = ReadonlyMap<string, string>;

interface ModuleState {
  present: boolean;
  slots: number[];
}

export interface EditedProgram {
  /** By path from the project's folder. */
  texts(): Texts;
  /** Changes one thing or a few, sometimes back to what was before. Some text is another afterwards. */
  edit(): void;
}

export function createProgram(random: Random): EditedProgram {
  const modules: ModuleState[] = Array.from({ length: MODULES }, () => ({
    present: true,
    slots: SLOTS.map((slot, k) => (k < FIRST_RARE ? random.below(slot("1", "0").length) : 0)),
  }));
  const script = { variant: 0 };
  const history: string[] = [];
  const step = (): void => {
    const module = modules[random.below(MODULES)];
    if (module === undefined) return;
    const what = random.below(20);
    if (what === 0) module.present = !module.present;
    else if (what === 1) script.variant = random.below(4);
    else {
      const slot = random.below(4) === 0 ? random.below(SLOTS.length) : random.below(FIRST_RARE);
      module.slots[slot] = random.below(SLOTS[slot]?.("1", "0").length ?? 1);
    }
  };
  const edit = (): void => {
    if (random.below(12) === 0) {
      const [old, variant] = JSON.parse(history[random.below(history.length)] ?? "null") as [ModuleState[], number];
      for (const [n, module] of modules.entries()) Object.assign(module, old[n]);
      script.variant = variant;
      return;
    }
    for (let k = 1 + (random.below(5) === 0 ? random.below(4) : 0); k > 0; k--) step();
  };
  const texts = (): Texts => {
    const texts = new Map<string, string>();
    for (const [n, module] of modules.entries()) {
      if (!module.present) continue;
      const parent = String(Math.max(0, n - 1 - (n % 2)));
      const parts = SLOTS.map((slot, k) => slot(String(n), parent)[module.slots[k] ?? 0] ?? "");
      texts.set(`src/m${String(n)}.ts`, `${parts.filter((part) => part !== "").join("\n")}\n`);
    }
    const sides = [
      "export {};\nconst local = [1, 2]; local[0] = 3;\n",
      "const shared = [1, 2]; shared[0] = 3;\n",
      "export {};\nconst local = [1, 2]; local[2] = 3;\n",
    ];
    const side = sides[script.variant];
    if (side !== undefined) texts.set("src/side.ts", side);
    return texts;
  };
  const written = (): string => JSON.stringify([...texts()]);
  return {
    texts,
    edit: () => {
      history.push(JSON.stringify([modules, script.variant]));
      const before = written();
      do edit();
      while (written() === before);
    },
  };
}
