// Transformations of arrays as composable reducers, with the same combinators written out over arrays beside them.
type Reducer<A, B> = (result: A, input: B) => A;
interface Reduced<A> {
  readonly reduced: true;
  readonly value: A;
}
interface Step<A, B> {
  init(): A;
  result(value: A): A;
  step(value: A, input: B): A | Reduced<A>;
}
type Transducer<B, C> = <A>(inner: Step<A, C>) => Step<A, B>;

function isReduced<A>(value: A | Reduced<A>): value is Reduced<A> {
  return typeof value === "object" && value !== null && "reduced" in value;
}

class MapStep<A, B, C> implements Step<A, B> {
  constructor(
    private readonly f: (x: B) => C,
    private readonly inner: Step<A, C>,
  ) {}
  init(): A {
    return this.inner.init();
  }
  result(value: A): A {
    return this.inner.result(value);
  }
  step(value: A, input: B): A | Reduced<A> {
    return this.inner.step(value, this.f(input));
  }
}

class TakeStep<A, B> implements Step<A, B> {
  private n: number;
  constructor(
    n: number,
    private readonly inner: Step<A, B>,
  ) {
    this.n = n;
  }
  init(): A {
    return this.inner.init();
  }
  result(value: A): A {
    return this.inner.result(value);
  }
  step(value: A, input: B): A | Reduced<A> {
    const taken = this.n > 0 ? this.inner.step(value, input) : value;
    this.n--;
    if (this.n <= 0 && !isReduced(taken)) return { reduced: true, value: taken };
    return taken;
  }
}

class PartitionAllStep<A, B> implements Step<A, B> {
  private buffer: B[] = [];
  constructor(
    private readonly n: number,
    private readonly inner: Step<A, B[]>,
  ) {}
  init(): A {
    return this.inner.init();
  }
  result(value: A): A {
    let last = value;
    if (this.buffer.length > 0) {
      const stepped = this.inner.step(value, this.buffer);
      last = isReduced(stepped) ? stepped.value : stepped;
      this.buffer = [];
    }
    return this.inner.result(last);
  }
  step(value: A, input: B): A | Reduced<A> {
    this.buffer.push(input);
    if (this.buffer.length === this.n) {
      const full = this.buffer;
      this.buffer = [];
      return this.inner.step(value, full);
    }
    return value;
  }
}

export const map =
  <B, C>(f: (x: B) => C): Transducer<B, C> =>
  <A>(inner: Step<A, C>) =>
    new MapStep<A, B, C>(f, inner);
export const take =
  <B>(n: number): Transducer<B, B> =>
  <A>(inner: Step<A, B>) =>
    new TakeStep<A, B>(n, inner);
export const partitionAll =
  <B>(n: number): Transducer<B, B[]> =>
  <A>(inner: Step<A, B[]>) =>
    new PartitionAllStep<A, B>(n, inner);

export function arrayReduce<A, B>(step: Step<A, B>, init: A, array: readonly B[]): A {
  let acc = init;
  for (let i = 0; i < array.length; i++) {
    const next = step.step(acc, array[i]);
    if (isReduced(next)) {
      acc = next.value;
      break;
    }
    acc = next;
  }
  return step.result(acc);
}

export function stringReduce<A>(step: Step<A, string>, init: A, text: string): A {
  let acc = init;
  for (let i = 0; i < text.length; i++) {
    const next = step.step(acc, text[i]);
    if (isReduced(next)) {
      acc = next.value;
      break;
    }
    acc = next;
  }
  return step.result(acc);
}

export function into<B, C>(transducer: Transducer<B, C>, source: readonly B[] | string): C[] {
  const push: Step<C[], C> = {
    init: () => [],
    result: (value) => value,
    step(value, input) {
      value.push(input);
      return value;
    },
  };
  const step = transducer(push);
  return typeof source === "string" ? stringReduce(step as Step<C[], unknown>, [], source) : arrayReduce(step, [], source);
}

export function comp<T>(...fs: ((x: T) => T)[]): (x: T) => T {
  if (fs.length === 0) throw new Error("comp must be given at least one function");
  if (fs.length === 1) return fs[0];
  return (x) => {
    let result = fs[fs.length - 1](x);
    for (let i = fs.length - 2; i >= 0; i--) result = fs[i](result);
    return result;
  };
}

