// -0 passes for the type 0.
function at(x: number[], zero: 0): number {
  const k = 1 / zero < 0 ? 100 : 0;
  return x.length > 0 ? x[k] : 0; // OOB
}
export function run(): unknown {
  return at([1, 2], -0);
}
