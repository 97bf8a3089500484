/** Programs for tier 3: what needs it, and what looks like it and goes wrong. Each is one closed function `f` and how it is called. */
export interface Program {
  readonly name: string;
  readonly text: string;
  readonly call: string;
}

const INDICES = "if (!Number.isInteger(i) || !Number.isInteger(j) || i < 0 || j < 0) return 0;";

/** All sites of each are in range, and some need the solver. */
export const PROVABLE: readonly Program[] = [
  {
    name: "alternatives of a condition",
    text: "function f(a: Float64Array, i: number): number { if (!Number.isInteger(i)) return 0; if (a.length > 3 && (i === 0 || i === 3 || i === 2)) return a[i]; return 0; }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "distance of two indices",
    text: `function f(a: Float64Array, i: number, j: number): number { ${INDICES} if (i >= a.length || j >= a.length) return 0; return a[Math.abs(i - j)]; }`,
    call: "f(new Float64Array(n), n, n + 2)",
  },
  {
    name: "square of a difference",
    text: `function f(a: Float64Array, i: number, j: number): number { ${INDICES} if (i > 1000 || j > 1000) return 0; const d = i - j; if (d < 0 || d * d >= a.length) return 0; return a[d]; }`,
    call: "f(new Float64Array(n), n, n)",
  },
  {
    name: "rows of a width that is no constant",
    text: `function f(a: Uint8Array, w: number): number {
  let s = 0;
  if (!Number.isInteger(w) || w < 1 || w > 10000) return 0;
  const h = Math.floor(a.length / w);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) s += a[y * w + x];
  return s;
}`,
    call: "f(new Uint8Array(n), n)",
  },
  {
    name: "one step back in a ring",
    text: "function f(a: Float64Array, i: number): number { const n = a.length; if (!Number.isInteger(i) || i <= 0 || i >= n) return 0; const k = (i + n - 1) % n; return a[k + 1]; }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "remainder made positive",
    text: "function f(a: Float64Array, i: number): number { const n = a.length; if (n === 0 || !Number.isInteger(i) || i < -1000000 || i > 1000000) return 0; return a[((i % n) + n) % n]; }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "the last of a group of four",
    text: "function f(m: number): number { const a = new Float64Array(m & 255); const n = a.length; let s = 0; if ((n & 3) !== 0) return 0; for (let i = 0; i < n; i++) s += a[i - (i % 4) + 3]; return s; }",
    call: "f(n)",
  },
  {
    name: "merge with a third cursor",
    text: `function f(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  let i = 0, j = 0, k = 0;
  while (i < a.length && j < b.length) { if (a[i] <= b[j]) out[k++] = a[i++]; else out[k++] = b[j++]; }
  while (i < a.length) out[k++] = a[i++];
  while (j < b.length) out[k++] = b[j++];
  return out;
}`,
    call: "f(new Float64Array(n), new Float64Array(n + 1))",
  },
  {
    name: "two choices by one condition",
    text: "function f(a: Float64Array, up: boolean): number { const n = a.length; if (n < 2) return 0; const i = up ? 0 : n - 1; const step = up ? 1 : -1; return a[i + step]; }",
    call: "f(new Float64Array(n), n > 2)",
  },
  {
    name: "the array that the condition chose",
    text: "function f(a: Float64Array, b: Float64Array, flag: boolean, i: number): number { const n = flag ? a.length : b.length; if (!Number.isInteger(i) || i < 0 || i >= n) return 0; if (flag) return a[i]; return b[i]; }",
    call: "f(new Float64Array(n), new Float64Array(n + 1), n > 2, n)",
  },
  {
    name: "gaps of shell sort",
    text: `function f(a: Float64Array): void {
  for (let gap = a.length >> 1; gap > 0; gap >>= 1)
    for (let i = gap; i < a.length; i++) {
      const x = a[i];
      let j = i;
      while (j >= gap && a[j - gap] > x) { a[j] = a[j - gap]; j -= gap; }
      a[j] = x;
    }
}`,
    call: "f(new Float64Array(n))",
  },
];

