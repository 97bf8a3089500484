// What is known of a call with Infinity is not known of one with -Infinity.
export function chosen(n: number): number {
  return n > 0 ? 0 : 1000;
}
function results(): unknown {
  const list = [7, 8];
  const a = chosen(1e999);
  const b = chosen(-1e999);
  return [list[a], list[b]]; // OOB
}

export function cuts(list: number[], n: number): number {
  if (n > 0) return list.length;
  list.pop();
  return list.length;
}
function effects(): unknown {
  const one = [1, 2];
  const two = [1, 2];
  cuts(one, Infinity);
  cuts(two, -Infinity);
  void one[1];
  return two[1]; // OOB
}

export function run(): unknown[] {
  return [results(), effects()].map(String);
}
