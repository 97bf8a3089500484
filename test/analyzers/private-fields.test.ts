/** TypeScript-private fields under the trusted boundary: of which the program's own accesses are all there are. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../compiler/api.js";
import { proved } from "./proved-trusted.js";

const READ = "this.buffer[this.head]";
/** A ring with more members, and more of the module behind it. */
const ring = (members = "", behind = "", head = "private head = 0;"): string => `
  export class Ring {
    private readonly buffer = new Float64Array(64);
    ${head}
    push(v: number): void { this.buffer[this.head] = v; this.head = (this.head + 1) & 63; }
    ${members}
  }
  ${behind}`;

describe("a private field holds anything that is copied to it", () => {
  it.each([
    ["by arguments in a list", "Object.assign(...([new Ring(), { head: 99 }] as [Ring, object]));"],
    [
      "by reflection under each name",
      "export function all(o: object): void { for (const k of Object.keys(o)) Reflect.set(o, k, 99); }",
    ],
    ["by reflection with arguments in a list", 'Reflect.set(...([new Ring(), "head", 99] as [Ring, string, number]));'],
  ])("%s", (_, behind) => {
    expect(proved(ring("", behind))).not.toContain(READ);
  });
});

describe("a private field holds what the program stores in it", () => {
  it.each([
    ["as it is", ring()],
    ["under an arrow function", ring("later(): () => void { return () => { this.head = (this.head + 8) & 63; }; }")],
    ["beside a read of another object's number", ring("same(o: Ring): boolean { return o.head === this.head; }")],
    ["beside a member of that name elsewhere", ring("", "export function set(o: { head: number }): void { o.head = 99; }")],
    [
      "beside keys of what no instance passes for",
      ring("", "export function set(o: Record<string, number>, k: string): void { o[k] = 99; }"),
    ],
    ["beside `Object.assign` to something else", ring("", "export const both = (o: object): object => Object.assign({}, o);")],
    ["with a subclass", ring("", "export class Wide extends Ring { private tail = 99; end(): number { return this.tail; } }")],
    ["as a parameter property", ring("constructor() { this.head = 3; }")],
    [
      "beside a field of that name below classes of the language, and constants that are classes",
      ring(
        "",
        "export class B extends Error { head = 99; }\nconst C = class { a = 1; };\nexport class D extends C { head = 98; }",
      ),
    ],
    ["beside a test for a member of that name", ring("", 'export const has = (r: object): boolean => "head" in r;')],
    ["beside a field of that name in another hierarchy", ring("", "class A { a = 1; }\nexport class B extends A { head = 99; }")],
  ])("%s", (_, code) => {
    expect(proved(code)).toContain(READ);
  });

  it.each([
    ["through `any`", ring("", "export const set = (r: any): void => { r.head = 99; };")],
    ["through a cast", ring("", "export const set = (r: Ring): void => { (r as unknown as { head: number }).head = 99; };")],
    [
      "through a variable of another type",
      ring("", "export const set = (r: Ring): void => { const v = r as unknown as { head: number }; v.head = 99; };"),
    ],
    ["by a key", ring("", 'export const set = (r: Ring): void => { r["head"] = 99; };')],
    ["by a key of its class", ring("set(k: string, v: number): void { (this as any)[k] = v; }")],
    ["by a key of its own type", ring("set<K extends keyof this>(k: K, v: this[K]): void { this[k] = v; }")],
    ["by keys that it has", ring("clear(): void { for (const k in this) this[k] = undefined as any; }")],
    ["by a key, of what the class takes for anything", ring("static set(o: any, k: string): void { o[k] = 99; }")],
    ["by `Object.assign` in the class", ring("load(o: { size: number }): this { return Object.assign(this, o); }")],
    ["by `Object.assign` elsewhere", ring("", "export const load = (r: Ring, o: object): Ring => Object.assign(r, o);")],
    [
      "by `defineProperty`",
      ring("", 'export const set = (r: Ring): unknown => Object.defineProperty(r, "head", { value: 99 });'),
    ],
    ["by `Reflect`", ring("", 'export const set = (r: object): unknown => Reflect.set(r, "head", 99);')],
    [
      "by a held `Reflect.set`",
      ring("", 'const put = Reflect.set; export const set = (r: object): unknown => put(r, "head", 99);'),
    ],
    ["of another object", ring("spoil(o: Ring): void { o.head = 99; }")],
    ["by a pattern", ring("take(o: { n: number }): void { ({ n: this.head } = o); }")],
    ["by the head of a loop", ring("take(o: number[]): void { for (this.head of o) break; }")],
    ["by unbounded steps", ring("skip(): void { this.head++; }")],
    ["by an argument", ring("seek(n: number): void { this.head = n; }")],
    [
      "in an object that no constructor made",
      ring("static bare(): Ring { const r = Object.create(this.prototype); return r; }", "", "private head!: number;"),
    ],
    [
      "in what is made with its prototype",
      ring("", "export const bare = (): Ring => Object.create(Ring.prototype, { head: { value: 99 } });"),
    ],
    [
      "by a field that is defined on what a base's constructor returns",
      ring("", "class A { constructor(o: object) { return o; } }\nexport class B extends A { head = 99; }"),
    ],
    [
      "by a field that is defined on what any base returns",
      ring("", "export const made = (a: any): unknown => class extends a { head = 99; };"),
    ],
    [
      "by a field that is defined on what a parameter constructs",
      ring("", "export const made = (B: new () => object): unknown => class extends B { head = 99; };"),
    ],
    [
      "by a field that is defined on what a class is that is no longer the one of its type",
      ring("", "class E {}\nlet B: typeof E = E; B = Ring;\nexport class X extends B { head = 99; }"),
    ],
    [
      "by a field that is defined on what a property constructs",
      ring("", "export const made = (at: { B: new () => object }): unknown => class extends at.B { head = 99; };"),
    ],
    [
      "through a type that a test has given",
      ring("", 'export const set = (r: object): void => { if ("head" in r) { const w: { head: unknown } = r; w.head = 99; } };'),
    ],
    [
      "where a static field has the name",
      ring("static head?: number; static at(b: Float64Array): number { return b[this.head!]!; }"),
    ],
    ["of its prototype, by a key", ring("", 'export const odd = (): unknown => Ring["prototype"].push(1);')],
    ["of its prototype, by a pattern", ring("", "export const odd = (): void => { const { prototype: p } = Ring; p.push(1); };")],
    ["by a field of its own under a key", `const NAME: string = "head";\n${ring("[NAME] = 99;")}`],
    ["under an index signature", ring("[name: string]: unknown;")],
    [
      "as a member that need not be there",
      ring("", "export const set = (o: { head?: number }): void => { o.head = 99; };\nexport const widen = (r: Ring): {} => r;"),
    ],
    [
      "by a pattern, as a member that need not be there",
      ring("", "export const get = ({ head }: { head?: number }): number | undefined => head;"),
    ],
    [
      "by `Object.assign`, as such",
      ring("", "export const set = (o: { head?: number }): unknown => Object.assign(o, { head: 99 });"),
    ],
    ["as the receiver of `Reflect.set`", ring('odd(): void { Reflect.set({}, "head", 99, this); }')],
    ["in a copy", ring("", "export const copy = (r: Ring): object => ({ ...r });")],
    ["in a copy by `Object.assign`", ring("", "export const copy = (r: Ring): object => Object.assign({}, r);")],
    ["in what is left of it", ring("", "export const rest = ({ push, ...left }: Ring): object => left;")],
    [
      "by a function that is handed on",
      ring("", "export const all = (of: object[], r: Ring): object => of.reduce(Object.assign, r);"),
    ],
    ["by `call`", ring("", "export const set = (r: Ring): unknown => Object.assign.call(null, r, { head: 99 });")],
    [
      "by a function of another type",
      ring(
        "",
        "const put: (a: object, b: object) => object = Object.assign;\nexport const set = (r: Ring): object => put(r, { head: 99 });",
      ),
    ],
    [
      "by a field that is defined on what a declared base returns",
      ring("", "declare class Some { constructor(o: object); }\nexport class B extends Some { head = 99; }"),
    ],
    ["by a field under a key", ring("", "export const made = (k: string): unknown => class extends Ring { [k] = 99; };")],
    ["by a subclass", ring("", "// @ts-ignore\nexport class Odd extends Ring { private head = 99; }")],
    [
      "by an accessor of a subclass",
      ring("", "// @ts-ignore\nexport class Odd extends Ring { get head() { return 99; } set head(v) {} }"),
    ],
    ["by code that TypeScript would not let", ring("", "export function set(r: Ring): void {\n// @ts-ignore\nr.head = 99; }")],
    ["declared as protected", ring("", "", "protected head = 0;")],
    ["declared as public", ring("", "", "head = 0;")],
    ["of a class with a base", ring().replace("class Ring", "class Ring extends Map<string, number>")],
    ["beside code from text", ring("run(text: string): unknown { return eval(text); }")],
  ])("not: %s", (_, code) => {
    expect(proved(code)).not.toContain(READ);
  });

  it("is nobody's promise under the checked boundary", () => {
    const { obligations } = guardModule(ring(), "x.ts", { mode: "production", boundary: "checked" });
    expect(obligations.filter(({ verdict }) => verdict === "proved")).toEqual([]);
  });
});

