// (i - 1) >> 1 is -1 for i = 0.
function siftUp(heap: Int32Array, start: number): void {
  let i = start;
  for (let turns = 0; turns < 4; turns++) {
    const p = (i - 1) >> 1;
    if (heap[p] <= heap[i]) return; // OOB
    const t = heap[p]; heap[p] = heap[i]; heap[i] = t; // OOB
    i = p;
  }
}
export function run(): unknown { const h = new Int32Array([3, 2]); siftUp(h, 1); return Array.from(h); }
