// Converting what is stored runs code that stores into the same array of the module.
const table = [10, 20, 30];
const state = new Uint32Array(4);
let depth = 0;
function step(value: number): unknown {
  depth++;
  state[0] = 1;
  state[1] = value;
  const at = state[0];
  const found = table[at]; // OOB
  state[0] = 100;
  return found;
}
export function run(): unknown {
  const late = {
    valueOf(): number {
      if (depth < 2) {
        step(0);
        state[0] = 100;
      }
      return 1;
    },
  };
  return step(late as unknown as number);
}
