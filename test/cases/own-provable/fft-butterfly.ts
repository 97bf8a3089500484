// tier: linear. Halves of a block that ends at or before n.
function butterflies(re: Float64Array, half: number): void {
  if (!Number.isInteger(half) || half < 1) return;
  for (let start = 0; start + 2 * half <= re.length; start += 2 * half) {
    for (let k = 0; k < half; k++) {
      const a = re[start + k], b = re[start + k + half];
      re[start + k] = a + b;
      re[start + k + half] = a - b;
    }
  }
}
export function run(): unknown { const a = new Float64Array([1, 2, 3, 4, 5]); butterflies(a, 1); butterflies(a, 2); return Array.from(a); }