describe("what a final field was tested to be before anybody sees it", () => {
  const CELL = "this.cells[x]";
  const TEST = "if (!Number.isInteger(width) || width < 0 || width > 1000) throw new RangeError();";
  const grid = (constructor: string, members = ""): string => `
    const all: Grid[] = [];
    declare function tell(o: unknown): void;
    export class Grid {
      private readonly cells: Uint8Array;
      ${constructor}
      get(x: number): number { return Number.isInteger(x) && x >= 0 && x < this.width ? ${CELL}! : 0; }
      ${members}
    }
    export const made = all;`;
  const HEAD = "constructor(private readonly width: number)";
  const MAKE = "this.cells = new Uint8Array(width);";

  it.each([
    ["behind a parameter property", grid(`${HEAD} { ${TEST} ${MAKE} }`)],
    ["beside members", grid(`${HEAD} { ${TEST} ${MAKE} }`, "size(): number { return this.cells.length; }")],
    ["that the constructor looks at before", grid(`${HEAD} { if (this.width === 7) tell(1); ${TEST} ${MAKE} }`)],
    [
      "of private names",
      grid(`readonly #w: number; constructor(width: number) { this.#w = width; ${TEST} ${MAKE} }`).replaceAll(
        "this.width",
        "this.#w",
      ),
    ],
  ])("%s", (_, code) => {
    expect(proved(code)).toContain(CELL);
  });

  it.each([
    ["seen by others before the test", grid(`${HEAD} { all.push(this); ${TEST} ${MAKE} }`)],
    ["handed on before the test", grid(`${HEAD} { tell(this); ${TEST} ${MAKE} }`)],
    ["seen by a closure", grid(`${HEAD} { tell(() => this.get(0)); ${TEST} ${MAKE} }`)],
    ["seen by a method", grid(`${HEAD} { this.peek(); ${TEST} ${MAKE} }`, "peek(): void { tell(this); }")],
    ["whose test may be passed by", grid(`${HEAD} { try { ${TEST} } catch {} this.cells = new Uint8Array(9); }`)],
    ["tested on one way only", grid(`${HEAD} { if (width !== 7) { ${TEST} } this.cells = new Uint8Array(9); }`)],
    ["tested after the way out", grid(`${HEAD} { this.cells = new Uint8Array(9); if (width > 3) return; ${TEST} }`)],
    ["of which a parameter was tested that changed", grid(`${HEAD} { width = 3; ${TEST} this.cells = new Uint8Array(9); }`)],
  ])("not: %s", (_, code) => {
    expect(proved(code)).not.toContain(CELL);
  });

  it("is not believed in the constructor before it", () => {
    const early = `export class Early {
      #at: number; #table = new Uint8Array(4);
      constructor(at: number) { this.#at = at; this.first = this.#table[this.#at]; if (!Number.isInteger(at) || at < 0 || at > 3) throw new RangeError(); }
      first: number | undefined;
      read(): number { return this.#table[this.#at + 0]!; }
    }`;
    expect(proved(early)).toEqual(["this.#table[this.#at + 0]"]);
  });
});
