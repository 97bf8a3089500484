// sp <= length lets one push too many through.
export function run(): unknown {
  const st = new Int32Array(2);
  let sp = 0;
  for (const x of [7, 8, 9]) {
    if (sp <= st.length) st[sp++] = x; // OOB
  }
  return sp;
}
