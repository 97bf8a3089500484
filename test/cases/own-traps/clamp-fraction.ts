// A clamp does not make an integer.
function clamped(a: number[], x: number): number {
  if (a.length === 0) return -1;
  return a[Math.max(0, Math.min(a.length - 1, x))]; // OOB
}
export function run(): unknown { return clamped([1, 2, 3], 0.75); }
