// An element can be an accessor.
function pick(order: number[], items: number[]): number {
  if (order.length === 0 || items.length === 0) return -1;
  const k = order[0];
  return items[k]; // OOB
}
export function run(): unknown {
  const items = [5];
  const order = [0];
  Object.defineProperty(order, 0, { get(): number { items.length = 0; return 0; } });
  return pick(order, items);
}
