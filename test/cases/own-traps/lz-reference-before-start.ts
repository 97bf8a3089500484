// A back reference that reaches before the output.
function copy(out: Uint8Array, o: number, dist: number): number {
  if (!Number.isInteger(o) || o < 0 || o >= out.length || !Number.isInteger(dist) || dist < 1) return -1;
  out[o] = out[o - dist]; // OOB
  return o + 1;
}
export function run(): unknown { return copy(new Uint8Array(4), 1, 3); }
