/** What contracts prove, where their guards stop, and that programs which keep them behave as without. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../../compiler/api.js";
import { guardAndRun, verdictsOf } from "./run-contracts.js";

const AT = `
/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */
function at(xs: Float64Array, i: number): number { return xs[i]!; }
`;

describe("@requires", () => {
  it("lets a closed function be proved, and guards the call that is not", async () => {
    const ran = await guardAndRun(`${AT}
      const k: number = JSON.parse("7");
      export function run(): number { const xs = new Float64Array(4); return at(xs, 1) + at(xs, k); }`);
    expect(verdictsOf(ran)).toEqual(["2 proved", "6 proved", "6 unknown"]);
    expect(ran.obligations.find(({ text }) => text === "xs[i]")?.verdict).toBe("proved");
    expect(ran.obligations[0]?.restsOn).toHaveLength(1);
    expect(ran.outcome.error?.name).toBe("SafetyViolation");
    expect(ran.outcome.recorded).toEqual([{ line: 6, file: "m.ts", proved: false }]);
  });

  it("keeps an assertion where it is proved, in development", async () => {
    const ran = await guardAndRun(`${AT}export const run = () => at(new Float64Array(4), 1);`, { mode: "development" });
    expect(ran.code).toContain("xs.length");
    expect(ran.outcome.result).toBe("0");
  });

  it("is tested at the entry of an open function, and proofs inside rest on that", async () => {
    const text = `
      /** @requires Number.isInteger(lo) && Number.isInteger(hi) && 0 <= lo && lo <= hi && hi <= xs.length */
      export function sum(xs: Float64Array, lo: number, hi: number): number {
        let s = 0;
        for (let i = lo; i < hi; i++) s += xs[i]!;
        return s;
      }
      export const run = () => sum(new Float64Array(4), 1, 5);`;
    const ran = await guardAndRun(text, { boundary: "trusted" });
    const site = ran.obligations.find(({ text: one }) => one === "xs[i]");
    expect(site?.verdict).toBe("proved");
    expect(site?.restsOn).toEqual([ran.obligations[0]?.id]);
    // The call comes first.
    expect(ran.outcome.recorded).toEqual([{ line: 8, file: "m.ts", proved: false }]);
    const without = guardModule(text.replace(/\/\*\*.*\*\//u, ""), "m.ts", { boundary: "trusted" });
    expect(without.obligations.find(({ text: one }) => one === "xs[i]")?.verdict).toBe("unknown");
  });

  it.each([
    ["NaN", "NaN"],
    ["a text", "('3' as unknown as number)"],
    ["an object", "({ valueOf: () => 3 } as unknown as number)"],
    ["a fraction", "1.5"],
    ["nothing", "(undefined as unknown as number)"],
  ])("stops %s", async (_, value) => {
    const ran = await guardAndRun(`
      /** @requires 0 <= n && n <= 4 && Number.isInteger(n) */
      export function take(n: number): number { return n; }
      export const run = () => take(${value});`);
    expect(ran.outcome.error?.name).toBe("SafetyViolation");
  });

  it("stops a missing receiver instead of throwing a TypeError", async () => {
    const ran = await guardAndRun(`
      /** @requires xs.length !== 3 */
      export function take(xs: number[]): number { return 1; }
      export const run = () => take(undefined as unknown as number[]);`);
    expect(ran.outcome.error?.name).toBe("SafetyViolation");
  });

  it("leaves to the entry what a call cannot tell: defaults, spreads, patterns", async () => {
    const ran = await guardAndRun(`
      /** @requires n > 0 */
      export function withDefault(n = 1): number { return n; }
      /** @requires n > 0 */
      export function plain(n: number): number { return n; }
      const args = [0] as const;
      export const run = () => [withDefault(), plain(...args)];`);
    expect(verdictsOf(ran)).toEqual(["2 unknown", "4 unknown"]);
    expect(ran.outcome.recorded).toEqual([{ line: 4, file: "m.ts", proved: false }]);
  });

  it("checks methods and constructors, and names the receiver", async () => {
    const ran = await guardAndRun(`
      class Grid {
        readonly w: number;
        /** @requires w > 0 */
        constructor(w: number) { this.w = w; }
        /** @requires 0 <= x && x < this.w */
        at(x: number): number { return x; }
      }
      export function run(): number { const g = new Grid(3); return g.at(2) + g.at(3); }`);
    expect(ran.outcome.recorded).toEqual([{ line: 9, file: "m.ts", proved: false }]);
    expect(verdictsOf(ran)).toHaveLength(5);
  });
});

describe("evaluation", () => {
  it("keeps order, number, names and receivers", async () => {
    const ran = await guardAndRun(`
      const log: string[] = [];
      const note = <T>(name: string, value: T): T => { log.push(name); return value; };
      class Host {
        base = 10;
        /** @requires a < b */
        add(a: number, b: number, f: () => number): string { return String(this.base + a + b + f()) + f.name; }
      }
      /** @requires n >= 0 */
      function* count(n: number) { for (let i = 0; i < n; i++) yield i; }
      /** @requires n >= 0 */
      const later = async (n: number) => n;
      /** @requires n >= 0 */
      export const box = (n: number) => ({ n });
      export function run(): unknown {
        const host = note("host", new Host());
        const sum = note("receiver", host).add(note("a", 1), note("b", 2), () => 3);
        void later(1);
        return [sum, log, [...count(3)], box(2), later.name, box.length];
      }`);
    expect(ran.outcome.error).toBeNull();
    expect(ran.outcome.result).toBe(ran.plain.result);
  });

  it("reads a field once, however often it is tested", async () => {
    const ran = await guardAndRun(`
      let reads = 0;
      class C { get w(): number { return ++reads; } }
      /** @requires 0 <= o.w */
      export function take(o: { w: number }): number { return reads; }
      export const run = () => take(new C());`);
    // Once at the call, once at the entry.
    expect(ran.outcome.result).toBe("2");
  });
});

describe("@ensures", () => {
  it("is owed at each return and gives facts to callers", async () => {
    const ran = await guardAndRun(`
      const seed: number = JSON.parse("6");
      /** @ensures Number.isInteger(result) && 0 <= result && result < n */
      function below(n: number): number {
        if (seed > 100) return 0;
        return seed % n;
      }
      export function run(): number { const xs = new Float64Array(4); return xs[below(4)]!; }`);
    expect(verdictsOf(ran)).toEqual(["5 proved", "6 unknown"]);
    expect(ran.obligations.find(({ text }) => text === "xs[below(4)]")?.verdict).toBe("proved");
    expect(ran.outcome.result).toBe("0");
  });

  it("stops where it is broken, also at the end of a body and in arrows", async () => {
    const broken = (text: string) => guardAndRun(`const k: number = JSON.parse("6");\n${text}`);
    const atReturn = await broken("/** @ensures result < 5 */\nexport function run() { return k\n}");
    expect(atReturn.outcome.recorded).toEqual([{ line: 3, file: "m.ts", proved: false }]);
    const inArrow = await broken("/** @ensures result < 5 */\nexport const run = () => k");
    expect(inArrow.outcome.recorded).toEqual([{ line: 3, file: "m.ts", proved: false }]);
    const atEnd = await broken(
      "/** @ensures xs.length === old(xs.length) */\nfunction drop(xs: number[]): void { xs.pop() }\nexport const run = () => drop([k])",
    );
    expect(atEnd.outcome.recorded).toEqual([{ line: 2, file: "m.ts", proved: false }]);
  });

  it("is not assumed where a finally runs between the check and the caller", () => {
    const { obligations } = guardModule(
      `
      const seed: number = JSON.parse("6");
      /** @ensures Number.isInteger(result) && 0 <= result && result < xs.length */
      function last(xs: number[]): number { try { return seed % xs.length; } finally { xs.length = 0; } }
      export function run(): number { const xs = [1, 2]; return xs[last(xs)]!; }`,
      "m.ts",
    );
    expect(obligations.find(({ text }) => text === "xs[last(xs)]")?.verdict).toBe("unknown");
  });
});

describe("@invariant", () => {
  it.each([
    ["for", "for (let i = 0, j = 0; i < n; i++) { sum += xs[j]!; j += step(i); }"],
    ["for without a condition", "for (let i = 0, j = 0; ; i++) { if (i >= n) break; sum += xs[j]!; j += step(i); }"],
    ["while", "let j = 0; let i = 0; HERE while (i < n) { sum += xs[j]!; j += step(i++); }"],
    ["do", "let j = 0; let i = 0; HERE do { sum += xs[j]!; j += step(i++); } while (i < n);"],
    ["do without a block", "let j = 0; let i = 0; HERE do sum += xs[j]! + (j += step(i++)); while (i < n);"],
  ])("of a %s loop is tested at its head and holds in the body", async (_, loop) => {
    const mark = "/** @invariant Number.isInteger(j) && 0 <= j && j < 4 */";
    const text = (last: number): string => `
      const steps = JSON.parse("[0, 1, 0, ${String(last)}]") as number[];
      function step(i: number): number { return steps[i] ?? 0; }
      export function run(): number {
        const xs = new Float64Array(4); const n: number = JSON.parse("5"); let sum = 0;
        ${loop.includes("HERE") ? loop.replace("HERE", mark) : `${mark} ${loop}`}
        return sum;
      }`;
    const good = await guardAndRun(text(2));
    expect(good.obligations.find(({ text: one }) => one === "xs[j]")?.verdict).toBe("proved");
    expect(good.outcome.result).toBe(good.plain.result);
    const bad = await guardAndRun(text(3));
    expect(bad.outcome.recorded).toEqual([{ line: 6, file: "m.ts", proved: false }]);
  });

  it("of a class is owed by constructors and methods", async () => {
    const ran = await guardAndRun(`
      /** @invariant 0 <= this.n && this.n <= this.xs.length */
      export class Stack {
        xs = new Float64Array(2);
        n = 0;
        push(v: number): void { this.xs[this.n] = v; this.n++; this.check(); }
        skip(): void { this.n += 2; }
        private check(): void {}
      }
      export function run(): void { const s = new Stack(); s.push(1); s.skip(); }`);
    expect(ran.outcome.recorded).toEqual([{ line: 2, file: "m.ts", proved: false }]);
  });
});

describe("mode report", () => {
  it("assumes nothing and goes on", async () => {
    const ran = await guardAndRun(
      `${AT}
      const k: number = JSON.parse("7");
      /** @ensures Number.isInteger(result) && 0 <= result && result < 4 */
      function some(): number { return k; }
      export function run(): unknown { const xs = new Float64Array(4); return [at(xs, k), xs[some()], at(undefined!, 0) === 0]; }`,
      { onViolation: "report" },
    );
    expect(ran.obligations.filter(({ kind }) => kind === "bounds.read").map(({ verdict }) => verdict)).toEqual([
      "unknown",
      "unknown",
    ]);
    expect(ran.outcome.error?.name).toBe("TypeError");
    expect(ran.outcome.recorded.length).toBeGreaterThan(2);
    expect(verdictsOf(ran)).not.toContain("2 proved");
  });
});

describe("exceptions", () => {
  it("of a contract are caught as any other, and facts do not survive that", async () => {
    const ran = await guardAndRun(`
      /** @requires Number.isInteger(i) && 0 <= i && i < 4 */
      function need(i: number): void {}
      const k: number = JSON.parse("9");
      export function run(): unknown {
        const xs = new Float64Array(4);
        try { need(k); } catch { return xs[k]; }
        return xs[k];
      }`);
    const reads = ran.obligations.filter(({ text }) => text === "xs[k]");
    expect(reads.map(({ verdict }) => verdict)).toEqual(["unknown", "proved"]);
    expect(ran.outcome.recorded.map(({ line }) => line)).toEqual([7, 7]);
  });
});

describe("what proofs rest on", () => {
  it("names guards of callees", () => {
    const { obligations } = guardModule(
      `
      /** @ensures Number.isInteger(result) && 0 <= result && result < n */
      function below(n: number, seed: number): number { return typeof seed === "number" ? seed % n : 0; }
      export function run(seed: number): number { const xs = new Float64Array(4); return xs[below(4, seed)]!; }`,
      "m.ts",
    );
    const [owed, read] = ["result", "xs["].map((text) => obligations.find((one) => one.text.includes(text)));
    expect(owed?.verdict).toBe("unknown");
    expect(read).toMatchObject({ verdict: "proved", restsOn: [owed?.id] });
  });

  it("does not call a closed function proved at its entry when a getter could answer otherwise there", async () => {
    const ran = await guardAndRun(`
      /** @requires o.n > 0 */
      function take(o: { readonly n: number }): number { return o.n; }
      let reads = 0;
      export const run = () => take({ get n() { return 2 - reads++; } });`);
    expect(verdictsOf(ran)).toEqual(["2 unknown", "5 unknown"]);
    expect(ran.outcome.result).toBe("0");
  });
});

describe("a loop behind a selector", () => {
  it("keeps its invariant in both bodies", async () => {
    const ran = await guardAndRun(
      `
      export function sum(xs: Float64Array, n: number): number {
        let s = 0;
        let k = 0;
        /** @invariant k >= 0 && k < 100 */
        for (let i = 0; i < n; i++) { s += xs[i]!; k += s; }
        return s;
      }
      export const run = () => [sum(new Float64Array(4), 4), sum(Float64Array.of(1, 99, 1), 3)];`,
      { boundary: "trusted" },
    );
    expect(ran.obligations.find(({ text }) => text === "xs[i]")?.guard).toBe("hoisted");
    expect(ran.outcome.recorded).toEqual([{ line: 5, file: "m.ts", proved: false }]);
  });
});
