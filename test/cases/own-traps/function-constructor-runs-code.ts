// Code made at run time.
export function run(): unknown {
  const a = [1, 2, 3];
  const shrink = new Function('xs', 'xs.length = 0') as (xs: number[]) => void;
  const n = a.length;
  shrink(a);
  return a[n - 1]; // OOB
}
