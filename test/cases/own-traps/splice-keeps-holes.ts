// What splice takes out of a sparse array is sparse.
export function run(): unknown {
  const a: number[] = new Array(5);
  const b = a.splice(0, 5);
  let s = 0;
  for (let i = 0; i < b.length; i++) if (b[i] === 1) s++; // OOB
  return s;
}
