// Another name of the array, held by a function that is handed on.
export function run(): unknown {
  const order: number[] = [0, 1];
  const add = (k: number): void => { order.push(k); };
  [5].forEach(add);
  const b = [1, 2];
  return b[order[order.length - 1]]; // OOB
}
