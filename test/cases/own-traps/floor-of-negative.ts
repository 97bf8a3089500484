// The parent of the root.
function parent(heap: number[], i: number): number {
  return heap[Math.floor((i - 1) / 2)]; // OOB
}
export function run(): unknown { return parent([5, 3], 0); }
