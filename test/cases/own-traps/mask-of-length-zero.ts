// length - 1 as a mask is -1 for an empty table.
function at(table: Uint8Array, h: number): number {
  return table[h & (table.length - 1)]; // OOB
}
export function run(): unknown { return at(new Uint8Array(0), 5); }
