// map passes the index as second argument to a function written for something else.
function pick(i: number, base = 0): number {
  const table = [10, 20, 30];
  return table[i + base]; // OOB
}
export function run(): unknown { return [0, 1, 2].map(pick); }
