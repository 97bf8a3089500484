// tier: zone. A while loop with the increment in the body.
function countZeros(a: Uint8Array): number {
  let n = 0;
  let i = 0;
  while (i < a.length) {
    if (a[i] === 0) n++;
    i++;
  }
  return n;
}
export function run(): unknown { return [countZeros(new Uint8Array([0, 1, 0])), countZeros(new Uint8Array(0))]; }
