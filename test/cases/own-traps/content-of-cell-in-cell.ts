// A captured constant is another name for the module's array: what is stored through it is in both.
const table = new Int32Array(4);
function size(): number { return table[1]; }
export function run(): unknown {
  const t = [1, 2, 3];
  const m = table;
  const g = (): void => { m[0] = 9; };
  g();
  return t[table[0]] + size(); // OOB
}
