// A copy of a hole is an element that is undefined.
export function run(): unknown {
  const order = [...[0, , 1]] as (number | undefined)[];
  const b = [1, 2];
  let s = 0;
  for (let i = 0; i < order.length; i++) {
    s += b[order[i] as number]; // OOB
  }
  return s;
}
