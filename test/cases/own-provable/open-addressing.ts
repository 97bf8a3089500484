// tier: bit-vector. The probe sequence is masked with the capacity less one, a power of two.
const CAPACITY = 64;
const MASK = CAPACITY - 1;
const keys = new Int32Array(CAPACITY).fill(-1);
const values = new Float64Array(CAPACITY);
function slotOf(key: number): number {
  let i = Math.imul(key, 0x9e3779b1) & MASK;
  for (let turns = 0; turns < CAPACITY; turns++) {
    if (keys[i] === key || keys[i] === -1) return i;
    i = (i + 1) & MASK;
  }
  throw new Error('full');
}
function put(key: number, value: number): void {
  const i = slotOf(key) & MASK;
  keys[i] = key;
  values[i] = value;
}
export function run(): unknown {
  for (let k = 0; k < 20; k++) put(k * 7, k);
  return [values[slotOf(14) & MASK], keys[slotOf(133) & MASK]];
}
