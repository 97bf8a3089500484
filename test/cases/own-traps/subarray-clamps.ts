// subarray clamps its end.
function sumTail(a: Uint8Array, from: number, count: number): number {
  const tail = a.subarray(from, from + count);
  let s = 0;
  for (let i = 0; i < count; i++) {
    s += tail[i]; // OOB
  }
  return s;
}
export function run(): unknown { return sumTail(new Uint8Array([1, 2, 3, 4]), 2, 4); }
