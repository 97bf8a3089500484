// What a function returns as new may be what a closure of it still reads.
let last: () => number = () => 0;
function make(): number[] {
  const a = [1, 2, 3];
  last = () => a[2] as number; // OOB
  return a;
}
export function run(): unknown {
  const x = make();
  x.pop();
  return last();
}
