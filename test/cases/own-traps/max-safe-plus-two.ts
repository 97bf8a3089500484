// MAX_SAFE_INTEGER + 2 is MAX_SAFE_INTEGER + 1.
export function run(): unknown {
  const a = [1];
  const x = Number.MAX_SAFE_INTEGER;
  return a[(x + 2) - (x + 1) - 1]; // OOB
}
