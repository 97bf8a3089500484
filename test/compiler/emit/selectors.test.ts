/** Selectors: what they look like, that they change nothing, and where there must be none. */
import { describe, expect, it } from "vitest";
import type { EnforcementOptions } from "../../../core/options.js";
import { originalPosition } from "./map-position.js";
import { outcomeOf, PRODUCTION, select } from "./selected.js";

const bodyOf = (code: string): string => code.slice(code.indexOf("export"), code.indexOf("\n;var "));

describe("a selector", () => {
  it("stands before a loop", () => {
    const { code } = select(`export function sum(data: Uint8Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += data[i];
  return sum;
}
`);
    expect(bodyOf(code)).toBe(`export function sum(data: Uint8Array, n: number): number {
  let sum = 0;
  if (n >>> 0 === n && n <= data?.length) {
  for (let i = 0; i < n; i++) sum += data[i];
  } else {
  for (let i = 0; i < n; i++) sum += (data[i] ?? $sv(0));
  }
  return sum;
}
`);
  });

  it("stands before a run of accesses", () => {
    const { code } = select(`export function read(source: Uint8Array, offset: number): number {
  return source[offset] | (source[offset + 1] << 8) | (source[offset + 2] << 16) | (source[offset + 3] << 24);
}
`);
    expect(bodyOf(code)).toContain("if (offset >>> 0 === offset && offset + 3 < source?.length) {\n");
    expect(bodyOf(code).match(/\?\?/gu)).toHaveLength(4);
  });

  it("stands before the outermost loop that it serves", () => {
    const { code } = select(`export function add(a: Float64Array, w: number, h: number): number {
  let sum = 0;
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) sum += a[y * w + x];
  return sum;
}
`);
    expect(bodyOf(code)).toMatch(/^ {2}if \(.*w \* h <= a\?\.length\) \{\n {2}for \(let y/mu);
    expect(bodyOf(code).match(/\?\?/gu)).toHaveLength(1);
  });

  it("tests that a number is one, where nobody has said so", () => {
    const { code } = select(
      `export function fill(n: number): Uint8Array {
  const out = new Uint8Array(16);
  for (let i = 0; i < n; i++) out[i] = 1;
  return out;
}
`,
      { ...PRODUCTION, boundary: "checked" },
    );
    expect(bodyOf(code)).toContain(`if (typeof n === "number" && n >>> 0 === n && n <= 16) {`);
  });

  it("asks whether it is a typed array, where nothing is known of a receiver", () => {
    const { code } = select(`declare const made: () => Uint8Array;
export function id(x: number): Uint8Array {
  const b = made();
  for (let i = 0; i < 4; i++) {
    b[i] = x & 255;
    b[i + 4] = b[i];
  }
  return b;
}
`);
    expect(code.split("\n")[0]).toContain("isTypedArray: $so");
    expect(bodyOf(code)).toMatch(
      /if \(\$so\(b\) && 7 < b\.length\) \{\n\s+for .*\n\s+b\[i\] = x & 255;\n\s+b\[i \+ 4\] = b\[i\];\n/u,
    );
  });

  it("does not ask that for a few accesses: it costs more than their guards", () => {
    const { plan } = select(`declare const made: () => Uint8Array;
export function id(x: number): Uint8Array {
  const b = made();
  b[0] = x & 255;
  b[1] = x >>> 8 & 255;
  b[2] = x >>> 16 & 255;
  return b;
}
`);
    expect(plan.selectors).toEqual([]);
  });

  it("does not ask that of what is declared as an array: the test would fail", () => {
    const { plan } = select(`declare const made: () => number[];
export function sum(): number {
  const b = made();
  let s = 0;
  for (let i = 0; i < b.length; i++) s += b[i];
  return s;
}
`);
    expect(plan.selectors).toEqual([]);
  });

  it("does not ask for what cannot be", () => {
    const { code } = select(`export function f(p: number[], q: number[]): number {
  let sum = 0;
  for (let i = 0; i <= p.length; i++) sum += p[i] * q[i];
  return sum;
}
`);
    expect(bodyOf(code)).not.toMatch(/if \(.*<.*&&.*<.*\) \{/u);
  });

  it("asks for a multiple of the steps, where several elements are read in each", () => {
    const { code } = select(`export function gray(rgba: Uint8ClampedArray, into: Uint8Array): void {
  for (let i = 0, j = 0; i < rgba.length; i += 4, j++) into[j] = (rgba[i] + rgba[i + 1] + rgba[i + 2]) / 3;
}
`);
    expect(bodyOf(code)).toContain("if (rgba?.length % 4 === 0 && rgba?.length <= 4 * into?.length) {");
  });

  it("asks for no more than is needed, by whatever factor", () => {
    const { code } = select(`export function opaque(rgba: Uint8Array, rgb: Uint8Array): void {
  let j = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    rgb[j++] = rgba[i];
    rgb[j++] = rgba[i + 1];
    rgb[j++] = rgba[i + 2];
  }
}
`);
    expect(bodyOf(code)).toContain("if (rgba?.length % 4 === 0 && 3 * rgba?.length <= 4 * rgb?.length) {");
  });

  it("asks no multiple of an end that the steps do not start at", () => {
    const { plan } = select(`export function sum(xs: Uint8Array, from: number): number {
  let s = 0;
  for (let i = from | 0; i < xs.length; i += 2) s += xs[i + 1];
  return s;
}
`);
    expect(plan.selectors).toEqual([]);
  });

  it("keeps its fast body's proofs as assertions outside production", () => {
    const { code } = select(
      `export function sum(data: Uint8Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += data[i];
  return sum;
}
`,
      { ...PRODUCTION, mode: "development" },
    );
    expect(bodyOf(code)).toContain("sum += (data[i] ?? $sv(1));\n  } else {");
    expect(bodyOf(code)).toContain("sum += (data[i] ?? $sv(0));\n  }");
    expect(code).toMatch(/:r:data\[i\]\\n[0-9a-f]+:3:\d+:r!:data\[i\]/u);
  });

  it("maps both bodies to the text they came from", () => {
    const text = `export function sum(data: Uint8Array, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += data[i];
  return total;
}
`;
    const { code, map } = select(text);
    const lines = code.split("\n");
    const found = lines.flatMap((line, at) => {
      const column = line.indexOf("data[i]");
      return column < 0 ? [] : [originalPosition(map?.mappings ?? "", { line: at, column })];
    });
    const column = text.split("\n")[2]?.indexOf("data[i]");
    expect(found).toEqual([
      { line: 2, column },
      { line: 2, column },
    ]);
  });
});

describe("a multiple of the steps", () => {
  const text = `export function pairs(xs: Uint8Array): number {
  let s = 0;
  for (let i = 0; i < xs.length; i += 2) s += xs[i] * xs[i + 1];
  return s;
}
`;
  const { hoisted, plain, plan } = select(text);
  it.each([0, 1, 2, 3, 7, 8])("%i elements", (length) => {
    const xs = Uint8Array.from({ length }, (_, i) => i + 1);
    const outcome = outcomeOf(hoisted["pairs"], [xs]);
    expect(plan.selectors).toHaveLength(1);
    expect(outcome).toBe(outcomeOf(plain["pairs"], [xs]));
    expect(outcome.startsWith("returns")).toBe(length % 2 === 0);
  });
});

const NUMBERS = [
  0,
  1,
  2,
  3,
  4,
  5,
  7,
  8,
  9,
  -1,
  -0,
  0.5,
  2.5,
  NaN,
  Infinity,
  -Infinity,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 53,
  -(2 ** 31),
];
const small = (random: () => number): number => NUMBERS[Math.floor(random() * NUMBERS.length)] ?? 0;
const bounded = (random: () => number): number => {
  const n = small(random);
  return n > 1000 ? 9 : n;
};
const bytes = (random: () => number): Uint8Array =>
  Uint8Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * 256));
const list = (random: () => number): number[] => Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * 9));

