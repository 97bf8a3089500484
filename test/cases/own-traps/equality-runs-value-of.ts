// == converts an object that is compared with a number.
export function run(): unknown {
  const a = [1];
  const one = { valueOf(): number { a.length = 0; return 1; } } as unknown as number;
  if (a.length === 1) {
    const same = one == 1;
    return [same, a[0]]; // OOB
  }
  return null;
}
