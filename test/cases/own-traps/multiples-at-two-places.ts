// Of one value it is known here that it is a multiple of 2, and there that it is one of 4: the quotients are two.
export function masked(n: number): unknown {
  const xs = new Uint8Array(1);
  const x = n & 254;
  let y = 0;
  if ((x & 3) === 0) y = x;
  return xs[y]; // OOB
}
export function divided(v: number): unknown {
  const ys = new Float64Array(1);
  if (!Number.isInteger(v) || v < 0 || v > 100) return 0;
  if (v % 2 !== 0) return 0;
  let k = 1;
  if (v % 6 === 0) k = 0;
  return k === 0 ? ys[v] : 1; // OOB
}
export function run(): unknown {
  return [masked(0), masked(4), divided(0), divided(12)];
}