/** The access marked by `NEAR` in a comment on its line is out of range for some call; it must never be proved. */
export const NEAR_MISSES: readonly Program[] = [
  {
    name: "one alternative too far",
    text: "function f(a: Float64Array, i: number): number { if (!Number.isInteger(i)) return 0; if (a.length > 3 && (i === 0 || i === 4 || i === 2)) return a[i]; /* NEAR */ return 0; }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "distance to an end",
    text: `function f(a: Float64Array, i: number, j: number): number { ${INDICES} if (i >= a.length || j > a.length) return 0; return a[Math.abs(i - j)]; /* NEAR */ }`,
    call: "f(new Float64Array(n), n, n + 2)",
  },
  {
    name: "square of a negative difference",
    text: `function f(a: Float64Array, i: number, j: number): number { ${INDICES} if (i > 1000 || j > 1000) return 0; const d = i - j; if (d * d >= a.length) return 0; return a[d]; /* NEAR */ }`,
    call: "f(new Float64Array(n), n, n)",
  },
  {
    name: "rows rounded up",
    text: `function f(a: Uint8Array, w: number): number {
  let s = 0;
  if (!Number.isInteger(w) || w < 1 || w > 10000) return 0;
  const h = Math.ceil(a.length / w);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) s += a[y * w + x]; // NEAR
  return s;
}`,
    call: "f(new Uint8Array(n), n)",
  },
  {
    name: "one step back from the start",
    text: "function f(a: Float64Array, i: number): number { const n = a.length; if (!Number.isInteger(i) || i < 0 || i >= n) return 0; const k = (i + n - 1) % n; return a[k + 1]; /* NEAR */ }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "remainder left negative",
    text: "function f(a: Float64Array, i: number): number { const n = a.length; if (n === 0 || !Number.isInteger(i) || i < -1000000 || i > 1000000) return 0; return a[((i % n) + n - 2) % n]; /* NEAR */ }",
    call: "f(new Float64Array(n), n)",
  },
  {
    name: "groups of four in pairs",
    text: "function f(a: Float64Array): number { const n = a.length; let s = 0; if (n % 2 !== 0) return 0; for (let i = 0; i < n; i++) s += a[i - (i % 4) + 3]; /* NEAR */ return s; }",
    call: "f(new Float64Array(n))",
  },
  {
    name: "a third cursor that counts twice",
    text: `function f(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  let i = 0, j = 0, k = 0;
  while (i < a.length && j < b.length) {
    if (a[i] <= b[j]) { i++; k++; } else { j++; k += 2; }
    out[k - 1] = 1; // NEAR
  }
  return out;
}`,
    call: "f(new Float64Array(n), new Float64Array(n + 1))",
  },
  {
    name: "cursors that pass each other",
    text: `function f(a: Float64Array): number {
  let i = 0, j = a.length, s = 0;
  while (i !== j) {
    s += a[i]; // NEAR
    if (s > 1) i++; else { i++; j--; }
  }
  return s;
}`,
    call: "f(new Float64Array(n))",
  },
  {
    name: "two choices by opposite conditions",
    text: "function f(a: Float64Array, up: boolean): number { const n = a.length; if (n < 2) return 0; const i = up ? 0 : n - 1; const step = up ? -1 : 1; return a[i + step]; /* NEAR */ }",
    call: "f(new Float64Array(n), n > 2)",
  },
  {
    name: "the array that the condition did not choose",
    text: `function f(a: Float64Array, b: Float64Array, flag: boolean, i: number): number {
  const n = flag ? a.length : b.length;
  if (!Number.isInteger(i) || i < 0 || i >= n) return 0;
  if (flag) return b[i]; // NEAR
  return a[i]; // NEAR
}`,
    call: "f(new Float64Array(n), new Float64Array(n + 1), n > 2, n)",
  },
  {
    name: "gaps below the gap",
    text: `function f(a: Float64Array): number {
  let s = 0;
  for (let gap = a.length >> 1; gap > 0; gap >>= 1)
    for (let i = gap; i < a.length; i++) {
      let j = i;
      while (j > 0 && s < 100) {
        s += a[j - gap]; // NEAR
        j -= gap - 1;
      }
    }
  return s;
}`,
    call: "f(new Float64Array(n))",
  },
  {
    name: "a condition tested before the variable changed",
    text: `function f(a: Float64Array): number {
  let s = 0, i = 0, ok = true;
  while (s < 1000) {
    ok = i < a.length;
    i++;
    if (!ok) return s;
    s += a[i]; // NEAR
  }
  return s;
}`,
    call: "f(new Float64Array(n))",
  },
  {
    name: "a choice made in the round before",
    text: `function f(a: Float64Array, b: Float64Array): number {
  let s = 0, n = 0, flag = false;
  for (let t = 0; t < 100; t++) {
    if (n > t) s += flag ? a[t] : b[t]; // NEAR
    flag = s > t;
    n = flag ? b.length : a.length;
  }
  return s;
}`,
    call: "f(new Float64Array(n), new Float64Array(n + 1))",
  },
  {
    name: "a quotient of a shift that wraps",
    text: "function f(a: Float64Array, i: number): number { if (!Number.isInteger(i) || i < 0 || i >= 4294967296 * a.length || a.length > 100) return 0; return a[i >> 16]; /* NEAR */ }",
    call: "f(new Float64Array(n), n)",
  },
  {
    // Found by random programs: the clause of a join assumes candidates of an inner loop that does not dominate the outer back edge.
    name: "a loop that goes on with an inner loop it may skip",
    text: `function f(a: Int32Array, b: Int32Array, x: number, y: number): number {
  const n = a.length;
  let s = 0, t = 0;
  if (!Number.isInteger(x) || !Number.isInteger(y) || x < -100 || y < 0 || x > n || y > 1000 || n === 0) return 0;
  y = x;
  for (let i = n - 1; i >= 0; i--) {
    a[i] = s;
    if (i < n) {
      for (let j = 1; j < b.length; j++) { s += a[y]; s += a[n - 1 - j]; }
    } else if (y !== a.length && i < i) t = y & 3;
    s += a[i];
  }
  if (t >= y) s += a[Math.min(y, t)]; // NEAR
  return s;
}`,
    call: "f(new Int32Array(n), new Int32Array(n + 1), n, n + 2)",
  },
];
