// tier: zone. The common prefix of two arrays.
function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i;
  return n;
}
export function run(): unknown { return [commonPrefix(new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 4, 5])), commonPrefix(new Uint8Array(0), new Uint8Array(2))]; }
