/**
 * The inner loops run twice, behind a test each time. What one does when the test fails is still there when the test holds: a proof of the copy
 * that forgets the original takes `lo` for 0. (The closure keeps the outer loop from being written twice.)
 */
export function drift(values: Float64Array, weights: Float64Array, count: number, later: (f: () => number) => void): number {
  let lo = 0;
  let sum = 0;
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < count; i += 2) {
      if (i > weights.length) {
        lo = -1;
        break;
      }
      sum += weights[i]!;
      if (i + lo < values.length) sum += values[i + lo]!; // OOB
    }
    count = 1;
    later(() => round);
  }
  return sum;
}

/** The same with `while`, which begins with the head of its own loop. */
export function rewind(values: Float64Array, weights: Float64Array, count: number, later: (f: () => number) => void): number {
  let lo = 0;
  let sum = 0;
  let i = 0;
  for (let round = 0; round < 2; round++) {
    while (i < count) {
      if (i > weights.length) {
        lo = -1;
        break;
      }
      sum += weights[i]!;
      if (i + lo < values.length) sum += values[i + lo]!; // OOB
      i += 2;
    }
    i = 0;
    count = 1;
    later(() => round);
  }
  return sum;
}

export function run(): number {
  const values = new Float64Array([1, 2]);
  return drift(values, values.subarray(1), 4, () => undefined) + rewind(values, values.subarray(1), 4, () => undefined);
}
