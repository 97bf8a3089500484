// tier: zone. arguments below its own length.
function total(..._xs: number[]): number {
  let s = 0;
  for (let i = 0; i < arguments.length; i++) s += arguments[i] as number;
  return s;
}
export function run(): unknown { return [total(1, 2, 3), total()]; }
