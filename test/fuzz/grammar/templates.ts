/** Data structures and recursive algorithms as people write them. Mutations make traps of them. */
import { literal } from "./containers.js";
import type { Gen } from "./context.js";
import type { Scenario } from "./scenarios.js";

type Template = (name: string, g: Gen) => Scenario;

const n = (g: Gen, lo: number, hi: number): string => String(g.random.int(lo, hi));
const field = (g: Gen): string => g.random.pick(["#", "private ", "", "protected "]);
/** How the member is named in code: `#x` or `x`. */
const named = (visibility: string, name: string): string => (visibility === "#" ? `#${name}` : name);
const declared = (visibility: string, name: string): string => (visibility === "#" ? `#${name}` : `${visibility}${name}`);

export const CLASSES: readonly Template[] = [
  (C, g) => {
    const v = field(g);
    const items = named(v, "items");
    const size = named(v, "size");
    return {
      declarations: `class ${C} { ${declared(v, "items")}: number[] = []; ${declared(v, "size")} = 0;
        push(x: number): void { if (this.${size} < this.${items}.length) this.${items}[this.${size}] = x; else this.${items}.push(x); this.${size}++; }
        pop(): number { if (this.${size} === 0) return -1; this.${size}--; return this.${items}[this.${size}]!; }
        peek(): number { return this.${size} > 0 ? this.${items}[this.${size} - 1]! : -1; }
        clear(): void { this.${size} = 0; ${g.random.pick(["", `this.${items}.length = 0;`, `this.${items} = [];`])} } }`,
      calls: [
        `{ const s = new ${C}(); s.push(1); s.push(2); s.pop(); s.peek(); s.clear(); s.push(3); s.peek(); s.pop(); s.pop(); }`,
      ],
    };
  },
  (C, g) => {
    const v = field(g);
    const [data, w, h] = [named(v, "data"), named(v, "w"), named(v, "h")];
    const ro = g.random.pick(["", "readonly "]);
    const decl = (name: string, type: string): string => (v === "#" ? `${ro}#${name}: ${type};` : `${v}${ro}${name}: ${type};`);
    return {
      declarations: `class ${C} { ${decl("data", "Float64Array")} ${decl("w", "number")} ${decl("h", "number")}
        constructor(w: number, h: number) { this.${w} = w; this.${h} = h; this.${data} = new Float64Array(w * h); }
        fill(v: number): void { for (let y = 0; y < this.${h}; y++) for (let x = 0; x < this.${w}; x++) this.${data}[y * this.${w} + x] = v; }
        get(x: number, y: number): number { if (x < 0 || x >= this.${w} || y < 0 || y >= this.${h}) return 0; return this.${data}[y * this.${w} + x]!; }
        trace(): number { let s = 0; const n = Math.min(this.${w}, this.${h}); for (let i = 0; i < n; i++) s += this.${data}[i * this.${w} + i]!; return s; } }`,
      calls: [
        `{ const m = new ${C}(${n(g, 1, 4)}, ${n(g, 1, 4)}); m.fill(1); m.get(0, 0); m.get(${n(g, 0, 3)}, ${n(g, 0, 3)}); m.trace(); }`,
      ],
    };
  },
  (C, g) => {
    const size = g.random.pick([2, 4, 8]);
    return {
      declarations: `class ${C} { private readonly buffer = new Int32Array(${size}); private head = 0; private count = 0;
        push(x: number): boolean { if (this.count === this.buffer.length) return false; this.buffer[(this.head + this.count) & ${size - 1}] = x; this.count++; return true; }
        shift(): number { if (this.count === 0) return 0; const x = this.buffer[this.head]!; this.head = (this.head + 1) & ${size - 1}; this.count--; return x; }
        at(i: number): number { if (i < 0 || i >= this.count) return 0; return this.buffer[(this.head + i) % this.buffer.length]!; } }`,
      calls: [`{ const q = new ${C}(); for (let k = 0; k < 12; k++) { q.push(k); if (k % 3 === 0) q.shift(); q.at(k >> 1); } }`],
    };
  },
  (C, g) => ({
    declarations: `class ${C} { private at = 0; constructor(private readonly text: string) {}
      peek(): string { return this.at < this.text.length ? this.text[this.at]! : ""; }
      next(): string { const c = this.text[this.at]!; this.at++; return c; }
      number(): number { let v = 0; while (this.at < this.text.length && this.text[this.at]! >= "0" && this.text[this.at]! <= "9") { v = v * 10 + Number(this.next()); } return v; }
      rest(): number { let s = 0; for (let i = this.at; i < this.text.length; i++) s += this.text.charCodeAt(i) + (this.text[i] === "x" ? 1 : 0); return s; } }`,
    calls: [
      `{ const p = new ${C}(${g.random.pick([`"12+3"`, `""`, `"7"`])}); p.peek(); p.number(); p.peek(); if (p.peek() !== "") p.next(); p.rest(); }`,
    ],
  }),
  (C, g) => ({
    declarations: `class ${C} { private heap: number[] = []; get size(): number { return this.heap.length; }
      add(x: number): void { this.heap.push(x); let i = this.heap.length - 1; while (i > 0) { const p = (i - 1) >> 1; if (this.heap[p]! <= this.heap[i]!) break; const t = this.heap[p]!; this.heap[p] = this.heap[i]!; this.heap[i] = t; i = p; } }
      take(): number { if (this.heap.length === 0) return -1; const top = this.heap[0]!; const last = this.heap.pop() ?? 0; if (this.heap.length > 0) { this.heap[0] = last; let i = 0; for (;;) { let c = 2 * i + 1; if (c >= this.heap.length) break; if (c + 1 < this.heap.length && this.heap[c + 1]! < this.heap[c]!) c++; if (this.heap[i]! <= this.heap[c]!) break; const t = this.heap[c]!; this.heap[c] = this.heap[i]!; this.heap[i] = t; i = c; } } return top; } }`,
    calls: [`{ const h = new ${C}(); for (const x of ${literal(g, 5)}) h.add(x); while (h.size > 0) h.take(); h.take(); }`],
  }),
  (C, g) => ({
    declarations: `class ${C} { readonly rows: number[][]; constructor(readonly n: number) { this.rows = []; for (let i = 0; i < n; i++) { const row: number[] = []; for (let j = 0; j < n; j++) row.push(i * j); this.rows.push(row); } }
      sum(): number { let s = 0; for (let i = 0; i < this.rows.length; i++) { const row = this.rows[i]!; for (let j = 0; j < row.length; j++) s += row[j]!; } return s; }
      diagonal(): number { let s = 0; for (let i = 0; i < this.n; i++) s += this.rows[i]![i]!; return s; } }`,
    calls: [`{ const m = new ${C}(${n(g, 0, 4)}); m.sum(); m.diagonal(); }`],
  }),
  (C, g) => ({
    declarations: `class ${C} { static readonly TABLE = ${literal(g, g.random.int(2, 5))}; static #count = 0; static next(): number { const v = ${C}.TABLE[${C}.#count]!; ${C}.#count = (${C}.#count + 1) % ${C}.TABLE.length; return v; }
      private listeners: (() => void)[] = []; on(f: () => void): void { this.listeners.push(f); } off(i: number): void { this.listeners.splice(i, 1); }
      emit(): void { for (let i = 0; i < this.listeners.length; i++) this.listeners[i]!(); const n = this.listeners.length; for (let i = 0; i < n; i++) if (i < this.listeners.length) this.listeners[i]!(); } }`,
    calls: [
      `{ for (let k = 0; k < 7; k++) ${C}.next(); const e = new ${C}(); e.on(() => undefined); e.on(() => ${g.random.pick(["e.off(0)", "undefined", "e.on(() => undefined)"])}); e.emit(); }`,
    ],
  }),
];

