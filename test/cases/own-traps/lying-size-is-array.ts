// new Uint8Array([7]) has one element, although [7] > 3.
function fourth(n: number): number {
  const a = new Uint8Array(n);
  return n > 3 ? a[3] : -1; // OOB
}
export function run(): unknown { return fourth(JSON.parse('[7]') as number); }