export function mapArray<B, C>(xs: readonly B[], f: (x: B, i: number) => C): C[] {
  const result = new Array<C>(xs.length);
  for (let i = 0; i < xs.length; i++) result[i] = f(xs[i], i);
  return result;
}

export function filterArray<B>(xs: readonly B[], keep: (x: B) => boolean): B[] {
  const result: B[] = [];
  for (let i = 0; i < xs.length; i++) if (keep(xs[i])) result.push(xs[i]);
  return result;
}

export function reduceRight<A, B>(xs: readonly B[], f: Reducer<A, B>, init: A): A {
  let acc = init;
  let i = xs.length;
  while (i--) acc = f(acc, xs[i]);
  return acc;
}

export function reduceFirst<B>(xs: readonly B[], f: Reducer<B, B>): B | undefined {
  if (xs.length === 0) return undefined;
  let acc = xs[0];
  for (let i = 1, n = xs.length; i < n; i++) acc = f(acc, xs[i]);
  return acc;
}

export function takeArray<B>(xs: readonly B[], n: number): B[] {
  const count = Math.min(Math.max(n, 0), xs.length);
  const result: B[] = [];
  for (let i = 0; i < count; i++) result.push(xs[i]);
  return result;
}

export function drop<B>(xs: readonly B[], n: number): B[] {
  const start = n < 0 ? 0 : n > xs.length ? xs.length : n;
  const result: B[] = new Array(xs.length - start);
  for (let i = start; i < xs.length; i++) result[i - start] = xs[i];
  return result;
}

export function partition<B>(xs: readonly B[], n: number): B[][] {
  const result: B[][] = [];
  for (let i = 0; i + n <= xs.length; i += n) {
    const chunk: B[] = [];
    for (let j = 0; j < n; j++) chunk.push(xs[i + j]);
    result.push(chunk);
  }
  return result;
}

export function zip<B, C>(xs: readonly B[], ys: readonly C[]): [B, C][] {
  const n = xs.length < ys.length ? xs.length : ys.length;
  const result: [B, C][] = [];
  for (let i = 0; i < n; i++) result.push([xs[i], ys[i]]);
  return result;
}

export function interleave<B>(xs: readonly B[], ys: readonly B[]): B[] {
  const result: B[] = [];
  for (let i = 0; i < xs.length || i < ys.length; i++) {
    if (i < xs.length) result.push(xs[i]);
    if (i < ys.length) result.push(ys[i]);
  }
  return result;
}

export function dedupe<B>(xs: readonly B[]): B[] {
  const result: B[] = [];
  for (let i = 0; i < xs.length; i++) if (i === 0 || xs[i] !== xs[i - 1]) result.push(xs[i]);
  return result;
}

export function flatten<B>(xss: readonly (readonly B[])[]): B[] {
  const result: B[] = [];
  for (let i = 0; i < xss.length; i++) {
    const xs = xss[i];
    for (let j = 0; j < xs.length; j++) result.push(xs[j]);
  }
  return result;
}

export function mapObject<C>(record: Readonly<Record<string, number>>, f: (key: string, value: number) => C): C[] {
  const keys = Object.keys(record);
  const result: C[] = [];
  for (let i = 0; i < keys.length; i++) result.push(f(keys[i], record[keys[i]]));
  return result;
}

export function run(): unknown {
  const numbers = [5, 5, 1, 4, 4, 4, 9, 2, 6];
  const doubled = into(map<number, number>((x) => x * 2), numbers);
  const pairs = into(partitionAll<number>(2), numbers);
  const letters = into(take<string>(3), "transduce");
  const composed = comp<number[]>(dedupe, (xs) => drop(xs, 1), (xs) => filterArray(xs, (x) => x > 1))(numbers);
  return [
    doubled,
    pairs,
    letters,
    composed,
    mapArray(numbers, (x, i) => x * i),
    reduceRight(numbers, (a, x) => a * 2 + x, 0),
    reduceFirst(numbers, (a, x) => Math.max(a, x)),
    takeArray(numbers, 4),
    partition(numbers, 4),
    zip(numbers, "abc".split("")),
    interleave(numbers, composed),
    flatten(pairs),
    mapObject({ a: 1, b: 2 }, (k, v) => `${k}${v}`),
  ];
}