export const RECURSIONS: readonly Template[] = [
  (f, g) => ({
    declarations: `function ${f}(a: number[], lo: number, hi: number): void { if (lo >= hi) return; const p = a[hi]!; let i = lo; for (let j = lo; j < hi; j++) if (a[j]! < p) { const t = a[i]!; a[i] = a[j]!; a[j] = t; i++; } const t = a[i]!; a[i] = a[hi]!; a[hi] = t; ${f}(a, lo, i - 1); ${f}(a, i + 1, hi); }`,
    calls: [`{ const a = ${literal(g, g.random.int(0, 6))}; ${f}(a, 0, a.length - 1); }`],
  }),
  (f, g) => ({
    declarations: `function ${f}(a: readonly number[], want: number, lo: number, hi: number): number { if (lo > hi) return -1; const m = (lo + hi) >>> 1; const v = a[m]!; if (v === want) return m; return v < want ? ${f}(a, want, m + 1, hi) : ${f}(a, want, lo, m - 1); }`,
    calls: [`{ const a = [1, 3, 5, 7, 9]; const k = ${f}(a, ${n(g, 0, 10)}, 0, a.length - 1); if (k >= 0) void String(a[k]); }`],
  }),
  (f, g) => ({
    declarations: `function ${f}(a: number[], i: number): number { if (i >= a.length) return 0; return a[i]! + ${f}(a, i + 1); }`,
    calls: [`${f}(${literal(g, g.random.int(0, 4))}, 0);`],
  }),
  (f, g) => ({
    declarations: `function ${f}(a: number[], out: number[], depth: number, n: number): void { if (depth === n) return; for (let i = 0; i < a.length; i++) { out[depth] = a[i]!; ${f}(a, out, depth + 1, n); } }`,
    calls: [`{ const out = new Array<number>(3).fill(0); ${f}(${literal(g, 2)}, out, 0, 3); }`],
  }),
  (f, g) => ({
    declarations: `const ${f}memo = new Float64Array(12);\nfunction ${f}(k: number): number { if (k < 2) return k; if (${f}memo[k]! !== 0) return ${f}memo[k]!; const v = ${f}(k - 1) + ${f}(k - 2); ${f}memo[k] = v; return v; }`,
    calls: [`${f}(${n(g, 3, 11)});`],
  }),
  (f, g) => ({
    declarations: `function ${f}push(a: number[], k: number): number { a.push(k); return a.length - 1; }\nfunction ${f}drop(a: number[]): void { if (a.length > 2) a.pop(); }\nfunction ${f}(a: number[]): number { const i = ${f}push(a, 3); const v = a[i]!; ${f}drop(a); if (a.length > 0) return v + a[a.length - 1]!; return v; }`,
    calls: [`${f}(${literal(g, g.random.int(0, 3))});`],
  }),
];
