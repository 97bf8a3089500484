// Statistics and shuffling of arrays in the manner of d3: order, search, extent, quantiles, permutations, ticks.
type Accessor<T> = (value: T, index: number, array: readonly T[]) => number;

export function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}

export function bisectorLeft<T, X>(compare: (a: T, b: X) => number) {
  return (a: readonly T[], x: X, lo = 0, hi = a.length): number => {
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      if (compare(a[mid], x) < 0) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  };
}
export const bisectLeft = bisectorLeft<number, number>(ascending);

export function bisectRight(a: readonly number[], x: number, lo?: number, hi?: number): number {
  if (lo === undefined) lo = 0;
  if (hi === undefined) hi = a.length;
  while (lo < hi) {
    const mid: number = (lo + hi) >>> 1;
    if (ascending(a[mid], x) > 0) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

export function min<T>(array: readonly T[], f: Accessor<T>): number | undefined {
  let i = -1;
  const n = array.length;
  let a: number | undefined;
  while (++i < n) {
    const b = f(array[i], i, array);
    if (b >= b) {
      a = b;
      break;
    }
  }
  while (++i < n) {
    const b = f(array[i], i, array);
    if (a !== undefined && b < a) a = b;
  }
  return a;
}

export function extent(array: readonly number[]): [number, number] | [undefined, undefined] {
  const n = array.length;
  let i = -1;
  let lo: number | undefined;
  let hi: number | undefined;
  while (++i < n) {
    const b = array[i];
    if (b >= b) {
      lo = hi = b;
      break;
    }
  }
  if (lo === undefined || hi === undefined) return [undefined, undefined];
  while (++i < n) {
    const b = array[i];
    if (lo > b) lo = b;
    if (hi < b) hi = b;
  }
  return [lo, hi];
}

export function sum(array: readonly number[]): number {
  let s = 0;
  const n = array.length;
  let i = -1;
  while (++i < n) {
    const a = +array[i];
    if (!isNaN(a)) s += a;
  }
  return s;
}

/** Neumaier's sum, compensated. */
export class Adder {
  private readonly partials = new Float64Array(32);
  private n = 0;
  add(x: number): this {
    const p = this.partials;
    let i = 0;
    for (let j = 0; j < this.n && j < 32; j++) {
      const y = p[j];
      const hi = x + y;
      const lo = Math.abs(x) < Math.abs(y) ? x - (hi - y) : y - (hi - x);
      if (lo) p[i++] = lo;
      x = hi;
    }
    p[i] = x;
    this.n = i + 1;
    return this;
  }
  valueOf(): number {
    const p = this.partials;
    let n = this.n;
    let hi = 0;
    if (n > 0) {
      hi = p[--n];
      while (n > 0) {
        const x = hi;
        const y = p[--n];
        hi = x + y;
        const lo = y - (hi - x);
        if (lo) break;
      }
    }
    return hi;
  }
}

export function quantileSorted(values: readonly number[], p: number): number | undefined {
  const n = values.length;
  if (!n || isNaN((p = +p))) return undefined;
  if (p <= 0 || n < 2) return values[0];
  if (p >= 1) return values[n - 1];
  const i = (n - 1) * p;
  const i0 = Math.floor(i);
  const value0 = values[i0];
  const value1 = values[i0 + 1];
  return value0 + (value1 - value0) * (i - i0);
}

export function median(array: readonly number[]): number | undefined {
  const numbers: number[] = [];
  const n = array.length;
  let i = -1;
  while (++i < n) if (!isNaN(array[i])) numbers.push(array[i]);
  return quantileSorted(numbers.sort(ascending), 0.5);
}

export function merge<T>(arrays: readonly (readonly T[])[]): T[] {
  let n = arrays.length;
  let i = -1;
  let j = 0;
  while (++i < n) j += arrays[i].length;
  const merged = new Array<T>(j);
  while (--n >= 0) {
    const array = arrays[n];
    let m = array.length;
    while (--m >= 0) merged[--j] = array[m];
  }
  return merged;
}

export function permute<T>(array: readonly T[], indexes: readonly number[]): T[] {
  let i = indexes.length;
  const permuted = new Array<T>(i);
  while (i--) permuted[i] = array[indexes[i]];
  return permuted;
}

export function shuffle<T>(array: T[], random: () => number, i0 = 0, i1 = array.length): T[] {
  let m = i1 - i0;
  while (m) {
    const i = (random() * m--) | 0;
    const t = array[m + i0];
    array[m + i0] = array[i + i0];
    array[i + i0] = t;
  }
  return array;
}

export function pairs<T>(array: readonly T[]): [T, T][] {
  let i = 0;
  const n = array.length - 1;
  let p = array[0];
  const result = new Array<[T, T]>(n < 0 ? 0 : n);
  while (i < n) result[i] = [p, (p = array[++i])];
  return result;
}

export function range(start: number, stop: number, step = 1): number[] {
  const n = Math.max(0, Math.ceil((stop - start) / step)) | 0;
  const result = new Array<number>(n);
  let i = -1;
  while (++i < n) result[i] = start + i * step;
  return result;
}

export function cross<A, B, C>(a: readonly A[], b: readonly B[], reduce: (x: A, y: B) => C): C[] {
  const n0 = a.length;
  const n1 = b.length;
  const values = new Array<C>(n0 * n1);
  for (let i0 = 0, i = 0; i0 < n0; ++i0) for (let i1 = 0, value0 = a[i0]; i1 < n1; ++i1, ++i) values[i] = reduce(value0, b[i1]);
  return values;
}

export function transpose(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  if (!n) return [];
  let m = matrix[0].length;
  for (let k = 1; k < n; k++) m = Math.min(m, matrix[k].length);
  const result = new Array<number[]>(m);
  for (let i = -1; ++i < m;) {
    const row = (result[i] = new Array<number>(n));
    for (let j = -1; ++j < n;) row[j] = matrix[j][i];
  }
  return result;
}

export function ticks(start: number, stop: number, count: number): number[] {
  if (start === stop && count > 0) return [start];
  const step = Math.pow(10, Math.floor(Math.log10((stop - start) / Math.max(1, count))));
  const r0 = Math.ceil(start / step);
  const r1 = Math.floor(stop / step);
  const n = r1 - r0 + 1;
  if (!(n > 0) || !isFinite(n)) return [];
  const result = new Array<number>(n);
  for (let i = 0; i < n; ++i) result[i] = (r0 + i) * step;
  return result;
}

export function histogram(values: readonly number[], thresholds: readonly number[]): number[][] {
  const m = thresholds.length;
  const bins = new Array<number[]>(m + 1);
  for (let i = 0; i <= m; ++i) bins[i] = [];
  for (let i = 0; i < values.length; ++i) {
    const x = values[i];
    if (x >= x) bins[bisectRight(thresholds, x, 0, m)].push(x);
  }
  return bins;
}

export function run(): unknown {
  const data = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
  const sorted = data.slice().sort(ascending);
  let state = 7;
  const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const adder = new Adder();
  for (const x of data) adder.add(x / 10);
  return [
    bisectLeft(sorted, 5),
    bisectRight(sorted, 5),
    bisectLeft(sorted, 4, 2, 8),
    min(data, (d) => -d),
    extent(data),
    sum(data),
    adder.valueOf(),
    quantileSorted(sorted, 0.25),
    median(data),
    merge([[1, 2], [3], [], [4, 5]]),
    permute(data, [2, 0, 1]),
    shuffle(range(0, 10), random),
    pairs(data),
    range(0, 1, 0.2),
    cross([1, 2, 3], [4, 5], (a, b) => a * b),
    transpose([[1, 2, 3], [4, 5, 6]]),
    ticks(0, 10, 5),
    histogram(data, [2, 4, 6]),
  ];
}
