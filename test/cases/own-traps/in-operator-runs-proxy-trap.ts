// `in` asks the proxy.
export function run(): unknown {
  const a = [1, 2];
  const p = new Proxy({}, { has: () => { a.length = 0; return true; } });
  const last = a.length - 1;
  const yes = 'x' in p;
  return [yes, a[last]]; // OOB
}
