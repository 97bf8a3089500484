// tier: zone. What methods of arrays call their argument with, and what stays known when they have.
const table = [1, 2, 3, 4];
function indices(): number {
  let sum = 0;
  [5, 6, 7].forEach((_, i) => {
    sum += table[i];
  });
  return sum;
}
function elements(): number {
  return [0, 1, 3].reduce((sum, k) => sum + table[k], 0);
}
function mapped(): number {
  const ks = [7, 9, 200].map((x) => x & 3);
  let sum = 0;
  for (let i = 0; i < ks.length; i++) sum += table[ks[i]];
  return sum + ks[2];
}
function stays(): number {
  const xs = [1, 2, 3];
  const found = xs.some((x) => x > 2) && xs.every((x) => x > 0);
  xs.sort((a, b) => b - a);
  return found ? xs[2] : 0;
}
function typed(): number {
  const order = new Uint8Array(16).map((_, i) => i & 3);
  return order.reduce((sum, k) => sum + table[k], 0);
}
function kept(): number {
  const ks = [0, 3, 9].filter((k) => k < 4);
  return ks.length > 0 ? ks[0] : 0;
}
export function run(): unknown {
  return [indices(), elements(), mapped(), stays(), typed(), kept()];
}
