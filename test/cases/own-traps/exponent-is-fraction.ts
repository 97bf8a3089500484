// 2 ** -1 is one half.
function cell(a: Uint8Array, e: number): number {
  if (!Number.isInteger(e) || 2 ** e >= a.length) return -1;
  return a[2 ** e]; // OOB
}
export function run(): unknown { return cell(new Uint8Array(8), -1); }
