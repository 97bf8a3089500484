/** A7: what the emitter rewrites for older targets into calls of helpers and built-ins proves nothing there, though it does where it stays. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { validateFunction } from "../../../core/hir-validate.js";
import { provedTexts } from "../../analyzers/proved-texts.js";
import { functionNamed, functionsOf, lowerFiles, lowerText } from "./program-of.js";

const { ES2015, ES2016, ES2017, ES2020, ES2021, ES2022 } = ts.ScriptTarget;
/** (TypeScript deprecates its name.) */
const ES5 = ts.convertCompilerOptionsFromJson({ target: "ES5" }, ".").options.target!;

interface Example {
  readonly code: string;
  /** What is proved of it for ES2022 and not for `target`. */
  readonly sites: readonly string[];
  readonly target: ts.ScriptTarget;
  readonly file?: string;
  readonly options?: ts.CompilerOptions;
}

/** Whatever runs unknown code may run `set`. */
const AFTER = (statement: string): string =>
  `let k = 2; export function set(): void { k = 9; } const T = [1, 2, 3];
   export function f(n: number): number { k = 2; ${statement} return T[k]!; }`;

const examples: Readonly<Record<string, Example>> = {
  "the rest of an array pattern": {
    code: "export function f(): number { const xs = [1, 2, 3]; const [, ...r] = xs; if (r.length < 2) return 0; return r[0]!; }",
    sites: ["r[0]"],
    target: ES5,
  },
  "an array pattern": { code: AFTER("const [a] = [n, n].slice(); void a;"), sites: ["T[k]"], target: ES5 },
  "a spread in a literal": {
    code: "export function f(xs: number[]): number { const r = [1, ...xs]; return r.length > 1 ? r[1]! : 0; }",
    sites: ["r[1]"],
    target: ES5,
  },
  "a spread in a call": {
    code: `function at(i: number, ...more: number[]): number { return [1, 2, 3][i]! + more.length; }
      export function f(): number { const xs = [1, 2]; return at(1, ...xs); }`,
    sites: ["[1, 2, 3][i]"],
    target: ES5,
  },
  "a template": { code: AFTER("void `a${n + 1}`;"), sites: ["T[k]"], target: ES5 },
  "a computed member": { code: AFTER('void { ["a"]: n };'), sites: ["T[k]"], target: ES5 },
  "a loop over an array": {
    code: "export function f(): number { let s = 0; for (const i of [0, 1, 2]) s += [1, 2, 3][i]!; return s; }",
    sites: ["[1, 2, 3][i]"],
    target: ES5,
  },
  "a rest parameter": {
    code: "export function f(...r: number[]): number { return r.length > 0 ? r[0]! : 0; }",
    sites: ["r[0]"],
    target: ES5,
  },
  "a class": {
    code: `class C { private n = 1; get(): number { return [1, 2, 3][this.n]!; } }
      export function f(): number { return new C().get(); }`,
    sites: ["[1, 2, 3][this.n]"],
    target: ES5,
    options: { useDefineForClassFields: false },
  },
  "a source that a default assigns": {
    code: `export function f(a: number | undefined): number {
        let o = { a, i: 1 };
        const { a: x = ((o = { a, i: 9 }), 1), i } = o;
        return [1, 2, 3][i]! + x;
      }`,
    sites: ["[1, 2, 3][i]"],
    target: ES5,
  },
  "a target behind the read": {
    code: `let k = 2; export function set(): void { k = 9; } const T = [0, 1, 2];
      export function f(o: { a?: number }, q: Record<string, number>): void { k = 2; ({ a: q["p" + T[k]!] = 5 } = o); }`,
    sites: ["T[k]"],
    target: ES5,
  },
  "arguments of a function with a default": {
    code: `/** @param {number} i */ function f(i, z = 1) { if (i !== 2) return z; arguments[0] = 7; return [1, 2, 3][i]; }
      module.exports = { f };`,
    sites: ["[1, 2, 3][i]"],
    target: ES5,
    file: "m.js",
    options: { module: ts.ModuleKind.CommonJS, checkJs: true },
  },
  "a generator": {
    code: "export function* f(xs: Uint8Array): Generator<number> { for (let i = 0; i < xs.length; i++) yield xs[i]!; }",
    sites: ["xs[i]"],
    target: ES5,
  },
  "an async function": {
    code: "export async function f(i: number): Promise<number> { const xs = [1, 2, 3]; return i === 1 ? xs[i]! : 0; }",
    sites: ["xs[i]"],
    target: ES2016,
  },
  "what an async function stores": {
    code: `let k = 0; async function put(n: number): Promise<void> { if (n === 1) k = n; }
      export function f(n: number): number { void put(n); return [1, 2, 3][k]!; }`,
    sites: ["[1, 2, 3][k]"],
    target: ES2015,
  },
  "what an async function calls": {
    code: `function at(i: number): number { return [1, 2, 3][i]!; }
      export async function f(n: number): Promise<number> { return n === 1 ? at(n) : 0; }`,
    sites: ["[1, 2, 3][i]"],
    target: ES2016,
  },
  "a callback of an async function": {
    code: `export async function f(n: number): Promise<void> { if (n === 1) [n].forEach((i) => void [1, 2, 3][i]!); }`,
    sites: ["[1, 2, 3][i]"],
    target: ES2016,
  },
  "an asynchronous generator": {
    code: `export async function* f(i: number): AsyncGenerator<number> { const xs = [1, 2, 3]; if (i === 1) yield xs[i]!; }`,
    sites: ["xs[i]"],
    target: ES2017,
  },
  "a power beside another `Math`": {
    code: `const T = new Uint8Array(8);
      export function f(n: number, Math: { pow(a: number, b: number): number }): number { void Math; return T[2 ** (n & 1)]!; }`,
    sites: ["T[2 ** (n & 1)]"],
    target: ES2015,
  },
  "a source beside the rest of an object": {
    code: `export function f(q: number | undefined): number {
        let o = { p: { q, r: 1 }, i: 1 };
        const { p: { q: x = ((o = { p: { q, r: 1 }, i: 9 }), 1), ...r }, i } = o;
        return [1, 2, 3][i]! + x + r.r;
      }`,
    sites: ["[1, 2, 3][i]"],
    target: ES2017,
  },
  "a private name": {
    code: "export class C { #n = 1; f(): number { return [1, 2, 3][this.#n]!; } }",
    sites: ["[1, 2, 3][this.#n]"],
    target: ES2021,
  },
  "a field beside a private name": {
    code: "export class C { private n: number; #m = 2; constructor() { this.#m = 3; this.n = 1; } f(): number { return [1, 2, 3][this.n]!; } }",
    sites: ["[1, 2, 3][this.n]"],
    target: ES2021,
    options: { useDefineForClassFields: false },
  },
  "a field beside a private method": {
    code: "export class C { private n: number; constructor() { this.n = 1; } #m(): void { /* nothing */ } f(): number { return [1, 2, 3][this.n]!; } }",
    sites: ["[1, 2, 3][this.n]"],
    target: ES2021,
    options: { useDefineForClassFields: false },
  },
  "a field beside a hidden one": {
    code: `class C { n = 1; accessor z = 1; f(): number { return [1, 2, 3][this.n]!; } }
      export function f(): number { return new C().f(); }`,
    sites: [],
    target: ES2021,
    options: { useDefineForClassFields: false },
  },
  "a defined field": {
    code: "export class C { private n = 1; private m: number; constructor() { this.m = 2; } f(): number { return [1, 2, 3][this.n]! + [4, 5, 6][this.m]!; } }",
    sites: ["[1, 2, 3][this.n]", "[4, 5, 6][this.m]"],
    target: ES2021,
    options: { useDefineForClassFields: true },
  },
  "a defined parameter property": {
    code: `export class C {
        private y: number = (this.x as unknown) === undefined ? 1 : 99;
        constructor(private readonly x: number) { void x; }
        f(): number { return [1, 2, 3][this.y]!; }
      }`,
    sites: ["[1, 2, 3][this.y]"],
    target: ES2020,
    options: { useDefineForClassFields: true },
  },
};

