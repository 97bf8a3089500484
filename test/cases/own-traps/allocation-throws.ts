// The size was set, then the allocation threw.
export function run(): unknown {
  let cells = new Uint8Array(2);
  let size = 2;
  const grow = (n: number): void => { size = n; cells = new Uint8Array(n === 4 ? -1 : n); };
  try { grow(4); } catch (e) { void e; }
  return cells[size - 1]; // OOB
}
