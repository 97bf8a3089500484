// The optional call did not happen, so nothing was pushed.
function pushFirst(a: number[], push?: (x: number) => void): number {
  push?.(7);
  return a[0]; // OOB
}
export function run(): unknown { const a: number[] = []; return pushFirst(a); }
