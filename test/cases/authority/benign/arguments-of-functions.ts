// `arguments` holds what the caller passes; to change it changes nothing that others see.
export function last(..._xs: number[]): unknown {
  const args = arguments as unknown as { length: number; [k: number]: unknown };
  args.length = 1;
  return args[args.length - 1] ?? arguments[0];
}
