// Contracts: what they let be proved, and near misses that they must not.

/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */ // PROVED
function at(xs: Float64Array, i: number): number {
  return xs[i]!; // PROVED
}

/** @requires Number.isInteger(i) && 0 <= i && i <= xs.length */ // PROVED
function atMost(xs: Float64Array, i: number): number {
  return xs[i]!;
}

/** @requires 0 <= i && i < xs.length */ // PROVED
function fraction(xs: Float64Array, i: number): number {
  return xs[i]!;
}

/** @requires Number.isInteger(i) && (0 <= i || i < xs.length) */ // PROVED
function either(xs: Float64Array, i: number): number {
  return xs[i]!;
}

/** @requires Number.isInteger(i) && !(i < 0) && !(i >= xs.length) */ // PROVED
function negated(xs: Float64Array, i: number): number {
  return xs[i]!; // PROVED
}

/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */ // PROVED
function shrunk(xs: number[], i: number): number {
  while (hash(xs.length) > 3) xs.pop();
  return xs[i]!;
}

/** @requires Number.isInteger(i) && 0 <= i && i < xs.length */ // PROVED
function moved(xs: Float64Array, i: number): number {
  const first = xs[i]!; // PROVED
  i++;
  return first + xs[i]!;
}

/** @requires Number.isInteger(n) && n >= 1 */
export function open(n: number): Float64Array {
  return new Float64Array(n);
}

/** @ensures Number.isInteger(result) && 0 <= result && result < n */
function below(n: number, seed: number): number {
  return (seed + 1) % n;
}

/** @ensures Number.isInteger(result) && 0 <= result && result < xs.length */
function withFinally(xs: number[], seed: number): number {
  try {
    return seed % xs.length;
  } finally {
    xs.length = 0;
  }
}

function hash(seed: number): number {
  const x = Math.imul(seed, 2654435761) >>> 0;
  return x % 977;
}

export function main(seed: number): number {
  const xs = new Float64Array(16);
  let sum = 0;
  for (let i = 0; i < 16; i++) {
    sum += at(xs, i); // PROVED
    sum += negated(xs, i); // PROVED
    // Calls that stop may come seldom, or nothing would be reached behind them.
    switch (hash(seed + i)) {
      case 3:
        sum += at(xs, i + 1);
        break;
      case 4:
        sum += atMost(xs, i + 1); // PROVED
        break;
      case 5:
        sum += fraction(xs, i / 2); // PROVED
        break;
      case 6:
        sum += either(xs, i - 3); // PROVED
        break;
      case 7:
        sum += moved(xs, i); // PROVED
        break;
      default:
    }
  }
  if (hash(seed) === 4) sum += at(xs, seed);
  const k = below(16, seed);
  sum += xs[k]!; // PROVED
  sum += xs[k + 1]!;
  const ys = [1, 2, 3, hash(seed)];
  sum += shrunk(ys, 2); // PROVED
  const j = withFinally(ys, 7);
  sum += ys[j]!;
  let p = 0;
  let q = hash(seed);
  /** @invariant Number.isInteger(p) && 0 <= p && p <= 16 */
  while (q > 0) {
    if (p < 16) sum += xs[p]!; // PROVED
    sum += xs[p]!;
    p += q % 3;
    q -= 1;
  }
  return sum;
}
