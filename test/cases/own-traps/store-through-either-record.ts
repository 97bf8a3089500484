// A member of one of two records, of which a callee made one.
function made(): { x: number[] } { return { x: [1] }; }
function one(first: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const m = { x: y };
  const r = first ? made() : m;
  r.x[0] = 50;
  return t[y[0]]; // OOB
}
export function run(): unknown { return [one(true), one(false)]; }
