// A callback that returns a captured array hands it out.
export function run(): unknown {
  const t = [1, 2, 3];
  const r = [0].map(() => t);
  r.pop()!.pop();
  return t[2]; // OOB
}
