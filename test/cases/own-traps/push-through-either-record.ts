// The record of a caller or one's own: what is pushed may be in one's own.
function one(first: boolean, given: { x: number[] }): number {
  const t = new Float64Array(10);
  const m = { x: [2] };
  const r = first ? given : m;
  r.x.push(50);
  let sum = 0;
  for (let i = 0; i < m.x.length; i++) sum += t[m.x[i]]; // OOB
  return sum;
}
export function run(): unknown { return one(false, { x: [4] }); }
