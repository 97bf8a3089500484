// The root's parent is -1.
function find(parent: Int32Array, x: number): number {
  let r = x;
  for (let turns = 0; turns < 5; turns++) {
    r = parent[r]; // OOB
  }
  return r;
}
export function run(): unknown { return find(new Int32Array([-1, 0]), 1) === undefined; }
