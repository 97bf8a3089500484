// Fewer arguments than parameters.
function second(_a?: number, _b?: number): number {
  return arguments[1] as number; // OOB
}
export function run(): unknown { return second(1); }
