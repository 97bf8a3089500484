// const fixes the variable, not the array; as const is a matter of types.
const STEPS = [1, 2, 3] as const;
function clear(xs: readonly number[]): void { (xs as number[]).length = 0; }
export function run(): unknown {
  clear(STEPS);
  return STEPS[2]; // OOB
}
