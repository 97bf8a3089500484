// asIntN gives a negative number.
export function run(): unknown {
  const a = new Uint8Array(256);
  const k = Number(BigInt.asIntN(8, 200n));
  return k < a.length ? a[k] : -1; // OOB
}
