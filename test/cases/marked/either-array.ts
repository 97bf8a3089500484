// Stores through what may be one of several arrays, of which some are followed: each of these reads one past what is known.
interface Holder {
  x: number[];
}
function made(): Holder {
  return { x: [1] };
}
function fifty(a: number[]): void {
  if (a.length > 0) a[0] = 50;
}
export function reassignedInALoop(): number {
  const t = new Float64Array(10);
  const y = [2];
  let r: Holder = { x: y };
  for (let i = 0; i < 2; i++) {
    if (r.x.length > 0) r.x[0] = 50; // PROVED
    r = made();
  }
  const k = y[0]; // PROVED
  return t[k];
}
export function orNothing(c: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const m: { x: number[] | null } = { x: y };
  if (c) m.x = null;
  if (m.x && m.x.length > 0) m.x[0] = 50; // PROVED
  const k = y[0]; // PROVED
  return t[k];
}
export function orFromOutside(c: boolean, e: number[]): number {
  const t = new Float64Array(10);
  const y = [2];
  const m = { x: y };
  if (c) m.x = e;
  m.x[0] = 50;
  const k = y[0];
  return t[k];
}
export function orOfACallee(c: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const m: Holder = { x: y };
  if (c) m.x = made().x;
  m.x.push(50);
  const k = y[y.length - 1];
  return t[k];
}
export function orARow(c: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const rows = [[3]];
  const m = { x: y };
  if (c) m.x = rows[0]; // PROVED
  m.x.push(50);
  const k = y[y.length - 1];
  return t[k];
}
export function withoutARecord(c: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const z = c ? null : y;
  if (z) z[0] = 50; // PROVED
  const k = y[0]; // PROVED
  return t[k];
}
export function optionally(c: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  let z: number[] | undefined;
  if (!c) z = y;
  z?.fill(50);
  const k = y[0]; // PROVED
  return t[k];
}
export function byACallee(c: boolean, p: number[]): number {
  const t = new Float64Array(10);
  const y = [2];
  fifty(c ? p : y);
  const k = y[0];
  return t[k];
}
