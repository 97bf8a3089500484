// Constants that stand for built-ins, and what only looks like one.
const u8 = Uint8Array;
const A = Array;
const M = Math;
let later = Uint8Array;
var early = Uint8Array;
const either = M.random() < 2 ? Uint8Array : Float64Array;
const own: typeof Uint8Array = class extends Uint8Array {};

export function direct(): number {
  const b = new u8(4);
  return b[3]; // PROVED
}
export function outside(): number {
  const b = new u8(4);
  return b[4];
}
export function namespace(k: number): number {
  const b = new u8(4);
  return b[M.min(k & 7, 3)]; // PROVED
}
export function counted(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 9) return 0;
  const xs = new A<number>(n);
  for (let i = 0; i < n; i++) xs[i] = i; // PROVED
  return xs.length;
}
export function listed(xs: unknown): unknown {
  return A.isArray(xs);
}
export function inside(): number {
  const f = Float64Array;
  const b = new f(2);
  return b[1]; // PROVED
}
export function reassigned(): number {
  const b = new later(4);
  return b[3];
}
export function change(): void {
  later = own;
}
export function variable(): number {
  const b = new early(4);
  return b[3];
}
export function chosen(): number {
  const b = new either(4);
  return b[3];
}
export function subclass(): number {
  const b = new own(4);
  return b[3];
}
export function shadowed(Uint8Array: typeof globalThis.Uint8Array): number {
  const c = Uint8Array;
  const b = new c(4);
  return b[3];
}
export function parameter(c = Uint8Array): number {
  const b = new c(4);
  return b[3];
}
export function destructured({ c } = { c: Uint8Array }): number {
  const b = new c(4);
  return b[3];
}
export function ofMember(): number {
  const { u } = { u: Uint8Array };
  const b = new u(4);
  return b[3];
}
