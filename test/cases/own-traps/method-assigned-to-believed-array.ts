// A method of its own takes the place of `push`.
function last(a: number[]): number {
  a.push = () => 5;
  a.push(1);
  return a[a.length - 1]; // OOB
}
export function run(): unknown {
  return last([]);
}
