// What a callee did before it threw is seen where the exception passes, not where the call returns.
function spread(a: number[], far: boolean): void {
  if (!far) return;
  a.length = 100;
  throw new Error("too far");
}
export function run(): unknown {
  const xs = [1, 2, 3];
  try {
    spread(xs, true);
  } catch {
    return xs.length > 50 ? xs[50] : null; // OOB
  }
  return xs[1];
}
