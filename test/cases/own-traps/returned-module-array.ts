// A function that returns a module's array hands it out.
const t = [1, 2, 3];
function get(): number[] { return t; }
export function run(): unknown {
  get().pop();
  return t[2]; // OOB
}
