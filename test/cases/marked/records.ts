// What members of a literal hold, and when that is forgotten.
export function ofALiteral(): number {
  const r = { from: 1, to: 3 };
  const a = [1, 2, 3, 4];
  return a[r.from] + a[r.to]; // PROVED
}
export function changedMember(): number {
  const r = { at: 1 };
  const a = [1, 2];
  r.at = 2;
  return a[r.at];
}
export function changedByAlias(): number {
  const r = { at: 1 };
  const s = Math.random() < 2 ? r : { at: 0 };
  s.at = 5;
  const a = [1, 2];
  return a[r.at];
}
export function handedOut(f: (r: { at: number }) => void): number {
  const r = { at: 1 };
  const a = [1, 2];
  f(r);
  return a[r.at];
}
export function arraysInIt(n: number): number {
  const r = { x: new Float64Array(8), y: [1, 2, 3] };
  let sum = 0;
  for (let i = 0; i < r.x.length; i++) {
    sum += r.x[i]; // PROVED
  }
  r.y.pop();
  return sum + r.y[2] + n;
}
export function arrayHandedOutInIt(f: (r: { y: number[] }) => void): number {
  const y = [1, 2, 3];
  const r = { y };
  f(r);
  return y[2];
}
function bounds(n: number): { lo: number; hi: number } {
  return n > 2 ? { lo: 1, hi: 2 } : { lo: 0, hi: 3 };
}
export function ofACallee(n: number): number {
  const a = [1, 2, 3, 4];
  const { lo, hi } = bounds(typeof n === "number" ? n : 0);
  return a[lo] + a[hi]; // PROVED
}
export function ofACalleeTooShort(n: number): number {
  const a = [1, 2, 3];
  const { hi } = bounds(typeof n === "number" ? n : 0);
  return a[hi];
}
function pair(): { a: number[]; b: number[] } {
  const both = [1, 2, 3];
  return { a: both, b: both };
}
export function twoNamesOfOne(): number {
  const r = pair();
  r.a.pop();
  return r.b[2];
}
