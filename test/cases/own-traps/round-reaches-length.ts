// Math.round goes up to the length.
function sample(a: number[], t: number): number {
  if (!(t >= 0 && t < 1)) return -1;
  return a[Math.round(t * a.length)]; // OOB
}
export function run(): unknown { return sample([1, 2, 3], 0.9); }
