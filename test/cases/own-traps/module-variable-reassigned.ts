// A call replaces the module's array by a shorter one.
let table = new Uint8Array(8);
function reset(): void { table = new Uint8Array(2); }
function read(i: number): number {
  if (!Number.isInteger(i) || i < 0 || i >= table.length) return -1;
  reset();
  return table[i]; // OOB
}
export function run(): unknown { table = new Uint8Array(8); return read(5); }
