// Elements move towards the front.
export function run(): unknown {
  const order: number[] = [];
  for (let i = 0; i < 4; i++) order.push(i);
  order.shift();
  const b = [1, 2, 3, 4];
  let s = 0;
  for (let i = 0; i < order.length; i++) {
    s += b[i - order[i]]; // OOB
  }
  return s;
}
