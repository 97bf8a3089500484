// length of arguments is an ordinary property.
function last(..._xs: number[]): number {
  const args = arguments as { length: number; [k: number]: number };
  args.length = 5;
  return args[args.length - 1]; // OOB
}
export function run(): unknown { return last(1, 2); }
