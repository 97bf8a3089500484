/** Programs that try to make a contract a fact that it is not. Each exports `run`. */

export interface Adversary {
  readonly name: string;
  readonly text: string;
  /** A value is not what its type says: it breaks A1t. */
  readonly lies: boolean;
  /** It changes intrinsics. */
  readonly tampers: boolean;
}

/** Every index that it proves is in range in the plain array it has. */
const AT = "/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */";

const trick = (name: string, text: string): Adversary => ({
  name,
  text,
  lies: text.includes("as unknown as") || text.includes("Proxy"),
  tampers: /^\s*Number\.isInteger =/mu.test(text),
});

export const ADVERSARIES: readonly Adversary[] = [
  trick(
    "a later default shrinks what the contract spoke of",
    `${AT}
     function at(xs: number[], i: number, gone: unknown = xs.pop()): unknown { return [gone, xs[i]]; }
     export const run = () => at([1, 2, 3], 2);`,
  ),
  trick(
    "a later default assigns an earlier parameter",
    `${AT}
     function at(xs: Float64Array, i: number, k: number = (i = 7)): number { return xs[i]! + k; }
     export const run = () => at(new Float64Array(4), 2);`,
  ),
  trick(
    "a pattern runs a getter between the call and the body",
    `${AT}
     function at(xs: number[], i: number, { gone }: { gone: unknown }): unknown { return [gone, xs[i]]; }
     export function run() { const xs = [1, 2, 3]; return at(xs, 2, { get gone() { return xs.pop(); } }); }`,
  ),
  trick(
    "what is ensured is old when a default has assigned the parameter",
    `/** @ensures result === old(n) */
     function same(n: number, k: number = (n = 9)): number { return n + k * 0; }
     export function run() { const xs = new Float64Array(4); return xs[same(3)]; }`,
  ),
  trick(
    "a function of the body has the name of the parameter",
    `/** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     function at(i: number): unknown { function i() { return 0; } return new Float64Array(4)[i as unknown as number]; }
     export const run = () => at(2);`,
  ),
  trick(
    "the argument is assigned by a getter that the check runs",
    `${AT}
     function at(xs: number[], i: number): number { return xs[i]!; }
     export function run() {
       let k = 1;
       const evil = { 0: 1, 1: 2, get length() { k = 50; return 2; } } as unknown as number[];
       const f = () => at(evil, k);
       return f();
     }`,
  ),
  trick(
    "a getter of a later clause takes back an earlier one",
    `/** @requires Number.isInteger(i) && 0 <= i && i < xs.length && p.size > 0 */
     function at(xs: number[], i: number, p: { size: number }): number { return xs[i]!; }
     export function run() { const xs = [1, 2, 3]; return at(xs, 2, { get size() { xs.length = 1; return 1; } }); }`,
  ),
  trick(
    "a getter of a later contract takes back what is ensured",
    `/**
      * @ensures Number.isInteger(result) && 0 <= result && result < xs.length
      * @ensures p.size > 0
      */
     function pick(xs: number[], p: { size: number }): number { return xs.length - 1; }
     export function run() { const xs = [1, 2, 3]; const k = pick(xs, { get size() { xs.length = 1; return 1; } }); return xs[k]; }`,
  ),
  trick(
    "contracts at one call are tested in the order of the proof",
    `/**
      * @requires p.size > 0
      * @requires Number.isInteger(i) && 0 <= i && i < xs.length
      */
     function at(xs: number[], i: number, p: { size: number }): number { return xs[i]!; }
     export function run() { const xs = [1, 2, 3]; return at(xs, 2, { get size() { xs.length = 1; return 1; } }); }`,
  ),
  trick(
    "an iterator is closed between the return and the caller",
    `/** @ensures Number.isInteger(result) && 0 <= result && result < xs.length */
     function first(xs: number[], it: Iterable<number>): number { for (const k of it) return xs.length - 1 + k * 0; return 0; }
     export function run() {
       const xs = [1, 2, 3];
       const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return() { xs.length = 0; return {}; } }) };
       return xs[first(xs, it as unknown as Iterable<number>)];
     }`,
  ),
  trick(
    "a finally overrides the return",
    `/** @ensures Number.isInteger(result) && 0 <= result && result < 4 */
     function low(n: number): number { try { return 1; } finally { if (n > 3) return 99; } }
     export const run = () => new Float64Array(4)[low(5)];`,
  ),
  trick(
    "a catch of the function takes the violation of its own return",
    `/** @ensures result < 4 && result >= 0 && Number.isInteger(result) */
     function low(n: number): number { try { return n; } catch { return 3; } }
     export const run = () => new Float64Array(4)[low(50)];`,
  ),
  trick(
    "the result of a generator is no result",
    `/** @requires Number.isInteger(n) && n < xs.length && n >= 0 */
     function* each(xs: number[], n: number): Generator<number> { yield xs[n]!; }
     export function run() { const xs = [1, 2, 3]; const g = each(xs, 2); xs.length = 0; return [...g]; }`,
  ),
  trick(
    "an async function goes on later",
    `${AT}
     async function at(xs: number[], i: number): Promise<number> { await null; return xs[i]!; }
     export function run() { const xs = [1, 2, 3]; const p = at(xs, 2); xs.length = 0; void p.catch(() => 0); return "later"; }`,
  ),
  trick(
    "spread arguments are not checked at the call",
    `/** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     function at(i: number): number { return new Float64Array(4)[i]!; }
     const args: [number] = [50];
     export const run = () => at(1) + at(...args);`,
  ),
  trick(
    "a tagged template is a call",
    `/** @requires xs.length === 2 */
     function tag(xs: readonly string[], ...more: unknown[]): unknown { return xs[1]; }
     export const run = () => tag\`a\`;`,
  ),
  trick(
    "no argument at all",
    `/** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     function at(i?: number): number { return new Float64Array(4)[i!]!; }
     export const run = () => at(2) + at();`,
  ),
  trick(
    "new without arguments",
    `class Box {
       readonly xs: Float64Array;
       /** @requires Number.isInteger(n) && 0 < n */
       constructor(n: number) { this.xs = new Float64Array(n); this.xs[n - 1] = 1; }
     }
     export const run = () => [new Box(3).xs.length, new (Box as unknown as new () => Box)()];`,
  ),
  trick(
    "a subclass is behind the method",
    `class A { /** @ensures Number.isInteger(result) && 0 <= result && result < 4 */ pick(n: number): number { return n & 3; } }
     class B extends A { override pick(n: number): number { return n + 50; } }
     function use(a: A) { return new Float64Array(4)[a.pick(2)]; }
     export const run = () => [use(new A()), use(new B())];`,
  ),
  trick(
    "a field of the receiver is a getter in a subclass",
    `class A {
       n = 3;
       xs = [1, 2, 3];
       /** @requires Number.isInteger(i) && 0 <= i && i < this.n && this.n <= this.xs.length */
       at(i: number): unknown { return this.xs[i]; }
     }
     class B extends A {}
     const b = new B();
     Object.defineProperty(b, "n", { get() { b.xs.length = 0; return 3; } });
     export const run = () => [new A().at(1), b.at(2)];`,
  ),
  trick(
    "an invariant of the class is broken from outside",
    `/** @invariant Number.isInteger(this.n) && 0 <= this.n && this.n < this.xs.length */
     class Stack {
       n = 0;
       xs = [1, 2, 3];
       get(): number { return this.xs[this.n]!; }
     }
     export function run() { const s = new Stack(); const a = s.get(); s.n = 50; return [a, s.get()]; }`,
  ),
  trick(
    "an invariant is broken while a method is at work",
    `/** @invariant Number.isInteger(this.n) && 0 <= this.n && this.n < this.xs.length */
     class Stack {
       n = 0;
       xs = [1, 2, 3];
       each(f: () => void): number { f(); return this.xs[this.n]!; }
     }
     export function run() { const s = new Stack(); return s.each(() => { s.n = 50; }); }`,
  ),
  trick(
    "numbers near 2^53",
    `/** @requires 0 <= i && i < n && n <= 9007199254740992 && Number.isInteger(i) */
     function next(i: number, n: number): number { return new Float64Array(4)[i + 1 - i]! + new Float64Array(2)[(i + 1) - i]!; }
     export const run = () => next(9007199254740991, 9007199254740992);`,
  ),
  trick(
    "minus zero and equality",
    `/** @requires i === 0 */
     function at(i: number): unknown { return [new Float64Array(1)[i], 1 / i, new Float64Array(2)[1 / (1 / i)]]; }
     export const run = () => at(-0);`,
  ),
  trick(
    "not less is not at least",
    `/** @requires !(i < 0) && !(i >= 4) */
     function at(i: number): number { return new Float64Array(4)[i]!; }
     export const run = () => at(NaN);`,
  ),
  trick(
    "a length that is an object",
    `/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */
     function at(xs: { length: number }, i: number): number { return new Float64Array(4)[i]!; }
     export const run = () => at({ length: { valueOf: () => 99 } as unknown as number }, 50);`,
  ),
  trick(
    "a proxy answers once so and once otherwise",
    `${AT}
     function at(xs: number[], i: number): number { return xs[i]!; }
     export function run() {
       let n = 0;
       const xs = new Proxy([1, 2, 3], { get: (target, key) => (key === "length" ? 100 - 99 * (n++ & 1) : Reflect.get(target, key)) });
       return at(xs, 50);
     }`,
  ),
  trick(
    "Number.isInteger is another one here",
    `const Number = { isInteger: () => true };
     /** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     function at(i: number): number { return new Float64Array(4)[i]!; }
     export const run = () => [Number.isInteger(), at(1.5)];`,
  ),
  trick(
    "Number.isInteger is replaced",
    `Number.isInteger = () => true;
     /** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     function at(i: number): number { return new Float64Array(4)[i]!; }
     export const run = () => at(1.5);`,
  ),
  trick(
    "an invariant of a loop that a closure breaks",
    `export function run() {
       const xs = new Float64Array(4);
       let i = 0;
       let s = 0;
       const bump = () => { i += 3; };
       /** @invariant Number.isInteger(i) && 0 <= i && i < 4 */
       while (s < 3) { s++; bump(); s += xs[i]!; i -= 2; }
       return s;
     }`,
  ),
  trick(
    "an invariant is left behind by break and continue",
    `export function run() {
       const xs = new Float64Array(4);
       let i = 0;
       /** @invariant Number.isInteger(i) && 0 <= i && i <= 4 */
       do { i += 2; if (i === 2) continue; if (i > 4) break; } while (i < 9);
       return xs[i];
     }`,
  ),
  trick(
    "a contract in mode throw stops, and what is behind it is caught",
    `${AT}
     function at(xs: Float64Array, i: number): number { return xs[i]!; }
     export function run() {
       const xs = new Float64Array(4);
       let i = 9;
       try { at(xs, i); i = 0; } catch { return xs[i]; }
       return xs[i];
     }`,
  ),
  trick(
    "recursion passes on what it does not have",
    `${AT}
     function walk(xs: Float64Array, i: number): number { return xs[i]! + (i < 10 ? walk(xs, i + 1) : 0); }
     export const run = () => walk(new Float64Array(4), 0);`,
  ),
  trick(
    "two functions rely on each other",
    `/** @ensures Number.isInteger(result) && 0 <= result && result < 4 */
     function a(n: number): number { return n <= 0 ? 9 : b(n - 1); }
     /** @ensures Number.isInteger(result) && 0 <= result && result < 4 */
     function b(n: number): number { return a(n); }
     export const run = () => new Float64Array(4)[a(3)];`,
  ),
  trick(
    "a parameter is assigned before the return",
    `/** @ensures Number.isInteger(result) && 0 <= result && result < old(xs).length */
     function last(xs: number[]): number { const n = xs.length - 1; xs = []; return n; }
     export function run() { const xs = [1, 2]; const k = last(xs); xs.pop(); return xs[k]; }`,
  ),
  trick(
    "the array shrinks after the call that ensures",
    `/** @ensures Number.isInteger(result) && 0 <= result && result < xs.length */
     function last(xs: number[]): number { return xs.length - 1; }
     export function run() { const xs = [1, 2]; const k = last(xs); xs.pop(); return xs[k]; }`,
  ),
  trick(
    "an argument that a later one changes",
    `${AT}
     function at(xs: number[], i: number, more: unknown): unknown { return [xs[i], more]; }
     export function run() { const xs = [1, 2, 3]; let i = 1; return [at(xs, i, (i = 50)), at(xs, 2, xs.pop())]; }`,
  ),
  trick(
    "the callee is replaced while the arguments are evaluated",
    `class C { xs = [1, 2, 3]; /** @requires Number.isInteger(i) && 0 <= i && i < 3 */ at(i: number): unknown { return this.xs[i]; } }
     export function run() {
       const c = new C();
       return c.at((Object.assign(c, { at: () => c.xs[50] }), 1));
     }`,
  ),
  trick(
    "a contract of a function that is stored",
    `/** @requires Number.isInteger(i) && 0 <= i && i < 4 */
     const at = (i: number): number => new Float64Array(4)[i]!;
     const table = [at];
     export const run = () => [at(1), table.map((f) => f(50))];`,
  ),
  trick(
    "an arrow without braces, an object for result",
    `/** @ensures result.n < 4 && result.n >= 0 && Number.isInteger(result.n) */
     const make = (n: number): { n: number } => ({ n });
     export function run() { const o = make(2); o.n = 50; return [new Float64Array(4)[o.n], new Float64Array(4)[make(9).n]]; }`,
  ),
  trick(
    "arguments is another name of the parameters",
    `${AT}
     function at(xs: Float64Array, i: number): number { arguments[1] = 50; return xs[i]!; }
     export const run = () => at(new Float64Array(4), 1);`,
  ),
  trick(
    "a disjunction proves neither side",
    `/** @requires Number.isInteger(i) && (i < 0 || i < xs.length) && (i >= 0 || xs.length > 3) */
     function at(xs: Float64Array, i: number): number { return xs[i]!; }
     export const run = () => at(new Float64Array(4), -1);`,
  ),
  trick(
    "a contract over members of null",
    `/** @requires o.next.next.n > 0 || i === 1 */
     function at(o: any, i: number): unknown { return new Float64Array(2)[i]; }
     export const run = () => [at({ next: null }, 1), at(null, 1), at({ next: { next: { n: 1 } } }, 7)];`,
  ),
  trick(
    "an own property in place of a field",
    `/** @requires Number.isInteger(i) && 0 <= i && i < r.n && r.n <= r.xs.length */
     function at(r: { n: number; xs: number[] }, i: number): unknown { return r.xs[i]; }
     export function run() {
       const r = { n: 3, xs: [1, 2, 3] };
       Object.defineProperty(r, "n", { get() { r.xs = []; return 3; } });
       return at(r, 2);
     }`,
  ),
  trick(
    "in a slot outside any body",
    `${AT}
     function at(xs: Float64Array, i: number): number { return xs[i]!; }
     const xs = new Float64Array(4);
     const k: number = JSON.parse("9");
     class C { a = at(xs, 1); static b = at(xs, 2); [\`k\${at(xs, 3)}\`] = 1; c = (n = at(xs, k)) => n; }
     enum E { A = at(xs, 1) }
     export const run = () => [new C().a, C.b, E.A, \`\${at(xs, 0)}\`, new C().c()];`,
  ),
  trick(
    "a length that is a text",
    `/** @requires Number.isInteger(o.length) && 0 <= o.length && o.length < 5 */
     function at(o: { length: number }): unknown { return new Float64Array(5)[o.length + 0]; }
     export const run = () => at(JSON.parse('{ "length": "4" }') as unknown as { length: number });`,
  ),
  trick(
    "a sum that is a text",
    `/** @requires Number.isInteger(o.length + 0) && o.length + 0 < 5 */
     function at(o: { length: number }): unknown { return new Float64Array(5)[o.length + 0]; }
     export const run = () => at(JSON.parse('{ "length": "" }') as unknown as { length: number });`,
  ),
  trick(
    "a variable of a namespace is assigned as its member while later arguments are evaluated",
    `namespace N {
       export let k = 50;
       /** @requires Number.isInteger(i) && 0 <= i && i < 4 */
       function at(i: number, n: number): unknown { return [n, new Float64Array(4)[i]]; }
       export function go(v: () => number): unknown { return at(k, v()); }
     }
     export const run = () => N.go(() => { N.k = 1; return 1; });`,
  ),
  trick(
    "a name of the module is a member of another declaration of the namespace",
    `const k = 3;
     namespace N { export let k = 50; }
     namespace N {
       /** @requires Number.isInteger(i) && 0 <= i && i < 4 */
       function at(i: number, n: number): unknown { return [n, new Float64Array(4)[i]]; }
       export function go(): unknown { return at(k, 1); }
     }
     export const run = () => [k, N.go()];`,
  ),
  trick(
    "a method calls the function back as well",
    `export function run() {
       let sum = 0;
       [1, 2, 3].forEach(
         /** @requires Number.isInteger(i) && 0 <= i && i < 1 */
         function me(x: number, i: number): void { sum += new Float64Array(1)[i]!; if (x > 5) me(0, 0); });
       return sum;
     }`,
  ),
];