/** xorshift: the same calls every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** What `any` may be: typed arrays as they are made, and otherwise. */
const anything = (random: () => number): unknown => {
  class Longer extends Uint8Array {
    override get length(): number {
      return 20;
    }
  }
  const made = bytes(random);
  const all: readonly (() => unknown)[] = [
    () => made,
    () => made,
    () => Float32Array.from(made),
    () => Buffer.from(made),
    () => new Longer(made),
    () => Object.defineProperty(made, "length", { value: 12 }),
    () => Object.setPrototypeOf(made, { length: 12 }) as unknown,
    () => [...made],
    () => "text",
    () => null,
    () => ({ length: 6, 0: 1 }),
    () => new Proxy(made, {}),
    () => new Uint8Array(Reflect.construct(ArrayBuffer, [8, { maxByteLength: 16 }]) as ArrayBuffer),
    () => new DataView(made.buffer),
  ];
  return all[Math.floor(random() * all.length)]?.();
};

/** Makes another length of it as far as it can be. */
function alter(value: unknown): void {
  if (typeof value !== "object" || value === null || !Object.isExtensible(value)) return;
  const { buffer } = value as { buffer?: { resizable?: boolean; resize: (length: number) => void } };
  if (buffer?.resizable === true) buffer.resize(1);
  else if (ArrayBuffer.isView(value)) Object.setPrototypeOf(value, { length: 40 });
}

