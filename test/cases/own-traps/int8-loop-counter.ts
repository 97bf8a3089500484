// A counter kept in an Int8Array wraps to -128.
export function run(): unknown {
  const a = new Uint8Array(200);
  const c = new Int8Array(1);
  let s = 0;
  for (let turns = 0; turns < 130; turns++) {
    s += a[c[0]]; // OOB
    c[0]++;
  }
  return s;
}
