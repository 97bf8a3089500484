// Nobody looks at the capacity.
export function run(): unknown {
  const st = new Int32Array(4);
  let sp = 0;
  for (let i = 0; i < 6; i++) {
    st[sp++] = i; // OOB
  }
  return sp;
}
