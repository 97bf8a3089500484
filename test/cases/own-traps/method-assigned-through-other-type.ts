// A method is assigned through a type that says nothing of arrays.
function last(a: number[], other: { push: (n: number) => number }): number {
  other.push = () => 5;
  a.push(1);
  return a[a.length - 1]; // OOB
}
export function run(): unknown {
  const list: number[] = [];
  return last(list, list);
}
