// What a remainder says of the number that was divided: of its multiples, not of fractions that bits do not see, nor of NaN, which counts as false.
export function pairs(size: number): number {
  const xs = new Uint8Array(size & 255);
  if (xs.length % 2 !== 0) throw new RangeError("odd");
  let s = 0;
  for (let i = 0; i < xs.length; i += 2) s += xs[i]! * xs[i + 1]!; // PROVED
  return s;
}
export function byBits(xs: unknown): string {
  if (typeof xs !== "string" || xs.length & 3) return "";
  let s = "";
  for (let i = 0; i < xs.length; ) {
    s += xs[i++]!; // PROVED
    s += xs[i++]!; // PROVED
    s += xs[i++]!; // PROVED
    s += xs[i++]!; // PROVED
  }
  return s;
}
export function oneOver(size: number): number {
  const xs = new Uint8Array(size & 255);
  if (xs.length % 4 !== 1) return 0;
  let s = 0;
  for (let i = 0; i < xs.length - 1; i += 4) s += xs[i + 3]!; // PROVED
  return xs[0]! + s; // PROVED
}
export function odd(n: unknown): number {
  if (typeof n !== "number" || !Number.isInteger(n) || !(n >= 0 && n < 8)) return 0;
  const t = new Uint8Array(8);
  if (n % 2) return t[n - 1]!; // PROVED
  return n & 1 ? 0 : t[n + 1]!; // PROVED
}
export function dividedByFour(n: unknown): number {
  if (typeof n !== "number" || !(n > -4 && n < 8)) return 0;
  const t = new Uint8Array(8);
  return n % 4 === 0 ? t[n]! + t[n + 3]! : 0; // PROVED
}

// Another remainder than that of the steps, a step that is no divisor, an end that is not where the steps end.
export function otherRest(size: number): number {
  const xs = new Uint8Array(size & 255);
  if (xs.length % 2 !== 1) return 0;
  let s = 0;
  for (let i = 0; i < xs.length; i += 2) s += xs[i + 1] ?? 0;
  return s;
}
export function otherStep(size: number): number {
  const xs = new Uint8Array(size & 255);
  if (xs.length % 3 !== 0) return 0;
  let s = 0;
  for (let i = 0; i < xs.length; i += 2) s += xs[i + 1] ?? 0;
  return s;
}
export function fromOne(size: number): number {
  const xs = new Uint8Array(size & 255);
  if (xs.length % 2 !== 0) return 0;
  let s = 0;
  for (let i = 1; i < xs.length; i += 2) s += xs[i + 1] ?? 0;
  return s;
}
export function bitsOfFraction(n: unknown): unknown {
  if (typeof n !== "number" || !(n >= 0 && n < 8)) return 0;
  const t = new Uint8Array(8);
  return (n & 1) === 0 ? t[n] : 0;
}
export function countsAsFalse(n: number, xs: number[]): unknown {
  const t = new Uint8Array(8);
  if (typeof n !== "number" || n % 4) return 0;
  return [t[n], xs[n]];
}
export function ofText(n: any): unknown {
  const t = new Uint8Array(8);
  return n % 4 === 0 && n >= 0 && n < 8 ? t[n] : 0;
}
export function negative(n: unknown): unknown {
  if (typeof n !== "number" || !Number.isInteger(n) || !(n >= -8 && n < 8)) return 0;
  const t = new Uint8Array(8);
  return n % 2 ? t[n] : 0;
}
