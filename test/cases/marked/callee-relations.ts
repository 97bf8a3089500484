// What holds when a callee has returned, and what does not.
function sameLength(a: Float64Array, b: Float64Array): void {
  if (a.length !== b.length) throw new Error("lengths differ");
}
export function dot(n: number, m: number): number {
  const a = new Float64Array(n);
  const b = new Float64Array(m);
  sameLength(a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i]; // PROVED
  }
  return sum;
}
function sometimesTested(a: Float64Array, b: Float64Array, strict: boolean): void {
  if (strict && a.length !== b.length) throw new Error("lengths differ");
}
export function dotUntested(n: number, m: number): number {
  const a = new Float64Array(n);
  const b = new Float64Array(m);
  sometimesTested(a, b, n === 3);
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += b[i];
  }
  return sum;
}
export function caught(n: number, m: number): number {
  const a = new Float64Array(n);
  const b = new Float64Array(m);
  try {
    sameLength(a, b);
  } catch {
    // goes on
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += b[i];
  }
  return sum;
}
function last(a: number[]): number {
  if (a.length === 0) throw new Error("empty");
  return a.length - 1;
}
export function lastOf(n: number): number {
  const a = [1];
  for (let i = 0; i < n; i++) a.push(i);
  const at = last(a);
  return a[at]; // PROVED
}
export function lastOfShrunk(n: number): number {
  const a = [1, 2];
  for (let i = 0; i < n; i++) a.push(i);
  const at = last(a);
  a.pop();
  return a[at];
}
