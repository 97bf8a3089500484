// ~~x keeps 32 bits only.
function cell(a: Float64Array, x: number): number {
  if (!(x >= 0)) return -1;
  const k = ~~x;
  return k < a.length ? a[k] : -1; // OOB
}
export function run(): unknown { return cell(new Float64Array(2), 2 ** 31 + 0.5); }
