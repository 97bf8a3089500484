// The recursive call replaces the buffer the caller has checked.
let buffer = new Uint8Array(4);
function walk(depth: number): number {
  const n = buffer.length;
  if (depth > 0) {
    buffer = new Uint8Array(n - 1);
    walk(depth - 1);
  }
  return buffer[n - 1]; // OOB
}
export function run(): unknown { buffer = new Uint8Array(4); return walk(2); }
