// A record that a function returns holds a constant of the module.
const table = [1, 2, 3];
function shared(): { items: number[] } { return { items: table }; }
export function run(): unknown {
  shared().items.pop();
  return table[2]; // OOB
}
