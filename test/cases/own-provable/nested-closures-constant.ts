// tier: escape. A constant table read from an inner function.
function makeReader(): (i: number) => number {
  const table = new Float64Array(8);
  for (let i = 0; i < table.length; i++) table[i] = i * i;
  return (i) => (Number.isInteger(i) && i >= 0 && i < table.length ? table[i] : -1);
}
export function run(): unknown { const read = makeReader(); return [read(3), read(8), read(-1), read(0.5)]; }
