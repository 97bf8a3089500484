// concat copies holes.
export function run(): unknown {
  const a = [0].concat(new Array<number>(2));
  return a.length === 3 ? a[1] : -1; // OOB (hole)
}
