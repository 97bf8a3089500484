// The table of the module is written by another function.
const TABLE = new Uint8Array([0, 1, 2, 1]);
const NAMES = ['a', 'b', 'c'];
function extend(): void { TABLE[3] = 3; }
export function run(): unknown {
  extend();
  return NAMES[TABLE[3]]; // OOB
}
