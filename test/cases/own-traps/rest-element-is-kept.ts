// A callee that keeps an element of its rest array keeps the argument.
let kept: number[] = [];
function keep(...xs: number[][]): void {
  kept = xs[0] as number[]; 
}
function shrink(): void {
  kept.pop();
}
export function run(): unknown {
  const a = [1, 2, 3];
  keep(a);
  if (a.length < 3) return 0;
  shrink();
  return a[2]; // OOB
}
