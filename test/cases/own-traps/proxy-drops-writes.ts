// The store goes through a proxy that keeps nothing.
function store(a: number[]): number {
  a.push(1);
  if (a.length >= 0) return a[0]; // OOB
  return -1;
}
export function run(): unknown {
  return store(new Proxy<number[]>([], { set: () => true, defineProperty: () => true }));
}