describe.each(Object.entries(examples))("%s", (_, { code, sites, target, file = "m.ts", options = {} }) => {
  it.each([ES2022, target])("with target %s", (chosen) => {
    const hir = lowerFiles({ [file]: code }, { ...options, target: chosen });
    expect(functionsOf(hir).flatMap(validateFunction)).toEqual([]);
    const proved = provedTexts(hir, "trusted");
    if (chosen === ES2022) expect(proved).toEqual(expect.arrayContaining([...sites]));
    else expect(proved).toEqual([]);
  });
});

const opsOf = (code: string, target: ts.ScriptTarget): readonly string[] =>
  functionNamed(lowerText(code, { target }), "f").blocks.flatMap(({ instrs }) =>
    instrs.map((instr) =>
      instr.op === "callMethod" || instr.op === "getProp" || instr.op === "setProp" ? `${instr.op} ${instr.name}` : instr.op,
    ),
  );

describe("what is no more than unknown code as it stands", () => {
  it.each<[string, string, ts.ScriptTarget, ts.CompilerOptions]>([
    [
      "class C {} export function f(xs: []): unknown { return new C(...xs); }",
      "`new` of a spread for a target below ES2015",
      ES5,
      {},
    ],
    ["class B {} class C extends B { constructor() { super(); } }", "`super()` for a target below ES2015", ES5, {}],
    ["class B {} class C extends B {}", "`super()` for a target below ES2015", ES5, {}],
    ["function f(this: unknown): unknown { return new.target; }", "`new.target` for a target below ES2015", ES5, {}],
    ["export const f = (__proto__: object): object => ({ __proto__ });", "computed member for a target below ES2015", ES5, {}],
    ["export const f = (o: object): object => ({ ...o });", "object spread for a target below ES2018", ES2017, {}],
    ["export const f = ({ ...r }: object): object => r;", "object rest for a target below ES2018", ES2017, {}],
    ["export const f = (x: unknown): string => String.raw`a${x}`;", "tagged template for a target below ES2018", ES2017, {}],
    [
      "export async function f(xs: AsyncIterable<unknown>): Promise<void> { for await (const x of xs) void x; }",
      "`for…of` for a target below ES2018",
      ES2017,
      {},
    ],
    [
      "export function f(x: Disposable): void { using y = x; void y; }",
      "`using` for a target below ESNext",
      ES2022,
      { importHelpers: true },
    ],
  ])("%s: %s", (code, construct, target, options) => {
    const found = (chosen: ts.CompilerOptions): readonly string[] =>
      functionsOf(lowerText(`export {}; ${code}`, chosen)).flatMap(({ unsupported }) => unsupported.map((one) => one.construct));
    expect(found({ ...options, target })).toContain(construct);
    expect(found({ ...options, target: ts.ScriptTarget.ESNext })).toEqual([]);
  });
});

