// Literals taken apart on the spot are moves: they run no iterator, and their values keep what is known of them.
import * as uncompiled from "node:util";

export function swapKeepsRanges(n: number): number {
  const a = new Float64Array(16);
  let i = 3;
  let j = 12;
  for (let k = 0; k < n; k++) {
    [i, j] = [j, i]; // PROVED
    a[i] = a[j] + 1; // PROVED
  }
  return a[0] + uncompiled.inspect.length; // PROVED
}
export function swapOfElements(seed: number): number {
  const a = [3, 1, 2, 5];
  for (let i = 1; i < a.length; i++) {
    for (let j = i; j > 0 && a[j - 1] > a[j]; j--) { // PROVED
      [a[j - 1], a[j]] = [a[j], a[j - 1]]; // PROVED
    }
  }
  return a[3] + seed; // PROVED
}
export function swapOfBuffers(rounds: number): number {
  let from = new Int32Array(8);
  let to = new Int32Array(8);
  for (let k = 0; k < rounds; k++) {
    for (let i = 0; i < 8; i++) to[i] = from[i] + i; // PROVED
    [from, to] = [to, from]; // PROVED
  }
  return from[7]; // PROVED
}
export function rotation(): number {
  const a = [1, 2, 3];
  let i = 0;
  let j = 1;
  let k = 2;
  [i, j, k] = [j, k, i]; // PROVED
  return a[i] * a[j] + a[k]; // PROVED
}
export function declared(): number {
  const a = [1, 2, 3];
  const [low, high] = [0, 2]; // PROVED
  let sum = 0;
  for (let [i, j] = [low, high]; i < j; [i, j] = [i + 1, j - 1]) // PROVED
    sum += a[low] + a[high]; // PROVED
  return sum;
}
export function tooFarByOne(): number {
  const a = [1, 2, 3];
  let i = 0;
  let j = 3;
  [i, j] = [j, i]; // PROVED
  return a[i];
}
export function rotatedOnce(): number {
  const a = [1, 2];
  let i = 0;
  let j = 1;
  let k = 2;
  [i, j, k] = [j, k, i]; // PROVED
  const last = a[i] + a[k]; // PROVED
  return last + a[j];
}
export function swappedLengths(n: number): number {
  let long = new Int32Array(8);
  let short = new Int32Array(4);
  if (n > 0) [long, short] = [short, long]; // PROVED
  return long[3] + short[3] + // PROVED
    long[7];
}
export function elementsRunCode(source: { next(): number }): number {
  const a = [1, 2, 3];
  let i = 0;
  const shrink = (): number => {
    a.length = 1;
    return source.next();
  };
  if (a.length === 3) {
    [i] = [shrink()]; // PROVED
    i = a[2];
  }
  return i;
}
export function defaultIsPast(n: number | undefined): number {
  const a = [1, 2, 3];
  const [i = 3] = [n === 2 ? 1 : undefined];
  return a[i];
}
export function shorterLiteral(): unknown[] {
  let i: number | undefined = 0;
  let j: number | undefined = 0;
  [i, j] = [1] as unknown as [number, number];
  return [i, j];
}
export function spreadLiteral(more: number[]): number {
  let i = 0;
  let j = 0;
  [i, j] = [...more] as [number, number];
  return i + j;
}