/** Rows of all lengths, two of them one and the same now and then. */
const rows = (random: () => number): number[][] => {
  const all = Array.from({ length: Math.floor(random() * 5) }, () => list(random));
  const [first] = all;
  return first !== undefined && random() < 0.3 ? [...all, first] : all;
};

interface Attack {
  readonly name: string;
  readonly text: string;
  readonly args: (random: () => number) => unknown[];
  /** How many selectors there must be; null: it does not matter. */
  readonly selectors: number | null;
}

const ATTACKS: readonly Attack[] = [
  {
    name: "bounds that are no integers",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) s += a[i]; return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "a run of accesses at any number",
    text: `export function f(a: Uint8Array, o: number): number { return a[o] + a[o + 1] * 2 + a[o + 2] * 3 + a[o + 3] * 5; }`,
    args: (r) => [bytes(r), small(r)],
    selectors: 1,
  },
  {
    name: "rows of a matrix",
    text: `export function f(m: number[][], w: number): number { let s = 0; for (let y = 0; y < m.length; y++) for (let x = 0; x < w; x++) s += m[y][x]; return s; }`,
    args: (r) => [rows(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "a row that another number names",
    text: `export function f(m: number[][], y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; y = y + 1; } return s; }`,
    args: (r) => [rows(r), small(r), bounded(r)],
    selectors: null,
  },
  {
    name: "a row that is replaced",
    text: `export function f(m: number[][], y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; if (x === 1) m[y] = [1]; } return s; }`,
    args: (r) => [rows(r), small(r), bounded(r)],
    selectors: null,
  },
  {
    name: "a row that is replaced under another name",
    text: `export function f(m: number[][], n: number[][], y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; if (x === 1) n[0] = []; } return s; }`,
    args: (r) => {
      const m = rows(r);
      return [m, r() < 0.5 ? m : rows(r), r() < 0.5 ? 0 : small(r), bounded(r)];
    },
    selectors: null,
  },
  {
    name: "a row that is shortened under another name",
    text: `export function f(m: number[][], n: number[], y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; n.pop(); } return s; }`,
    args: (r) => {
      const m = rows(r);
      return [m, (r() < 0.7 ? m[0] : null) ?? list(r), r() < 0.5 ? 0 : small(r), bounded(r)];
    },
    selectors: null,
  },
  {
    name: "a row that unknown code shortens",
    text: `export function f(m: number[][], g: any, y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; g(m, x); } return s; }`,
    args: (r) => [
      rows(r),
      (m: unknown[][], x: number) => {
        if (x === 1 && m[0] !== undefined) m[0].length = 0;
      },
      r() < 0.5 ? 0 : small(r),
      bounded(r),
    ],
    selectors: 0,
  },
  {
    name: "another matrix under the name",
    text: `export function f(m: number[][], n: number[][], y: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { s += m[y][x]; if (x === 2) m = n; } return s; }`,
    args: (r) => [rows(r), rows(r), small(r), bounded(r)],
    selectors: null,
  },
  {
    name: "rows that are written while they are read",
    text: `export function f(m: number[][], n: number[][], y: number, z: number, w: number): number { let s = 0; for (let x = 0; x < w; x++) { n[z][x] = m[y][x] + 1; s += n[z][x]; } return s; }`,
    args: (r) => {
      const m = rows(r);
      return [m, r() < 0.5 ? m : rows(r), r() < 0.5 ? 0 : small(r), r() < 0.5 ? 0 : small(r), bounded(r)];
    },
    selectors: null,
  },
  {
    name: "a receiver of which nothing is known",
    text: `export function f(a: any, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; a[i] = i; } return s; }`,
    args: (r) => [anything(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "a loop of accesses to what nothing is known of",
    text: `export function f(a: any): unknown { for (let i = 0; i < 3; i++) { a[i] = 7; a[i + 1] = a[i]; } return [a[0], a[3]]; }`,
    args: (r) => [anything(r)],
    selectors: 1,
  },
  {
    name: "a typed array that is altered where it was tested",
    text: `export function f(a: any, o: object, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (i === 1) Object.defineProperty(a, "length", o); } return s + a.length; }`,
    args: (r) => [anything(r), { value: 12, configurable: true }, bounded(r)],
    selectors: null,
  },
  {
    name: "unknown code that alters what was tested",
    text: `export function f(a: any, g: any, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (i === 1) g(a); } return s; }`,
    args: (r) => [anything(r), alter, bounded(r)],
    selectors: 0,
  },
  {
    name: "a conversion that alters what was tested",
    text: `export function f(a: any, o: any, n: any): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; s += o * 1; } return s; }`,
    args: (r) => {
      const a = anything(r);
      const o = { valueOf: () => (alter(a), 1) };
      return [a, r() < 0.5 ? o : 1, r() < 0.3 ? o : bounded(r)];
    },
    selectors: null,
  },
  {
    name: "a stored value whose conversion alters what it is stored in",
    text: `export function f(a: any, o: any): number { let s = 0; for (let i = 0; i < a.length; i++) { a[i] = o; s += a[i]; } return s; }`,
    args: (r) => {
      const a = anything(r);
      return [a, r() < 0.5 ? { valueOf: () => (alter(a), 1) } : 1];
    },
    selectors: null,
  },
  {
    name: "a getter that alters what was tested",
    text: `export function f(a: any, o: any, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i] + o.x; } return s; }`,
    args: (r) => {
      const a = anything(r);
      return [
        a,
        {
          get x() {
            alter(a);
            return 1;
          },
        },
        bounded(r),
      ];
    },
    selectors: 0,
  },
  {
    name: "another name that alters what was tested",
    text: `export function f(a: any, b: any, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (i === 1) Object.defineProperty(b, "length", { value: 30, configurable: true }); } return s; }`,
    args: (r) => {
      const a = anything(r);
      return [a, typeof a === "object" && a !== null && !Array.isArray(a) ? a : {}, bounded(r)];
    },
    selectors: null,
  },
  {
    name: "a typed array whose buffer shrinks",
    text: `export function f(a: any, n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (i === 1) a.buffer.resize(2); } return s; }`,
    args: (r) => [new Uint8Array(Reflect.construct(ArrayBuffer, [8, { maxByteLength: 16 }]) as ArrayBuffer), bounded(r)],
    selectors: 0,
  },
  {
    name: "a loop that leaves before the end",
    text: `export function f(a: number[], b: number[]): number { let s = 0; for (let i = 0; i < 10; i++) { if (i === a.length) break; s += a[i] + b[i]; } return s; }`,
    args: (r) => [list(r), list(r)],
    selectors: null,
  },
  {
    name: "a callback that shrinks",
    text: `export function f(a: number[], n: number, g: (a: number[]) => void): number { let s = 0; for (let i = 0; i < n; i++) { g(a); s += a[i]; } return s; }`,
    args: (r) => [list(r), bounded(r), (a: number[]) => void a.pop()],
    selectors: 0,
  },
  {
    name: "a body that shrinks",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (s > 9) a.length = 1; } return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: 0,
  },
  {
    name: "a coercion that shrinks",
    text: `export function f(a: number[], n: number, o: object): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (o < "2") s++; } return s; }`,
    args: (r) => {
      const a = list(r);
      return [a, bounded(r), { valueOf: () => (a.pop(), 1) }];
    },
    selectors: 0,
  },
  {
    name: "a coercion that may shrink, and does not where it is of a number",
    text: `export function f(a: number[], n: number, o: any): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (o < 2) s++; } return s; }`,
    args: (r) => {
      const a = list(r);
      return [a, bounded(r), r() < 0.5 ? { valueOf: () => (a.pop(), 1) } : 1];
    },
    selectors: 1,
  },
  {
    name: "a stored value that may shrink what it is stored in",
    text: `export function f(a: number[], n: number, o: any): number { const t = new Float64Array(n); for (let i = 0; i < n; i++) { t[i] = o; t[i] += a[i]; } return t[0] ?? 0; }`,
    args: (r) => {
      const a = list(r);
      return [a, Math.floor(r() * 5), r() < 0.5 ? { valueOf: () => (a.pop(), 1) } : 1];
    },
    selectors: 1,
  },
  {
    name: "what may be nothing where the loop begins",
    text: `export function f(a: { list: number[] } | undefined, n: number): number { let s = 0; for (let i = 0; i < n; i++) s += a!.list[i]; return s; }`,
    args: (r) => [r() < 0.5 ? { list: list(r) } : undefined, bounded(r)],
    selectors: 1,
  },
  {
    name: "decreasing",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = n - 1; i >= 0; i--) s = s * 3 + a[i]; return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "decreasing by two",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = n; i > 0; i -= 2) s = s * 3 + a[i - 1]; return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "labels, continue, return",
    text: `export function f(a: number[], n: number, m: number): number {
      let s = 0;
      outer: for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          if (a[j] === 3) continue outer;
          if (a[i] === 5) break outer;
          if (a[i] === 7) return -s;
          s = s * 2 + a[i] - a[j];
        }
      }
      return s;
    }`,
    args: (r) => [list(r), bounded(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "while loops in a loop without end",
    text: `export function f(a: number[], n: number, b: number[]): number {
      let s = 0;
      let k = 0;
      for (;;) {
        while (k < n) { s = s * 3 + a[k]; k++; }
        n += 2;
        if (n > 8) return s;
      }
    }`,
    args: (r) => [list(r), Math.floor(r() * 6), list(r)],
    selectors: null,
  },
  {
    name: "a loop around it and nothing else",
    text: `export function f(a: number[], n: number): number {
      let s = 0;
      let k = 0;
      for (;;) while (k < n) { if (s > 50) return s; s = s * 3 + a[k] + 1; if (++k === n) return -s; }
    }`,
    args: (r) => [list(r), 9 + Math.floor(r() * 4)],
    selectors: null,
  },
  {
    name: "arrays that are the same",
    text: `export function f(a: number[], b: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { b.push(1); s += a[i]; if (b.length > 9) b.length = 0; } return s; }`,
    args: (r) => {
      const a = list(r);
      return [a, a, bounded(r)];
    },
    selectors: 0,
  },
  {
    name: "variables of the region seen after it",
    text: `export function f(a: number[], n: number): number { var i; for (i = 0; i < n; i++) { var t = a[i]; } return i * 100 + (t ?? -7); }`,
    args: (r) => [list(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "closures over the loop's variables",
    text: `export function f(a: number[], n: number): number { const g: (() => number)[] = []; for (let i = 0; i < n; i++) { g.push(() => i); g.push(() => a[i]); } let s = 0; for (const h of g) s = s * 2 + h(); return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "a dangling else",
    text: `export function f(a: number[], n: number, p: boolean, q: boolean): number { let s = 0; if (p) for (let i = 0; i < n; i++) if (q) s += a[i]; else s--; else s = 99; return s; }`,
    args: (r) => [list(r), bounded(r), r() < 0.5, r() < 0.5],
    selectors: 1,
  },
  {
    name: "products of what is large",
    text: `export function f(a: Float64Array, w: number, h: number): number { let s = 0; for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) s += a[y * w + x]; return s; }`,
    args: (r) => [Float64Array.from(list(r)), bounded(r), bounded(r)],
    selectors: 1,
  },
  {
    name: "writes that append",
    text: `export function f(a: number[], n: number): number { for (let i = 0; i < n; i++) a[i] = i * 2; return a.length; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "a swap",
    text: `export function f(a: number[], i: number, j: number): void { const t = a[i]; a[i] = a[j]; a[j] = t; const u = a[i + 1]; a[i + 1] = a[j + 1]; a[j + 1] = u; }`,
    args: (r) => [list(r), small(r), small(r)],
    selectors: null,
  },
  {
    name: "assignments to what is tested",
    text: `export function f(a: number[], b: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (s % 3 === 0) a = b; } return s; }`,
    args: (r) => [list(r), list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "a bound that grows",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { s += a[i]; if (i === 1) n += 4; } return s; }`,
    args: (r) => [list(r), Math.min(bounded(r), 6)],
    selectors: null,
  },
  {
    name: "names that mean two things",
    text: `export function f(a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { const v = a[i]; { const n = v + 1; s += n; } } return s; }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "switch, do, for of",
    text: `export function f(a: Uint8Array, n: number): number {
      let s = 0;
      let i = 0;
      switch (n & 1) { case 0: for (let k = 0; k < n; k++) s += a[k]; default: s++; }
      do { if (i >= n) break; s = s * 2 + a[i]; } while (++i < n);
      for (const v of [1, 2, 3]) s = s * 3 + a[v];
      return s;
    }`,
    args: (r) => [bytes(r), bounded(r)],
    selectors: null,
  },
  {
    name: "async, generators, try",
    text: `export function f(a: number[], n: number): number {
      function* g() { for (let i = 0; i < n; i++) yield a[i]; }
      let s = 0;
      try { for (let i = 0; i < n; i++) { s += a[i]; } } catch (e) { s = -1; } finally { for (let i = 0; i < n; i++) s += a[i]; }
      for (const v of g()) s = s * 2 + v;
      return s;
    }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
  {
    name: "arguments and this",
    text: `export function f(this: unknown, a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) { arguments[1] = 9; s += a[i]; } return s + arguments.length + (this === undefined ? 1 : 2); }`,
    args: (r) => [list(r), bounded(r)],
    selectors: null,
  },
];

const MODES: readonly EnforcementOptions[] = [
  PRODUCTION,
  { ...PRODUCTION, mode: "development" },
  { ...PRODUCTION, boundary: "checked" },
  { ...PRODUCTION, onViolation: "report" },
];

/** All in one module: function `f<k>` is the attack's `f`. */
const texts = ATTACKS.map(({ text }, k) => `${text.replace("function f(", `function f${String(k)}(`)}\n`);
const starts = texts.map((_, k) => texts.slice(0, k).join("").length);

describe.each(MODES)("in $mode, $boundary, $onViolation,", (enforcement) => {
  const made = select(texts.join(""), enforcement);
  it.each(ATTACKS.map((attack, k) => ({ ...attack, k })))("$name", ({ args, selectors, k }) => {
    const start = starts[k] ?? 0;
    const end = start + (texts[k]?.length ?? 0);
    const own = made.plan.selectors.filter(({ span }) => start <= span.start && span.end <= end);
    if (selectors !== null && enforcement.boundary === "trusted" && enforcement.onViolation === "throw")
      expect(own).toHaveLength(selectors);
    const name = `f${String(k)}`;
    const [one, two] = [randomFrom(7), randomFrom(7)];
    for (let call = 0; call < 300; call++)
      expect(outcomeOf(made.hoisted[name], args(one))).toBe(outcomeOf(made.plain[name], args(two)));
  });
});

describe("a test", () => {
  const text = `export function f(a: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) s += a[i]; return s; }`;

  it("does not throw where the type lies and the loop would not run", () => {
    const { hoisted } = select(text);
    expect(outcomeOf(hoisted["f"], [undefined, 0])).toContain("returns 0");
    expect(outcomeOf(hoisted["f"], [null, 0])).toContain("returns 0");
  });

  it("sees no detached, resized or foreign buffer as long enough", () => {
    const { hoisted } = select(text.replace("number[]", "Uint8Array"));
    const detached = new Uint8Array(8);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    expect(outcomeOf(hoisted["f"], [detached, 3])).toContain("throws SafetyViolation");
    const resizable = ArrayBuffer as unknown as new (
      length: number,
      options: { maxByteLength: number },
    ) => ArrayBuffer & { resize: (length: number) => void };
    const buffer = new resizable(8, { maxByteLength: 16 });
    const view = new Uint8Array(buffer);
    buffer.resize(2);
    expect(outcomeOf(hoisted["f"], [view, 3])).toContain("throws SafetyViolation");
  });

  it("is not made of what another name means there", () => {
    const { plan } = select(`const n = 3;
export function f(a: number[]): number { let s = 0; { let n = 7; s += n; } for (let i = 0; i < n; i++) s += a[i]; return s; }`);
    expect(JSON.stringify(plan.selectors)).not.toContain(`"name":"n"`);
  });
});