describe("a power below ES2016", () => {
  const CODE =
    "export function f(n: number): number { const T = [1, 2, 3]; let k = n & 1; k **= 2; return T[2 ** (n & 1)]! + T[k]!; }";

  it("is a call of `Math.pow`, whose model proves as much", () => {
    expect(opsOf(CODE, ES2015).filter((op) => op.includes("pow"))).toHaveLength(4);
    for (const target of [ES2015, ES2016])
      expect(provedTexts(lowerText(CODE, { target }), "checked")).toEqual(["T[2 ** (n & 1)]", "T[k]"]);
  });

  it("reads the function before the operands, and the place once", () => {
    const code = "export function f(o: any): void { o.a.b **= o.c ** o.d; }";
    const order = ["getProp a", "global", "getProp pow", "getProp b", "global", "getProp pow", "getProp c", "getProp d"];
    const ops = opsOf(code, ES2015).filter((op) => /^(?:global|\w+ \w+)$/u.test(op));
    expect(ops).toEqual([...order, "callMethod pow", "callMethod pow", "setProp b"]);
  });
});

describe("names of helpers", () => {
  const code = (name: string): string => `
    function ${name}(i: number): number { return [1, 2, 3][i]!; }
    const o = { a: 1, b: 2 };
    export function f(): number { const { a, ...r } = o; return ${name}(1) + r.b + a; }`;

  it.each([ES2017, ES2022])("stand for nothing that is known, with target %s", (target) => {
    expect(provedTexts(lowerText(code("__rest"), { target }), "trusted")).toEqual([]);
    expect(provedTexts(lowerText(code("rest"), { target }), "trusted")).toEqual(["[1, 2, 3][i]"]);
  });
});

describe("`importHelpers`", () => {
  const uncompiled = (code: string, options: ts.CompilerOptions): readonly string[] =>
    lowerText(code, { importHelpers: true, ...options }).uncompiledModules;

  it.each<[string, ts.CompilerOptions]>([
    ["export const a = 1;", { target: ES2017 }],
    ["export const a = 1;", { target: ES2022, module: ts.ModuleKind.CommonJS }],
    ["export function f(x: Disposable): void { using y = x; void y; }", { target: ES2022 }],
    ["function d(..._: unknown[]): void { /* nothing */ } @d export class C {}", { target: ES2022 }],
  ])("brings code that is not compiled: `%s`, %o", (code, options) => {
    expect(uncompiled(code, options)).toEqual(["tslib"]);
  });

  it("brings none where nothing is rewritten", () => {
    expect(uncompiled("export const a = 1;", { target: ES2022 })).toEqual([]);
  });
});

describe("a logical assignment below ES2021", () => {
  it("reads names again before it stores", () => {
    const reads = (target: ts.ScriptTarget): number =>
      opsOf(
        "let o: any, k: any; export function set(x: any): void { o = x; k = x; } export function f(): void { o[k] ||= 1; }",
        target,
      ).filter((op) => op === "getCell").length;
    expect([reads(ES2020), reads(ES2021)]).toEqual([4, 2]);
  });

  it("may read a name in parentheses again, or not", () => {
    const text = "export function f(o: any): void { (o as any)[1] ||= 1; }";
    const unknown = (target: ts.ScriptTarget): number => opsOf(text, target).filter((op) => op === "unknown").length;
    expect([unknown(ES2020), unknown(ES2021)]).toEqual([1, 0]);
  });
});

describe("functions in ES5", () => {
  it.each([
    "function f(...xs: number[]): void { void xs; } f(...[1]);",
    "const f = function (...xs: number[]): void { void xs; }; f(...[1]);",
    "(function f(...xs: number[]): void { void xs; })(...[1]);",
    "(function f(...xs: number[]): void { if (xs.length > 1) f(...xs.slice(1)); })(1);",
  ])("are reached by `apply` where a spread is passed: %s", (code) => {
    const closed = [ES5, ES2015].map((target) => functionNamed(lowerText(`export {}; ${code}`, { target }), "f").closed);
    expect(closed).toEqual([false, true]);
  });
});
