// A bound on a product speaks of the factor of the last pass.
export function run(): unknown {
  const a = new Uint8Array(40);
  let s = 0;
  for (let i = 0; i < 20; i++) {
    const x = i === 3 ? 30 : 1;
    s += a[i * x + i]; // OOB
    if ((i + 1) * x + (i + 1) >= a.length) break;
  }
  return s;
}
