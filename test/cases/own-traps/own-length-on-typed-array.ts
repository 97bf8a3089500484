// length of a typed array is an accessor of the prototype: an own property shadows it.
function last(a: Uint8Array): number {
  return a[a.length - 1]; // OOB
}
export function run(): unknown {
  const a = new Uint8Array(2);
  Object.defineProperty(a, 'length', { value: 8 });
  return last(a);
}
